/*
 * raw.c: FTS5 as it is, in this process, without a page around it: what a
 * search is compared with. Reads the database that peer.sql makes.
 *
 *     raw DATABASE MILLISECONDS WORD …
 *
 * For each word it asks in turns, each prepared once, for at least so long and three times: how many
 * rows match, and the first 20 by bm25. Prints for each, with tabs between: word, question,
 * rows that match, times asked, median in microseconds by the clock and of processor time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <sqlite3.h>

enum { TIMES_LEAST = 3, TIMES_MOST = 20000 };

static const struct {
	const char *name, *sql;
} questions[] = {
	{ "count", "SELECT count(*) FROM search WHERE search MATCH ?1" },
	{ "bm25", "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT 20" },
};

static double
us_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), by_size);
	return v[n / 2];
}

/* Steps through all rows; *first is the first column of the first. False: the database complains. */
static int
ask(sqlite3_stmt *s, const char *word, sqlite3_int64 *first)
{
	int rc;

	sqlite3_bind_text(s, 1, word, -1, SQLITE_STATIC);
	*first = 0;
	for (int row = 0; (rc = sqlite3_step(s)) == SQLITE_ROW; row++)
		if (row == 0)
			*first = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return rc == SQLITE_DONE;
}

static int
measure(sqlite3 *db, const char *word, double ms)
{
	static double wall[TIMES_MOST], cpu[TIMES_MOST];
	sqlite3_int64 rows = 0, first;
	int fine = 1;

	for (size_t k = 0; fine && k < sizeof(questions) / sizeof(questions[0]); k++) {
		sqlite3_stmt *s = NULL;
		double until;
		size_t n = 0;

		fine = sqlite3_prepare_v2(db, questions[k].sql, -1, &s, NULL) == SQLITE_OK &&
		    ask(s, word, &first);
		if (k == 0)
			rows = first;
		until = us_of(CLOCK_MONOTONIC) + ms * 1000;
		while (fine && n < TIMES_MOST &&
		    (n < TIMES_LEAST || us_of(CLOCK_MONOTONIC) < until)) {
			double began = us_of(CLOCK_MONOTONIC);
			double used = us_of(CLOCK_PROCESS_CPUTIME_ID);

			fine = ask(s, word, &first);
			wall[n] = us_of(CLOCK_MONOTONIC) - began;
			cpu[n++] = us_of(CLOCK_PROCESS_CPUTIME_ID) - used;
		}
		sqlite3_finalize(s);
		if (fine)
			printf("%s\t%s\t%lld\t%zu\t%.1f\t%.1f\n", word, questions[k].name,
			    (long long)rows, n, median(wall, n), median(cpu, n));
	}
	return fine;
}

int
main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	int fine;

	if (argc < 4) {
		fputs("usage: raw DATABASE MILLISECONDS WORD ...\n", stderr);
		return EXIT_FAILURE;
	}
	fine = sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) ==
		SQLITE_OK &&
	    sqlite3_exec(db, "PRAGMA cache_size = -16384", NULL, NULL, NULL) == SQLITE_OK;
	for (int i = 3; fine && i < argc; i++)
		fine = measure(db, argv[i], strtod(argv[2], NULL));
	if (!fine)
		fprintf(stderr, "raw: %s\n", sqlite3_errmsg(db));
	sqlite3_close(db);
	return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
