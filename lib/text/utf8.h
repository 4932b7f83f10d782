/*
 * utf8.h: UTF-8, checked and normalised once, where it enters. Only user of
 * utf8proc. RFC 3629; normalisation form C of Unicode Standard Annex 15.
 */
#ifndef MEDVERK_UTF8_H
#define MEDVERK_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"

/*
 * True when s is well-formed UTF-8 (no overlong forms, no surrogates, at most
 * U+10FFFF) without NUL and without control characters other than tab, line
 * feed and carriage return.
 */
bool utf8_is_clean(struct str s);

/*
 * The one door for text from outside: checks as utf8_is_clean() and puts *out
 * into NFC, CR LF and CR as LF, in m. Text that is so already is returned as
 * it is, not copied: *out then lives as long as the bytes of in. False, *out
 * untouched, when it is not clean or piles more than 30 marks upon each other
 * (Stream-Safe Text Format, Annex 15, section 13; ordering them takes square time).
 */
bool utf8_accept(struct mem *m, struct str in, struct str *out);

/*
 * The next code point of clean text, from *i on, which moves behind it.
 * At the end: 0. A byte that is not clean counts as U+FFFD.
 */
uint32_t utf8_next(struct str s, size_t *i);

/* Code points in clean text: what a reader counts as length. */
size_t utf8_length(struct str s);

/* Index of the byte after the first `count` code points of clean text (s.n when fewer). */
size_t utf8_prefix(struct str s, size_t count);

/*
 * True for letters, digits and other numbers (½, ²) of any script and for
 * combining marks: what words are made of.
 */
bool utf8_is_word(uint32_t c);

/* Case-folded copy in m (Unicode simple folding, code point for code point; Å → å). */
struct str utf8_fold_case(struct mem *m, struct str s);

#define UTF8_FOLD_ROOM 32      /* bytes that one code point folds into at most */

/*
 * For comparing as a careless typist writes: case folded and without marks
 * (Å, ä → a, ö → o, é → e, ü → u, ø → o, æ → a, ß → ss). Copy in m.
 */
struct str utf8_fold_marks(struct mem *m, struct str s);

/* The same for one code point, without memory. The number of bytes in out: 0 for a mark. */
size_t utf8_fold_point(uint32_t c, char out[UTF8_FOLD_ROOM]);

/*
 * An address part from a name: fold_marks, everything but a–z 0–9 becomes one
 * hyphen, none at the ends, at most `max` bytes cut at a hyphen where there
 * is one. "Café Oasen i Vadstena" → "cafe-oasen-i-vadstena". "" when nothing is left.
 */
struct str utf8_slug(struct mem *m, struct str s, size_t max);

/*
 * Edit distance in code points (insert, delete, replace, swap of neighbours),
 * capped at `cap`. For words: texts that differ along more than 64 code points
 * are `cap` apart. Allocates nothing.
 */
unsigned utf8_distance(struct str a, struct str b, unsigned cap);

#endif
