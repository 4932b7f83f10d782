/* sheet.c: one walk over the rows, for looking and for saving. */
#include "lib/store/sheet.h"

#include "lib/db/stmt.h"
#include "lib/store/batch.h"
#include "lib/store/columns.h"
#include "lib/store/index.h"
#include "lib/store/resolve.h"
#include "lib/store/rules.h"
#include "lib/store/stored.h"
#include "lib/text/csv.h"
#include "lib/text/utf8.h"
#include "lib/text/windows.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

/* What only one row may have: a record, a slug, a code. */
struct claim {
	struct str key;         /* p NULL: free */
	size_t row;
};

struct walk {
	struct reader *r;
	struct writer *w;               /* NULL: only looking */
	const struct sheet *s;
	struct sheet_result *result;
	struct mem *mem, *row_mem;      /* of the walk, of one row */
	struct resolver *resolver;
	struct column column[COLUMNS_MAX];
	size_t columns;
	struct claim *claim;
	size_t claims, room;
	/* Of the present row. */
	const struct csv_row *cells;
	struct sheet_row row;
	struct edited there;
	struct entry entry;
};

bool
sheet_text(struct mem *m, struct str bytes, struct str *text, bool *windows)
{
	*windows = false;
	if (utf8_accept(m, bytes, text))
		return true;
	*windows = true;
	return windows_1252_read(m, bytes, &bytes) && utf8_accept(m, bytes, text);
}

static void
complain(struct walk *k, struct str column, const struct field *f, const char *key,
    struct str value)
{
	struct sheet_row *row = &k->row;

	row->state = SHEET_WRONG;
	if (row->problems < SHEET_PROBLEMS_MAX)
		row->problem[row->problems++] = (struct sheet_problem){ column, f, key, value };
}

static struct str
number_text(struct walk *k, size_t n)
{
	return str_of(mem_printf(k->row_mem, "%zu", n));
}

/* ------------------------------------------------------------------- header */

/* Excel pads with columns that have no name. */
static size_t
named_cells(const struct csv_row *cells)
{
	size_t n = cells->cells;

	while (n > 0 && str_trim(cells->cell[n - 1]).n == 0)
		n--;
	return n;
}

static bool
read_header(struct walk *k, const struct csv_row *cells)
{
	k->row = (struct sheet_row){ .number = cells->number, .state = SHEET_SAME };
	k->columns = named_cells(cells);
	if (k->columns > COLUMNS_MAX) {
		complain(k, STR(""), NULL, "too_many_columns", number_text(k, COLUMNS_MAX));
		return false;
	}
	for (size_t i = 0; i < k->columns; i++) {
		struct str name = mem_dup(k->mem, str_trim(cells->cell[i]));

		if (!column_read(k->mem, k->s->kind, name, &k->column[i]))
			complain(k, name, NULL, "unknown_column", name);
		for (size_t j = 0; j < i; j++)
			if (str_eq(k->column[j].name, name)) {
				complain(k, name, NULL, "column_twice", name);
				break;
			}
	}
	return k->row.state != SHEET_WRONG;
}

/* -------------------------------------------------------------------- cells */

/* For entry_read(). */
static struct str
cell_text(void *ctx, const char *name)
{
	const struct walk *k = ctx;

	for (size_t i = 0; i < k->columns && i < k->cells->cells; i++)
		if (str_is(k->column[i].name, name))
			return csv_plain(k->cells->cell[i]);
	return STR_NONE;
}

static struct str
trimmed_cell(struct walk *k, const char *name)
{
	return str_trim(cell_text(k, name));
}

static bool
has_its_cells(struct walk *k)
{
	if (k->cells->cells >= k->columns && named_cells(k->cells) <= k->columns)
		return true;
	complain(k, STR(""), NULL, "cells", number_text(k, k->columns));
	return false;
}

/* ------------------------------------------------------------------ records */

