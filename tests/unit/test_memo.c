/* test_memo.c: a table that may forget, but never answers wrongly. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/base/memo.h"

static struct str
numbered(char text[16], unsigned n)
{
	snprintf(text, 16, "%u", n);
	return str_of(text);
}

static void
keeps_what_it_was_given(void **state)
{
	struct memo *t = memo_new(100000);
	char key[16], value[16];
	struct str found;

	(void)state;
	assert_false(memo_find(t, 0, STR("1"), &found));
	for (unsigned i = 1; i <= 5000; i++)
		memo_keep(t, (uint8_t)(i % 3), numbered(key, i), numbered(value, i * i));
	for (unsigned i = 1; i <= 5000; i++) {
		assert_true(memo_find(t, (uint8_t)(i % 3), numbered(key, i), &found));
		assert_true(str_eq(found, numbered(value, i * i)));
		assert_false(memo_find(t, (uint8_t)((i + 1) % 3), numbered(key, i), &found));
	}
	assert_false(memo_find(t, 0, STR("6000"), &found));
	memo_clear(t);
	assert_false(memo_find(t, 1, STR("1"), &found));
	memo_free(t);
	memo_free(NULL);
}

static void
sorts_and_lengths_are_told_apart(void **state)
{
	struct memo *t = memo_new(10);
	struct str found;

	(void)state;
	memo_keep(t, 1, STR("ab"), STR(""));
	memo_keep(t, 'b', STR("a"), STR("x"));
	assert_true(memo_find(t, 1, STR("ab"), &found));
	assert_int_equal(found.n, 0);
	assert_true(memo_find(t, 'b', STR("a"), &found));
	assert_true(str_is(found, "x"));
	assert_false(memo_find(t, 0, STR("ab"), &found));
	memo_free(t);
}

static void
forgets_rather_than_grows(void **state)
{
	struct memo *t = memo_new(100);
	char key[16], value[16], lang[MEMO_BYTES_MAX + 1];
	size_t there = 0;
	struct str found;

	(void)state;
	for (unsigned i = 0; i < 1050; i++)
		memo_keep(t, 0, numbered(key, i), numbered(value, i));
	for (unsigned i = 0; i < 1050; i++)
		if (memo_find(t, 0, numbered(key, i), &found)) {
			assert_true(str_eq(found, numbered(value, i)));
			there++;
		}
	assert_int_equal(there, 50);
	/* Too long, or nothing: as if it had not been asked. */
	memset(lang, 'a', sizeof(lang));
	memo_keep(t, 0, (struct str){ lang, sizeof(lang) }, STR("x"));
	assert_false(memo_find(t, 0, (struct str){ lang, sizeof(lang) }, &found));
	memo_keep(t, 0, STR("long"), (struct str){ lang, sizeof(lang) });
	assert_false(memo_find(t, 0, STR("long"), &found));
	memo_keep(t, 0, STR(""), STR("x"));
	assert_false(memo_find(t, 0, STR(""), &found));
	memo_free(t);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_it_was_given),
		cmocka_unit_test(sorts_and_lengths_are_told_apart),
		cmocka_unit_test(forgets_rather_than_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
