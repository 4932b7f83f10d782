/*
 * choose.c: filter, count, order.
 *
 * A row that fails the filters of no facet counts for all; one that fails
 * exactly one facet's counts for that facet's values only: choosing another
 * value there would bring it in. So counts always follow the other filters.
 *
 * Rows of other places count for nothing: a place is no facet.
 *
 * The order is a key, distance, or score descending, then standing (somebody confirmed it, it is
 * complete), then place in the alphabet, packed into 64 bits; smaller is earlier. Keys differ, since places do: the order is total
 * and the same at every request.
 */
#include "lib/store/choose.h"

#include <string.h>

#include "lib/base/cc.h"

enum { AHEAD = 16 };                     /* matches between asking for a row's memory and using it */

struct chooser {
	const struct catalogue_kind *k;
	const uint64_t *chosen;         /* words of bits: the filters' values */
	uint64_t *facet_bits;           /* facets × words: all bits of a facet */
	bool filtered[FACETS_MAX];
	const struct near *near;        /* NULL: anywhere */
	bool by_distance;
	uint64_t *heap;                 /* the `room` smallest keys, the largest on top */
	size_t held, room;
	uint64_t after;                 /* only keys behind this one */
	bool has_after;
	struct choice *out;
};

static uint64_t
key_of(const struct list_query *q, const struct catalogue_kind *k, uint32_t score, uint32_t metres,
    uint32_t row)
{
	uint32_t rank = score << 2 | k->standing[row];

	if (q->sort == SORT_DISTANCE)
		return (uint64_t)metres << 32 | row;
	return q->sort == SORT_RELEVANCE ? (uint64_t)(UINT32_MAX - rank) << 32 | row : row;
}

/* ---------------------------------------------------------------------- heap */

static void
sift_down(uint64_t *heap, size_t n, size_t i)
{
	for (;;) {
		size_t child = 2 * i + 1;
		uint64_t key = heap[i];

		if (child >= n)
			return;
		if (child + 1 < n && heap[child + 1] > heap[child])
			child++;
		if (heap[child] <= key)
			return;
		heap[i] = heap[child];
		heap[child] = key;
		i = child;
	}
}

static void
hold(struct chooser *ch, uint64_t key)
{
	size_t i;

	if (ch->held == ch->room) {
		if (ch->room == 0 || key >= ch->heap[0])
			return;
		ch->heap[0] = key;
		sift_down(ch->heap, ch->held, 0);
		return;
	}
	for (i = ch->held++; i > 0 && ch->heap[(i - 1) / 2] < key; i = (i - 1) / 2)
		ch->heap[i] = ch->heap[(i - 1) / 2];
	ch->heap[i] = key;
}

/* Heap to ascending order. */
static void
sort_held(struct chooser *ch)
{
	for (size_t n = ch->held; n > 1; n--) {
		uint64_t last = ch->heap[0];

		ch->heap[0] = ch->heap[n - 1];
		ch->heap[n - 1] = last;
		sift_down(ch->heap, n - 1, 0);
	}
}

/* ------------------------------------------------------------------ filtering */

static void
count_bits(uint32_t *counts, const uint64_t *bits, const uint64_t *only, unsigned words)
{
	for (unsigned w = 0; w < words; w++)
		for (uint64_t left = only == NULL ? bits[w] : bits[w] & only[w]; left != 0;
		    left &= left - 1)
			counts[w * 64 + (unsigned)__builtin_ctzll(left)]++;
}

static bool
meets(const uint64_t *bits, const uint64_t *chosen, const uint64_t *facet, unsigned words)
{
	for (unsigned w = 0; w < words; w++)
		if (bits[w] & chosen[w] & facet[w])
			return true;
	return false;
}

static void
consider(struct chooser *ch, uint32_t row, uint64_t key)
{
	const struct catalogue_kind *k = ch->k;
	const uint64_t *bits = &k->bits[(size_t)row * k->words];
	unsigned failed = 0, which = 0;

	for (unsigned i = 0; i < k->facets; i++)
		if (ch->filtered[i] &&
		    !meets(bits, ch->chosen, &ch->facet_bits[i * k->words], k->words)) {
			failed++;
			which = i;
		}
	ch->out->unfiltered++;
	if (failed == 1) {
		ch->out->without[which]++;
		count_bits(ch->out->counts, bits, &ch->facet_bits[which * k->words], k->words);
	}
	if (failed != 0)
		return;
	count_bits(ch->out->counts, bits, NULL, k->words);
	ch->out->total++;
	if (!ch->has_after || key > ch->after)
		hold(ch, key);
}

/* True when the row is where it is asked for; *metres is then how far from the point, if that is the order. */
static bool
is_there(const struct chooser *ch, uint32_t row, uint32_t *metres)
{
	*metres = 0;
	return ch->near == NULL ||
	    (near_may_have(ch->near, ch->k, row) &&
	    near_has(ch->near, ch->k, row, ch->by_distance ? metres : NULL));
}

/* ---------------------------------------------------------------------- setup */

