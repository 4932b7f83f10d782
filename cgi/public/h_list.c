/* h_list.c: lists, their sentence and their pages. */
#include "cgi/public/handlers.h"

#include "cgi/page.h"
#include "cgi/public/near_page.h"
#include "cgi/public/pager.h"
#include "cgi/public/sentence.h"
#include "cgi/routes.h"
#include "lib/view/doc.h"

/* "14 företag som erbjuder arbetsträning i Motala och Vadstena" */
static void
set_sentence(struct ctx *c, const struct list_query *q)
{
	const struct catalogue_kind *k = &c->app->catalogue.kind[kind_index(q->kind)];
	const struct facet *place = catalogue_facet(k, STR("municipality"));
	bool placed = place == NULL || q->selected[place - k->facet] != NULL;
	struct buf b;

	if (sentence_is_unclear(c, q))
		return;
	buf_init(&b, c->mem, 256);
	words_count(&b, c->app->views.words, c->lang,
	    mem_printf(c->mem, "list.%s.found", q->kind->plural),
	    doc_get_int(doc_get(c->doc, "page"), "total"), NULL);
	sentence_add_filters(c, &b, q);
	near_page_say(c, &b, q);
	if (!placed && q->q.p == NULL && !doc_get_bool(c->page, "filtered"))
		buf_str(&b, ctx_words(c, "list.everywhere"));
	if (q->q.p != NULL)
		words_fill(&b, c->app->views.words, c->lang, "list.matching",
		    (struct words_value[]){ { "q", page_words(c, q->q) }, { NULL, STR_NONE } });
	doc_set_str(c->page, "sentence", buf_view(&b));
}

/* Addresses of the list without its filters, without anything, and of the search for its words. */
static void
set_filtered(struct ctx *c, const struct list_query *q)
{
	struct list_query bare = *q;
	bool filtered = near_is_asked(&q->near);

	for (size_t i = 0; i < FACETS_MAX; i++) {
		filtered |= q->selected[i] != NULL;
		bare.selected[i] = NULL;
	}
	near_init(&bare.near);
	if (bare.sort == SORT_DISTANCE)
		bare.sort = list_usual_sort(&bare);
	if (!filtered && q->q.p == NULL)
		return;
	doc_set_bool(c->page, "filtered", true);
	doc_set_str(c->page, "clear_url",
	    list_address(&c->scope, q, &c->app->catalogue,
	    &(struct list_change){ .clear = true, .sort = -1 }));
	if (filtered)
		doc_set_str(c->page, "unfiltered_url",
		    list_link(&c->scope, &bare, &c->app->catalogue,
			&(struct list_change){ .sort = -1 }));
	if (q->q.p != NULL)
		doc_set_str(c->page, "search_url",
		    list_address(&c->scope,
			&(struct list_query){
		    .q = q->q, .search = true, .sort = SORT_RELEVANCE },
			&c->app->catalogue, &(struct list_change){ .sort = -1 }));
}

/* Whether there is anything to filter by. */
static void
set_filters(struct ctx *c, const struct list_query *q)
{
	const struct catalogue_kind *k = &c->app->catalogue.kind[kind_index(q->kind)];
	const json_t *facets = doc_get(c->doc, "facets");

	for (unsigned i = 0; i < k->facets; i++)
		if (doc_get_int(doc_get(facets, k->facet[i].field->name), "count") > 0)
			doc_set_bool(c->page, "filters", true);
}

static json_t *
sort_link(struct ctx *c, const struct list_query *q, enum list_sort sort)
{
	json_t *link = doc_object();

	doc_set_str(link, "url",
	    list_link(&c->scope, q, &c->app->catalogue,
	    &(struct list_change){ .sort = (int)sort }));
	if (q->sort == sort)
		doc_set_bool(link, "current", true);
	return link;
}

/* Only with words or a place is there something to choose. */
static void
set_sort(struct ctx *c, const struct list_query *q)
{
	json_t *sort;

	if (q->q.p == NULL && !q->near.found)
		return;
	sort = doc_object();
	doc_set(sort, "name", sort_link(c, q, SORT_NAME));
	if (q->q.p != NULL)
		doc_set(sort, "relevance", sort_link(c, q, SORT_RELEVANCE));
	if (q->near.found)
		doc_set(sort, "distance", sort_link(c, q, SORT_DISTANCE));
	doc_set(c->page, "sort", sort);
}

static void
add_hidden(json_t *hidden, const char *name, struct str value)
{
	json_t *pair = doc_object();

	doc_set_cstr(pair, "name", name);
	doc_set_str(pair, "value", value);
	doc_append(hidden, pair);
}

/* What was chosen stays when other words are typed. */
static void
set_hidden(struct ctx *c, const struct list_query *q)
{
	const struct catalogue_kind *k = &c->app->catalogue.kind[kind_index(q->kind)];
	json_t *hidden = doc_array();

	for (unsigned i = 0; i < k->facets; i++) {
		struct buf b;

		if (q->selected[i] == NULL)
			continue;
		buf_init(&b, c->mem, 64);
		for (unsigned v = 0; v < k->facet[i].values; v++)
			if (q->selected[i][v])
				buf_printf(&b, "%s%.*s", b.n > 0 ? "," : "",
				    STR_ARGS(k->facet[i].value[v].id));
		add_hidden(hidden, k->facet[i].field->name, buf_view(&b));
	}
	near_page_hide(c, hidden, q);
	if (q->sort != list_usual_sort(q))
		add_hidden(hidden, "sort", str_of(list_sort_name(q->sort)));
	if (doc_count(hidden) > 0)
		doc_set(c->page, "hidden", hidden);
}

enum err
h_list(struct ctx *c, struct reader *r)
{
	struct catalogue *catalogue = &c->app->catalogue;
	const struct list_limits limits = ctx_limits(c);
	struct list_query q;
	enum err e = list_query_read(&q, &c->request->form, catalogue,
	    kind_find(str_of(c->route->kind)), &limits, c->mem, c->scope.api, &c->problem);

	if (e == ERR_NONE)
		e = list_query_aim(&q, r, &c->app->catalogue, c->mem, c->scope.api, &c->problem);
	if (e != ERR_NONE)
		return e;
	/* All municipalities of a region fit on one page. */
	if (str_is(STR("municipality"), c->route->kind) && !c->scope.api)
		q.limit = q.usual_limit = LIST_LIMIT_MAX;
	store_list(r, &c->scope, catalogue, &q, c->doc);
	if (db_done(r) != ERR_NONE || c->scope.api)
		return db_done(r);
	set_filtered(c, &q);
	set_filters(c, &q);
	set_sentence(c, &q);
	set_sort(c, &q);
	set_hidden(c, &q);
	sentence_offer_filters(c, &q);
	near_page_fill(c, &q);
	pager_fill(c, &q);
	if (!str_is(STR("municipality"), c->route->kind))
		doc_set_bool(c->page, "own_search", true);
	return ERR_NONE;
}
