/*
 * index.c: search documents. Only what the public may see goes in, so that
 * nothing hidden is ever found.
 */
#include "lib/store/index.h"

#include <stdlib.h>

#include "lib/db/stmt.h"
#include "lib/store/wording.h"
#include "lib/text/markdown.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

enum { LEARNT_LETTERS = 4 };            /* shorter words are members when the list says so */

/* What a writer knows while it writes documents; made when it writes the first, for as long as its connection. */
struct indexer {
	struct mem *mem;                /* of what follows; a new one when words were learnt */
	const struct stemmer *stemmer;
	struct lexicon *lexicon, *fresh;
	struct str *word;               /* those of fresh */
	size_t words, room;
	bool taught;
};

struct document {
	struct indexer *ix;
	struct buf name, labels, summary, text;
};

static struct indexer *
indexer_of(struct writer *w)
{
	struct indexer *ix = w->indexer;

	if (ix != NULL)
		return ix;
	ix = w->indexer = mem_calloc(db_mem(&w->reader), 1, sizeof(*ix));
	ix->mem = db_mem(&w->reader);
	ix->stemmer = db_stemmer(&w->reader);
	ix->lexicon = wording_lexicon(&w->reader, ix->mem, db_stemmer(&w->reader));
	ix->fresh = lexicon_new(ix->mem, db_stemmer(&w->reader));
	return ix;
}

/* ------------------------------------------------------------------- learning */

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
learn(struct indexer *ix, const struct term *plain)
{
	struct str word = term_str(plain);

	if (utf8_length(word) < LEARNT_LETTERS || (word.p[0] >= '0' && word.p[0] <= '9') ||
	    lexicon_has(ix->lexicon, word) || lexicon_has(ix->fresh, word) || teaches_nothing(word))
		return;
	lexicon_add(ix->fresh, word, false);
	if (ix->words == ix->room) {
		size_t room = ix->room == 0 ? 256 : ix->room * 2;

		ix->word = mem_grow(ix->mem, ix->word, ix->room * sizeof(*ix->word),
		    room * sizeof(*ix->word));
		ix->room = room;
	}
	ix->word[ix->words++] = mem_dup(ix->mem, word);
}

void
store_teach(struct writer *w, struct str word)
{
	struct indexer *ix = indexer_of(w);
	struct stmt *q = db_write(w, SQL_INSERT_CURATED_WORD);

	db_bind_str(q, ":word", word);
	db_run(q);
	ix->taught = true;
}

/* ------------------------------------------------------------------- composing */

/* Swedish text with the members of its compounds behind each. */
static void
add_swedish(struct indexer *ix, struct buf *b, struct str text)
{
	const struct stemmer *s = ix->stemmer;
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct term plain, member[COMPOUND_MEMBERS_MAX];
	size_t done = 0;

	buf_byte(b, TERM_SWEDISH);
	while (term_next(text, &scan, &word)) {
		size_t n;

		term_plain((struct str){ text.p + word.from, word.to - word.from }, &plain);
		learn(ix, &plain);
		n = compound_split(ix->lexicon, term_str(&plain), member);
		buf_add(b, text.p + done, word.to - done);
		done = word.to;
		for (size_t i = 0; i < n; i++) {
			if (!mechanism_is_on(s,
				i + 1 < n ? MECHANISM_FIRST_MEMBERS : MECHANISM_LAST_MEMBERS))
				continue;
			buf_byte(b, TERM_MEMBER);
			buf_str(b, term_str(&member[i]));
		}
	}
	buf_add(b, text.p + done, text.n - done);
}

static void
add(struct document *d, struct buf *b, struct str text, bool english)
{
	if (text.n == 0)
		return;
	if (english) {
		buf_byte(b, TERM_ENGLISH);
		buf_str(b, text);
	} else {
		add_swedish(d->ix, b, text);
	}
}

static void
add_field(struct document *d, struct mem *m, const struct field *f, struct str text, bool english)
{
	struct buf plain;

	if (str_is(STR("name"), f->name)) {
		add(d, &d->name, text, english);
	} else if (str_is(STR("summary"), f->name)) {
		add(d, &d->summary, text, english);
	} else if ((f->flags & FIELD_SEARCHED) && f->type == FIELD_PROSE) {
		buf_init(&plain, m, text.n + 1);
		markdown_plain(&plain, text);
		add(d, &d->text, buf_view(&plain), english);
	} else if (f->flags & FIELD_SEARCHED) {
		add(d, &d->text, text, english);
	}
}