/* A record by its code or slug, its uuid; STR_NONE: none has it. */
static struct str
uuid_of(struct walk *k)
{
	struct str code = trimmed_cell(k, "code"), slug = trimmed_cell(k, "slug"),
		   taxonomy = trimmed_cell(k, "taxonomy"), uuid = STR_NONE;
	struct stmt *q;
	int64_t record = 0;

	if (code.n > 0)
		record = rules_code_owner(k->r, k->s->kind, code,
		    taxonomy.n > 0 ? taxonomy : STR_NONE);
	else if (slug.n > 0)
		record = rules_slug_owner(k->r, k->s->kind, slug);
	q = db_read(k->r, SQL_FIND_PUBLIC_ID);
	db_bind_int(q, ":record", record);
	if (db_next(q)) {
		uuid = mem_dup(k->row_mem, db_text(q, 0));
		stmt_end(q);
	}
	return uuid;
}

/* Which record the row is about: that of its id, its code or its slug; otherwise a new one. False: it is none of theirs. */
static bool
find_record(struct walk *k)
{
	struct str id = trimmed_cell(k, "id"), uuid = id.n > 0 ? id : uuid_of(k);

	k->there = (struct edited){ .kind = k->s->kind };
	if (uuid.n > 0 &&
	    (!edit_find(k->r, k->row_mem, k->s->kind, uuid, &k->there) ||
		str_is(k->there.state, "erased"))) {
		complain(k, STR("id"), NULL, "no_such_id", uuid);
		return false;
	}
	if (!edit_may(k->r, k->s->by, ACTION_PUBLISH, k->s->kind, k->there.record)) {
		complain(k, STR(""), NULL, "not_theirs", STR_NONE);
		return false;
	}
	if (k->there.record == 0)
		return true;
	k->row.uuid = k->there.uuid;
	k->row.name = k->there.name;
	k->row.before = k->there.values;
	k->row.before_translations = k->there.translations;
	return true;
}

/* The slot of a key, its own or a free one. */
static struct claim *
slot_of(struct claim *claim, size_t room, struct str key)
{
	size_t i = hash_short(key) & (room - 1);

	while (claim[i].key.p != NULL && !str_eq(claim[i].key, key))
		i = (i + 1) & (room - 1);
	return &claim[i];
}

/* Complains when an earlier row has what only one may have. */
static void
claim(struct walk *k, struct str column, const char *sort, struct str value)
{
	struct str key = str_of(mem_printf(k->mem, "%s %.*s", sort, STR_ARGS(value)));
	struct claim *c;

	if (k->claims * 2 >= k->room) {
		size_t room = k->room == 0 ? 256 : k->room * 2;
		struct claim *more = mem_calloc(k->mem, room, sizeof(*more));

		for (size_t i = 0; i < k->room; i++)
			if (k->claim[i].key.p != NULL)
				*slot_of(more, room, k->claim[i].key) = k->claim[i];
		k->claim = more;
		k->room = room;
	}
	c = slot_of(k->claim, k->room, key);
	if (c->key.p == NULL) {
		*c = (struct claim){ key, k->row.number };
		k->claims++;
	} else if (c->row != k->row.number) {
		complain(k, column, NULL, "twice", number_text(k, c->row));
	}
}

static void
claim_its_own(struct walk *k)
{
	const json_t *v = k->entry.values;
	struct str code = doc_get_str(v, "code"), slug = doc_get_str(v, "slug");

	if (k->there.record != 0)
		claim(k, STR(""), "record", k->there.uuid);
	if (code.p != NULL)
		claim(k, STR("code"), "code",
		    str_of(mem_printf(k->row_mem, "%.*s %.*s", STR_ARGS(doc_get_str(v, "taxonomy")),
			STR_ARGS(code))));
	if (slug.p != NULL)
		claim(k, STR("slug"), "slug", slug);
	for (void *l = doc_first(k->entry.translations); l != NULL;
	     l = doc_after(k->entry.translations, l)) {
		slug = doc_get_str(doc_value(l), "slug");
		if (slug.p != NULL)
			claim(k, str_of(mem_printf(k->row_mem, "slug_%s", doc_key(l))), "slug",
			    slug);
	}
}

