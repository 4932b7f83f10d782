/* kind_term.c: a word of a code list; its code is unique within the list. */
#include "lib/store/kinds.h"

#include "lib/base/cc.h"

static const struct field fields[] = {
	{ "taxonomy", FIELD_TAXONOMY, FIELD_REQUIRED },
	{ "code", FIELD_CODE, FIELD_REQUIRED, .max = 80 },
	{ "position", FIELD_INTEGER, 0, .max = 100000 },
};

const struct kind kind_term = {
	.name = "term", .plural = "terms",
	.load = SQL_LOAD_TERM, .items = SQL_COUNT,
	.insert = SQL_INSERT_TERM, .update = SQL_UPDATE_TERM,
	.stored = SQL_STORED_TERM,
	.field = fields, .fields = COUNT_OF(fields),
};
