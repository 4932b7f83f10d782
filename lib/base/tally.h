/*
 * tally.h: how often something happened, counted by several processes in memory
 * that they share from before fork(2).
 *
 * The memory is of one size and holds TALLY_KEYS_MAX different keys; further ones
 * are not counted until somebody has taken what is there. A process that is
 * killed while it counts stops nobody: the lock is a robust one, and a key is
 * there only when it is there whole. Who finds the lock held for long goes on without having counted:
 * nobody waits for a number.
 */
#ifndef MEDVERK_TALLY_H
#define MEDVERK_TALLY_H

#include "lib/base/mem.h"
#include "lib/base/str.h"

enum { TALLY_KEYS_MAX = 1024, TALLY_KEY_BYTES = 160 };

struct tally;

struct tally_count {
	struct str key;
	uint32_t times;         /* 1 and more */
	uint32_t in_vain;       /* how many of these */
};

/* Shared memory with nothing counted; NULL, and an event logged, when the system has none. */
struct tally *tally_new(void);
/* NULL is allowed, here and below: nothing is counted. */
void tally_free(struct tally *t);

/* Counts one more of key (1 to TALLY_KEY_BYTES bytes, asserted). */
void tally_add(struct tally *t, struct str key, bool in_vain);

/* Takes all that was counted, in no order that tells of time, into *out (in m), and returns how many; everything begins at 0 again. */
size_t tally_take(struct tally *t, struct mem *m, struct tally_count **out);

#endif
