/*
 * remark.h: what is said of a search beside what it found, as members of the
 * document's `query`; each absent where there is nothing to say:
 *
 *   corrected        [{typed, used}]: words that nothing had and what was looked for instead
 *   used             the whole question with these words; as_typed_url: the same search without them
 *   partly           compounds that nothing has whole: what has one of their members was found
 *   left_out         words that not everything found has; lacking: the only one, which nothing found has
 *   only_stop_words  true: there was nothing to look for but och, i, för …
 *   only_excluded    true: there was nothing but words with a minus
 *   no_words         true: there was no letter and no digit
 *   cut              true: not all was looked for (too many words, or too common ones)
 *   not_searched     what was not, as typed; not where common words were given up half-way
 *   filters          [{field, value, name, text, q, url}]: words that name a filter of the enterprises,
 *                    the other words, and the list with that filter and these; not where that is empty (of five
 *                    and more filters, with words left out: not where it is known to be)
 *   together         {count, url}: where several filters are all that the question says, the list with all of them
 */
#ifndef MEDVERK_REMARK_H
#define MEDVERK_REMARK_H

#include "lib/store/ask.h"
#include "lib/store/list.h"

/* `counts`: of the enterprises found, by bit of their catalogue; NULL when they were not looked for. */
void remark(json_t *query, struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *q, const struct asked *a, const uint32_t *counts);

#endif
