/* import.c: CSV rows to records. */
#include "lib/store/import.h"

#include "lib/db/stmt.h"
#include "lib/store/columns.h"
#include "lib/store/index.h"
#include "lib/store/resolve.h"
#include "lib/store/rules.h"
#include "lib/store/save.h"
#include "lib/store/stored.h"
#include "lib/store/value.h"
#include "lib/text/csv.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

enum { PROGRESS_ROWS = 500 };

/* A reference to the file's own kind, resolved when all its rows are there. */
struct later {
	struct later *next;
	int64_t record;
	const struct field *field;
	struct str text;
	size_t line;
	struct str column;
};

struct import {
	struct writer *w;
	const struct import_options *o;
	struct import_result *result;
	struct mem *mem;                /* of the import */
	struct mem *row_mem;            /* of one row */
	struct resolver *resolver;
	struct column column[COLUMNS_MAX];
	size_t columns;
	struct later *later, **later_end;
	bool *seen;                     /* by row id: a line of this file was about it */
	size_t seen_room;
	size_t line;
	bool row_fine;
	bool refused;                   /* a row was not fine */
};

static void
complain(struct import *im, struct str column, struct str value, const char *reason)
{
	im->o->problem(im->o->ctx, im->line, column, value, reason);
	im->result->problems++;
	im->row_fine = false;
}

/* ------------------------------------------------------------------- header */

static const char *
known_columns(struct import *im)
{
	const struct field *f;
	struct buf b;

	buf_init(&b, im->mem, 512);
	buf_puts(&b, "is no column of this kind; there are: id");
	for (size_t i = 0; (f = kind_field_at(im->o->kind, i)) != NULL; i++)
		if (!(f->flags & FIELD_INVERSE) && !field_is_attachment(f))
			buf_printf(&b, ", %s", f->name);
	return buf_cstr(&b);
}

static void
read_header(struct import *im, const struct csv_row *row)
{
	const struct field *f;

	im->line = row->line;
	if (row->cells > COLUMNS_MAX) {
		complain(im, STR(""), STR(""), "has more columns than there are fields");
		return;
	}
	for (size_t i = 0; i < row->cells; i++) {
		struct str name;

		if (!utf8_accept(im->mem, str_trim(row->cell[i]), &name)) {
			complain(im, STR(""), STR_NONE,
			    "the name of a column is not UTF-8 text; "
			    "save the file as UTF-8");
			continue;
		}
		if (!column_read(im->mem, im->o->kind, name, &im->column[i]))
			complain(im, name, STR_NONE, known_columns(im));
		for (size_t j = 0; j < i; j++)
			if (str_eq(im->column[j].name, name))
				complain(im, name, STR_NONE, "is there twice");
	}
	im->columns = row->cells;
	for (size_t i = 0; (f = kind_field_at(im->o->kind, i)) != NULL; i++)
		if (f->flags & FIELD_REQUIRED && !columns_have(im->column, im->columns, f, NULL))
			complain(im, str_of(f->name), STR_NONE, "is missing from the header");
}

/* -------------------------------------------------------------------- cells */

static const char *
unknown_reason(struct import *im, const struct field *f, struct str part, int64_t found)
{
	struct str near;

	if (found == RESOLVE_AMBIGUOUS)
		return "means several records; write the id or slug";
	near = resolver_nearest(im->resolver, f, part, im->row_mem);
	if (near.n > 0)
		return mem_printf(im->row_mem, "is not known; did you mean %.*s?", STR_ARGS(near));
	return f->taxonomy != NULL ? "is not a term of this code list; --create-terms adds it"
	    : "is not known; it must be imported first";
}

/* The row ids that a cell of references means; reports those that mean nothing. */
static json_t *
read_references(struct import *im, const struct column *c, struct str text)
{
	json_t *list = doc_array();
	struct str whole = text, part;

	while (str_cut(&text, '|', &part)) {
		int64_t found;

		part = str_trim(part);
		if (part.n == 0)
			continue;
		found = resolver_find(im->resolver, c->field, part, im->row_mem);
		if (found <= 0) {
			complain(im, c->name, part, unknown_reason(im, c->field, part, found));
			continue;
		}
		for (size_t i = 0; i < doc_count(list); i++)
			if (doc_int(doc_at(list, i)) == found)
				found = 0;
		if (found == 0)
			complain(im, c->name, part, "is there twice");
		else
			doc_append(list, doc_integer(found));
	}
	if (c->field->type == FIELD_REFERENCE && doc_count(list) > 1)
		complain(im, c->name, whole, value_problem(VALUE_TOO_MANY));
	return list;
}

