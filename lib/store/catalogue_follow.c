/*
 * catalogue_follow.c: keeping the catalogue in step by the records that have changed.
 *
 * All of them are taken out first. Each that is public is then put in behind
 * the nearest record before it by name that is there; the database, which has names in an index,
 * says which. What is there is always in order, so the last one put in
 * leaves the order that loading everything would give.
 */
#include "lib/store/catalogue_private.h"

#include <string.h>

#include "lib/db/stmt.h"

enum {
	CHANGES_MAX = 1000,             /* more are read faster by loading everything … */
	SHIFT_MAX = 4096,               /* … and so are so many rows that would have to move */
};

struct follower {
	struct catalogue *c;
	struct reader *r;
	uint32_t changed[CHANGES_MAX];
	size_t count;
	bool values;                    /* of facets have changed */
};

static void
note(struct follower *f, uint32_t record)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->changed[i] == record)
			return;
	f->changed[f->count++] = record;
}

/* False when there are too many, or the first of them are no longer told. */
static bool
read_changes(struct follower *f, int64_t seq)
{
	struct stmt *s;

	if (db_number(db_read(f->r, SQL_FIND_FIRST_CHANGE)) > seq + 1)
		return false;
	s = db_read(f->r, SQL_LIST_LISTING_CHANGES);
	db_bind_int(s, ":seq", seq);
	while (db_next(s)) {
		uint32_t record = (uint32_t)db_int(s, 0);

		if (record == 0)
			f->c->synonyms_version++;
		else if (f->count < CHANGES_MAX && record < f->c->records)
			note(f, record);
		else {
			stmt_end(s);
			return false;
		}
	}
	return true;
}

/* ------------------------------------------------------------------ taking out */

static bool
is_value(const struct catalogue *c, uint32_t record)
{
	for (size_t i = 0; kind_at(i) != NULL; i++)
		if (catalogue_bit(&c->kind[i], record) >= 0)
			return true;
	return false;
}

static void
take_out(struct follower *f, uint32_t record)
{
	struct catalogue *c = f->c;
	struct catalogue_kind *k;
	uint32_t slot;

	f->values |= is_value(c, record);
	if (c->kind_of[record] == 0)
		return;
	k = &c->kind[c->kind_of[record] - 1];
	slot = c->row[record];
	k->record[slot] = 0;
	catalogue_clear_bits(k, slot);
	k->rows--;
	c->kind_of[record] = 0;
}

/* ------------------------------------------------------------------ putting in */

/* The slot of the nearest record before it by name that is there; -1: none. */
static int64_t
slot_before(struct follower *f, const struct catalogue_kind *k, uint32_t record, struct str key)
{
	struct stmt *s = db_read(f->r, SQL_LIST_NAMES_BEFORE);

	db_bind_str(s, ":kind", str_of(k->kind->name));
	db_bind_str(s, ":name_key", key);
	db_bind_int(s, ":record", record);
	while (db_next(s)) {
		uint32_t before = (uint32_t)db_int(s, 0);

		if (before < f->c->records && f->c->kind_of[before] != 0) {
			stmt_end(s);
			return f->c->row[before];
		}
	}
	return -1;
}

static void
move_rows(struct catalogue *c, struct catalogue_kind *k, uint32_t from, uint32_t to, uint32_t n)
{
	memmove(&k->record[to], &k->record[from], n * sizeof(*k->record));
	memmove(&k->standing[to], &k->standing[from], n * sizeof(*k->standing));
	if (k->place != NULL) {
		memmove(&k->place[to], &k->place[from], n * sizeof(*k->place));
		memmove(&k->precision[to], &k->precision[from], n * sizeof(*k->precision));
	}
	memmove(&k->bits[(size_t)to * k->words], &k->bits[(size_t)from * k->words],
	    (size_t)n * k->words * sizeof(*k->bits));
	for (uint32_t i = 0; i < n; i++)
		c->row[k->record[to + i]] = to + i;
}

