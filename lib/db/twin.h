/*
 * twin.h: a second search index beside the one that answers, to be filled and
 * put in its place. It is made anew from sql/schema.sql, so it heals whatever is wrong
 * with the other, and nobody has to wait for it: readers find the one that is
 * there until the transaction that swaps them.
 */
#ifndef MEDVERK_TWIN_H
#define MEDVERK_TWIN_H

#include "lib/db/db.h"

/* Makes it, empty, in a transaction. There must be none. */
void twin_create(struct writer *w);

/*
 * From here on statements about the index and its words mean the twin. What was written
 * is counted by the end of the transaction, so it goes with the same value to writer_end().
 */
void twin_use(struct writer *w, bool twin);

/* Puts it in the place of the index, in the transaction; twin_use() is off afterwards. */
void twin_swap(struct writer *w);

/*
 * Removes some of what is left of a twin that was never finished, or of an index
 * that was replaced, in a transaction. False when nothing is left.
 */
bool twin_clear(struct writer *w);

#endif
