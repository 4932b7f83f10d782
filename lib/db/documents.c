/*
 * documents.c: writing documents, and what that changes in the number of
 * documents that have a word. Changes are summed up until the transaction
 * ends: what is written again with a word changed changes two counts, and an
 * import changes each count once.
 */
#include "lib/db/documents.h"

#include <string.h>

#include "lib/base/hash.h"
#include "lib/db/db_private.h"
#include "lib/text/term.h"
#include "lib/text/utf8.h"

enum { FIRST_ROOM = 1024 };

struct counted {
	const char *p;          /* NULL: free */
	uint32_t hash;
	uint32_t document;      /* the last that had it */
	int32_t change;         /* in the number of documents that have it */
	uint16_t n;
};

struct vocabulary {
	struct mem *mem;
	struct counted *word;
	size_t room, used;
	uint32_t document;      /* the present one */
	int sign;               /* 1: it is put in, −1: it is taken out, 0: nothing is counted */
};

struct vocabulary *
vocabulary_new(void)
{
	struct mem *m = mem_new(0);
	struct vocabulary *v = mem_calloc(m, 1, sizeof(*v));

	v->mem = m;
	return v;
}

void
vocabulary_free(struct vocabulary *v)
{
	if (v != NULL)
		mem_free(v->mem);
}

static void
grow(struct vocabulary *v)
{
	struct vocabulary bigger = *v;

	bigger.room = v->room == 0 ? FIRST_ROOM : v->room * 2;
	bigger.word = mem_calloc(v->mem, bigger.room, sizeof(*bigger.word));
	for (size_t i = 0; i < v->room; i++) {
		size_t at = v->word[i].hash & (bigger.room - 1);

		if (v->word[i].p == NULL)
			continue;
		while (bigger.word[at].p != NULL)
			at = (at + 1) & (bigger.room - 1);
		bigger.word[at] = v->word[i];
	}
	*v = bigger;
}

void
vocabulary_note(struct vocabulary *v, struct str word)
{
	uint32_t hash = (uint32_t)hash_short(word);
	struct counted *c;
	size_t i;

	if (v->sign == 0)
		return;
	if (v->used * 2 >= v->room)
		grow(v);
	for (i = hash & (v->room - 1);; i = (i + 1) & (v->room - 1)) {
		c = &v->word[i];
		if (c->p == NULL || (c->hash == hash && str_eq((struct str){ c->p, c->n }, word)))
			break;
	}
	if (c->p == NULL) {
		*c = (struct counted){ .p = mem_dup(v->mem, word).p, .hash = hash,
			.n = (uint16_t)word.n };
		v->used++;
	}
	if (c->document == v->document)
		return;
	c->document = v->document;
	c->change += v->sign;
}

void
vocabulary_forget(struct writer *w)
{
	struct db *db = w->reader.db;

	if (db == NULL || db->vocabulary == NULL || db->vocabulary->used == 0)
		return;
	vocabulary_free(db->vocabulary);
	db->vocabulary = vocabulary_new();
}

/* ------------------------------------------------------------------- documents */

static void
begin_document(struct writer *w, int sign)
{
	struct vocabulary *v = w->reader.db->vocabulary;

	v->document++;
	v->sign = sign;
}

static void
run(struct writer *w, struct stmt *q)
{
	db_run(q);
	w->reader.db->vocabulary->sign = 0;
}

void
documents_delete(struct writer *w, int64_t record)
{
	struct stmt *q = db_read(&w->reader, SQL_HAS_SEARCH_DOCUMENT);

	/* FTS5 takes ten times as long to see that there is none. */
	db_bind_int(q, ":record", record);
	if (db_number(q) == 0)
		return;
	q = db_write(w, SQL_DELETE_SEARCH_DOCUMENT);
	begin_document(w, -1);
	db_bind_int(q, ":record", record);
	run(w, q);
}

void
documents_put(struct writer *w, int64_t record, const struct str text[DOCUMENT_COLUMNS])
{
	struct stmt *q;

	documents_delete(w, record);
	q = db_write(w, SQL_INSERT_SEARCH_DOCUMENT);
	begin_document(w, 1);
	db_bind_int(q, ":record", record);
	db_bind_str(q, ":name", text[DOCUMENT_NAME]);
	db_bind_str(q, ":labels", text[DOCUMENT_LABELS]);
	db_bind_str(q, ":summary", text[DOCUMENT_SUMMARY]);
	db_bind_str(q, ":text", text[DOCUMENT_TEXT]);
	run(w, q);
}

/* --------------------------------------------------------------------- counting */

/* How many binary digits a number has: what search_word is ordered by. */
static unsigned
level_of(int64_t records)
{
	unsigned bits = 0;

	for (; records > 0; records >>= 1)
		bits++;
	return bits;
}

static struct str
without_dots(struct str word, char *room, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < word.n && n + UTF8_FOLD_ROOM <= size;)
		n += utf8_fold_point(utf8_next(word, &i), room + n);
	return (struct str){ room, n };
}

static void
insert_word(struct writer *w, struct str word, int64_t records)
{
	struct stmt *q = db_write(w, SQL_INSERT_SEARCH_WORD);
	char room[TERM_ROOM * 2 + UTF8_FOLD_ROOM];
	struct str folded = without_dots(word, room, sizeof(room));
	size_t first = 0;

	utf8_next(folded, &first);
	db_bind_str(q, ":word", word);
	db_bind_int(q, ":records", records);
	db_bind_int(q, ":level", level_of(records));
	db_bind_str(q, ":folded", folded);
	db_bind_str(q, ":first", (struct str){ folded.p, first });
	db_bind_int(q, ":letters", (int64_t)utf8_length(word));
	db_run(q);
}

/* Its level stands in the indexes, so it is written only when it is another one. */
static void
change_word(struct writer *w, struct str word, int64_t before, int64_t now)
{
	bool level = level_of(before) != level_of(now);
	struct stmt *q = db_write(w,
	    now <= 0    ? SQL_DELETE_SEARCH_WORD
		: level ? SQL_UPDATE_SEARCH_WORD_LEVEL
			: SQL_UPDATE_SEARCH_WORD);

	db_bind_str(q, ":word", word);
	if (now > 0)
		db_bind_int(q, ":records", now);
	if (now > 0 && level)
		db_bind_int(q, ":level", level_of(now));
	db_run(q);
}

void
documents_count(struct writer *w)
{
	const struct vocabulary *v = w->reader.db->vocabulary;

	for (size_t i = 0; i < v->room && db_done(&w->reader) == ERR_NONE; i++) {
		struct str word = { v->word[i].p, v->word[i].n };
		struct stmt *q;
		int64_t before;

		if (v->word[i].change == 0)
			continue;
		q = db_read(&w->reader, SQL_FIND_KNOWN_WORD);
		db_bind_str(q, ":word", word);
		before = db_number(q);
		if (before == 0 && v->word[i].change > 0)
			insert_word(w, word, v->word[i].change);
		else if (before > 0)
			change_word(w, word, before, before + v->word[i].change);
	}
	vocabulary_forget(w);
}
