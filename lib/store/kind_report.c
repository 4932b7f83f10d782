/* kind_report.c: a report, booklet or survey. */
#include "lib/store/kinds.h"

#include "lib/base/cc.h"

static const struct field fields[] = {
	{ "description", FIELD_PROSE, FIELD_TRANSLATABLE | FIELD_EASY | FIELD_SEARCHED, .max = 8000 },
	{ "authors", FIELD_TEXTS, FIELD_SEARCHED | FIELD_PERSONAL, .max = 200 },
	{ "publisher", FIELD_TEXT, FIELD_SEARCHED | FIELD_IN_ITEMS, .max = 200 },
	{ "year", FIELD_YEAR, FIELD_SEARCHED | FIELD_IN_ITEMS, .min = 1900, .max = 2199 },
	{ "series", FIELD_TEXT, FIELD_SEARCHED, .max = 200 },
	{ "reference_number", FIELD_TEXT, FIELD_SEARCHED, .max = 100 },
	{ "language", FIELD_LANGUAGE, FIELD_IN_ITEMS },
	{ "projects", FIELD_REFERENCES, FIELD_FACET, .target = "project", .group = GROUP_LINKS },
	{ "documents", FIELD_DOCUMENTS, 0, .max = 8 },
	{ "website_url", FIELD_URL, 0, .group = GROUP_CONTACT },
};

static const struct want wants[] = {
	{ "summary", NULL }, { "year", NULL }, { "language", NULL }, { "authors", "publisher" },
	{ NULL, NULL },
};

const struct kind kind_report = {
	.name = "report", .plural = "reports",
	.path = { [LANG_SV] = "/rapporter", [LANG_EN] = "/en/reports" },
	.called = { [LANG_SV] = "rapport", [LANG_EN] = "report" },
	.listed = true, .searched = true,
	.load = SQL_LOAD_REPORT, .items = SQL_ITEMS_REPORT,
	.insert = SQL_INSERT_REPORT, .update = SQL_UPDATE_REPORT,
	.stored = SQL_STORED_REPORT,
	.wants = wants,
	.field = fields, .fields = COUNT_OF(fields),
};
