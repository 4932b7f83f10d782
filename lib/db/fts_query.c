/* fts_query.c: building a question; what does not fit changes nothing of what did. */
#include "lib/db/fts.h"

#include <assert.h>

void
fts_query_init(struct fts_query *q, struct mem *m)
{
	q->phrases = q->choices = q->slots = q->ways = q->groups = 0;
	q->full = false;
	q->mem = m;
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
fts_group_is_head(struct fts_query *q)
{
	q->group[q->groups - 1].head = true;
}

void
fts_group_is_optional(struct fts_query *q)
{
	q->group[q->groups - 1].optional = true;
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
fts_way_is_about(struct fts_query *q)
{
	if (!q->full)
		q->way[q->ways - 1].about = true;
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

/* The phrase's number, a new one if it is new; FTS_PHRASES_MAX: there is no room. */
static unsigned
number_of(struct fts_query *q, struct str phrase)
{
	for (unsigned i = 0; i < q->phrases; i++)
		if (str_eq(q->phrase[i], phrase))
			return i;
	if (q->phrases == FTS_PHRASES_MAX)
		return FTS_PHRASES_MAX;
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
	buf_init(&b, q->mem, 64);
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
