/* buf.c: growing runs of bytes. */
#include "lib/base/buf.h"

#include <stdarg.h>
#include <stdio.h>

enum { FIRST_ROOM = 256 };

void
buf_init(struct buf *b, struct mem *m, size_t cap)
{
	*b = (struct buf){ .mem = m };
	if (cap != 0) {
		b->p = mem_alloc(m, cap);
		b->cap = cap;
	}
}

void
buf_reserve(struct buf *b, size_t n)
{
	size_t want;

	if (LIKELY(b->cap - b->n >= n))
		return;
	want = b->cap < FIRST_ROOM ? FIRST_ROOM : b->cap * 2;
	if (want < b->n + n)
		want = b->n + n;
	b->p = mem_grow(b->mem, b->p, b->n, want);
	b->cap = want;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	if (UNLIKELY(b->limit != 0 && (b->overflow || n > b->limit - b->n))) {
		b->overflow = true;
		return;
	}
	buf_reserve(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void
buf_byte(struct buf *b, char c)
{
	/* Addresses are written by the byte. */
	if (LIKELY(b->limit == 0 && b->n < b->cap))
		b->p[b->n++] = c;
	else
		buf_add(b, &c, 1);
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_int(struct buf *b, int64_t v)
{
	char digits[24];
	size_t i = sizeof(digits);
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do {
		digits[--i] = (char)('0' + u % 10);
		u /= 10;
	} while (u != 0);
	if (v < 0)
		digits[--i] = '-';
	buf_add(b, digits + i, sizeof(digits) - i);
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	char small[256];
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(small, sizeof(small), format, ap);
	va_end(ap);
	if (n < 0)
		return;
	if ((size_t)n < sizeof(small)) {
		buf_add(b, small, (size_t)n);
		return;
	}
	va_start(ap, format);
	char *large = mem_alloc(b->mem, (size_t)n + 1);
	vsnprintf(large, (size_t)n + 1, format, ap);
	va_end(ap);
	buf_add(b, large, (size_t)n);
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->overflow = false;
}

const char *
buf_cstr(struct buf *b)
{
	buf_reserve(b, 1);
	b->p[b->n] = '\0';
	return b->p;
}
