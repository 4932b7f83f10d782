/* remark.c: what is said of a search. */
#include "lib/store/remark.h"

#include <string.h>

#include "lib/store/choose.h"
#include "lib/store/reword.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

enum { SHOWN_LETTERS = 160, ASKED_AGAIN_MAX = 4 };

struct remarks {
	struct reader *r;
	const struct scope *scope;
	struct catalogue *catalogue;
	const struct list_query *q;
	const struct asked *asked;
	const uint32_t *counts;         /* by bit: of the enterprises found; NULL: they are not known */
	const struct catalogue_kind *enterprises;
};

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
	json_t *list;

	if (a->corrections == 0)
		return;
	list = doc_array();
	for (size_t i = 0; i < a->corrections; i++) {
		json_t *one = doc_object();

		doc_set_str(one, "typed", a->correction[i].typed);
		doc_set_str(one, "used", a->correction[i].used);
		doc_append(list, one);
	}
	doc_set(query, "corrected", list);
	doc_set_str(query, "used", reword(rm->scope->mem, a, rm->q->q));
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
	if (doc_count(list) == 0 || rm->asked->matches.count == 0)
		return;
	doc_set(query, "left_out", list);
	/* What has all words but one, when nothing has all, lacks that one. */
	if (rm->asked->left_outs == 1)
		doc_set_str(query, "lacking", rm->asked->left_out[0]);
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

/* True for what every enterprise has to do with. */
static bool
says_little(struct remarks *rm, struct str text)
{
	const struct wording *w = rm->catalogue->wording;
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct term plain, stem;

	if (wording_is_general(w, wording_key(rm->scope->mem, w->stemmer, text)))
		return true;
	while (term_next(text, &scan, &word)) {
		term_plain((struct str){ text.p + word.from, word.to - word.from }, &plain);
		term_stem(w->stemmer, &plain, false, &stem);
		if (!wording_is_general(w, term_str(&stem)))
			return false;
	}
	return true;
}

/* What a question says beside one of its filters; STR_NONE: nothing. */
static struct str
rest_of(struct remarks *rm, struct str label)
{
	struct str rest = reword_without(rm->scope->mem, rm->asked, rm->q->q, label);

	return rest.p == NULL || says_little(rm, rest) ? STR_NONE : rest;
}

/* True when enterprises with this filter have the other words, or most of them. */
static bool
leads_somewhere(struct remarks *rm, struct str rest, const struct facet *f, unsigned value)
{
	struct list_query q = { .kind = rm->enterprises->kind, .limit = 1, .page = 1,
		.sort = SORT_RELEVANCE, .near = rm->q->near };
	struct asked *asked = mem_alloc(rm->scope->mem, sizeof(*asked));
	struct choice chosen;

	if (rm->q->kind == q.kind)
		memcpy(q.selected, rm->q->selected, sizeof(q.selected));
	/* The words are corrected already. */
	ask(asked, rm->r, rm->scope->mem, rm->catalogue, rest, true);
	choose(&chosen, rm->catalogue, q.kind, &q, &asked->matches, rm->scope->mem);
	return asked->cut || chosen.counts[f->first + value] > 0;
}

/* One that leads nowhere is no help. */
static bool
is_help(struct remarks *rm, struct str rest, const struct facet *f, unsigned value)
{
	if (catalogue_count(rm->enterprises, f, value) == 0)
		return false;
	if (rest.p == NULL || rm->counts == NULL)
		return true;
	if (rm->counts[f->first + value] == 0)
		return false;
	/* Where what was found lacks words, each record another one, the rest of them is another question. */
	return rm->asked->left_outs == 0 || rm->asked->labels > ASKED_AGAIN_MAX ||
	    leads_somewhere(rm, rest, f, value);
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
		struct str rest = rest_of(rm, a->label_text[i]);
		json_t *one;

		if (chosen || !is_help(rm, rest, f, v))
			continue;
		one = doc_object();
		doc_set_cstr(one, "field", f->field->name);
		doc_set_str(one, "value", f->value[v].id);
		doc_set_str(one, "name", f->value[v].name[rm->scope->lang]);
		doc_set_str(one, "text", a->label_text[i]);
		doc_set_str(one, "q", rest);
		doc_set_str(one, "url", enterprises_address(rm, rest, f, v));
		doc_append(list, one);
	}
	if (doc_count(list) > 0)
		doc_set(query, "filters", list);
}

