/* cmd_export.c: medverk export. */
#include <stdio.h>
#include <stdlib.h>

#include "cgi/app.h"
#include "cgi/commands.h"
#include "lib/base/log.h"
#include "lib/store/export.h"

static void
flush(void *ctx, struct buf *b)
{
	(void)ctx;
	fwrite(b->p, 1, b->n, stdout);
	buf_clear(b);
}

int
cmd_export(struct arguments *a)
{
	struct db_options options = app_db_options(a->config);
	struct export_options wanted = { .of.kind = kind_find(str_of(a->word[1])), .flush = flush };
	struct reader r;
	struct buf b;
	enum err e;

	if (wanted.of.kind == NULL) {
		log_say(
		    "there is no kind of record '%s'. There are: enterprise, project, report, page, "
		    "organisation, municipality, country, term",
		    a->word[1]);
		return EXIT_FAILURE;
	}
	options.statement_ms = 0;
	options.lazily = true;
	if (reader_open(&r, a->mem, a->config->db, &options) != ERR_NONE)
		return EXIT_FAILURE;
	buf_init(&b, a->mem, 0);
	reader_begin(&r);
	store_export(&r, &wanted, &b);
	e = reader_end(&r);
	reader_close(&r);
	if (e != ERR_NONE)
		log_say("the export is not whole: %s", err_title(e));
	else if (fflush(stdout) != 0 || ferror(stdout)) {
		log_say("the export is not whole: it could not be written");
		e = ERR_INTERNAL;
	}
	return e == ERR_NONE ? EXIT_SUCCESS : EXIT_FAILURE;
}
