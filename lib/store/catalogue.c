/* catalogue.c: the public records in memory. */
#include "lib/store/catalogue.h"

#include "lib/db/stmt.h"

enum { ARENA_BLOCK = 64 * 1024, NO_VALUE = UINT16_MAX };

/* ---------------------------------------------------------------- values */

static void
add_value(struct catalogue *c, struct facet_value *v, struct stmt *s)
{
	struct str en = db_text(s, 4);

	v->record = (uint32_t)db_int(s, 0);
	v->id = mem_dup(c->mem, db_text(s, 1));
	v->name[LANG_SV] = mem_dup(c->mem, db_text(s, 2));
	v->slug = mem_dup(c->mem, db_text(s, 3));
	v->name[LANG_EN] = en.p != NULL ? mem_dup(c->mem, en) : v->name[LANG_SV];
}

static void
load_values(struct catalogue *c, struct reader *r, struct facet *f)
{
	struct stmt *s = db_read(r, SQL_LIST_FACET_VALUES);
	struct facet_value *value = NULL;
	unsigned room = 0;

	db_bind_str(s, ":kind", str_of(f->field->target));
	db_bind_str(s, ":taxonomy", str_of(f->field->taxonomy));
	while (db_next(s)) {
		if (f->values == room) {
			value = mem_grow(c->mem, value, room * sizeof(*value),
			    (room + 64) * sizeof(*value));
			room += 64;
		}
		add_value(c, &value[f->values++], s);
	}
	f->value = value;
}

static void
load_facets(struct catalogue *c, struct reader *r, struct catalogue_kind *k)
{
	const struct field *f;

	k->facets = k->values = 0;
	for (size_t i = 0; (f = kind_field_at(k->kind, i)) != NULL && k->facets < FACETS_MAX; i++) {
		struct facet *facet = &k->facet[k->facets];

		if (!(f->flags & FIELD_FACET))
			continue;
		*facet = (struct facet){ .field = f, .first = k->values };
		load_values(c, r, facet);
		k->values += facet->values;
		k->facets++;
	}
	k->words = k->values / 64 + 1;
}

/* ------------------------------------------------------------------ rows */

/* The rows of all kinds by name: first counted per kind, then laid out. */
static void
load_rows(struct catalogue *c, struct reader *r)
{
	struct stmt *s = db_read(r, SQL_LIST_CATALOGUE_ROWS);
	struct pair {
		uint32_t record;
		uint8_t kind, standing;
	} *pair = NULL;
	size_t n = 0, room = 0;

	c->records = 0;
	while (db_next(s)) {
		const struct kind *k = kind_find(db_text(s, 1));

		if (k == NULL || !k->searched)
			continue;
		if (n == room) {
			size_t more = room == 0 ? 1024 : room * 2;

			pair = mem_grow(c->mem, pair, room * sizeof(*pair), more * sizeof(*pair));
			room = more;
		}
		pair[n] = (struct pair){ (uint32_t)db_int(s, 0), (uint8_t)kind_index(k),
			(uint8_t)db_int(s, 2) };
		c->kind[pair[n].kind].rows++;
		if (pair[n].record >= c->records)
			c->records = pair[n].record + 1;
		n++;
	}
	c->row = mem_calloc(c->mem, c->records, sizeof(*c->row));
	c->kind_of = mem_calloc(c->mem, c->records, sizeof(*c->kind_of));
	for (size_t i = 0; i < COUNT_OF(c->kind); i++) {
		struct catalogue_kind *k = &c->kind[i];

		k->record = mem_calloc(c->mem, k->rows, sizeof(*k->record));
		k->standing = mem_calloc(c->mem, k->rows, sizeof(*k->standing));
		k->bits = mem_calloc(c->mem, (size_t)k->rows * k->words, sizeof(*k->bits));
		k->rows = 0;
	}
	for (size_t i = 0; i < n; i++) {
		struct catalogue_kind *k = &c->kind[pair[i].kind];

		c->row[pair[i].record] = k->rows;
		c->kind_of[pair[i].record] = (uint8_t)(pair[i].kind + 1);
		k->standing[k->rows] = pair[i].standing;
		k->record[k->rows++] = pair[i].record;
	}
}

/* The value's index among its facet's, found by bisection over a table sorted by record. */
struct target {
	uint32_t record;
	uint16_t value;
};

