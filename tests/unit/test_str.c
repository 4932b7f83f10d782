/* test_str.c: spans. */
#include "lib/base/str.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static void
compares_bytes_then_length(void **state)
{
	(void)state;
	assert_int_equal(str_cmp(STR("a"), STR("a")), 0);
	assert_true(str_cmp(STR("a"), STR("b")) < 0);
	assert_true(str_cmp(STR("ab"), STR("a")) > 0);
	assert_true(str_cmp(STR(""), STR("a")) < 0);
	assert_int_equal(str_cmp(STR_NONE, STR("")), 0);
	/* Bytes are unsigned: å comes after z. */
	assert_true(str_cmp(STR("\xc3\xa5"), STR("z")) > 0);
}

static void
equality_sees_every_byte(void **state)
{
	(void)state;
	assert_true(str_eq(STR("a\0b"), STR("a\0b")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_false(str_is(STR("ab"), "abc"));
	assert_true(str_is(STR(""), ""));
	assert_true(str_of(NULL).p == NULL);
}

static void
starts_and_ends(void **state)
{
	(void)state;
	assert_true(str_starts(STR("/foretag"), STR("/for")));
	assert_true(str_starts(STR("x"), STR("")));
	assert_false(str_starts(STR("/fo"), STR("/for")));
	assert_true(str_ends(STR("budget_text"), STR("_text")));
	assert_false(str_ends(STR("ext"), STR("_text")));
	assert_true(str_ends(STR("x"), STR("")));
}

static void
from_never_passes_the_end(void **state)
{
	(void)state;
	assert_true(str_is(str_from(STR("abc"), 1), "bc"));
	assert_int_equal(str_from(STR("abc"), 3).n, 0);
	assert_int_equal(str_from(STR("abc"), SIZE_MAX).n, 0);
}

static void
index_is_the_length_when_absent(void **state)
{
	(void)state;
	assert_int_equal(str_index(STR("a=b=c"), '='), 1);
	assert_int_equal(str_index(STR("abc"), '='), 3);
	assert_int_equal(str_index(STR_NONE, '='), 0);
}

static void
trims_ascii_blanks_only(void **state)
{
	(void)state;
	assert_true(str_is(str_trim(STR(" \t\r\n a b \f\v")), "a b"));
	assert_int_equal(str_trim(STR("  ")).n, 0);
	assert_int_equal(str_trim(STR_NONE).n, 0);
	/* A no-break space belongs to the text. */
	assert_true(str_is(str_trim(STR("\xc2\xa0x")), "\xc2\xa0x"));
}

static void
cuts_into_all_parts(void **state)
{
	struct str rest = STR("a,,b"), part;

	(void)state;
	assert_true(str_cut(&rest, ',', &part));
	assert_true(str_is(part, "a"));
	assert_true(str_cut(&rest, ',', &part));
	assert_true(str_is(part, ""));
	assert_true(str_cut(&rest, ',', &part));
	assert_true(str_is(part, "b"));
	assert_false(str_cut(&rest, ',', &part));
	assert_true(rest.p == NULL);
}

static void
cuts_empty_text_into_one_part(void **state)
{
	struct str rest = STR(""), part = STR("x");

	(void)state;
	assert_true(str_cut(&rest, ',', &part));
	assert_int_equal(part.n, 0);
	assert_false(str_cut(&rest, ',', &part));

	rest = STR("a,");
	assert_true(str_cut(&rest, ',', &part));
	assert_true(str_cut(&rest, ',', &part));
	assert_int_equal(part.n, 0);
	assert_false(str_cut(&rest, ',', &part));
}

static void
reads_whole_numbers(void **state)
{
	int64_t v = 0;

	(void)state;
	assert_true(str_int(STR("0"), &v) && v == 0);
	assert_true(str_int(STR("-12"), &v) && v == -12);
	assert_true(str_int(STR("007"), &v) && v == 7);
	assert_true(str_int(STR("9223372036854775807"), &v) && v == INT64_MAX);
	assert_true(str_int(STR("-9223372036854775808"), &v) && v == INT64_MIN);
}

static void
refuses_what_is_no_number(void **state)
{
	static const char *const bad[] = {
		"", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "--1", "\xd9\xa1", "9223372036854775808",
		"-9223372036854775809", "99999999999999999999999999",
	};
	int64_t v = 42;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (str_int(str_of(bad[i]), &v))
			fail_msg("read '%s' as a number", bad[i]);
	}
	assert_false(str_int(STR("1\0"), &v));
	assert_int_equal(v, 42);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_bytes_then_length),
		cmocka_unit_test(equality_sees_every_byte),
		cmocka_unit_test(starts_and_ends),
		cmocka_unit_test(from_never_passes_the_end),
		cmocka_unit_test(index_is_the_length_when_absent),
		cmocka_unit_test(trims_ascii_blanks_only),
		cmocka_unit_test(cuts_into_all_parts),
		cmocka_unit_test(cuts_empty_text_into_one_part),
		cmocka_unit_test(reads_whole_numbers),
		cmocka_unit_test(refuses_what_is_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
