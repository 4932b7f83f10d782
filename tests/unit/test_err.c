/* test_err.c: the table of outcomes. */
#include "lib/base/err.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "tests/unit/dies.h"

static void
says_what_http_calls_it(void **state)
{
	(void)state;
	assert_int_equal(err_status(ERR_NONE), 200);
	assert_int_equal(err_status(ERR_MOVED), 308);
	assert_int_equal(err_status(ERR_NOT_FOUND), 404);
	assert_int_equal(err_status(ERR_INTERNAL), 500);
	assert_string_equal(err_key(ERR_TOO_LARGE), "too_large");
	assert_string_equal(err_title(ERR_METHOD), "Method not allowed");
}

static void
every_row_is_complete_and_its_key_its_own(void **state)
{
	(void)state;
	for (enum err e = ERR_NONE; e < ERR_COUNT; e++) {
		assert_in_range(err_status(e), 200, 599);
		assert_true(strlen(err_key(e)) > 0);
		assert_true(strlen(err_title(e)) > 0);
		for (enum err other = ERR_NONE; other < e; other++)
			assert_string_not_equal(err_key(e), err_key(other));
	}
}

static void
ask_outside(void)
{
	(void)err_status(ERR_COUNT);
}

static void
a_code_outside_the_table_is_a_bug(void **state)
{
	(void)state;
	assert_true(dies(ask_outside));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_http_calls_it),
		cmocka_unit_test(every_row_is_complete_and_its_key_its_own),
		cmocka_unit_test(a_code_outside_the_table_is_a_bug),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
