/*
 * fts.c: the search function over FTS5's own API.
 *
 * The statement search_collect matches any of the phrases and asks for one
 * row; for that row FTS5 calls collect(), which runs each phrase over the
 * whole index (xQueryPhrase) and leaves sorted lists behind. They are joined
 * as the question says (fts_join.c).
 *
 * What a group of the question finds is kept until the database changes: words that are
 * frequent in texts are frequent in questions too, and their lists are what takes time.
 */
#include "lib/db/fts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/db/db_private.h"
#include "lib/db/fts_private.h"

enum {
	LATE_EVERY = 1024,              /* rows between looks at the clock */
	/* Rows that one transaction may walk over: enough for three words that every record has. */
	WALKS_PER_RECORD = 3,
	WALKS_LEAST = 10000,
};

struct growing {
	struct fts_match *match;
	size_t count, room;
};

struct collector {
	struct reader reader;
	struct mem *mem;
	struct growing *list;   /* one for each phrase of the expression */
	struct growing *current;
	size_t phrases;
	sqlite3_int64 walks;    /* rows that may still be walked over */
	bool cut;               /* there were more */
};

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
add(struct growing *l, struct mem *m, struct fts_match match)
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
	if (c->walks-- == 0) {
		c->cut = true;
		return SQLITE_DONE;     /* xQueryPhrase ends, and takes this for success */
	}
	add(c->current, c->mem,
	    (struct fts_match){
	    .record = (uint32_t)api->xRowid(fts),
	    .score = column_score(column) + (column == 0 && offset == 0 ? FTS_SCORE_BEGINS : 0) });
	if (c->current->count % LATE_EVERY == 0 && db_is_late(&c->reader))
		return SQLITE_INTERRUPT;
	return SQLITE_OK;
}

static int
collect_all(struct collector *c, const Fts5ExtensionApi *api, Fts5Context *fts)
{
	struct db *db = c->reader.db;
	sqlite3_int64 records = 0, left;
	int code = api->xRowCount(fts, &records);

	left = WALKS_PER_RECORD * records + WALKS_LEAST - db->walked;
	c->walks = left = left > 0 ? left : 0;
	for (size_t i = 0; i < c->phrases && code == SQLITE_OK && !c->cut; i++) {
		c->current = &c->list[i];
		code = api->xQueryPhrase(fts, (int)i, c, collect_row);
	}
	db->walked += left - c->walks;
	return code;
}

static void
collect(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int n,
    sqlite3_value **values)
{
	struct db *db = api->xUserData(fts);
	int code;

	(void)n;
	(void)values;
	assert(db->collector != NULL);
	assert((size_t)api->xPhraseCount(fts) == db->collector->phrases);
	code = collect_all(db->collector, api, fts);
	if (code != SQLITE_OK)
		sqlite3_result_error_code(result, code);
	else
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
	code = tokenizer_register(api, db);
	return code != SQLITE_OK ? code : api->xCreateFunction(api, "collect", db, collect, NULL);
}

/* ------------------------------------------------------------------- phrases */

/* A phrase that a group asks for, and the best that a way with it is worth. */
struct wanted {
	uint16_t phrase, percent;
};

/* The best first: what is cut, where there is too much to walk over, is worth least. */
static int
by_percent(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	return x->percent != y->percent ? y->percent - x->percent : x->phrase - y->phrase;
}

/* The phrases of the groups that are not `known`, each once. */
static size_t
wanted_of(const struct fts_query *q, const bool *known, struct wanted *wanted)
{
	uint16_t percent[FTS_PHRASES_MAX] = { 0 };
	size_t n = 0;

	for (unsigned g = 0; g < q->groups; g++) {
		for (unsigned w = 0; w < q->group[g].ways && !known[g]; w++) {
			const struct fts_way *way = &q->way[q->group[g].first + w];
			const struct fts_slot *slot = &q->slot[way->first];

			for (unsigned s = 0; s < way->slots; s++, slot++)
				for (unsigned i = 0; i < slot->choices; i++) {
					uint16_t *p = &percent[q->choice[slot->first + i]];

					if (way->percent > *p)
						*p = way->percent;
				}
		}
	}
	for (uint16_t i = 0; i < q->phrases; i++)
		if (percent[i] > 0)
			wanted[n++] = (struct wanted){ i, percent[i] };
	qsort(wanted, n, sizeof(*wanted), by_percent);
	return n;
}

