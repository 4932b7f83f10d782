/* memo.c: open addressing; keys and values side by side in an arena. */
#include "lib/base/memo.h"

#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"

enum { FIRST_ROOM = 256, BLOCK = 64 * 1024 };

struct entry {
	const char *p;          /* key, then value; NULL: free */
	uint32_t hash;
	uint16_t key, value;    /* bytes of each */
};

struct memo {
	struct mem *mem, *bytes;
	struct entry *entry;
	size_t room, used, most;
};

struct memo *
memo_new(size_t entries)
{
	struct mem *m = mem_new(0);
	struct memo *t = mem_calloc(m, 1, sizeof(*t));

	*t = (struct memo){ .mem = m, .bytes = mem_new(BLOCK), .most = entries };
	return t;
}

void
memo_free(struct memo *t)
{
	if (t == NULL)
		return;
	mem_free(t->bytes);
	mem_free(t->mem);
}

void
memo_clear(struct memo *t)
{
	if (t->used == 0)
		return;
	memset(t->entry, 0, t->room * sizeof(*t->entry));
	t->used = 0;
	mem_reset(t->bytes);
}

static uint32_t
hash_of(uint8_t sort, struct str key)
{
	return (uint32_t)hash_short(key) ^ sort * 0x9e3779b1u;
}

/* Where the key stands, or may be put. The last byte of a kept key is its sort. */
static struct entry *
place(const struct memo *t, uint32_t hash, uint8_t sort, struct str key)
{
	size_t i = hash & (t->room - 1);

	for (;; i = (i + 1) & (t->room - 1)) {
		struct entry *e = &t->entry[i];

		if (e->p == NULL)
			return e;
		if (e->hash == hash && e->key == key.n + 1 && (uint8_t)e->p[key.n] == sort &&
		    memcmp(e->p, key.p, key.n) == 0)
			return e;
	}
}

static void
grow(struct memo *t)
{
	struct memo bigger = *t;

	bigger.room = t->room == 0 ? FIRST_ROOM : t->room * 2;
	bigger.entry = mem_calloc(t->mem, bigger.room, sizeof(*bigger.entry));
	for (size_t i = 0; i < t->room; i++) {
		size_t at = t->entry[i].hash & (bigger.room - 1);

		if (t->entry[i].p == NULL)
			continue;
		while (bigger.entry[at].p != NULL)
			at = (at + 1) & (bigger.room - 1);
		bigger.entry[at] = t->entry[i];
	}
	*t = bigger;
}

bool
memo_find(const struct memo *t, uint8_t sort, struct str key, struct str *value)
{
	const struct entry *e;

	if (t->used == 0 || key.n == 0)
		return false;
	e = place(t, hash_of(sort, key), sort, key);
	if (e->p == NULL)
		return false;
	*value = (struct str){ e->p + e->key, e->value };
	return true;
}

void
memo_keep(struct memo *t, uint8_t sort, struct str key, struct str value)
{
	uint32_t hash = hash_of(sort, key);
	struct entry *e;
	char *p;

	if (key.n == 0 || key.n > MEMO_BYTES_MAX || value.n > MEMO_BYTES_MAX || t->most == 0)
		return;
	if (t->used == t->most)
		memo_clear(t);
	if (t->used * 2 >= t->room)
		grow(t);
	e = place(t, hash, sort, key);
	p = mem_alloc(t->bytes, key.n + 1 + value.n);
	memcpy(p, key.p, key.n);
	p[key.n] = (char)sort;
	if (value.n > 0)
		memcpy(p + key.n + 1, value.p, value.n);
	*e = (struct entry){ p, hash, (uint16_t)(key.n + 1), (uint16_t)value.n };
	t->used++;
}
