/* kind_country.c: a country; its code is ISO 3166-1 alpha-2. */
#include "lib/store/kinds.h"

#include "lib/base/cc.h"

static const struct field fields[] = {
	{ "code", FIELD_CODE, FIELD_REQUIRED, .min = 2, .max = 2,
	    .signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
};

const struct kind kind_country = {
	.name = "country", .plural = "countries",
	.load = SQL_LOAD_COUNTRY, .items = SQL_COUNT,
	.insert = SQL_INSERT_COUNTRY, .update = SQL_UPDATE_COUNTRY,
	.stored = SQL_STORED_COUNTRY,
	.field = fields, .fields = COUNT_OF(fields),
};
