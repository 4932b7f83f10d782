/*
 * fts.c: the search function over FTS5's own API.
 *
 * The statement search_collect matches any of the phrases and asks for one
 * row; for that row FTS5 calls collect(), which runs each phrase over the
 * whole index (xQueryPhrase) and leaves sorted lists behind. They are then
 * joined as the question says.
 */
#include "lib/db/fts.h"

#include <assert.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/db/db_private.h"

enum {
	LATE_EVERY = 1024,              /* rows between looks at the clock */
};

struct list {
	struct fts_match *match;
	size_t count, room;
};

struct collector {
	struct reader reader;
	struct mem *mem;
	struct list *list;      /* one for each phrase */
	struct list *current;
	size_t phrases;
};

/* ----------------------------------------------------------------- question */

void
fts_query_init(struct fts_query *q, struct mem *m)
{
	q->phrases = q->choices = q->slots = q->ways = q->groups = 0;
	q->full = false;
	buf_init(&q->match, m, 512);
}

bool
fts_group(struct fts_query *q, bool excluded)
{
	if (q->groups == FTS_GROUPS_MAX || q->full)
		return false;
	q->group[q->groups++] = (struct fts_group){ .first = q->ways, .excluded = excluded };
	return true;
}

void
fts_group_is_weak(struct fts_query *q)
{
	q->group[q->groups - 1].weak = true;
}

void
fts_way(struct fts_query *q, unsigned percent)
{
	q->full |= q->ways == FTS_WAYS_MAX;
	if (q->full)
		return;
	q->way[q->ways++] = (struct fts_way){ .first = q->slots, .percent = (uint16_t)percent };
	q->group[q->groups - 1].ways++;
}

void
fts_slot(struct fts_query *q)
{
	if (q->full)
		return;
	if (q->slots == FTS_SLOTS_MAX) {
		/* Without this slot the way would be met by too much. */
		q->ways--;
		q->group[q->groups - 1].ways--;
		q->full = true;
		return;
	}
	q->slot[q->slots++] = (struct fts_slot){ .first = q->choices };
	q->way[q->ways - 1].slots++;
}

/* The phrase's number; new ones are added to the expression. */
static unsigned
number_of(struct fts_query *q, struct str phrase)
{
	for (unsigned i = 0; i < q->phrases; i++)
		if (str_eq(q->phrase[i], phrase))
			return i;
	if (q->phrases == FTS_PHRASES_MAX)
		return FTS_PHRASES_MAX;
	if (q->phrases > 0)
		buf_puts(&q->match, " OR ");
	buf_str(&q->match, phrase);
	q->phrase[q->phrases] = phrase;
	return q->phrases++;
}

void
fts_phrase(struct fts_query *q, const struct term *terms, size_t n, bool prefix)
{
	struct buf b;
	unsigned number;

	if (q->full || q->choices == FTS_CHOICES_MAX || n == 0)
		return;
	buf_init(&b, q->match.mem, 64);
	buf_byte(&b, '"');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_byte(&b, ' ');
		/* A term is made of letters and digits; a quote in it would be doubled here. */
		for (size_t j = 0; j < terms[i].n; j++) {
			assert(terms[i].p[j] != '\0');
			if (terms[i].p[j] == '"')
				buf_byte(&b, '"');
			buf_byte(&b, terms[i].p[j]);
		}
	}
	buf_puts(&b, prefix ? "\" *" : "\"");
	number = number_of(q, buf_view(&b));
	if (number == FTS_PHRASES_MAX)
		return;
	q->choice[q->choices++] = (uint16_t)number;
	q->slot[q->slots - 1].choices++;
}

/* --------------------------------------------------------------- collecting */

static uint32_t
column_score(int column)
{
	static const uint8_t score[] = {
		FTS_SCORE_NAME, FTS_SCORE_LABELS, FTS_SCORE_SUMMARY, FTS_SCORE_TEXT,
	};

	return column >= 0 && (size_t)column < COUNT_OF(score) ? score[column] : FTS_SCORE_TEXT;
}

static void
list_add(struct list *l, struct mem *m, struct fts_match match)
{
	if (l->count == l->room) {
		size_t room = l->room == 0 ? 64 : l->room * 2;

		l->match = mem_grow(m, l->match, l->count * sizeof(match), room * sizeof(match));
		l->room = room;
	}
	l->match[l->count++] = match;
}

/*
 * One row that has the present phrase. Its first hit is in its best column:
 * they are ordered by worth.
 */
