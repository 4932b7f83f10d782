/*
 * pager.h: the numbered links below a list.
 */
#ifndef MEDVERK_PAGER_H
#define MEDVERK_PAGER_H

#include "cgi/app.h"

/* Sets page.pages: first, last and those around the present one, with gaps; nothing for one page. */
void pager_fill(struct ctx *c, const struct list_query *q);

#endif
