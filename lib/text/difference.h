/*
 * difference.h: what became of a text, word by word, as proof marks show it.
 */
#ifndef MEDVERK_DIFFERENCE_H
#define MEDVERK_DIFFERENCE_H

#include <stddef.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"

enum difference { DIFFERENCE_SAME, DIFFERENCE_GONE, DIFFERENCE_NEW };

struct difference_part {
	enum difference what;
	struct str text;        /* points into one of the texts given; never empty */
};

/*
 * Cuts two clean texts into the parts of *out (an array in m), and returns how many: what is GONE or SAME, put
 * together, is `before`; what is NEW or SAME is `after`. Of two that stand side by side the GONE one comes first. Words are whole, and what
 * is only blanks and signs between two changes belongs to them. Where less than a third of the words is the same, or where a thousand or
 * so of words and signs differ or one text has many thousands, all of `before` is GONE and all of `after` NEW.
 *
 * E. W. Myers, An O(ND) Difference Algorithm and Its Variations (1986), with an end: at most
 * half a megabyte of m and some milliseconds are used.
 */
size_t difference_read(struct mem *m, struct str before, struct str after,
    struct difference_part **out);

#endif
