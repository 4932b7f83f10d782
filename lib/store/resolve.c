/*
 * resolve.c: everything a field may refer to, by all its names, in a hash
 * table that is filled when the first reference of that sort is met.
 */
#include "lib/store/resolve.h"

#include <string.h>

#include "lib/base/hash.h"
#include "lib/db/stmt.h"
#include "lib/store/save.h"
#include "lib/store/value.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

/* Signs that no text has, and how many of a record's names are ids. */
enum { NAME_KEY = '\x01', ID_KEY = '\x02', IDS = 3 };

enum { LISTS_MAX = 24, NEAREST = 3, DISTANCE_MAX = 3 };

struct candidate {
	int64_t record;
	struct str name, id, folded;
};

struct slot {
	struct str key;         /* folded; p NULL: free */
	int64_t record;
};

/* What one sort of reference may mean. Keys are ids and names as they are, each behind a sign no text has, and folded. */
struct list {
	const char *target, *taxonomy;
	struct candidate *candidate;
	size_t count, room;
	struct slot *slot;
	size_t slots, used;
};

struct resolver {
	struct mem *mem;
	struct reader *r;
	struct writer *maker;
	const struct account *by;       /* who asks; NULL: anybody may know everything */
	struct list list[LISTS_MAX];
	size_t lists;
};

struct resolver *
resolver_new(struct mem *m, struct reader *r, struct writer *maker)
{
	struct resolver *rv = mem_calloc(m, 1, sizeof(*rv));

	rv->mem = m;
	rv->r = r;
	rv->maker = maker;
	return rv;
}

void
resolver_limit(struct resolver *rv, const struct account *by)
{
	rv->by = by;
}

/* --------------------------------------------------------------- hash table */

static struct slot *
probe(struct list *l, struct str key)
{
	size_t i = hash_short(key) & (l->slots - 1);

	while (l->slot[i].key.p != NULL && !str_eq(l->slot[i].key, key))
		i = (i + 1) & (l->slots - 1);
	return &l->slot[i];
}

static void
grow(struct resolver *rv, struct list *l)
{
	struct list bigger = *l;

	bigger.slots = l->slots == 0 ? 256 : l->slots * 2;
	bigger.slot = mem_calloc(rv->mem, bigger.slots, sizeof(*bigger.slot));
	for (size_t i = 0; i < l->slots; i++)
		if (l->slot[i].key.p != NULL)
			*probe(&bigger, l->slot[i].key) = l->slot[i];
	*l = bigger;
}

static void
put(struct resolver *rv, struct list *l, struct str key, int64_t record)
{
	struct slot *s;

	if (key.n == 0)
		return;
	if (l->used * 2 >= l->slots)
		grow(rv, l);
	s = probe(l, key);
	if (s->key.p == NULL) {
		*s = (struct slot){ key, record };
		l->used++;
	} else if (s->record != record) {
		s->record = RESOLVE_AMBIGUOUS;
	}
}

/* --------------------------------------------------------------- candidates */

static struct str
exact_key(struct mem *m, char sort, struct str name)
{
	char *p = mem_alloc(m, name.n + 1);

	p[0] = sort;
	if (name.n > 0)
		memcpy(p + 1, name.p, name.n);
	return (struct str){ p, name.n + 1 };
}

static void
add(struct resolver *rv, struct list *l, int64_t record, const struct str names[5])
{
	struct candidate *c;

	if (l->count == l->room) {
		size_t room = l->room == 0 ? 64 : l->room * 2;

		l->candidate = mem_grow(rv->mem, l->candidate, l->room * sizeof(*c),
		    room * sizeof(*c));
		l->room = room;
	}
	c = &l->candidate[l->count++];
	c->record = record;
	c->name = mem_dup(rv->mem, names[3]);
	c->id = mem_dup(rv->mem, names[1].p != NULL ? names[1] : names[2]);
	c->folded = utf8_fold_marks(rv->mem, c->name);
	for (int i = 0; i < 5; i++) {
		if (names[i].n == 0)
			continue;
		put(rv, l, exact_key(rv->mem, i < IDS ? ID_KEY : NAME_KEY, names[i]), record);
		put(rv, l, utf8_fold_marks(rv->mem, names[i]), record);
	}
}

