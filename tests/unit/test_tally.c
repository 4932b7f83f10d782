/* test_tally.c: counting in shared memory, by many and by those who die at it. */
#include "lib/base/tally.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

static const struct tally_count *
find(const struct tally_count *all, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(all[i].key, key))
			return &all[i];
	return NULL;
}

static void
counts_by_key(void **state)
{
	struct mem *m = mem_new(0);
	struct tally *t = tally_new();
	struct tally_count *all;
	size_t n;

	(void)state;
	assert_non_null(t);
	for (int i = 0; i < 7; i++)
		tally_add(t, STR("snickeri"), i < 2);
	tally_add(t, STR("åäö"), true);
	n = tally_take(t, m, &all);
	assert_int_equal(n, 2);
	assert_int_equal(find(all, n, "snickeri")->times, 7);
	assert_int_equal(find(all, n, "snickeri")->in_vain, 2);
	assert_int_equal(find(all, n, "åäö")->times, 1);
	assert_int_equal(find(all, n, "åäö")->in_vain, 1);
	assert_int_equal(tally_take(t, m, &all), 0);
	tally_add(t, STR("snickeri"), false);
	n = tally_take(t, m, &all);
	assert_int_equal(n, 1);
	assert_int_equal(all[0].times, 1);
	assert_int_equal(all[0].in_vain, 0);
	tally_free(t);
	mem_free(m);
}

static void
none_counts_nothing(void **state)
{
	struct mem *m = mem_new(0);
	struct tally_count *all;

	(void)state;
	tally_add(NULL, STR("x"), false);
	assert_int_equal(tally_take(NULL, m, &all), 0);
	tally_free(NULL);
	mem_free(m);
}

/* Seven digits at the beginning of a key. */
static void
write_number(char *key, int number)
{
	for (int i = 6; i >= 0; i--, number /= 10)
		key[i] = (char)('0' + number % 10);
}

/* What has no room is not counted; what is there goes on being counted, and there is room again once it was taken. */
static void
is_bounded(void **state)
{
	struct mem *m = mem_new(0);
	struct tally *t = tally_new();
	struct tally_count *all;
	char key[TALLY_KEY_BYTES];

	(void)state;
	memset(key, 'x', sizeof(key));
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < TALLY_KEYS_MAX * 3; i++) {
			write_number(key, i);
			tally_add(t, (struct str){ key, sizeof(key) }, false);
		}
		write_number(key, 0);
		tally_add(t, (struct str){ key, sizeof(key) }, false);
		assert_int_equal(tally_take(t, m, &all), TALLY_KEYS_MAX);
		for (size_t i = 0; i < TALLY_KEYS_MAX; i++)
			assert_int_equal(all[i].times,
			    str_starts(all[i].key, STR("0000000")) ? 2 : 1);
	}
	tally_free(t);
	mem_free(m);
}

static pid_t
count_in_a_child(struct tally *t, int times)
{
	pid_t pid = fork();

	if (pid == 0) {
		for (int i = 0; i < times || times == 0; i++)
			tally_add(t, i % 2 ? STR("odd") : STR("even"), false);
		_exit(0);
	}
	assert_true(pid > 0);
	return pid;
}

static void
children_share_it(void **state)
{
	enum { CHILDREN = 4, TIMES = 20000 };
	struct mem *m = mem_new(0);
	struct tally *t = tally_new();
	struct tally_count *all;
	uint64_t sum = 0;
	size_t n;

	(void)state;
	for (int i = 0; i < CHILDREN; i++)
		(void)count_in_a_child(t, TIMES);
	for (int i = 0; i < CHILDREN; i++)
		assert_true(wait(NULL) > 0);
	n = tally_take(t, m, &all);
	assert_int_equal(n, 2);
	sum = all[0].times + all[1].times;
	/* Who found the lock held for long went on without; never is anything counted twice. */
	assert_in_range(sum, CHILDREN * TIMES * 9 / 10, CHILDREN * TIMES);
	tally_free(t);
	mem_free(m);
}

/* Children are killed wherever they are in counting, most of them with the lock. */
static void
the_killed_stop_nobody(void **state)
{
	struct mem *m = mem_new(0);
	struct tally *t = tally_new();
	struct tally_count *all;

	(void)state;
	for (int i = 0; i < 100; i++) {
		pid_t pid = count_in_a_child(t, 0);

		nanosleep(&(struct timespec){ .tv_nsec = (200 + i * 17 % 500) * 1000L }, NULL);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, NULL, 0), pid);
		tally_add(t, STR("mine"), false);
	}
	for (size_t i = 0, n = tally_take(t, m, &all); i < n; i++) {
		assert_true(str_is(all[i].key, "odd") || str_is(all[i].key, "even") ||
		    str_is(all[i].key, "mine"));
		assert_true(!str_is(all[i].key, "mine") || all[i].times == 100);
	}
	assert_non_null(all);
	tally_free(t);
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_by_key),
		cmocka_unit_test(none_counts_nothing),
		cmocka_unit_test(is_bounded),
		cmocka_unit_test(children_share_it),
		cmocka_unit_test(the_killed_stop_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
