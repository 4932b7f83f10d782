/* media.c: a child with a few descriptors, a pipe for its answer, and a time by which it must have ended. */
#include "lib/media/media.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/text/utf8.h"

enum {
	ANSWER_MAX = 2048,
	FIRST_FREE = MEDIA_OUTPUT + MEDIA_OUTPUTS,
	DESCRIPTORS = 1024,     /* as many as a worker can have */
	CANNOT_RUN = 126,
};

const char *
media_problem_key(enum media_problem p)
{
	static const char *const keys[] = {
#define X(constant, key) [constant] = #key,
		MEDIA_PROBLEMS(X)
#undef X
	};

	return keys[p];
}

/* ------------------------------------------------------------------ its files */

/* Without a name, and with a number that none of the child's has. */
static int
nameless(struct mem *m, const char *folder)
{
	char *path = mem_printf(m, "%s/upload-XXXXXX", folder);
	int fd = mkstemp(path), high;

	if (fd < 0)
		return -1;
	unlink(path);
	high = fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FREE);
	close(fd);
	return high;
}

void
media_release(struct media *media)
{
	for (size_t i = 0; i < MEDIA_OUTPUTS; i++) {
		if (media->picture[i].fd >= 0)
			close(media->picture[i].fd);
		media->picture[i].fd = -1;
	}
}

/* ------------------------------------------------------------------ the child */

/* In the child: descriptors in their places, all others closed. Nobody hears its complaints: they are about what strangers send. */
static NORETURN void
become(const struct media_program *program, enum media_sort sort, int input, int answer,
    const struct media *out, pid_t parent)
{
	const char *const argv[] = { program->path, sort == MEDIA_PDF ? "pdf" : "picture", NULL };
	char *const environment[] = { NULL };
	int nothing = open("/dev/null", O_WRONLY);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	END_WITH_PARENT(SIGKILL);
	if (nothing < 0 || getppid() != parent || dup2(input, STDIN_FILENO) < 0 ||
	    dup2(answer, STDOUT_FILENO) < 0 || dup2(nothing, STDERR_FILENO) < 0)
		_exit(CANNOT_RUN);
	for (int i = 0; i < MEDIA_OUTPUTS; i++)
		if (out->picture[i].fd >= 0 && dup2(out->picture[i].fd, MEDIA_OUTPUT + i) < 0)
			_exit(CANNOT_RUN);
	for (int fd = sort == MEDIA_PDF ? MEDIA_OUTPUT : FIRST_FREE; fd < DESCRIPTORS; fd++)
		close(fd);
	/* POSIX promises that the strings are not changed. */
	execve(program->path, (char *const *)(uintptr_t)argv, environment);
	_exit(CANNOT_RUN);
}

/* Reads its answer to the end, or as far as there is time. */
static bool
hear(int answer, struct buf *said, int64_t until)
{
	char room[512];

	for (;;) {
		struct pollfd p = { .fd = answer, .events = POLLIN };
		int64_t left = until - clock_ms();
		ssize_t n;

		if (left <= 0)
			return false;
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = read(answer, room, sizeof(room));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || said->n + (size_t)n > ANSWER_MAX)
			return n == 0;
		buf_add(said, room, (size_t)n);
	}
}

/* Its answer, and how it ended; false when it could not be started. */
static bool
ask(const struct media_program *program, enum media_sort sort, int input, const struct media *out,
    struct buf *said, int *status)
{
	pid_t parent = getpid(), child;
	int ends[2], high;

	if (pipe(ends) != 0)
		return false;
	high = fcntl(ends[1], F_DUPFD_CLOEXEC, FIRST_FREE);
	close(ends[1]);
	child = high < 0 ? -1 : fork();
	if (child == 0)
		become(program, sort, input, high, out, parent);
	if (high >= 0)
		close(high);
	if (child > 0) {
		/* What has ended by itself is not killed any more. */
		if (!hear(ends[0], said, clock_ms() + (int64_t)program->seconds * 1000))
			kill(child, SIGKILL);
		while (waitpid(child, status, 0) < 0 && errno == EINTR)
			;
	}
	close(ends[0]);
	return child > 0;
}

/* ----------------------------------------------------------------- its answer */