/* The texts of a language in what is to be saved. */
static json_t *
translation_of(struct save *s, const char *lang)
{
	json_t *texts;

	if (s->translations == NULL)
		s->translations = doc_object();
	texts = doc_get(s->translations, lang);
	if (texts == NULL) {
		texts = doc_object();
		doc_set(s->translations, lang, texts);
	}
	return texts;
}

static void
read_translation(struct import *im, const struct column *c, struct str text, struct save *s)
{
	json_t *value;
	enum value_problem p = value_read(c->field, im->row_mem, text, &value);

	if (p != VALUE_FINE && p != VALUE_MISSING)
		complain(im, c->name, text, value_problem(p));
	if (p != VALUE_FINE || value == NULL)
		return;
	doc_set(translation_of(s, c->lang), c->field->name, value);
}

static void
read_id(struct import *im, const struct column *c, struct str text, struct save *s)
{
	struct stmt *q;

	if (text.n == 0)
		return;
	q = db_read(&im->w->reader, SQL_FIND_UUID_OWNER);
	db_bind_str(q, ":uuid", text);
	db_bind_str(q, ":kind", str_of(im->o->kind->name));
	s->record = db_number(q);
	if (s->record == 0)
		complain(im, c->name, text,
		    "is not the id of a record here; leave it empty for a new one");
}

static void
read_cell(struct import *im, const struct column *c, struct str raw, struct save *s)
{
	enum value_problem p;
	json_t *value;
	struct str text;

	if (!utf8_accept(im->row_mem, raw, &text)) {
		complain(im, c->name, STR_NONE, "is not UTF-8 text; save the file as UTF-8");
		return;
	}
	if (c->field == NULL) {
		read_id(im, c, str_trim(text), s);
	} else if (c->lang != NULL) {
		read_translation(im, c, text, s);
	} else if (field_is_reference(c->field)) {
		if (strcmp(c->field->target, im->o->kind->name) != 0)
			doc_set(s->values, c->field->name, read_references(im, c, text));
	} else {
		p = value_read(c->field, im->row_mem, text, &value);
		if (p != VALUE_FINE)
			complain(im, c->name, text, value_problem(p));
		else
			doc_set(s->values, c->field->name, value);
	}
}

/* ---------------------------------------------------------------------- rows */

/* What is to be done, in the words of a file: the reason that is said of its column. */
static const char *
rule_reason(struct import *im, const struct broken_rule *b)
{
	switch (b->rule) {
	case RULE_NEEDS_OTHER:
		return mem_printf(im->row_mem, "is empty; %s needs it", b->other->name);
	case RULE_ENDS_BEFORE:
		return "is before start_date";
	case RULE_NEEDS_CURRENCY:
		return "is empty; amounts need it";
	case RULE_RESERVED:
		return "is an address of the site itself; choose another";
	case RULE_ITSELF:
		return "refers to itself";
	default:
		return b->field->type == FIELD_SLUG ? "is or was the address of another record"
		    : "is that of another record than the id";
	}
}

struct row {
	struct import *im;
	const struct save *s;
};

static void
tell_broken(void *ctx, const struct broken_rule *b)
{
	const struct row *row = ctx;
	const json_t *values = row->s->values;
	struct str name = str_of(b->field->name);

	if (b->lang != NULL) {
		values = doc_get(row->s->translations, b->lang);
		name = str_of(mem_printf(row->im->row_mem, "%s_%s", b->field->name, b->lang));
	}
	complain(row->im, name, doc_get_str(values, b->field->name), rule_reason(row->im, b));
}

/* Which record the row is about: that of its id, its code or its slug; otherwise a new one. */
static void
find_record(struct import *im, struct save *s)
{
	struct reader *r = &im->w->reader;
	const struct kind *k = im->o->kind;
	struct str slug = doc_get_str(s->values, "slug"), code = doc_get_str(s->values, "code");

	if (s->record == 0)
		s->record = code.p != NULL
		    ? rules_code_owner(r, k, code, doc_get_str(s->values, "taxonomy"))
		    : rules_slug_owner(r, k, slug);
	rules_beside(r, k, s->record, s->values, s->translations, tell_broken,
	    &(struct row){ im, s });
	if (s->record > 0 && (size_t)s->record < im->seen_room && im->seen[s->record])
		complain(im, STR(""), STR_NONE, "an earlier line is about the same record");
}

