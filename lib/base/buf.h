/*
 * buf.h: a growing run of bytes in an arena. Appending cannot fail (see
 * mem.h); a limit makes it sticky instead: past it nothing more is appended
 * and buf_overflowed() says so once, at the end.
 */
#ifndef MEDVERK_BUF_H
#define MEDVERK_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/cc.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"

struct buf {
	struct mem *mem;
	char *p;
	size_t n, cap, limit;   /* bytes; limit 0: none */
	bool overflow;
};

/* An empty buffer in m with room for `cap` bytes (0 is allowed). */
void buf_init(struct buf *b, struct mem *m, size_t cap);

/* Room for n more bytes, for callers that write straight into b->p + b->n. */
void buf_reserve(struct buf *b, size_t n);

void buf_add(struct buf *b, const void *p, size_t n);
void buf_byte(struct buf *b, char c);
void buf_str(struct buf *b, struct str s);
void buf_puts(struct buf *b, const char *s);
void buf_int(struct buf *b, int64_t v);
void buf_printf(struct buf *b, const char *format, ...) PRINTF(2, 3);

/* Empty and ready again; keeps its room and its limit. */
void buf_clear(struct buf *b);

/* What is in it, valid until the next append. */
static inline struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->n == 0 ? "" : b->p, b->n };
}

/* The content as a terminated string, valid until the next append. */
const char *buf_cstr(struct buf *b);

static inline bool
buf_overflowed(const struct buf *b)
{
	return b->overflow;
}

#endif
