/*
 * reword.h: a visitor's words as they were understood.
 */
#ifndef MEDVERK_REWORD_H
#define MEDVERK_REWORD_H

#include "lib/store/ask.h"

/* `text`, which was asked, with its corrections in place of what was typed. */
struct str reword(struct mem *m, const struct asked *asked, struct str text);

/*
 * The same without `part`, a stretch of text: with the quotation marks around it or the star behind it, and without
 * words that say nothing. STR_NONE when nothing is left.
 */
struct str reword_without(struct mem *m, const struct asked *asked, struct str text,
    struct str part);

#endif
