/*
 * fts_join.c: lists of matches joined as the question says. Every list is in
 * the order of records, so that two are joined by one walk along both.
 */
#include "lib/db/fts_private.h"

enum {
	MUCH_RARER = 10,        /* times as many records that have one word rather than another */
	OTHER_COLUMNS = 8,      /* this part of a group's scores in further columns counts, too */
	COLUMN_BITS = 2         /* below the score while a group is joined: the column that it is of */
};

static struct fts_match *
room_for(struct mem *m, size_t count)
{
	return mem_alloc(m, count * sizeof(struct fts_match) + 1);
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

/* a ∧ b: the worse score where one thing is meant (a way's slots), the sum where several are (groups). */
static struct list
intersect(struct mem *m, struct list a, struct list b, bool sum)
{
	struct list few = a.count <= b.count ? a : b, many = a.count <= b.count ? b : a;
	struct fts_match *out = room_for(m, few.count);
	size_t n = 0, j = 0;

	for (size_t i = 0; i < few.count; i++) {
		struct fts_match x = few.match[i];

		j = seek(many, j, x.record);
		if (j == many.count)
			break;
		if (many.match[j].record != x.record)
			continue;
		if (sum)
			x.score += many.match[j].score;
		else if (many.match[j].score < x.score)
			x.score = many.match[j].score;
		out[n++] = x;
	}
	return (struct list){ out, n };
}

static struct list
without(struct mem *m, struct list a, struct list b)
{
	struct fts_match *out = room_for(m, a.count);
	size_t n = 0, j = 0;

	for (size_t i = 0; i < a.count; i++) {
		j = seek(b, j, a.match[i].record);
		if (j == b.count || b.match[j].record != a.match[i].record)
			out[n++] = a.match[i];
	}
	return (struct list){ out, n };
}

/* a, with the scores of b where that has the same record. */
static struct list
add_scores(struct mem *m, struct list a, struct list b)
{
	struct fts_match *out = room_for(m, a.count);
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
		all = i == 0 ? any : intersect(m, all, any, false);
		if (all.count == 0)
			break;
	}
	return all;
}

static struct list
without_columns(struct mem *m, struct list l)
{
	struct fts_match *out = room_for(m, l.count);

	for (size_t i = 0; i < l.count; i++)
		out[i] = (struct fts_match){ l.match[i].record, l.match[i].score >> COLUMN_BITS };
	return (struct list){ out, l.count };
}

struct list
fts_join_group(struct mem *m, const struct fts_query *q, unsigned group,
    const struct list *of_phrase)
{
	const struct fts_group *g = &q->group[group];
	struct list all = { .match = NULL };

	for (unsigned i = 0; i < g->ways; i++) {
		const struct fts_way *way = &q->way[g->first + i];
		struct list l = list_of_way(m, q, way, of_phrase);
		/* The lists of phrases are shared between ways, so they are not weighed in place. */
		struct fts_match *weighed = room_for(m, l.count);

		for (size_t j = 0; j < l.count; j++)
			weighed[j] = (struct fts_match){ l.match[j].record,
				(l.match[j].score * way->percent << COLUMN_BITS) +
				    column_of(l.match[j].score) };
		all = unite(m, all, (struct list){ weighed, l.count }, both);
	}
	return without_columns(m, all);
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
 * circular, in circular economy.
 */
static void
keep_most(bool seen[1u << FTS_GROUPS_MAX], const struct list *group, unsigned groups, uint32_t weak)
{
	size_t rare = SIZE_MAX;
	int have = 0;

	for (uint32_t set = 0; set < 1u << groups; set++)
		if (seen[set] && worth_of(set, weak) > have)
			have = worth_of(set, weak);
	for (uint32_t set = 0; set < 1u << groups; set++) {
		seen[set] &= worth_of(set, weak) == have;
		if (seen[set] && rarest(group, groups, set) < rare)
			rare = rarest(group, groups, set);
	}
	for (uint32_t set = 0; set < 1u << groups; set++)
		seen[set] = seen[set] && rarest(group, groups, set) <= rare * MUCH_RARER;
}

/* Records with most of the groups. */
static struct list
most(struct mem *m, const struct list *group, unsigned groups, uint32_t weak, uint32_t *left_out)
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
	keep_most(kept, group, groups, weak);
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

	for (unsigned i = 0; i < q->groups; i++) {
		if (q->group[i].excluded || q->group[i].optional)
			continue;
		number[wanted] = i;
		group[wanted] = of_group[i];
		if (group[wanted].count == 0)
			out->empty |= 1u << i;
		found = wanted == 0 ? group[0] : intersect(m, found, group[wanted], true);
		wanted++;
	}
	if (wanted > 1 && found.count == 0) {
		uint32_t left_out = 0, weak = 0;

		for (unsigned i = 0; i < wanted; i++)
			if (q->group[number[i]].weak)
				weak |= 1u << i;
		found = most(m, group, wanted, weak, &left_out);
		for (unsigned i = 0; i < wanted; i++)
			if (left_out >> i & 1)
				out->left_out |= 1u << number[i];
	}
	for (unsigned i = 0; i < q->groups; i++) {
		if (q->group[i].excluded)
			found = without(m, found, of_group[i]);
		else if (q->group[i].optional)
			found = add_scores(m, found, of_group[i]);
	}
	out->match = found.match;
	out->count = found.count;
}
