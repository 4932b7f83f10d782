/* due.c: a look each minute. */
#include "cgi/due.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/store/due.h"

enum { EVERY_MS = 60000 };

static bool
is_anything(const struct config *c)
{
	struct db_options options = app_db_options(c);
	struct mem *m = mem_new(0);
	struct reader r;
	bool any = false;

	options.lazily = true;
	if (reader_open(&r, m, c->db, &options) == ERR_NONE) {
		reader_begin(&r);
		any = due_any(&r);
		any &= reader_end(&r) == ERR_NONE;
		reader_close(&r);
	}
	mem_free(m);
	return any;
}

bool
due_run(const struct config *c)
{
	struct db_options options = app_db_options(c);
	struct mem *m = mem_new(0);
	struct due_result result = { 0 };
	struct writer w;
	enum err e;

	options.lazily = true;
	e = writer_open(&w, m, c->db, &options);
	if (e == ERR_NONE) {
		e = due_publish(&w, &result);
		writer_close(&w);
	}
	mem_free(m);
	if (e != ERR_NONE)
		log_event(LOG_WARNING, "due", "result=later what=\"%s\"", err_key(e));
	else if (result.published + result.held > 0)
		log_event(LOG_INFO, "due", "published=%u held=%u", result.published, result.held);
	return e == ERR_NONE;
}

/* Beside the supervisor, which watches over the workers meanwhile. */
static void
start(const struct config *c)
{
	pid_t pid = fork();

	if (pid == 0) {
		sigset_t none;

		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		END_WITH_PARENT(SIGTERM);
		exit(due_run(c) ? EXIT_SUCCESS : EXIT_FAILURE);
	}
	if (pid < 0)
		log_event(LOG_ERROR, "fork", "error=\"%s\"", strerror(errno));
}

void
due_keep(struct due_watch *d, const struct config *c)
{
	if (clock_ms() < d->next)
		return;
	d->next = clock_ms() + EVERY_MS;
	if (is_anything(c))
		start(c);
}
