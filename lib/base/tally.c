/* tally.c: a table with open addressing, in shared memory. */
#include "lib/base/tally.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>

#include "lib/base/hash.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"

enum {
	SLOTS = TALLY_KEYS_MAX * 2,     /* never more than half full: the way to a key is short */
	TRIES = 100,                    /* for the lock, which is held for less than a microsecond … */
	PAUSES = 20,                    /* … and by tally_take(), which can wait, with pauses of */
	PAUSE_MS = 5,
};

/* A slot is used when its n is not 0, which is written last. */
struct slot {
	_Atomic(uint32_t) n;    /* bytes of the key */
	uint32_t times, in_vain;
	char key[TALLY_KEY_BYTES];
};

struct tally {
	pthread_mutex_t mutex;
	uint32_t used;
	struct slot slot[SLOTS];
};

static bool
make_mutex(struct tally *t)
{
	pthread_mutexattr_t a;
	int code;

	if (pthread_mutexattr_init(&a) != 0)
		return false;
	code = pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
	if (code == 0)
		code = pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
	if (code == 0)
		code = pthread_mutex_init(&t->mutex, &a);
	pthread_mutexattr_destroy(&a);
	return code == 0;
}

struct tally *
tally_new(void)
{
	struct tally *t = shared_new(sizeof(*t), "tally");

	if (t != NULL && !make_mutex(t)) {
		tally_free(t);
		log_event(LOG_WARNING, "tally", "error=\"no shared mutex\"");
		return NULL;
	}
	return t;
}

void
tally_free(struct tally *t)
{
	shared_free(t, sizeof(*t));
}

/* Whoever died with the lock left every slot either free or whole: at worst one count is missing. */
static bool
lock(struct tally *t)
{
	int code = pthread_mutex_trylock(&t->mutex);

	if (code == EOWNERDEAD)
		code = pthread_mutex_consistent(&t->mutex);
	return code == 0;
}

/* The key's slot, or the free one where it belongs. */
static struct slot *
slot_of(struct tally *t, struct str key)
{
	size_t i = (size_t)hash_short(key) % SLOTS;

	while (t->slot[i].n != 0 && !str_eq((struct str){ t->slot[i].key, t->slot[i].n }, key))
		i = (i + 1) % SLOTS;
	return &t->slot[i];
}

void
tally_add(struct tally *t, struct str key, bool in_vain)
{
	struct slot *s;
	int tries = 0;

	if (t == NULL)
		return;
	assert(key.n > 0 && key.n <= TALLY_KEY_BYTES);
	/* Who holds it may have lost the processor just then; it is let have it. */
	while (!lock(t)) {
		if (++tries == TRIES)
			return;
		sched_yield();
	}
	s = slot_of(t, key);
	if (s->n == 0 && t->used < TALLY_KEYS_MAX) {
		t->used++;
		s->times = s->in_vain = 0;
		memcpy(s->key, key.p, key.n);
		s->n = (uint32_t)key.n;
	}
	if (s->n != 0) {
		s->times++;
		s->in_vain += in_vain;
	}
	pthread_mutex_unlock(&t->mutex);
}

size_t
tally_take(struct tally *t, struct mem *m, struct tally_count **out)
{
	const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000L };
	struct tally_count *all;
	size_t n = 0;

	*out = NULL;
	if (t == NULL)
		return 0;
	/* Memory first: under the lock nothing can fail. */
	all = mem_alloc(m, SLOTS * sizeof(*all));
	for (int i = 0; !lock(t); i++) {
		if (i == PAUSES)
			return 0;
		nanosleep(&pause, NULL);
	}
	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *s = &t->slot[i];

		if (s->n == 0)
			continue;
		/* A count of none: its first one died before it was counted. */
		if (s->times > 0)
			all[n++] = (struct tally_count){ mem_dup(m, (struct str){ s->key, s->n }),
				s->times, s->in_vain };
		s->n = 0;
	}
	t->used = 0;
	pthread_mutex_unlock(&t->mutex);
	*out = all;
	return n;
}
