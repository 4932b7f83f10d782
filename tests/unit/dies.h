/*
 * dies.h: for tests of what ends the program. The code runs in a child with
 * its messages thrown away.
 */
#ifndef MEDVERK_TEST_DIES_H
#define MEDVERK_TEST_DIES_H

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* True when the function ends its process with a failure or a signal. */
static inline bool
dies(void (*function)(void))
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDERR_FILENO);
		function();
		_exit(EXIT_SUCCESS);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return false;
	return WIFSIGNALED(status) || WEXITSTATUS(status) != EXIT_SUCCESS;
}

#endif
