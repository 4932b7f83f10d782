/*
 * mark.h: what is marked in the texts of a result: each whole word by which
 * the question is met there — as it was typed, inflected, without its dots, as
 * a member of a compound, as a synonym, as what goes on so — and no other.
 * The rules are those of the index (term.h), asked of the word in the text.
 */
#ifndef MEDVERK_MARK_H
#define MEDVERK_MARK_H

#include "lib/store/ask.h"
#include "lib/store/wording.h"

/*
 * The words of a question made ready to be looked for, in m; NULL when there are none. `apart`: only members
 * of its compounds, for what has no more of them than these. `w` and `a` must live as long.
 */
const struct snippet_wanted *mark_prepare(struct mem *m, const struct wording *w,
    const struct asked *a, bool apart);

#endif
