/*
 * choose.h: which records a list shows: one pass over the matches or over all
 * rows of a kind, filters and counts from the bits in memory, the best of
 * them in a heap. No row of the database is read.
 */
#ifndef MEDVERK_CHOOSE_H
#define MEDVERK_CHOOSE_H

#include "lib/store/list.h"

struct choice {
	uint32_t *record;       /* row ids of the page's records, in order; in the request's memory */
	uint64_t *key;          /* their places: ascending, comparable between kinds when by score */
	size_t count;
	uint32_t total;         /* how many passed the filters */
	uint32_t unfiltered;    /* how many there were to pass them */
	uint32_t without[FACETS_MAX];   /* by facet: how many more would pass without its filters */
	uint32_t *counts;       /* by bit: how many pass with this value and the other facets' filters */
	bool more;              /* there are records behind the page */
	bool lost;              /* the cursor's record is no longer there */
};

/*
 * `matches` NULL: all rows of the kind. Rows are ordered as
 * q says: by score, then by name; by distance; or by name. The page is the cursor's or the numbered one.
 */
void choose(struct choice *out, const struct catalogue *c, const struct kind *k,
    const struct list_query *q, const struct fts_matches *matches, struct mem *m);

#endif
