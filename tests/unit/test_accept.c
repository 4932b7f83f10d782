/* test_accept.c: If-None-Match. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/cc.h"
#include "lib/http/accept.h"

static void
matches(void **state)
{
	static const char *const field[] = { "\"x\"", "W/\"x\"", "*", " * ", " \"x\" ", "\"a\", \"x\"",
		"\"a\",W/\"x\",\"b\"", ",, \"x\"", "\"a,b\", \"x\"", "\"x-gzip\"", "\"x;gzip\"",
		"W/\"x-gzip\"", "\"x-br\"", "\"x-deflate\"", "\"x-zstd\"", "\"x;br\"",
		"junk, \"x\"", "\"a\"b, \"x\"", "\"a\"\t,\t\"x\"", "\"\", \"x\"" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(field); i++)
		if (!accept_none_match(str_of(field[i]), STR("\"x\"")))
			fail_msg("%s does not match", field[i]);
	assert_true(accept_none_match(STR("\"x\""), STR("W/\"x\"")));
	assert_true(accept_none_match(STR("\"å,ö\""), STR("\"å,ö\"")));
}

static void
matches_not(void **state)
{
	static const char *const field[] = { "", " ", ",", "x", "\"", "\"x", "x\"", "\"X\"", "\"xy\"",
		"\"x-\"", "\"x-lzma\"", "\"x_gzip\"", "\"x-gzip-gzip\"", "\"-gzip\"", "w/\"x\"",
		"W/ \"x\"", "W/x", "\"\"", "\"x\"b", "a\"x\"", "\"a\", *", "**", "\"a,\"x\"",
		"\"a\" \"x\"", "\"xgzip\"" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(field); i++)
		if (accept_none_match(str_of(field[i]), STR("\"x\"")))
			fail_msg("%s matches", field[i]);
	assert_false(accept_none_match(STR_NONE, STR("\"x\"")));
	assert_false(accept_none_match(STR("x"), STR("x")));
	assert_false(accept_none_match(STR("\"\""), STR("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches),
		cmocka_unit_test(matches_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
