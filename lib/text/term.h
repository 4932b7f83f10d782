/*
 * term.h: what the search index holds of a word, and asks for. A word stands
 * there in up to four ways, so that exact writing can be ranked above
 * inflected and that above folded writing:
 *
 *   exact    the plain form: small letters, é as e, ø as ö, æ as ä; å ä ö stay
 *   stem     0x02 and its stem (stem.h)
 *   folded   0x03 and the stem as one writes without dots: å ä → a, ö → o,
 *            w → v, ü → u and once more ü → y. Not for stems of fewer than
 *            FOLD_LETTERS letters whose only marks are å ä ö: hår is not har.
 *   part     0x04 and the stem of a member of a compound; 0x05 folded
 *
 * A text that is indexed may say what it is made of: 0x1d before English, 0x1e
 * before Swedish text, and 0x1f before each member of the word just written:
 * "möbelsnickeri␟möbel␟snickeri". So all of this is a function of the text alone.
 */
#ifndef MEDVERK_TERM_H
#define MEDVERK_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"
#include "lib/text/stem.h"

enum {
	TERM_ROOM = STEM_ROOM + 1,
	TERMS_MAX = 5,                  /* of one word */
	TERM_FOLD_LETTERS = 5,
};

enum term_class {
	TERM_EXACT = 0,
	TERM_STEM = 2,
	TERM_FOLDED = 3,
	TERM_PART = 4,
	TERM_PART_FOLDED = 5,
};

/* Digits that may be one number although written in groups: 070-123 45 67. */
enum { NUMBER_DIGITS_MIN = 7, NUMBER_DIGITS_MAX = 14 };

#define TERM_ENGLISH   '\x1d'
#define TERM_SWEDISH   '\x1e'
#define TERM_MEMBER    '\x1f'

struct term {
	char p[TERM_ROOM];
	size_t n;
};

/* A word of a text, as term_next() finds it. */
struct term_word {
	size_t from, to;        /* its bytes */
	bool english;           /* of the text it stands in */
	bool member;            /* of the word before it */
};

/* Where in a text the next word is looked for; all zero at first. */
struct term_scan {
	size_t at;
	bool english;
};

/* The next word (letters, digits, marks) of text; false at the end. */
bool term_next(struct str text, struct term_scan *scan, struct term_word *word);

/*
 * The next part of an indexed text that is of one language, as it was before the members were
 * written into it; false at the end. In m.
 */
bool term_part(struct mem *m, struct str *rest, struct str *part, bool *english);

/*
 * The digits of the words from `first` on that stand side by side with a blank or a hyphen between,
 * when these are two groups or more and together as many as a number has; `end` is where they end. False: it is no such number.
 */
bool term_number(struct str text, const struct term_word *first, struct term *digits, size_t *end);

/* The digits of a telephone number as they are dialled within Sweden: after a plus 46 is 0; so are 0046. */
void number_normalise(struct term *digits, bool plus);

/* The plain form of a word, cut to STEM_ROOM - 1 bytes. */
void term_plain(struct str word, struct term *out);

/* The stem of a plain word; a number is its own. */
void term_stem(struct stemmer *s, const struct term *plain, bool english, struct term *out);

/* Folded writings of a stem (marks gone); 1 or 2 of them, or 0 where folding would join different words. */
size_t term_fold(const struct stemmer *s, const struct term *stem, struct term out[2]);

/* The same text with a class before it. TERM_EXACT has none. */
struct term term_of_class(enum term_class class, const struct term *text);

/* What the index holds of a word at its place; nothing of the commonest English ones in English text. */
size_t term_make(struct stemmer *s, struct str text, const struct term_word *word,
    struct term out[TERMS_MAX]);

static inline struct str
term_str(const struct term *t)
{
	return (struct str){ t->p, t->n };
}

#endif
