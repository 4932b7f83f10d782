/*
 * fts.h: full-text search in one pass. An FTS5 auxiliary function walks the
 * index once per word (xQueryPhrase) and collects which records have it and
 * where; no row is read and no bm25 computed (PERFORMANCE: bm25 costs 2–3 µs
 * a matching row).
 */
#ifndef MEDVERK_FTS_H
#define MEDVERK_FTS_H

#include <stdint.h>

#include "lib/db/db.h"
#include "lib/text/snippet.h"

enum { FTS_WORDS_MAX = 8 };

/*
 * A visitor's words, quoted: made only by fts_query(), so that no operator of
 * FTS5 can come from outside.
 */
struct fts_query {
	struct str match;               /* FTS5 expression: "word" * OR "other" * … */
	struct snippet_word word[FTS_WORDS_MAX];
	size_t words;                   /* 0: nothing to search for */
	bool cut;                       /* there were more words than FTS_WORDS_MAX */
};

/*
 * Takes the words (letters and digits) of clean text. Words of three or more
 * letters find words that begin with them. Stop words are left out while there are others.
 */
void fts_query(struct fts_query *q, struct mem *m, struct str text);

/* Where a record has the word: the score of its best column. */
enum {
	FTS_SCORE_NAME = 60,
	FTS_SCORE_LABELS = 24,
	FTS_SCORE_SUMMARY = 6,
	FTS_SCORE_TEXT = 2,
	FTS_SCORE_BEGINS = 10,          /* more for the first word of a name */
};

struct fts_match {
	uint32_t record;        /* row id */
	uint32_t score;         /* sum over the words of the best column's score */
};

struct fts_matches {
	struct fts_match *match;        /* by ascending record; in m */
	size_t count;
};

/* Records that have every word of q. Errors are remembered by the reader. */
void fts_search(struct reader *r, struct mem *m, const struct fts_query *q,
    struct fts_matches *out);

#endif
