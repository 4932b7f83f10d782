/*
 * put.h: appending without a call while there is room, for the two writers
 * that append some hundred short pieces to a page. Private to lib/view.
 */
#ifndef MEDVERK_PUT_H
#define MEDVERK_PUT_H

#include <stdbool.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/cc.h"

/* True when n bytes may be written straight to b->p + b->n; b->n is the caller's to move. */
static inline bool
put_has_room(const struct buf *b, size_t n)
{
	return LIKELY(b->limit == 0 && b->cap - b->n >= n);
}

static inline void
put(struct buf *b, const char *p, size_t n)
{
	if (put_has_room(b, n) && n != 0) {
		memcpy(b->p + b->n, p, n);
		b->n += n;
	} else {
		buf_add(b, p, n);
	}
}

static inline void
put_byte(struct buf *b, char c)
{
	if (put_has_room(b, 1))
		b->p[b->n++] = c;
	else
		buf_add(b, &c, 1);
}

#endif
