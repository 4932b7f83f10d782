/*
 * kept.c: a table of entries, each in an arena of its own, so that one can go
 * without the others. The table is small enough to be walked: 256 fingerprints are 2 KiB.
 */
#include "lib/base/kept.h"

#include <assert.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"

enum { QUARTERS = 3 };                  /* of the room that one entry may have */

struct entry {
	struct mem *mem;
	struct str key, value;
	size_t bytes;
	uint64_t used;          /* when it was last asked for, by kept.now */
};

struct kept {
	struct mem *mem;
	int64_t version;
	size_t room, bytes;
	uint64_t now, held;     /* entries used after `held` stay */
	size_t entries;
	uint64_t hash[KEPT_ENTRIES_MAX];
	struct entry entry[KEPT_ENTRIES_MAX];
};

struct kept *
kept_new(size_t bytes)
{
	struct mem *m;
	struct kept *k;

	if (bytes == 0)
		return NULL;
	m = mem_new(sizeof(*k));
	/* The tables are not cleared: what no entry stands in takes no memory. */
	k = mem_alloc(m, sizeof(*k));
	k->mem = m;
	k->version = 0;
	k->room = bytes;
	k->bytes = 0;
	k->now = 0;
	k->held = UINT64_MAX;
	k->entries = 0;
	return k;
}

static void
forget(struct kept *k, size_t i)
{
	k->bytes -= k->entry[i].bytes;
	mem_free(k->entry[i].mem);
	k->entries--;
	k->entry[i] = k->entry[k->entries];
	k->hash[i] = k->hash[k->entries];
}

static void
forget_other_versions(struct kept *k, int64_t version)
{
	if (k->version == version)
		return;
	while (k->entries > 0)
		forget(k, k->entries - 1);
	k->version = version;
}

void
kept_free(struct kept *k)
{
	if (k == NULL)
		return;
	while (k->entries > 0)
		forget(k, k->entries - 1);
	mem_free(k->mem);
}

static size_t
place_of(const struct kept *k, uint64_t hash, struct str key)
{
	size_t i = 0;

	while (i < k->entries && (k->hash[i] != hash || !str_eq(k->entry[i].key, key)))
		i++;
	return i;
}

struct str
kept_find(struct kept *k, int64_t version, struct str key)
{
	size_t i;

	if (k == NULL)
		return STR_NONE;
	forget_other_versions(k, version);
	i = place_of(k, hash_short(key), key);
	if (i == k->entries)
		return STR_NONE;
	k->entry[i].used = ++k->now;
	return k->entry[i].value;
}

/* Forgets the entry that was used longest ago; false when all are held. */
static bool
make_room(struct kept *k)
{
	size_t oldest = 0;

	for (size_t i = 1; i < k->entries; i++)
		if (k->entry[i].used < k->entry[oldest].used)
			oldest = i;
	if (k->entries == 0 || k->entry[oldest].used > k->held)
		return false;
	forget(k, oldest);
	return true;
}

char *
kept_add(struct kept *k, int64_t version, struct str key, size_t n)
{
	struct entry e = { .bytes = key.n + n };
	char *value;

	if (k == NULL || e.bytes > k->room / 4 * QUARTERS)
		return NULL;
	forget_other_versions(k, version);
	while (k->entries == KEPT_ENTRIES_MAX || k->bytes + e.bytes > k->room)
		if (!make_room(k))
			return NULL;
	e.mem = mem_new(e.bytes + 64);
	value = mem_alloc(e.mem, n);
	e.value = (struct str){ value, n };
	e.key = mem_dup(e.mem, key);
	e.used = ++k->now;
	k->bytes += e.bytes;
	k->hash[k->entries] = hash_short(key);
	k->entry[k->entries++] = e;
	return value;
}

void
kept_hold(struct kept *k)
{
	if (k != NULL)
		k->held = k->now;
}
