/*
 * otherwise.h: what a search that found little or nothing would find with
 * less in it, as members of the document's `query`; each absent where it
 * would give nothing more. Little is OTHERWISE_FEW records at most, or records
 * that do not have all words.
 *
 *   without_filters      [{field, values: [{value, name}], count, url}]: without the values chosen
 *                        of one facet
 *   unfiltered           {count, url}: the same words without any filter, where there are several
 *   without_words        [{text, q, count, url}]: without a word, or expression with synonyms;
 *                        where nothing has all words but one either, each word alone
 *   nearby               [{id, name, count, url}]: enterprises in the neighbours of the municipality
 *                        that was chosen or named, with the other words and filters
 *
 * `count` is what following `url` gives.
 */
#ifndef MEDVERK_OTHERWISE_H
#define MEDVERK_OTHERWISE_H

#include "lib/store/ask.h"
#include "lib/store/choose.h"
#include "lib/store/list.h"

enum { OTHERWISE_FEW = 3 };

/*
 * `asked` is what q->q was understood as. `chosen` are the records of the list's kind, or, in a
 * search over all kinds, the enterprises among those found; `total` all that were found.
 */
void otherwise(json_t *query, struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *q, const struct asked *asked, const struct choice *chosen,
    uint32_t total);

#endif
