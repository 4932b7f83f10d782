/* cmd_check.c: medverk check. */
#include "cgi/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "cgi/app.h"
#include "lib/base/log.h"

int
cmd_check(struct arguments *a)
{
	struct app_views views = { .mem = NULL };
	size_t problems = db_check(a->config->db);

	problems += !app_load_views(&views, a->config);
	app_free_views(&views);
	if (problems > 0) {
		log_say("%zu problem%s", problems, problems == 1 ? "" : "s");
		return EXIT_FAILURE;
	}
	printf("%s: file, foreign keys, search index and words are in order\n", a->config->db);
	return EXIT_SUCCESS;
}
