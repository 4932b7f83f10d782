/* h_sheet.c: spreadsheets are pasted or sent, looked at, saved, and taken back. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/batches.h"
#include "cgi/admin/compare.h"
#include "cgi/admin/form.h"
#include "lib/store/sheet.h"
#include "lib/view/doc.h"

/* Rows of a sort that are shown, and what a form takes beside the text that it carries along. */
enum { ROWS_SHOWN = 300, FORM_BYTES = 32 * 1024, KIB = 1024 };

static const char *const sorts[SHEET_STATES] = {
	[SHEET_WRONG] = "wrong", [SHEET_NEW] = "new", [SHEET_CHANGED] = "changed",
	[SHEET_SAME] = "same",
};

/* What the rows of one walk are made into. */
struct showing {
	struct ctx *c;
	struct reader *r;
	const struct kind *kind;
	json_t *rows[SHEET_STATES];
};

static struct str
filled(struct ctx *c, const char *key, const struct words_value *values)
{
	struct buf b;

	buf_init(&b, c->mem, 128);
	words_fill(&b, c->app->views.words, c->lang, key, values);
	return buf_view(&b);
}

/* ---------------------------------------------------------------------- rows */

/* What to write in the cell: in a file it is not always what one does in a form. */
static struct str
message(struct ctx *c, const struct sheet_problem *p)
{
	const char *key = mem_printf(c->mem, "admin.sheets.problems.%s", p->key);
	long min = p->field != NULL ? p->field->min : 0, max = p->field != NULL ? p->field->max : 0;

	if (p->field != NULL && words_find(c->app->views.words, c->lang, key).p == NULL)
		key = mem_printf(c->mem, "admin.value_problems.%s", p->key);
	return filled(c, key,
	    (struct words_value[]){ { "value", p->value.p == NULL ? STR("") : p->value },
		{ "min", str_of(mem_printf(c->mem, "%ld", min)) },
		{ "max", str_of(mem_printf(c->mem, "%ld", max)) }, { NULL, STR_NONE } });
}

static json_t *
problems_of(struct ctx *c, const struct sheet_row *row)
{
	struct str number = str_of(mem_printf(c->mem, "%zu", row->number));
	json_t *list = doc_array();

	for (size_t i = 0; i < row->problems; i++) {
		const struct sheet_problem *p = &row->problem[i];
		json_t *one = doc_object();

		doc_set_str(one, "cell",
		    filled(c, p->column.n > 0 ? "admin.sheets.cell" : "admin.sheets.row",
			(struct words_value[]){ { "row", number }, { "column", p->column },
			    { NULL, STR_NONE } }));
		doc_set_str(one, "message", message(c, p));
		doc_append(list, one);
	}
	return list;
}

static json_t *
shown_row(const struct showing *sh, const struct sheet_row *row)
{
	struct ctx *c = sh->c;
	json_t *one = doc_object();
	struct edit_document before = { row->before, row->before_translations },
			     after = { row->after, row->after_translations };
	struct str name = row->name.p != NULL ? row->name : doc_get_str(row->after, "name");

	doc_set_int(one, "row_number", (int64_t)row->number);
	if (name.n > 0)
		doc_set_str(one, "row_name", name);
	if (row->uuid.p != NULL)
		doc_set_str(one, "edit_url", admin_address(c, sh->kind, row->uuid, NULL));
	if (row->problems > 0)
		doc_set(one, "wrongs", problems_of(c, row));
	if (row->state == SHEET_NEW || row->state == SHEET_CHANGED)
		doc_set(one, "changes", compare_documents(c, sh->r, sh->kind, before, after));
	if (row->twin != NULL) {
		doc_set_str(one, "twin", row->twin_name);
		doc_set_str(one, "twin_url", admin_address(c, sh->kind, row->twin_uuid, NULL));
		doc_set_str(one, "twin_why",
		    ctx_words(c, mem_printf(c->mem, "admin.twin.%s", row->twin)));
	}
	return one;
}

static void
show_row(void *ctx, const struct sheet_row *row)
{
	struct showing *sh = ctx;
	struct mem *before;

	if (doc_count(sh->rows[row->state]) >= ROWS_SHOWN)
		return;
	/* The rows' arena is emptied after each of them. */
	before = mem_use(sh->c->mem);
	doc_append(sh->rows[row->state], shown_row(sh, row));
	mem_use(before);
}

