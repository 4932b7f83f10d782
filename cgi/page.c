/* page.c: the frame around a document. */
#include "cgi/page.h"

#include "cgi/routes.h"
#include "cgi/session.h"
#include "lib/store/otherwise.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

/* ------------------------------------------------------------------ words */

static struct str
fill(struct ctx *c, const char *key, const struct words_value *values)
{
	struct buf b;

	buf_init(&b, c->mem, 160);
	words_fill(&b, c->app->views.words, c->lang, key, values);
	return buf_view(&b);
}

/* "Motala, Vadstena" of a record's municipalities; the county's name where there are none. */
static struct str
places_of(struct ctx *c)
{
	json_t *list = doc_get(c->doc, "municipality");
	struct buf b;

	if (doc_count(list) == 0)
		return ctx_words(c, "layout.county");
	buf_init(&b, c->mem, 64);
	for (size_t i = 0; i < doc_count(list); i++) {
		if (i > 0)
			buf_str(&b, ctx_words(c, "list.comma"));
		buf_str(&b, doc_get_str(doc_at(list, i), "name"));
	}
	return buf_view(&b);
}

static void
set_title(struct ctx *c)
{
	struct str name = doc_get_str(c->doc, "name"),
		   q = doc_get_str(doc_get(c->doc, "query"), "q");
	const char *view = c->route->view;
	int64_t pages = doc_get_int(doc_get(c->doc, "page"), "pages");
	int64_t number = doc_get_int(doc_get(c->doc, "page"), "number");
	const struct words_value values[] = {
		{ "name", name.p != NULL ? name : STR("") }, { "places", places_of(c) },
		{ NULL, STR_NONE },
	};
	struct str title = fill(c, mem_printf(c->mem, "titles.%s", view), values);
	struct str summary = doc_get_str(c->doc, "summary");

	/* What was asked for and how much there is. */
	if (doc_get(c->page, "filtered") != NULL || (q.p != NULL && strcmp(view, "search") == 0))
		title = doc_get_str(c->page, "sentence");
	if (number > 1)
		title = fill(c, "titles.paged",
		    (struct words_value[]){ { "title", title },
		    { "n", str_of(mem_printf(c->mem, "%d", (int)number)) },
		    { "pages", str_of(mem_printf(c->mem, "%d", (int)pages)) }, { NULL, STR_NONE } });
	doc_set_str(c->page, "title", title);
	doc_set_str(c->page, "description",
	    summary.p != NULL ? summary
	    : fill(c, mem_printf(c->mem, "descriptions.%s", view), values));
}

/* -------------------------------------------------------------- addresses */

/* The path pattern with the record's slug or id in the place of its argument. */
static struct str
expand(struct ctx *c, const char *pattern, struct str argument, struct str query)
{
	struct str p = str_of(pattern);
	size_t colon = str_index(p, ':');
	struct buf b;

	buf_init(&b, c->mem, 96);
	buf_add(&b, p.p, colon);
	if (colon < p.n)
		buf_str(&b, argument);
	if (query.n > 0) {
		buf_byte(&b, '?');
		buf_str(&b, query);
	}
	return buf_view(&b);
}

/* The list's own, tidy parameters; STR_NONE for what has none. */
static struct str
canonical_query(struct ctx *c)
{
	struct str self = doc_get_str(doc_get(c->doc, "links"), "self");
	size_t mark = str_index(self, '?');

	return mark < self.n ? str_from(self, mark + 1) : STR_NONE;
}

