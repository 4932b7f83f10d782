/* supervisor.c: keeps the workers alive. */
#include "cgi/supervisor.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cgi/dispatch.h"
#include "cgi/due.h"
#include "cgi/gateway.h"
#include "cgi/searched.h"
#include "cgi/seen.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/store/wording.h"

enum {
	WORKERS_MAX = 64,
	EARLY_MS = 2000,                /* a death sooner after its start is a bad sign */
	BACK_OFF_FIRST_MS = 100,
	BACK_OFF_MAX_MS = 30000,
	TICK_MS = 200,                  /* how often stopping workers are told again */
};

struct worker {
	pid_t pid;                      /* 0: the place is free */
	int64_t started;                /* clock_ms() */
	bool leaving;
};

struct supervisor {
	int listen_fd;
	struct config *config;
	const struct supervisor_reload *reload;
	struct app_views views;
	struct catalogue catalogue;             /* for workers to begin with, in memory they share */
	struct worker worker[WORKERS_MAX * 2];  /* those leaving are still here */
	int64_t back_off, not_before;
	struct searched searched;
	struct seen seen;
	struct due_watch due;
	struct brake *brake;
	sigset_t signals;
};

/* ------------------------------------------------------------------ workers */

/* A worker whose database cannot be opened says so to visitors and tries again (dispatch.c). */
static int
work(struct supervisor *s)
{
	struct app app = { .config = s->config, .views = s->views, .catalogue = s->catalogue,
		.searches = s->searched.tally, .seen = s->seen.tally, .brake = s->brake, .lazily = true };
	bool fine;

	catalogue_inherit(&app.catalogue);
	if (app_open(&app) != ERR_NONE) {
		app.try_again = clock_ms() + EARLY_MS / 2;
		app.lazily = false;     /* it may come back as another */
	}
	fine = gateway_serve(s->listen_fd, s->config, dispatch, &app);
	fine &= app.reader.db == NULL || !db_is_broken(&app.reader);
	app_close(&app);
	app_free_views(&app.views);
	return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void
handle(int signal_number, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler };

	sigemptyset(&action.sa_mask);
	sigaction(signal_number, &action, NULL);
}

static void
start_worker(struct supervisor *s, struct worker *w)
{
	pid_t parent = getpid(), pid = fork();

	if (pid == 0) {
		sigset_t none;

		sigemptyset(&none);
		handle(SIGHUP, SIG_IGN);
		handle(SIGINT, SIG_IGN);
		handle(SIGTERM, SIG_DFL);
		sigprocmask(SIG_SETMASK, &none, NULL);
		END_WITH_PARENT(SIGTERM);
		if (getppid() != parent)
			_exit(EXIT_FAILURE);    /* it died before it could be watched */
		exit(work(s));
	}
	if (pid < 0) {
		log_event(LOG_ERROR, "fork", "error=\"%s\"", strerror(errno));
		return;
	}
	*w = (struct worker){ .pid = pid, .started = clock_ms() };
}

static int
count_workers(const struct supervisor *s, bool leaving)
{
	int n = 0;

	for (size_t i = 0; i < COUNT_OF(s->worker); i++)
		n += s->worker[i].pid != 0 && (leaving || !s->worker[i].leaving);
	return n;
}

/*
 * What every worker would read at its start is read once, in memory that they share. False when the database cannot be
 * opened, which is told to the person who starts the program or gives it new settings. The
 * connection is closed again: it must not go through a fork.
 */
static bool
read_catalogue(const struct config *c, struct catalogue *catalogue, bool lazily)
{
	struct app app = { .config = c, .catalogue = *catalogue, .lazily = lazily };
	bool opened = app_open(&app) == ERR_NONE;

	if (opened) {
		catalogue_inherit(&app.catalogue);
		reader_begin(&app.reader);
		catalogue_refresh(&app.catalogue, &app.reader);
		if (db_done(&app.reader) == ERR_NONE)
			wording_of(&app.catalogue, &app.reader);
		/* What cannot be read now is tried again by each worker, and told to its visitors. */
		if (reader_end(&app.reader) != ERR_NONE)
			catalogue_release(&app.catalogue);
	}
	*catalogue = app.catalogue;
	app.catalogue = (struct catalogue){ .mem = NULL };
	app_close(&app);
	return opened;
}

static void
fill_up(struct supervisor *s)
{
	int missing = (int)s->config->workers - count_workers(s, false);

	if (missing <= 0 || clock_ms() < s->not_before)
		return;
	(void)read_catalogue(s->config, &s->catalogue, true);
	mem_trim();
	for (size_t i = 0; i < COUNT_OF(s->worker) && missing > 0; i++)
		if (s->worker[i].pid == 0) {
			start_worker(s, &s->worker[i]);
			missing--;
		}
}

static void
dismiss(struct supervisor *s)
{
	for (size_t i = 0; i < COUNT_OF(s->worker); i++)
		if (s->worker[i].pid != 0) {
			s->worker[i].leaving = true;
			kill(s->worker[i].pid, SIGTERM);
		}
}

