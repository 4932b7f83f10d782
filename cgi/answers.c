/*
 * answers.c: two generations of answers, each a table and an arena. When the
 * younger is full it becomes the older, and what was the older is forgotten;
 * what is asked for often is soon among the younger again.
 */
#include "cgi/answers.h"

#include "lib/base/hash.h"

enum { SLOTS = 512, SLOTS_USED = 384, SHARE = 8, BLOCK = 64 * 1024 };

struct kept {
	uint64_t hash;
	struct str uri, headers, body, tag;     /* uri.p NULL: free */
};

struct generation {
	struct mem *mem;
	struct kept slot[SLOTS];
	size_t used, bytes;
};

struct answers {
	struct mem *mem;
	int64_t data_version;
	size_t room;            /* bytes of a generation */
	struct generation *young, *old;
};

static struct generation *
generation_new(struct mem *m)
{
	struct generation *g = mem_calloc(m, 1, sizeof(*g));

	g->mem = mem_new(BLOCK);
	return g;
}

static void
generation_clear(struct generation *g)
{
	mem_free(g->mem);
	*g = (struct generation){ .mem = mem_new(BLOCK) };
}

struct answers *
answers_new(size_t bytes)
{
	struct mem *m;
	struct answers *a;

	if (bytes == 0)
		return NULL;
	m = mem_new(0);
	a = mem_calloc(m, 1, sizeof(*a));
	a->mem = m;
	a->room = bytes / 2;
	a->young = generation_new(m);
	a->old = generation_new(m);
	return a;
}

void
answers_free(struct answers *a)
{
	if (a == NULL)
		return;
	mem_free(a->young->mem);
	mem_free(a->old->mem);
	mem_free(a->mem);
}

static void
forget_others(struct answers *a, int64_t data_version)
{
	if (a->data_version == data_version)
		return;
	generation_clear(a->young);
	generation_clear(a->old);
	a->data_version = data_version;
}

/* Where the address is, or would be. */
static struct kept *
slot_of(struct generation *g, uint64_t hash, struct str uri)
{
	size_t i = (size_t)hash % SLOTS;

	while (g->slot[i].uri.p != NULL &&
	    (g->slot[i].hash != hash || !str_eq(g->slot[i].uri, uri)))
		i = (i + 1) % SLOTS;
	return &g->slot[i];
}

bool
answers_find(struct answers *a, int64_t data_version, struct str uri, struct response *r)
{
	uint64_t hash;
	struct kept *k;

	if (a == NULL)
		return false;
	forget_others(a, data_version);
	hash = hash_short(uri);
	k = slot_of(a->young, hash, uri);
	if (k->uri.p == NULL)
		k = slot_of(a->old, hash, uri);
	if (k->uri.p == NULL)
		return false;
	buf_str(&r->headers, k->headers);
	buf_str(&r->body, k->body);
	r->tag = mem_dup(r->body.mem, k->tag);
	return true;
}

void
answers_keep(struct answers *a, int64_t data_version, struct str uri, const struct response *r)
{
	size_t bytes = uri.n + r->headers.n + r->body.n + r->tag.n;
	uint64_t hash;
	struct kept *k;

	if (a == NULL || bytes > a->room / SHARE)
		return;
	forget_others(a, data_version);
	if (a->young->bytes + bytes > a->room || a->young->used == SLOTS_USED) {
		struct generation *g = a->old;

		generation_clear(g);
		a->old = a->young;
		a->young = g;
	}
	hash = hash_short(uri);
	k = slot_of(a->young, hash, uri);
	if (k->uri.p != NULL)
		return;
	*k = (struct kept){ hash, mem_dup(a->young->mem, uri),
		mem_dup(a->young->mem, buf_view(&r->headers)),
		mem_dup(a->young->mem, buf_view(&r->body)), mem_dup(a->young->mem, r->tag) };
	a->young->bytes += bytes;
	a->young->used++;
}
