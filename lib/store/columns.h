/*
 * columns.h: what the columns of a file of records are called: `id`, the kind's fields (kind.h), and
 * NAME_en and NAME_easy for texts in other languages and easy to read.
 */
#ifndef MEDVERK_COLUMNS_H
#define MEDVERK_COLUMNS_H

#include "lib/base/mem.h"
#include "lib/store/kind.h"

enum { COLUMNS_MAX = 200 };

struct column {
	struct str name;
	const struct field *field;      /* NULL: the id */
	const char *lang;               /* of a translation; NULL: the field itself */
};

/* What a name in the first line means; false when the kind has no such column. */
bool column_read(struct mem *m, const struct kind *k, struct str name, struct column *c);

/* The i-th column that a kind has, id first, translations beside their field; false behind the last. */
bool column_at(const struct kind *k, size_t i, struct column *c);

/* Is the field, in this language, among the n columns? */
bool columns_have(const struct column *c, size_t n, const struct field *f, const char *lang);

#endif
