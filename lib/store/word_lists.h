/*
 * word_lists.h: the two lists of words that can be kept as text files.
 *
 *   lexicon    members of compounds, with blanks between; nothing is taken away
 *   synonyms   a = b = c    whoever looks for one finds all
 *              a > b = c    whoever looks for a finds b and c, too
 *
 *   a = b >      these say little of what is looked for
 *
 * # begins a comment. The synonyms of the file replace those there are.
 */
#ifndef MEDVERK_WORD_LISTS_H
#define MEDVERK_WORD_LISTS_H

#include "lib/db/db.h"

/*
 * Each in a transaction of its own. ERR_INVALID, nothing changed: *line is not as
 * above (0: not UTF-8). *words: how many words, or lines of synonyms, there are in the file.
 */
enum err store_import_lexicon(struct writer *w, struct str text, size_t *words,
    size_t *line) NODISCARD;
enum err store_import_synonyms(struct writer *w, struct str text, size_t *words,
    size_t *line) NODISCARD;

#endif
