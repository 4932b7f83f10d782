/*
 * sentence.h: filters said in words: " som erbjuder arbetsträning i Motala och Vadstena".
 */
#ifndef MEDVERK_SENTENCE_H
#define MEDVERK_SENTENCE_H

#include "cgi/app.h"
#include "lib/store/list.h"

/* Appends what was chosen in a list, each filter with the words that lead to it. */
void sentence_add_filters(struct ctx *c, struct buf *b, const struct list_query *q);

/*
 * True when the question has nothing that could be looked for (remark.h). The sentence then says so: page.unclear,
 * page.sentence, and page.excluded, what to do about minus words.
 */
bool sentence_is_unclear(struct ctx *c, const struct list_query *q);

/*
 * Gives each of the document's query.filters (remark.h) its `sentence`:
 * "Visa alla företag i Motala", "Visa företag i Motala som matchar ”kafé”"; and query.together one for all of them.
 */
void sentence_offer_filters(struct ctx *c, const struct list_query *q);

#endif
