/*
 * items.h: records as they stand in lists.
 */
#ifndef MEDVERK_ITEMS_H
#define MEDVERK_ITEMS_H

#include <jansson.h>

#include "lib/store/address.h"
#include "lib/store/ask.h"
#include "lib/store/catalogue.h"

/*
 * An array of the records' summaries, in the order given, all of one kind.
 * With words (words > 0): name_parts and snippet show where they were met.
 */
json_t *store_items(struct reader *r, const struct scope *s, const struct catalogue *c,
    const struct kind *k, const uint32_t *record, size_t count, const struct asked *words);

/* The same with the least there is to say: name, sentence, who confirmed it when; one statement. */
json_t *store_brief_items(struct reader *r, const struct scope *s, const struct kind *k,
    const uint32_t *record, size_t count);

/* The JSON array of row ids that :records wants. */
struct str items_ids(struct mem *m, const uint32_t *record, size_t count);

#endif
