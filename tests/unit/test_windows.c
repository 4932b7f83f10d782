/* test_windows.c: text as Excel saves it in western Europe. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "lib/text/windows.h"

static int
setup(void **state)
{
	*state = mem_new(0);
	return 0;
}

static int
teardown(void **state)
{
	mem_free(*state);
	return 0;
}

static void
assert_str(struct str got, const char *want)
{
	assert_int_equal(got.n, strlen(want));
	assert_memory_equal(got.p, want, got.n);
}

static void
windows_1252(void **state)
{
	struct str out = STR_NONE;

	assert_true(windows_1252_read(*state, STR("K\xe5r\tb\xe4\xf6 \x80\x93\x94\x9f\r\n\xff"),
	    &out));
	assert_str(out, "Kår\tbäö €“”Ÿ\r\nÿ");
	out = STR_NONE;
	assert_true(windows_1252_read(*state, STR(""), &out));
	assert_int_equal(out.n, 0);
	assert_false(windows_1252_read(*state, STR("a\x81"), &out));
	assert_false(windows_1252_read(*state, STR("a\x9d"), &out));
	assert_false(windows_1252_read(*state, STR("a\0b"), &out));
	assert_false(windows_1252_read(*state, STR("a\x7f"), &out));
	assert_false(windows_1252_read(*state, STR("a\x1b"), &out));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(windows_1252, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