/* --------------------------------------------------------------------- rows */

/* A new record has what is required, also where the file has no such column. */
static void
require(struct walk *k)
{
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k->s->kind, i)) != NULL; i++)
		if (f->flags & FIELD_REQUIRED && !columns_have(k->column, k->columns, f, NULL))
			complain(k, str_of(f->name), f, value_problem_key(VALUE_MISSING), STR_NONE);
}

static void
read_values(struct walk *k)
{
	struct entry *e = &k->entry;
	struct str slug = doc_get_str(k->there.values, "slug");

	entry_read(e, k->resolver, k->row_mem, k->s->kind, cell_text, k, k->there.values,
	    k->there.translations);
	entry_check(e, k->r, k->there.record);
	for (size_t i = 0; i < e->problems; i++)
		complain(k, str_of(entry_name(k->row_mem, e->problem[i].field, e->problem[i].lang)),
		    e->problem[i].field, e->problem[i].key, e->problem[i].value);
	if (k->there.record == 0)
		require(k);
	/* A record keeps its address when nobody gives it another. */
	if (slug.p != NULL && doc_get(e->values, "slug") == NULL)
		doc_set_str(e->values, "slug", slug);
	if (!edit_stays_own(k->s->by, ACTION_PUBLISH, k->s->kind, e->values))
		complain(k, STR("municipality"), kind_field(k->s->kind, STR("municipality")),
		    "not_yours", STR_NONE);
	claim_its_own(k);
	k->row.after = e->values;
	k->row.after_translations = e->translations;
}

/* The next row of another record that the account may know of; false when there is none. */
static bool
next_known(struct walk *k, struct stmt *q)
{
	while (db_next(q))
		if (str_is(db_text(q, 3), "published") ||
		    edit_may(k->r, k->s->by, ACTION_SEE, k->s->kind, db_int(q, 2)))
			return true;
	return false;
}

/* A new record that is perhaps there already: no mistake, but worth a look. */
static void
find_twin(struct walk *k)
{
	for (enum likeness a = 0; a < LIKENESSES && k->row.twin == NULL; a++) {
		struct stmt *q = rules_alike(k->r, k->row_mem, k->s->kind, a, k->entry.values, 0);

		if (q == NULL || !next_known(k, q))
			continue;
		k->row.twin = likeness_key(a);
		k->row.twin_name = mem_dup(k->row_mem, db_text(q, 0));
		k->row.twin_uuid = mem_dup(k->row_mem, db_text(q, 1));
		stmt_end(q);
	}
}

/* Adds the row to the fingerprint of all that is to be saved. */
static void
note_seen(struct walk *k)
{
	struct buf b;

	buf_init(&b, k->row_mem, 2048);
	buf_puts(&b, k->result->seen);
	buf_printf(&b, "%d %.*s %d ", (int)k->row.state, STR_ARGS(k->there.uuid),
	    (int)k->there.revision);
	if (k->row.after != NULL) {
		json_write(&b, k->entry.values);
		json_write(&b, k->entry.translations);
	}
	hash_text(buf_view(&b), k->result->seen);
}

static void
tell(struct walk *k)
{
	k->result->count[k->row.state]++;
	k->s->row(k->s->ctx, &k->row);
}

static void
read_row(struct walk *k, const struct csv_row *cells)
{
	k->cells = cells;
	k->row = (struct sheet_row){ .number = cells->number, .state = SHEET_SAME };
	k->there = (struct edited){ .kind = k->s->kind };
	if (!has_its_cells(k) || !find_record(k))
		return;
	read_values(k);
	if (k->row.state == SHEET_WRONG)
		return;
	if (k->there.record == 0) {
		k->row.state = SHEET_NEW;
		find_twin(k);
	} else if (!stored_same(k->s->kind, k->row_mem, k->there.values, k->there.translations,
		       k->entry.values, k->entry.translations)) {
		k->row.state = SHEET_CHANGED;
	}
}

