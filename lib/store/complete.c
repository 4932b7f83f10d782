/* complete.c: what is lacking. */
#include "lib/store/complete.h"

#include "lib/db/stmt.h"
#include "lib/store/stored.h"
#include "lib/view/doc.h"

enum { RENEWED_AT_ONCE = 200 };

static bool
has(const json_t *values, const char *field)
{
	const json_t *value = field == NULL ? NULL : doc_get(values, field);

	return value != NULL && (!doc_is_array(value) || doc_count(value) > 0);
}

struct str
complete_lacks(struct mem *m, const struct kind *k, const json_t *values)
{
	struct buf b;

	if (k->wants == NULL)
		return STR_NONE;
	buf_init(&b, m, 64);
	for (const struct want *w = k->wants; w->field != NULL; w++) {
		if (has(values, w->field) || has(values, w->instead))
			continue;
		if (b.n > 0)
			buf_byte(&b, ' ');
		buf_puts(&b, w->field);
	}
	return b.n == 0 ? STR_NONE : buf_view(&b);
}

bool
complete_next(struct str *lacks, struct str *name)
{
	return lacks->n > 0 && str_cut(lacks, ' ', name);
}

static struct str
lacks_of(struct reader *r, struct mem *m, const struct kind *k, int64_t record)
{
	json_t *values = doc_object();

	store_load_stored(r, k, record, values, doc_object());
	return complete_lacks(m, k, values);
}

bool
complete_is_right(struct reader *r, struct mem *m, const struct kind *k, int64_t record)
{
	struct mem *before = mem_use(m);
	struct str lacks = lacks_of(r, m, k, record);
	struct stmt *q = db_read(r, SQL_FIND_LACKS);
	bool right = false;

	db_bind_int(q, ":record", record);
	if (db_next(q)) {
		right = str_eq(db_text(q, 0), lacks) &&
		    (db_text(q, 0).p == NULL) == (lacks.p == NULL);
		stmt_end(q);
	}
	mem_use(before);
	return right;
}

/* Some records after this one; false at the end. */
static bool
renew_some(struct writer *w, struct mem *m, int64_t *record, size_t *changed)
{
	bool more = true;

	for (size_t i = 0; i < RENEWED_AT_ONCE && more; i++) {
		struct stmt *q = db_read(&w->reader, SQL_NEXT_RECORD);
		const struct kind *k = NULL;

		db_bind_int(q, ":record", *record);
		more = db_next(q);
		if (!more)
			break;
		*record = db_int(q, 0);
		k = kind_find(db_text(q, 1));
		stmt_end(q);
		if (k == NULL || complete_is_right(&w->reader, m, k, *record))
			continue;
		q = db_write(w, SQL_UPDATE_LACKS);
		db_bind_int(q, ":record", *record);
		db_bind_str(q, ":lacks", lacks_of(&w->reader, m, k, *record));
		db_run(q);
		++*changed;
	}
	return more;
}

enum err
complete_renew(struct writer *w, size_t *changed)
{
	struct mem *m = mem_new(64 * 1024);
	int64_t record = 0;
	enum err e = ERR_NONE;
	bool more = true;

	*changed = 0;
	while (more && e == ERR_NONE) {
		struct mem *before = mem_use(m);

		writer_begin(w);
		more = renew_some(w, m, &record, changed);
		e = writer_end(w, true);
		mem_use(before);
		mem_reset(m);
	}
	mem_free(m);
	return e;
}
