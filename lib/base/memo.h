/*
 * memo.h: what was worked out for some bytes, so that it need not be worked
 * out again: a bounded table from bytes to bytes. When it is full it forgets
 * everything and begins anew, which costs a little time and never an answer.
 */
#ifndef MEDVERK_MEMO_H
#define MEDVERK_MEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/str.h"

struct memo;

enum { MEMO_BYTES_MAX = 4096 };         /* longest key, and longest value, that is kept */

/* An empty one for at most `entries` of them; takes memory as it fills. To be freed with memo_free(). */
struct memo *memo_new(size_t entries);

/* NULL is allowed. */
void memo_free(struct memo *t);

/* Forgets everything. */
void memo_clear(struct memo *t);

/*
 * What was kept for key and sort (whatever the caller tells apart by it). False when
 * nothing is. The value stays until the next memo_keep() or memo_clear().
 */
bool memo_find(const struct memo *t, uint8_t sort, struct str key, struct str *value);

/* Keeps a copy of both; there must be none for this key yet. What is too long is not kept. */
void memo_keep(struct memo *t, uint8_t sort, struct str key, struct str value);

#endif
