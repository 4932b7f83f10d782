/* h_list.c: lists, their sentence and their pages. */
#include "cgi/public/handlers.h"

#include "cgi/page.h"
#include "cgi/public/pager.h"
#include "cgi/routes.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

/*
 * A term within a sentence: "Arbetsträning" becomes "arbetsträning", "IT" and
 * names of places and projects stay.
 */
static void
add_name(struct ctx *c, struct buf *b, const struct facet *f, struct str name)
{
	size_t first = utf8_prefix(name, 1), second = utf8_prefix(name, 2);
	struct str next = { name.p + first, second - first };

	if (f->field->taxonomy == NULL || !str_eq(utf8_fold_case(c->mem, next), next)) {
		buf_str(b, name);
		return;
	}
	buf_str(b, utf8_fold_case(c->mem, (struct str){ name.p, first }));
	buf_str(b, str_from(name, first));
}

/* "a, b och c" from the chosen values of a facet. */
static struct str
names_of(struct ctx *c, const struct list_query *q, const struct catalogue_kind *k, unsigned facet)
{
	const struct facet *f = &k->facet[facet];
	unsigned chosen = 0, told = 0;
	struct buf b;

	for (unsigned v = 0; v < f->values; v++)
		chosen += q->selected[facet][v];
	buf_init(&b, c->mem, 128);
	for (unsigned v = 0; v < f->values; v++) {
		if (!q->selected[facet][v])
			continue;
		if (told > 0)
			buf_str(&b, ctx_words(c, told + 1 == chosen ? "list.and" : "list.comma"));
		add_name(c, &b, f, f->value[v].name[c->lang]);
		told++;
	}
	return buf_view(&b);
}

/* How each filter is said; the order is that of the sentence. */
static const struct {
	const char *field, *words;
} clauses[] = {
	{ "integration_services", "list.enterprises.offering" },
	{ "goods_and_services", "list.within" },
	{ "programme", "list.programme" },
	{ "projects", "list.projects_of" },
	{ "target_groups", "list.for" },
	{ "legal_form", "list.form" },
	{ "municipality", "list.in" },
};

/* "14 företag som erbjuder arbetsträning i Motala och Vadstena" */
static void
set_sentence(struct ctx *c, const struct list_query *q)
{
	const struct catalogue_kind *k = &c->app->catalogue.kind[kind_index(q->kind)];
	bool placed = catalogue_facet(k, STR("municipality")) == NULL;
	struct buf b;

	buf_init(&b, c->mem, 256);
	words_count(&b, c->app->views.words, c->lang,
	    mem_printf(c->mem, "list.%s.found", q->kind->plural),
	    doc_get_int(doc_get(c->doc, "page"), "total"), NULL);
	for (size_t i = 0; i < COUNT_OF(clauses); i++) {
		const struct facet *f = catalogue_facet(k, str_of(clauses[i].field));

		if (f == NULL || q->selected[f - k->facet] == NULL)
			continue;
		words_fill(&b, c->app->views.words, c->lang, clauses[i].words,
		    (struct words_value[]){ { "names", names_of(c, q, k, (unsigned)(f - k->facet)) },
		    { NULL, STR_NONE } });
		placed |= strcmp(clauses[i].field, "municipality") == 0;
	}
	if (!placed && q->q.p == NULL && !doc_get_bool(c->page, "filtered"))
		buf_str(&b, ctx_words(c, "list.everywhere"));
	if (q->q.p != NULL)
		words_fill(&b, c->app->views.words, c->lang, "list.matching",
		    (struct words_value[]){ { "q", page_words(c, q->q) }, { NULL, STR_NONE } });
	doc_set_str(c->page, "sentence", buf_view(&b));
}

static void
set_filtered(struct ctx *c, const struct list_query *q)
{
	bool filtered = q->q.p != NULL;

	for (size_t i = 0; i < FACETS_MAX; i++)
		filtered |= q->selected[i] != NULL;
	if (!filtered)
		return;
	doc_set_bool(c->page, "filtered", true);
	doc_set_str(c->page, "clear_url",
	    list_address(&c->scope, q, &c->app->catalogue,
	    &(struct list_change){ .clear = true, .sort = -1 }));
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

/* Only with words is there something to choose. */
static void
set_sort(struct ctx *c, const struct list_query *q)
{
	json_t *sort;

	if (q->q.p == NULL)
		return;
	sort = doc_object();
	doc_set(sort, "name", sort_link(c, q, SORT_NAME));
	doc_set(sort, "relevance", sort_link(c, q, SORT_RELEVANCE));
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

	for (unsigned i = 0; i < k->facets; i++)
		for (unsigned v = 0; q->selected[i] != NULL && v < k->facet[i].values; v++)
			if (q->selected[i][v])
				add_hidden(hidden, k->facet[i].field->name,
				    k->facet[i].value[v].id);
	if (q->q.p != NULL && q->sort == SORT_NAME)
		add_hidden(hidden, "sort", STR("name"));
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
	set_sentence(c, &q);
	set_sort(c, &q);
	set_hidden(c, &q);
	pager_fill(c, &q);
	if (!str_is(STR("municipality"), c->route->kind))
		doc_set_bool(c->page, "own_search", true);
	return ERR_NONE;
}
