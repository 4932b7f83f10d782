/*
 * vocabulary.h: the words that the search index has, with how many records
 * have each; read where they stand (search_word), so they are right after any commit and
 * take no memory. Words are plain (term.h).
 */
#ifndef MEDVERK_VOCABULARY_H
#define MEDVERK_VOCABULARY_H

#include "lib/db/db.h"

/* How many records have the word; 0: it is unknown. */
int64_t vocabulary_records(struct reader *r, struct str word);

/*
 * The most frequent words that begin as `begin` and go on; where there is none, those
 * that do without their dots. At most `most` of them, the most frequent first, in m. How many.
 */
size_t vocabulary_beginning(struct reader *r, struct mem *m, struct str begin, struct str *best,
    size_t most);

/*
 * True when the index has more than `most` (up to 2 000) places to read for words that begin so: so many words, or
 * records of them.
 */
bool vocabulary_exceeds(struct reader *r, struct mem *m, struct str begin, int64_t most);

typedef void vocabulary_each(void *ctx, struct str word, struct str folded, unsigned level);

/*
 * Calls each with the words whose first letter, without dots, is that of `folded`, and whose number of letters is
 * `least` or more and differs from `letters` by no more than `apart`: those of like length first, of each length the most
 * frequent; 20 000 at most. `level` is how many binary digits the number of records has that have the word.
 */
void vocabulary_like(struct reader *r, struct str folded, size_t letters, size_t least,
    size_t apart, vocabulary_each *each, void *ctx);

/*
 * The 20 000 most frequent words as one terminated text, to look for something inside them more than once. In m, with no
 * more room than it needs, but made in `scratch`. Some 12 bytes a word.
 */
struct str vocabulary_frequent(struct reader *r, struct mem *m, struct mem *scratch);

/*
 * Those of them that end with `end`, or have `inside` or `other` in them, behind their beginning: all three without
 * dots, STR("") for none. At most `most`, within `frequent`. `m` is for their search. How many.
 */
size_t vocabulary_inside(struct str frequent, struct mem *m, struct str end, struct str inside,
    struct str other, struct str *word, size_t most);

#endif
