/* catalogue.c: loading the public records into memory, and when to. */
#include "lib/store/catalogue_private.h"

#include <string.h>

#include "lib/db/stmt.h"
#include "lib/store/wording.h"

enum { NEW_RECORDS = 1000 };            /* at least so many can come before all is loaded anew */

/* Room for the rows of a kind, with free slots between them and behind. Only what is searched stands in lists. */
static void
make_room(struct catalogue *c, struct reader *r, struct catalogue_kind *k)
{
	struct stmt *s;

	k->rows = k->slots = 0;
	if (k->kind->searched) {
		s = db_read(r, SQL_COUNT_CATALOGUE_ROWS);
		db_bind_str(s, ":kind", str_of(k->kind->name));
		k->slots = (uint32_t)db_number(s);
	}
	k->slots += k->slots / (CATALOGUE_FREE_EVERY - 1) + CATALOGUE_FREE_EVERY;
	k->record = mem_calloc(c->mem, k->slots, sizeof(*k->record));
	k->standing = mem_calloc(c->mem, k->slots, sizeof(*k->standing));
	k->bits = mem_calloc(c->mem, (size_t)k->slots * k->words, sizeof(*k->bits));
	k->counts = mem_calloc(c->mem, (size_t)k->words * 64, sizeof(*k->counts));
	k->place = NULL;
	k->precision = NULL;
	if (kind_field(k->kind, STR("latitude")) == NULL)
		return;
	k->place = mem_calloc(c->mem, k->slots, sizeof(*k->place));
	k->precision = mem_alloc(c->mem, k->slots);
	memset(k->precision, PRECISION_NONE, k->slots);
}

static void
load_rows(struct catalogue *c, struct reader *r, struct catalogue_kind *k)
{
	struct stmt *s = db_read(r, SQL_LIST_CATALOGUE_ROWS);
	uint8_t kind = (uint8_t)(kind_index(k->kind) + 1);

	db_bind_str(s, ":kind", str_of(k->kind->name));
	while (db_next(s)) {
		uint32_t record = (uint32_t)db_int(s, 0);
		uint32_t slot = k->rows + k->rows / (CATALOGUE_FREE_EVERY - 1);

		k->rows++;
		k->record[slot] = record;
		k->standing[slot] = (uint8_t)db_int(s, 1);
		catalogue_set_bits(k, slot, db_text(s, 2));
		c->row[record] = slot;
		c->kind_of[record] = kind;
	}
}

void
catalogue_set_place(struct catalogue_kind *k, uint32_t slot, struct stmt *s)
{
	k->place[slot] = (struct place){ (int32_t)db_int(s, 1), (int32_t)db_int(s, 2) };
	k->precision[slot] = (uint8_t)db_int(s, 3);
}

static void
load_places(struct catalogue *c, struct reader *r)
{
	struct stmt *s = db_read(r, SQL_LIST_PLACES);

	while (db_next(s)) {
		uint32_t record = (uint32_t)db_int(s, 0);

		if (record < c->records && c->kind_of[record] != 0)
			catalogue_set_place(&c->kind[c->kind_of[record] - 1], c->row[record], s);
	}
}

void
catalogue_load(struct catalogue *c, struct reader *r)
{
	/* However long this takes, it is for all who come after, too. */
	db_deadline_stop(r);
	mem_free(c->mem);
	c->mem = mem_new(MEM_APART);
	catalogue_load_values(c, r);
	c->records = (uint32_t)db_number(db_read(r, SQL_FIND_LAST_RECORD)) + 1;
	c->records += c->records / CATALOGUE_FREE_EVERY + NEW_RECORDS;
	c->row = mem_calloc(c->mem, c->records, sizeof(*c->row));
	c->kind_of = mem_calloc(c->mem, c->records, sizeof(*c->kind_of));
	for (size_t i = 0; kind_at(i) != NULL; i++) {
		make_room(c, r, &c->kind[i]);
		if (kind_at(i)->searched)
			load_rows(c, r, &c->kind[i]);
	}
	load_places(c, r);
	db_deadline_start(r);
}

void
catalogue_refresh(struct catalogue *c, struct reader *r)
{
	int64_t version = db_data_version(r), last;

	if (c->mem != NULL && version == c->data_version)
		return;
	last = db_number(db_read(r, SQL_FIND_LAST_CHANGE));
	if (c->mem == NULL || !catalogue_follow(c, r, last)) {
		catalogue_load(c, r);
		c->synonyms_version++;
	}
	c->seq = last;
	c->data_version = version;
	if (db_done(r) == ERR_NONE)
		return;
	mem_free(c->mem);
	c->mem = NULL;
}

void
catalogue_inherit(struct catalogue *c)
{
	c->data_version = -1;
	if (c->wording != NULL)
		c->wording->data_version = -1;
}

void
catalogue_release(struct catalogue *c)
{
	wording_free(c->wording);
	mem_free(c->mem);
	mem_free(c->values);
	*c = (struct catalogue){ .mem = NULL };
}
