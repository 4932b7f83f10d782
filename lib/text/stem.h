/*
 * stem.h: the part of a word that its inflections share. Only user of
 * libstemmer (Snowball), whose Swedish algorithm is the base; what it leaves
 * apart that belongs together is joined by the rules in stem.c, each of them
 * a rule of Swedish inflection or derivation, with its exceptions.
 */
#ifndef MEDVERK_STEM_H
#define MEDVERK_STEM_H

#include <stdbool.h>

#include "lib/base/str.h"
#include "lib/text/mechanism.h"

enum { STEM_ROOM = 128 };       /* bytes: of the longest word that is stemmed, and of each stem */

/* Both languages' algorithms with their working memory; not for two threads. */
struct stemmer {
	struct sb_stemmer *swedish, *english;
	unsigned without;       /* mechanisms of the search that are off, whoever has to do with words */
};

static inline bool
mechanism_is_on(const struct stemmer *s, enum mechanism m)
{
	return (s->without & m) == 0;
}

/* With every mechanism on. False when there is no memory; to be released all the same. */
bool stemmer_init(struct stemmer *s);
void stemmer_release(struct stemmer *s);

/*
 * The stem of a word in small letters (term.h: its plain form). It lies in
 * out. A word of STEM_ROOM bytes or more is its own stem as far as there is
 * room, cut between code points.
 */
struct str stem_swedish(struct stemmer *s, struct str word, char out[STEM_ROOM]);
struct str stem_english(struct stemmer *s, struct str word, char out[STEM_ROOM]);

/*
 * False when no part of `word` can have the stem `stem`; both are without dots. A quick look, and true for many that have
 * it not. A word begins with the letter its stem begins with, and goes on with the same or, like
 * that, with a vowel: bok, böcker; mus, möss.
 */
bool stem_may_be_within(struct str word, struct str stem);

#endif