static int
collect_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *ctx)
{
	struct collector *c = ctx;
	Fts5PhraseIter at;
	int column = -1, offset = 0;
	int code = api->xPhraseFirst(fts, 0, &at, &column, &offset);

	if (code != SQLITE_OK)
		return code;
	list_add(c->current, c->mem,
	    (struct fts_match){
	    .record = (uint32_t)api->xRowid(fts),
	    .score = column_score(column) + (column == 0 && offset == 0 ? FTS_SCORE_BEGINS : 0) });
	if (c->current->count % LATE_EVERY == 0 && db_is_late(&c->reader))
		return SQLITE_INTERRUPT;
	return SQLITE_OK;
}

static void
collect(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int n,
    sqlite3_value **values)
{
	struct db *db = api->xUserData(fts);
	struct collector *c = db->collector;

	(void)n;
	(void)values;
	assert(c != NULL);
	assert((size_t)api->xPhraseCount(fts) == c->phrases);
	for (size_t i = 0; i < c->phrases; i++) {
		int code;

		c->current = &c->list[i];
		code = api->xQueryPhrase(fts, (int)i, c, collect_row);
		if (code != SQLITE_OK) {
			sqlite3_result_error_code(result, code);
			return;
		}
	}
	sqlite3_result_int(result, 1);
}

int
fts_register(struct db *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(db->handle, "SELECT fts5(?1)", -1, &s, NULL);

	if (code != SQLITE_OK)
		return code;
	/* A pointer passed through SQL: https://sqlite.org/fts5.html, section 7. */
	sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(s);
	code = sqlite3_finalize(s);
	if (code != SQLITE_OK || api == NULL)
		return code != SQLITE_OK ? code : SQLITE_ERROR;
	if (!stemmer_init(&db->stemmer))
		return SQLITE_NOMEM;
	code = tokenizer_register(api, &db->stemmer);
	return code != SQLITE_OK ? code : api->xCreateFunction(api, "collect", db, collect, NULL);
}

/* ------------------------------------------------------------------ joining */

/* a ∨ b, the better score; both by ascending record. */
static struct list
unite(struct mem *m, struct list a, struct list b)
{
	struct list out = { .match = NULL };
	size_t i = 0, j = 0;

	if (a.count == 0 || b.count == 0)
		return a.count == 0 ? b : a;
	out.match = mem_alloc(m, (a.count + b.count) * sizeof(*out.match));
	while (i < a.count || j < b.count) {
		struct fts_match *x = i < a.count ? &a.match[i] : NULL;
		struct fts_match *y = j < b.count ? &b.match[j] : NULL;

		if (y == NULL || (x != NULL && x->record < y->record)) {
			out.match[out.count++] = *x;
			i++;
		} else if (x == NULL || y->record < x->record) {
			out.match[out.count++] = *y;
			j++;
		} else {
			out.match[out.count++] = x->score >= y->score ? *x : *y;
			i++;
			j++;
		}
	}
	return out;
}

/* a ∧ b: the worse score where one thing is meant (a way's slots), the sum where several are (groups). */
static struct list
intersect(struct mem *m, struct list a, struct list b, bool sum)
{
	struct list out = { .match = NULL };
	size_t i = 0, j = 0;

	out.match = mem_alloc(m, (a.count < b.count ? a.count : b.count) * sizeof(*out.match) + 1);
	while (i < a.count && j < b.count) {
		uint32_t x = a.match[i].record, y = b.match[j].record;
		uint32_t s = a.match[i].score, t = b.match[j].score;

		if (x == y)
			out.match[out.count++] = (struct fts_match){ x,
				sum         ? s + t
				    : s < t ? s
					    : t };
		i += x <= y;
		j += y <= x;
	}
	return out;
}

static struct list
without(struct mem *m, struct list a, struct list b)
{
	struct list out = { .match = mem_alloc(m, a.count * sizeof(*out.match) + 1) };
	size_t j = 0;

	for (size_t i = 0; i < a.count; i++) {
		while (j < b.count && b.match[j].record < a.match[i].record)
			j++;
		if (j == b.count || b.match[j].record != a.match[i].record)
			out.match[out.count++] = a.match[i];
	}
	return out;
}

static struct list
list_of_way(struct collector *c, const struct fts_query *q, const struct fts_way *way)
{
	struct list all = { .match = NULL };

	for (unsigned i = 0; i < way->slots; i++) {
		const struct fts_slot *slot = &q->slot[way->first + i];
		struct list any = { .match = NULL };

		for (unsigned j = 0; j < slot->choices; j++)
			any = unite(c->mem, any, c->list[q->choice[slot->first + j]]);
		all = i == 0 ? any : intersect(c->mem, all, any, false);
		if (all.count == 0)
			break;
	}
	return all;
}

