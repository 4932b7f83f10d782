/*
 * shared.h: memory that several processes share, because it was mapped before they were forked. It begins as
 * zeros, lies at the same address in all of them, and is gone when the last has ended.
 */
#ifndef MEDVERK_SHARED_H
#define MEDVERK_SHARED_H

#include <stddef.h>

/* n bytes of zeros; NULL, and an event logged under the name of who wanted it, when the system has none. */
void *shared_new(size_t n, const char *name);

/* This process's part in it; NULL is allowed. */
void shared_free(void *p, size_t n);

#endif
