/* brake.c: sets of slots in shared memory, each slot two words that are written whole. */
#include "lib/base/brake.h"

#include <stdatomic.h>

#include "lib/base/clock.h"
#include "lib/base/password.h"
#include "lib/base/shared.h"

enum {
	SET = 4,                        /* slots that a key may be in */
	FIRST_WAIT = 4,                 /* seconds, doubled by each further failure */
	FORGOTTEN = 3600,               /* seconds after which failures are no more counted */
	COUNT_BITS = 16,
};

/* `state` is the second from which the key may try again, and below COUNT_BITS how often it has failed. */
struct slot {
	_Atomic(uint64_t) key;          /* 0: free */
	_Atomic(uint64_t) state;
};

struct brake {
	char secret[TOKEN_TEXT];
	struct slot slot[BRAKE_KEYS / SET][SET];
};

struct brake *
brake_new(void)
{
	struct brake *b = shared_new(sizeof(*b), "brake");

	if (b != NULL)
		token_make(b->secret);
	return b;
}

void
brake_free(struct brake *b)
{
	shared_free(b, sizeof(*b));
}

static uint64_t
now(void)
{
	return (uint64_t)clock_ms() / 1000;
}

static uint64_t
hash_of(const struct brake *b, struct str key)
{
	char text[TOKEN_HASH_TEXT];
	uint64_t hash = 0;

	token_derive(str_of(b->secret), key, text);
	for (int i = 0; i < 16; i++)
		hash = hash << 4 | (uint64_t)(text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10);
	return hash == 0 ? 1 : hash;
}

static struct slot *
find(struct brake *b, uint64_t hash)
{
	struct slot *set = b->slot[hash % (BRAKE_KEYS / SET)];

	for (int i = 0; i < SET; i++)
		if (set[i].key == hash)
			return &set[i];
	return NULL;
}

/* A free slot of the set, or the one that may try again the soonest. */
static struct slot *
make_room(struct brake *b, uint64_t hash)
{
	struct slot *set = b->slot[hash % (BRAKE_KEYS / SET)], *oldest = set;

	for (int i = 0; i < SET; i++) {
		if (set[i].key == 0)
			return &set[i];
		if (set[i].state >> COUNT_BITS < oldest->state >> COUNT_BITS)
			oldest = &set[i];
	}
	return oldest;
}

long
brake_wait(struct brake *b, struct str key)
{
	struct slot *s = b == NULL ? NULL : find(b, hash_of(b, key));
	uint64_t until = s == NULL ? 0 : s->state >> COUNT_BITS, t = now();

	return until > t ? (long)(until - t) : 0;
}

void
brake_fail(struct brake *b, struct str key, unsigned allowed)
{
	uint64_t hash, t = now(), state, count = 0, wait = 0;
	struct slot *s;

	if (b == NULL)
		return;
	hash = hash_of(b, key);
	s = find(b, hash);
	if (s == NULL) {
		s = make_room(b, hash);
		s->state = 0;
		s->key = hash;
	}
	state = s->state;
	if ((state >> COUNT_BITS) + FORGOTTEN > t)
		count = state & ((1u << COUNT_BITS) - 1);
	if (count < (1u << COUNT_BITS) - 1)
		count++;
	if (count >= allowed) {
		uint64_t doubled = count - allowed < 10 ? count - allowed : 10;

		wait = (uint64_t)FIRST_WAIT << doubled;
		wait = wait < BRAKE_WAIT_MAX ? wait : BRAKE_WAIT_MAX;
	}
	s->state = (t + wait) << COUNT_BITS | count;
}

void
brake_forgive(struct brake *b, struct str key)
{
	struct slot *s = b == NULL ? NULL : find(b, hash_of(b, key));

	if (s != NULL)
		s->key = 0;
}
