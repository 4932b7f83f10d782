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

#include "lib/base/buf.h"
#include "lib/base/str.h"

/*
 * < 0, 0, > 0 as a stands before, with or after b. A total order on clean
 * UTF-8: 0 only for equal bytes. Allocates nothing (SQLite calls it).
 */
int collate_swedish(struct str a, struct str b);

/*
 * Appends a text whose bytes stand in the order of the text it was made from, so that a
 * database keeps that order without asking: keys compare by byte as their texts do by collate_swedish(), and
 * are equal when only punctuation and blanks tell these apart. Not for people to read, and not
 * always UTF-8 that others accept.
 */
void collate_key(struct buf *b, struct str text);

/* Appends what the keys of all texts begin with that begin as this one, marks and cases aside. */
void collate_beginning(struct buf *b, struct str text);

/* Behind a beginning: what stands after all keys that begin so. */
#define COLLATE_BEHIND "\xff"

#endif
