/* erase.c: one walk over everything that is kept of a record, for looking and for erasing. */
#include "lib/store/erase.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/store/index.h"
#include "lib/store/stored.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

enum { GONE_MAX = 64 };

struct erasing {
	struct reader *r;
	struct writer *w;               /* NULL: only looking */
	const struct erasure *e;
	struct erase_places *n;
	struct mem *mem;
	struct str gone[GONE_MAX];      /* what the fields said that are emptied: in no mail either */
	size_t gones;
};

/* --------------------------------------------------------------------- texts */

static size_t
find_word(struct str text, struct str word)
{
	for (size_t i = 0; i + word.n <= text.n; i++)
		if (memcmp(text.p + i, word.p, word.n) == 0)
			return i;
	return text.n;
}

static bool
has_word(const struct erasing *er, struct str text)
{
	for (size_t i = 0; i < er->e->words && text.p != NULL; i++)
		if (find_word(text, er->e->word[i]) < text.n)
			return true;
	return false;
}

static struct str
without(const struct erasing *er, struct str text, struct str word)
{
	struct buf b;

	buf_init(&b, er->mem, text.n + 32);
	for (;;) {
		size_t at = find_word(text, word);

		buf_add(&b, text.p, at);
		if (at == text.n)
			return buf_view(&b);
		buf_str(&b, er->e->mark);
		text = str_from(text, at + word.n);
	}
}

static struct str
without_words(const struct erasing *er, struct str text)
{
	for (size_t i = 0; i < er->e->words && text.p != NULL; i++)
		if (find_word(text, er->e->word[i]) < text.n)
			text = without(er, text, er->e->word[i]);
	return text;
}

/* ----------------------------------------------------------------- documents */

static bool
is_chosen(const struct erasing *er, const struct field *f)
{
	for (size_t i = 0; i < er->e->fields; i++)
		if (er->e->field[i] == f)
			return true;
	return false;
}

static bool
is_text(const struct field *f)
{
	return f->type == FIELD_TEXT || f->type == FIELD_PROSE || f->type == FIELD_TEXTS;
}

static void
note_gone(struct erasing *er, struct str text)
{
	for (size_t i = 0; i < er->gones; i++)
		if (str_eq(er->gone[i], text))
			return;
	if (text.n >= ERASE_WORD_LETTERS_MIN && er->gones < GONE_MAX)
		er->gone[er->gones++] = mem_dup(er->mem, text);
}

/* A field of an object: emptied, or without the words. An address of the site stays: it is given to nobody else. */
static bool
scrub_field(struct erasing *er, json_t *object, const struct field *f)
{
	struct str text = doc_get_str(object, f->name);
	bool found = has_word(er, text);

	if (doc_get(object, f->name) == NULL || f->type == FIELD_SLUG ||
	    !(is_chosen(er, f) || found))
		return false;
	if (is_chosen(er, f))
		note_gone(er, text);
	if (is_chosen(er, f) || !is_text(f))
		doc_remove(object, f->name);
	else
		doc_set_str(object, f->name, without_words(er, text));
	return true;
}

/* True when something of it is to go, which is then gone. */
static bool
scrub(struct erasing *er, json_t *values, json_t *translations)
{
	const struct field *f;
	bool changed = false;

	for (size_t i = 0; (f = kind_field_at(er->e->kind, i)) != NULL; i++) {
		changed |= scrub_field(er, values, f);
		for (size_t l = 0; kind_language_at(l) != NULL; l++) {
			json_t *texts = doc_get(translations, kind_language_at(l));

			changed |= texts != NULL && scrub_field(er, texts, f);
		}
	}
	return changed;
}

/* The same of a document as it is kept: *text is then what is left of it. */
static bool
scrub_document(struct erasing *er, struct str *text)
{
	const char *problem;
	int line;
	json_t *document = doc_read(er->mem, *text, &problem, &line);
	struct buf b;

	if (document == NULL) {
		db_fail(er->r, ERR_INTERNAL);
		return false;
	}
	if (!scrub(er, document, doc_get(document, "translations")))
		return false;
	buf_init(&b, er->mem, text->n);
	json_write(&b, document);
	*text = buf_view(&b);
	return true;
}

