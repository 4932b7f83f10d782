/*
 * correct.h: what a mistyped word was meant to be.
 */
#ifndef MEDVERK_CORRECT_H
#define MEDVERK_CORRECT_H

#include "lib/store/wording.h"

/*
 * The known word that a mistyped one most likely was meant to be: one or, in
 * longer words, two letters wrong, missing, doubled or swapped, in this form of the word or another, or
 * spelt by ear; among several the more frequent. With `lists`, which may be NULL, it may be one of its
 * words that no record has. In m; STR_NONE: there is none.
 */
struct str correct_word(struct reader *r, struct mem *m, struct str plain, struct wording *lists);

#endif
