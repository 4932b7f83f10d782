/* format.c: values as people read them; what differs between the languages is in a table. */
#include "lib/text/format.h"

#include <assert.h>

#include "lib/base/cc.h"
#include "lib/base/clock.h"

#define NO_BREAK_SPACE  "\xc2\xa0"
#define MINUS_SIGN      "\xe2\x88\x92"

enum {
	YEAR_MIN = 1800,
	YEAR_MAX = 2199,
	DIGITS_MAX = 20,        /* of a 64-bit number */
	DECIMALS_MAX = 18,
};

/* CLDR, numbers and dates of "sv" and "en". */
static const struct {
	const char *code;
	const char *group;      /* between groups of three digits */
	const char *decimal;
	const char *minus;
	const char *month[12];
} locale[LANG_COUNT] = {
	[LANG_SV] = {
		.code = "sv", .group = NO_BREAK_SPACE, .decimal = ",", .minus = MINUS_SIGN,
		.month = { "januari", "februari", "mars", "april", "maj", "juni", "juli",
		    "augusti", "september", "oktober", "november", "december" },
	},
	[LANG_EN] = {
		.code = "en", .group = ",", .decimal = ".", .minus = "-",
		.month = { "January", "February", "March", "April", "May", "June", "July",
		    "August", "September", "October", "November", "December" },
	},
};

/* What Swedish calls a currency in running text; the others go by their code. */
static const struct {
	const char *code, *one, *many;
} currency_sv[] = {
	{ "EUR", "euro", "euro" },
	{ "SEK", "krona", "kronor" },
	{ "NOK", "norsk krona", "norska kronor" },
	{ "DKK", "dansk krona", "danska kronor" },
};

const char *
lang_code(enum lang lang)
{
	return locale[lang].code;
}

bool
lang_read(struct str s, enum lang *out)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		if (str_is(s, locale[i].code)) {
			*out = (enum lang)i;
			return true;
		}
	}
	return false;
}

