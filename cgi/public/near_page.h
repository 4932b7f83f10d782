/* near_page.h: what a page shows of the place that is asked for. */
#ifndef MEDVERK_NEAR_PAGE_H
#define MEDVERK_NEAR_PAGE_H

#include "cgi/app.h"

/*
 * Sets page.near: what the fields have {typed, radii}, what was wrong {problem}, which place was meant where it was
 * written otherwise {meant}, and what takes the place and the box away {place, box}.
 */
void near_page_fill(struct ctx *c, const struct list_query *q);

/* Appends " inom 10 km från Motala" to the sentence above a list; nothing when no place is asked for. */
void near_page_say(struct ctx *c, struct buf *b, const struct list_query *q);

/* Adds to a form's hidden fields what it has none of its own for: the box. */
void near_page_hide(const struct ctx *c, json_t *hidden, const struct list_query *q);

#endif