/* A free slot right behind `before`, which it may have moved; -1: none is near. */
static int64_t
free_slot(struct catalogue *c, struct catalogue_kind *k, int64_t before)
{
	int64_t up = before + 1, down = before;

	for (int n = 0; n < SHIFT_MAX; n++, up++, down--) {
		if (up < k->slots && k->record[up] == 0) {
			move_rows(c, k, (uint32_t)before + 1, (uint32_t)before + 2,
			    (uint32_t)(up - before - 1));
			return before + 1;
		}
		if (down >= 0 && k->record[down] == 0) {
			move_rows(c, k, (uint32_t)down + 1, (uint32_t)down,
			    (uint32_t)(before - down));
			return before;
		}
	}
	return -1;
}

static void
find_place(struct follower *f, struct catalogue_kind *k, uint32_t slot)
{
	struct stmt *s;

	if (k->place == NULL)
		return;
	k->place[slot] = (struct place){ 0, 0 };
	k->precision[slot] = PRECISION_NONE;
	s = db_read(f->r, SQL_FIND_PLACE);
	db_bind_int(s, ":record", k->record[slot]);
	if (db_next(s)) {
		catalogue_set_place(k, slot, s);
		stmt_end(s);
	}
}

/* False when there is no slot for it. */
static bool
put_in(struct follower *f, uint32_t record)
{
	struct catalogue *c = f->c;
	struct stmt *s = db_read(f->r, SQL_LOAD_CATALOGUE_ROW);
	struct catalogue_kind *k;
	const struct kind *kind;
	int64_t slot = 0;

	db_bind_int(s, ":record", record);
	if (!db_next(s))
		return true;
	kind = kind_find(db_text(s, 0));
	if (kind != NULL) {
		f->values |= catalogue_has_values_of(c, kind);
		k = &c->kind[kind_index(kind)];
	}
	if (kind != NULL && kind->searched) {
		slot = free_slot(c, k, slot_before(f, k, record, db_text(s, 3)));
		if (slot >= 0) {
			k->rows++;
			k->record[slot] = record;
			k->standing[slot] = (uint8_t)db_int(s, 1);
			catalogue_set_bits(k, (uint32_t)slot, db_text(s, 2));
			find_place(f, k, (uint32_t)slot);
			c->row[record] = (uint32_t)slot;
			c->kind_of[record] = (uint8_t)(kind_index(kind) + 1);
		}
	}
	stmt_end(s);
	return slot >= 0;
}

/* ---------------------------------------------------------------------- values */

/* Reads names anew; false when the bits of records mean something else from now on. */
static bool
read_values(struct follower *f)
{
	struct catalogue *c = f->c;
	struct mem *before = c->values;
	struct catalogue_kind old[KINDS_MAX];
	bool same = true;

	memcpy(old, c->kind, sizeof(old));
	c->values = NULL;
	catalogue_load_values(c, f->r);
	for (size_t i = 0; kind_at(i) != NULL && same; i++)
		for (unsigned j = 0; j < old[i].facets && same; j++) {
			const struct facet *a = &old[i].facet[j], *b = &c->kind[i].facet[j];

			same = a->values == b->values;
			for (unsigned v = 0; v < a->values && same; v++)
				same = a->value[v].record == b->value[v].record;
		}
	mem_free(before);
	return same;
}

bool
catalogue_follow(struct catalogue *c, struct reader *r, int64_t last)
{
	struct follower f = { .c = c, .r = r };
	bool fine = true;

	if (last == c->seq)
		return true;
	if (last < c->seq || !read_changes(&f, c->seq))
		return false;
	for (size_t i = 0; i < f.count; i++)
		take_out(&f, f.changed[i]);
	for (size_t i = 0; i < f.count && fine; i++)
		fine = put_in(&f, f.changed[i]);
	return fine && (!f.values || read_values(&f));
}
