/* test_form.c: names and values of a query string. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "lib/http/form.h"

enum { MAX = 4 };

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
	assert_non_null(got.p);
	assert_int_equal(got.n, strlen(want));
	assert_memory_equal(got.p, want, got.n);
}

static void
reads_pairs(void **state)
{
	struct form f;

	assert_int_equal(form_read(&f, *state, STR("q=m%C3%B6bler+A%26B&municipality=0580"), MAX),
	    ERR_NONE);
	assert_int_equal(f.pairs, 2);
	assert_str(form_get(&f, "q"), "möbler A&B");
	assert_str(form_get(&f, "municipality"), "0580");
	assert_null(form_get(&f, "page").p);
	assert_null(form_get(&f, "").p);
	assert_null(f.problem.p);
	assert_int_equal(form_read(&f, *state, STR("f%C3%A4lt=o%CC%88&a=b=c"), MAX), ERR_NONE);
	assert_str(form_get(&f, "fält"), "ö");
	assert_str(form_get(&f, "a"), "b=c");
}

static void
empty_parts_and_values(void **state)
{
	struct form f;

	assert_int_equal(form_read(&f, *state, STR("&&a=&b&&=c&"), MAX), ERR_NONE);
	assert_int_equal(f.pairs, 3);
	assert_str(form_get(&f, "a"), "");
	assert_str(form_get(&f, "b"), "");
	assert_str(form_get(&f, ""), "c");
	assert_int_equal(form_read(&f, *state, STR(""), MAX), ERR_NONE);
	assert_int_equal(f.pairs, 0);
	assert_int_equal(form_read(&f, *state, STR_NONE, 0), ERR_NONE);
	assert_null(form_get(&f, "a").p);
}

static void
repeated_names(void **state)
{
	struct form f;
	size_t i = 0;

	assert_int_equal(form_read(&f, *state, STR("m=1&x=9&m=2&m="), MAX), ERR_NONE);
	assert_str(form_get(&f, "m"), "1");
	assert_str(form_next(&f, "m", &i), "1");
	assert_str(form_next(&f, "m", &i), "2");
	assert_str(form_next(&f, "m", &i), "");
	assert_null(form_next(&f, "m", &i).p);
	assert_null(form_next(&f, "m", &i).p);
}

static void
counts_pairs(void **state)
{
	struct form f;

	assert_int_equal(form_read(&f, *state, STR("a&b&&&&&&&c&d"), MAX), ERR_NONE);
	assert_int_equal(f.pairs, 4);
	assert_int_equal(form_read(&f, *state, STR("a&b&c&d&e"), MAX), ERR_BAD_REQUEST);
	assert_int_equal(f.pairs, 0);
	assert_null(f.problem.p);
	assert_int_equal(form_read(&f, *state, STR("a"), 0), ERR_BAD_REQUEST);
}

static void
says_what_could_not_be_read(void **state)
{
	struct form f;

	assert_int_equal(form_read(&f, *state, STR("a=1&s%C3%B6k=%E4&b=2"), MAX), ERR_BAD_REQUEST);
	assert_str(f.problem, "sök");
	assert_int_equal(f.pairs, 1);
	assert_int_equal(form_read(&f, *state, STR("a=%4"), MAX), ERR_BAD_REQUEST);
	assert_str(f.problem, "a");
	assert_int_equal(form_read(&f, *state, STR("a=%00"), MAX), ERR_BAD_REQUEST);
	assert_str(f.problem, "a");
	assert_int_equal(form_read(&f, *state, STR("%ff=1"), MAX), ERR_BAD_REQUEST);
	assert_null(f.problem.p);
	assert_int_equal(form_read(&f, *state, STR("a=\xe4"), MAX), ERR_BAD_REQUEST);
}

static void
what_is_written_reads_the_same(void **state)
{
	struct form f, again;
	struct buf b;

	buf_init(&b, *state, 16);
	assert_int_equal(form_read(&f, *state, STR("a%26=%3D+%25&å=%0A&a%26=&=x"), MAX), ERR_NONE);
	form_write(&b, &f);
	assert_str(buf_view(&b), "a%26=%3D%20%25&%C3%A5=%0A&a%26=&=x");
	assert_int_equal(form_read(&again, *state, buf_view(&b), MAX), ERR_NONE);
	assert_int_equal(again.pairs, f.pairs);
	for (size_t i = 0; i < f.pairs; i++) {
		assert_true(str_eq(again.pair[i].name, f.pair[i].name));
		assert_true(str_eq(again.pair[i].value, f.pair[i].value));
	}
}

int
main(void)
{
#define WITH_MEM(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		WITH_MEM(reads_pairs),
		WITH_MEM(empty_parts_and_values),
		WITH_MEM(repeated_names),
		WITH_MEM(counts_pairs),
		WITH_MEM(says_what_could_not_be_read),
		WITH_MEM(what_is_written_reads_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
