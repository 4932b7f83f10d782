/* routes.c: the table of addresses. */
#include "cgi/routes.h"

#include "cgi/admin/handlers.h"
#include "cgi/public/handlers.h"
#include "lib/http/url.h"

#define JSON    NULL

static const struct route routes[] = {
	{ { "/", "/en/" }, ANYONE, "start", h_start, .here = "start" },
	{ { "/foretag", "/en/enterprises" }, ANYONE, "enterprises", h_list,
	    "enterprise", "/api/v1/enterprises", "enterprises", .searches = true },
	{ { "/foretag/:slug", "/en/enterprises/:slug" }, ANYONE, "enterprise", h_enterprise,
	    "enterprise", "/api/v1/enterprises/:id", "enterprises", "enterprises" },
	{ { "/projekt", "/en/projects" }, ANYONE, "projects", h_list,
	    "project", "/api/v1/projects", "projects", .searches = true },
	{ { "/projekt/:slug", "/en/projects/:slug" }, ANYONE, "project", h_project,
	    "project", "/api/v1/projects/:id", "projects", "projects" },
	{ { "/rapporter", "/en/reports" }, ANYONE, "reports", h_list,
	    "report", "/api/v1/reports", "reports", .searches = true },
	{ { "/rapporter/:slug", "/en/reports/:slug" }, ANYONE, "report", h_report,
	    "report", "/api/v1/reports/:id", "reports", "reports" },
	{ { "/kommuner", "/en/municipalities" }, ANYONE, "municipalities", h_list,
	    "municipality", "/api/v1/municipalities", "municipalities", .searches = true },
	{ { "/kommuner/:slug", "/en/municipalities/:slug" }, ANYONE, "municipality", h_municipality,
	    "municipality", "/api/v1/municipalities/:id", "municipalities", "municipalities" },
	{ { "/organisationer/:slug", "/en/organisations/:slug" }, ANYONE, "organisation", h_record,
	    "organisation", "/api/v1/organisations/:id", NULL },
	{ { "/sok", "/en/search" }, ANYONE, "search", h_search, NULL, "/api/v1/search", .searches = true },
	{ { "/sok/forslag", "/en/search/suggestions" }, ANYONE, JSON, h_suggest },
	{ { "/problems/:slug", "/en/problems/:slug" }, ANYONE, "page", h_problem },
	{ { "/health" }, ANYONE, JSON, h_health },
	{ { "/files/:id" }, ANYONE, "page", h_file },

	{ { "/admin", "/admin/en" }, SIGNED_IN, "admin", h_admin, .here = "admin" },
	{ { "/admin/logga-in", "/admin/en/sign-in" }, GUEST, "sign_in", h_sign_in_page,
	    .post = h_sign_in },
	{ { "/admin/logga-in/kod", "/admin/en/sign-in/code" }, GUEST, "sign_in_code", h_step_page,
	    .post = h_step },
	{ { "/admin/logga-ut", "/admin/en/sign-out" }, SIGNED_IN, "admin", .post = h_sign_out,
	    .sets_up = true },
	{ { "/admin/losenord", "/admin/en/password" }, GUEST, "choose_password",
	    h_choose_password_page, .post = h_choose_password },
	{ { "/admin/min-sida", "/admin/en/me" }, SIGNED_IN, "me", h_me_page, .here = "me",
	    .post = h_me },
	{ { "/admin/min-sida/tva-steg", "/admin/en/me/two-steps" }, SIGNED_IN, "two_steps",
	    h_two_steps_page, .here = "me", .post = h_two_steps, .sets_up = true },
	{ { "/admin/konton", "/admin/en/accounts" }, KEEPER, "accounts", h_accounts,
	    .here = "accounts" },
	{ { "/admin/konton/ny", "/admin/en/accounts/new" }, KEEPER, "account", h_account_page,
	    .here = "accounts", .post = h_account },
	{ { "/admin/konton/:id", "/admin/en/accounts/:id" }, KEEPER, "account", h_account_page,
	    .here = "accounts", .post = h_account },

	{ { "/admin/synonymer", "/admin/en/synonyms" }, WORDER, "synonyms", h_synonyms,
	    .post = h_synonyms_undo },
	{ { "/admin/synonymer/export", "/admin/en/synonyms/export" }, WORDER, "synonyms",
	    h_synonyms_export },
	{ { "/admin/synonymer/ny", "/admin/en/synonyms/new" }, WORDER, "synonym", h_synonym,
	    .post = h_synonym_save, .again = h_synonym_again },
	{ { "/admin/synonymer/:id", "/admin/en/synonyms/:id" }, WORDER, "synonym", h_synonym,
	    .post = h_synonym_save, .again = h_synonym_again },

	{ { "/admin/brev", "/admin/en/mails" }, KEEPER, "mails", h_mails },
	{ { "/admin/brev/:id", "/admin/en/mails/:id" }, KEEPER, "mail", h_mail_page,
	    .post = h_mail, .again = h_mail_again },
	{ { "/admin/hjalptexter", "/admin/en/help-texts" }, KEEPER, "helps", h_helps },
	{ { "/admin/hjalptexter/:id", "/admin/en/help-texts/:id" }, KEEPER, "help", h_help_page,
	    .post = h_help, .again = h_help_again },

	{ { "/admin/:kind", "/admin/en/:kind" }, SIGNED_IN, "records", h_records },
	{ { "/admin/:kind/export", "/admin/en/:kind/export" }, SIGNED_IN, "records", h_export },
	{ { "/admin/:kind/import", "/admin/en/:kind/import" }, SIGNED_IN, "sheet", h_sheet_page,
	    .post = h_sheet, .again = h_sheet_again, .uploads = true },
	{ { "/admin/:kind/flera", "/admin/en/:kind/bulk" }, SIGNED_IN, "bulk", h_bulk_page,
	    .post = h_bulk, .again = h_bulk_again },
	{ { "/admin/:kind/ny", "/admin/en/:kind/new" }, SIGNED_IN, "record_form", h_record_form,
	    .post = h_record_save, .again = h_record_again },
	{ { "/admin/:kind/:id", "/admin/en/:kind/:id" }, SIGNED_IN, "record_form", h_record_form,
	    .post = h_record_save, .again = h_record_again },
	{ { "/admin/:kind/:id/radera", "/admin/en/:kind/:id/erase" }, KEEPER, "erase", h_erase_page,
	    .post = h_erase },
	{ { "/admin/:kind/:id/filer", "/admin/en/:kind/:id/files" }, SIGNED_IN, "record_files",
	    h_files_page, .post = h_files_save, .uploads = true },
	{ { "/admin/:kind/:id/filer/:slug", "/admin/en/:kind/:id/files/:slug" }, SIGNED_IN,
	    "record_files", h_files_one },
	{ { "/admin/:kind/:id/historik", "/admin/en/:kind/:id/history" }, SIGNED_IN, "history",
	    h_history, .post = h_restore },
	{ { "/admin/:kind/:id/ta-bort", "/admin/en/:kind/:id/remove" }, SIGNED_IN, "remove",
	    h_remove_page, .post = h_remove },

	{ { "/:slug", "/en/:slug" }, ANYONE, "page", h_record, "page", "/api/v1/pages/:id", "about" },

	{ { "/api/v1/" }, ANYONE, JSON, h_api },
	{ { "/api/v1/enterprises" }, ANYONE, JSON, h_list, "enterprise" },
	{ { "/api/v1/enterprises/:id" }, ANYONE, JSON, h_enterprise, "enterprise" },
	{ { "/api/v1/projects" }, ANYONE, JSON, h_list, "project" },
	{ { "/api/v1/projects/:id" }, ANYONE, JSON, h_project, "project" },
	{ { "/api/v1/reports" }, ANYONE, JSON, h_list, "report" },
	{ { "/api/v1/reports/:id" }, ANYONE, JSON, h_report, "report" },
	{ { "/api/v1/municipalities" }, ANYONE, JSON, h_list, "municipality" },
	{ { "/api/v1/municipalities/:id" }, ANYONE, JSON, h_municipality, "municipality" },
	{ { "/api/v1/organisations/:id" }, ANYONE, JSON, h_record, "organisation" },
	{ { "/api/v1/pages/:id" }, ANYONE, JSON, h_record, "page" },
	{ { "/api/v1/search" }, ANYONE, JSON, h_search },
};

