/* fts_private.h: lists of matches, between their collecting (fts.c) and what the question makes of them (fts_join.c). */
#ifndef MEDVERK_FTS_PRIVATE_H
#define MEDVERK_FTS_PRIVATE_H

#include "lib/db/fts.h"

/* By ascending record. */
struct list {
	const struct fts_match *match;
	size_t count;
};

/* What a group of a question found in this transaction. */
struct fts_seen {
	struct fts_seen *next;
	struct str key;
	struct list list;
};

/* Records that have a group, scored, from the lists of its phrases (by their numbers in q); in m or among those. */
struct list fts_join_group(struct mem *m, const struct fts_query *q, unsigned group,
    const struct list *of_phrase);

/* What the whole question finds, from the lists of its groups: match, count, empty and left_out of *out. */
void fts_join(struct mem *m, const struct fts_query *q, const struct list *of_group,
    struct fts_matches *out);

#endif