static struct showing
showing_of(struct ctx *c, struct reader *r, const struct kind *k)
{
	struct showing sh = { .c = c, .r = r, .kind = k };

	for (size_t i = 0; i < SHEET_STATES; i++)
		sh.rows[i] = doc_array();
	return sh;
}

/* ------------------------------------------------------------------ the page */

/* How much text is taken: what is shown must fit into a form again, with line ends as browsers write them. */
static size_t
text_max(const struct ctx *c)
{
	long bytes = c->app->config->body_bytes - FORM_BYTES;

	return bytes > 0 ? (size_t)bytes : 0;
}

static void
set_page(struct ctx *c, struct reader *r, const struct kind *k)
{
	struct str kind = ctx_words(c, mem_printf(c->mem, "admin.plurals.%s", k->name));

	doc_set_str(c->page, "title",
	    filled(c, "admin.sheets.title",
		(struct words_value[]){ { "kind", kind }, { NULL, STR_NONE } }));
	doc_set_str(c->doc, "list_url", admin_address(c, k, STR_NONE, NULL));
	doc_set_str(c->doc, "export_url", admin_address(c, k, STR("export"), NULL));
	doc_set_str(c->doc, "save_url", admin_address(c, k, STR("import"), NULL));
	doc_set_str(c->doc, "file_hint",
	    filled(c, "admin.sheets.file_hint",
		(struct words_value[]){
		    { "max", str_of(mem_printf(c->mem, "%zu", text_max(c) / KIB)) },
		    { "rows", str_of(mem_printf(c->mem, "%d", SHEET_ROWS_MAX)) },
		    { NULL, STR_NONE } }));
	doc_set_str(c->doc, "batches_heading", ctx_words(c, "admin.sheets.imports"));
	doc_set_str(c->doc, "undo_name", ctx_words(c, "admin.sheets.undo"));
	batches_set(c, r, k, true);
}

enum err
h_sheet_page(struct ctx *c, struct reader *r)
{
	const struct kind *k = admin_kind(c);

	if (k == NULL)
		return ERR_NOT_FOUND;
	if (!edit_may(r, &c->session.account, ACTION_PUBLISH, k, 0))
		return ERR_FORBIDDEN;
	set_page(c, r, k);
	return db_done(r);
}

/* ------------------------------------------------------------------- looking */

static void
set_preview(struct ctx *c, const struct showing *sh, const struct sheet *s,
    const struct sheet_result *result)
{
	json_t *preview = doc_object(), *sections = doc_array(), *counts = doc_array();

	for (size_t i = 0; i < SHEET_STATES; i++) {
		size_t n = result->count[i], shown = doc_count(sh->rows[i]);
		struct str count = batches_counted(c,
		    mem_printf(c->mem, "admin.sheets.counts.%s", sorts[i]), n);
		json_t *section, *line = doc_object();

		if (n == 0 && i == SHEET_WRONG)
			continue;
		doc_set_str(line, "message", count);
		doc_append(counts, line);
		if (n == 0)
			continue;
		section = doc_object();
		doc_set_cstr(section, "key", sorts[i]);
		doc_set_str(section, "heading", count);
		doc_set(section, "rows", sh->rows[i]);
		if (n > shown)
			doc_set_str(section, "unseen",
			    batches_counted(c, "admin.sheets.unseen", n - shown));
		doc_append(sections, section);
	}
	doc_set(preview, "counts", counts);
	doc_set(preview, "sections", sections);
	if (result->count[SHEET_WRONG] > 0)
		doc_set_str(c->doc, "typed", s->text);
	else if (result->count[SHEET_NEW] + result->count[SHEET_CHANGED] > 0) {
		doc_set_str(preview, "carried", s->text);
		doc_set_cstr(preview, "seen", result->seen);
	}
	doc_set(c->doc, "preview", preview);
}

static void
set_problem(struct ctx *c, const char *key, struct str typed)
{
	doc_set_str(c->doc, "problem",
	    filled(c, mem_printf(c->mem, "admin.sheets.problems.%s", key),
		(struct words_value[]){
		    { "max", str_of(mem_printf(c->mem, "%zu", text_max(c) / KIB)) },
		    { NULL, STR_NONE } }));
	doc_set_str(c->doc, "typed", typed.n > text_max(c) ? STR("") : typed);
}

static enum err
refuse(struct ctx *c, const struct kind *k, const char *key, struct str typed)
{
	struct reader *r = &c->app->reader;
	enum err e;

	set_problem(c, key, typed);
	reader_begin(r);
	set_page(c, r, k);
	e = reader_end(r);
	c->again = true;
	return e != ERR_NONE ? e : ERR_INVALID;
}

