/*
 * complete.h: what a record lacks that visitors need, by the rules of its kind (`wants` of kind.h). It is kept with the
 * record, in record.lacks, so that lists need no other table; the search settles ties by it.
 */
#ifndef MEDVERK_COMPLETE_H
#define MEDVERK_COMPLETE_H

#include <jansson.h>

#include "lib/db/db.h"
#include "lib/store/kind.h"

/* What the values of a record lack, as it is kept: names of fields with a blank between. In m; STR_NONE: nothing. */
struct str complete_lacks(struct mem *m, const struct kind *k, const json_t *values);

/* The next name of such a text; false at the end. */
bool complete_next(struct str *lacks, struct str *name);

/* Is what is kept of a record what its values say? */
bool complete_is_right(struct reader *r, struct mem *m, const struct kind *k, int64_t record);

/*
 * Writes it anew for every record, after the rules have changed; in transactions of its own, of some records each. How many
 * were otherwise in *changed.
 */
enum err complete_renew(struct writer *w, size_t *changed) NODISCARD;

#endif
