/* test_format.c: numbers, money, dates; organisation and telephone numbers. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/mem.h"
#include "lib/text/format.h"

#define NB "\xc2\xa0"
#define MINUS "\xe2\x88\x92"

static int
setup(void **state)
{
	static struct buf b;

	buf_init(&b, mem_new(0), 0);
	*state = &b;
	return 0;
}

static int
teardown(void **state)
{
	mem_free(((struct buf *)*state)->mem);
	return 0;
}

/* What has been appended since the last call. */
static void
assert_buf(struct buf *b, const char *want)
{
	assert_string_equal(buf_cstr(b), want);
	buf_clear(b);
}

static void
languages(void **state)
{
	enum lang lang = LANG_EN;

	(void)state;
	assert_string_equal(lang_code(LANG_SV), "sv");
	assert_string_equal(lang_code(LANG_EN), "en");
	assert_true(lang_read(STR("sv"), &lang));
	assert_int_equal(lang, LANG_SV);
	assert_true(lang_read(STR("en"), &lang));
	assert_int_equal(lang, LANG_EN);
	assert_false(lang_read(STR("SV"), &lang));
	assert_false(lang_read(STR(""), &lang));
	assert_false(lang_read(STR("sv-SE"), &lang));
	assert_int_equal(lang, LANG_EN);
}

static void
integers(void **state)
{
	static const struct {
		int64_t v;
		const char *sv, *en;
	} known[] = {
		{ 0, "0", "0" }, { 7, "7", "7" }, { 999, "999", "999" },
		{ 1000, "1" NB "000", "1,000" }, { 1234567, "1" NB "234" NB "567", "1,234,567" },
		{ -12, MINUS "12", "-12" }, { -1000, MINUS "1" NB "000", "-1,000" },
		{ INT64_MAX, "9" NB "223" NB "372" NB "036" NB "854" NB "775" NB "807",
		    "9,223,372,036,854,775,807" },
		{ INT64_MIN, MINUS "9" NB "223" NB "372" NB "036" NB "854" NB "775" NB "808",
		    "-9,223,372,036,854,775,808" },
	};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		format_integer(*state, LANG_SV, known[i].v);
		assert_buf(*state, known[i].sv);
		format_integer(*state, LANG_EN, known[i].v);
		assert_buf(*state, known[i].en);
	}
}

static void
scaled_numbers(void **state)
{
	static const struct {
		int64_t v;
		unsigned decimals;
		const char *sv, *en;
	} known[] = {
		{ 159223533, 2, "1" NB "592" NB "235,33", "1,592,235.33" },
		{ 1250, 2, "12,5", "12.5" }, { 1200, 2, "12", "12" }, { 5, 2, "0,05", "0.05" },
		{ -5, 1, MINUS "0,5", "-0.5" }, { 0, 3, "0", "0" }, { 12, 0, "12", "12" },
		{ 1000500, 3, "1" NB "000,5", "1,000.5" },
		{ INT64_MIN, 18, MINUS "9,223372036854775808", "-9.223372036854775808" },
	};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		format_scaled(*state, LANG_SV, known[i].v, known[i].decimals);
		assert_buf(*state, known[i].sv);
		format_scaled(*state, LANG_EN, known[i].v, known[i].decimals);
		assert_buf(*state, known[i].en);
	}
}

static void
money(void **state)
{
	static const struct {
		int64_t v;
		const char *currency, *sv, *en;
	} known[] = {
		{ 159223533, "EUR", "1" NB "592" NB "235,33" NB "euro", "EUR" NB "1,592,235.33" },
		{ 189630000, "SEK", "1" NB "896" NB "300" NB "kronor", "SEK" NB "1,896,300" },
		{ 100, "SEK", "1" NB "krona", "SEK" NB "1" },
		{ 150, "SEK", "1,50" NB "kronor", "SEK" NB "1.50" },
		{ 5, "EUR", "0,05" NB "euro", "EUR" NB "0.05" },
		{ 0, "SEK", "0" NB "kronor", "SEK" NB "0" },
		{ -250, "DKK", MINUS "2,50" NB "danska kronor", "-DKK" NB "2.50" },
		{ 1000000, "USD", "10" NB "000" NB "USD", "USD" NB "10,000" },
		{ 1000, "", "10", "10" },
	};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		format_money(*state, LANG_SV, known[i].v, str_of(known[i].currency));
		assert_buf(*state, known[i].sv);
		format_money(*state, LANG_EN, known[i].v, str_of(known[i].currency));
		assert_buf(*state, known[i].en);
	}
}

static void
dates(void **state)
{
	static const struct {
		const char *iso, *sv, *en;
	} known[] = {
		{ "2026-03-05", "5 mars 2026", "5 March 2026" },
		{ "2026-12-31", "31 december 2026", "31 December 2026" },
		{ "2024-02-29", "29 februari 2024", "29 February 2024" },
		{ "2026-03", "mars 2026", "March 2026" },
		{ "2026", "2026", "2026" },
		{ "2026-03-05T12:07:00Z", "5 mars 2026", "5 March 2026" },
		{ "2026-03-05 12:07", "5 mars 2026", "5 March 2026" },
		/* No dates: as they are. */
		{ "", "", "" }, { "våren 2026", "våren 2026", "våren 2026" },
		{ "2026-02-29", "2026-02-29", "2026-02-29" }, { "2026-13", "2026-13", "2026-13" },
		{ "2026-03-", "2026-03-", "2026-03-" }, { "2026-3-5", "2026-3-5", "2026-3-5" },
		{ "2026-03-05T", "2026-03-05T", "2026-03-05T" },
		{ "2026/03/05", "2026/03/05", "2026/03/05" }, { "1799", "1799", "1799" },
		{ "2026-03-05 och senare", "2026-03-05 och senare", "2026-03-05 och senare" },
	};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		format_date(*state, LANG_SV, str_of(known[i].iso));
		assert_buf(*state, known[i].sv);
		format_date(*state, LANG_EN, str_of(known[i].iso));
		assert_buf(*state, known[i].en);
	}
}

