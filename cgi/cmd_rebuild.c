/* cmd_rebuild.c: medverk rebuild. */
#include "cgi/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "cgi/app.h"
#include "cgi/progress.h"
#include "lib/base/log.h"
#include "lib/store/rebuild.h"

static void
tell_progress(void *ctx, size_t done, size_t of)
{
	progress_show(ctx, "rows indexed", done, of);
}

int
cmd_rebuild(struct arguments *a)
{
	struct db_options options = app_db_options(a->config);
	struct progress progress;
	struct writer w;
	enum err e;

	options.statement_ms = 0;
	if (writer_open(&w, a->mem, a->config->db, &options) != ERR_NONE)
		return EXIT_FAILURE;
	progress_init(&progress, a->progress);
	e = store_rebuild(&w, tell_progress, &progress);
	progress_end(&progress);
	writer_close(&w);
	if (e != ERR_NONE) {
		log_say("the search index of %s was not made anew: %s. The old one is as it was",
		    a->config->db, err_title(e));
		return EXIT_FAILURE;
	}
	printf("%s: the search index was made anew\n", a->config->db);
	return EXIT_SUCCESS;
}
