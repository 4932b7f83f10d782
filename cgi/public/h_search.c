/* h_search.c: search over everything. */
#include "cgi/public/handlers.h"

#include "cgi/page.h"
#include "cgi/public/near_page.h"
#include "cgi/public/pager.h"
#include "cgi/public/sentence.h"
#include "lib/store/suggest.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

static void
set_sentence(struct ctx *c, const struct list_query *q)
{
	struct buf b;

	if (sentence_is_unclear(c, q))
		return;
	buf_init(&b, c->mem, 128);
	words_count(&b, c->app->views.words, c->lang, "list.search.found",
	    doc_get_int(doc_get(c->doc, "page"), "total"), NULL);
	if (q->q.p != NULL)
		words_fill(&b, c->app->views.words, c->lang, "list.search.matching",
		    (struct words_value[]){ { "q", page_words(c, q->q) }, { NULL, STR_NONE } });
	near_page_say(c, &b, q);
	doc_set_str(c->page, "sentence", buf_view(&b));
	doc_set_bool(c->page, "sought", true);
}

/* The kinds that were found, by their names; one alone is no choice. */
static void
set_kinds(struct ctx *c)
{
	json_t *values = doc_get(doc_get(doc_get(c->doc, "facets"), "kind"), "values");

	for (size_t i = 0; i < doc_count(values); i++)
		doc_set_str(doc_at(values, i), "name",
		    ctx_words(c,
			mem_printf(c->mem, "kinds.%.*s.title",
			    STR_ARGS(doc_get_str(doc_at(values, i), "value")))));
	if (doc_count(values) > 1)
		doc_set_bool(c->page, "kinds", true);
}

/* Rows look as they do in the lists of their kind. */
static void
set_rows(struct ctx *c)
{
	static const char *const own_rows[] = { "enterprise", "project", "report" };
	json_t *groups = doc_get(c->doc, "groups");

	for (size_t i = 0; i < doc_count(groups); i++) {
		json_t *group = doc_at(groups, i);
		const char *rows = "others";

		for (size_t j = 0; j < COUNT_OF(own_rows); j++)
			if (str_is(doc_get_str(group, "kind"), own_rows[j]))
				rows = kind_find(str_of(own_rows[j]))->plural;
		doc_set_bool(group, mem_printf(c->mem, "of_%s", rows), true);
	}
}

static void
set_place(struct ctx *c, const struct list_query *q)
{
	json_t *hidden = doc_array();

	near_page_fill(c, q);
	near_page_hide(c, hidden, q);
	if (doc_count(hidden) > 0)
		doc_set(c->page, "hidden", hidden);
	if (near_is_asked(&q->near)) {
		doc_set_bool(c->page, "placed", true);
		doc_set_bool(c->page, "filtered", true);
	}
}

enum err
h_search(struct ctx *c, struct reader *r)
{
	const struct list_limits limits = ctx_limits(c);
	struct list_query q;
	enum err e = list_query_read(&q, &c->request->form, &c->app->catalogue, NULL, &limits,
	    c->mem, c->scope.api, &c->problem);

	if (e == ERR_NONE)
		e = list_query_aim(&q, r, &c->app->catalogue, c->mem, c->scope.api, &c->problem);
	if (e != ERR_NONE)
		return e;
	store_search(r, &c->scope, &c->app->catalogue, &q, c->doc);
	if (db_done(r) != ERR_NONE || c->scope.api)
		return db_done(r);
	if (q.q.p != NULL || near_is_asked(&q.near))
		set_sentence(c, &q);
	set_place(c, &q);
	pager_fill(c, &q);
	sentence_offer_filters(c, &q);
	set_kinds(c);
	set_rows(c);
	doc_set_bool(c->page, "own_search", true);
	return ERR_NONE;
}

/* What sort of thing a suggestion is, in words: "Kommun"; nothing for words. */
static void
set_label(struct ctx *c, json_t *item)
{
	struct str kind = doc_get_str(item, "kind");
	struct str label = words_find(c->app->views.words, c->lang,
	    mem_printf(c->mem, "fields.%.*s", STR_ARGS(kind)));

	if (label.p == NULL)
		label = words_find(c->app->views.words, c->lang,
		    mem_printf(c->mem, "kinds.%.*s.label", STR_ARGS(kind)));
	doc_set_str(item, "label", label);
}

/* For the field that asks while somebody types; every page works without. */
enum err
h_suggest(struct ctx *c, struct reader *r)
{
	struct str typed = form_get(&c->request->form, "q");
	struct list_limits limits = ctx_limits(c);
	json_t *items;

	typed.n = utf8_prefix(typed, limits.query_letters);
	store_suggest(r, &c->scope, &c->app->catalogue, typed, c->doc);
	items = doc_get(c->doc, "items");
	for (size_t i = 0; i < doc_count(items); i++)
		set_label(c, doc_at(items, i));
	return db_done(r);
}
