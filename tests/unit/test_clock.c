/* test_clock.c: what time it is. */
#include "lib/base/clock.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Whether the text looks like the pattern, where 0 stands for any digit. */
static void
assert_looks_like(const char *s, const char *pattern)
{
	assert_int_equal(strlen(s), strlen(pattern));
	for (size_t i = 0; pattern[i] != '\0'; i++) {
		if (pattern[i] == '0')
			assert_in_range(s[i], '0', '9');
		else
			assert_int_equal(s[i], pattern[i]);
	}
}

static void
now_is_rfc_3339_in_utc(void **state)
{
	char now[CLOCK_TEXT];

	(void)state;
	unsetenv("MEDVERK_NOW");
	clock_now(now);
	assert_looks_like(now, "0000-00-00T00:00:00Z");
	assert_true(strcmp(now, "2024-01-01") > 0);
	clock_now_ms(now);
	assert_looks_like(now, "0000-00-00T00:00:00.000Z");
}

static void
seconds_are_counted(void **state)
{
	static const struct {
		const char *now;
		int64_t seconds;
	} known[] = {
		{ "1970-01-01T00:00:00Z", 0 }, { "1972-03-01T00:00:01Z", 68256001 },
		{ "2000-02-29T23:59:59Z", 951868799 }, { "2000-03-01T00:00:00Z", 951868800 },
		{ "2026-03-05T12:00:00Z", 1772712000 }, { "2038-01-19T03:14:08Z", 2147483648 },
		{ "2099-12-31T23:59:59Z", 4102444799 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		setenv("MEDVERK_NOW", known[i].now, 1);
		assert_int_equal(clock_seconds(), known[i].seconds);
	}
	unsetenv("MEDVERK_NOW");
}

static void
swedish_clocks(void **state)
{
	static const char *const pairs[][2] = {
		{ "2026-03-05T12:07:00Z", "2026-03-05 13:07" }, { "2026-07-05T12:07:00Z", "2026-07-05 14:07" },
		{ "2026-12-31T23:30:00Z", "2027-01-01 00:30" }, { "2028-02-29T23:00:00Z", "2028-03-01 00:00" },
		{ "2026-03-29T00:59:00Z", "2026-03-29 01:59" }, { "2026-03-29T01:00:00Z", "2026-03-29 03:00" },
		{ "2026-10-25T00:59:00Z", "2026-10-25 02:59" }, { "2026-10-25T02:00:00Z", "2026-10-25 03:00" },
	};
	char text[CLOCK_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		assert_true(clock_swedish(pairs[i][0], text));
		assert_string_equal(text, pairs[i][1]);
		assert_true(clock_from_swedish(pairs[i][1], text));
		assert_string_equal(text, pairs[i][0]);
	}
	/* An hour that is there twice, and one that is not there. */
	assert_true(clock_swedish("2026-10-25T01:30:00Z", text));
	assert_string_equal(text, "2026-10-25 02:30");
	assert_true(clock_from_swedish("2026-10-25 02:30", text));
	assert_string_equal(text, "2026-10-25T00:30:00Z");
	assert_true(clock_from_swedish("2026-03-29 02:30", text));
	assert_true(clock_swedish(text, text));
	assert_string_equal(text, "2026-03-29 03:30");
	assert_true(clock_from_swedish("2027-01-01 00:30", text));
	assert_string_equal(text, "2026-12-31T23:30:00Z");
	assert_true(clock_from_swedish("2028-03-01 00:30", text));
	assert_string_equal(text, "2028-02-29T23:30:00Z");
	for (const char *const *p =
		 (const char *const[]){ "", "2026-02-29 10:00", "2026-13-01 10:00", "2026-00-01 10:00",
		 "2026-01-00 10:00", "2026-01-01 24:00", "2026-01-01 10:60", "2026-01-01T10:00", "2026-01-01 10:00:00", "2026-01-01", NULL };
	     *p != NULL; p++)
		assert_false(clock_from_swedish(*p, text));
	assert_false(clock_swedish("2026-01-01", text));
}

static void
now_can_be_fixed(void **state)
{
	char now[CLOCK_TEXT];

	(void)state;
	setenv("MEDVERK_NOW", "2026-03-05T12:07:00Z", 1);
	clock_now(now);
	assert_string_equal(now, "2026-03-05T12:07:00Z");
	setenv("MEDVERK_NOW", "", 1);
	clock_now(now);
	assert_string_not_equal(now, "");
	unsetenv("MEDVERK_NOW");
}

/* Both ends of summer time to the second, the ends of months and years, and leap days. */
static void
days_are_swedish(void **state)
{
	static const struct {
		const char *utc, *day;
	} cases[] = {
		{ "2026-03-05T12:00:00Z", "2026-03-05" }, { "2026-01-31T22:59:59Z", "2026-01-31" },
		{ "2026-01-31T23:00:00Z", "2026-02-01" }, { "2026-12-31T22:59:59Z", "2026-12-31" },
		{ "2026-12-31T23:00:00Z", "2027-01-01" }, { "2024-02-28T23:30:00Z", "2024-02-29" },
		{ "2024-02-29T23:30:00Z", "2024-03-01" }, { "2026-02-28T23:30:00Z", "2026-03-01" },
		{ "2026-07-01T21:59:59Z", "2026-07-01" }, { "2026-07-01T22:00:00Z", "2026-07-02" },
		/* 2026: summer from 29 March to 25 October; 2027: from 28 March to 31 October. */
		{ "2026-03-28T22:30:00Z", "2026-03-28" }, { "2026-03-29T22:30:00Z", "2026-03-30" },
		{ "2026-10-24T22:30:00Z", "2026-10-25" }, { "2026-10-25T22:30:00Z", "2026-10-25" },
		{ "2027-03-27T22:30:00Z", "2027-03-27" }, { "2027-03-28T22:30:00Z", "2027-03-29" },
		{ "2027-10-30T22:30:00Z", "2027-10-31" }, { "2027-10-31T22:30:00Z", "2027-10-31" },
		{ "2027-10-31T23:30:00Z", "2027-11-01" }, { "2026-04-30T22:30:00Z", "2026-05-01" },
	};
	char day[CLOCK_DAY];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		setenv("MEDVERK_NOW", cases[i].utc, 1);
		clock_swedish_day(day);
		assert_string_equal(day, cases[i].day);
	}
	unsetenv("MEDVERK_NOW");
	clock_swedish_day(day);
	assert_looks_like(day, "0000-00-00");
}

static void
duration_never_goes_back(void **state)
{
	int64_t last = clock_us();

	(void)state;
	for (int i = 0; i < 1000; i++) {
		int64_t us = clock_us();

		assert_true(us >= last);
		last = us;
	}
	assert_true(clock_ms() - last / 1000 < 60000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(now_is_rfc_3339_in_utc),
		cmocka_unit_test(seconds_are_counted),
		cmocka_unit_test(swedish_clocks),
		cmocka_unit_test(now_can_be_fixed),
		cmocka_unit_test(days_are_swedish),
		cmocka_unit_test(duration_never_goes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
