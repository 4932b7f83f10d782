/*
 * tokenizer.c: term.h as a tokenizer of FTS5, named "medverk". What is indexed
 * becomes the terms of each word, all at its place. What is asked for is made
 * of terms already (fts.c): they are taken as they are, between spaces.
 */
#include <string.h>

#include "lib/db/db_private.h"
#include "lib/text/term.h"

typedef int emit(void *ctx, int flags, const char *p, int n, int from, int to);

/* All tables of a connection share its stemmer. */
static int
create(void *ctx, const char **arguments, int n, Fts5Tokenizer **out)
{
	(void)arguments;
	(void)n;
	*out = ctx;
	return SQLITE_OK;
}

static void delete (Fts5Tokenizer *t)
{
	(void)t;
}

static int
tokenize_query(struct str text, void *ctx, emit *put)
{
	int code = SQLITE_OK;

	for (size_t i = 0, end; i < text.n && code == SQLITE_OK; i = end + 1) {
		const char *space = memchr(text.p + i, ' ', text.n - i);

		end = space == NULL ? text.n : (size_t)(space - text.p);
		if (end > i)
			code = put(ctx, 0, text.p + i, (int)(end - i), (int)i, (int)end);
	}
	return code;
}

static int
tokenize_text(struct stemmer *s, struct str text, void *ctx, emit *put)
{
	struct term term[TERMS_MAX];
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	int code = SQLITE_OK;

	while (code == SQLITE_OK && term_next(text, &scan, &word)) {
		size_t n = term_make(s, text, &word, term);

		for (size_t i = 0; i < n && code == SQLITE_OK; i++)
			code = put(ctx, i > 0 || word.member ? FTS5_TOKEN_COLOCATED : 0, term[i].p,
			    (int)term[i].n, (int)word.from, (int)word.to);
	}
	return code;
}

static int
tokenize(Fts5Tokenizer *t, void *ctx, int flags, const char *p, int n, emit *put)
{
	struct str text = { p, n < 0 ? 0 : (size_t)n };

	return flags & FTS5_TOKENIZE_QUERY ? tokenize_query(text, ctx, put)
					   : tokenize_text((struct stemmer *)t, text, ctx, put);
}

int
tokenizer_register(fts5_api *api, struct stemmer *s)
{
	fts5_tokenizer functions = { create, delete, tokenize };

	return api->xCreateTokenizer(api, "medverk", s, &functions, NULL);
}
