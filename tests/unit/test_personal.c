/* test_personal.c: numbers and addresses of persons in what people type. */
#include "lib/text/personal.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static const struct {
	const char *text;
	bool personal;
} cases[] = {
	/* What people search for. */
	{ "", false }, { "snickeri motala", false }, { "591 30", false }, { "59130", false }, { "0583", false },
	{ "2026", false }, { "kafé 2", false }, { "1177", false }, { "projekt 2014 till 2020", false },
	{ "a1b2c3d4e5f6g7h8", false },
	/* Companies, in any writing. */
	{ "769900-0019", false }, { "7699000019", false }, { "16 769900-0019", false }, { "167699000019", false },
	{ "769900 0019", false }, { "org.nr 769900-0019 motala", false }, { "769900\xe2\x80\x93" "0019", false },
	/* The check digit is wrong: it may be anything. */
	{ "769900-0018", true },
	/* Personal identity numbers, also co-ordination numbers (the day plus 60) and of those above a hundred. */
	{ "850101-1236", true }, { "8501011236", true }, { "19850101-1236", true }, { "198501011236", true },
	{ "850101+1236", true }, { "850161-1236", true }, { "sven svensson 850101-1236", true }, { "850101", true },
	{ "19850101", true }, { "85 01 01 12 36", true }, { "850101_1236", true }, { "850101/1236", true },
	{ "850101", true }, { "\xef\xbc\x98\xef\xbc\x95\xef\xbc\x90\xef\xbc\x91\xef\xbc\x90\xef\xbc\x91", true },
	{ "\xd9\xa8\xd9\xa5\xd9\xa0\xd9\xa1\xd9\xa0\xd9\xa1-\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa6", true },
	/* Telephone numbers; the second would pass for a company's if it did not begin with 0. */
	{ "070-123 45 67", true }, { "0722000007", true }, { "+46 70 123 45 67", true }, { "0046701234567", true },
	{ "011-12 34 56", true }, { "12 34 56", true }, { "(011) 12 34 56", true }, { "ring070-1234567nu", true },
	{ "16 070 123 45 67", true }, { "tel: 0141.22 33 44", true },
	/* E-mail. */
	{ "anna@example.se", true }, { "mejla anna @ example.se", true }, { "\xef\xbc\xa0", true },
	/* More digits than any number has. */
	{ "12345678901234567", true }, { "7699000019 7699000019", true },
};

static void
persons_are_told_from_companies(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (personal_may_be_in(str_of(cases[i].text)) != cases[i].personal)
			fail_msg("<%s>", cases[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(persons_are_told_from_companies) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
