/* catalogue_values.c: the values of facets, and which bit is whose. */
#include "lib/store/catalogue_private.h"

#include <string.h>

#include "lib/db/stmt.h"

/* Open addressing by the row id of the value. */
struct target {
	uint32_t record;                /* 0: free */
	uint32_t bit;
};

static void
add_value(struct catalogue *c, struct facet_value *v, struct stmt *s)
{
	struct str en = db_text(s, 4);

	v->record = (uint32_t)db_int(s, 0);
	v->id = mem_dup(c->values, db_text(s, 1));
	v->name[LANG_SV] = mem_dup(c->values, db_text(s, 2));
	v->slug = mem_dup(c->values, db_text(s, 3));
	v->name[LANG_EN] = en.p != NULL ? mem_dup(c->values, en) : v->name[LANG_SV];
}

static void
load_facet(struct catalogue *c, struct reader *r, struct facet *f)
{
	struct stmt *s = db_read(r, SQL_LIST_FACET_VALUES);
	struct facet_value *value = NULL;
	unsigned room = 0;

	db_bind_str(s, ":kind", str_of(f->field->target));
	db_bind_str(s, ":taxonomy", str_of(f->field->taxonomy));
	while (db_next(s)) {
		if (f->values == room) {
			value = mem_grow(c->values, value, room * sizeof(*value),
			    (room + 64) * sizeof(*value));
			room += 64;
		}
		add_value(c, &value[f->values++], s);
	}
	f->value = value;
}

static size_t
first_slot(const struct catalogue_kind *k, uint32_t record)
{
	return (record * UINT32_C(2654435769) >> 7) & k->target_mask;   /* Fibonacci hashing */
}

static void
load_targets(struct catalogue *c, struct catalogue_kind *k)
{
	struct target *table;
	size_t room = 4;

	while (room < (size_t)k->values * 2)
		room *= 2;
	table = mem_calloc(c->values, room, sizeof(*table));
	k->target_mask = room - 1;
	for (unsigned i = 0; i < k->facets; i++)
		for (unsigned v = 0; v < k->facet[i].values; v++) {
			uint32_t record = k->facet[i].value[v].record;
			size_t at = first_slot(k, record);

			while (table[at].record != 0)
				at = (at + 1) & k->target_mask;
			table[at] = (struct target){ record, k->facet[i].first + v };
		}
	k->target = table;
}

void
catalogue_load_values(struct catalogue *c, struct reader *r)
{
	mem_free(c->values);
	c->values = mem_new(MEM_APART);
	c->values_version++;
	for (size_t i = 0; kind_at(i) != NULL; i++) {
		struct catalogue_kind *k = &c->kind[i];
		const struct field *f;

		k->kind = kind_at(i);
		k->facets = k->values = 0;
		for (size_t j = 0; (f = kind_field_at(k->kind, j)) != NULL; j++) {
			struct facet *facet = &k->facet[k->facets];

			if (!(f->flags & FIELD_FACET) || k->facets == FACETS_MAX)
				continue;
			*facet = (struct facet){ .field = f, .first = k->values };
			load_facet(c, r, facet);
			k->values += facet->values;
			k->facets++;
		}
		k->words = k->values / 64 + 1;
		load_targets(c, k);
	}
}

int
catalogue_bit(const struct catalogue_kind *k, uint32_t target)
{
	size_t at = first_slot(k, target);

	for (; k->target[at].record != 0; at = (at + 1) & k->target_mask)
		if (k->target[at].record == target)
			return (int)k->target[at].bit;
	return -1;
}

void
catalogue_set_bits(struct catalogue_kind *k, uint32_t slot, struct str facets)
{
	uint64_t *bits = &k->bits[(size_t)slot * k->words];

	memset(bits, 0, k->words * sizeof(*bits));
	for (size_t i = 0; i < facets.n; i++) {
		uint32_t target = 0;
		int bit;

		for (; i < facets.n && facets.p[i] >= '0' && facets.p[i] <= '9'; i++)
			target = target * 10 + (uint32_t)(facets.p[i] - '0');
		/* A term that is not public is no value. */
		bit = catalogue_bit(k, target);
		if (bit >= 0) {
			bits[bit / 64] |= (uint64_t)1 << (bit % 64);
			k->counts[bit]++;
		}
	}
}

void
catalogue_clear_bits(struct catalogue_kind *k, uint32_t slot)
{
	uint64_t *bits = &k->bits[(size_t)slot * k->words];

	for (unsigned bit = 0; bit < k->values; bit++)
		k->counts[bit] -= catalogue_has(k, slot, bit);
	memset(bits, 0, k->words * sizeof(*bits));
}

bool
catalogue_has_values_of(const struct catalogue *c, const struct kind *k)
{
	for (size_t i = 0; kind_at(i) != NULL; i++)
		for (unsigned j = 0; j < c->kind[i].facets; j++)
			if (strcmp(c->kind[i].facet[j].field->target, k->name) == 0)
				return true;
	return false;
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