const struct route *
route_at(size_t i)
{
	return i < COUNT_OF(routes) ? &routes[i] : NULL;
}

bool
route_is_api(struct str path)
{
	return str_starts(path, STR("/api/")) || str_is(path, "/health");
}

bool
route_is_admin(struct str path)
{
	return str_is(path, "/admin") || str_starts(path, STR("/admin/"));
}

enum lang
route_lang(struct str path)
{
	if (route_is_admin(path))
		path = str_from(path, strlen("/admin"));
	return str_is(path, "/en") || str_starts(path, STR("/en/")) ? LANG_EN : LANG_SV;
}

/* True when path is of the pattern; its arguments are then set. An argument is one whole, non-empty segment. */
static bool
matches(struct ctx *c, struct str pattern, struct str path)
{
	struct str want, have, slug = STR_NONE, id = STR_NONE, folder = STR_NONE;

	while (str_cut(&pattern, '/', &want)) {
		if (!str_cut(&path, '/', &have))
			return false;
		if (str_is(want, ":slug") && have.n > 0)
			slug = have;
		else if (str_is(want, ":id") && have.n > 0)
			id = have;
		else if (str_is(want, ":kind") && have.n > 0)
			folder = have;
		else if (!str_eq(want, have))
			return false;
	}
	if (path.p != NULL)
		return false;
	c->slug = slug;
	c->id = id;
	c->folder = folder;
	return true;
}

static const struct route *
look_up(struct ctx *c, struct str path)
{
	for (size_t i = 0; i < COUNT_OF(routes); i++)
		for (enum lang l = 0; l < LANG_COUNT; l++)
			if (routes[i].path[l] != NULL &&
			    matches(c, str_of(routes[i].path[l]), path)) {
				c->lang = l;
				return &routes[i];
			}
	return NULL;
}

static bool
has_argument(const struct route *r)
{
	return str_index(str_of(r->path[LANG_SV]), ':') < strlen(r->path[LANG_SV]);
}

/* The path with a slash less or more at its end. */
static struct str
other_form(struct mem *m, struct str path)
{
	if (path.p[path.n - 1] == '/')
		return mem_dup(m, (struct str){ path.p, path.n - 1 });
	return str_of(mem_printf(m, "%.*s/", STR_ARGS(path)));
}

const struct route *
route_find(struct ctx *c, struct str path)
{
	const struct route *r = look_up(c, path), *there;
	struct ctx seen = *c;
	struct str other;

	if (path.n < 2 || (r != NULL && !has_argument(r)))
		return r;
	/* "/en" could be a page's slug, but is the English start page without its slash. */
	other = other_form(c->mem, path);
	there = look_up(&seen, other);
	if (there == NULL || route_is_api(other) != route_is_api(path) ||
	    (r != NULL && has_argument(there)))
		return r;
	c->moved = url_path(c->mem, other);
	return NULL;
}