/* True when the filters that were named are all that the question says. */
static bool
is_all_said(const struct remarks *rm)
{
	const struct asked *a = rm->asked;
	size_t told = 0;

	for (size_t i = 0; i < a->words; i++)
		for (size_t j = 0; j < a->labels; j++)
			told += str_eq(a->word[i], a->label_text[j]) &&
			    a->word[i].p == a->label_text[j].p;
	return told == a->words && a->words == a->labels && a->left_outs == 0;
}

/* Several filters that are the whole question: the list that has them all, where it has something. */
static void
add_together(struct remarks *rm, json_t *query)
{
	const struct asked *a = rm->asked;
	struct list_query q = { .kind = rm->enterprises->kind, .limit = rm->q->limit,
		.usual_limit = rm->q->usual_limit, .page = 1, .near = rm->q->near };
	struct choice chosen;
	json_t *together;

	/* In the list of enterprises others may be chosen. */
	if (rm->q->kind == rm->enterprises->kind || doc_count(doc_get(query, "filters")) < 2 ||
	    !is_all_said(rm))
		return;
	q.sort = list_usual_sort(&q);
	for (size_t i = 0; i < a->labels; i++) {
		const struct label *l = a->label[i];

		if (q.selected[l->facet] == NULL)
			q.selected[l->facet] = mem_calloc(rm->scope->mem,
			    rm->enterprises->facet[l->facet].values, sizeof(bool));
		q.selected[l->facet][l->value] = true;
	}
	choose(&chosen, rm->catalogue, q.kind, &q, NULL, rm->scope->mem);
	if (chosen.total == 0)
		return;
	together = doc_object();
	doc_set_int(together, "count", chosen.total);
	doc_set_str(together, "url",
	    list_address(rm->scope, &q, rm->catalogue, &(struct list_change){ .sort = -1 }));
	doc_set(query, "together", together);
}

/* Text that was not looked for, as long as a page has room for. */
static json_t *
not_searched(struct remarks *rm, struct str text)
{
	size_t room = utf8_prefix(text, SHOWN_LETTERS);

	if (room == text.n)
		return doc_string(text);
	return doc_string(str_of(mem_printf(rm->scope->mem, "%.*s\xe2\x80\xa6",
	    STR_ARGS(str_trim((struct str){ text.p, room })))));
}

/* Phrases, and the end: of what is looked for, or of what was typed before that was cut. */
static void
add_cut(struct remarks *rm, json_t *query)
{
	struct str all = rm->q->typed.p != NULL ? rm->q->typed : rm->q->q, end = rm->asked->rest;
	json_t *list = doc_array();

	for (size_t i = 0; i < rm->asked->skips; i++)
		doc_append(list, not_searched(rm, rm->asked->skipped[i]));
	end = str_trim(str_from(all,
	    (size_t)((end.p != NULL ? end.p : rm->q->q.p + rm->q->q.n) - all.p)));
	if (end.n > 0)
		doc_append(list, not_searched(rm, end));
	doc_set_bool(query, "cut", true);
	if (doc_count(list) > 0)
		doc_set(query, "not_searched", list);
}

void
remark(json_t *query, struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *q, const struct asked *a, const uint32_t *counts)
{
	struct remarks rm = { r, s, c, q, a, counts,
		&c->kind[kind_index(kind_find(STR("enterprise")))] };

	if (q->q.p == NULL)
		return;
	add_corrections(&rm, query);
	add_partly(&rm, query);
	add_left_out(&rm, query);
	add_filters(&rm, query);
	add_together(&rm, query);
	if (a->only_stop_words)
		doc_set_bool(query, "only_stop_words", true);
	if (a->only_excluded)
		doc_set_bool(query, "only_excluded", true);
	if (a->nothing)
		doc_set_bool(query, "no_words", true);
	if (a->cut || q->typed.p != NULL)
		add_cut(&rm, query);
}
