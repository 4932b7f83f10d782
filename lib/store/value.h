/*
 * value.h: from what a person wrote in a cell or a form to a value that may
 * be stored, by the rules of the field. References are resolved elsewhere (resolve.h).
 */
#ifndef MEDVERK_VALUE_H
#define MEDVERK_VALUE_H

#include <jansson.h>

#include "lib/store/kind.h"

/* What may be wrong; value_problem() says it in English, words problems.KEY to visitors. */
enum value_problem {
	VALUE_FINE,
	VALUE_MISSING,          /* the field is required */
	VALUE_TOO_LONG,
	VALUE_NOT_ONE_LINE,
	VALUE_NOT_A_NUMBER,
	VALUE_OUT_OF_RANGE,
	VALUE_NOT_YES,
	VALUE_NOT_A_DATE,
	VALUE_NOT_A_CURRENCY,
	VALUE_NOT_A_LANGUAGE,
	VALUE_NOT_AN_ORGANISATION_NUMBER,
	VALUE_NOT_A_POSTCODE,
	VALUE_NOT_A_URL,
	VALUE_NOT_AN_EMAIL,
	VALUE_NOT_A_PHONE,
	VALUE_NOT_A_CODE,
	VALUE_NOT_A_SLUG,
	VALUE_NOT_A_TAXONOMY,
	VALUE_NOT_A_VERIFIER,
	VALUE_NOT_A_PRECISION,
	VALUE_NO_SUCH_RECORD,
	VALUE_TOO_MANY,
	VALUE_PROBLEMS
};

/* What is wrong and what to write instead, one English clause. */
const char *value_problem(enum value_problem p);
/* Its key, "not_a_date". */
const char *value_problem_key(enum value_problem p);

/*
 * Reads the text (clean UTF-8) of a field that is no reference. On VALUE_FINE *out is the value as
 * the database has it: a string or an integer (scaled), in m and the current document
 * arena; NULL when the text is blank.
 */
enum value_problem value_read(const struct field *f, struct mem *m, struct str text, json_t **out);

/*
 * The other way: a stored value as it is written in a form, so that value_read() gives the same again; lists of texts with
 * line ends between. "" for NULL. In m.
 */
struct str value_text(const struct field *f, struct mem *m, const json_t *value);

#endif
