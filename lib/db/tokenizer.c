/*
 * tokenizer.c: term.h as a tokenizer of FTS5, named "medverk". What is indexed
 * becomes the terms of each word, all at its place. What is asked for is made
 * of terms already (fts.c): they are taken as they are, between spaces.
 */
#include <string.h>

#include "lib/db/db_private.h"
#include "lib/text/term.h"

typedef int emit(void *ctx, int flags, const char *p, int n, int from, int to);

/* All tables of a connection share its stemmer, and a writer's what it has made of words before. */
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

/* The terms of a word, each behind its length, as the memo keeps them. */
static struct str
pack(const struct term term[TERMS_MAX], size_t n, char out[TERMS_MAX * (TERM_ROOM + 1)])
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		out[used++] = (char)term[i].n;
		memcpy(out + used, term[i].p, term[i].n);
		used += term[i].n;
	}
	return (struct str){ out, used };
}

/* What the index holds of a word: a function of its bytes, its language and whether it is a member. */
static struct str
terms_of(struct db *db, struct str text, const struct term_word *word,
    char out[TERMS_MAX * (TERM_ROOM + 1)])
{
	struct str bytes = { text.p + word->from, word->to - word->from }, found;
	uint8_t sort = (uint8_t)(word->english | word->member << 1);
	struct term term[TERMS_MAX];

	if (db->terms != NULL && memo_find(db->terms, sort, bytes, &found))
		return found;
	found = pack(term, term_make(&db->stemmer, text, word, term), out);
	if (db->terms != NULL)
		memo_keep(db->terms, sort, bytes, found);
	return found;
}

static int
tokenize_text(struct db *db, struct str text, void *ctx, emit *put)
{
	char room[TERMS_MAX * (TERM_ROOM + 1)];
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	int code = SQLITE_OK;

	while (code == SQLITE_OK && term_next(text, &scan, &word)) {
		struct str terms = terms_of(db, text, &word, room);

		/* The first term of a word that is no member is its plain form. */
		if (db->vocabulary != NULL && !word.member && terms.n > 0)
			vocabulary_note(db->vocabulary,
			    (struct str){ terms.p + 1, (unsigned char)terms.p[0] });

		for (size_t i = 0; i < terms.n && code == SQLITE_OK;) {
			int n = (unsigned char)terms.p[i];

			code = put(ctx, i > 0 || word.member ? FTS5_TOKEN_COLOCATED : 0,
			    terms.p + i + 1, n, (int)word.from, (int)word.to);
			i += (size_t)n + 1;
		}
	}
	return code;
}

static int
tokenize(Fts5Tokenizer *t, void *ctx, int flags, const char *p, int n, emit *put)
{
	struct str text = { p, n < 0 ? 0 : (size_t)n };

	return flags & FTS5_TOKENIZE_QUERY ? tokenize_query(text, ctx, put)
					   : tokenize_text((struct db *)t, text, ctx, put);
}

int
tokenizer_register(fts5_api *api, struct db *db)
{
	fts5_tokenizer functions = { create, delete, tokenize };

	return api->xCreateTokenizer(api, "medverk", db, &functions, NULL);
}