static void
add_value(struct document *d, struct mem *m, const struct field *f, const json_t *value)
{
	struct buf number;

	if (doc_is_string(value)) {
		add_field(d, m, f, doc_str(value), false);
	} else if (doc_is_array(value)) {
		for (size_t i = 0; i < doc_count(value); i++)
			add_field(d, m, f, doc_str(doc_at(value, i)), false);
	} else if (value != NULL) {
		buf_init(&number, m, 24);
		buf_int(&number, doc_int(value));
		add_field(d, m, f, buf_view(&number), false);
	}
}

static void
add_translations(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    struct document *d)
{
	struct stmt *q = db_read(&w->reader, SQL_LIST_ALL_TRANSLATIONS);

	db_bind_int(q, ":record", record);
	while (db_next(q)) {
		const struct field *f = kind_field(k, db_text(q, 0));

		if (f != NULL && f->type != FIELD_SLUG)
			add_field(d, m, f, db_text(q, 1),
			    str_is(db_text(q, 2), lang_code(LANG_EN)));
	}
}

/* Names of what it refers to; not of its own kind, or a search for Motala would find all its neighbours. */
static void
add_labels(struct writer *w, const struct kind *k, int64_t record, struct document *d)
{
	struct stmt *q = db_read(&w->reader, SQL_LIST_REFERENCES);

	for (enum lang l = 0; l < LANG_COUNT; l++)
		if (k->called[l] != NULL)
			add(d, &d->labels, str_of(k->called[l]), l != LANG_SV);
	db_bind_int(q, ":record", record);
	db_bind_str(q, ":lang", str_of(lang_code(LANG_EN)));
	while (db_next(q)) {
		if (str_is(db_text(q, 2), k->name))
			continue;
		add(d, &d->labels, db_text(q, 5), false);
		add(d, &d->labels, db_text(q, 6), true);
	}
}

static void
write_document(struct writer *w, int64_t record, struct document *d)
{
	struct stmt *q = db_write(w, SQL_INSERT_SEARCH_DOCUMENT);

	db_bind_int(q, ":record", record);
	db_bind_str(q, ":name", buf_view(&d->name));
	db_bind_str(q, ":labels", buf_view(&d->labels));
	db_bind_str(q, ":summary", buf_view(&d->summary));
	db_bind_str(q, ":text", buf_view(&d->text));
	db_run(q);
}

/* The record's document; false when it is not public. */
static bool
compose(struct writer *w, struct mem *m, const struct kind *k, int64_t record, struct document *d)
{
	json_t *values = doc_object();
	const struct field *f;
	struct stmt *q = db_read(&w->reader, k->load);

	*d = (struct document){ .ix = indexer_of(w) };
	db_bind_int(q, ":record", record);
	if (!db_row_maybe(q, values))
		return false;
	buf_init(&d->name, m, 128);
	buf_init(&d->labels, m, 256);
	buf_init(&d->summary, m, 512);
	buf_init(&d->text, m, 2048);
	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++)
		add_value(d, m, f, doc_get(values, f->name));
	if (k == kind_find(STR("municipality")))
		add(d, &d->text, doc_get_str(values, "id"), false);
	add_translations(w, m, k, record, d);
	add_labels(w, k, record, d);
	return true;
}

void
store_index(struct writer *w, struct mem *m, const struct kind *k, int64_t record)
{
	struct document d;
	struct stmt *q = db_write(w, SQL_DELETE_SEARCH_DOCUMENT);

	db_bind_int(q, ":record", record);
	db_run(q);
	if (compose(w, m, k, record, &d))
		write_document(w, record, &d);
}

/* ------------------------------------------------------------ after learning */

/* Rows of the documents that have one of these words. */
struct touched {
	struct mem *mem;
	int64_t *record;
	size_t count, room;
};

static void
touch(struct touched *t, int64_t record)
{
	if (t->count == t->room) {
		size_t room = t->room == 0 ? 64 : t->room * 2;

		t->record = mem_grow(t->mem, t->record, t->room * sizeof(*t->record),
		    room * sizeof(*t->record));
		t->room = room;
	}
	t->record[t->count++] = record;
}