/* ------------------------------------------------------------------- saving */

static void
save_row(struct walk *k)
{
	struct save s = { .kind = k->s->kind, .record = k->there.record, .account = k->s->by->id,
		.note = k->s->note, .values = k->entry.values,
		.translations = k->entry.translations };
	struct str before = s.record == 0
	    ? STR_NONE
	    : store_document(k->row_mem, k->there.values, k->there.translations);

	store_save(k->w, k->row_mem, &s);
	batch_keep(k->w, k->result->import, s.record, before, k->there.state);
}

/* --------------------------------------------------------------------- walk */

/* What is wrong with the file, as a row of its own. */
static void
tell_problem(struct walk *k, size_t number, const char *key, struct str value)
{
	k->row = (struct sheet_row){ .number = number };
	complain(k, STR(""), NULL, key, value);
	tell(k);
}

static void
walk_rows(struct walk *k, struct csv *csv)
{
	size_t rows = 0;

	while (csv_next(csv) && rows++ < SHEET_ROWS_MAX) {
		struct mem *before = mem_use(k->row_mem);

		read_row(k, &csv->row);
		note_seen(k);
		tell(k);
		if (k->w != NULL && (k->row.state == SHEET_NEW || k->row.state == SHEET_CHANGED))
			save_row(k);
		mem_use(before);
		mem_reset(k->row_mem);
		if (db_done(k->r) != ERR_NONE)
			return;
	}
	if (rows > SHEET_ROWS_MAX)
		tell_problem(k, csv->row.number, "too_many_rows", number_text(k, SHEET_ROWS_MAX));
	else if (rows == 0 && csv->problem == NULL)
		tell_problem(k, 1, "no_rows", STR_NONE);
}

static void
walk(struct reader *r, struct writer *w, const struct sheet *s, struct sheet_result *result)
{
	struct walk k = { .r = r, .w = w, .s = s, .result = result, .mem = mem_new(0),
		.row_mem = mem_new(64 * 1024) };
	struct mem *before = mem_use(k.mem);
	struct csv csv;

	*result = (struct sheet_result){ .seen = "" };
	k.resolver = resolver_new(k.mem, r, NULL);
	resolver_limit(k.resolver, s->by);
	csv_init(&csv, k.mem, s->text);
	if (w != NULL)
		result->import = batch_begin(w, s->kind, s->by, BATCH_IMPORT, STR_NONE);
	if (!csv_next(&csv)) {
		if (csv.problem == NULL)
			tell_problem(&k, 1, "empty", STR_NONE);
	} else if (read_header(&k, &csv.row)) {
		walk_rows(&k, &csv);
	} else {
		tell(&k);
	}
	if (csv.problem != NULL)
		tell_problem(&k, csv.row.number, "open_quote", STR_NONE);
	mem_use(before);
	mem_free(k.row_mem);
	mem_free(k.mem);
}

void
sheet_look(struct reader *r, const struct sheet *s, struct sheet_result *result)
{
	db_deadline_stop(r);
	walk(r, NULL, s, result);
	db_deadline_start(r);
}

enum err
sheet_save(struct writer *w, const struct sheet *s, struct str seen, struct sheet_result *result)
{
	enum err e = ERR_NONE;

	batch_open(w);
	walk(&w->reader, w, s, result);
	if (result->count[SHEET_WRONG] > 0)
		e = ERR_INVALID;
	else if (!str_is(seen, result->seen))
		e = ERR_CONFLICT;
	else
		store_learn(w, NULL, NULL);
	return batch_close(w, e);
}
