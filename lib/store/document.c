/*
 * document.c: what the search knows of a record, as text. Only what the public
 * may see goes in, so that nothing hidden is ever found. Compounds are
 * followed by their members (term.h).
 */
#include "lib/db/stmt.h"
#include "lib/store/index_private.h"
#include "lib/text/derive.h"
#include "lib/text/markdown.h"
#include "lib/view/doc.h"

/* Sorts of what indexer.split keeps for a word. */
enum { MEMBERS, SEEN };

enum { PARTICLE_BYTES = 4 };    /* of the longest that derive.c knows surely */

/* Where texts go; without a document their words are only noted. */
struct composing {
	struct writer *w;
	struct mem *mem;
	struct indexer *ix;
	const struct kind *kind;
	struct document *d;
};

/* ---------------------------------------------------------------------- words */

static struct str
members_of(struct indexer *ix, struct str word, char room[COMPOUND_MEMBERS_MAX * (TERM_ROOM + 1)])
{
	struct term plain, member[COMPOUND_MEMBERS_MAX];
	size_t used = 0, n;
	struct str found;

	if (memo_find(ix->split, MEMBERS, word, &found))
		return found;
	term_plain(word, &plain);
	learn_word(ix, &plain);
	n = compound_split(ix->lexicon, term_str(&plain), member);
	for (size_t i = 0; i < n; i++) {
		if (!mechanism_is_on(ix->stemmer,
			i + 1 < n ? MECHANISM_FIRST_MEMBERS : MECHANISM_LAST_MEMBERS))
			continue;
		room[used++] = TERM_MEMBER;
		memcpy(room + used, member[i].p, member[i].n);
		used += member[i].n;
	}
	found = (struct str){ room, used };
	memo_keep(ix->split, MEMBERS, word, found);
	return found;
}

/* What a particle is followed by: the verb before it, with it at its beginning: "hyr ut␟uthyr", as in uthyrning. */
static bool
with_particle(struct indexer *ix, struct str verb, struct str particle, struct term *whole)
{
	struct term first, second;

	if (particle.n > PARTICLE_BYTES || verb.p == NULL || verb.p + verb.n + 1 != particle.p ||
	    particle.p[-1] != ' ' || !mechanism_is_on(ix->stemmer, MECHANISM_APART))
		return false;
	term_plain(verb, &first);
	term_plain(particle, &second);
	return derive_with_particle(term_str(&first), term_str(&second), true, whole);
}

/* Swedish text with the members of its compounds behind each. */
static void
add_swedish(struct indexer *ix, struct buf *b, struct str text)
{
	char room[COMPOUND_MEMBERS_MAX * (TERM_ROOM + 1)];
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct str before = STR_NONE;
	size_t done = 0, number = 0;

	buf_byte(b, TERM_SWEDISH);
	while (term_next(text, &scan, &word)) {
		struct str bytes = { text.p + word.from, word.to - word.from }, verb = before;
		struct term digits, whole;
		struct str members;

		before = bytes;
		if (word.from >= number && term_number(text, &word, &digits, &number)) {
			buf_add(b, text.p + done, word.to - done);
			done = word.to;
			buf_byte(b, TERM_MEMBER);
			buf_str(b, term_str(&digits));
			continue;
		}
		if (with_particle(ix, verb, bytes, &whole)) {
			buf_add(b, text.p + done, word.to - done);
			buf_byte(b, TERM_MEMBER);
			buf_str(b, term_str(&whole));
			done = word.to;
			continue;
		}
		members = members_of(ix, bytes, room);
		if (members.n == 0)
			continue;
		buf_add(b, text.p + done, word.to - done);
		buf_str(b, members);
		done = word.to;
	}
	buf_add(b, text.p + done, text.n - done);
}

static void
note_words(struct indexer *ix, struct str text)
{
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct term plain;
	struct str bytes, found;

	while (term_next(text, &scan, &word)) {
		bytes = (struct str){ text.p + word.from, word.to - word.from };
		if (memo_find(ix->split, SEEN, bytes, &found))
			continue;
		term_plain(bytes, &plain);
		learn_word(ix, &plain);
		memo_keep(ix->split, SEEN, bytes, STR(""));
	}
}

static void
add(struct composing *c, struct buf *b, struct str text, bool english)
{
	if (text.n == 0)
		return;
	if (b == NULL) {
		if (!english)
			note_words(c->ix, text);
	} else if (english) {
		buf_byte(b, TERM_ENGLISH);
		buf_str(b, text);
	} else {
		add_swedish(c->ix, b, text);
	}
}

/* --------------------------------------------------------------------- fields */

