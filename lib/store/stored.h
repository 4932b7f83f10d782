/*
 * stored.h: a record as store_save() wants it, read back: for changing some of
 * its fields and keeping the others.
 */
#ifndef MEDVERK_STORED_H
#define MEDVERK_STORED_H

#include <jansson.h>

#include "lib/db/db.h"
#include "lib/store/kind.h"

/*
 * Fills `values` with every field (references as arrays of row ids) and
 * `translations` by language and field, whatever the record's state.
 */
void store_load_stored(struct reader *r, const struct kind *k, int64_t record, json_t *values,
    json_t *translations);

/* Is `now`, as struct save has it, what is stored? No slug is the one there is. */
bool stored_same(const struct kind *k, struct mem *m, const json_t *values,
    const json_t *translations, const json_t *now, const json_t *translations_now);

#endif
