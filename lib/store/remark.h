/*
 * remark.h: what is said of a search beside what it found, as members of the
 * document's `query`; each absent where there is nothing to say:
 *
 *   corrected        [{typed, used}]: words that nothing had and what was looked for instead
 *   used             the whole question with these words; as_typed_url: the same search without them
 *   partly           compounds that nothing has whole: what has one of their members was found
 *   left_out         words that not everything found has
 *   only_stop_words  true: there was nothing to look for but och, i, för …
 *   cut              true: there were more words than are looked for
 *   filters          [{field, value, name, text, url}]: words that name a filter of the enterprises,
 *                    and the list with that filter and the other words
 *   nearby           [{id, name, count, url}]: where nothing has all words and one of them is a
 *                    municipality: its neighbours with enterprises that have the others
 */
#ifndef MEDVERK_REMARK_H
#define MEDVERK_REMARK_H

#include "lib/store/ask.h"
#include "lib/store/list.h"

void remark(json_t *query, struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *q, const struct asked *a);

#endif
