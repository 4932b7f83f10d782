/* test_buf.c: growing runs of bytes. */
#include "lib/base/buf.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static int
with_arena(void **state)
{
	*state = mem_new(0);
	return 0;
}

static int
without_arena(void **state)
{
	mem_free(*state);
	return 0;
}

static void
appends_every_kind(void **state)
{
	struct buf b;

	buf_init(&b, *state, 0);
	assert_int_equal(buf_view(&b).n, 0);
	buf_add(&b, "a\0b", 3);
	buf_byte(&b, ' ');
	buf_str(&b, STR("Ö"));
	buf_puts(&b, "rn ");
	buf_int(&b, -5);
	buf_printf(&b, " %s=%zu", "n", (size_t)7);
	assert_true(str_eq(buf_view(&b), STR("a\0b Örn -5 n=7")));
}

static void
numbers_at_their_limits(void **state)
{
	struct buf b;

	buf_init(&b, *state, 4);
	buf_int(&b, INT64_MIN);
	buf_byte(&b, ' ');
	buf_int(&b, INT64_MAX);
	buf_byte(&b, ' ');
	buf_int(&b, 0);
	assert_string_equal(buf_cstr(&b), "-9223372036854775808 9223372036854775807 0");
}

static void
grows_far(void **state)
{
	struct buf b;

	buf_init(&b, *state, 1);
	for (int i = 0; i < 100000; i++)
		buf_byte(&b, (char)('a' + i % 26));
	assert_int_equal(b.n, 100000);
	for (int i = 0; i < 100000; i += 997)
		assert_int_equal(b.p[i], 'a' + i % 26);
}

static void
printf_longer_than_its_small_room(void **state)
{
	struct buf b;

	buf_init(&b, *state, 0);
	buf_printf(&b, "%01000d.", 7);
	assert_int_equal(b.n, 1001);
	assert_int_equal(b.p[999], '7');
	assert_int_equal(b.p[1000], '.');
}

static void
limit_is_sticky_and_exact(void **state)
{
	struct buf b;

	buf_init(&b, *state, 0);
	b.limit = 4;
	buf_puts(&b, "1234");
	assert_false(buf_overflowed(&b));
	buf_puts(&b, "56");
	assert_true(buf_overflowed(&b));
	assert_true(str_is(buf_view(&b), "1234"));
	buf_clear(&b);
	assert_false(buf_overflowed(&b));
	buf_puts(&b, "12345");
	buf_puts(&b, "1");
	assert_true(buf_overflowed(&b));
	assert_int_equal(buf_view(&b).n, 0);
}

static void
clear_keeps_the_room(void **state)
{
	struct buf b;
	const char *p;

	buf_init(&b, *state, 100);
	buf_puts(&b, "abc");
	p = b.p;
	buf_clear(&b);
	assert_int_equal(b.n, 0);
	buf_puts(&b, "xyz");
	assert_ptr_equal(b.p, p);
	assert_string_equal(buf_cstr(&b), "xyz");
}

static void
terminates_even_when_empty_or_full(void **state)
{
	struct buf b;

	buf_init(&b, *state, 0);
	assert_string_equal(buf_cstr(&b), "");
	buf_init(&b, *state, 3);
	buf_puts(&b, "abc");
	assert_string_equal(buf_cstr(&b), "abc");
	assert_int_equal(b.n, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(appends_every_kind),
		cmocka_unit_test(numbers_at_their_limits),
		cmocka_unit_test(grows_far),
		cmocka_unit_test(printf_longer_than_its_small_room),
		cmocka_unit_test(limit_is_sticky_and_exact),
		cmocka_unit_test(clear_keeps_the_room),
		cmocka_unit_test(terminates_even_when_empty_or_full),
	};

	return cmocka_run_group_tests(tests, with_arena, without_arena);
}
