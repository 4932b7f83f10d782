/*
 * hello.c: the program that H is the speed of: the least that libfcgi needs to
 * answer 15 KB. Four processes on one Unix socket, a connection per answer.
 *
 *     hello SOCKET
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcgiapp.h>

enum { BODY_BYTES = 15000, PROCESSES = 4, BACKLOG = 512 };

static const char head[] = "Content-Type: text/html; charset=utf-8\r\n\r\n";

static void
serve(int listen_fd)
{
	char answer[sizeof(head) - 1 + BODY_BYTES];
	FCGX_Request q;

	memcpy(answer, head, sizeof(head) - 1);
	memset(answer + sizeof(head) - 1, 'x', BODY_BYTES);
	if (FCGX_InitRequest(&q, listen_fd, 0) != 0)
		return;
	while (FCGX_Accept_r(&q) == 0) {
		q.keepConnection = 0;
		FCGX_PutStr(answer, sizeof(answer), q.out);
		FCGX_Finish_r(&q);
	}
}

int
main(int argc, char **argv)
{
	int fd;

	if (argc != 2) {
		fputs("usage: hello SOCKET\n", stderr);
		return EXIT_FAILURE;
	}
	if (FCGX_Init() != 0 || (fd = FCGX_OpenSocket(argv[1], BACKLOG)) < 0)
		return EXIT_FAILURE;
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			serve(fd);
			_exit(EXIT_FAILURE);
		}
	/* TERM reaches the whole process group; a child that dies alone is a broken measurement. */
	while (wait(NULL) > 0)
		;
	return EXIT_FAILURE;
}
