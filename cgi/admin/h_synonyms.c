/* h_synonyms.c: what visitors mean by their words: lines of synonyms, listed, tried, changed, taken back. */
#include "cgi/admin/handlers.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/http/url.h"
#include "lib/store/synonym.h"
#include "lib/store/text_change.h"
#include "lib/view/doc.h"

enum { PAGE = 50, PAGES_MAX = 200, EXPORT_BYTES_FIRST = 32 * 1024 };

static const char SUBJECT[] = "synonym";

static const char *
folder(const struct ctx *c)
{
	return c->lang == LANG_SV ? "/admin/synonymer" : "/admin/en/synonyms";
}

static struct str
line_address(const struct ctx *c, int64_t id)
{
	return str_of(mem_printf(c->mem, "%s/%lld", folder(c), (long long)id));
}

/* ---------------------------------------------------------------------- history */

/* What was changed last, of one line or of all, each with a number by which it is taken back. */
static void
set_changes(struct ctx *c, struct reader *r, struct str item)
{
	json_t *list = text_change_list(r, SUBJECT, item);

	if (doc_count(list) > 0)
		doc_set(c->doc, "changed", list);
}

/* ------------------------------------------------------------------------- list */

static struct str
page_address(const struct ctx *c, struct str words, int64_t page)
{
	struct buf b;

	buf_init(&b, c->mem, 96);
	buf_printf(&b, "%s?page=%lld", folder(c), (long long)page);
	if (words.n > 0) {
		buf_puts(&b, "&q=");
		url_encode(&b, words);
	}
	return buf_view(&b);
}

static void
show_list(struct ctx *c, struct reader *r)
{
	const struct form *f = &c->request->form;
	struct str words = str_trim(form_get(f, "q")), plain;
	struct stmt *q = db_read(r, SQL_COUNT_SYNONYM_LINES);
	int64_t page, total;
	json_t *lines;
	struct buf b;

	plain = words.n == 0 ? STR_NONE : synonym_plain(c->mem, words);
	if (!str_int(form_get(f, "page"), &page) || page < 1 || page > PAGES_MAX)
		page = 1;
	db_bind_str(q, ":words", plain);
	total = db_number(q);
	q = db_read(r, SQL_LIST_SYNONYM_LINES);
	db_bind_str(q, ":words", plain);
	db_bind_int(q, ":limit", PAGE);
	db_bind_int(q, ":offset", (page - 1) * PAGE);
	lines = db_rows(q);
	for (size_t i = 0; i < doc_count(lines); i++)
		doc_set_str(doc_at(lines, i), "edit_url",
		    line_address(c, doc_get_int(doc_at(lines, i), "number")));
	buf_init(&b, c->mem, 64);
	words_count(&b, c->app->views.words, c->lang, "admin.synonym.found", total, NULL);
	doc_set_str(c->doc, "found", buf_view(&b));
	doc_set_str(c->doc, "words", words.n > 0 ? words : STR(""));
	doc_set_cstr(c->doc, "list_url", folder(c));
	doc_set(c->doc, "lines", lines);
	if (page > 1)
		doc_set_str(c->doc, "prev_url", page_address(c, words, page - 1));
	if (page * PAGE < total && page < PAGES_MAX)
		doc_set_str(c->doc, "next_url", page_address(c, words, page + 1));
	set_changes(c, r, STR_NONE);
}

enum err
h_synonyms(struct ctx *c, struct reader *r)
{
	static const char *const said[] = { "save", "remove", "undo" };
	struct str saved = form_get(&c->request->form, "saved");

	for (size_t i = 0; i < COUNT_OF(said); i++)
		if (str_is(saved, said[i]))
			doc_set_str(c->doc, "done",
			    ctx_words(c, mem_printf(c->mem, "admin.synonym.done.%s", said[i])));
	show_list(c, r);
	return db_done(r);
}

/* Back to the list, which says what was done. */
static enum err
go_to_list(struct ctx *c, const char *done)
{
	c->moved = str_of(mem_printf(c->mem, "%s?saved=%s", folder(c), done));
	return ERR_SEE_OTHER;
}