/* The words that the new lexicon splits in another way than the old one did. */
static struct str *
words_split_anew(struct writer *w, struct mem *m, const struct lexicon *before,
    const struct lexicon *now, size_t *count)
{
	struct stmt *q = db_read(&w->reader, SQL_LIST_KNOWN_WORDS);
	struct term old[COMPOUND_MEMBERS_MAX], new[COMPOUND_MEMBERS_MAX];
	struct str *word = NULL;
	size_t room = 0;

	*count = 0;
	while (db_next(q)) {
		size_t a = compound_split(before, db_text(q, 0), old);
		size_t b = compound_split(now, db_text(q, 0), new);
		bool same = a == b;

		for (size_t i = 0; i < a && same; i++)
			same = str_eq(term_str(&old[i]), term_str(&new[i]));
		if (same)
			continue;
		if (*count == room) {
			size_t more = room == 0 ? 64 : room * 2;

			word = mem_grow(m, word, room * sizeof(*word), more * sizeof(*word));
			room = more;
		}
		word[(*count)++] = mem_dup(m, db_text(q, 0));
	}
	return word;
}

static int
by_record(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
write_anew(struct writer *w, struct touched *t)
{
	struct mem *one = mem_new(16 * 1024);

	if (t->count > 0)
		qsort(t->record, t->count, sizeof(*t->record), by_record);
	for (size_t i = 0; i < t->count; i++) {
		struct mem *before = mem_use(one);
		struct stmt *q;
		const struct kind *k = NULL;

		if (i > 0 && t->record[i] == t->record[i - 1]) {
			mem_use(before);
			continue;
		}
		q = db_read(&w->reader, SQL_FIND_KIND);
		db_bind_int(q, ":record", t->record[i]);
		if (db_next(q)) {
			k = kind_find(db_text(q, 0));
			stmt_end(q);
		}
		if (k != NULL)
			store_index(w, one, k, t->record[i]);
		mem_use(before);
		mem_reset(one);
	}
	mem_free(one);
}

void
store_learn(struct writer *w, struct mem *m)
{
	struct indexer *ix = w->indexer;
	struct touched t = { .mem = m };
	struct lexicon *now;
	struct str *word;
	size_t words;

	if (ix == NULL || (ix->words == 0 && !ix->taught))
		return;
	for (size_t i = 0; i < ix->words; i++) {
		struct stmt *q = db_write(w, SQL_INSERT_LEXICON_WORD);

		db_bind_str(q, ":word", ix->word[i]);
		db_run(q);
	}
	now = wording_lexicon(&w->reader, ix->mem, db_stemmer(&w->reader));
	word = words_split_anew(w, m, ix->lexicon, now, &words);
	for (size_t i = 0; i < words; i++) {
		struct stmt *q = db_read(&w->reader, SQL_LIST_DOCUMENTS_WITH);

		db_bind_str(q, ":match", str_of(mem_printf(m, "\"%.*s\"", STR_ARGS(word[i]))));
		while (db_next(q))
			touch(&t, db_int(q, 0));
	}
	ix->lexicon = now;
	ix->fresh = lexicon_new(ix->mem, db_stemmer(&w->reader));
	ix->words = 0;
	ix->taught = false;
	write_anew(w, &t);
	/* What is written anew has been seen before: it teaches nothing new. */
	ix->words = 0;
}

/* ------------------------------------------------------------------- checking */

static bool
is_as_composed(struct writer *w, struct mem *m, const struct kind *k, int64_t record)
{
	struct stmt *q = db_read(&w->reader, SQL_LOAD_SEARCH_DOCUMENT);
	struct document d;
	bool same;

	if (!compose(w, m, k, record, &d))
		return true;
	db_bind_int(q, ":record", record);
	if (!db_next(q))
		return false;
	same = str_eq(db_text(q, 0), buf_view(&d.name)) &&
	    str_eq(db_text(q, 1), buf_view(&d.labels)) &&
	    str_eq(db_text(q, 2), buf_view(&d.summary)) && str_eq(db_text(q, 3), buf_view(&d.text));
	stmt_end(q);
	return same;
}

size_t
store_check_index(struct writer *w, void (*differs)(int64_t record))
{
	struct mem *one = mem_new(16 * 1024), *before = mem_use(one);
	int64_t record = 0;
	size_t wrong = 0;

	for (;;) {
		struct stmt *q = db_read(&w->reader, SQL_NEXT_RECORD);
		const struct kind *k;

		db_bind_int(q, ":record", record);
		if (!db_next(q))
			break;
		record = db_int(q, 0);
		k = kind_find(db_text(q, 1));
		stmt_end(q);
		if (k->searched && !is_as_composed(w, one, k, record)) {
			differs(record);
			wrong++;
		}
		mem_reset(one);
	}
	mem_use(before);
	mem_free(one);
	return wrong;
}
