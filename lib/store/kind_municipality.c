/* kind_municipality.c: a municipality; its code is Statistics Sweden's. */
#include "lib/store/kinds.h"

#include "lib/base/cc.h"

static const struct field fields[] = {
	{ "code", FIELD_CODE, FIELD_REQUIRED, .min = 4, .max = 4,
	    .signs = "0123456789" },
	{ "seat", FIELD_TEXT, FIELD_SEARCHED, .max = 100 },
	{ "population", FIELD_INTEGER, FIELD_IN_ITEMS, .max = 10000000, .group = GROUP_FIGURES },
	{ "population_date", FIELD_DATE, 0, .group = GROUP_FIGURES },
	{ "latitude", FIELD_SCALED, 0, .min = -90, .max = 90, .decimals = 6, .group = GROUP_PLACE },
	{ "longitude", FIELD_SCALED, 0, .min = -180, .max = 180, .decimals = 6, .group = GROUP_PLACE },
	{ "neighbours", FIELD_REFERENCES, 0, .target = "municipality", .group = GROUP_LINKS },
	{ "projects", FIELD_REFERENCES, FIELD_INVERSE, .target = "project",
	    .relation = "municipality" },
};

const struct kind kind_municipality = {
	.name = "municipality", .plural = "municipalities",
	.path = { [LANG_SV] = "/kommuner", [LANG_EN] = "/en/municipalities" },
	.listed = true, .searched = true,
	.proper_names = true,
	.load = SQL_LOAD_MUNICIPALITY, .items = SQL_ITEMS_MUNICIPALITY,
	.insert = SQL_INSERT_MUNICIPALITY, .update = SQL_UPDATE_MUNICIPALITY,
	.stored = SQL_STORED_MUNICIPALITY,
	.field = fields, .fields = COUNT_OF(fields),
};
