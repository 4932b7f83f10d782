/*
 * fuzz_tokenizer.c: any bytes as a text to the tokenizer that FTS5 has of us,
 * by its own functions. Every term lies in the text where it says, in order,
 * and fits; a text means the same each time, however its letters are composed,
 * and what was indexed can be asked for, term by term.
 */
#include <stdlib.h>

#include <utf8proc.h>

#include "lib/db/db_private.h"
#include "lib/text/term.h"
#include "lib/text/utf8.h"
#include "tests/fuzz/plain_asserts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct db db;
static fts5_tokenizer functions;
static Fts5Tokenizer *tokenizer;

static void
make(void)
{
	fts5_api *api = NULL;
	sqlite3_stmt *s = NULL;
	void *ctx = NULL;

	db_init();
	if (sqlite3_open(":memory:", &db.handle) != SQLITE_OK || fts_register(&db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db.handle, "SELECT fts5(?1)", -1, &s, NULL) != SQLITE_OK)
		abort();
	sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(s);
	sqlite3_finalize(s);
	if (api == NULL || api->xFindTokenizer(api, "medverk", &ctx, &functions) != SQLITE_OK ||
	    functions.xCreate(ctx, NULL, 0, &tokenizer) != SQLITE_OK)
		abort();
}

struct seen {
	struct buf terms;       /* each with a line feed behind it */
	size_t text;            /* bytes of the text */
	int from, to;           /* of the word before */
	bool clean;             /* the text is what utf8_accept() lets in */
};

static int
see_asked(void *ctx, int flags, const char *p, int n, int from, int to)
{
	struct str *rest = ctx;

	(void)flags;
	assert(from == 0 && to == n && str_eq(*rest, (struct str){ p, (size_t)n }));
	*rest = STR_NONE;
	return SQLITE_OK;
}

static int
see(void *ctx, int flags, const char *p, int n, int from, int to)
{
	struct seen *s = ctx;
	struct str term = { p, (size_t)n }, rest = term;
	bool sign = n > 0 && p[0] >= TERM_STEM && p[0] <= TERM_PART_FOLDED;

	assert((flags & ~FTS5_TOKEN_COLOCATED) == 0);
	assert(n > (sign ? 1 : 0) && n <= TERM_ROOM);
	assert(from >= 0 && to > from && (size_t)to <= s->text);
	/* Terms of one word share its place; the next word begins behind it. */
	assert(from == s->from ? to == s->to : from >= s->to);
	assert(str_index(term, '\0') == term.n && str_index(term, '\n') == term.n);
	assert(!s->clean || utf8_is_clean(str_from(term, sign)));
	functions.xTokenize(tokenizer, &rest, FTS5_TOKENIZE_QUERY, p, n, see_asked);
	assert(rest.p == NULL);
	s->from = from;
	s->to = to;
	buf_str(&s->terms, term);
	buf_byte(&s->terms, '\n');
	return SQLITE_OK;
}

static struct str
terms_of(struct mem *m, struct str text, bool clean)
{
	struct seen s = { .text = text.n, .from = -1, .clean = clean };

	buf_init(&s.terms, m, 256);
	if (functions.xTokenize(tokenizer, &s, FTS5_TOKENIZE_DOCUMENT, text.p, (int)text.n, see) !=
	    SQLITE_OK)
		abort();
	return buf_view(&s.terms);
}

/* Composed or taken apart, as two keyboards send the same letters. */
static void
compare_forms(struct mem *m, struct str text, struct str terms)
{
	utf8proc_uint8_t *apart = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text.p,
	    (utf8proc_ssize_t)text.n, &apart, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
	struct str again;

	assert(n >= 0);
	if (utf8_accept(m, (struct str){ (const char *)apart, (size_t)n }, &again))
		assert(str_eq(terms_of(m, again, true), terms));
	free(apart);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0);
	struct str raw = { (const char *)data, size }, text, terms;

	if (tokenizer == NULL)
		make();
	terms = terms_of(m, raw, false);
	assert(str_eq(terms_of(m, raw, false), terms));
	if (utf8_accept(m, raw, &text)) {
		terms = terms_of(m, text, true);
		compare_forms(m, text, terms);
	}
	mem_free(m);
	return 0;
}