/* Fills of_phrase for the phrases of groups that are not known; true when there were too many rows. */
static bool
collect_phrases(struct reader *r, struct mem *m, const struct fts_query *q, const bool *known,
    struct list *of_phrase)
{
	struct wanted wanted[FTS_PHRASES_MAX];
	struct collector c = { .reader = *r, .mem = m };
	struct buf match;
	struct stmt *s;

	c.phrases = wanted_of(q, known, wanted);
	if (c.phrases == 0)
		return false;
	c.list = mem_calloc(m, c.phrases, sizeof(*c.list));
	buf_init(&match, m, 512);
	for (size_t i = 0; i < c.phrases; i++) {
		if (i > 0)
			buf_puts(&match, " OR ");
		buf_str(&match, q->phrase[wanted[i].phrase]);
	}
	s = db_read(r, SQL_SEARCH_COLLECT);
	db_bind_str(s, ":match", buf_view(&match));
	r->db->collector = &c;
	db_run(s);
	r->db->collector = NULL;
	for (size_t i = 0; i < c.phrases; i++)
		of_phrase[wanted[i].phrase] = (struct list){ c.list[i].match, c.list[i].count };
	return c.cut;
}

/* -------------------------------------------------------------------- groups */

/* All that a group's list depends on: what its ways are worth and which phrases meet them. */
static struct str
key_of(struct mem *m, const struct fts_query *q, unsigned group)
{
	const struct fts_group *g = &q->group[group];
	struct buf b;

	buf_init(&b, m, 256);
	for (unsigned w = 0; w < g->ways; w++) {
		const struct fts_way *way = &q->way[g->first + w];

		buf_int(&b, way->percent);
		if (way->about)
			buf_byte(&b, '!');
		for (unsigned s = 0; s < way->slots; s++) {
			const struct fts_slot *slot = &q->slot[way->first + s];

			buf_byte(&b, '&');
			for (unsigned i = 0; i < slot->choices; i++)
				buf_str(&b, q->phrase[q->choice[slot->first + i]]);
		}
	}
	return buf_view(&b);
}

static void
keep(struct db *db, int64_t version, struct str key, struct list l)
{
	size_t bytes = l.count * sizeof(*l.match);
	char *room = kept_add(db->kept, version, key, bytes);

	if (room != NULL && bytes > 0)
		memcpy(room, l.match, bytes);
}

/* What was found for the key in this transaction or, not long ago, in another. */
static bool
find(struct db *db, int64_t version, struct str key, struct list *out)
{
	struct str kept;

	for (const struct fts_seen *s = db->seen; s != NULL; s = s->next)
		if (str_eq(s->key, key)) {
			*out = s->list;
			return true;
		}
	kept = kept_find(db->kept, version, key);
	*out = (struct list){ (const void *)kept.p, kept.n / sizeof(struct fts_match) };
	return kept.p != NULL;
}

static void
see(struct db *db, struct mem *m, struct str key, struct list l)
{
	struct fts_seen *s = mem_alloc(m, sizeof(*s));

	*s = (struct fts_seen){ db->seen, key, l };
	db->seen = s;
}

void
fts_search(struct reader *r, struct mem *m, const struct fts_query *q, struct fts_matches *out)
{
	struct list of_phrase[FTS_PHRASES_MAX] = { { .match = NULL } };
	struct list of_group[FTS_GROUPS_MAX];
	struct str key[FTS_GROUPS_MAX];
	bool known[FTS_GROUPS_MAX];
	int64_t version;

	*out = (struct fts_matches){ .match = NULL };
	if (q->phrases == 0)
		return;
	version = db_data_version(r);
	for (unsigned g = 0; g < q->groups; g++) {
		key[g] = key_of(m, q, g);
		known[g] = find(r->db, version, key[g], &of_group[g]);
	}
	out->cut = collect_phrases(r, m, q, known, of_phrase);
	for (unsigned g = 0; g < q->groups; g++) {
		if (known[g])
			continue;
		of_group[g] = fts_join_group(m, q, g, of_phrase);
		/* What was not found because of an error or a bound is not what there is. */
		if (out->cut || r->db->err != ERR_NONE)
			continue;
		keep(r->db, version, key[g], of_group[g]);
		see(r->db, m, key[g], of_group[g]);
	}
	fts_join(m, q, of_group, out);
}
