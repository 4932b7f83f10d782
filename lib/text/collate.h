/*
 * collate.h: Swedish alphabetical order, as CLDR's "sv": a … z å ä ö; é with
 * e, ü with y, æ with ä, ø with ö; v and w are two letters. Marks, then case
 * (small first) decide only between otherwise equal texts. Blanks before
 * digits before letters ("AB Ö" before "Abba"; some blanks are one, at the ends
 * none), runs of digits by byte, punctuation ignored at first, then by it.
 * Other scripts after ö. Needs no locale.
 */
#ifndef MEDVERK_COLLATE_H
#define MEDVERK_COLLATE_H

#include "lib/base/str.h"

/*
 * < 0, 0, > 0 as a stands before, with or after b. A total order on clean
 * UTF-8: 0 only for equal bytes. Allocates nothing (SQLite calls it).
 */
int collate_swedish(struct str a, struct str b);

#endif
