/*
 * suggest.h: what a visitor may mean who is still typing.
 */
#ifndef MEDVERK_SUGGEST_H
#define MEDVERK_SUGGEST_H

#include <jansson.h>

#include "lib/store/address.h"
#include "lib/store/catalogue.h"

/*
 * Fills doc: query {q} and items, at most eight of {kind, text, url}, each of which leads to
 * something: filters of the enterprises (kind: the field's name), records whose names have the
 * words (kind: that of the record), words that go on as the last one typed (kind: word; corrected
 * when there are none). Nothing for less than two letters.
 */
void store_suggest(struct reader *r, const struct scope *s, struct catalogue *c, struct str typed,
    json_t *doc);

#endif
