/* h_start.c: the start page, and pages about the program itself. */
#include "cgi/public/handlers.h"

#include "lib/store/site.h"
#include "lib/view/doc.h"

enum err
h_start(struct ctx *c, struct reader *r)
{
	doc_set_bool(c->page, "own_search", true);
	store_start(r, &c->scope, &c->app->catalogue, c->doc);
	return db_done(r);
}

/* What a problem's `type` is the address of: the words for that outcome. */
enum err
h_problem(struct ctx *c, struct reader *r)
{
	const char *key = mem_printf(c->mem, "errors.%.*s", STR_ARGS(c->slug));
	struct str title = words_find(c->app->views.words, c->lang,
	    mem_printf(c->mem, "%s.title", key));

	if (title.p == NULL)
		return ERR_NOT_FOUND;
	doc_set_str(c->doc, "name", title);
	doc_set_str(c->doc, "slug", c->slug);
	doc_set_str(c->doc, "description", ctx_words(c, mem_printf(c->mem, "%s.help", key)));
	return db_done(r);
}

/* Where everything is. */
enum err
h_api(struct ctx *c, struct reader *r)
{
	json_t *links = doc_object();
	const struct kind *k;
	enum err e = ctx_only_lang(c);

	if (e != ERR_NONE)
		return e;
	doc_set_cstr(c->doc, "name", "Medverk");
	doc_set_cstr(c->doc, "version", MEDVERK_VERSION);
	for (size_t i = 0; (k = kind_at(i)) != NULL; i++)
		if (k->listed)
			doc_set_str(links, k->plural, address_list(&c->scope, k));
	doc_set_str(links, "search", address_search(&c->scope));
	doc_set(c->doc, "links", links);
	return db_done(r);
}

enum err
h_health(struct ctx *c, struct reader *r)
{
	enum err e = ctx_only_lang(c);

	if (e != ERR_NONE)
		return e;
	c->momentary = true;
	store_health(r);
	doc_set_cstr(c->doc, "status", "ok");
	doc_set_cstr(c->doc, "version", MEDVERK_VERSION);
	return db_done(r);
}
