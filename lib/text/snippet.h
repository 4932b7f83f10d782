/*
 * snippet.h: shows where a text met the words that were searched for.
 */
#ifndef MEDVERK_SNIPPET_H
#define MEDVERK_SNIPPET_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"

/* What words of a text look like that may be hits. */
struct snippet_word {
	struct str folded;      /* utf8_fold_marks() of the searcher's word, or of its beginning */
	bool prefix;            /* not only words that are so, but those that begin so, too … */
	bool inside;            /* … or those that hold it anywhere */
};

/* Which of the things that are looked for, from 1 on, a word of a text is that looks like one; 0: none. */
typedef unsigned snippet_judge(void *ctx, struct str word);

struct snippet_search {
	const struct snippet_word *word;
	size_t words;
	unsigned things;        /* how many things are looked for; several words can stand for one */
	snippet_judge *judge;   /* NULL: what looks like a word is a hit, and each word a thing */
	void *ctx;
};

/* Words made ready to be looked for in many texts. */
struct snippet_wanted;

struct snippet_part {
	struct str text;        /* points into the text given */
	unsigned hit;           /* which of the things that are looked for it is; 0: none */
};

/* In m; the words must live as long. */
const struct snippet_wanted *snippet_prepare(struct mem *m, const struct snippet_search *search);

/*
 * Cuts clean `text` into parts that are hits (whole words) and parts that are
 * not: around the first hit (of several things, the first from which on most of them stand
 * together), at most `max` code points in all (fewer than 8
 * count as 8), from a word's beginning to a word's end. Where the text was cut
 * stands a part "…" of its own, which counts; only a hit that is longer than
 * all the room is cut itself. Returns the number of parts in *out (an array in m),
 * 0 when no word of the text is a hit. Must be quick: it is run on every item
 * of a result page (no word is folded with allocation; half a microsecond for 200 bytes).
 */
size_t snippet_find(struct mem *m, struct str text, const struct snippet_wanted *wanted, size_t max,
    struct snippet_part **out);

#endif
