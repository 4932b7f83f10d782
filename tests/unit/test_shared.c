/* test_shared.c: what one process writes another sees; a system without memory is said to have none. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/shared.h"

enum { N = 10000 };

static void
is_shared(void **state)
{
	unsigned char *p = shared_new(N, "test");
	pid_t child;
	int status;

	(void)state;
	assert_non_null(p);
	for (size_t i = 0; i < N; i++)
		assert_int_equal(p[i], 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		p[N - 1] = 7;
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(p[N - 1], 7);
	shared_free(p, N);
	shared_free(NULL, N);
}

/* Where no file can be opened there is none. */
static void
says_no(void **state)
{
	struct rlimit before, none;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = before;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	assert_null(shared_new(N, "test"));
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_shared),
		cmocka_unit_test(says_no),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
