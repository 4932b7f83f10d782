/* otherwise.c: the same search with less in it. */
#include "lib/store/otherwise.h"

#include "lib/db/stmt.h"
#include "lib/store/reword.h"
#include "lib/view/doc.h"

/* Each word left out is a search of its own; who types more words gets fewer ways. */
enum { WORDS_MAX = 4 };

struct otherwise {
	struct reader *r;
	const struct scope *scope;
	struct catalogue *catalogue;
	const struct list_query *q;
	const struct asked *asked;
	const struct choice *chosen;
	const struct catalogue_kind *enterprises;
	uint32_t total;
	bool all_words;         /* what was found has them all */
};

static void
set_url(struct otherwise *o, json_t *item, uint32_t count, const struct list_query *q,
    struct list_change change)
{
	change.sort = -1;
	doc_set_int(item, "count", count);
	doc_set_str(item, "url", list_address(o->scope, q, o->catalogue, &change));
}

static void
set_list(json_t *query, const char *name, json_t *list)
{
	if (doc_count(list) > 0)
		doc_set(query, name, list);
}

/* -------------------------------------------------------------------- filters */

static json_t *
chosen_values(struct otherwise *o, const struct facet *f, const bool *selected)
{
	json_t *values = doc_array();

	for (unsigned v = 0; v < f->values; v++) {
		json_t *value;

		if (!selected[v])
			continue;
		value = doc_object();
		doc_set_str(value, "value", f->value[v].id);
		doc_set_str(value, "name", f->value[v].name[o->scope->lang]);
		doc_append(values, value);
	}
	return values;
}

static void
add_without_filters(struct otherwise *o, json_t *query)
{
	const struct catalogue_kind *k = &o->catalogue->kind[kind_index(o->q->kind)];
	struct list_query bare = *o->q;
	json_t *list = doc_array(), *all;
	uint32_t most = 0;
	unsigned filters = 0;

	for (unsigned i = 0; i < k->facets; i++) {
		const struct facet *f = &k->facet[i];
		uint32_t more = o->chosen->without[i];
		json_t *one;

		bare.selected[i] = NULL;
		filters += o->q->selected[i] != NULL;
		if (o->q->selected[i] == NULL || more == 0)
			continue;
		most = more > most ? more : most;
		one = doc_object();
		doc_set_cstr(one, "field", f->field->name);
		doc_set(one, "values", chosen_values(o, f, o->q->selected[i]));
		set_url(o, one, o->chosen->total + more, o->q,
		    (struct list_change){ .without = f });
		doc_append(list, one);
	}
	set_list(query, "without_filters", list);
	if (filters < 2 || o->chosen->unfiltered <= o->chosen->total + most)
		return;
	all = doc_object();
	set_url(o, all, o->chosen->unfiltered, &bare, (struct list_change){ .page = 0 });
	doc_set(query, "unfiltered", all);
}

/* ---------------------------------------------------------------------- words */

/* How many records have all of these words and pass the filters of the list. */
static uint32_t
count_with(struct otherwise *o, struct str words)
{
	struct asked *asked = mem_alloc(o->scope->mem, sizeof(*asked));
	struct list_query q = *o->q;
	struct choice chosen;
	uint32_t count = 0;

	ask(asked, o->r, o->scope->mem, o->catalogue, words, o->q->as_typed);
	if (asked->left_outs > 0 || asked->partlys > 0 || asked->cut)
		return 0;
	q.page = q.limit = 1;
	q.cursor = STR_NONE;
	for (size_t i = 0; kind_at(i) != NULL; i++) {
		const struct kind *k = kind_at(i);

		if (o->q->kind != NULL ? k != o->q->kind : !k->searched)
			continue;
		choose(&chosen, o->catalogue, k, &q, &asked->matches, o->scope->mem);
		count += chosen.total;
	}
	return count;
}

static void
add_words(struct otherwise *o, json_t *list, struct str left_out, struct str rest)
{
	struct list_query q = *o->q;
	uint32_t count;
	json_t *one;

	if (rest.p == NULL || (count = count_with(o, rest)) == 0)
		return;
	if (o->all_words && count <= o->total)
		return;
	q.q = rest;
	one = doc_object();
	doc_set_str(one, "text", left_out);
	doc_set_str(one, "q", rest);
	set_url(o, one, count, &q, (struct list_change){ .page = 0 });
	doc_append(list, one);
}

