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

enum mechanism {
	MECHANISM_STEMS = 1 << 0,               /* stems: inflected words are met by their stems */
	MECHANISM_RULES = 1 << 1,               /* rules: ours beside Snowball's (stem.c) */
	MECHANISM_ENGLISH = 1 << 2,             /* english: English words by English stems */
	MECHANISM_FOLDING = 1 << 3,             /* folding: å ä ö ü w as those write who have not the letters */
	MECHANISM_FIRST_MEMBERS = 1 << 4,       /* first_members: möbel- meets möbelsnickeri */
	MECHANISM_LAST_MEMBERS = 1 << 5,        /* last_members: -snickeri meets möbelsnickeri */
	MECHANISM_APART = 1
	    << 6, /* apart: words joined in the question, apart in the text; and the other way round */
	MECHANISM_DERIVATION = 1
	    << 13,                   /* derivation: snickra, snickare, snickeri meet each other */
	MECHANISM_SYNONYMS = 1 << 7,            /* synonyms */
	MECHANISM_BEGINNINGS = 1
	    << 8, /* beginnings: where nothing has a word, longer ones that begin so */
	MECHANISM_CORRECTION = 1 << 9,          /* correction: then known words that it was meant to be */
	MECHANISM_ONE_MEMBER = 1 << 10,         /* one_member: then what has a member of it */
	MECHANISM_FILTERS = 1 << 11,            /* filters: places and areas are understood as such */
	MECHANISM_GENERAL = 1
	    << 14, /* general: words that say little are looked for when there are no others */
	MECHANISM_MOST_WORDS = 1 << 12,         /* most_words: where nothing has all words, what has most */
};

/* Reads names with commas between them. False when there is no such mechanism; *unknown is that name. */
bool mechanism_read(struct str names, unsigned *set, struct str *unknown);

/* Writes all names, with commas between them. */
void mechanism_write_names(struct buf *b);

#endif
