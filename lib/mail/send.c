/* send.c: a child, a file for its input, a pipe for its complaints, and a time by which it must have ended. */
#include "lib/mail/send.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/cc.h"
#include "lib/base/clock.h"

enum {
	SAID_MAX = 4096,
	LOOK_MS = 20,           /* how often it is looked whether it has ended while its pipe says nothing */
	EXIT_USAGE = 64,
	EXIT_NO_USER = 67,
	EXIT_NO_HOST = 68, /* sysexits.h */
	EXIT_CANNOT_RUN = 126,
	EXIT_NOT_FOUND = 127, /* as shells have it */
};

struct child {
	pid_t pid;
	int complaints;         /* its standard error; -1: it has closed it */
	bool late;
	int status;             /* of waitpid() */
};

/*
 * The message as a file that has a beginning and an end before the program starts: from a pipe whose
 * writer has died it would send what has come so far. -1 when there is no room for it.
 */
static int
input_file(struct str message)
{
	FILE *f = tmpfile();
	int fd = -1;

	if (f == NULL)
		return -1;
	if (fwrite(message.p, 1, message.n, f) == message.n && fflush(f) == 0)
		fd = dup(fileno(f));
	fclose(f);
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* In the child. */
static NORETURN void
become(const struct send_program *program, int input, int complaints, pid_t parent)
{
	int nothing = open("/dev/null", O_WRONLY);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setpgid(0, 0);
	END_WITH_PARENT(SIGKILL);
	if (nothing < 0 || getppid() != parent || dup2(input, STDIN_FILENO) < 0 ||
	    dup2(nothing, STDOUT_FILENO) < 0 || dup2(complaints, STDERR_FILENO) < 0)
		_exit(SEND_EXIT_LATER);
	for (int fd = STDERR_FILENO + 1; fd <= nothing || fd <= input || fd <= complaints; fd++)
		close(fd);
	for (const struct send_variable *v = program->environment; v != NULL && v->name != NULL;
	     v++)
		if (setenv(v->name, v->value, 1) != 0)
			_exit(SEND_EXIT_LATER);
	/* POSIX promises that the strings are not changed. */
	execvp(program->argv[0], (char *const *)(uintptr_t)program->argv);
	fprintf(stderr, "%s cannot be run: %s", program->argv[0], strerror(errno));
	_exit(errno == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_RUN);
}

static bool
start(struct child *c, const struct send_program *program, struct str message)
{
	pid_t parent = getpid();
	int input = input_file(message), ends[2];

	*c = (struct child){ .pid = -1, .complaints = -1 };
	if (input < 0)
		return false;
	if (pipe(ends) == 0) {
		c->pid = fork();
		if (c->pid == 0)
			become(program, input, ends[1], parent);
		close(ends[1]);
		c->complaints = ends[0];
		fcntl(ends[0], F_SETFL, O_NONBLOCK);
		/* Both do it, so that it is so whoever comes first. */
		if (c->pid > 0)
			setpgid(c->pid, c->pid);
	}
	close(input);
	return c->pid > 0;
}

/* Reads what there is. */
static void
listen_to(struct child *c, struct buf *said)
{
	char room[512];
	ssize_t n;

	while (c->complaints >= 0 && (n = read(c->complaints, room, sizeof(room))) != 0) {
		if (n > 0)
			buf_add(said, room,
			    (size_t)n < SAID_MAX - said->n ? (size_t)n : SAID_MAX - said->n);
		else if (errno != EINTR)
			return;
	}
	if (c->complaints >= 0)
		close(c->complaints);
	c->complaints = -1;
}

/* Not until its pipe ends: it may have started something that lives on and holds it open. */
static void
wait_for(struct child *c, struct buf *said, int64_t until)
{
	bool ended = false;

	while (!ended) {
		struct pollfd p = { .fd = c->complaints, .events = POLLIN };

		poll(&p, c->complaints >= 0 ? 1 : 0, LOOK_MS);
		listen_to(c, said);
		ended = waitpid(c->pid, &c->status, WNOHANG) == c->pid;
		if (!ended && !c->late && clock_ms() >= until) {
			c->late = true;
			kill(-c->pid, SIGKILL);
		}
	}
	listen_to(c, said);
	if (c->complaints >= 0)
		close(c->complaints);
}

static enum send_result
result_of(const struct child *c)
{
	if (c->late || !WIFEXITED(c->status))
		return SEND_LATER;
	switch (WEXITSTATUS(c->status)) {
	case EXIT_SUCCESS:
		return SEND_DONE;
	case SEND_EXIT_REFUSED:
	case EXIT_NO_USER:
	case EXIT_NO_HOST:
		return SEND_REFUSED;
	case SEND_EXIT_NO_SERVER:
	case EXIT_USAGE:
	case EXIT_CANNOT_RUN:
	case EXIT_NOT_FOUND:
		return SEND_NO_SERVER;
	default:
		return SEND_LATER;
	}
}

enum send_result
send_message(struct mem *m, const struct send_program *program, struct str message,
    struct str *said)
{
	enum send_result result;
	struct child c;
	struct buf b;

	buf_init(&b, m, 256);
	if (!start(&c, program, message)) {
		*said = str_of(mem_printf(m, "no process or no room in TMPDIR: %s",
		    strerror(errno)));
		return SEND_NO_SERVER;
	}
	wait_for(&c, &b, clock_ms() + (int64_t)program->seconds * 1000);
	result = result_of(&c);
	if (c.late)
		buf_printf(&b, "%sno answer within %u s", b.n > 0 ? " " : "", program->seconds);
	else if (result != SEND_DONE && b.n == 0 && WIFEXITED(c.status))
		buf_printf(&b, "%s ended with status %d", program->argv[0], WEXITSTATUS(c.status));
	else if (result != SEND_DONE && WIFSIGNALED(c.status))
		buf_printf(&b, "%s%s was killed by signal %d", b.n > 0 ? " " : "", program->argv[0],
		    WTERMSIG(c.status));
	*said = str_trim(buf_view(&b));
	return result;
}
