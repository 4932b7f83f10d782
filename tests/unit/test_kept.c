/* test_kept.c: what is kept, for how long, and that it never takes more than its room. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/base/kept.h"

static bool
add(struct kept *k, int64_t version, const char *key, const char *value)
{
	char *p = kept_add(k, version, str_of(key), strlen(value));

	if (p != NULL)
		memcpy(p, value, strlen(value));
	return p != NULL;
}

static bool
has(struct kept *k, int64_t version, const char *key, const char *value)
{
	struct str got = kept_find(k, version, str_of(key));

	return got.p != NULL && str_is(got, value);
}

static void
until_the_version_changes(void **state)
{
	struct kept *k = kept_new(4096);

	(void)state;
	assert_false(has(k, 1, "a", "one"));
	assert_true(add(k, 1, "a", "one"));
	assert_true(add(k, 1, "b", ""));
	assert_true(has(k, 1, "a", "one"));
	assert_true(has(k, 1, "b", ""));
	assert_false(has(k, 1, "", "one"));
	assert_false(has(k, 2, "a", "one"));
	assert_false(has(k, 1, "a", "one"));
	assert_true(add(k, 3, "a", "three"));
	assert_true(add(k, 4, "b", "four"));
	assert_false(has(k, 4, "a", "three"));
	assert_true(has(k, 4, "b", "four"));
	kept_free(k);
}

static void
the_oldest_goes(void **state)
{
	struct kept *k = kept_new(40);

	(void)state;
	assert_true(add(k, 1, "a", "123456789"));
	assert_true(add(k, 1, "b", "123456789"));
	assert_true(add(k, 1, "c", "123456789"));
	assert_true(add(k, 1, "d", "123456789"));
	assert_true(has(k, 1, "a", "123456789"));
	assert_true(add(k, 1, "e", "12345678901"));
	assert_true(has(k, 1, "a", "123456789"));
	assert_false(has(k, 1, "b", "123456789"));
	assert_false(has(k, 1, "c", "123456789"));
	assert_true(has(k, 1, "d", "123456789"));
	assert_true(has(k, 1, "e", "12345678901"));
	kept_free(k);
}

static void
held(void **state)
{
	struct kept *k = kept_new(40);
	struct str a;

	(void)state;
	assert_true(add(k, 1, "a", "123456789"));
	assert_true(add(k, 1, "b", "123456789"));
	kept_hold(k);
	a = kept_find(k, 1, STR("a"));
	assert_true(add(k, 1, "c", "123456789"));
	assert_true(add(k, 1, "d", "123456789"));
	/* b may go, no other: all have been used since. */
	assert_true(add(k, 1, "e", "123456789"));
	assert_false(has(k, 1, "b", "123456789"));
	assert_false(add(k, 1, "f", "123456789"));
	assert_true(str_is(a, "123456789"));
	assert_ptr_equal(kept_find(k, 1, STR("a")).p, a.p);
	kept_hold(k);
	assert_true(add(k, 1, "f", "123456789"));
	assert_true(has(k, 1, "a", "123456789"));
	kept_free(k);
}

static void
bounded(void **state)
{
	struct kept *k = kept_new(64 * 1024);
	char key[16], value[1001];
	size_t there = 0;

	(void)state;
	memset(value, 'x', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	for (int i = 0; i < 5000; i++) {
		snprintf(key, sizeof(key), "%d", i);
		assert_true(add(k, 1, key, value));
		assert_true(has(k, 1, key, value));
	}
	for (int i = 0; i < 5000; i++) {
		snprintf(key, sizeof(key), "%d", i);
		there += has(k, 1, key, value);
	}
	assert_in_range(there, 60, 65);
	for (int i = 0; i < 5000; i++) {
		snprintf(key, sizeof(key), "s%d", i);
		assert_true(add(k, 1, key, "s"));
	}
	there = 0;
	for (int i = 0; i < 5000; i++) {
		snprintf(key, sizeof(key), "s%d", i);
		there += has(k, 1, key, "s");
	}
	assert_int_equal(there, KEPT_ENTRIES_MAX);
	kept_free(k);
}

static void
nothing_kept(void **state)
{
	struct kept *k = kept_new(40);

	(void)state;
	assert_false(add(k, 1, "a", "123456789012345678901234567890"));
	assert_true(add(k, 1, "a", "12345678901234567890123456789"));
	kept_free(k);
	assert_null(kept_new(0));
	assert_false(add(NULL, 1, "a", ""));
	assert_false(has(NULL, 1, "a", ""));
	kept_hold(NULL);
	kept_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(until_the_version_changes), cmocka_unit_test(the_oldest_goes),
		cmocka_unit_test(held), cmocka_unit_test(bounded), cmocka_unit_test(nothing_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
