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
		cmocka_unit_test(now_can_be_fixed),
		cmocka_unit_test(duration_never_goes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
