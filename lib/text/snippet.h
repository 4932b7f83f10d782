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

/* Says whether a word of a text that looks so is a hit. */
typedef bool snippet_is_hit(void *ctx, struct str word);

/* Words made ready to be looked for in many texts. */
struct snippet_wanted;

struct snippet_part {
	struct str text;        /* points into the text given */
	bool hit;
};

/* In m; the words must live as long. `judge` NULL: what looks so is a hit. */
const struct snippet_wanted *snippet_prepare(struct mem *m, const struct snippet_word *words,
    size_t nwords, snippet_is_hit *judge, void *ctx);

/*
 * Cuts clean `text` into parts that are hits (whole words) and parts that are
 * not: around the first hit, at most `max` code points in all (fewer than 8
 * count as 8), from a word's beginning to a word's end. Where the text was cut
 * stands a part "…" of its own, which counts; only a hit that is longer than
 * all the room is cut itself. Returns the number of parts in *out (an array in m),
 * 0 when no word of the text is a hit. Must be quick: it is run on every item
 * of a result page (no word is folded with allocation; half a microsecond for 200 bytes).
 */
size_t snippet_find(struct mem *m, struct str text, const struct snippet_wanted *wanted, size_t max,
    struct snippet_part **out);

#endif