static struct target *
sort_targets(struct mem *m, const struct facet *f)
{
	struct target *t = mem_calloc(m, f->values + 1, sizeof(*t));

	for (unsigned i = 0; i < f->values; i++) {
		unsigned at = i;

		for (; at > 0 && t[at - 1].record > f->value[i].record; at--)
			t[at] = t[at - 1];
		t[at] = (struct target){ f->value[i].record, (uint16_t)i };
	}
	return t;
}

static unsigned
find_target(const struct target *t, unsigned n, uint32_t record)
{
	unsigned low = 0, high = n;

	while (low < high) {
		unsigned middle = (low + high) / 2;

		if (t[middle].record < record)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && t[low].record == record ? t[low].value : NO_VALUE;
}

static void
load_links(struct catalogue *c, struct reader *r)
{
	struct target *targets[KINDS_MAX][FACETS_MAX] = { { NULL } };
	struct stmt *s;

	for (size_t i = 0; i < COUNT_OF(c->kind); i++)
		for (unsigned j = 0; j < c->kind[i].facets; j++)
			targets[i][j] = sort_targets(c->mem, &c->kind[i].facet[j]);
	s = db_read(r, SQL_LIST_LINKS);
	while (db_next(s)) {
		uint32_t source = (uint32_t)db_int(s, 0), target = (uint32_t)db_int(s, 2);
		struct str relation = db_text(s, 1);
		struct catalogue_kind *k;
		unsigned i, value;

		if (source >= c->records || c->kind_of[source] == 0)
			continue;
		k = &c->kind[c->kind_of[source] - 1];
		for (i = 0; i < k->facets; i++)
			if (str_is(relation, k->facet[i].field->name))
				break;
		if (i == k->facets)
			continue;
		value = find_target(targets[c->kind_of[source] - 1][i], k->facet[i].values, target);
		if (value != NO_VALUE) {
			unsigned bit = k->facet[i].first + value;

			k->bits[(size_t)c->row[source] * k->words + bit / 64] |= (uint64_t)1
			    << (bit % 64);
		}
	}
}

/* ---------------------------------------------------------------- places */

static void
load_places(struct catalogue *c, struct reader *r)
{
	struct stmt *s = db_read(r, SQL_LIST_PLACES);

	for (size_t i = 0; i < COUNT_OF(c->kind); i++) {
		struct catalogue_kind *k = &c->kind[i];

		if (k->kind == NULL || kind_field(k->kind, STR("latitude")) == NULL)
			continue;
		k->place = mem_calloc(c->mem, k->rows + 1, sizeof(*k->place));
		k->precision = mem_alloc(c->mem, k->rows + 1);
		memset(k->precision, PRECISION_NONE, k->rows + 1);
	}
	while (db_next(s)) {
		uint32_t record = (uint32_t)db_int(s, 0), row;
		struct catalogue_kind *k;

		if (record >= c->records || c->kind_of[record] == 0)
			continue;
		k = &c->kind[c->kind_of[record] - 1];
		row = c->row[record];
		k->place[row] = (struct place){ (int32_t)db_int(s, 1), (int32_t)db_int(s, 2) };
		k->precision[row] = (uint8_t)db_int(s, 3);
	}
}

void
catalogue_refresh(struct catalogue *c, struct reader *r)
{
	int64_t version = db_data_version(r);

	if (c->mem != NULL && version == c->data_version)
		return;
	catalogue_release(c);
	c->mem = mem_new(ARENA_BLOCK);
	c->data_version = version;
	for (size_t i = 0; kind_at(i) != NULL; i++) {
		c->kind[i].kind = kind_at(i);
		load_facets(c, r, &c->kind[i]);
	}
	load_rows(c, r);
	load_links(c, r);
	load_places(c, r);
	if (db_done(r) != ERR_NONE)
		c->data_version = -1;
}

void
catalogue_release(struct catalogue *c)
{
	mem_free(c->mem);
	*c = (struct catalogue){ .mem = NULL };
}

/* --------------------------------------------------------------- looking up */

const struct facet *
catalogue_facet(const struct catalogue_kind *k, struct str field)
{
	for (unsigned i = 0; i < k->facets; i++)
		if (str_is(field, k->facet[i].field->name))
			return &k->facet[i];
	return NULL;
}

int
facet_find(const struct facet *f, struct str id)
{
	for (unsigned i = 0; i < f->values; i++)
		if (str_eq(f->value[i].id, id))
			return (int)i;
	return -1;
}

uint32_t
catalogue_count(const struct catalogue_kind *k, const struct facet *f, unsigned value)
{
	uint32_t n = 0;

	for (uint32_t row = 0; row < k->rows; row++)
		n += catalogue_has(k, row, f->first + value);
	return n;
}