static void
set_addresses(struct ctx *c)
{
	struct str slug = doc_get_str(c->doc, "slug"), query = canonical_query(c), url[LANG_COUNT];
	enum lang there = c->lang == LANG_SV ? LANG_EN : LANG_SV;
	json_t *language = doc_object();
	struct str base = str_of(c->app->config->base_url);

	for (enum lang l = 0; l < LANG_COUNT; l++)
		url[l] = expand(c, c->route->path[l], c->slugs[l].p != NULL ? c->slugs[l] : slug,
		    query);
	doc_set_str(c->page, "url", url[c->lang]);
	doc_set_str(c->page, "sv_url",
	    str_of(mem_printf(c->mem, "%.*s%.*s", STR_ARGS(base), STR_ARGS(url[LANG_SV]))));
	doc_set_str(c->page, "en_url",
	    str_of(mem_printf(c->mem, "%.*s%.*s", STR_ARGS(base), STR_ARGS(url[LANG_EN]))));
	doc_set_str(c->page, "canonical_url",
	    doc_get_str(c->page, c->lang == LANG_SV ? "sv_url" : "en_url"));
	doc_set_str(language, "url", url[there]);
	doc_set_cstr(language, "lang", lang_code(there));
	doc_set_str(language, "name",
	    words_get(c->app->views.words, there,
	    mem_printf(c->mem, "language_names.%s", lang_code(there))));
	doc_set(c->page, "other_language", language);
	if (c->route->json == NULL)
		return;
	/* Programs get Swedish unless they ask for something else. */
	if (c->lang != LANG_SV)
		query = str_of(mem_printf(c->mem, "%.*s%slang=%s", STR_ARGS(query),
		    query.n > 0 ? "&" : "", lang_code(c->lang)));
	doc_set_str(c->page, "json_url",
	    expand(c, c->route->json, doc_get_str(c->doc, "id"), query));
}

static void
add_crumb(json_t *crumbs, struct str name, const char *url)
{
	json_t *crumb = doc_object();

	doc_set_str(crumb, "name", name);
	doc_set_cstr(crumb, "url", url);
	doc_append(crumbs, crumb);
}

static void
set_crumbs(struct ctx *c)
{
	struct str name = doc_get_str(c->doc, "name");
	const struct kind *k;
	json_t *crumbs;

	if (strcmp(c->route->view, "start") == 0)
		return;
	crumbs = doc_array();
	add_crumb(crumbs, ctx_words(c, "layout.start"), c->lang == LANG_SV ? "/" : "/en/");
	if (c->route->up != NULL) {
		k = kind_find(str_of(c->route->kind));
		add_crumb(crumbs, ctx_words(c, mem_printf(c->mem, "titles.%s", c->route->up)),
		    k->path[c->lang]);
	}
	add_crumb(crumbs,
	    name.p != NULL ? name : ctx_words(c, mem_printf(c->mem, "titles.%s", c->route->view)),
	    NULL);
	doc_set(c->page, "crumbs", crumbs);
}

/* ------------------------------------------------------------------- pages */

static bool
any_has(const json_t *items, const char *member)
{
	for (size_t i = 0; i < doc_count(items); i++)
		if (doc_get(doc_at(items, i), member) != NULL)
			return true;
	return false;
}

/* What a reader should know of any of the records that a page shows. */
static void
set_notes(struct ctx *c)
{
	static const char *const lists[] = { "items", "confirmed", "projects", "reports" };
	static const char *const easy[] = { "summary_easy", "description_easy", "results_easy" };
	bool fallback = doc_get(c->doc, "text_languages") != NULL, fictional = false;

	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		fallback |= any_has(doc_get(c->doc, lists[i]), "text_languages");
		fictional |= any_has(doc_get(c->doc, lists[i]), "fictional");
	}
	fictional |= any_has(doc_get(doc_get(c->doc, "enterprises"), "items"), "fictional");
	for (size_t i = 0; i < COUNT_OF(easy); i++)
		if (doc_get(c->doc, easy[i]) != NULL)
			doc_set_bool(c->page, "easy", true);
	if (fallback)
		doc_set_bool(c->page, "fallback", true);
	if (fictional)
		doc_set_bool(c->page, "invented", true);
}

/* Whom to ask, where little was found. */
static void
set_contact(struct ctx *c)
{
	const struct config *config = c->app->config;
	json_t *contact = doc_object();

	if (config->contact_phone[0] == '\0' && config->contact_email[0] == '\0')
		return;
	if (config->contact_phone[0] != '\0')
		doc_set_cstr(contact, "phone", config->contact_phone);
	if (config->contact_email[0] != '\0')
		doc_set_cstr(contact, "email", config->contact_email);
	doc_set(c->page, "contact", contact);
}

