/* remark.c: what is said of a search. */
#include "lib/store/remark.h"

#include "lib/db/stmt.h"
#include "lib/store/choose.h"
#include "lib/view/doc.h"

struct remarks {
	struct reader *r;
	const struct scope *scope;
	struct catalogue *catalogue;
	const struct list_query *q;
	const struct asked *asked;
	const struct catalogue_kind *enterprises;
};

/* The visitor's words with one stretch of them replaced. */
static struct str
replaced(struct mem *m, struct str text, struct str part, struct str by)
{
	struct str before = { text.p, (size_t)(part.p - text.p) };
	struct str after = str_from(text, before.n + part.n);
	struct buf b;

	buf_init(&b, m, text.n + by.n + 1);
	buf_str(&b, before);
	buf_str(&b, by);
	buf_str(&b, after);
	return buf_view(&b);
}

static struct str
without(struct mem *m, struct str text, struct str part)
{
	struct str before = str_trim((struct str){ text.p, (size_t)(part.p - text.p) });
	struct str after = str_trim(str_from(text, (size_t)(part.p - text.p) + part.n));
	struct buf b;

	buf_init(&b, m, text.n + 1);
	buf_str(&b, before);
	if (before.n > 0 && after.n > 0)
		buf_byte(&b, ' ');
	buf_str(&b, after);
	return b.n == 0 ? STR_NONE : buf_view(&b);
}

/* The list of enterprises with these words and, `label` not NULL, one filter more. */
static struct str
enterprises_address(struct remarks *rm, struct str words, const struct facet *f, unsigned value)
{
	struct list_query q = *rm->q;

	if (q.kind != rm->enterprises->kind) {
		q = (struct list_query){ .kind = rm->enterprises->kind, .limit = rm->q->limit,
			.usual_limit = rm->q->usual_limit, .near = rm->q->near };
	}
	q.q = words;
	q.search = q.as_typed = false;
	q.sort = list_usual_sort(&q);
	return list_address(rm->scope, &q, rm->catalogue,
	    &(struct list_change){ .facet = f, .value = value, .sort = -1 });
}

static void
add_corrections(struct remarks *rm, json_t *query)
{
	const struct asked *a = rm->asked;
	struct list_query as_typed = *rm->q;
	struct str used = rm->q->q;
	json_t *list;

	if (a->corrections == 0)
		return;
	list = doc_array();
	/* From the last one back: what stands before a word does not move. */
	for (size_t i = a->corrections; i-- > 0;) {
		const struct ask_correction *best = NULL;

		for (size_t j = 0, rank = 0; j < a->corrections; j++, rank = 0) {
			for (size_t k = 0; k < a->corrections; k++)
				rank += a->correction[k].typed.p < a->correction[j].typed.p;
			if (rank == i)
				best = &a->correction[j];
		}
		if (best != NULL)
			used = replaced(rm->scope->mem, used,
			    (struct str){ used.p + (best->typed.p - rm->q->q.p), best->typed.n },
			    best->used);
	}
	for (size_t i = 0; i < a->corrections; i++) {
		json_t *one = doc_object();

		doc_set_str(one, "typed", a->correction[i].typed);
		doc_set_str(one, "used", a->correction[i].used);
		doc_append(list, one);
	}
	doc_set(query, "corrected", list);
	doc_set_str(query, "used", used);
	as_typed.as_typed = true;
	doc_set_str(query, "as_typed_url",
	    list_address(rm->scope, &as_typed, rm->catalogue, &(struct list_change){ .sort = -1 }));
}

static void
add_left_out(struct remarks *rm, json_t *query)
{
	json_t *list = doc_array();

	for (size_t i = 0; i < rm->asked->left_outs; i++)
		doc_append(list, doc_string(rm->asked->left_out[i]));
	if (doc_count(list) > 0 && rm->asked->matches.count > 0)
		doc_set(query, "left_out", list);
}

static void
add_partly(struct remarks *rm, json_t *query)
{
	json_t *list = doc_array();

	for (size_t i = 0; i < rm->asked->partlys; i++)
		doc_append(list, doc_string(rm->asked->partly[i]));
	if (doc_count(list) > 0)
		doc_set(query, "partly", list);
}

