/* gateway.c: FastCGI and CGI. */
#include "cgi/gateway.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "lib/base/file.h"
#include "lib/base/log.h"

enum {
	PIECE = 16 * 1024,
	REQUEST_BLOCK = 320 * 1024,
	MUCH_BYTES = 8 * 1024 * 1024,
	PAUSE_MS = 100,
	ACCEPT_SECONDS = 3600,
};

/*
 * What signal handlers may touch (tests/lint/symbols): the connection that the
 * deadline shuts, and whether the loop is to end.
 */
static volatile sig_atomic_t connection = -1;
static volatile sig_atomic_t stopping;

static void
on_alarm(int signal_number)
{
	int before = errno;

	(void)signal_number;
	if (connection >= 0)
		shutdown(connection, SHUT_RDWR);
	errno = before;
}

static void
on_term(int signal_number)
{
	(void)signal_number;
	stopping = 1;
}

void
gateway_stop(void)
{
	stopping = 1;
}

/* The variables that are looked at, by whatever way they come. */
static void
read_head(struct request_raw *raw, struct str (*variable)(void *ctx, const char *name), void *ctx)
{
	raw->method = variable(ctx, "REQUEST_METHOD");
	raw->uri = variable(ctx, "REQUEST_URI");
	raw->content_length = variable(ctx, "CONTENT_LENGTH");
	raw->content_type = variable(ctx, "CONTENT_TYPE");
	raw->if_none_match = variable(ctx, "HTTP_IF_NONE_MATCH");
	raw->cookie = variable(ctx, "HTTP_COOKIE");
	raw->host = variable(ctx, "HTTP_HOST");
	raw->origin = variable(ctx, "HTTP_ORIGIN");
	raw->fetch_site = variable(ctx, "HTTP_SEC_FETCH_SITE");
	raw->agent = variable(ctx, "HTTP_USER_AGENT");
	raw->address = variable(ctx, "REMOTE_ADDR");
	raw->remote_user = variable(ctx, "REMOTE_USER");
}

/* ------------------------------------------------------------------ FastCGI */

static struct str
variable(void *ctx, const char *name)
{
	const FCGX_Request *q = ctx;

	return str_of(FCGX_GetParam(name, q->envp));
}

static size_t
head_bytes(char *const *variables)
{
	size_t n = 0;

	for (; *variables != NULL; variables++)
		n += strlen(*variables);
	return n;
}

static size_t
read_stream(void *ctx, char *p, size_t n)
{
	FCGX_Request *q = ctx;
	int got = FCGX_GetStr(p, (int)n, q->in);

	return got < 0 ? 0 : (size_t)got;
}

static bool
stream_ends(void *ctx)
{
	FCGX_Request *q = ctx;

	return FCGX_GetChar(q->in) == -1;
}

/* Piece by piece: it may be larger than a worker should be. */
static void
send_file(FCGX_Request *q, int fd, int64_t bytes)
{
	char piece[PIECE];

	for (int64_t at = 0; at < bytes; at += PIECE) {
		size_t n = bytes - at < PIECE ? (size_t)(bytes - at) : PIECE;

		if (!file_read_at(fd, at, piece, n) || FCGX_PutStr(piece, (int)n, q->out) < 0)
			break;
	}
	close(fd);
}

/*
 * When everything was read (`read_all`) the connection is simply closed;
 * libfcgi otherwise shuts it, waits and reads what still comes, so that the
 * answer is not lost by a reset.
 */
static void
send_answer(FCGX_Request *q, struct gateway_text text, bool read_all)
{
	FCGX_PutStr(text.head.p, (int)text.head.n, q->out);
	if (text.body.n > 0)
		FCGX_PutStr(text.body.p, (int)text.body.n, q->out);
	if (text.fd >= 0)
		send_file(q, text.fd, text.bytes);
	q->detached = read_all;
	FCGX_Finish_r(q);
}

/* Replaces the one before. One that nobody takes back goes off while there is no connection, or is replaced by the next. */
static void
set_deadline(long seconds)
{
	const struct itimerval t = { .it_value = { .tv_sec = seconds } };

	setitimer(ITIMER_REAL, &t, NULL);
}

/* One request on a fresh connection, which libfcgi closes in the end. */
static void
serve_connection(int fd, struct mem *m, const struct config *c, gateway_answer *answer, void *ctx)
{
	FCGX_Request q;
	struct request_raw raw = { .source = { read_stream, stream_ends, &q } };
	struct gateway_text text;
	bool whole = false;

	if (FCGX_InitRequest(&q, -1, FCGI_FAIL_ACCEPT_ON_INTR) != 0) {
		close(fd);
		return;
	}
	/* libfcgi first ends the request before, and would close the connection it is given. */
	q.ipcFd = fd;
	q.keepConnection = 1;
	set_deadline(c->request_seconds);
	connection = fd;
	if (FCGX_Accept_r(&q) == 0) {
		q.keepConnection = 0;
		read_head(&raw, variable, &q);
		raw.head_bytes = head_bytes(q.envp);
		text = answer(ctx, m, &raw, &whole);
		send_answer(&q, text, whole);
	}
	connection = -1;
	FCGX_Free(&q, 1);
}

