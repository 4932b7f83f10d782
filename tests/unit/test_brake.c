/* test_brake.c: who fails waits, longer each time; others do not, in whatever process they ask. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/brake.h"

static void
waits(void **state)
{
	struct brake *b = brake_new();
	long before = 0;

	(void)state;
	assert_non_null(b);
	assert_int_equal(brake_wait(b, STR("a")), 0);
	for (int i = 0; i < 4; i++)
		brake_fail(b, STR("a"), 5);
	assert_int_equal(brake_wait(b, STR("a")), 0);
	for (int i = 0; i < 20; i++) {
		long wait;

		brake_fail(b, STR("a"), 5);
		wait = brake_wait(b, STR("a"));
		assert_true(wait > before || wait >= BRAKE_WAIT_MAX - 1);
		assert_true(wait <= BRAKE_WAIT_MAX);
		before = wait;
	}
	assert_int_equal(brake_wait(b, STR("b")), 0);
	brake_forgive(b, STR("a"));
	assert_int_equal(brake_wait(b, STR("a")), 0);
	brake_fail(b, STR("a"), 5);
	assert_int_equal(brake_wait(b, STR("a")), 0);
	brake_free(b);
}

/* Memory is of one size: many others cannot make it grow, nor make a fresh failure forgotten at once. */
static void
many(void **state)
{
	struct brake *b = brake_new();

	(void)state;
	for (int i = 0; i < BRAKE_KEYS * 3; i++) {
		char key[16];

		snprintf(key, sizeof(key), "key %d", i);
		brake_fail(b, str_of(key), 1);
		assert_true(brake_wait(b, str_of(key)) > 0);
	}
	brake_free(b);
}

static void
processes(void **state)
{
	struct brake *b = brake_new();
	int status;
	pid_t pid;

	(void)state;
	pid = fork();
	if (pid == 0) {
		brake_fail(b, STR("a"), 1);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(brake_wait(b, STR("a")) > 0);
	brake_free(b);
}

/* Without memory nobody is slowed down, and nothing breaks. */
static void
none(void **state)
{
	(void)state;
	brake_fail(NULL, STR("a"), 1);
	brake_forgive(NULL, STR("a"));
	assert_int_equal(brake_wait(NULL, STR("a")), 0);
	brake_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits), cmocka_unit_test(many), cmocka_unit_test(processes), cmocka_unit_test(none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
