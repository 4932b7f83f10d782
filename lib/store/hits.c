/* hits.c: counting terms by fts5vocab, which takes 30 ns a hit. */
#include "lib/store/hits.h"

#include "lib/base/cc.h"
#include "lib/base/hash.h"
#include "lib/db/stmt.h"

/* One place for each hash: what is asked for often is there, and nothing needs to be dropped in order. */
static struct counted *
place_of(struct wording *w, const struct term *first, const struct term *behind)
{
	/* The end of the range tells a term from what begins with it. */
	uint64_t hash = hash_short(term_str(first)) * 31 + hash_short(term_str(behind));
	struct counted *c = &w->counted[hash % COUNT_OF(w->counted)];

	if (c->hash != hash)
		*c = (struct counted){ .hash = hash, .hits = -1 };
	return c;
}

static int64_t
count(struct wording *w, struct reader *r, const struct term *first, const struct term *behind,
    int64_t most)
{
	struct counted *c = place_of(w, first, behind);
	int64_t hits = 0;
	struct stmt *s;

	if (c->hits >= 0)
		return c->hits;
	s = db_read(r, SQL_LIST_HITS);
	db_bind_str(s, ":first", term_str(first));
	db_bind_str(s, ":behind", term_str(behind));
	while (db_next(s)) {
		hits += db_int(s, 0);
		if (hits > most) {
			stmt_end(s);
			break;
		}
	}
	/* What an error ended is not known. */
	if (db_done(r) == ERR_NONE)
		c->hits = hits;
	return hits;
}

int64_t
hits_of_term(struct wording *w, struct reader *r, const struct term *t)
{
	struct term behind = *t;

	/* Nothing is between a term and itself with the smallest byte at its end. */
	behind.p[behind.n++] = '\1';
	return count(w, r, t, &behind, INT64_MAX);
}

int64_t
hits_of_beginning(struct wording *w, struct reader *r, const struct term *t, int64_t most)
{
	struct term behind = *t;

	/* No byte of UTF-8 is the last one there is: the next is behind all that begin with it. */
	behind.p[behind.n - 1]++;
	return count(w, r, t, &behind, most);
}
