/*
 * fts_join.c: lists of matches joined as the question says. Every list is in
 * the order of records, so that two are joined by one walk along both.
 */
#include "lib/db/fts_private.h"

enum {
	LONGER =
	    8, /* times as many records, and those of the shorter list are sought in the longer one */
	MUCH_RARER = 10,        /* times as many records that have one word rather than another */
	OTHER_COLUMNS = 8,      /* this part of a group's scores in further columns counts, too */
	COLUMN_BITS = 2         /* below the score while a group is joined: the column that it is of */
};

static struct fts_match *
room_for(struct mem *m, size_t count)
{
	return mem_alloc(m, count * sizeof(struct fts_match) + 1);
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static struct fts_match
better(struct fts_match a, struct fts_match b)
{
	return a.score >= b.score ? a : b;
}

static uint32_t
column_of(uint32_t score)
{
	return score >= FTS_SCORE_NAME ? 3
	    : score >= FTS_SCORE_LABELS ? 2
	    : score >= FTS_SCORE_SUMMARY;
}

/* A word in the label and, in another form, in the text is better met than in the label alone. */
static struct fts_match
both(struct fts_match a, struct fts_match b)
{
	uint32_t mask = (1u << COLUMN_BITS) - 1, lesser = b.score;

	if (a.score < b.score) {
		lesser = a.score;
		a.score = b.score;
	}
	if ((a.score & mask) != (lesser & mask))
		a.score += lesser / OTHER_COLUMNS & ~mask;
	return a;
}

/* a ∨ b, and what becomes of records that both have. */
static struct list
unite(struct mem *m, struct list a, struct list b,
    struct fts_match (*join)(struct fts_match, struct fts_match))
{
	struct fts_match *out;
	size_t i = 0, j = 0, n = 0;

	if (a.count == 0 || b.count == 0)
		return a.count == 0 ? b : a;
	out = room_for(m, a.count + b.count);
	while (i < a.count && j < b.count) {
		uint32_t x = a.match[i].record, y = b.match[j].record;

		out[n++] = x < y ? a.match[i] : x > y ? b.match[j] : join(a.match[i], b.match[j]);
		i += x <= y;
		j += y <= x;
	}
	while (i < a.count)
		out[n++] = a.match[i++];
	while (j < b.count)
		out[n++] = b.match[j++];
	return (struct list){ out, n };
}

/* The first place from i on whose record is not below; by doubling steps, for lists of very different lengths. */
static size_t
seek(struct list l, size_t i, uint32_t record)
{
	size_t step = 1;

	while (i + step < l.count && l.match[i + step].record < record) {
		i += step;
		step *= 2;
	}
	for (; step > 0; step /= 2)
		while (i + step < l.count && l.match[i + step].record < record)
			i += step;
	return i < l.count && l.match[i].record < record ? i + 1 : i;
}

static struct fts_match
worse(struct fts_match a, struct fts_match b)
{
	return a.score <= b.score ? a : b;
}

static struct fts_match
sum(struct fts_match a, struct fts_match b)
{
	return (struct fts_match){ a.record, a.score + b.score };
}

/* a ∧ b, and what becomes of a record's two scores. In `out`, with room for the shorter; it may be the memory of either. */
static struct list
intersect(struct fts_match *out, struct list a, struct list b,
    struct fts_match (*join)(struct fts_match, struct fts_match))
{
	struct list few = a.count <= b.count ? a : b, many = a.count <= b.count ? b : a;
	size_t n = 0;

	if (many.count / LONGER < few.count) {
		for (size_t i = 0, j = 0; i < few.count && j < many.count;) {
			struct fts_match x = few.match[i], y = many.match[j];

			if (x.record == y.record)
				out[n++] = join(x, y);
			i += x.record <= y.record;
			j += y.record <= x.record;
		}
		return (struct list){ out, n };
	}
	for (size_t i = 0, j = 0; i < few.count; i++) {
		j = seek(many, j, few.match[i].record);
		if (j == many.count)
			break;
		if (many.match[j].record == few.match[i].record)
			out[n++] = join(few.match[i], many.match[j]);
	}
	return (struct list){ out, n };
}

/* In `out`, which may be a's own memory. */
static struct list
without(struct fts_match *out, struct list a, struct list b)
{
	size_t n = 0, j = 0;

	for (size_t i = 0; i < a.count; i++) {
		j = seek(b, j, a.match[i].record);
		if (j == b.count || b.match[j].record != a.match[i].record)
			out[n++] = a.match[i];
	}
	return (struct list){ out, n };
}

/* a, with the scores of b where that has the same record. In `out`, which may be a's own memory. */
static struct list
add_scores(struct fts_match *out, struct list a, struct list b)
{
	size_t j = 0;

	for (size_t i = 0; i < a.count; i++) {
		out[i] = a.match[i];
		j = seek(b, j, out[i].record);
		if (j < b.count && b.match[j].record == out[i].record)
			out[i].score += b.match[j].score;
	}
	return (struct list){ out, a.count };
}

static struct list
list_of_way(struct mem *m, const struct fts_query *q, const struct fts_way *way,
    const struct list *of_phrase)
{
	struct list all = { .match = NULL };

	for (unsigned i = 0; i < way->slots; i++) {
		const struct fts_slot *slot = &q->slot[way->first + i];
		struct list any = { .match = NULL };

		for (unsigned j = 0; j < slot->choices; j++)
			any = unite(m, any, of_phrase[q->choice[slot->first + j]], better);
		all = i == 0 ? any
			     : intersect(room_for(m, least(all.count, any.count)), all, any, worse);
		if (all.count == 0)
			break;
	}
	return all;
}

static struct fts_match
weigh(struct fts_match x, uint32_t percent)
{
	return (struct fts_match){ x.record,
		(x.score * percent << COLUMN_BITS) + column_of(x.score) };
}

/*
 * all ∨ way, in `out`; returns how many. The lists of ways are shared, so that they are weighed
 * while they are read.
 */
static size_t
unite_way(struct fts_match *out, struct list all, struct list way, uint32_t percent)
{
	size_t i = 0, j = 0, n = 0;

	while (i < all.count && j < way.count) {
		struct fts_match a = all.match[i], b = weigh(way.match[j], percent);

		out[n++] = a.record < b.record ? a : a.record > b.record ? b : both(a, b);
		i += a.record <= b.record;
		j += b.record <= a.record;
	}
	while (i < all.count)
		out[n++] = all.match[i++];
	while (j < way.count)
		out[n++] = weigh(way.match[j++], percent);
	return n;
}

/* Those met elsewhere than in the text. */
static struct list
about(struct mem *m, struct list l)
{
	struct fts_match *out = room_for(m, l.count);
	size_t n = 0;

	for (size_t i = 0; i < l.count; i++)
		if (column_of(l.match[i].score) > 0)
			out[n++] = l.match[i];
	return (struct list){ out, n };
}

struct list
fts_join_group(struct mem *m, const struct fts_query *q, unsigned group,
    const struct list *of_phrase)
{
	const struct fts_group *g = &q->group[group];
	struct fts_match *all = NULL;
	size_t count = 0;

	for (unsigned i = 0; i < g->ways; i++) {
		const struct fts_way *way = &q->way[g->first + i];
		struct list l = list_of_way(m, q, way, of_phrase), before = { all, count };

		if (way->about)
			l = about(m, l);
		if (l.count == 0)
			continue;
		all = room_for(m, count + l.count);
		count = unite_way(all, before, l, way->percent);
	}
	for (size_t i = 0; i < count; i++)
		all[i].score >>= COLUMN_BITS;
	return (struct list){ all, count };
}

/* How much of a question a set of groups is. */
static int
worth_of(uint32_t groups, uint32_t weak)
{
	return 2 * __builtin_popcount(groups & ~weak) + __builtin_popcount(groups & weak);
}

/* How many records have the rarest of some groups. */
static size_t
rarest(const struct list *group, unsigned groups, uint32_t mask)
{
	size_t least = SIZE_MAX;

	for (unsigned g = 0; g < groups; g++)
		if ((mask >> g & 1) && group[g].count < least)
			least = group[g].count;
	return least;
}

/*
 * Sets of groups that records have, seen[set], where no record has them all: only those are kept that are the most of
 * the question. Among those that are as much, one that far fewer records have tells more of what is looked for:
 * circular, in circular economy. Then the head does: cykel, in begagnad cykel.
 */
static void
keep_most(bool seen[1u << FTS_GROUPS_MAX], const struct list *group, unsigned groups, uint32_t weak,
    uint32_t head)
{
	size_t rare = SIZE_MAX;
	bool headed = false;
	int have = 0;

	for (uint32_t set = 0; set < 1u << groups; set++)
		if (seen[set] && worth_of(set, weak) > have)
			have = worth_of(set, weak);
	for (uint32_t set = 0; set < 1u << groups; set++) {
		seen[set] &= worth_of(set, weak) == have;
		if (seen[set] && rarest(group, groups, set) < rare)
			rare = rarest(group, groups, set);
	}
	for (uint32_t set = 0; set < 1u << groups; set++) {
		seen[set] = seen[set] && rarest(group, groups, set) <= rare * MUCH_RARER;
		headed |= seen[set] && (set & head) != 0;
	}
	for (uint32_t set = 0; set < 1u << groups && headed; set++)
		seen[set] = seen[set] && (set & head) != 0;
}

/* Records with most of the groups. */
static struct list
most(struct mem *m, const struct list *group, unsigned groups, uint32_t weak, uint32_t head,
    uint32_t *left_out)
{
	bool kept[1u << FTS_GROUPS_MAX] = { false };
	struct list all = { .match = NULL };
	struct fts_match *best;
	uint32_t *mask, common = UINT32_MAX;
	size_t n = 0;

	for (unsigned i = 0; i < groups; i++)
		all = unite(m, all, group[i], better);
	mask = mem_calloc(m, all.count + 1, sizeof(*mask));
	best = room_for(m, all.count);
	for (size_t i = 0; i < all.count; i++)
		best[i] = (struct fts_match){ all.match[i].record, 0 };
	for (unsigned g = 0; g < groups; g++)
		for (size_t i = 0, j = 0; i < all.count && j < group[g].count; i++)
			if (best[i].record == group[g].match[j].record) {
				best[i].score += group[g].match[j++].score;
				mask[i] |= 1u << g;
			}
	for (size_t i = 0; i < all.count; i++)
		kept[mask[i]] = true;
	keep_most(kept, group, groups, weak, head);
	for (size_t i = 0; i < all.count; i++)
		if (kept[mask[i]]) {
			common &= mask[i];
			best[n++] = best[i];
		}
	*left_out = ~common & ((1u << groups) - 1);
	return (struct list){ best, n };
}

void
fts_join(struct mem *m, const struct fts_query *q, const struct list *of_group,
    struct fts_matches *out)
{
	struct list group[FTS_GROUPS_MAX], found = { .match = NULL };
	unsigned wanted = 0, number[FTS_GROUPS_MAX];
	struct fts_match *own = NULL;   /* of found, once it is no group's list */

	for (unsigned i = 0; i < q->groups; i++) {
		if (q->group[i].excluded || q->group[i].optional)
			continue;
		number[wanted] = i;
		group[wanted] = of_group[i];
		if (group[wanted].count == 0)
			out->empty |= 1u << i;
		if (wanted == 1)
			own = room_for(m, least(group[0].count, group[1].count));
		found = wanted == 0 ? group[0] : intersect(own, found, group[wanted], sum);
		wanted++;
	}
	if (wanted > 1 && found.count == 0) {
		uint32_t left_out = 0, weak = 0, head = 0;

		for (unsigned i = 0; i < wanted; i++) {
			weak |= (uint32_t)q->group[number[i]].weak << i;
			head |= (uint32_t)q->group[number[i]].head << i;
		}
		found = most(m, group, wanted, weak, head, &left_out);
		own = NULL;
		for (unsigned i = 0; i < wanted; i++)
			if (left_out >> i & 1)
				out->left_out |= 1u << number[i];
	}
	for (unsigned i = 0; i < q->groups; i++) {
		if (own == NULL && (q->group[i].excluded || q->group[i].optional))
			own = room_for(m, found.count);
		if (q->group[i].excluded)
			found = without(own, found, of_group[i]);
		else if (q->group[i].optional)
			found = add_scores(own, found, of_group[i]);
	}
	out->match = found.match;
	out->count = found.count;
}
