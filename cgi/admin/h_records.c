/* h_records.c: lists of records as editors see them. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/form.h"
#include "cgi/admin/lacks.h"
#include "cgi/admin/wanted.h"
#include "lib/base/clock.h"
#include "lib/store/export.h"
#include "lib/text/format.h"
#include "lib/view/doc.h"

/* Answers are held whole: a worker is to stay below 64 MiB. */
enum { PAGE = 50, EXPORT_BYTES_FIRST = 256 * 1024, EXPORT_BYTES_MAX = 8 * 1024 * 1024 };

static struct str
counted(struct ctx *c, const char *key, int64_t n)
{
	struct buf b;

	buf_init(&b, c->mem, 64);
	words_count(&b, c->app->views.words, c->lang, key, n, NULL);
	return buf_view(&b);
}

/* ------------------------------------------------------------------- filters */

static void
add_choice(struct ctx *c, json_t *list, struct str name, int64_t count, bool chosen,
    const struct wanted *there)
{
	json_t *one = doc_object();

	doc_set_str(one, "name", name);
	doc_set_int(one, "count", count);
	doc_set_str(one, "url", wanted_address(c, there, NULL));
	if (chosen)
		doc_set_bool(one, "chosen", true);
	doc_append(list, one);
}

static void
set_states(struct ctx *c, const struct wanted *w, const struct records_counts *n)
{
	const int64_t counts[] = { n->published, n->draft, n->hidden, n->archived };
	json_t *list = doc_array();
	struct wanted there = *w;

	there.page = 1;
	there.of.state = STR_NONE;
	add_choice(c, list, ctx_words(c, "admin.state_lists.all"), n->all, w->of.state.p == NULL,
	    &there);
	for (size_t i = 0; wanted_state(i) != NULL; i++) {
		there.of.state = str_of(wanted_state(i));
		add_choice(c, list,
		    ctx_words(c, mem_printf(c->mem, "admin.state_lists.%s", wanted_state(i))),
		    counts[i], str_eq(w->of.state, there.of.state), &there);
	}
	doc_set(c->doc, "states", list);
}

/* Each is a link that puts the filter on, or takes it off. */
static void
set_onlies(struct ctx *c, const struct wanted *w, const struct records_counts *n)
{
	json_t *list = doc_array();

	for (enum records_only i = 0; i < ONLIES; i++) {
		struct wanted there = *w;

		if (!records_only_has(w->of.kind, i))
			continue;
		there.page = 1;
		there.of.only[i] = !w->of.only[i];
		add_choice(c, list,
		    ctx_words(c, mem_printf(c->mem, "admin.records.only.%s", records_only_key(i))),
		    n->only[i], w->of.only[i], &there);
	}
	doc_set(c->doc, "onlies", list);
}

static void
set_municipalities(struct ctx *c, struct reader *r, const struct wanted *w)
{
	json_t *choices;

	if (!wanted_column_has(w->of.kind, COL_MUNICIPALITY))
		return;
	choices = account_municipality_choices(r);
	for (size_t i = 0; i < doc_count(choices); i++)
		if (str_eq(doc_get_str(doc_at(choices, i), "id"), w->municipality))
			doc_set_bool(doc_at(choices, i), "chosen", true);
	doc_set(c->doc, "municipalities", choices);
}

/* What the form of the search keeps of the address beside its own fields. */
static void
set_carried(struct ctx *c, const struct wanted *w)
{
	json_t *list = doc_array();
	struct form f;

	if (form_read(&f, c->mem, wanted_query(c, w), COLS + ONLIES + 8) != ERR_NONE)
		return;
	for (size_t i = 0; i < f.pairs; i++) {
		json_t *one = doc_object();

		if (str_is(f.pair[i].name, "q") || str_is(f.pair[i].name, "column") ||
		    str_is(f.pair[i].name, "municipality"))
			continue;
		doc_set_str(one, "key", f.pair[i].name);
		doc_set_str(one, "carried", f.pair[i].value);
		doc_append(list, one);
	}
	doc_set(c->doc, "carries", list);
}

/* ------------------------------------------------------------------- columns */

static struct str
column_name(struct ctx *c, enum wanted_column col)
{
	return ctx_words(c, mem_printf(c->mem, "admin.records.columns.%s", wanted_column_key(col)));
}