/* ---------------------------------------------------------------- what is kept */

static void
erase_present(struct erasing *er)
{
	struct save s = { .kind = er->e->kind, .record = er->e->record, .account = er->e->by->id,
		.note = er->e->reason, .values = doc_object(), .translations = doc_object() };

	store_load_stored(er->r, s.kind, s.record, s.values, s.translations);
	if (!scrub(er, s.values, s.translations))
		return;
	er->n->present = 1;
	if (er->w != NULL)
		store_save(er->w, er->mem, &s);
}

static struct str
text_or_none(struct mem *m, struct str s)
{
	return s.p == NULL ? STR_NONE : mem_dup(m, s);
}

static void
erase_versions(struct erasing *er)
{
	int64_t revision = 0;

	for (;;) {
		struct stmt *q = db_read(er->r, SQL_NEXT_VERSION);
		struct str document, note, answer;
		bool open, changed;

		db_bind_int(q, ":record", er->e->record);
		db_bind_int(q, ":after", revision);
		if (!db_next(q))
			return;
		revision = db_int(q, 0);
		document = mem_dup(er->mem, db_text(q, 1));
		note = text_or_none(er->mem, db_text(q, 2));
		answer = text_or_none(er->mem, db_text(q, 3));
		open = db_int(q, 4) != 0;
		stmt_end(q);
		changed = scrub_document(er, &document);
		if (!changed && !has_word(er, note) && !has_word(er, answer))
			continue;
		*(open ? &er->n->drafts : &er->n->versions) += 1;
		if (er->w == NULL)
			continue;
		q = db_write(er->w, SQL_UPDATE_VERSION_ERASED);
		db_bind_int(q, ":record", er->e->record);
		db_bind_int(q, ":revision", revision);
		db_bind_str(q, ":document", document);
		db_bind_str(q, ":note", without_words(er, note));
		db_bind_str(q, ":answer", without_words(er, answer));
		db_run(q);
	}
}

static void
erase_batches(struct erasing *er)
{
	int64_t batch = 0;

	for (;;) {
		struct stmt *q = db_read(er->r, SQL_NEXT_BATCH_BEFORE);
		struct str before;

		db_bind_int(q, ":record", er->e->record);
		db_bind_int(q, ":after", batch);
		if (!db_next(q))
			return;
		batch = db_int(q, 0);
		before = mem_dup(er->mem, db_text(q, 1));
		stmt_end(q);
		if (!scrub_document(er, &before))
			continue;
		er->n->batches++;
		if (er->w == NULL)
			continue;
		q = db_write(er->w, SQL_UPDATE_BATCH_BEFORE_ERASED);
		db_bind_int(q, ":record", er->e->record);
		db_bind_int(q, ":batch", batch);
		db_bind_str(q, ":before", before);
		db_run(q);
	}
}

static void
change_with(struct erasing *er, enum sql which, struct str word)
{
	struct stmt *q = db_write(er->w, which);

	if (db_has(q, ":record"))
		db_bind_int(q, ":record", er->e->record);
	if (db_has(q, ":mark"))
		db_bind_str(q, ":mark", er->e->mark);
	db_bind_str(q, ":word", word);
	db_run(q);
}

static int64_t
count_with(struct erasing *er, enum sql which, struct str word)
{
	struct stmt *q = db_read(er->r, which);

	if (db_has(q, ":record"))
		db_bind_int(q, ":record", er->e->record);
	db_bind_str(q, ":word", word);
	return db_number(q);
}

/* What stands beside the documents. */
static void
erase_beside(struct erasing *er)
{
	for (size_t i = 0; i < er->e->words; i++) {
		struct str word = er->e->word[i];

		er->n->reasons += count_with(er, SQL_COUNT_REASONS_WITH, word);
		er->n->mails += count_with(er, SQL_COUNT_MAILS_WITH, word);
		if (er->w == NULL)
			continue;
		change_with(er, SQL_UPDATE_BATCH_REASONS_ERASED, word);
		change_with(er, SQL_UPDATE_CHANGE_REASONS_ERASED, word);
		change_with(er, SQL_DELETE_MAILS_WITH, word);
	}
	for (size_t i = 0; i < er->gones; i++) {
		er->n->mails += count_with(er, SQL_COUNT_MAILS_WITH, er->gone[i]);
		if (er->w != NULL)
			change_with(er, SQL_DELETE_MAILS_WITH, er->gone[i]);
	}
}

