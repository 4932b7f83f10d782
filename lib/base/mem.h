/*
 * mem.h: arenas. What belongs to a request is taken from the request's arena
 * and given back all at once; what belongs to the program is taken from the
 * boot arena and given back at exit. mem_* never return NULL: no memory means
 * a log line and the end of this worker, which the supervisor replaces.
 */
#ifndef MEDVERK_MEM_H
#define MEDVERK_MEM_H

#include <stddef.h>

#include "lib/base/cc.h"
#include "lib/base/str.h"

struct mem;

/*
 * Block size for what outlives a fork: the C library maps so large blocks apart from all else (mallopt(3),
 * M_MMAP_THRESHOLD), so that processes share them although they write beside what was small. What
 * is not touched of a block takes no memory.
 */
enum { MEM_APART = 256 * 1024 };

/* A new arena whose blocks are at least `block` bytes (0: a page or so). */
struct mem *mem_new(size_t block);

/* Gives everything back, the arena itself too. NULL is allowed. */
void mem_free(struct mem *m);

/*
 * Forgets every allocation; keeps some blocks (up to 320 KiB) for the next
 * use. Under AddressSanitizer the old bytes are poisoned, so that a pointer
 * that outlives its request is caught at its first use.
 */
void mem_reset(struct mem *m);

/* n bytes, aligned for any type, not cleared. n may be 0. */
void *mem_alloc(struct mem *m, size_t n);

/* count × size bytes, cleared; the product is checked. */
void *mem_calloc(struct mem *m, size_t count, size_t size);

/* p (from this arena, of old bytes) with room for n bytes; the old content kept. */
void *mem_grow(struct mem *m, void *p, size_t old, size_t n);

/* A terminated copy of s. */
char *mem_strdup(struct mem *m, struct str s);

/* The same as a span (its p is terminated too). */
struct str mem_dup(struct mem *m, struct str s);

/* printf into the arena. */
char *mem_printf(struct mem *m, const char *format, ...) PRINTF(2, 3);

/* Gives back to the system what is free within the process, where the C library can: before a fork, so that no copies of it are made. */
void mem_trim(void);

/* Bytes handed out since the last reset; for tests and limits. */
size_t mem_used(const struct mem *m);

/*
 * jansson has one allocator for the whole process and no context in it. It is
 * given the arena that is current; mem_use() says which, and returns the one
 * before it. With none current, jansson's malloc is the C library's.
 * Values of one arena must not be put into values of another that lives longer.
 */
struct mem *mem_use(struct mem *m);
void *mem_current_alloc(size_t n);
void mem_current_free(void *p);

/* Test only: the n-th allocation from now fails as if memory were used up; 0 is never. */
void mem_fail_after(unsigned long n);

#endif