static void
note_seen(struct import *im, int64_t record)
{
	size_t room = im->seen_room == 0 ? 4096 : im->seen_room;
	bool *seen = im->seen;

	while ((size_t)record >= room)
		room *= 2;
	if (room > im->seen_room) {
		im->seen = mem_calloc(im->mem, room, sizeof(*seen));
		if (im->seen_room > 0)
			memcpy(im->seen, seen, im->seen_room);
		im->seen_room = room;
	}
	im->seen[record] = true;
}

/* A unit of a company can be an enterprise of its own; more often the same one is there twice. */
static void
warn_of_duplicate(struct import *im, const struct save *s)
{
	struct stmt *q;

	if (im->o->warning == NULL)
		return;
	q = rules_alike(&im->w->reader, im->row_mem, im->o->kind, ALIKE_NUMBER, s->values,
	    s->record);
	if (q == NULL || !db_next(q))
		return;
	im->o->warning(im->o->ctx, im->line, str_of(likeness_field(ALIKE_NUMBER)),
	    doc_get_str(s->values, likeness_field(ALIKE_NUMBER)),
	    mem_printf(im->row_mem, "is also that of %.*s; is it the same enterprise?",
	    STR_ARGS(db_text(q, 0))));
	stmt_end(q);
}

/* A record that is there keeps what the file has no column for. */
static void
keep_others(struct import *im, struct save *s, const json_t *values, const json_t *translations)
{
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(im->o->kind, i)) != NULL; i++) {
		if (!columns_have(im->column, im->columns, f, NULL) &&
		    doc_get(values, f->name) != NULL)
			doc_set(s->values, f->name, doc_share(doc_get(values, f->name)));
		for (size_t l = 0; kind_language(im->o->kind, f, l) != NULL; l++) {
			const char *lang = kind_language(im->o->kind, f, l);
			struct str text = doc_get_str(doc_get(translations, lang), f->name);

			if (text.p != NULL && !columns_have(im->column, im->columns, f, lang))
				doc_set_str(translation_of(s, lang), f->name, text);
		}
	}
}

/* True when a cell of references to the file's own kind means, by what is there already, the records that are stored. */
static bool
refers_as_before(struct import *im, const struct column *c, struct str text, const json_t *stored)
{
	struct str part;
	size_t n = 0;

	while (str_cut(&text, '|', &part)) {
		part = str_trim(part);
		if (part.n > 0 &&
		    resolver_find(im->resolver, c->field, part, im->row_mem) !=
			doc_int(doc_at(stored, n++)))
			return false;
	}
	return n == doc_count(stored);
}

/* Nothing is written for a row that says what the record says already. */
static bool
is_as_before(struct import *im, const struct csv_row *row, const struct save *s,
    const json_t *values, const json_t *translations)
{
	json_t *now = doc_copy(s->values);

	for (size_t i = 0; i < im->columns && i < row->cells; i++) {
		const struct column *c = &im->column[i];
		json_t *stored;

		if (c->field == NULL || !field_is_reference(c->field) ||
		    strcmp(c->field->target, im->o->kind->name) != 0)
			continue;
		stored = doc_get(values, c->field->name);
		if (!refers_as_before(im, c, row->cell[i], stored))
			return false;
		doc_set(now, c->field->name, doc_copy(stored));
	}
	return stored_same(im->o->kind, im->row_mem, values, translations, now, s->translations);
}

static void
keep_for_later(struct import *im, const struct csv_row *row, int64_t record)
{
	for (size_t i = 0; i < im->columns && i < row->cells; i++) {
		const struct column *c = &im->column[i];
		struct later *l;

		if (c->field == NULL || !field_is_reference(c->field) || row->cell[i].n == 0 ||
		    strcmp(c->field->target, im->o->kind->name) != 0)
			continue;
		l = mem_alloc(im->mem, sizeof(*l));
		*l = (struct later){ NULL, record, c->field, row->cell[i], row->line, c->name };
		*im->later_end = l;
		im->later_end = &l->next;
	}
}

/* False when the database refused what the checks here let pass: a rule is missing in value.c. */
static bool
is_saved(struct import *im)
{
	enum err e = db_done(&im->w->reader);

	if (e == ERR_INVALID || e == ERR_CONFLICT)
		complain(im, STR(""), STR_NONE,
		    "breaks a rule of the database; the log says which");
	return e == ERR_NONE;
}

