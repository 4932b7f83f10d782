/* export.c: from records to rows. */
#include "lib/store/export.h"

#include "lib/db/stmt.h"
#include "lib/store/columns.h"
#include "lib/store/resolve.h"
#include "lib/store/stored.h"
#include "lib/store/value.h"
#include "lib/text/csv.h"
#include "lib/view/doc.h"

enum { FLUSH_BYTES = 64 * 1024 };

struct exporting {
	struct reader *r;
	const struct kind *kind;
	struct mem *row_mem;            /* of one row */
	struct resolver *resolver;
	struct buf *out;
};

/*
 * What the import takes for this record: its name where it has that to itself, as people like to read it; otherwise code, or
 * slug, which nobody shares.
 */
static void
add_reference(struct exporting *x, struct buf *b, const struct field *f, int64_t record)
{
	struct stmt *q = db_read(x->r, SQL_FIND_PUBLIC_ID);
	struct str uuid, code, slug, name;

	db_bind_int(q, ":record", record);
	if (!db_next(q))
		return;
	uuid = mem_dup(x->row_mem, db_text(q, 0));
	code = mem_dup(x->row_mem, db_text(q, 1));
	slug = mem_dup(x->row_mem, db_text(q, 2));
	name = mem_dup(x->row_mem, db_text(q, 3));
	stmt_end(q);
	if (b->n > 0)
		buf_byte(b, '|');
	if (str_index(name, '|') == name.n &&
	    resolver_find(x->resolver, f, name, x->row_mem) == record)
		buf_str(b, name);
	else
		buf_str(b, str_eq(code, uuid) ? slug : code);
}

static struct str
references_text(struct exporting *x, const struct field *f, const json_t *targets)
{
	struct buf b;

	buf_init(&b, x->row_mem, 64);
	for (size_t i = 0; i < doc_count(targets); i++)
		add_reference(x, &b, f, doc_int(doc_at(targets, i)));
	return b.n == 0 ? STR("") : buf_view(&b);
}

/* 58.41 would be the 58th of April, or a text, where numbers are written with commas. */
static struct str
with_comma(struct mem *m, struct str s)
{
	char *p = mem_strdup(m, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '.')
			p[i] = ',';
	return (struct str){ p, s.n };
}

static struct str
field_text(struct exporting *x, const struct field *f, const json_t *value)
{
	if (value == NULL)
		return STR("");
	switch (f->type) {
	case FIELD_REFERENCE:
	case FIELD_REFERENCES:
		return references_text(x, f, value);
	case FIELD_BOOLEAN:
		return STR("yes");
	case FIELD_TEXTS:
		return doc_str(value);
	case FIELD_SCALED:
		return with_comma(x->row_mem, value_text(f, x->row_mem, value));
	default:
		return value_text(f, x->row_mem, value);
	}
}

static void
add_header(struct exporting *x)
{
	struct column c;

	buf_puts(x->out, CSV_MARK);
	for (size_t i = 0; column_at(x->kind, i, &c); i++) {
		if (i > 0)
			buf_byte(x->out, ';');
		buf_str(x->out, c.name);
		if (c.lang != NULL)
			buf_printf(x->out, "_%s", c.lang);
	}
	buf_puts(x->out, "\r\n");
}

static struct str
id_of(struct exporting *x, int64_t record)
{
	struct stmt *q = db_read(x->r, SQL_FIND_PUBLIC_ID);
	struct str id = STR("");

	db_bind_int(q, ":record", record);
	if (db_next(q)) {
		id = mem_dup(x->row_mem, db_text(q, 0));
		stmt_end(q);
	}
	return id;
}

static void
add_record(struct exporting *x, int64_t record)
{
	json_t *values = doc_object(), *translations = doc_object();
	struct column c;

	store_load_stored(x->r, x->kind, record, values, translations);
	for (size_t i = 0; column_at(x->kind, i, &c); i++) {
		if (i > 0)
			buf_byte(x->out, ';');
		if (c.field == NULL)
			csv_put(x->out, id_of(x, record));
		else if (c.lang != NULL)
			csv_put(x->out, doc_get_str(doc_get(translations, c.lang), c.field->name));
		else
			csv_put(x->out, field_text(x, c.field, doc_get(values, c.field->name)));
	}
	buf_puts(x->out, "\r\n");
}

void
store_export(struct reader *r, const struct export_options *o, struct buf *out)
{
	struct mem *names = mem_new(0);
	struct exporting x = { .r = r, .kind = o->of.kind, .row_mem = mem_new(64 * 1024),
		.resolver = resolver_new(names, r, NULL), .out = out };
	struct stmt *q = records_begin(r, names, &o->of, -1, 0);

	add_header(&x);
	while (db_next(q)) {
		struct mem *before = mem_use(x.row_mem);

		add_record(&x, db_int(q, 0));
		mem_use(before);
		mem_reset(x.row_mem);
		if (o->flush != NULL && out->n >= FLUSH_BYTES)
			o->flush(o->ctx, out);
		if (buf_overflowed(out)) {
			stmt_end(q);
			break;
		}
	}
	if (o->flush != NULL)
		o->flush(o->ctx, out);
	mem_free(x.row_mem);
	mem_free(names);
}
