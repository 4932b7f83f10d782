/*
 * hits.h: what FTS5 goes through unseen. Before a phrase or a word with a star gives
 * its first row, and between its rows, it walks the lists of all terms concerned; that no row
 * comes out makes it no cheaper. So their hits are counted first, by the vocabulary of the
 * index, and remembered until something is committed.
 */
#ifndef MEDVERK_HITS_H
#define MEDVERK_HITS_H

#include "lib/store/wording.h"

/* In how many documents a term stands. */
int64_t hits_of_term(struct wording *w, struct reader *r, const struct term *t);

/* The sum over all terms that begin with t; when it is more than `most`, some number that is, too. */
int64_t hits_of_beginning(struct wording *w, struct reader *r, const struct term *t, int64_t most);

#endif