/* The list's own form: a change is taken back. */
enum err
h_synonyms_undo(struct ctx *c, struct writer *w)
{
	int64_t number = 0;
	bool undone;
	enum err e;

	if (!str_int(form_get(&c->request->posted, "undo"), &number))
		return ERR_BAD_REQUEST;
	writer_begin(w);
	undone = synonym_undo(w, c->mem, number, c->session.account.id);
	if (!undone) {
		doc_set_str(c->doc, "problem", ctx_words(c, "admin.synonym.not_undone"));
		show_list(c, &w->reader);
	}
	e = writer_end(w, undone);
	if (e != ERR_NONE || undone)
		return e != ERR_NONE ? e : go_to_list(c, "undo");
	c->again = true;
	return ERR_CONFLICT;
}

/* All lines as the command import takes them. */
enum err
h_synonyms_export(struct ctx *c, struct reader *r)
{
	struct stmt *q = db_read(r, SQL_LIST_SYNONYM_LINES);
	char day[CLOCK_DAY];
	struct buf b;

	db_bind_null(q, ":words");
	db_bind_int(q, ":limit", -1);
	db_bind_int(q, ":offset", 0);
	buf_init(&b, c->mem, EXPORT_BYTES_FIRST);
	while (db_next(q)) {
		buf_str(&b, db_text(q, 1));
		buf_byte(&b, '\n');
	}
	clock_swedish_day(day);
	c->file = str_of(mem_printf(c->mem, "%s-%s.txt",
	    c->lang == LANG_SV ? "synonymer" : "synonyms", day));
	c->content = b.n == 0 ? STR("\n") : buf_view(&b);
	return db_done(r);
}

/* ------------------------------------------------------------------------- form */

static void
set_ways(struct ctx *c, enum synonym_way chosen)
{
	json_t *list = doc_array();

	for (size_t i = 0; i < SYNONYM_WAYS; i++) {
		const char *key = synonym_way_key((enum synonym_way)i);
		json_t *one = doc_object();

		doc_set_cstr(one, "value", key);
		doc_set_str(one, "name",
		    ctx_words(c, mem_printf(c->mem, "admin.synonym.ways.%s", key)));
		doc_set_str(one, "help",
		    ctx_words(c, mem_printf(c->mem, "admin.synonym.way_help.%s", key)));
		if ((enum synonym_way)i == chosen)
			doc_set_bool(one, "chosen", true);
		doc_append(list, one);
	}
	doc_set(c->doc, "directions", list);
}

/* `was`: the line that the form is made from, as it is written; empty for a new one. */
static void
fill(struct ctx *c, struct reader *r, const struct synonym_line *l, struct str was)
{
	doc_set_str(c->doc, "words", l->words);
	doc_set_str(c->doc, "means", l->means);
	doc_set_str(c->doc, "was", was);
	doc_set_cstr(c->doc, "list_url", folder(c));
	doc_set_str(c->doc, "save_url",
	    l->id != 0 ? line_address(c, l->id)
		       : str_of(mem_printf(c->mem, "%s/%s", folder(c),
			     c->lang == LANG_SV ? "ny" : "new")));
	set_ways(c, l->way);
	doc_set_str(c->page, "title",
	    ctx_words(c, l->id != 0 ? "admin.titles.synonym" : "admin.synonym.new"));
	if (l->id == 0)
		return;
	doc_set_bool(c->doc, "known", true);
	set_changes(c, r, str_of(mem_printf(c->mem, "%lld", (long long)l->id)));
}

/* The line that the address names; a new one where it names none. False: there is none such. */
static bool
find(struct ctx *c, struct reader *r, struct synonym_line *l)
{
	int64_t id = 0;

	*l = (struct synonym_line){ .words = STR(""), .means = STR("") };
	if (c->id.p == NULL)
		return true;
	if (!str_int(c->id, &id) || id < 1)
		return false;
	return synonym_find(r, c->mem, id, l);
}

enum err
h_synonym(struct ctx *c, struct reader *r)
{
	struct str word = str_trim(form_get(&c->request->form, "word"));
	struct synonym_line l;

	if (!find(c, r, &l))
		return db_done(r) != ERR_NONE ? db_done(r) : ERR_NOT_FOUND;
	/* Somebody looked for it in vain: it means what the editor knows. */
	if (l.id == 0 && word.n > 0 && word.n <= SYNONYM_TEXT_MAX) {
		l.words = word;
		l.way = SYNONYM_ONE_WAY;
	}
	fill(c, r, &l, l.id == 0 ? STR("") : synonym_text(c->mem, &l));
	return db_done(r);
}

static struct str
typed(const struct ctx *c, const char *name)
{
	struct str s = form_get(&c->request->posted, name);

	return s.p == NULL ? STR("") : s;
}

