/*
 * index.c: what the search knows of a record, composed from what the public
 * may see of it, so that nothing hidden is ever found.
 */
#include "lib/store/save.h"

#include "lib/db/stmt.h"
#include "lib/text/markdown.h"
#include "lib/view/doc.h"

struct document {
	struct buf name, labels, summary, text;
};

static void
add(struct buf *b, struct str text)
{
	if (text.n == 0)
		return;
	if (b->n > 0)
		buf_byte(b, '\n');
	buf_str(b, text);
}

static void
add_field(struct document *d, struct mem *m, const struct field *f, struct str text)
{
	struct buf plain;

	if (str_is(STR("name"), f->name)) {
		add(&d->name, text);
	} else if (str_is(STR("summary"), f->name)) {
		add(&d->summary, text);
	} else if ((f->flags & FIELD_SEARCHED) && f->type == FIELD_PROSE) {
		buf_init(&plain, m, text.n + 1);
		markdown_plain(&plain, text);
		add(&d->text, buf_view(&plain));
	} else if (f->flags & FIELD_SEARCHED) {
		add(&d->text, text);
	}
}

static void
add_value(struct document *d, struct mem *m, const struct field *f, const json_t *value)
{
	struct buf number;

	if (doc_is_string(value)) {
		add_field(d, m, f, doc_str(value));
	} else if (doc_is_array(value)) {
		for (size_t i = 0; i < doc_count(value); i++)
			add_field(d, m, f, doc_str(doc_at(value, i)));
	} else if (value != NULL) {
		buf_init(&number, m, 24);
		buf_int(&number, doc_int(value));
		add_field(d, m, f, buf_view(&number));
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
			add_field(d, m, f, db_text(q, 1));
	}
}

/* Names of what it refers to; not of its own kind, or a search for Motala would find all its neighbours. */
static void
add_labels(struct writer *w, const struct kind *k, int64_t record, struct document *d)
{
	struct stmt *q = db_read(&w->reader, SQL_LIST_REFERENCES);

	db_bind_int(q, ":record", record);
	db_bind_str(q, ":lang", str_of(lang_code(LANG_EN)));
	while (db_next(q)) {
		if (str_is(db_text(q, 2), k->name))
			continue;
		add(&d->labels, db_text(q, 5));
		add(&d->labels, db_text(q, 6));
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

void
store_index(struct writer *w, struct mem *m, const struct kind *k, int64_t record)
{
	struct document d;
	json_t *values = doc_object();
	const struct field *f;
	struct stmt *q = db_write(w, SQL_DELETE_SEARCH_DOCUMENT);

	db_bind_int(q, ":record", record);
	db_run(q);
	q = db_read(&w->reader, k->load);
	db_bind_int(q, ":record", record);
	if (!db_row_maybe(q, values))
		return;
	buf_init(&d.name, m, 128);
	buf_init(&d.labels, m, 256);
	buf_init(&d.summary, m, 512);
	buf_init(&d.text, m, 2048);
	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++)
		add_value(&d, m, f, doc_get(values, f->name));
	add_translations(w, m, k, record, &d);
	add_labels(w, k, record, &d);
	write_document(w, record, &d);
}