static void
import_row(struct import *im, const struct csv_row *row)
{
	struct save s = { .kind = im->o->kind, .values = doc_object() };
	json_t *values = doc_object(), *translations = doc_object();
	bool is_new, cells_fine;

	im->line = row->line;
	im->row_fine = true;
	if (row->cells != im->columns)
		complain(im, STR(""), STR_NONE,
		    mem_printf(im->row_mem, "the row has %zu cells, the header %zu", row->cells,
			im->columns));
	for (size_t i = 0; i < im->columns && i < row->cells; i++)
		read_cell(im, &im->column[i], row->cell[i], &s);
	cells_fine = im->row_fine;
	find_record(im, &s);
	is_new = s.record == 0;
	if (!is_new)
		store_load_stored(&im->w->reader, im->o->kind, s.record, values, translations);
	if (cells_fine) {
		keep_others(im, &s, values, translations);
		rules_between(im->o->kind, s.values, tell_broken, &(struct row){ im, &s });
	}
	if (!im->row_fine) {
		im->refused = true;
		return;
	}
	if (!is_new && is_as_before(im, row, &s, values, translations)) {
		note_seen(im, s.record);
		im->result->same++;
		return;
	}
	warn_of_duplicate(im, &s);
	store_save(im->w, im->row_mem, &s);
	if (!is_saved(im))
		return;
	note_seen(im, s.record);
	keep_for_later(im, row, s.record);
	if (is_new)
		im->result->created++;
	else
		im->result->changed++;
}

static void
import_reference(struct import *im, const struct later *l)
{
	struct column c = { .name = l->column, .field = l->field };
	struct str text;
	json_t *targets;

	im->line = l->line;
	im->row_fine = true;
	if (!utf8_accept(im->row_mem, l->text, &text))
		return;
	targets = read_references(im, &c, text);
	for (size_t i = 0; i < doc_count(targets); i++)
		if (doc_int(doc_at(targets, i)) == l->record)
			complain(im, l->column, text, "refers to itself");
	if (im->row_fine)
		store_save_links(im->w, im->o->kind, l->record, l->field, targets);
}

static void
import_later(struct import *im)
{
	/* A name that is not known now may be that of a row which was refused. */
	if (im->refused)
		return;
	resolver_forget(im->resolver, im->o->kind);
	for (struct later *l = im->later; l != NULL; l = l->next) {
		struct mem *before = mem_use(im->row_mem);

		import_reference(im, l);
		mem_use(before);
		mem_reset(im->row_mem);
	}
}

static void
import_rows(struct import *im, struct csv *csv)
{
	while (csv_next(csv)) {
		struct mem *before = mem_use(im->row_mem);

		for (size_t i = 0; i < csv->row.cells; i++)
			csv->row.cell[i] = csv_plain(csv->row.cell[i]);
		import_row(im, &csv->row);
		mem_use(before);
		mem_reset(im->row_mem);
		im->result->rows++;
		if (im->o->progress != NULL && im->result->rows % PROGRESS_ROWS == 0)
			im->o->progress(im->o->ctx, IMPORT_ROWS, im->result->rows, 0);
		if (db_done(&im->w->reader) != ERR_NONE)
			return;
	}
}

static void
tell_indexed(void *ctx, size_t done, size_t of)
{
	const struct import *im = ctx;

	if (im->o->progress != NULL)
		im->o->progress(im->o->ctx, IMPORT_INDEX, done, of);
}

enum err
store_import(struct writer *w, const struct import_options *options, struct import_result *result)
{
	struct import im = { .w = w, .o = options, .result = result, .mem = mem_new(0),
	    .row_mem = mem_new(64 * 1024) };
	struct mem *before = mem_use(im.mem);
	struct csv csv;
	enum err e;

	*result = (struct import_result){ 0 };
	im.later_end = &im.later;
	im.resolver = resolver_new(im.mem, &w->reader, options->create_terms ? w : NULL);
	csv_init(&csv, im.mem, options->text);
	writer_begin(w);
	store_index_in_bulk(w);
	if (csv_next(&csv))
		read_header(&im, &csv.row);
	else if (csv.problem == NULL)
		complain(&im, STR(""), STR_NONE,
		    "the file is empty; its first line must name the columns");
	if (result->problems == 0 && csv.problem == NULL)
		import_rows(&im, &csv);
	if (csv.problem != NULL) {
		im.line = csv.line;
		complain(&im, STR(""), STR_NONE, csv.problem);
	}
	import_later(&im);
	if (result->problems == 0)
		store_learn(w, tell_indexed, &im);
	e = writer_end(w, result->problems == 0);
	mem_use(before);
	mem_free(im.row_mem);
	mem_free(im.mem);
	if (e == ERR_NONE && result->problems > 0)
		e = ERR_INVALID;
	return e;
}
