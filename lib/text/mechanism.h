/*
 * mechanism.h: what the search does beyond meeting words as they are written.
 * Each can be switched off by the setting search_without, so that make judge
 * can tell what it buys. Those that are at work when a document is indexed are off for a
 * database that was made without them; with a database that was made otherwise they are
 * off by half, and medverk check says that the index differs.
 */
#ifndef MEDVERK_MECHANISM_H
#define MEDVERK_MECHANISM_H

#include <stdbool.h>

#include "lib/base/buf.h"
#include "lib/base/str.h"

/* Each has a name (mechanism.c), by which docs/search.md says what it does. */
enum mechanism {
	/* when records are indexed, too */
	MECHANISM_STEMS = 1 << 0,
	MECHANISM_RULES = 1 << 1,               /* stem.c beside Snowball */
	MECHANISM_ENGLISH = 1 << 2,
	MECHANISM_FOLDING = 1 << 3,             /* å ä ö ü w as those write who have not the letters */
	MECHANISM_FIRST_MEMBERS = 1 << 4,       /* möbel meets möbelsnickeri */
	MECHANISM_LAST_MEMBERS = 1 << 5,        /* snickeri meets möbelsnickeri */
	MECHANISM_APART = 1
	    << 6, /* joined in the question, apart in the text, or so; verbs and their particles */
	/* when a question is read */
	MECHANISM_DERIVATION = 1 << 7,
	MECHANISM_SYNONYMS = 1 << 8,
	MECHANISM_FILTERS = 1 << 9,             /* places and areas are understood as such */
	MECHANISM_GENERAL = 1 << 10,            /* words that say little are not needed beside others */
	/* where nothing has a word, in this order */
	MECHANISM_BEGINNINGS = 1 << 11,
	MECHANISM_CORRECTION = 1 << 12,
	MECHANISM_ONE_MEMBER = 1 << 13,
	/* where nothing has all words */
	MECHANISM_MOST_WORDS = 1 << 14,
};

/* Reads names with commas between them. False when there is no such mechanism; *unknown is that name. */
bool mechanism_read(struct str names, unsigned *set, struct str *unknown);

/* Writes all names, with commas between them. */
void mechanism_write_names(struct buf *b);

#endif
