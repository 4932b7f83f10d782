/* cmd_check.c: medverk check. */
#include "cgi/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "cgi/app.h"
#include "lib/base/log.h"
#include "lib/store/attach.h"
#include "lib/store/factor.h"
#include "lib/store/index.h"
#include "lib/store/listing.h"

static void
say_differs(int64_t record)
{
	log_say("search documents: that of row %lld is not what its record says. "
		"Run: medverk rebuild",
	    (long long)record);
}

static void
say_listing_differs(int64_t record)
{
	log_say(
	    "lists: row %lld is not kept as its name and links say. Save the record again in its form",
	    (long long)record);
}

static void
say_damaged(const char *path)
{
	log_say(
	    "files: %s is missing or damaged. Get it from a backup: medverk restore, or by its name with tar",
	    path);
}

static size_t
check_two_steps(struct arguments *a, struct reader *r)
{
	const char *key = config_two_steps_key(a->config, a->mem);
	int shut = factor_count_shut(r, key);

	if (shut == 0)
		return 0;
	log_say(
	    "signing in in two steps: %s the key in %s. Put back the right one, or let people sign in with a recovery code",
	    shut < 0 ? "nobody's secret can be read without" : "some secrets do not open with",
	    key);
	return 1;
}

/* What can be asked only of a file that is whole. */
static size_t
check_documents(struct arguments *a)
{
	struct db_options options = app_db_options(a->config);
	struct writer w;
	size_t wrong = 1;

	options.statement_ms = 0;
	if (writer_open(&w, a->mem, a->config->db, &options) != ERR_NONE)
		return wrong;
	/* A reader's transaction: others go on writing, however long it takes. */
	reader_begin(&w.reader);
	wrong = listing_check(&w.reader, say_listing_differs);
	wrong += check_two_steps(a, &w.reader);
	wrong += store_check_index(&w, say_differs);
	wrong += attach_check(&w.reader, a->mem, config_files(a->config, a->mem), say_damaged);
	if (reader_end(&w.reader) != ERR_NONE)
		wrong++;
	writer_close(&w);
	return wrong;
}

int
cmd_check(struct arguments *a)
{
	struct app_views views = { .mem = NULL };
	size_t problems = db_check(a->config->db);

	if (problems == 0)
		problems += check_documents(a);
	problems += !app_load_views(&views, a->config);
	app_free_views(&views);
	if (problems > 0) {
		log_say("%zu problem%s", problems, problems == 1 ? "" : "s");
		return EXIT_FAILURE;
	}
	printf("%s: file, foreign keys, search index, uploaded files and words are in order\n",
	    a->config->db);
	return EXIT_SUCCESS;
}