static void
set_filters(struct chooser *ch, const struct list_query *q, struct mem *m)
{
	const struct catalogue_kind *k = ch->k;
	uint64_t *chosen = mem_calloc(m, k->words, sizeof(*chosen));

	ch->facet_bits = mem_calloc(m, (size_t)k->facets * k->words + 1, sizeof(uint64_t));
	for (unsigned i = 0; i < k->facets; i++) {
		const struct facet *f = &k->facet[i];

		for (unsigned v = 0; v < f->values; v++) {
			unsigned bit = f->first + v;

			ch->facet_bits[i * k->words + bit / 64] |= (uint64_t)1 << (bit % 64);
			if (q->selected[i] != NULL && q->selected[i][v]) {
				chosen[bit / 64] |= (uint64_t)1 << (bit % 64);
				ch->filtered[i] = true;
			}
		}
	}
	ch->chosen = chosen;
}

/* The key of the cursor's record, which the page begins behind. */
static void
set_cursor(struct chooser *ch, const struct catalogue *c, const struct list_query *q,
    const struct fts_matches *matches)
{
	uint32_t record = q->cursor_record;
	uint32_t score = 0, metres;
	size_t i = 0;

	if (q->cursor.p == NULL)
		return;
	ch->has_after = true;
	if (record == 0 || record >= c->records ||
	    c->kind_of[record] != kind_index(ch->k->kind) + 1) {
		ch->out->lost = true;
		return;
	}
	if (!is_there(ch, c->row[record], &metres) && q->sort == SORT_DISTANCE)
		ch->out->lost = true;
	/* A place among scores is known only of what is still found. */
	if (matches != NULL && q->sort == SORT_RELEVANCE) {
		while (i < matches->count && matches->match[i].record != record)
			i++;
		ch->out->lost |= i == matches->count;
		score = ch->out->lost ? 0 : matches->match[i].score;
	}
	ch->after = key_of(q, ch->k, score, metres, c->row[record]);
}

/* Nobody filters, and rows stand as they are wanted: the counts are known, and a page is what comes next. */
static bool
wants_all(const struct chooser *ch, const struct list_query *q, const struct fts_matches *matches)
{
	for (unsigned i = 0; i < ch->k->facets; i++)
		if (ch->filtered[i])
			return false;
	return matches == NULL && ch->near == NULL && q->sort == SORT_NAME;
}

static void
take_all(struct chooser *ch)
{
	const struct catalogue_kind *k = ch->k;
	uint64_t row = ch->has_after ? ch->after + 1 : 0;

	memcpy(ch->out->counts, k->counts, k->values * sizeof(*k->counts));
	ch->out->total = ch->out->unfiltered = k->rows;
	for (; row < k->slots && ch->held < ch->room; row++)
		if (k->record[row] != 0)
			hold(ch, row);
}

/*
 * Matches come in the order of records, rows are in that of names: each is somewhere else in memory, and waiting for
 * one after the other took four fifths of a list of 300 000. A record of another kind is asked for in vain.
 */
static void
walk_matches(struct chooser *ch, const struct catalogue *c, const struct list_query *q,
    const struct fts_matches *matches)
{
	const struct catalogue_kind *k = ch->k;
	uint8_t kind = (uint8_t)(kind_index(k->kind) + 1);
	uint32_t metres;

	for (size_t i = 0; i < matches->count; i++) {
		uint32_t record = matches->match[i].record;

		if (i + AHEAD < matches->count) {
			uint32_t next = matches->match[i + AHEAD].record;
			size_t row = next < c->records && c->row[next] < k->slots ? c->row[next]
										  : 0;

			PREFETCH(&k->bits[row * k->words]);
			PREFETCH(&k->standing[row]);
		}
		if (record < c->records && c->kind_of[record] == kind &&
		    is_there(ch, c->row[record], &metres))
			consider(ch, c->row[record],
			    key_of(q, k, matches->match[i].score, metres, c->row[record]));
	}
}

static void
walk(struct chooser *ch, const struct catalogue *c, const struct list_query *q,
    const struct fts_matches *matches)
{
	uint32_t metres;

	if (wants_all(ch, q, matches)) {
		take_all(ch);
		return;
	}
	if (matches == NULL) {
		for (uint32_t row = 0; row < ch->k->slots; row++)
			if (ch->k->record[row] != 0 && is_there(ch, row, &metres))
				consider(ch, row, key_of(q, ch->k, 0, metres, row));
		return;
	}
	walk_matches(ch, c, q, matches);
}

void
choose(struct choice *out, const struct catalogue *c, const struct kind *k,
    const struct list_query *q, const struct fts_matches *matches, struct mem *m)
{
	struct chooser ch = { .k = &c->kind[kind_index(k)], .out = out,
		.near = near_is_asked(&q->near) ? &q->near : NULL,
		.by_distance = q->sort == SORT_DISTANCE };
	size_t before = q->cursor.p != NULL ? 0 : (size_t)(q->page - 1) * q->limit;

	*out = (struct choice){ .counts = mem_calloc(m, ch.k->words * 64, sizeof(uint32_t)) };
	ch.room = before + q->limit + 1;
	if (ch.room > ch.k->rows)
		ch.room = ch.k->rows;
	ch.heap = mem_calloc(m, ch.room + 1, sizeof(*ch.heap));
	set_filters(&ch, q, m);
	set_cursor(&ch, c, q, matches);
	walk(&ch, c, q, matches);
	sort_held(&ch);
	out->record = mem_calloc(m, q->limit, sizeof(*out->record));
	out->key = mem_calloc(m, q->limit, sizeof(*out->key));
	for (size_t i = before; i < ch.held && out->count < q->limit; i++) {
		out->key[out->count] = ch.heap[i];
		out->record[out->count++] = ch.k->record[(uint32_t)ch.heap[i]];
	}
	out->more = ch.held > before + out->count;
}