/* The text that was sent, clean; a key of words when there is none that can be read. */
static const char *
read_text(struct ctx *c, struct str *text, bool *windows)
{
	const struct multipart_file *file = multipart_file(&c->request->uploaded, "file");
	struct str bytes = form_get(&c->request->posted, "text"),
		   before = form_get(&c->request->posted, "file");
	size_t lines = 0;

	*windows = false;
	if (file != NULL && file->bytes > (int64_t)text_max(c))
		return "too_long";
	if (file != NULL && file->bytes > 0 && !multipart_content(file, c->mem, &bytes))
		return "not_text";
	if ((file == NULL || file->bytes == 0) && before.n > 0)
		bytes = before;         /* a file that was kept while one signed in (unsaved.h) */
	if (str_trim(bytes).n == 0)
		return "nothing";
	if (!sheet_text(c->mem, bytes, text, windows))
		return "not_text";
	for (size_t i = 0; i < text->n; i++)
		lines += text->p[i] == '\n';
	return text->n + lines > text_max(c) ? "too_long" : NULL;
}

static enum err
look(struct ctx *c, const struct kind *k, struct sheet *s)
{
	struct reader *r = &c->app->reader;
	struct showing sh = showing_of(c, r, k);
	struct sheet_result result;
	enum err e;

	s->row = show_row;
	s->ctx = &sh;
	reader_begin(r);
	sheet_look(r, s, &result);
	set_page(c, r, k);
	e = reader_end(r);
	set_preview(c, &sh, s, &result);
	if (e == ERR_NONE && result.count[SHEET_WRONG] > 0) {
		c->again = true;
		return ERR_INVALID;
	}
	return e;
}

/* -------------------------------------------------------------------- saving */

static enum err
apply(struct ctx *c, struct writer *w, const struct kind *k, struct sheet *s)
{
	struct showing sh = showing_of(c, &w->reader, k);
	struct sheet_result result;
	enum err e;

	s->row = show_row;
	s->ctx = &sh;
	s->note = ctx_words(c, "admin.sheets.note");
	e = sheet_save(w, s, form_get(&c->request->posted, "seen"), &result);
	if (e == ERR_NONE) {
		c->moved = admin_address(c, k, STR("import"),
		    mem_printf(c->mem, "?done=%d", (int)result.import));
		return ERR_SEE_OTHER;
	}
	if (e != ERR_INVALID && e != ERR_CONFLICT)
		return e;
	/* What was seen is no longer so: it is shown as it is now. */
	doc_set_bool(c->doc, "stale", true);
	e = look(c, k, s);
	if (e != ERR_NONE)
		return e;
	c->again = true;
	return ERR_CONFLICT;
}

enum err
h_sheet(struct ctx *c, struct writer *w)
{
	const struct kind *k = admin_kind(c);
	struct sheet s = { .kind = k, .by = &c->session.account };
	struct str what = form_get(&c->request->posted, "do");
	bool windows;
	const char *problem;

	if (k == NULL)
		return ERR_NOT_FOUND;
	if (rights_reach(s.by->role, ACTION_PUBLISH, k) == REACH_NONE)
		return ERR_FORBIDDEN;
	if (str_is(what, "undo"))
		return batches_undo(c, w, k, "/import", ctx_words(c, "admin.sheets.undo_note"));
	if (!str_is(what, "look") && !str_is(what, "apply"))
		return ERR_BAD_REQUEST;
	problem = read_text(c, &s.text, &windows);
	if (problem != NULL)
		return refuse(c, k, problem, s.text);
	if (windows)
		doc_set_bool(c->doc, "windows", true);
	return str_is(what, "apply") ? apply(c, w, k, &s) : look(c, k, &s);
}

enum err
h_sheet_again(struct ctx *c, struct reader *r)
{
	struct str text = STR_NONE;
	bool windows;
	const char *problem;
	enum err e = h_sheet_page(c, r);

	/* What takes an import back has no text: its button is there again. */
	if (e != ERR_NONE || str_is(form_get(&c->request->posted, "do"), "undo"))
		return e;
	problem = read_text(c, &text, &windows);
	if (problem != NULL) {
		set_problem(c, problem, text);
		return ERR_NONE;
	}
	doc_set_str(c->doc, "typed", text);
	doc_set_bool(c->doc, "unsaved", true);
	if (windows)
		doc_set_bool(c->doc, "windows", true);
	return ERR_NONE;
}
