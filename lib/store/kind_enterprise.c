/* kind_enterprise.c: a work-integrating social enterprise. */
#include "lib/store/kinds.h"

#include "lib/base/cc.h"

static const struct field fields[] = {
	{ "alternative_name", FIELD_TEXT, FIELD_SEARCHED, .max = 200, .group = GROUP_ABOUT },
	{ "goods_and_services", FIELD_REFERENCES, FIELD_FACET | FIELD_IN_ITEMS,
	    .target = "term", .taxonomy = "goods_and_services" },
	{ "integration_services", FIELD_REFERENCES, FIELD_FACET | FIELD_IN_ITEMS,
	    .target = "term", .taxonomy = "integration_services" },
	{ "target_groups", FIELD_REFERENCES, FIELD_FACET, .target = "term",
	    .taxonomy = "target_groups" },
	{ "municipality", FIELD_REFERENCES, FIELD_FACET | FIELD_IN_ITEMS,
	    .target = "municipality", .group = GROUP_PLACE },
	{ "legal_form", FIELD_REFERENCE, FIELD_FACET, .target = "term", .taxonomy = "legal_form", .group = GROUP_ORGANISATION },
	{ "organisation_number", FIELD_ORGANISATION_NUMBER, FIELD_SEARCHED, .group = GROUP_ORGANISATION },
	{ "memberships", FIELD_REFERENCES, 0, .target = "term", .taxonomy = "memberships", .group = GROUP_ORGANISATION },
	{ "reserved_procurement", FIELD_BOOLEAN, 0, .group = GROUP_ORGANISATION },
	{ "description", FIELD_PROSE, FIELD_TRANSLATABLE | FIELD_EASY | FIELD_SEARCHED, .max = 8000 },
	{ "street_address", FIELD_TEXT, 0, .max = 200, .group = GROUP_PLACE },
	{ "postcode", FIELD_POSTCODE, FIELD_SEARCHED, .group = GROUP_PLACE },
	{ "locality", FIELD_TEXT, FIELD_SEARCHED, .max = 100, .group = GROUP_PLACE },
	{ "latitude", FIELD_SCALED, 0, .min = -90, .max = 90, .decimals = 6, .group = GROUP_PLACE },
	{ "longitude", FIELD_SCALED, 0, .min = -180, .max = 180, .decimals = 6, .group = GROUP_PLACE },
	{ "location_precision", FIELD_PRECISION, 0, .group = GROUP_PLACE },
	{ "website_url", FIELD_URL, 0, .group = GROUP_CONTACT },
	{ "email", FIELD_EMAIL, FIELD_PERSONAL, .group = GROUP_CONTACT },
	{ "phone", FIELD_PHONE, FIELD_PERSONAL, .group = GROUP_CONTACT },
	{ "employed", FIELD_INTEGER, 0, .max = 100000, .group = GROUP_FIGURES },
	{ "occupied", FIELD_INTEGER, 0, .max = 100000, .group = GROUP_FIGURES },
	{ "figures_date", FIELD_DATE, 0, .group = GROUP_FIGURES },
	{ "projects", FIELD_REFERENCES, 0, .target = "project", .group = GROUP_LINKS },
	{ "pictures", FIELD_PICTURES, 0, .max = 8 },
};

static const struct want wants[] = {
	{ "summary", NULL }, { "goods_and_services", NULL }, { "municipality", NULL },
	{ "phone", "email" }, { NULL, NULL },
};

const struct kind kind_enterprise = {
	.name = "enterprise", .plural = "enterprises",
	.path = { [LANG_SV] = "/foretag", [LANG_EN] = "/en/enterprises" },
	.listed = true, .searched = true,
	.proper_names = true,
	.load = SQL_LOAD_ENTERPRISE, .items = SQL_ITEMS_ENTERPRISE,
	.insert = SQL_INSERT_ENTERPRISE, .update = SQL_UPDATE_ENTERPRISE,
	.stored = SQL_STORED_ENTERPRISE,
	.wants = wants, .months = 18,
	.field = fields, .fields = COUNT_OF(fields),
};
