/*
 * brake.h: slowing down who guesses. Failures are counted for keys (an
 * account, an address) by several processes in memory that they share from before fork(2), and
 * nowhere else: neither keys nor addresses are kept, only hashes of them with a secret that goes when the
 * program ends.
 *
 * After some failures the key must wait, twice as long after each further one; what was long ago is forgotten.
 * The memory is of one size. When it is full, what has failed the longest ago makes room.
 */
#ifndef MEDVERK_BRAKE_H
#define MEDVERK_BRAKE_H

#include <stdint.h>

#include "lib/base/str.h"

enum { BRAKE_KEYS = 4096, BRAKE_WAIT_MAX = 15 * 60 };

struct brake;

/* Shared memory with nothing counted; NULL when the system has none: nobody is slowed down. */
struct brake *brake_new(void);
void brake_free(struct brake *b);

/* Seconds that a key must still wait; 0: it may try. */
long brake_wait(struct brake *b, struct str key);

/* One more failure; from `allowed` on the key must wait. */
void brake_fail(struct brake *b, struct str key, unsigned allowed);

/* It succeeded: what it did wrong is forgotten. */
void brake_forgive(struct brake *b, struct str key);

#endif
