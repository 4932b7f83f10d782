/*
 * compound.h: the members of a Swedish compound, by a list of words that can
 * be members. möbelsnickeri → möbel, snickeri; arbetsmarknadsåtgärd → arbete,
 * marknad, åtgärd.
 */
#ifndef MEDVERK_COMPOUND_H
#define MEDVERK_COMPOUND_H

#include "lib/base/mem.h"
#include "lib/text/term.h"

enum { COMPOUND_MEMBERS_MAX = 4 };

/* Words that can be members, in their plain form (term.h). Lives in its arena. */
struct lexicon;
struct lexicon *lexicon_new(struct mem *m, struct stemmer *s);

/* Makes room for so many words at once, which takes half of the memory that growing does. */
void lexicon_expect(struct lexicon *l, size_t words);

/* Adds a plain word with its stem; nothing when it cannot be a member: a number, one or two letters unless `short_too`. */
void lexicon_add(struct lexicon *l, struct str word, bool short_too);
bool lexicon_has(const struct lexicon *l, struct str word);
/* True for the stem of a word of the list. */
bool lexicon_has_stem(const struct lexicon *l, struct str stem);
size_t lexicon_size(const struct lexicon *l);

/*
 * Splits a plain word: first members as in the list, perhaps with a linking
 * letter (arbets-, gatu-, människo-), without their last vowel (flick-) or as a stem (grav- where only gravar is known), the last one
 * in any inflection. Of several ways the one of fewest members, then that
 * with the longest last one. Where nothing is known but a long last member, that alone:
 * paraplykooperativ → kooperativ. The number of members; 0 when it is no compound, or begins with a digit.
 */
size_t compound_split(const struct lexicon *l, struct str word,
    struct term member[COMPOUND_MEMBERS_MAX]);

/*
 * The longest word of the list that a plain word begins with as a first member, and where that ends with
 * its linking letter; false when there is none of four letters.
 */
bool compound_first(const struct lexicon *l, struct str word, struct term *member, size_t *end);

/* Where the longest last member begins that a plain word ends with, behind four letters or more; false when there is none. */
bool compound_last(const struct lexicon *l, struct str word, size_t *from);

#endif