static void
remind(struct supervisor *s)
{
	for (size_t i = 0; i < COUNT_OF(s->worker); i++)
		if (s->worker[i].pid != 0 && s->worker[i].leaving)
			kill(s->worker[i].pid, SIGTERM);
}

static void
bury(struct supervisor *s, struct worker *w, int status)
{
	int64_t now = clock_ms();
	bool early = now - w->started < EARLY_MS;

	if (!w->leaving) {
		log_event(LOG_WARNING, "worker-died", "pid=%d %s=%d", (int)w->pid,
		    WIFSIGNALED(status) ? "signal" : "status",
		    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
		/* Those that die together wait together: the time doubles once for all of them. */
		if (!early)
			s->back_off = 0;
		else if (s->back_off == 0)
			s->back_off = BACK_OFF_FIRST_MS;
		else if (now >= s->not_before)
			s->back_off = s->back_off * 2 > BACK_OFF_MAX_MS ? BACK_OFF_MAX_MS
									: s->back_off * 2;
		s->not_before = now + s->back_off;
	}
	*w = (struct worker){ .pid = 0 };
}

static void
collect_dead(struct supervisor *s)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (size_t i = 0; i < COUNT_OF(s->worker); i++)
			if (s->worker[i].pid == pid)
				bury(s, &s->worker[i], status);
}

/* ------------------------------------------------------------------- signals */

static void
take_new_views(struct supervisor *s)
{
	const struct config before = *s->config;
	struct app_views views = { .mem = NULL };
	struct catalogue catalogue = { .mem = NULL };

	if (!s->reload->read(s->reload->ctx, s->config) ||
	    !read_catalogue(s->config, &catalogue, false) || !app_load_views(&views, s->config)) {
		catalogue_release(&catalogue);
		*s->config = before;
		config_set_log_level(s->config);
		log_event(LOG_ERROR, "reload", "result=refused");
		return;
	}
	app_free_views(&s->views);
	catalogue_release(&s->catalogue);
	s->views = views;
	s->catalogue = catalogue;
	dismiss(s);
	s->back_off = s->not_before = 0;
	log_event(LOG_INFO, "reload", "result=done");
}

/* The next signal, or 0 after a tick. */
static int
next_signal(struct supervisor *s)
{
	const struct timespec tick = { .tv_nsec = TICK_MS * 1000000L };
	int n = sigtimedwait(&s->signals, NULL, &tick);

	return n < 0 ? 0 : n;
}

static void
run(struct supervisor *s)
{
	for (;;) {
		fill_up(s);
		switch (next_signal(s)) {
		case SIGTERM:
		case SIGINT:
			return;
		case SIGHUP:
			take_new_views(s);
			break;
		default:
			break;
		}
		collect_dead(s);
		remind(s);
		searched_keep(&s->searched, s->config);
		seen_keep(&s->seen, s->config);
		due_keep(&s->due, s->config);
	}
}

static void
drain(struct supervisor *s)
{
	int64_t deadline = clock_ms() + (s->config->request_seconds + 5) * 1000;

	dismiss(s);
	while (count_workers(s, true) > 0 && clock_ms() < deadline) {
		next_signal(s);
		collect_dead(s);
		remind(s);
	}
	for (size_t i = 0; i < COUNT_OF(s->worker); i++)
		if (s->worker[i].pid != 0)
			kill(s->worker[i].pid, SIGKILL);
}

static void
on_nothing(int signal_number)
{
	(void)signal_number;
}

int
supervisor_run(int listen_fd, struct config *c, const struct supervisor_reload *reload)
{
	struct supervisor s = { .listen_fd = listen_fd, .config = c, .reload = reload };
	const struct config first = *c;         /* a new setting of the socket takes a new start */

	if (!read_catalogue(c, &s.catalogue, false) || !app_load_views(&s.views, c)) {
		catalogue_release(&s.catalogue);
		supervisor_remove_socket(&first);
		return EXIT_FAILURE;
	}
	sigemptyset(&s.signals);
	sigaddset(&s.signals, SIGTERM);
	sigaddset(&s.signals, SIGINT);
	sigaddset(&s.signals, SIGHUP);
	sigaddset(&s.signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &s.signals, NULL);
	/* An ignored SIGCHLD, as some web servers leave it, would not be waited for. */
	handle(SIGCHLD, on_nothing);
	searched_open(&s.searched, c);
	seen_open(&s.seen);
	s.brake = brake_new();
	log_event(LOG_INFO, "start", "version=%s workers=%ld socket=%s", MEDVERK_VERSION,
	    c->workers, c->socket[0] == '\0' ? "inherited" : c->socket);
	run(&s);
	drain(&s);
	searched_close(&s.searched, c);
	seen_close(&s.seen, c);
	brake_free(s.brake);
	supervisor_remove_socket(&first);
	app_free_views(&s.views);
	catalogue_release(&s.catalogue);
	log_event(LOG_INFO, "stop", "result=done");
	return EXIT_SUCCESS;
}
