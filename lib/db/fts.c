/*
 * fts.c: the search function over FTS5's own API.
 *
 * The statement search_collect matches any of the words and asks for one row;
 * for that row FTS5 calls collect(), which runs each word over the whole index
 * (xQueryPhrase) and leaves sorted lists behind. They are then intersected.
 */
#include "lib/db/fts.h"

#include <assert.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/db/db_private.h"
#include "lib/text/utf8.h"

enum {
	PREFIX_LETTERS = 3,             /* shorter words are taken whole */
	WORD_LETTERS_MAX = 40,
	LATE_EVERY = 1024,              /* rows between looks at the clock */
};

struct list {
	struct fts_match *match;
	size_t count, room;
};

struct collector {
	struct reader reader;
	struct mem *mem;
	struct list list[FTS_WORDS_MAX];
	struct list *current;
	size_t words;
};

/* ------------------------------------------------------------------- query */

static bool
is_stop_word(struct str folded)
{
	static const char *const words[] = { "och", "i", "att", "en", "ett", "som", "pa", "for",
	    "med", "av", "till", "den", "det", "de", "om", "the", "of", "and", "in", "for", "to", "a" };

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_is(folded, words[i]))
			return true;
	return false;
}

/* The next run of letters and digits; empty at the end. */
static struct str
next_word(struct str text, size_t *at)
{
	size_t i = *at, begin, before;
	uint32_t c;

	do {
		begin = i;
		c = utf8_next(text, &i);
	} while (c != 0 && !utf8_is_word(c));
	if (c == 0) {
		*at = begin;
		return (struct str){ text.p, 0 };
	}
	do {
		before = i;
		c = utf8_next(text, &i);
	} while (c != 0 && utf8_is_word(c));
	*at = before;
	return (struct str){ text.p + begin, before - begin };
}

static void
add_word(struct fts_query *q, struct buf *match, struct mem *m, struct str word)
{
	struct snippet_word *w;

	word.n = utf8_prefix(word, WORD_LETTERS_MAX);
	if (q->words == FTS_WORDS_MAX) {
		q->cut = true;
		return;
	}
	w = &q->word[q->words++];
	w->folded = utf8_fold_marks(m, word);
	w->prefix = utf8_length(word) >= PREFIX_LETTERS;
	if (match->n > 0)
		buf_puts(match, " OR ");
	/* A word is letters and digits only, so there is no quote in it to double. */
	buf_byte(match, '"');
	buf_str(match, word);
	buf_puts(match, w->prefix ? "\" *" : "\"");
}

void
fts_query(struct fts_query *q, struct mem *m, struct str text)
{
	struct buf match;
	struct str word;
	size_t at;

	*q = (struct fts_query){ .words = 0 };
	buf_init(&match, m, 128);
	for (int stop_words = 0; stop_words < 2 && q->words == 0; stop_words++) {
		at = 0;
		while ((word = next_word(text, &at)).n > 0)
			if (stop_words || !is_stop_word(utf8_fold_marks(m, word)))
				add_word(q, &match, m, word);
	}
	q->match = mem_dup(m, buf_view(&match));
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
		size_t room = l->room == 0 ? 256 : l->room * 2;

		l->match = mem_grow(m, l->match, l->count * sizeof(match), room * sizeof(match));
		l->room = room;
	}
	l->match[l->count++] = match;
}

/*
 * One row that has the present word. Its first hit is in its best column: they
 * are ordered by worth.
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
	/* A word in which the tokenizer sees no letters is no phrase to FTS5: nothing has it. */
	if ((size_t)api->xPhraseCount(fts) != c->words)
		return;
	for (size_t i = 0; i < c->words; i++) {
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
	return api->xCreateFunction(api, "collect", db, collect, NULL);
}

/* a ∧ b, scores added, into a. Both by ascending record. */
static void
intersect(struct list *a, const struct list *b)
{
	size_t i = 0, j = 0, n = 0;

	while (i < a->count && j < b->count) {
		uint32_t x = a->match[i].record, y = b->match[j].record;

		if (x == y)
			a->match[n++] = (struct fts_match){ x, a->match[i].score + b->match[j].score };
		i += x <= y;
		j += y <= x;
	}
	a->count = n;
}

void
fts_search(struct reader *r, struct mem *m, const struct fts_query *q, struct fts_matches *out)
{
	struct collector c = { .reader = *r, .mem = m, .words = q->words };
	struct stmt *s;

	*out = (struct fts_matches){ NULL, 0 };
	if (q->words == 0)
		return;
	s = db_read(r, SQL_SEARCH_COLLECT);
	db_bind_str(s, ":match", q->match);
	r->db->collector = &c;
	db_run(s);
	r->db->collector = NULL;
	for (size_t i = 1; i < q->words; i++)
		intersect(&c.list[0], &c.list[i]);
	*out = (struct fts_matches){ c.list[0].match, c.list[0].count };
}
