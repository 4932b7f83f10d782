/* h_search.c: search over everything. */
#include "cgi/public/handlers.h"

#include "cgi/page.h"
#include "cgi/public/pager.h"
#include "lib/view/doc.h"

static void
set_sentence(struct ctx *c, const struct list_query *q)
{
	struct buf b;

	buf_init(&b, c->mem, 128);
	words_count(&b, c->app->views.words, c->lang, "list.search.found",
	    doc_get_int(doc_get(c->doc, "page"), "total"), NULL);
	words_fill(&b, c->app->views.words, c->lang, "list.search.matching",
	    (struct words_value[]){ { "q", page_words(c, q->q) }, { NULL, STR_NONE } });
	doc_set_str(c->page, "sentence", buf_view(&b));
}

enum err
h_search(struct ctx *c, struct reader *r)
{
	const struct list_limits limits = ctx_limits(c);
	struct list_query q;
	enum err e = list_query_read(&q, &c->request->form, &c->app->catalogue, NULL, &limits,
	    c->mem, c->scope.api, &c->problem);

	if (e != ERR_NONE)
		return e;
	store_search(r, &c->scope, &c->app->catalogue, &q, c->doc);
	if (db_done(r) != ERR_NONE || c->scope.api)
		return db_done(r);
	if (q.q.p != NULL)
		set_sentence(c, &q);
	pager_fill(c, &q);
	doc_set_bool(c->page, "own_search", true);
	return ERR_NONE;
}