static void
add_without_words(struct otherwise *o, json_t *query)
{
	const struct asked *a = o->asked;
	json_t *list = doc_array();

	if (a->words < 2 || a->words > WORDS_MAX)
		return;
	for (size_t i = 0; i < a->words; i++)
		add_words(o, list, a->word[i],
		    reword_without(o->scope->mem, a, o->q->q, a->word[i]));
	for (size_t i = 0; i < a->words && a->words > 2 && doc_count(list) == 0; i++)
		add_words(o, list, STR_NONE, reword(o->scope->mem, a, a->word[i]));
	set_list(query, "without_words", list);
}

/* ----------------------------------------------------------------- neighbours */

/* The municipality that was chosen or named, and the words without it. */
static const struct facet_value *
place_of(const struct otherwise *o, const struct facet *f, struct str *words)
{
	const bool *selected = o->q->kind == o->enterprises->kind
	    ? o->q->selected[f - o->enterprises->facet]
	    : NULL;
	const struct asked *a = o->asked;

	*words = o->q->q;
	for (unsigned v = 0; selected != NULL && v < f->values; v++)
		if (selected[v])
			return &f->value[v];
	for (size_t i = 0; i < a->labels; i++)
		if (&o->enterprises->facet[a->label[i]->facet] == f) {
			*words = reword_without(o->scope->mem, a, o->q->q, a->label_text[i]);
			return &f->value[a->label[i]->value];
		}
	return NULL;
}

static void
add_neighbours(struct otherwise *o, json_t *list, const struct facet *f,
    const struct facet_value *place, const struct list_query *there, const uint32_t *counts)
{
	struct stmt *q = db_read(o->r, SQL_LIST_REFERENCES);

	db_bind_int(q, ":record", place->record);
	db_bind_str(q, ":lang", str_of(lang_code(o->scope->lang)));
	while (db_next(q)) {
		int v = str_is(db_text(q, 0), "neighbours") ? facet_find(f, db_text(q, 3)) : -1;
		json_t *one;

		if (v < 0 || counts[f->first + (unsigned)v] == 0)
			continue;
		one = doc_object();
		doc_set_str(one, "id", f->value[v].id);
		doc_set_str(one, "name", f->value[v].name[o->scope->lang]);
		set_url(o, one, counts[f->first + (unsigned)v], there,
		    (struct list_change){ .facet = f, .value = (unsigned)v, .without = f });
		doc_append(list, one);
	}
}

static void
add_nearby(struct otherwise *o, json_t *query)
{
	const struct facet *f = catalogue_facet(o->enterprises, STR("municipality"));
	struct list_query there = *o->q;
	const struct facet_value *place;
	struct choice chosen = *o->chosen;
	struct str words;
	json_t *list;

	if (f == NULL || (o->q->kind != NULL && o->q->kind != o->enterprises->kind))
		return;
	place = place_of(o, f, &words);
	if (place == NULL || (words.p == NULL && o->q->q.p != NULL))
		return;
	there.kind = o->enterprises->kind;
	there.search = false;
	there.q = words;
	there.cursor = STR_NONE;
	there.page = 1;
	if (words.p != o->q->q.p || o->q->kind == NULL) {
		struct asked *asked = mem_alloc(o->scope->mem, sizeof(*asked));

		ask(asked, o->r, o->scope->mem, o->catalogue, words, o->q->as_typed);
		if (asked->left_outs > 0 || asked->cut)
			return;
		choose(&chosen, o->catalogue, there.kind, &there, &asked->matches, o->scope->mem);
	}
	list = doc_array();
	add_neighbours(o, list, f, place, &there, chosen.counts);
	set_list(query, "nearby", list);
}

void
otherwise(json_t *query, struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *q, const struct asked *asked, const struct choice *chosen,
    uint32_t total)
{
	struct otherwise o = { r, s, c, q, asked, chosen,
		&c->kind[kind_index(kind_find(STR("enterprise")))], total,
		asked->left_outs == 0 && asked->matches.count > 0 };

	/* What was cut short cannot be compared, and was dear enough. */
	if (q->page > 1 || q->cursor.p != NULL || asked->cut)
		return;
	if (q->kind != NULL && !q->search && chosen->total <= OTHERWISE_FEW)
		add_without_filters(&o, query);
	if (q->q.p != NULL && (total <= OTHERWISE_FEW || asked->left_outs > 0))
		add_without_words(&o, query);
	if (chosen->total <= OTHERWISE_FEW || asked->left_outs > 0)
		add_nearby(&o, query);
}