static void
handle(int signal_number, void (*handler)(int), int flags)
{
	struct sigaction a = { .sa_handler = handler, .sa_flags = flags };

	sigemptyset(&a.sa_mask);
	sigaction(signal_number, &a, NULL);
}

/*
 * SIGTERM cuts no request off: what it interrupts is begun again, but for
 * accept(2) on a socket that has a time limit (signal(7)). So it has one; when that passes, nothing happens. A signal that comes
 * just before accept(2) is seen after it; the supervisor repeats it until the worker has gone.
 */
static void
let_term_in(int listen_fd)
{
	const struct timeval limit = { .tv_sec = ACCEPT_SECONDS };

	setsockopt(listen_fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	handle(SIGTERM, on_term, SA_RESTART);
}

/*
 * After an accept(2) that gave nothing: waits for what may pass. A socket from
 * elsewhere may be non-blocking; there may be no descriptors left. False when the socket cannot be used.
 */
static bool
can_wait(int listen_fd)
{
	struct pollfd p = { .fd = listen_fd, .events = POLLIN };
	const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000L };

	switch (errno) {
	case EBADF:
	case EINVAL:
	case ENOTSOCK:
		log_event(LOG_ERROR, "accept", "error=\"%s\"", strerror(errno));
		return false;
	case EAGAIN:
		poll(&p, 1, PAUSE_MS);
		return true;
	case EINTR:
	case ECONNABORTED:
		return true;
	default:
		log_event(LOG_WARNING, "accept", "error=\"%s\"", strerror(errno));
		nanosleep(&pause, NULL);
		return true;
	}
}

/*
 * What one request needed is at hand for the next, unless it was much: a search of a million records may
 * take 100 MiB, and the C library would keep what every worker once had. Asking for it again costs a request of this
 * size some hundredths more.
 */
static void
reset(struct mem *m)
{
	bool much = mem_used(m) > MUCH_BYTES;

	mem_reset(m);
	if (much)
		mem_trim();
}

bool
gateway_serve(int listen_fd, const struct config *c, gateway_answer *answer, void *ctx)
{
	struct mem *m = mem_new(REQUEST_BLOCK);

	/* How long libfcgi waits for the web server to close first; it never has more to say. */
	setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "20", 1);
	if (FCGX_Init() != 0) {
		mem_free(m);
		return false;
	}
	handle(SIGALRM, on_alarm, 0);
	handle(SIGPIPE, SIG_IGN, 0);
	let_term_in(listen_fd);
	while (!stopping) {
		int fd = accept(listen_fd, NULL, NULL);

		if (fd < 0) {
			if (!stopping && !can_wait(listen_fd))
				break;
			continue;
		}
		serve_connection(fd, m, c, answer, ctx);
		reset(m);
	}
	mem_free(m);
	return stopping;
}

/* ---------------------------------------------------------------------- CGI */

extern char **environ;

bool
gateway_is_cgi(void)
{
	return getenv("GATEWAY_INTERFACE") != NULL;
}

static size_t
read_input(void *ctx, char *p, size_t n)
{
	size_t done = 0;

	(void)ctx;
	while (done < n) {
		ssize_t got = read(STDIN_FILENO, p + done, n - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		done += (size_t)got;
	}
	return done;
}

/* Whether more follows is not to be looked at (RFC 3875, section 4.2). */
static bool
input_ends(void *ctx)
{
	(void)ctx;
	return true;
}

static void
write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t put = write(fd, s.p, s.n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return;
		s = str_from(s, (size_t)put);
	}
}

static void
write_file(int out, int fd, int64_t bytes)
{
	char piece[PIECE];

	for (int64_t at = 0; at < bytes; at += PIECE) {
		size_t n = bytes - at < PIECE ? (size_t)(bytes - at) : PIECE;

		if (!file_read_at(fd, at, piece, n))
			break;
		write_all(out, (struct str){ piece, n });
	}
	close(fd);
}

static struct str
from_environment(void *ctx, const char *name)
{
	(void)ctx;
	return str_of(getenv(name));
}

void
gateway_cgi(const struct config *c, gateway_answer *answer, void *ctx)
{
	struct mem *m = mem_new(REQUEST_BLOCK);
	struct request_raw raw = { .head_bytes = head_bytes(environ),
		.source = { read_input, input_ends, NULL } };
	struct gateway_text text;
	bool whole;

	read_head(&raw, from_environment, NULL);
	alarm((unsigned)c->request_seconds);
	text = answer(ctx, m, &raw, &whole);
	write_all(STDOUT_FILENO, text.head);
	write_all(STDOUT_FILENO, text.body);
	if (text.fd >= 0)
		write_file(STDOUT_FILENO, text.fd, text.bytes);
	mem_free(m);
}