static void
days_that_exist(void **state)
{
	static const char *const good[] = { "1800-01-01", "2199-12-31", "2000-02-29", "2024-02-29",
		"2026-04-30", "2026-01-31" };
	static const char *const bad[] = { "", "2026", "2026-03", "1799-12-31", "2200-01-01",
		"1900-02-29", "2100-02-29", "2026-02-29", "2026-04-31", "2026-00-10", "2026-13-10",
		"2026-01-00", "2026-01-32", "2026-1-01", "2026-01-1", "2026-01-01 ", " 2026-01-01",
		"2026-01-01T00:00:00Z", "2026.01.01", "20260101", "2O26-01-01", "-026-01-01" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_true(date_is_valid(str_of(good[i])));
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (date_is_valid(str_of(bad[i])))
			fail_msg("\"%s\" is no date", bad[i]);
}

static void
organisation_numbers_are_shown(void **state)
{
	format_organisation_number(*state, STR("7699000019"));
	assert_buf(*state, "769900-0019");
	format_organisation_number(*state, STR("769900-019"));
	assert_buf(*state, "769900-019");
	format_organisation_number(*state, STR("769900001å"));
	assert_buf(*state, "769900001å");
	format_organisation_number(*state, STR(""));
	assert_buf(*state, "");
}

static void
organisation_numbers_are_read(void **state)
{
	static const char *const good[] = { "2021000159", "202100-0159", "16202100-0159",
		"162021000159", " 202100 0159 ", "202100" NB "0159", "202100–0159",
		"202100‑0159", "2021 00-01 59" };
	char out[11];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		out[0] = '\0';
		assert_true(organisation_number_read(str_of(good[i]), out));
		assert_string_equal(out, "2021000159");
	}
}

static void
organisation_numbers_are_refused(void **state)
{
	static const char *const bad[] = { "", "-", "202100015", "20210001590", "202100-0158",
		"812131-9876", /* a person's, of the tax agency's examples for tests */
		"811218-9876", "17202100-0159", "1620210001590", "2021000159a", "202100_0159",
		"202100å0159", "SE202100015901", "2021.00-0159", "202100-0159\xc2" };
	char out[11] = "before";

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (organisation_number_read(str_of(bad[i]), out))
			fail_msg("\"%s\" is taken", bad[i]);
	assert_string_equal(out, "before");
}

static void
telephone_numbers_are_read(void **state)
{
	static const char *const known[][2] = {
		{ "011-12 34 56", "+4611123456" }, { "08-465 004 00", "+46846500400" },
		{ "070-174 06 05", "+46701740605" }, { "(011) 12 34 56", "+4611123456" },
		{ "+46 11 12 34 56", "+4611123456" }, { "+46 (0)11-12 34 56", "+4611123456" },
		{ "+46 (0) 11-12 34 56", "+4611123456" }, { "+46 011-12 34 56", "+4611123456" },
		{ "0046 11 12 34 56", "+4611123456" }, { "00 46 (0)11 12 34 56", "+4611123456" },
		{ "+39 06 1234567", "+39061234567" }, { "+358 9 123 45", "+358912345" },
		{ "010" NB "103" NB "00" NB "00", "+46101030000" }, { "011–12 34 56", "+4611123456" },
		{ " 011 12 ", "+461112" }, { "+123456789012345", "+123456789012345" },
		{ "0123", "+46123" },
	};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		assert_true(telephone_read(*state, str_of(known[i][0])));
		assert_buf(*state, known[i][1]);
	}
}

static void
telephone_numbers_are_refused(void **state)
{
	static const char *const bad[] = { "", "+", "112", "0", "000", "1177", "12 34 56", "114 14",
		"011-12 34 56 (växel)", "011/123456", "011.123456", "01112a456", "++4611123456",
		"46+11123456", "+0111234567", "+1234567890123456", "01234567890123456", "()", "(011",
		"011)", "((011)) 123456", ")011( 123456", "011-12 34 5\xc2", "012", "+1234",
		"0000000000", "å", "000000000000000000000000000000000000" };

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (telephone_read(*state, str_of(bad[i])))
			fail_msg("\"%s\" is taken", bad[i]);
	assert_buf(*state, "");
}

int
main(void)
{
#define WITH_BUF(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages),
		WITH_BUF(integers),
		WITH_BUF(scaled_numbers),
		WITH_BUF(money),
		WITH_BUF(dates),
		cmocka_unit_test(days_that_exist),
		WITH_BUF(organisation_numbers_are_shown),
		cmocka_unit_test(organisation_numbers_are_read),
		cmocka_unit_test(organisation_numbers_are_refused),
		WITH_BUF(telephone_numbers_are_read),
		WITH_BUF(telephone_numbers_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
