/*
 * mem.c: arenas as a list of blocks. The only caller of malloc.
 *
 * A block is a header and the bytes behind it. The newest block is in front;
 * what does not fit there gets a block of its own size or the arena's block
 * size, whichever is larger. Requests mostly fit into the first block, so an
 * allocation is an addition and a comparison. Emptied blocks wait in a list of
 * their own, so that a large arena does not walk over what it uses to find one.
 */
#include "lib/base/mem.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/log.h"

enum {
	ALIGNMENT = 16,
	BLOCK_DEFAULT = 8 * 1024,
	KEEP_BYTES = 320 * 1024,
};

struct block {
	struct block *next;
	size_t size;            /* bytes behind the header */
	size_t used;
	size_t pad;             /* the bytes behind are aligned */
};

struct mem {
	struct block *block;    /* in use, the newest first */
	struct block *empty;    /* in the order they are to be used in */
	size_t block_size;
	size_t used;
};

/*
 * The two process-wide variables of the program: jansson's allocator has no
 * context argument, and the fault injection of the tests must reach every
 * allocation. tests/lint/symbols lists them.
 */
static struct mem *current;
static unsigned long fail_countdown;

static NORETURN void
out_of_memory(size_t n)
{
	log_event(LOG_ERROR, "out-of-memory", "bytes=%zu", n);
	_Exit(EXIT_FAILURE);
}

static struct block *
block_new(size_t size)
{
	struct block *b;

	if (size > SIZE_MAX / 2 || (b = malloc(sizeof(*b) + size)) == NULL)
		out_of_memory(size);
	b->next = NULL;
	b->size = size;
	b->used = 0;
	POISON(b + 1, size);
	return b;
}

struct mem *
mem_new(size_t block)
{
	struct mem *m = malloc(sizeof(*m));

	if (m == NULL)
		out_of_memory(sizeof(*m));
	m->block_size = block == 0 ? BLOCK_DEFAULT : block;
	m->block = m->empty = NULL;
	m->used = 0;
	return m;
}

static void
block_free(struct block *b)
{
	UNPOISON(b + 1, b->size);
	free(b);
}

static void
free_all(struct block *b)
{
	while (b != NULL) {
		struct block *next = b->next;

		block_free(b);
		b = next;
	}
}

void
mem_free(struct mem *m)
{
	if (m == NULL)
		return;
	free_all(m->block);
	free_all(m->empty);
	free(m);
}

/* Empties the blocks of a list, moves them behind `where` as long as those kept are few, and frees the others. */
static struct block **
keep_some(struct block *b, struct block **where, size_t *kept)
{
	while (b != NULL) {
		struct block *next = b->next;

		if (*kept + b->size <= KEEP_BYTES) {
			b->used = 0;
			POISON(b + 1, b->size);
			*kept += b->size;
			*where = b;
			where = &b->next;
		} else {
			block_free(b);
		}
		b = next;
	}
	return where;
}

void
mem_reset(struct mem *m)
{
	struct block *empty = m->empty, **where = &m->empty;
	size_t kept = 0;

	/* In their order: what fits into the block in front never touches the others. */
	where = keep_some(m->block, where, &kept);
	where = keep_some(empty, where, &kept);
	*where = NULL;
	m->block = NULL;
	m->used = 0;
}

/* A block with room for n bytes in front of the list: an emptied one, or a new one. */
static struct block *
block_for(struct mem *m, size_t n)
{
	struct block **where, *b;

	for (where = &m->empty; (b = *where) != NULL; where = &b->next)
		if (b->size >= n)
			break;
	if (b != NULL)
		*where = b->next;
	else
		b = block_new(n > m->block_size ? n : m->block_size);
	b->next = m->block;
	m->block = b;
	return b;
}

static size_t
round_up(size_t n)
{
	return (n + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* From a block that has room. */
static inline void *
take(struct mem *m, struct block *b, size_t n)
{
	char *p = (char *)(b + 1) + b->used;

	b->used += round_up(n);
	m->used += n;
	UNPOISON(p, n);
	return p;
}

static COLD void *
alloc_slowly(struct mem *m, size_t n)
{
	struct block *b = m->block;

	if (fail_countdown != 0 && --fail_countdown == 0)
		out_of_memory(n);
	if (round_up(n) < n)
		out_of_memory(n);
	if (b == NULL || b->size - b->used < round_up(n))
		b = block_for(m, round_up(n));
	return take(m, b, n);
}

/* A page takes more than a thousand pieces: what is rare is in a function of its own, so that no register is saved here. */
void *
mem_alloc(struct mem *m, size_t n)
{
	struct block *b = m->block;

	if (UNLIKELY(fail_countdown != 0 || b == NULL || round_up(n) < n ||
		b->size - b->used < round_up(n)))
		return alloc_slowly(m, n);
	return take(m, b, n);
}

void *
mem_calloc(struct mem *m, size_t count, size_t size)
{
	void *p;

	if (size != 0 && count > SIZE_MAX / size)
		out_of_memory(SIZE_MAX);
	p = mem_alloc(m, count * size);
	memset(p, 0, count * size);
	return p;
}

void *
mem_grow(struct mem *m, void *p, size_t old, size_t n)
{
	void *bigger;

	if (n <= old)
		return p;
	bigger = mem_alloc(m, n);
	if (old != 0)
		memcpy(bigger, p, old);
	return bigger;
}

char *
mem_strdup(struct mem *m, struct str s)
{
	char *p = mem_alloc(m, s.n + 1);

	if (s.n != 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

struct str
mem_dup(struct mem *m, struct str s)
{
	return (struct str){ mem_strdup(m, s), s.n };
}

char *
mem_printf(struct mem *m, const char *format, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, format);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	p = mem_alloc(m, (size_t)n + 1);
	va_start(ap, format);
	vsnprintf(p, (size_t)n + 1, format, ap);
	va_end(ap);
	return p;
}

void
mem_trim(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

size_t
mem_used(const struct mem *m)
{
	return m->used;
}

struct mem *
mem_use(struct mem *m)
{
	struct mem *before = current;

	current = m;
	return before;
}

void *
mem_current_alloc(size_t n)
{
	return current != NULL ? mem_alloc(current, n) : malloc(n);
}

void
mem_current_free(void *p)
{
	if (current == NULL)
		free(p);
}

void
mem_fail_after(unsigned long n)
{
	fail_countdown = n;
}