static void
add_filters(struct remarks *rm, json_t *query)
{
	const struct asked *a = rm->asked;
	json_t *list = doc_array();

	for (size_t i = 0; i < a->labels; i++) {
		const struct facet *f = &rm->enterprises->facet[a->label[i]->facet];
		unsigned v = a->label[i]->value;
		bool chosen = rm->q->kind == rm->enterprises->kind &&
		    rm->q->selected[a->label[i]->facet] != NULL &&
		    rm->q->selected[a->label[i]->facet][v];
		json_t *one;

		if (chosen || catalogue_count(rm->enterprises, f, v) == 0)
			continue;
		one = doc_object();
		doc_set_cstr(one, "field", f->field->name);
		doc_set_str(one, "value", f->value[v].id);
		doc_set_str(one, "name", f->value[v].name[rm->scope->lang]);
		doc_set_str(one, "text", a->label_text[i]);
		doc_set_str(one, "url",
		    enterprises_address(rm, without(rm->scope->mem, rm->q->q, a->label_text[i]), f,
			v));
		doc_append(list, one);
	}
	if (doc_count(list) > 0)
		doc_set(query, "filters", list);
}

/* ---------------------------------------------------------------- neighbours */

static const struct label *
municipality_named(const struct remarks *rm, struct str *text)
{
	for (size_t i = 0; i < rm->asked->labels; i++)
		if (str_is(STR("municipality"),
			rm->enterprises->facet[rm->asked->label[i]->facet].field->name)) {
			*text = rm->asked->label_text[i];
			return rm->asked->label[i];
		}
	return NULL;
}

static void
add_nearby(struct remarks *rm, json_t *query)
{
	struct str text = STR_NONE, rest;
	const struct label *label = municipality_named(rm, &text);
	struct asked *others;
	struct choice chosen;
	const struct facet *f;
	struct stmt *q;
	json_t *list;

	if (label == NULL || (rm->asked->matches.count > 0 && rm->asked->left_outs == 0))
		return;
	rest = without(rm->scope->mem, rm->q->q, text);
	if (rest.p == NULL)
		return;
	others = mem_alloc(rm->scope->mem, sizeof(*others));
	ask(others, rm->r, rm->scope->mem, rm->catalogue, rest, rm->q->as_typed);
	choose(&chosen, rm->catalogue, rm->enterprises->kind,
	    &(struct list_query){ .kind = rm->enterprises->kind, .limit = 1, .page = 1 },
	    &others->matches, rm->scope->mem);
	f = &rm->enterprises->facet[label->facet];
	list = doc_array();
	q = db_read(rm->r, SQL_LIST_REFERENCES);
	db_bind_int(q, ":record", f->value[label->value].record);
	db_bind_str(q, ":lang", str_of(lang_code(rm->scope->lang)));
	while (db_next(q)) {
		int v = str_is(db_text(q, 0), "neighbours") ? facet_find(f, db_text(q, 3)) : -1;
		json_t *one;

		if (v < 0 || chosen.counts[f->first + (unsigned)v] == 0)
			continue;
		one = doc_object();
		doc_set_str(one, "id", f->value[v].id);
		doc_set_str(one, "name", f->value[v].name[rm->scope->lang]);
		doc_set_int(one, "count", chosen.counts[f->first + (unsigned)v]);
		doc_set_str(one, "url", enterprises_address(rm, rest, f, (unsigned)v));
		doc_append(list, one);
	}
	if (doc_count(list) > 0)
		doc_set(query, "nearby", list);
}

void
remark(json_t *query, struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *q, const struct asked *a)
{
	struct remarks rm = { r, s, c, q, a,
		&c->kind[kind_index(kind_find(STR("enterprise")))] };

	if (q->q.p == NULL)
		return;
	add_corrections(&rm, query);
	add_partly(&rm, query);
	add_left_out(&rm, query);
	add_filters(&rm, query);
	add_nearby(&rm, query);
	if (a->only_stop_words)
		doc_set_bool(query, "only_stop_words", true);
	if (a->cut)
		doc_set_bool(query, "cut", true);
}
