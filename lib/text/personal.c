/* personal.c: numbers and addresses of persons. */
#include "lib/text/personal.h"

#include "lib/text/number.h"
#include "lib/text/utf8.h"

enum { NUMBER_DIGITS = 6, DIGITS_MAX = 16 };

/* The value of a digit as European, Arabic and East Asian keyboards write it; -1: none. */
static int
digit_of(uint32_t c)
{
	static const uint32_t zero[] = { '0', 0x660, 0x6f0, 0xff10 };

	for (size_t i = 0; i < sizeof(zero) / sizeof(*zero); i++)
		if (c >= zero[i] && c <= zero[i] + 9)
			return (int)(c - zero[i]);
	return -1;
}

/* Numbers of companies never begin with 0, as telephone numbers do. */
static bool
is_of_company(const char *digits, size_t n)
{
	char number[11];

	return digits[0] != '0' && organisation_number_read((struct str){ digits, n }, number);
}

static bool
is_of_person(const char *digits, size_t n)
{
	return n > DIGITS_MAX || (n >= NUMBER_DIGITS && !is_of_company(digits, n));
}

bool
personal_may_be_in(struct str text)
{
	char digits[DIGITS_MAX];
	size_t i = 0, n = 0;

	while (i < text.n) {
		uint32_t c = utf8_next(text, &i);
		int digit = digit_of(c);

		if (c == '@' || c == 0xff20)
			return true;
		if (digit >= 0) {
			if (n < DIGITS_MAX)
				digits[n] = (char)('0' + digit);
			n++;
		} else if (utf8_is_word(c)) {
			if (is_of_person(digits, n))
				return true;
			n = 0;
		}
	}
	return is_of_person(digits, n);
}