/*
 * Where the other ways of a search are shown: instead of what was not found,
 * below the few that were, or above many that do not have all words.
 */
static void
set_ways(struct ctx *c)
{
	static const char *const ways[] = { "nearby", "without_filters", "without_words" };
	const json_t *query = doc_get(c->doc, "query");
	int64_t total = doc_get_int(doc_get(c->doc, "page"), "total");
	bool any = false;

	if (query == NULL)
		return;
	for (size_t i = 0; i < COUNT_OF(ways); i++)
		any |= doc_get(query, ways[i]) != NULL;
	if (any)
		doc_set_bool(c->page,
		    total == 0                  ? "ways"
			: total <= OTHERWISE_FEW ? "few"
						 : "above",
		    true);
	if (total <= OTHERWISE_FEW)
		set_contact(c);
}

/* What was found with certain words or filters is no page of its own for search engines. */
static void
set_indexing(struct ctx *c)
{
	if (doc_get(c->page, "filtered") != NULL || doc_get(doc_get(c->doc, "query"), "q") != NULL)
		doc_set_bool(c->page, "unlisted", true);
}

/* ---------------------------------------------------------- administration */

/* The page's own path in a language; kinds have folders of other names there. */
static struct str
expand_admin(struct ctx *c, enum lang lang)
{
	const struct kind *k = kind_find_folder(c->folder, c->lang);
	struct str rest = str_of(c->route->path[lang]), part;
	struct buf b;

	buf_init(&b, c->mem, 96);
	rest = str_from(rest, 1);
	while (str_cut(&rest, '/', &part)) {
		buf_byte(&b, '/');
		if (str_is(part, ":kind") && k != NULL)
			buf_str(&b, kind_folder(k, lang));
		else
			buf_str(&b, str_is(part, ":id") ? c->id : part);
	}
	return buf_view(&b);
}

/* What every page of the administration has: who is signed in, the secret of its forms, where the other language is. */
static void
complete_admin(struct ctx *c)
{
	json_t *user = doc_object(), *language = doc_object(), *here = doc_object();
	enum lang there = c->lang == LANG_SV ? LANG_EN : LANG_SV;
	const struct account *a = &c->session.account;

	if (doc_get(c->page, "title") == NULL)
		doc_set_str(c->page, "title",
		    ctx_words(c, mem_printf(c->mem, "admin.titles.%s", c->route->view)));
	doc_set_bool(c->page, "unlisted", true);
	doc_set_bool(c->page, "admin", true);
	doc_set_bool(c->page, "own_search", true);
	doc_set_str(c->page, "secret", session_secret(c));
	doc_set_str(c->page, "url", expand_admin(c, c->lang));
	doc_set_str(language, "url", expand_admin(c, there));
	doc_set_cstr(language, "lang", lang_code(there));
	doc_set_str(language, "name",
	    words_get(c->app->views.words, there,
	    mem_printf(c->mem, "language_names.%s", lang_code(there))));
	doc_set(c->page, "other_language", language);
	if (c->route->here != NULL)
		doc_set_bool(here, c->route->here, true);
	doc_set(c->page, "here", here);
	if (c->session.account.id == 0)
		return;
	doc_set_str(user, "email", a->email);
	doc_set_str(user, "name", a->name.p != NULL ? a->name : a->email);
	if (rights_keep_accounts(a->role))
		doc_set_bool(user, "keeps_accounts", true);
	if (c->session.id != 0)
		doc_set_bool(user, "can_sign_out", true);
	if (session_must_set_up(c))
		doc_set_bool(user, "must_set_up", true);
	doc_set(c->page, "user", user);
}

void
page_complete(struct ctx *c)
{
	json_t *here = doc_object();

	if (c->route->access != ANYONE) {
		complete_admin(c);
		return;
	}
	set_title(c);
	set_addresses(c);
	set_crumbs(c);
	if (c->route->here != NULL)
		doc_set_bool(here, c->route->here, true);
	doc_set(c->page, "here", here);
	set_notes(c);
	set_indexing(c);
	set_ways(c);
}