static json_t *
heading(struct ctx *c, const struct wanted *w, struct str name, struct str sort)
{
	bool first = str_is(sort, "name"),
	     now = str_eq(w->of.sort.p == NULL ? STR("name") : w->of.sort, sort);
	struct wanted there = *w;
	json_t *one = doc_object();

	doc_set_str(one, "name", name);
	if (sort.p == NULL)
		return one;
	there.page = 1;
	there.of.down = now && !w->of.down;
	there.of.sort = first && !there.of.down ? STR_NONE : sort;
	doc_set_str(one, "url", wanted_address(c, &there, NULL));
	if (now)
		doc_set_cstr(one, "sorted", w->of.down ? "descending" : "ascending");
	return one;
}

static void
set_columns(struct ctx *c, const struct wanted *w)
{
	json_t *columns = doc_array(), *picks = doc_array();

	for (enum wanted_column i = 0; i < COLS; i++) {
		json_t *pick = doc_object();

		if (!wanted_column_has(w->of.kind, i))
			continue;
		doc_set_cstr(pick, "key", wanted_column_key(i));
		doc_set_str(pick, "name", column_name(c, i));
		if (w->shown[i])
			doc_set_bool(pick, "chosen", true);
		doc_append(picks, pick);
		if (w->shown[i])
			doc_append(columns,
			    heading(c, w, column_name(c, i),
				wanted_column_sorts(i) ? str_of(wanted_column_key(i)) : STR_NONE));
	}
	doc_set(c->doc, "name_column", heading(c, w, ctx_words(c, "admin.name"), STR("name")));
	doc_set(c->doc, "columns", columns);
	doc_set(c->doc, "column_picks", picks);
}

static struct str
date_text(struct ctx *c, struct str iso)
{
	struct buf b;

	buf_init(&b, c->mem, 32);
	format_date(&b, c->lang, iso);
	return buf_view(&b);
}

/* What stands in a cell; *needed: it asks for something to be done. "" where there is nothing to say. */
static struct str
cell_text(struct ctx *c, const json_t *item, enum wanted_column col, bool *needed)
{
	struct str value = doc_get_str(item, wanted_column_key(col));

	*needed = false;
	switch (col) {
	case COL_STATE:
		return ctx_words(c, mem_printf(c->mem, "admin.states.%.*s", STR_ARGS(value)));
	case COL_VERIFIED:
		*needed = value.p == NULL;
		return value.p == NULL ? ctx_words(c, "admin.records.never") : date_text(c, value);
	case COL_UPDATED:
		return date_text(c, value);
	case COL_BY:
		return value.p == NULL ? ctx_words(c, "admin.command") : value;
	case COL_LACKS:
		*needed = value.p != NULL;
		return value.p == NULL ? STR("") : lacks_text(c, value);
	default:
		return value.p == NULL ? STR("") : value;
	}
}

/* The cells of a row; and for a narrow screen all of them as one line below the name. */
static void
set_cells(struct ctx *c, const struct wanted *w, json_t *item)
{
	json_t *cells = doc_array();
	struct buf facts;

	buf_init(&facts, c->mem, 128);
	for (enum wanted_column i = 0; i < COLS; i++) {
		json_t *cell = doc_object();
		bool needed;
		struct str text;

		if (!w->shown[i])
			continue;
		text = cell_text(c, item, i, &needed);
		if (i == COL_LACKS)
			doc_set(cell, "lacks",
			    lacks_links(c, doc_get_str(item, "lacks"),
				doc_get_str(item, "edit_url")));
		doc_set_str(cell, "cell", text);
		if (needed)
			doc_set_bool(cell, "needed", true);
		doc_append(cells, cell);
		if (text.n == 0)
			continue;
		if (facts.n > 0)
			buf_puts(&facts, " · ");
		if (i != COL_STATE && i != COL_MUNICIPALITY)
			buf_printf(&facts, "%.*s: ", STR_ARGS(column_name(c, i)));
		buf_str(&facts, text);
	}
	doc_set(item, "cells", cells);
	if (facts.n > 0)
		doc_set_str(item, "facts", buf_view(&facts));
	/* Those of the row are in its cells. */
	doc_remove(item, "lacks");
}