/* The size of v; the smallest number has no positive counterpart of its own type. */
static uint64_t
magnitude(int64_t v)
{
	return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

static void
add_grouped(struct buf *b, enum lang lang, uint64_t v)
{
	char digit[DIGITS_MAX];
	size_t n = 0;

	do {
		digit[n++] = (char)('0' + v % 10);
		v /= 10;
	} while (v != 0);
	while (n-- > 0) {
		buf_byte(b, digit[n]);
		if (n > 0 && n % 3 == 0)
			buf_puts(b, locale[lang].group);
	}
}

/*
 * A scaled number without its sign. A whole one has no decimals; of the others
 * those at the end that are zero are shown only when `all` are.
 */
static void
add_scaled(struct buf *b, enum lang lang, uint64_t v, unsigned decimals, bool all)
{
	char digit[DECIMALS_MAX];
	uint64_t unit = 1, rest;
	unsigned n = decimals;

	assert(decimals <= DECIMALS_MAX);
	for (unsigned i = 0; i < decimals; i++)
		unit *= 10;
	add_grouped(b, lang, v / unit);
	rest = v % unit;
	if (rest == 0)
		return;
	for (unsigned i = decimals; i > 0; i--) {
		digit[i - 1] = (char)('0' + rest % 10);
		rest /= 10;
	}
	while (!all && digit[n - 1] == '0')
		n--;
	buf_puts(b, locale[lang].decimal);
	buf_add(b, digit, n);
}

void
format_integer(struct buf *b, enum lang lang, int64_t v)
{
	format_scaled(b, lang, v, 0);
}

void
format_scaled(struct buf *b, enum lang lang, int64_t scaled, unsigned decimals)
{
	if (scaled < 0)
		buf_puts(b, locale[lang].minus);
	add_scaled(b, lang, magnitude(scaled), decimals, false);
}

static void
add_currency_sv(struct buf *b, struct str currency, bool one)
{
	for (size_t i = 0; i < COUNT_OF(currency_sv); i++) {
		if (str_is(currency, currency_sv[i].code)) {
			buf_puts(b, one ? currency_sv[i].one : currency_sv[i].many);
			return;
		}
	}
	buf_str(b, currency);
}

void
format_money(struct buf *b, enum lang lang, int64_t hundredths, struct str currency)
{
	uint64_t v = magnitude(hundredths);

	if (hundredths < 0)
		buf_puts(b, locale[lang].minus);
	if (lang == LANG_EN && currency.n != 0) {
		buf_str(b, currency);
		buf_puts(b, NO_BREAK_SPACE);
	}
	add_scaled(b, lang, v, 2, true);
	if (lang == LANG_SV && currency.n != 0) {
		buf_puts(b, NO_BREAK_SPACE);
		add_currency_sv(b, currency, v == 100);
	}
}

/* Reads n digits of s from i on; -1 when they are not there. */
static int
digits_at(struct str s, size_t i, size_t n)
{
	int v = 0;

	if (i + n > s.n)
		return -1;
	for (; n > 0; n--, i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

static int
days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

void
format_organisation_number(struct buf *b, struct str digits)
{
	if (digits.n != 10 || digits_at(digits, 0, 6) < 0 || digits_at(digits, 6, 4) < 0) {
		buf_str(b, digits);
		return;
	}
	buf_add(b, digits.p, 6);
	buf_byte(b, '-');
	buf_add(b, digits.p + 6, 4);
}

/* A date of which only the first parts may be there; the others are 0. */
struct date {
	int year, month, day;
};

static bool
read_date(struct str iso, struct date *d)
{
	*d = (struct date){ .year = digits_at(iso, 0, 4) };
	if (d->year < YEAR_MIN || d->year > YEAR_MAX)
		return false;
	if (iso.n == 4)
		return true;
	d->month = digits_at(iso, 5, 2);
	if (iso.p[4] != '-' || d->month < 1 || d->month > 12)
		return false;
	if (iso.n == 7)
		return true;
	d->day = digits_at(iso, 8, 2);
	return iso.n == 10 && iso.p[7] == '-' && d->day >= 1 &&
	    d->day <= days_of(d->year, d->month);
}

/* The date of a point in time ("2026-03-05T12:07:00Z", "2026-03-05 12:07"), else s as it is. */
static struct str
without_time(struct str s)
{
	if (s.n >= 16 && (s.p[10] == 'T' || s.p[10] == ' ') && s.p[13] == ':' &&
	    digits_at(s, 11, 2) >= 0 && digits_at(s, 14, 2) >= 0)
		s.n = 10;
	return s;
}

void
format_date(struct buf *b, enum lang lang, struct str iso)
{
	struct date d;

	if (!read_date(without_time(iso), &d)) {
		buf_str(b, iso);
		return;
	}
	if (d.day != 0) {
		buf_int(b, d.day);
		buf_byte(b, ' ');
	}
	if (d.month != 0) {
		buf_puts(b, locale[lang].month[d.month - 1]);
		buf_byte(b, ' ');
	}
	buf_int(b, d.year);
}

void
format_time(struct buf *b, enum lang lang, struct str utc)
{
	char text[CLOCK_TEXT], local[CLOCK_TEXT];

	if (utc.n >= sizeof(text)) {
		buf_str(b, utc);
		return;
	}
	memcpy(text, utc.p, utc.n);
	text[utc.n] = '\0';
	if (!clock_swedish(text, local)) {
		buf_str(b, utc);
		return;
	}
	format_date(b, lang, str_of(local));
	buf_puts(b, lang == LANG_SV ? " kl." NO_BREAK_SPACE : ", ");
	buf_add(b, local + 11, 2);
	buf_byte(b, lang == LANG_SV ? '.' : ':');
	buf_add(b, local + 14, 2);
}

bool
date_is_valid(struct str iso)
{
	struct date d;

	return read_date(iso, &d) && d.day != 0;
}