static struct list
list_of_group(struct collector *c, const struct fts_query *q, const struct fts_group *g)
{
	struct list all = { .match = NULL };

	for (unsigned i = 0; i < g->ways; i++) {
		const struct fts_way *way = &q->way[g->first + i];
		struct list l = list_of_way(c, q, way), weighed = l;

		/* The lists of phrases are shared between ways. */
		weighed.match = mem_alloc(c->mem, l.count * sizeof(*l.match) + 1);
		for (size_t j = 0; j < l.count; j++)
			weighed.match[j] = (struct fts_match){ l.match[j].record,
				l.match[j].score * way->percent };
		all = unite(c->mem, all, weighed);
	}
	return all;
}

/* How much of a question a set of groups is. */
static int
worth_of(uint32_t groups, uint32_t weak)
{
	return 2 * __builtin_popcount(groups & ~weak) + __builtin_popcount(groups & weak);
}

/* Records with most of the groups; no record has them all. */
static struct list
most(struct mem *m, const struct list *group, unsigned groups, uint32_t weak, uint32_t *left_out)
{
	struct list all = { .match = NULL }, best = { .match = NULL };
	uint32_t *mask, common = UINT32_MAX;
	int have = 0;

	for (unsigned i = 0; i < groups; i++)
		all = unite(m, all, group[i]);
	mask = mem_calloc(m, all.count + 1, sizeof(*mask));
	best.match = mem_alloc(m, all.count * sizeof(*best.match) + 1);
	for (size_t i = 0; i < all.count; i++)
		best.match[i] = (struct fts_match){ all.match[i].record, 0 };
	for (unsigned g = 0; g < groups; g++)
		for (size_t i = 0, j = 0; i < all.count && j < group[g].count; i++)
			if (best.match[i].record == group[g].match[j].record) {
				best.match[i].score += group[g].match[j++].score;
				mask[i] |= 1u << g;
			}
	for (size_t i = 0; i < all.count; i++)
		if (worth_of(mask[i], weak) > have)
			have = worth_of(mask[i], weak);
	for (size_t i = 0; i < all.count; i++)
		if (worth_of(mask[i], weak) == have) {
			common &= mask[i];
			best.match[best.count++] = best.match[i];
		}
	*left_out = ~common & ((1u << groups) - 1);
	return best;
}

static void
join(struct collector *c, const struct fts_query *q, struct fts_matches *out)
{
	struct list group[FTS_GROUPS_MAX], found = { .match = NULL };
	unsigned wanted = 0, number[FTS_GROUPS_MAX];

	for (unsigned i = 0; i < q->groups; i++) {
		if (q->group[i].excluded)
			continue;
		number[wanted] = i;
		group[wanted] = list_of_group(c, q, &q->group[i]);
		if (group[wanted].count == 0)
			out->empty |= 1u << i;
		found = wanted == 0 ? group[0] : intersect(c->mem, found, group[wanted], true);
		wanted++;
	}
	if (wanted > 1 && found.count == 0) {
		uint32_t left_out = 0, weak = 0;

		for (unsigned i = 0; i < wanted; i++)
			if (q->group[number[i]].weak)
				weak |= 1u << i;
		found = most(c->mem, group, wanted, weak, &left_out);
		for (unsigned i = 0; i < wanted; i++)
			if (left_out >> i & 1)
				out->left_out |= 1u << number[i];
	}
	for (unsigned i = 0; i < q->groups; i++)
		if (q->group[i].excluded)
			found = without(c->mem, found, list_of_group(c, q, &q->group[i]));
	out->match = found.match;
	out->count = found.count;
}

void
fts_search(struct reader *r, struct mem *m, const struct fts_query *q, struct fts_matches *out)
{
	struct collector c = { .reader = *r, .mem = m, .phrases = q->phrases };
	struct stmt *s;

	*out = (struct fts_matches){ .match = NULL };
	if (q->phrases == 0)
		return;
	c.list = mem_calloc(m, q->phrases, sizeof(*c.list));
	s = db_read(r, SQL_SEARCH_COLLECT);
	db_bind_str(s, ":match", buf_view(&q->match));
	r->db->collector = &c;
	db_run(s);
	r->db->collector = NULL;
	join(&c, q, out);
}