/* What was filled in. */
static void
read_form(const struct ctx *c, struct synonym_line *l)
{
	struct str way = typed(c, "way");

	l->words = typed(c, "words");
	l->means = typed(c, "means");
	l->way = SYNONYM_SAME;
	for (size_t i = 0; i < SYNONYM_WAYS; i++)
		if (str_is(way, synonym_way_key((enum synonym_way)i)))
			l->way = (enum synonym_way)i;
}

enum err
h_synonym_again(struct ctx *c, struct reader *r)
{
	struct synonym_line l;

	if (!find(c, r, &l))
		return db_done(r) != ERR_NONE ? db_done(r) : ERR_NOT_FOUND;
	read_form(c, &l);
	fill(c, r, &l, typed(c, "was"));
	doc_set_bool(c->doc, "unsaved", true);
	return db_done(r);
}

static enum err
refuse(struct ctx *c, const struct synonym_wrong *wrong)
{
	const char *field = wrong->in_means ? "means" : "words";
	struct buf b;

	buf_init(&b, c->mem, 128);
	words_fill(&b, c->app->views.words, c->lang,
	    mem_printf(c->mem, "admin.synonym.problems.%s", synonym_problem_key(wrong->problem)),
	    (struct words_value[]){
	    { "word", wrong->expression.p == NULL ? STR("") : wrong->expression },
	    { "line", wrong->line.p == NULL ? STR("") : wrong->line }, { NULL, STR_NONE } });
	return admin_refuse(c, field, buf_view(&b));
}

/* What a search for each word of the line finds without it and with it. */
static void
try_line(struct ctx *c, struct writer *w, struct synonym_line *l)
{
	const struct catalogue *catalogue = &c->app->catalogue;
	json_t *before, *after;
	int64_t id = l->id;

	if (id != 0)
		synonym_remove(w, c->mem, id, 0);
	before = synonym_hits(&w->reader, c->mem, catalogue, l->words);
	synonym_save(w, c->mem, l, 0);
	after = synonym_hits(&w->reader, c->mem, catalogue, l->words);
	l->id = id;
	for (size_t i = 0; i < doc_count(before); i++)
		doc_set_int(doc_at(before, i), "hits_with", doc_get_int(doc_at(after, i), "hits"));
	doc_set(c->doc, "tried", before);
}

/* Somebody changed the line, or took it away, since the form was made: it is shown beside what was typed. */
static enum err
show_conflict(struct ctx *c, struct reader *r, struct synonym_line *l, struct str now)
{
	read_form(c, l);
	fill(c, r, l, now);
	doc_set_bool(c->doc, "conflict", true);
	if (now.n > 0)
		doc_set_str(c->doc, "theirs", now);
	c->again = true;
	return ERR_CONFLICT;
}

static enum err
act(struct ctx *c, struct writer *w, struct str what)
{
	struct reader *r = &w->reader;
	struct str was = typed(c, "was"), now = STR("");
	struct synonym_wrong wrong;
	struct synonym_line l;
	bool found = find(c, r, &l);

	if (db_done(r) != ERR_NONE)
		return db_done(r);
	if (found && l.id != 0)
		now = synonym_text(c->mem, &l);
	if (!str_eq(was, now) || (!found && was.n == 0))
		return was.n == 0 && !found ? ERR_NOT_FOUND : show_conflict(c, r, &l, now);
	if (str_is(what, "remove") && l.id != 0) {
		synonym_remove(w, c->mem, l.id, c->session.account.id);
		return ERR_SEE_OTHER;
	}
	read_form(c, &l);
	fill(c, r, &l, now);
	if (!synonym_check(r, c->mem, &l, &wrong))
		return refuse(c, &wrong);
	if (!str_is(what, "save")) {
		try_line(c, w, &l);
		return ERR_NONE;
	}
	synonym_save(w, c->mem, &l, c->session.account.id);
	return ERR_SEE_OTHER;
}

enum err
h_synonym_save(struct ctx *c, struct writer *w)
{
	struct str what = form_get(&c->request->posted, "do");
	enum err outcome, ended;

	if (!str_is(what, "save") && !str_is(what, "try") && !str_is(what, "remove"))
		return ERR_BAD_REQUEST;
	writer_begin(w);
	outcome = act(c, w, what);
	ended = writer_end(w, outcome == ERR_SEE_OTHER);
	if (ended != ERR_NONE)
		return ended;
	return outcome == ERR_SEE_OTHER ? go_to_list(c, str_is(what, "save") ? "save" : "remove")
					: outcome;
}