struct str
page_words(const struct ctx *c, struct str typed)
{
	struct str used = doc_get_str(doc_get(c->doc, "query"), "used");

	return used.p != NULL ? used : typed;
}

/* A program is told the parameter's name, a person what it is for. */
static struct str
parameter_in_words(struct ctx *c, struct str name)
{
	static const char *const groups[] = { "parameter_names", "fields" };

	for (size_t i = 0; i < COUNT_OF(groups); i++) {
		struct str words = words_find_in(c->app->views.words, c->lang, groups[i], name);

		if (words.p != NULL)
			return words;
	}
	return name;
}

struct str
page_problem_detail(struct ctx *c, enum err e)
{
	struct str value = c->problem.value, name = c->problem.parameter;
	size_t shown = value.n < 80 ? value.n : utf8_prefix((struct str){ value.p, value.n }, 40);

	if (e != ERR_BAD_REQUEST || c->problem.key == NULL)
		return ctx_words(c, mem_printf(c->mem, "errors.%s.help", err_key(e)));
	if (!c->scope.api)
		name = parameter_in_words(c, name);
	return fill(c, mem_printf(c->mem, "problems.%s", c->problem.key),
	    (struct words_value[]){
	    { "name", name }, { "value", { value.p == NULL ? "" : value.p, shown } },
	    { "min", str_of(mem_printf(c->mem, "%u", c->problem.min)) },
	    { "max", str_of(mem_printf(c->mem, "%u", c->problem.max)) }, { NULL, STR_NONE } });
}

/* Words for what was not found, of this kind where there are some: errors.not_found_enterprise. */
static const char *
error_key(struct ctx *c, enum err e)
{
	const char *kind = c->route != NULL ? c->route->kind : NULL;
	const char *key;

	/* What is large there is a file that somebody chose. */
	if (e == ERR_TOO_LARGE && route_is_admin(c->request->path) &&
	    str_ends(c->request->path, STR("/import")))
		return "too_large_file";
	if (e != ERR_NOT_FOUND || kind == NULL)
		return err_key(e);
	if (c->slug.p == NULL)
		return "not_found_list";
	key = mem_printf(c->mem, "%s_%s", err_key(e), kind);
	return words_find(c->app->views.words, c->lang, mem_printf(c->mem, "errors.%s.title", key))
		    .p != NULL
	    ? key
	    : err_key(e);
}

void
page_error(struct ctx *c, enum err e)
{
	const char *key = error_key(c, e);
	enum lang there = c->lang == LANG_SV ? LANG_EN : LANG_SV;
	json_t *error = doc_object(), *language = doc_object();
	struct str title = ctx_words(c, mem_printf(c->mem, "errors.%s.title", key));

	c->page = doc_object();
	doc_set_str(error, "title", title);
	doc_set_str(error, "help", ctx_words(c, mem_printf(c->mem, "errors.%s.help", key)));
	if (c->problem.key != NULL && e == ERR_BAD_REQUEST)
		doc_set_str(error, "detail", page_problem_detail(c, e));
	if (e == ERR_GONE && doc_count(c->gone) > 0)
		doc_set(error, "gone", c->gone);
	doc_set(c->page, "error", error);
	doc_set_str(c->page, "title", title);
	doc_set_str(c->page, "description", ctx_words(c, "descriptions.error"));
	doc_set_int(c->page, "status", err_status(e));
	doc_set_cstr(language, "url", there == LANG_SV ? "/" : "/en/");
	doc_set_cstr(language, "lang", lang_code(there));
	doc_set_str(language, "name",
	    words_get(c->app->views.words, there,
	    mem_printf(c->mem, "language_names.%s", lang_code(there))));
	doc_set(c->page, "other_language", language);
	doc_set(c->page, "here", doc_object());
	doc_set_bool(c->page, "own_search", true);
}