static void
load(struct resolver *rv, struct list *l)
{
	struct stmt *q = db_read(rv->r, SQL_LIST_CANDIDATES);

	l->count = l->used = 0;
	l->slots = 0;
	grow(rv, l);
	db_bind_str(q, ":kind", str_of(l->target));
	db_bind_str(q, ":taxonomy", str_of(l->taxonomy));
	if (rv->by != NULL &&
	    rights_reach(rv->by->role, ACTION_SEE, kind_find(str_of(l->target))) != REACH_ALL)
		db_bind_int(q, ":account", rv->by->id);
	while (db_next(q)) {
		const struct str names[5] = { db_text(q, 1), db_text(q, 2), db_text(q, 3),
		    db_text(q, 4), db_text(q, 5) };

		add(rv, l, db_int(q, 0), names);
	}
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static struct list *
list_for(struct resolver *rv, const struct field *f)
{
	struct list *l;

	for (size_t i = 0; i < rv->lists; i++) {
		l = &rv->list[i];
		if (same(l->target, f->target) && same(l->taxonomy, f->taxonomy)) {
			if (l->slots == 0)
				load(rv, l);
			return l;
		}
	}
	l = &rv->list[rv->lists++];
	*l = (struct list){ .target = f->target, .taxonomy = f->taxonomy };
	load(rv, l);
	return l;
}

static int64_t
create_term(struct resolver *rv, const struct field *f, struct list *l, struct str text)
{
	struct save s = { .kind = kind_find(STR("term")), .values = doc_object() };
	struct str code = utf8_slug(rv->mem, text, 60);
	const struct str names[5] = { STR_NONE, code, STR_NONE, text, STR_NONE };
	json_t *name;

	/* Nothing to make a code of, too long for a name, or a term already has that code. */
	if (code.n == 0 ||
	    value_read(kind_field(s.kind, STR("name")), rv->mem, text, &name) != VALUE_FINE ||
	    probe(l, code)->key.p != NULL)
		return RESOLVE_UNKNOWN;
	doc_set_cstr(s.values, "taxonomy", f->taxonomy);
	doc_set_str(s.values, "code", code);
	doc_set(s.values, "name", name);
	store_save(rv->maker, rv->mem, &s);
	add(rv, l, s.record, names);
	return s.record;
}

int64_t
resolver_find(struct resolver *rv, const struct field *f, struct str text, struct mem *m)
{
	struct list *l = list_for(rv, f);
	struct slot *s = probe(l, exact_key(m, ID_KEY, text));

	/* Ids are of one record only, whatever others are called. As it is written first: Habo and Håbo are two municipalities. */
	if (s->key.p == NULL)
		s = probe(l, exact_key(m, NAME_KEY, text));
	if (s->key.p == NULL)
		s = probe(l, utf8_fold_marks(m, text));
	if (s->key.p != NULL)
		return s->record;
	if (rv->maker != NULL && f->taxonomy != NULL)
		return create_term(rv, f, l, text);
	return RESOLVE_UNKNOWN;
}

/* How far a candidate is from what was written: by its name, a word of the name, or its code. */
static unsigned
distance(const struct candidate *c, struct str folded, unsigned cap)
{
	unsigned best = utf8_distance(folded, c->id, cap);
	struct str rest = c->folded, word;
	unsigned d = utf8_distance(folded, c->folded, cap);

	if (d < best)
		best = d;
	while (str_cut(&rest, ' ', &word)) {
		d = utf8_distance(folded, word, cap);
		if (d < best)
			best = d;
	}
	return best;
}

struct str
resolver_nearest(struct resolver *rv, const struct field *f, struct str text, struct mem *m)
{
	struct list *l = list_for(rv, f);
	struct str folded = utf8_fold_marks(m, text);
	unsigned limit = folded.n < 6 ? 2 : DISTANCE_MAX;
	size_t told = 0;
	struct buf b;

	buf_init(&b, m, 128);
	for (unsigned d = 0; d <= limit && told < NEAREST; d++)
		for (size_t i = 0; i < l->count && told < NEAREST; i++) {
			const struct candidate *c = &l->candidate[i];

			if (distance(c, folded, limit + 1) == d)
				buf_printf(&b, "%s%.*s (%.*s)", told++ > 0 ? ", " : "",
				    STR_ARGS(c->name), STR_ARGS(c->id));
		}
	return buf_view(&b);
}

void
resolver_forget(struct resolver *rv, const struct kind *k)
{
	for (size_t i = 0; i < rv->lists; i++)
		if (same(rv->list[i].target, k->name))
			rv->list[i].slots = 0;
}
