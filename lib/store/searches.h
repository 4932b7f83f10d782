/*
 * searches.h: how often what was searched for, for those who keep the
 * directory: what people ask, and what they ask in vain. Counted in shared memory
 * (tally.h), kept by day in the second database (sql/searches.sql).
 */
#ifndef MEDVERK_SEARCHES_H
#define MEDVERK_SEARCHES_H

#include "lib/base/tally.h"
#include "lib/db/db.h"
#include "lib/store/kind.h"

enum {
	SEARCHES_SHOWN_FROM = 5,        /* times; what was asked more seldom could be somebody's own */
	SEARCHES_LETTERS_MAX = 80,      /* longer ones are texts, not questions that others ask too */
	SEARCHES_OF_DAY_MAX = 10000,    /* different ones; further ones are not kept */
};

/*
 * What a question is counted as, for tally_add(), in m: its language and its
 * words, in small letters with single blanks between. STR_NONE: it is not
 * counted, for it has no words, is too long, or may name a person by number or address (personal.h).
 */
struct str searches_key(struct mem *m, enum lang lang, struct str question);

/* Adds what tally_take() gave to a day, within a transaction of DB_SEARCHES. */
void store_searches_add(struct writer *w, struct str day, const struct tally_count *count,
    size_t n);

/* Deletes, likewise, what is older than `days`, and of questions asked less than SEARCHES_SHOWN_FROM times what is older than `rare_days`. */
void store_searches_forget(struct writer *w, struct str today, unsigned rare_days, unsigned days);

struct searches_row {
	struct str question;
	struct str lang;        /* "sv" */
	uint32_t times, in_vain;
};

/*
 * Calls `each` for every question of the last `days` days that was asked
 * SEARCHES_SHOWN_FROM times or more, or, with `in_vain`, so often in vain; the most
 * frequent first, 1 000 at most. Numbers of hits in vain below SEARCHES_SHOWN_FROM are the caller's to hide.
 */
void store_searches_list(struct reader *r, struct str today, unsigned days, bool in_vain,
    void (*each)(void *ctx, const struct searches_row *row), void *ctx);

#endif
