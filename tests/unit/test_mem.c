/* test_mem.c: arenas. */
#include "lib/base/mem.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "tests/unit/dies.h"

static void
hands_out_aligned_separate_bytes(void **state)
{
	struct mem *m = mem_new(0);
	unsigned char *p[300];

	(void)state;
	for (size_t i = 0; i < 300; i++) {
		p[i] = mem_alloc(m, i);
		assert_int_equal((uintptr_t)p[i] % 16, 0);
		memset(p[i], (int)(i & 0xff), i);
	}
	for (size_t i = 0; i < 300; i++)
		for (size_t k = 0; k < i; k++)
			assert_int_equal(p[i][k], i & 0xff);
	assert_int_equal(mem_used(m), 299 * 300 / 2);
	mem_free(m);
}

static void
large_ones_get_their_own_block(void **state)
{
	struct mem *m = mem_new(64);
	char *small = mem_alloc(m, 8), *large = mem_alloc(m, 1 << 20), *next = mem_alloc(m, 8);

	(void)state;
	memcpy(small, "1234567", 8);
	memset(large, 'x', 1 << 20);
	memcpy(next, "7654321", 8);
	assert_string_equal(small, "1234567");
	assert_string_equal(next, "7654321");
	mem_free(m);
}

static void
reset_forgets_and_reuses(void **state)
{
	struct mem *m = mem_new(4096);
	void *first = mem_alloc(m, 100);

	(void)state;
	mem_reset(m);
	assert_int_equal(mem_used(m), 0);
	assert_ptr_equal(mem_alloc(m, 100), first);
	for (int round = 0; round < 50; round++) {
		for (int i = 0; i < 100; i++)
			memset(mem_alloc(m, 3000), round, 3000);
		mem_reset(m);
	}
	mem_free(m);
}

/* What fits into one block stays in that block: the others are not touched again. */
static void
reset_keeps_the_order(void **state)
{
	struct mem *m = mem_new(1000);
	void *first;

	(void)state;
	for (int i = 0; i < 9; i++)
		mem_alloc(m, 600);
	mem_reset(m);
	first = mem_alloc(m, 600);
	for (int i = 0; i < 5; i++) {
		mem_reset(m);
		assert_ptr_equal(mem_alloc(m, 600), first);
	}
	mem_trim();
	mem_free(m);
}

/* An emptied block is used again when it is large enough, and stands behind those in use until then. */
static void
emptied_blocks_serve_what_fits(void **state)
{
	struct mem *m = mem_new(100);
	char *small = mem_alloc(m, 80), *large = mem_alloc(m, 5000), *other;

	(void)state;
	mem_reset(m);
	other = mem_alloc(m, 6000);
	assert_ptr_not_equal(other, large);
	memset(other, 'o', 6000);
	assert_ptr_equal(mem_alloc(m, 4000), large);
	memset(large, 'l', 4000);
	assert_ptr_equal(mem_alloc(m, 960), large + 4000);
	memset(large + 4000, 'l', 960);
	assert_ptr_equal(mem_alloc(m, 90), small);
	memset(small, 's', 80);
	assert_int_equal(other[5999], 'o');
	assert_int_equal(large[4959], 'l');
	mem_free(m);
}

static void
calloc_clears(void **state)
{
	struct mem *m = mem_new(0);
	unsigned char *p = mem_alloc(m, 256);

	(void)state;
	memset(p, 0xff, 256);
	mem_reset(m);
	p = mem_calloc(m, 64, 4);
	for (size_t i = 0; i < 256; i++)
		assert_int_equal(p[i], 0);
	mem_free(m);
}

static void
grow_keeps_the_content(void **state)
{
	struct mem *m = mem_new(0);
	char *p = mem_grow(m, NULL, 0, 4);

	(void)state;
	memcpy(p, "abc", 4);
	assert_ptr_equal(mem_grow(m, p, 4, 2), p);
	p = mem_grow(m, p, 4, 100000);
	assert_string_equal(p, "abc");
	mem_free(m);
}

static void
copies_are_terminated(void **state)
{
	struct mem *m = mem_new(0);
	struct str copy = mem_dup(m, STR("Åtvidaberg!"));

	(void)state;
	assert_int_equal(copy.n, strlen("Åtvidaberg!"));
	assert_string_equal(copy.p, "Åtvidaberg!");
	assert_string_equal(mem_strdup(m, (struct str){ "abcdef", 3 }), "abc");
	assert_string_equal(mem_strdup(m, STR_NONE), "");
	assert_string_equal(mem_printf(m, "%s %d", "år", 2026), "år 2026");
	mem_free(m);
}

static void
free_takes_null(void **state)
{
	(void)state;
	mem_free(NULL);
}

static void
current_arena_serves_jansson(void **state)
{
	struct mem *m = mem_new(0);
	void *heap;

	(void)state;
	assert_null(mem_use(m));
	assert_non_null(mem_current_alloc(10));
	assert_int_equal(mem_used(m), 10);
	mem_current_free(mem_current_alloc(1));
	assert_ptr_equal(mem_use(NULL), m);
	heap = mem_current_alloc(10);
	assert_non_null(heap);
	assert_int_equal(mem_used(m), 11);
	mem_current_free(heap);
	mem_free(m);
}

static void
allocate_third(void)
{
	struct mem *m = mem_new(0);

	mem_fail_after(3);
	for (int i = 0; i < 3; i++)
		mem_alloc(m, 1);
}

static void
allocate_two_of_three(void)
{
	struct mem *m = mem_new(0);

	mem_fail_after(3);
	for (int i = 0; i < 2; i++)
		mem_alloc(m, 1);
	mem_fail_after(0);
	mem_alloc(m, 1);
	mem_free(m);
}

static void
injected_failure_ends_the_process(void **state)
{
	(void)state;
	assert_true(dies(allocate_third));
	assert_false(dies(allocate_two_of_three));
}

static void
multiply_too_far(void)
{
	mem_calloc(mem_new(0), SIZE_MAX / 2, 3);
}

static void
ask_for_everything(void)
{
	mem_alloc(mem_new(0), SIZE_MAX);
}

static void
impossible_sizes_end_the_process(void **state)
{
	(void)state;
	assert_true(dies(multiply_too_far));
	assert_true(dies(ask_for_everything));
}

#ifdef WITH_ASAN
static void
use_after_reset(void)
{
	struct mem *m = mem_new(0);
	volatile char *p = mem_alloc(m, 16);

	p[0] = 'x';
	mem_reset(m);
	p[0] = 'y';
}

static void
use_behind_the_end(void)
{
	volatile char *p = mem_alloc(mem_new(0), 24);

	p[24] = 'x';
}

static void
sanitizer_sees_stale_and_overrun_pointers(void **state)
{
	(void)state;
	assert_true(dies(use_after_reset));
	assert_true(dies(use_behind_the_end));
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hands_out_aligned_separate_bytes),
		cmocka_unit_test(large_ones_get_their_own_block),
		cmocka_unit_test(reset_forgets_and_reuses),
		cmocka_unit_test(reset_keeps_the_order),
		cmocka_unit_test(emptied_blocks_serve_what_fits),
		cmocka_unit_test(calloc_clears),
		cmocka_unit_test(grow_keeps_the_content),
		cmocka_unit_test(copies_are_terminated),
		cmocka_unit_test(free_takes_null),
		cmocka_unit_test(current_arena_serves_jansson),
		cmocka_unit_test(injected_failure_ends_the_process),
		cmocka_unit_test(impossible_sizes_end_the_process),
#ifdef WITH_ASAN
		cmocka_unit_test(sanitizer_sees_stale_and_overrun_pointers),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
