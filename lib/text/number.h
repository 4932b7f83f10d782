/*
 * number.h: organisation and telephone numbers as people write them. Blanks and
 * hyphens between the digits may be of any kind (U+00A0, U+2009, U+202F; U+2010,
 * U+2011, U+2013, U+2212), as word processors make them.
 */
#ifndef MEDVERK_NUMBER_H
#define MEDVERK_NUMBER_H

#include <stdbool.h>

#include "lib/base/buf.h"
#include "lib/base/str.h"

/*
 * Organisation number in any writing (hyphen, blanks, leading 16 of the
 * 12-digit form) → 10 digits in out, terminated. False, out untouched, when it
 * is not ten digits, the check digit (Luhn, modulus 10) is wrong or the third
 * digit is below 2 (that would be a personal identity number).
 */
bool organisation_number_read(struct str s, char out[11]);

/*
 * A telephone number as dialled from abroad, for tel: links (RFC 3966):
 * "011-12 34 56" → "+4611123456". A number that starts with + or 00 keeps its
 * country code and loses "(0)"; a Swedish one the 0 of "+46 011", too. False,
 * nothing appended, when it is not a number (fewer than 5 or more than 15
 * digits, or other signs than digits, blanks, - ( ) and a leading +) or cannot
 * be dialled from abroad (no area code: "12 34 56", "114 14").
 */
bool telephone_read(struct buf *b, struct str national);

enum { POSTCODE_DIGITS = 5 };

/*
 * The postcode that s begins with ("591 30 Motala", "59130"), its digits in out, terminated, and
 * what is behind it in *rest. False, both untouched, when it does not begin with one.
 */
bool postcode_read(struct str s, char out[POSTCODE_DIGITS + 1], struct str *rest);

/* Five digits → NNN NN with U+00A0; anything else as it is. */
void format_postcode(struct buf *b, struct str digits);

#endif