static void
add_field(struct composing *c, const struct field *f, struct str text, bool english)
{
	struct document *d = c->d;
	struct buf plain;

	if (str_is(STR("name"), f->name)) {
		add(c, d == NULL ? NULL : &d->name, text, english);
	} else if (str_is(STR("summary"), f->name)) {
		add(c, d == NULL ? NULL : &d->summary, text, english);
	} else if ((f->flags & FIELD_SEARCHED) && f->type == FIELD_PROSE) {
		buf_init(&plain, c->mem, text.n + 1);
		markdown_plain(&plain, text);
		add(c, d == NULL ? NULL : &d->text, buf_view(&plain), english);
	} else if (f->flags & FIELD_SEARCHED) {
		add(c, d == NULL ? NULL : &d->text, text, english);
	}
}

static void
add_value(struct composing *c, const struct field *f, const json_t *value)
{
	struct buf number;

	if (doc_is_string(value)) {
		add_field(c, f, doc_str(value), false);
	} else if (doc_is_array(value)) {
		for (size_t i = 0; i < doc_count(value); i++)
			add_field(c, f, doc_str(doc_at(value, i)), false);
	} else if (value != NULL) {
		buf_init(&number, c->mem, 24);
		buf_int(&number, doc_int(value));
		add_field(c, f, buf_view(&number), false);
	}
}

static void
add_translations(struct composing *c, int64_t record)
{
	struct stmt *q = db_read(&c->w->reader, SQL_LIST_ALL_TRANSLATIONS);

	db_bind_int(q, ":record", record);
	while (db_next(q)) {
		const struct field *f = kind_field(c->kind, db_text(q, 0));

		if (f != NULL && f->type != FIELD_SLUG)
			add_field(c, f, db_text(q, 1), str_is(db_text(q, 2), lang_code(LANG_EN)));
	}
}

/* --------------------------------------------------------------------- labels */

/* What a record is called where others refer to it, behind a byte for its kind; nothing when it is not public. */
static struct str
label_of(struct composing *c, int64_t record)
{
	struct str key = { (const char *)&record, sizeof(record) }, label;
	struct stmt *q;
	struct buf b;

	if (c->ix->labels != NULL && memo_find(c->ix->labels, 0, key, &label))
		return label;
	buf_init(&b, c->mem, 128);
	q = db_read(&c->w->reader, SQL_LOAD_LABEL);
	db_bind_int(q, ":record", record);
	if (db_next(q)) {
		buf_byte(&b, (char)kind_index(kind_find(db_text(q, 0))));
		add(c, &b, db_text(q, 1), false);
		add(c, &b, db_text(q, 2), true);
		stmt_end(q);
	}
	if (c->ix->labels != NULL)
		memo_keep(c->ix->labels, 0, key, buf_view(&b));
	return buf_view(&b);
}

/* Names of what it refers to; not of its own kind, or a search for Motala would find all its neighbours. */
static void
add_labels(struct composing *c, int64_t record)
{
	struct rows target = { .mem = c->mem };
	struct stmt *q = db_read(&c->w->reader, SQL_LIST_ALL_TARGETS);

	for (enum lang l = 0; l < LANG_COUNT; l++)
		if (c->kind->called[l] != NULL)
			add(c, &c->d->labels, str_of(c->kind->called[l]), l != LANG_SV);
	db_bind_int(q, ":record", record);
	while (db_next(q))
		rows_add(&target, db_int(q, 0));
	for (size_t i = 0; i < target.count; i++) {
		struct str label = label_of(c, target.record[i]);

		if (label.n > 0 && (unsigned char)label.p[0] != kind_index(c->kind))
			buf_str(&c->d->labels, str_from(label, 1));
	}
}

/* --------------------------------------------------------------------- public */

bool
document_compose(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    struct document *d)
{
	struct composing c = { .w = w, .mem = m, .ix = w->indexer, .kind = k, .d = d };
	json_t *values = doc_object();
	struct stmt *q = db_read(&w->reader, k->load);
	const struct field *f;

	db_bind_int(q, ":record", record);
	if (!db_row_maybe(q, values))
		return false;
	buf_init(&d->name, m, 128);
	buf_init(&d->labels, m, 256);
	buf_init(&d->summary, m, 512);
	buf_init(&d->text, m, 2048);
	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++)
		add_value(&c, f, doc_get(values, f->name));
	if (k == kind_find(STR("municipality")))
		add(&c, &d->text, doc_get_str(values, "id"), false);
	add_translations(&c, record);
	add_labels(&c, record);
	return true;
}

void
document_teach(struct writer *w, struct mem *m, const struct kind *k, const json_t *values)
{
	struct composing c = { .w = w, .mem = m, .ix = w->indexer, .kind = k };
	const struct field *f;

	for (enum lang l = 0; l < LANG_COUNT; l++)
		if (k->called[l] != NULL)
			add(&c, NULL, str_of(k->called[l]), l != LANG_SV);
	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		const json_t *value = doc_get(values, f->name);

		if (!field_is_reference(f))
			add_value(&c, f, value);
		else if (doc_is_array(value))
			for (size_t j = 0; j < doc_count(value); j++)
				(void)label_of(&c, doc_int(doc_at(value, j)));
	}
}
