/* kind_page.c: a page of text, at the root of the site. */
#include "lib/store/kinds.h"

#include "lib/base/cc.h"

static const struct field fields[] = {
	{ "description", FIELD_PROSE, FIELD_TRANSLATABLE | FIELD_EASY | FIELD_SEARCHED, .max = 20000 },
};

/*
 * Pages stand beside all else that the site has at its root, in either
 * language; test_routes.c compares. The last row is for what is still to come.
 */
static const char *const reserved[] = {
	"foretag", "projekt", "rapporter", "kommuner", "organisationer", "sok",
	"enterprises", "projects", "reports", "municipalities", "organisations", "search",
	"problems", "health", "files", "api", "en", "static",
	"admin", "anmal", "bada-in", "datasets", "feeds", "lattlast", "oai",
	NULL,
};

static const struct want wants[] = {
	{ "summary", NULL }, { "description", NULL }, { NULL, NULL },
};

const struct kind kind_page = {
	.name = "page", .plural = "pages",
	.path = { [LANG_SV] = "", [LANG_EN] = "/en" },
	.searched = true,
	.load = SQL_LOAD_PAGE, .items = SQL_ITEMS_PAGE,
	.insert = SQL_INSERT_PAGE, .update = SQL_UPDATE_PAGE,
	.stored = SQL_STORED_PAGE,
	.reserved = reserved,
	.wants = wants,
	.field = fields, .fields = COUNT_OF(fields),
};
