/*
 * kept.h: results of work, kept by a key for as long as what they were made
 * from stays the same: answers, lists of matches. All belong to one version (the
 * state of the database); when another is asked for, everything is forgotten. Memory is
 * bounded: what was used longest ago goes first.
 */
#ifndef MEDVERK_KEPT_H
#define MEDVERK_KEPT_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/str.h"

enum { KEPT_ENTRIES_MAX = 256 };

struct kept;

/* Keeps at most `bytes`, keys included, in KEPT_ENTRIES_MAX entries. 0: nothing is ever kept, and NULL returned. */
struct kept *kept_new(size_t bytes);
/* NULL is allowed, here and below: nothing is found, nothing added. */
void kept_free(struct kept *k);

/*
 * What was added under this key in this version; .p NULL: nothing. The bytes are aligned for
 * any type. They live until the next kept_add(), or, once it has been called, until the next kept_hold().
 */
struct str kept_find(struct kept *k, int64_t version, struct str key);

/*
 * Room for n bytes under a key that is not there yet, for the caller to fill at once. NULL when that
 * is more than three quarters of all, or when what is held leaves no room: then there is nothing to fill.
 */
char *kept_add(struct kept *k, int64_t version, struct str key, size_t n);

/* Lets go what was held; from here on, whatever is found or added stays where it is until the next call. */
void kept_hold(struct kept *k);

#endif
