/* test_confine.c: what is left to a process that has confined itself. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/media/confine.h"

/* Runs it in a process of its own: 0 when it says so. */
static int
alone(int (*what)(int fd))
{
	FILE *f = tmpfile();
	int status = -1;
	pid_t child;

	assert_non_null(f);
	child = fork();
	if (child == 0)
		_exit(confine() ? what(fileno(f)) : 99);
	assert_int_equal(waitpid(child, &status, 0), child);
	fclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int
computes(int fd)
{
	void *p = malloc(1 << 20);
	char b = 'x';

	free(p);
	return p != NULL && pwrite(fd, &b, 1, 0) == 1 && pread(fd, &b, 1, 0) == 1 &&
		lseek(fd, 0, SEEK_END) == 1
	    ? 0
	    : 1;
}

static void *
run(void *done)
{
	*(int *)done = 1;
	return NULL;
}

static int
has_threads(int fd)
{
	pthread_t t;
	int done = 0;

	(void)fd;
	return pthread_create(&t, NULL, run, &done) == 0 && pthread_join(t, NULL) == 0 && done ? 0
	    : 1;
}

/* The number of the first thing that it can do and should not. */
static int
reaches_nothing(int fd)
{
	char *const argv[] = { (char[]){ "true" }, NULL };

	(void)fd;
	if (open("/etc/passwd", O_RDONLY) >= 0)
		return 1;
	if (open("/tmp/medverk.confined", O_WRONLY | O_CREAT, 0600) >= 0)
		return 2;
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
		return 3;
	if (fork() >= 0)
		return 4;
	if (execv("/bin/true", argv) != -1 || errno != ENOSYS)
		return 5;
	if (kill(getppid(), 0) == 0)
		return 6;
	if (unlink("/tmp/medverk.confined") == 0 || errno != ENOSYS)
		return 7;
	if (mkdir("/tmp/medverk.confined", 0700) == 0 || rename("/tmp/a", "/tmp/b") == 0 ||
	    errno != ENOSYS)
		return 8;
	return 0;
}

static int
takes_no_memory(int fd)
{
	(void)fd;
#ifdef WITH_ASAN
	return 0;
#else
	void *p = malloc((size_t)2 << 30);

	free(p);
	return p == NULL ? 0 : 1;
#endif
}

static int
writes_no_end(int fd)
{
	char b = 'x';

	return pwrite(fd, &b, 1, (off_t)1 << 30) == 1 ? 1 : 2;
}

static void
works(void **state)
{
	(void)state;
	assert_int_equal(alone(computes), 0);
	assert_int_equal(alone(has_threads), 0);
}

static void
is_confined(void **state)
{
	(void)state;
	assert_int_equal(alone(reaches_nothing), 0);
	assert_int_equal(alone(takes_no_memory), 0);
	assert_int_equal(alone(writes_no_end), -SIGXFSZ);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(works), cmocka_unit_test(is_confined) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