static void
set_items(struct ctx *c, struct reader *r, const struct wanted *w, int64_t total)
{
	json_t *items = records_page(r, c->mem, &w->of, PAGE, (w->page - 1) * PAGE);
	struct wanted there = *w;

	for (size_t i = 0; i < doc_count(items); i++) {
		json_t *item = doc_at(items, i);

		doc_set_str(item, "edit_url",
		    admin_address(c, w->of.kind, doc_get_str(item, "id"), NULL));
		set_cells(c, w, item);
	}
	doc_set(c->doc, "records", items);
	there.page = w->page - 1;
	if (w->page > 1)
		doc_set_str(c->doc, "prev_url", wanted_address(c, &there, NULL));
	there.page = w->page + 1;
	if (w->page * PAGE < total)
		doc_set_str(c->doc, "next_url", wanted_address(c, &there, NULL));
}

/* ---------------------------------------------------------------------- list */

static void
set_ways(struct ctx *c, struct reader *r, const struct wanted *w)
{
	const struct account *a = &c->session.account;
	const struct kind *k = w->of.kind;

	doc_set_str(c->doc, "list_url", admin_address(c, k, STR_NONE, NULL));
	doc_set_str(c->doc, "export_url", wanted_address(c, w, "/export"));
	if (edit_may(r, a, ACTION_PUBLISH, k, 0)) {
		doc_set_str(c->doc, "import_url", admin_address(c, k, STR("import"), NULL));
		doc_set_str(c->doc, "bulk_url",
		    admin_address(c, k, c->lang == LANG_SV ? STR("flera") : STR("bulk"), NULL));
		doc_set_str(c->doc, "bulk_query", wanted_query(c, w));
	}
	if (!edit_may(r, a, ACTION_EDIT, k, 0))
		return;
	doc_set_str(c->doc, "new_url",
	    admin_address(c, k, c->lang == LANG_SV ? STR("ny") : STR("new"), NULL));
	doc_set_str(c->doc, "new_name",
	    ctx_words(c, mem_printf(c->mem, "admin.new_titles.%s", k->name)));
}

static enum err
show_list(struct ctx *c, struct reader *r, const struct wanted *w)
{
	struct records_counts n;

	records_count(r, c->mem, &w->of, &n);
	doc_set_str(c->doc, "found", counted(c, "admin.records.found", n.total));
	if (n.total > PAGE)
		doc_set_str(c->doc, "pick_all", counted(c, "admin.bulk.all", n.total));
	doc_set_str(c->doc, "words", w->words.n > 0 ? w->words : STR(""));
	if (wanted_is_filtered(w))
		doc_set_bool(c->doc, "filtered", true);
	if (w->page > 1 && (w->page - 1) * PAGE >= n.total)
		doc_set_bool(c->doc, "beyond", true);
	set_ways(c, r, w);
	set_states(c, w, &n);
	set_onlies(c, w, &n);
	set_municipalities(c, r, w);
	set_carried(c, w);
	set_columns(c, w);
	set_items(c, r, w, n.total);
	return db_done(r);
}

enum err
h_records(struct ctx *c, struct reader *r)
{
	struct wanted w;
	enum err e = wanted_read(c, r, &c->request->form, &w);

	return e != ERR_NONE ? e : show_list(c, r, &w);
}

/* The same list as a file; one that a worker cannot hold is refused in the list itself. */
enum err
h_export(struct ctx *c, struct reader *r)
{
	struct wanted w;
	enum err e = wanted_read(c, r, &c->request->form, &w);
	struct export_options options;
	char day[CLOCK_DAY];
	struct buf b;

	if (e != ERR_NONE)
		return e;
	options = (struct export_options){ .of = w.of };
	buf_init(&b, c->mem, EXPORT_BYTES_FIRST);
	b.limit = EXPORT_BYTES_MAX;
	store_export(r, &options, &b);
	if (buf_overflowed(&b)) {
		doc_set_bool(c->doc, "too_many", true);
		c->again = true;
		e = show_list(c, r, &w);
		return e != ERR_NONE ? e : ERR_TOO_LARGE;
	}
	clock_swedish_day(day);
	c->file = str_of(mem_printf(c->mem, "%.*s-%s.csv",
	    STR_ARGS(kind_folder(w.of.kind, c->lang)), day));
	c->content = buf_view(&b);
	return db_done(r);
}
