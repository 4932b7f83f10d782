/* kind_page.c: a page of text, at the root of the site. */
#include "lib/store/kinds.h"

#include "lib/base/cc.h"

static const struct field fields[] = {
	{ "description", FIELD_PROSE, FIELD_TRANSLATABLE | FIELD_SEARCHED, .max = 20000 },
};

const struct kind kind_page = {
	.name = "page", .plural = "pages",
	.path = { [LANG_SV] = "", [LANG_EN] = "/en" },
	.searched = true,
	.load = SQL_LOAD_PAGE, .items = SQL_LIST_PAGE_ITEMS,
	.insert = SQL_INSERT_PAGE, .update = SQL_UPDATE_PAGE,
	.stored = SQL_STORED_PAGE,
	.field = fields, .fields = COUNT_OF(fields),
};
