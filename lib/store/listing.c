/* listing.c: what lists are made from, written and compared. */
#include "lib/store/listing.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db/stmt.h"
#include "lib/store/complete.h"
#include "lib/text/collate.h"

struct targets {
	struct mem *mem;
	int64_t *record;
	size_t count, room;
};

static void
add(struct targets *t, int64_t record)
{
	if (t->count == t->room) {
		size_t room = t->room == 0 ? 16 : t->room * 2;

		t->record = mem_grow(t->mem, t->record, t->room * sizeof(*t->record),
		    room * sizeof(*t->record));
		t->room = room;
	}
	t->record[t->count++] = record;
}

static int
by_record(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static struct str
write_targets(struct targets *t)
{
	struct buf b;

	if (t->count == 0)
		return STR_NONE;
	qsort(t->record, t->count, sizeof(*t->record), by_record);
	buf_init(&b, t->mem, t->count * 8);
	for (size_t i = 0; i < t->count; i++) {
		if (i > 0)
			buf_byte(&b, ' ');
		buf_int(&b, t->record[i]);
	}
	return buf_view(&b);
}

struct str
listing_facets(struct mem *m, const struct kind *k, const json_t *values)
{
	struct targets t = { .mem = m };
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		const json_t *targets = doc_get(values, f->name);

		if (!(f->flags & FIELD_FACET))
			continue;
		/* Links within a kind are written after their records (import.c): too late for this. */
		assert(strcmp(f->target, k->name) != 0);
		for (size_t j = 0; j < doc_count(targets); j++)
			add(&t, doc_int(doc_at(targets, j)));
	}
	return write_targets(&t);
}

struct str
listing_name_key(struct mem *m, struct str name)
{
	struct buf b;

	buf_init(&b, m, name.n + 8);
	collate_key(&b, name);
	return buf_view(&b);
}

static bool
has_place(const struct kind *k)
{
	return kind_field(k, STR("latitude")) != NULL;
}

void
listing_place(struct writer *w, const struct kind *k, int64_t record)
{
	struct stmt *q;

	if (!has_place(k))
		return;
	q = db_write(w, SQL_INSERT_PLACE);
	db_bind_int(q, ":record", record);
	db_run(q);
}

void
listing_move(struct writer *w, const struct kind *k, int64_t record)
{
	struct stmt *q;

	if (!has_place(k))
		return;
	q = db_write(w, SQL_DELETE_PLACE);
	db_bind_int(q, ":record", record);
	db_run(q);
	listing_place(w, k, record);
	q = db_write(w, SQL_INSERT_LISTING_CHANGE);
	db_bind_int(q, ":record", record);
	db_run(q);
}

/* --------------------------------------------------------------------- checking */

static struct str
facets_by_links(struct reader *r, struct mem *m, const struct kind *k, int64_t record)
{
	struct stmt *q = db_read(r, SQL_LIST_LINKS);
	struct targets t = { .mem = m };

	db_bind_int(q, ":record", record);
	while (db_next(q)) {
		const struct field *f = kind_field(k, db_text(q, 0));

		if (f != NULL && (f->flags & FIELD_FACET))
			add(&t, db_int(q, 1));
	}
	return write_targets(&t);
}

static bool
place_is_right(struct reader *r, int64_t record)
{
	struct stmt *q = db_read(r, SQL_IS_PLACED_RIGHT);

	db_bind_int(q, ":record", record);
	return db_number(q) != 0;
}

size_t
listing_check(struct reader *r, void (*differs)(int64_t record))
{
	struct mem *m = mem_new(0);
	int64_t record = 0, before;
	size_t wrong = 0;

	do {
		struct stmt *q = db_read(r, SQL_LIST_ALL_LISTINGS);

		before = record;
		db_bind_int(q, ":record", before);
		while (db_next(q)) {
			const struct kind *k = kind_find(db_text(q, 1));

			record = db_int(q, 0);
			if (k != NULL &&
			    !(place_is_right(r, record) &&
				str_eq(db_text(q, 3), listing_name_key(m, db_text(q, 2))) &&
				str_eq(db_text(q, 4), facets_by_links(r, m, k, record)) &&
				complete_is_right(r, m, k, record))) {
				differs(record);
				wrong++;
			}
			mem_reset(m);
		}
	} while (record != before);
	mem_free(m);
	return wrong;
}
