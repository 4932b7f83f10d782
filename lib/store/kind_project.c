/* kind_project.c: a project that develops social enterprises. */
#include "lib/store/kinds.h"

#include "lib/base/cc.h"

static const struct field fields[] = {
	{ "acronym", FIELD_TEXT, FIELD_SEARCHED | FIELD_IN_ITEMS, .max = 40 },
	{ "description", FIELD_PROSE, FIELD_TRANSLATABLE | FIELD_EASY | FIELD_SEARCHED, .max = 8000 },
	{ "results", FIELD_PROSE, FIELD_TRANSLATABLE | FIELD_EASY | FIELD_SEARCHED, .max = 8000 },
	{ "programme", FIELD_REFERENCE, FIELD_FACET | FIELD_IN_ITEMS, .target = "term",
	    .taxonomy = "programme", .group = GROUP_FIGURES },
	{ "budget", FIELD_MONEY, 0, .group = GROUP_FIGURES },
	{ "eu_contribution", FIELD_MONEY, 0, .group = GROUP_FIGURES },
	{ "currency", FIELD_CURRENCY, 0, .group = GROUP_FIGURES },
	{ "start_date", FIELD_DATE, FIELD_IN_ITEMS, .group = GROUP_FIGURES },
	{ "end_date", FIELD_DATE, FIELD_IN_ITEMS, .group = GROUP_FIGURES },
	{ "municipality", FIELD_REFERENCES, FIELD_FACET, .target = "municipality", .group = GROUP_PLACE },
	{ "lead", FIELD_REFERENCE, 0, .target = "organisation", .group = GROUP_LINKS },
	{ "partners", FIELD_REFERENCES, 0, .target = "organisation", .group = GROUP_LINKS },
	{ "funders", FIELD_REFERENCES, 0, .target = "organisation", .group = GROUP_LINKS },
	{ "part_of", FIELD_REFERENCE, 0, .target = "project", .group = GROUP_LINKS },
	{ "parts", FIELD_REFERENCES, FIELD_INVERSE, .target = "project", .relation = "part_of" },
	{ "reports", FIELD_REFERENCES, FIELD_INVERSE, .target = "report", .relation = "projects" },
	{ "enterprises", FIELD_REFERENCES, FIELD_INVERSE, .target = "enterprise",
	    .relation = "projects" },
	{ "pictures", FIELD_PICTURES, 0, .max = 8 },
	{ "website_url", FIELD_URL, 0, .group = GROUP_CONTACT },
	{ "source", FIELD_TEXT, FIELD_TRANSLATABLE, .max = 400 },
};

static const struct want wants[] = {
	{ "summary", NULL }, { "description", NULL }, { "start_date", NULL }, { "lead", NULL },
	{ NULL, NULL },
};

const struct kind kind_project = {
	.name = "project", .plural = "projects",
	.path = { [LANG_SV] = "/projekt", [LANG_EN] = "/en/projects" },
	.called = { [LANG_SV] = "projekt", [LANG_EN] = "project" },
	.listed = true, .searched = true,
	.load = SQL_LOAD_PROJECT, .items = SQL_ITEMS_PROJECT,
	.insert = SQL_INSERT_PROJECT, .update = SQL_UPDATE_PROJECT,
	.stored = SQL_STORED_PROJECT,
	.wants = wants,
	.field = fields, .fields = COUNT_OF(fields),
};
