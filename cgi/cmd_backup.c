/* cmd_backup.c: medverk backup. */
#include "cgi/cmd_backup.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/log.h"

enum { MIB = 1 << 20 };

static void
tell_progress(void *ctx, const char *what, int64_t done, int64_t of)
{
	char text[32];

	snprintf(text, sizeof(text), "MiB %s", what);
	progress_show(ctx, text, (size_t)(done / MIB), (size_t)(of / MIB) + 1);
}

/* A limit on the size of files is then an error like a full disk, not the end of the program. */
static void
let_files_be_too_large(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGXFSZ, &ignore, NULL);
}

void
backup_prepare(struct backup *b, struct arguments *a, struct progress *p)
{
	progress_init(p, a->progress);
	let_files_be_too_large();
	*b = (struct backup){ .db = a->config->db, .files = config_files(a->config, a->mem),
		.archive = a->word[1], .force = a->force, .progress = { tell_progress, p } };
}

int
cmd_backup(struct arguments *a)
{
	struct progress progress;
	struct backup b;
	struct upkeep u;
	enum err e;

	backup_prepare(&b, a, &progress);
	e = store_backup(&b, a->mem, &u);
	progress_end(&progress);
	if (e != ERR_NONE && e != ERR_INVALID)
		return EXIT_FAILURE;
	printf("%s: %lld records, %lld files, %.1f MiB, %.1f s\n", b.archive, (long long)u.records,
	    (long long)u.files, (double)u.bytes / MIB, (double)u.ms / 1000);
	if (e == ERR_INVALID)
		log_say("damaged files were left out; the backup is whole but for them");
	return e == ERR_NONE ? EXIT_SUCCESS : EXIT_FAILURE;
}
