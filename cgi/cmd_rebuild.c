/* cmd_rebuild.c: medverk rebuild. */
#include "cgi/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "cgi/app.h"
#include "cgi/progress.h"
#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/store/complete.h"
#include "lib/store/rebuild.h"

static void
tell_progress(void *ctx, size_t done, size_t of)
{
	progress_show(ctx, "rows indexed", done, of);
}

static int
rebuild(struct arguments *a, struct writer *w)
{
	struct progress progress;
	size_t changed;
	enum err e;

	progress_init(&progress, a->progress);
	writer_wait(w, REBUILD_WAIT_MS);
	e = complete_renew(w, &changed);
	if (e == ERR_NONE)
		e = store_rebuild(w, tell_progress, &progress);
	progress_end(&progress);
	if (e != ERR_NONE) {
		log_say("the search index of %s was not made anew: %s. The old one is as it was",
		    a->config->db, err_title(e));
		return EXIT_FAILURE;
	}
	printf("%s: the search index was made anew\n", a->config->db);
	return EXIT_SUCCESS;
}

/* Two would write into the same new index, and each remove what the other has of it. */
static enum err
hold(struct arguments *a, const char *path, int *held)
{
	enum err e = file_hold(path, held);

	if (e == ERR_BUSY)
		log_say("the search index of %s is being made anew already, by another process. "
			"Wait until that is done, or end it and try again",
		    a->config->db);
	return e;
}

int
cmd_rebuild(struct arguments *a)
{
	struct db_options options = app_db_options(a->config);
	const char *path = mem_printf(a->mem, "%s-rebuild", a->config->db);
	struct writer w;
	int status = EXIT_FAILURE, held;

	options.statement_ms = 0;
	if (writer_open(&w, a->mem, a->config->db, &options) != ERR_NONE)
		return EXIT_FAILURE;
	if (hold(a, path, &held) == ERR_NONE) {
		status = rebuild(a, &w);
		file_release(path, held);
	}
	writer_close(&w);
	return status;
}
