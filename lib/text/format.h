/*
 * format.h: numbers, dates, money and telephone numbers as people read them,
 * in the two languages of the interface. Swedish as CLDR "sv" and Svenska
 * skrivregler: 1 234 567,89 with U+00A0, 5 mars 2026, 31 %; English:
 * 1,234,567.89, 5 March 2026. All append to a buffer.
 */
#ifndef MEDVERK_FORMAT_H
#define MEDVERK_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/str.h"
#include "lib/text/number.h"

enum lang { LANG_SV, LANG_EN, LANG_COUNT };

/* "sv" or "en", for lang attributes and database rows. */
const char *lang_code(enum lang lang);

/* Reads "sv" or "en"; false for anything else. */
bool lang_read(struct str s, enum lang *out);

void format_integer(struct buf *b, enum lang lang, int64_t v);

/*
 * A number stored as value × 10^decimals (at most 18); trailing zero decimals are kept
 * for money only. format_scaled(b, LANG_SV, 159223533, 2) → 1 592 235,33; 1250, 2 → 12,5.
 * Negative: U+2212 in Swedish, - in English.
 */
void format_scaled(struct buf *b, enum lang lang, int64_t scaled, unsigned decimals);

/*
 * Money: amount in hundredths, currency an ISO 4217 code. Whole amounts
 * without decimals. sv: 1 592 235,33 euro · 1 896 300 kronor; en: EUR 1,592,235.33. U+00A0
 * between number and currency. Currencies without a Swedish word here go by their code.
 */
void format_money(struct buf *b, enum lang lang, int64_t hundredths, struct str currency);

/*
 * 2026-03-05 → 5 mars 2026 / 5 March 2026; 2026-03 → mars 2026; 2026 → 2026.
 * A time behind the date (2026-03-05T12:07:00Z) is left out. What is no date
 * of the years 1800–2199 is appended as it is.
 */
void format_date(struct buf *b, enum lang lang, struct str iso);

/*
 * A moment (UTC, RFC 3339) by the clocks of Sweden: 2026-03-05T12:07:00Z → 5 mars 2026 kl. 13.07 /
 * 5 March 2026, 13:07. What is no moment is appended as it is.
 */
void format_time(struct buf *b, enum lang lang, struct str utc);

/* True for YYYY-MM-DD of a day that exists (years 1800–2199). */
bool date_is_valid(struct str iso);

/* 10 digits → NNNNNN-NNNN; anything else as it is. */
void format_organisation_number(struct buf *b, struct str digits);

#endif
