/* cmd_import.c: medverk import. */
#include "cgi/cmd_import.h"

#include <stdio.h>
#include <stdlib.h>

#include "cgi/app.h"
#include "cgi/commands.h"
#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/store/import.h"
#include "lib/store/word_lists.h"
#include "lib/text/utf8.h"

enum { PROBLEMS_SHOWN = 100, VALUE_SHOWN = 60 };

struct report {
	const char *path;
	size_t problems, warnings;
	struct progress *progress;
};

static void
say_problem(void *ctx, size_t line, struct str column, struct str value, const char *reason)
{
	struct report *r = ctx;
	size_t shown = utf8_is_clean(value) ? utf8_prefix(value, VALUE_SHOWN) : 0;

	if (++r->problems > PROBLEMS_SHOWN)
		return;
	if (r->progress != NULL)
		progress_end(r->progress);
	if (column.n == 0)
		fprintf(stderr, "%s:%zu: %s\n", r->path, line, reason);
	else if (shown == 0)
		fprintf(stderr, "%s:%zu: %.*s: %s\n", r->path, line, STR_ARGS(column), reason);
	else
		fprintf(stderr, "%s:%zu: %.*s: \"%.*s%s\" %s\n", r->path, line, STR_ARGS(column),
		    (int)shown, value.p, shown < value.n ? "…" : "", reason);
}

/* Not counted: the import goes on. */
static void
say_warning(void *ctx, size_t line, struct str column, struct str value, const char *reason)
{
	struct report *r = ctx;

	if (++r->warnings > PROBLEMS_SHOWN)
		return;
	if (r->progress != NULL)
		progress_end(r->progress);
	fprintf(stderr, "%s:%zu: warning: %.*s: \"%.*s\" %s\n", r->path, line, STR_ARGS(column),
	    STR_ARGS(value), reason);
}

static void
tell_progress(void *ctx, enum import_stage stage, size_t done, size_t of)
{
	struct report *r = ctx;

	progress_show(r->progress, stage == IMPORT_ROWS ? "rows" : "rows indexed", done, of);
}

enum err
import_file(struct writer *w, struct mem *m, const struct kind *k, const char *path,
    bool create_terms, struct progress *progress)
{
	struct report report = { .path = path, .progress = progress };
	struct import_result result;
	struct import_options options = {
		.kind = k, .create_terms = create_terms, .problem = say_problem,
		.warning = say_warning, .ctx = &report,
		.progress = progress != NULL ? tell_progress : NULL,
	};
	enum err e;

	if (!file_read(m, path, &options.text))
		return ERR_NOT_FOUND;
	e = store_import(w, &options, &result);
	if (progress != NULL)
		progress_end(progress);
	if (report.warnings > PROBLEMS_SHOWN)
		log_say("… and %zu more warnings", report.warnings - PROBLEMS_SHOWN);
	if (report.problems > PROBLEMS_SHOWN)
		log_say("… and %zu more problems", report.problems - PROBLEMS_SHOWN);
	if (e == ERR_INVALID && report.problems > 0)
		log_say("nothing was imported: %zu problem%s in %s. Mend the file and try again",
		    report.problems, report.problems == 1 ? "" : "s", path);
	else if (e != ERR_NONE)
		log_say("nothing was imported from %s: %s", path, err_title(e));
	else if (progress != NULL)
		printf("%zu rows: %zu new, %zu changed, %zu the same\n", result.rows,
		    result.created, result.changed, result.same);
	return e;
}

static const struct {
	const char *name;
	enum err (*load)(struct writer *w, struct str text, size_t *words, size_t *line);
} lists[] = {
	{ "lexicon", store_import_lexicon },
	{ "synonyms", store_import_synonyms },
};

bool
import_is_list(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		if (strcmp(lists[i].name, name) == 0)
			return true;
	return false;
}

enum err
import_list(struct writer *w, struct mem *m, const char *name, const char *path, bool quiet)
{
	size_t words = 0, line = 0;
	struct str text;
	enum err e = ERR_NOT_FOUND;

	if (!file_read(m, path, &text))
		return e;
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		if (strcmp(lists[i].name, name) == 0)
			e = lists[i].load(w, text, &words, &line);
	if (e == ERR_INVALID && line > 0)
		log_say("%s:%zu: write words as \"a = b\" or \"a > b\"; nothing was imported", path,
		    line);
	else if (e == ERR_INVALID)
		log_say("%s is not UTF-8 text; nothing was imported", path);
	else if (e != ERR_NONE)
		log_say("nothing was imported from %s: %s", path, err_title(e));
	else if (!quiet)
		printf("%zu %s\n", words, name);
	return e;
}

int
cmd_import(struct arguments *a)
{
	struct db_options options = app_db_options(a->config);
	const struct kind *k = kind_find(str_of(a->word[1]));
	struct progress progress;
	struct writer w;
	enum err e;

	if (k == NULL && !import_is_list(a->word[1])) {
		log_say(
		    "there is no kind of record '%s'. There are: enterprise, project, report, page, "
		    "organisation, municipality, country, term; and the lists lexicon and synonyms",
		    a->word[1]);
		return EXIT_FAILURE;
	}
	options.statement_ms = 0;
	if (writer_open(&w, a->mem, a->config->db, &options) != ERR_NONE)
		return EXIT_FAILURE;
	progress_init(&progress, a->progress);
	e = k == NULL ? import_list(&w, a->mem, a->word[1], a->word[2], false)
	    : import_file(&w, a->mem, k, a->word[2], a->create_terms, &progress);
	if (e == ERR_NONE)
		writer_settle(&w);
	writer_close(&w);
	return e == ERR_NONE ? EXIT_SUCCESS : EXIT_FAILURE;
}
