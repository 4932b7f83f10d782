/*
 * listing.h: what is kept with a record so that lists are made without reading everything: record.name_key,
 * its place in the alphabet; record.facets, what lists are filtered by; and where it is. All are copies of what names,
 * links and coordinates say, written in the same transaction as those.
 */
#ifndef MEDVERK_LISTING_H
#define MEDVERK_LISTING_H

#include "lib/db/db.h"
#include "lib/store/kind.h"
#include "lib/view/doc.h"

/*
 * The facets of a record with these values (save.h), as they are stored: row ids of
 * what its FIELD_FACET fields refer to, ascending, a blank between. In m; STR_NONE: it has none.
 */
struct str listing_facets(struct mem *m, const struct kind *k, const json_t *values);

/* The key of a name, in m. */
struct str listing_name_key(struct mem *m, struct str name);

/* Keeps the place of a new record, once its links are written: in the table listing_place. */
void listing_place(struct writer *w, const struct kind *k, int64_t record);

/* The same for a record that may have been somewhere else before. */
void listing_move(struct writer *w, const struct kind *k, int64_t record);

/*
 * Compares all three, and what the record lacks (complete.h), with what they are copies of, of every record; calls `differs` with the row of each
 * that is not so, and returns how many. Within the reader's transaction.
 */
size_t listing_check(struct reader *r, void (*differs)(int64_t record));

#endif