/* "KEY" of its problem; any other word is none that it has. */
static enum media_problem
problem_called(struct str key)
{
	for (int p = MEDIA_FINE + 1; p < MEDIA_PROBLEM_COUNT; p++)
		if (str_is(key, media_problem_key((enum media_problem)p)))
			return (enum media_problem)p;
	return MEDIA_TOO_HARD;
}

static bool
read_number(struct str s, int most, int *out)
{
	int64_t n;

	if (!str_int(s, &n) || n < 1 || n > most)
		return false;
	*out = (int)n;
	return true;
}

/* What it says to have written is looked at. */
static bool
is_there(struct media_picture *p, bool jpeg)
{
	unsigned char b[12];
	struct stat st;

	if (fstat(p->fd, &st) != 0 || !file_read_at(p->fd, 0, b, sizeof(b)))
		return false;
	p->bytes = st.st_size;
	return jpeg ? memcmp(b, "\xff\xd8\xff", 3) == 0
		    : memcmp(b, "RIFF", 4) == 0 && memcmp(b + 8, "WEBP", 4) == 0;
}

/* "WIDTH HEIGHT" */
static bool
read_picture(struct media *out, const char *type, struct str sides)
{
	struct media_picture *p = &out->picture[out->pictures];
	struct str width;

	if (out->pictures == MEDIA_OUTPUTS || p->fd < 0 || !str_cut(&sides, ' ', &width) ||
	    !read_number(width, MEDIA_SIDE_MAX, &p->width) ||
	    !read_number(sides, MEDIA_SIDE_MAX, &p->height) || !is_there(p, out->pictures == 0))
		return false;
	p->type = type;
	out->pictures++;
	return true;
}

static bool
read_line(struct mem *m, struct str line, struct media *out)
{
	struct str word = { line.p, str_index(line, ' ') }, rest = str_from(line, word.n + 1);

	if (str_is(word, out->pictures == 0 ? "image/jpeg" : "image/webp"))
		return read_picture(out, out->pictures == 0 ? "image/jpeg" : "image/webp", rest);
	if (str_is(word, "pages"))
		return read_number(rest, MEDIA_PAGES_MAX, &out->pages);
	if (str_is(line, "tagged"))
		return out->tagged = true;
	return str_is(word, "title") && rest.n > 0 && rest.n <= MEDIA_TITLE_MAX &&
	    utf8_accept(m, rest, &out->title);
}

static enum media_problem
read_answer(struct mem *m, struct str said, enum media_sort sort, struct media *out)
{
	struct str line;

	while (str_cut(&said, '\n', &line)) {
		if (str_is(line, "done") && said.n == 0 &&
		    (sort == MEDIA_PDF ? out->pages > 0 && out->pictures == 0 : out->pictures > 1))
			return MEDIA_FINE;
		if (str_starts(line, STR("problem ")))
			return problem_called(str_from(line, strlen("problem ")));
		if (!read_line(m, line, out))
			break;
	}
	return MEDIA_TOO_HARD;
}

enum media_problem
media_look(struct mem *m, const struct media_program *program, enum media_sort sort, int fd,
    struct media *out)
{
	struct buf said;
	int input, status = 0;
	bool ready = true;
	enum media_problem p;

	*out = (struct media){ .title = STR_NONE };
	for (size_t i = 0; i < MEDIA_OUTPUTS; i++)
		out->picture[i].fd = sort == MEDIA_PDF ? -1 : nameless(m, program->folder);
	for (size_t i = 0; i < MEDIA_OUTPUTS && sort == MEDIA_PICTURE; i++)
		ready = ready && out->picture[i].fd >= 0;
	input = fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FREE);
	buf_init(&said, m, ANSWER_MAX);
	if (!ready || input < 0 || lseek(input, 0, SEEK_SET) != 0 ||
	    !ask(program, sort, input, out, &said, &status)) {
		log_event(LOG_ERROR, "media", "error=\"%s\"", strerror(errno));
		p = MEDIA_UNAVAILABLE;
	} else if (WIFEXITED(status) && WEXITSTATUS(status) != EXIT_SUCCESS) {
		log_event(LOG_ERROR, "media", "program=%s status=%d", program->path,
		    WEXITSTATUS(status));
		p = MEDIA_UNAVAILABLE;
	} else {
		p = WIFEXITED(status) ? read_answer(m, buf_view(&said), sort, out) : MEDIA_TOO_HARD;
	}
	if (input >= 0)
		close(input);
	if (p != MEDIA_FINE)
		media_release(out);
	return p;
}
