/* learn.c: the lexicon grows with what is written; what that changes in older documents. */
#include "lib/store/index_private.h"

#include "lib/base/hash.h"
#include "lib/db/documents.h"
#include "lib/db/stmt.h"
#include "lib/text/utf8.h"

enum {
	LEARNT_LETTERS = 4,             /* shorter words are members when the list says so */
	FEW_WORDS = 16,                 /* are looked for in each known word before that is split */
};

/* Words that stand alone everywhere and are members of nothing, or only seem to be. */
static bool
teaches_nothing(struct str word)
{
	static const char *const words[] = {
		"till", "över", "under", "efter", "inte", "eller", "från", "hela", "alla", "andra", "annan",
		"annat", "sina", "våra", "vårt", "dina", "deras", "denna", "detta", "dessa", "skall", "vill",
		"finns", "blir", "blev", "varit", "vara", "även", "redan", "bara", "mycket", "många", "flera",
		"mellan", "utan", "inom", "mest", "mera", "samt", "både", "sedan", "eftersom", "därför",
		"varje", "vars", "vilka", "vilken", "vilket", "köping", "någon", "något", "några", "egen",
		"eget", "egna", "varandra", "dock", "dels", "till", "omkring", "bland", "enligt", "genom",
	};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_is(word, words[i]))
			return true;
	return false;
}

static void
note(struct indexer *ix, struct str word, bool curated)
{
	if (ix->words == ix->room) {
		size_t room = ix->room == 0 ? 256 : ix->room * 2;

		ix->learnt = mem_grow(ix->fresh_mem, ix->learnt, ix->room * sizeof(*ix->learnt),
		    room * sizeof(*ix->learnt));
		ix->room = room;
	}
	ix->learnt[ix->words++] = (struct learnt){ mem_dup(ix->fresh_mem, word), curated };
}

void
learn_word(struct indexer *ix, const struct term *plain)
{
	struct str word = term_str(plain);

	if (utf8_length(word) < LEARNT_LETTERS || (word.p[0] >= '0' && word.p[0] <= '9') ||
	    lexicon_has(ix->lexicon, word) || teaches_nothing(word))
		return;
	if (ix->fresh == NULL)
		ix->fresh = lexicon_new(ix->fresh_mem, ix->stemmer);
	if (lexicon_has(ix->fresh, word))
		return;
	lexicon_add(ix->fresh, word, false);
	note(ix, word, false);
}

void
store_teach(struct writer *w, struct str word)
{
	note(indexer_of(w), word, true);
}

/* --------------------------------------------------------- what changes by it */

/* A word of the index, and a fingerprint of its members before the new words were known. */
struct known {
	struct str word;
	uint64_t split;
};

struct knowns {
	struct known *word;
	size_t count, room;
};

static uint64_t
fingerprint(const struct lexicon *l, struct str word)
{
	struct term member[COMPOUND_MEMBERS_MAX];
	char text[COMPOUND_MEMBERS_MAX * (TERM_ROOM + 1)];
	size_t n = compound_split(l, word, member), used = 0;

	for (size_t i = 0; i < n; i++) {
		memcpy(text + used, member[i].p, member[i].n);
		used += member[i].n;
		text[used++] = TERM_MEMBER;
	}
	return n == 0 ? 0 : hash_short((struct str){ text, used });
}

/* The stems of the new words, without dots, when they are few, as for a record that is saved: then most known words have none of them. */
static size_t
few_of(struct mem *m, const struct indexer *ix, struct str few[FEW_WORDS])
{
	char room[STEM_ROOM];

	if (ix->words > FEW_WORDS)
		return 0;
	for (size_t i = 0; i < ix->words; i++)
		few[i] = utf8_fold_marks(m, stem_swedish(ix->stemmer, ix->learnt[i].word, room));
	return ix->words;
}

static bool
may_have_one(struct str folded, const struct str *few, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (stem_may_be_within(folded, few[i]))
			return true;
	return n == 0;
}

/* Known words that may be split in another way by the new ones. */
static void
load_knowns(struct writer *w, struct mem *m, const struct indexer *ix, struct knowns *known)
{
	struct stmt *q = db_read(&w->reader, SQL_LIST_KNOWN_WORDS);
	struct str few[FEW_WORDS], word;
	size_t n = few_of(m, ix, few);

	while (db_next(q)) {
		if (!may_have_one(db_text(q, 1), few, n))
			continue;
		word = mem_dup(m, db_text(q, 0));
		if (known->count == known->room) {
			size_t room = known->room == 0 ? 1024 : known->room * 2;

			known->word = mem_grow(m, known->word, known->room * sizeof(*known->word),
			    room * sizeof(*known->word));
			known->room = room;
		}
		known->word[known->count++] = (struct known){ word, fingerprint(ix->lexicon, word) };
	}
}

static void
find_documents(struct writer *w, struct mem *m, struct str word, struct rows *touched)
{
	struct stmt *q = db_read(&w->reader, SQL_LIST_DOCUMENTS_WITH);

	db_bind_str(q, ":match", str_of(mem_printf(m, "\"%.*s\"", STR_ARGS(word))));
	while (db_next(q))
		rows_add(touched, db_int(q, 0));
}

static void
store_words(struct writer *w, struct indexer *ix)
{
	for (size_t i = 0; i < ix->words; i++) {
		struct stmt *q = db_write(w,
		    ix->learnt[i].curated ? SQL_INSERT_CURATED_WORD : SQL_INSERT_LEXICON_WORD);

		db_bind_str(q, ":word", ix->learnt[i].word);
		db_run(q);
	}
}

void
learn_from_others(struct writer *w)
{
	struct indexer *ix = w->indexer;
	struct stmt *q = db_read(&w->reader, SQL_LIST_LEXICON);

	while (db_next(q))
		if (!lexicon_has(ix->lexicon, db_text(q, 0)))
			note(ix, db_text(q, 0), db_int(q, 1) != 0);
}

void
learn_all(struct writer *w, struct rows *touched)
{
	struct indexer *ix = indexer_of(w);
	struct mem *m = mem_new(0);
	struct knowns known = { .count = 0 };

	documents_count(w);
	load_knowns(w, m, ix, &known);
	store_words(w, ix);
	for (size_t i = 0; i < ix->words; i++)
		lexicon_add(ix->lexicon, ix->learnt[i].word, ix->learnt[i].curated);
	for (size_t i = 0; i < known.count; i++)
		if (fingerprint(ix->lexicon, known.word[i].word) != known.word[i].split)
			find_documents(w, m, known.word[i].word, touched);
	ix->fresh = NULL;
	ix->learnt = NULL;
	ix->words = ix->room = 0;
	mem_reset(ix->fresh_mem);
	memo_clear(ix->split);
	if (ix->labels != NULL)
		memo_clear(ix->labels);
	mem_free(m);
}
