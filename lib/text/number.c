/* number.c: organisation and telephone numbers: signs in a row, not values. */
#include "lib/text/number.h"

#include "lib/base/cc.h"

enum {
	ORGANISATION_DIGITS = 10,
	TELEPHONE_MIN = 5,
	TELEPHONE_MAX = 15,     /* E.164, section 6.2.1 */
};

/*
 * The bytes of the blank or hyphen that s begins with, in the kinds that word
 * processors and web pages put into numbers; 0 when it begins with neither.
 */
static size_t
separator(struct str s)
{
	static const char *const known[] = {
		" ", "-", "\t",
		"\xc2\xa0",             /* no-break space */
		"\xe2\x80\x89",         /* thin space */
		"\xe2\x80\xaf",         /* narrow no-break space */
		"\xe2\x80\x90",         /* hyphen */
		"\xe2\x80\x91",         /* non-breaking hyphen */
		"\xe2\x80\x93",         /* en dash */
		"\xe2\x88\x92",         /* minus sign */
	};

	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (str_starts(s, str_of(known[i])))
			return strlen(known[i]);
	return 0;
}

/* The digits of s without separators. False when there is anything else or more than max. */
static bool
read_digits(struct str s, char *out, size_t max, size_t *n)
{
	for (*n = 0; s.n > 0;) {
		size_t blank = separator(s);

		if (blank == 0) {
			if (s.p[0] < '0' || s.p[0] > '9' || *n == max)
				return false;
			out[(*n)++] = s.p[0];
			blank = 1;
		}
		s = str_from(s, blank);
	}
	return true;
}

/* Modulus 10 (Luhn, ISO/IEC 7812-1, annex B): every second digit doubled, the first one too. */
static bool
check_digit_is_right(const char *digit)
{
	int sum = 0;

	for (int i = 0; i < ORGANISATION_DIGITS; i++) {
		int v = (digit[i] - '0') * (i % 2 == 0 ? 2 : 1);

		sum += v > 9 ? v - 9 : v;
	}
	return sum % 10 == 0;
}

bool
organisation_number_read(struct str s, char out[11])
{
	char digit[ORGANISATION_DIGITS + 2], *p = digit;
	size_t n;

	if (!read_digits(s, digit, sizeof(digit), &n))
		return false;
	if (n == ORGANISATION_DIGITS + 2 && digit[0] == '1' && digit[1] == '6')
		p += 2;
	else if (n != ORGANISATION_DIGITS)
		return false;
	if (p[2] < '2' || !check_digit_is_right(p))
		return false;
	memcpy(out, p, ORGANISATION_DIGITS);
	out[ORGANISATION_DIGITS] = '\0';
	return true;
}

/* Digits, separators and parentheses in pairs, "(0)" left out; without the leading + or 00. */
static bool
read_telephone(struct str s, char *digit, size_t *n)
{
	bool open = false;

	for (*n = 0; s.n > 0;) {
		size_t skip = separator(s);

		if (skip == 0 && *n > 0 && str_starts(s, STR("(0)"))) {
			skip = 3;
		} else if (skip == 0 && (s.p[0] == '(' || s.p[0] == ')')) {
			if (open == (s.p[0] == '('))
				return false;
			open = !open;
			skip = 1;
		} else if (skip == 0) {
			if (s.p[0] < '0' || s.p[0] > '9' || *n == TELEPHONE_MAX + 2)
				return false;
			digit[(*n)++] = s.p[0];
			skip = 1;
		}
		s = str_from(s, skip);
	}
	return !open;
}

bool
telephone_read(struct buf *b, struct str national)
{
	struct str s = str_trim(national), code = STR_NONE, rest;
	char digit[TELEPHONE_MAX + 2];
	bool abroad = str_starts(s, STR("+"));

	if (!read_telephone(str_from(s, abroad), digit, &s.n))
		return false;
	rest = (struct str){ digit, s.n };
	if (!abroad && str_starts(rest, STR("00"))) {
		rest = str_from(rest, 2);
	} else if (!abroad) {
		if (!str_starts(rest, STR("0")))
			return false;
		code = STR("46");
		rest = str_from(rest, 1);
	}
	/* "+46 011-…" is written often; no Swedish number has a zero there. */
	if (code.n == 0 && str_starts(rest, STR("460"))) {
		code = STR("46");
		rest = str_from(rest, 3);
	}
	if (str_starts(rest, STR("0")) || code.n + rest.n < TELEPHONE_MIN ||
	    code.n + rest.n > TELEPHONE_MAX)
		return false;
	buf_byte(b, '+');
	buf_str(b, code);
	buf_str(b, rest);
	return true;
}

bool
postcode_read(struct str s, char out[POSTCODE_DIGITS + 1], struct str *rest)
{
	char digit[POSTCODE_DIGITS + 1] = "";
	size_t n = 0, i = 0;

	for (; i < s.n && n < POSTCODE_DIGITS; i++) {
		if (s.p[i] >= (n == 0 ? '1' : '0') && s.p[i] <= '9')
			digit[n++] = s.p[i];
		else if (n != 3 || s.p[i] != ' ' || s.p[i - 1] == ' ')
			return false;
	}
	if (n < POSTCODE_DIGITS || (i < s.n && s.p[i] != ' ' && s.p[i] != ','))
		return false;
	memcpy(out, digit, sizeof(digit));
	*rest = str_trim(str_from(s, i + (i < s.n)));
	return true;
}

void
format_postcode(struct buf *b, struct str digits)
{
	if (digits.n != 5) {
		buf_str(b, digits);
		return;
	}
	buf_add(b, digits.p, 3);
	buf_puts(b, "\u00a0");
	buf_add(b, digits.p + 3, 2);
}
