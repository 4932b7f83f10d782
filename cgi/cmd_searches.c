/* cmd_searches.c: medverk searches. */
#include "cgi/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cgi/searched.h"
#include "lib/store/searches.h"
#include "lib/text/utf8.h"

enum { USUAL_DAYS = 30, QUESTION_COLUMN = 40 };

struct table {
	bool begun;
};

/* The line's words are padded by letters, not bytes; numbers that could be single persons' are not told. */
static void
print_row(void *ctx, const struct searches_row *row)
{
	struct table *t = ctx;
	size_t letters = utf8_length(row->question);

	if (!t->begun)
		printf("%-*s  %s  %8s  %13s\n", QUESTION_COLUMN, "question", "lang", "times",
		    "found nothing");
	t->begun = true;
	printf("%.*s%*s  %-4.*s  %8u  ", STR_ARGS(row->question),
	    letters < QUESTION_COLUMN ? (int)(QUESTION_COLUMN - letters) : 0, "",
	    STR_ARGS(row->lang), row->times);
	if (row->in_vain > 0 && row->in_vain < SEARCHES_SHOWN_FROM)
		printf("%12s%d\n", "<", SEARCHES_SHOWN_FROM);
	else
		printf("%13u\n", row->in_vain);
}

int
cmd_searches(struct arguments *a)
{
	const struct db_options options = { .which = DB_SEARCHES };
	const char *path = searched_path(a->mem, a->config);
	unsigned days = a->days > 0 ? (unsigned)a->days : USUAL_DAYS;
	struct table t = { .begun = false };
	char day[CLOCK_DAY];
	struct reader r;
	enum err e = ERR_NONE;

	clock_swedish_day(day);
	/* Nothing is made here: whoever asks is perhaps not the service's user. */
	if (access(path, F_OK) == 0) {
		if (reader_open(&r, a->mem, path, &options) != ERR_NONE)
			return EXIT_FAILURE;
		reader_begin(&r);
		store_searches_list(&r, str_of(day), days, a->in_vain, print_row, &t);
		e = reader_end(&r);
		reader_close(&r);
	}
	if (e == ERR_NONE && !t.begun)
		printf("nothing %s %d times or more in the last %u days\n",
		    a->in_vain ? "was searched for in vain" : "was searched for",
		    SEARCHES_SHOWN_FROM, days);
	return e == ERR_NONE ? EXIT_SUCCESS : EXIT_FAILURE;
}