/* Parts of a text that the lexicon may have learnt: runs of letters, in lower case. */
static void
forget(struct erasing *er, struct str text)
{
	struct str folded = utf8_fold_case(er->mem, text);
	size_t from = 0;

	for (size_t at = 0; at <= folded.n; at++) {
		if (at < folded.n && strchr(" .,;:@|-_/()", folded.p[at]) == NULL)
			continue;
		if (at > from)
			change_with(er, SQL_UPDATE_LEXICON_WORD_ERASED,
			    (struct str){ folded.p + from, at - from });
		from = at + 1;
	}
}

static void
forget_words(struct erasing *er)
{
	for (size_t i = 0; i < er->e->words; i++)
		forget(er, er->e->word[i]);
	for (size_t i = 0; i < er->gones; i++)
		forget(er, er->gone[i]);
}

static void
note_erasure(struct erasing *er)
{
	char now[CLOCK_TEXT];
	struct stmt *q;
	struct buf b;

	/* What it was, never what it said: names of fields, and how many words. */
	buf_init(&b, er->mem, 128);
	for (size_t i = 0; i < er->e->fields; i++)
		buf_printf(&b, "%s%s", b.n > 0 ? " " : "", er->e->field[i]->name);
	if (er->e->words > 0)
		buf_printf(&b, "%s%zu", b.n > 0 ? " " : "", er->e->words);
	clock_now(now);
	q = db_write(er->w, SQL_INSERT_ERASURE);
	db_bind_int(q, ":record", er->e->record);
	db_bind_int(q, ":account", er->e->by->id);
	db_bind_str(q, ":now", str_of(now));
	db_bind_str(q, ":what", buf_view(&b));
	db_bind_str(q, ":reason", er->e->reason);
	db_run(q);
}

static void
walk(struct erasing *er)
{
	*er->n = (struct erase_places){ 0 };
	erase_present(er);
	erase_versions(er);
	erase_batches(er);
	erase_beside(er);
}

static bool
stands_somewhere(const struct erase_places *n)
{
	return n->present + n->versions + n->drafts + n->batches + n->reasons + n->mails > 0;
}

void
erase_look(struct reader *r, const struct erasure *e, struct erase_places *places)
{
	struct erasing er = { .r = r, .e = e, .n = places, .mem = mem_new(64 * 1024) };
	struct mem *before = mem_use(er.mem);

	walk(&er);
	mem_use(before);
	mem_free(er.mem);
}

enum err
erase_run(struct writer *w, const struct erasure *e, struct erase_places *places)
{
	struct erasing er = { .r = &w->reader, .w = w, .e = e, .n = places,
		.mem = mem_new(64 * 1024) };
	struct mem *before = mem_use(er.mem);
	bool found;
	enum err ended;

	writer_begin(w);
	db_deadline_stop(&w->reader);
	walk(&er);
	found = stands_somewhere(places);
	if (found) {
		store_learn(w, NULL, NULL);
		forget_words(&er);
		note_erasure(&er);
	}
	db_deadline_start(&w->reader);
	ended = writer_end(w, found);
	mem_use(before);
	mem_free(er.mem);
	if (ended != ERR_NONE || !found)
		return ended != ERR_NONE ? ended : ERR_NOT_FOUND;
	/* Only a merge takes the words out of the index, and an emptied log out of what was written last. */
	writer_optimize(w);
	return db_done(&w->reader);
}

json_t *
erase_list(struct reader *r, int64_t record)
{
	struct stmt *q = db_read(r, SQL_LIST_ERASURES);

	db_bind_int(q, ":record", record);
	return db_rows(q);
}
