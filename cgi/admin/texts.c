/* texts.c: filling, judging and saving the form of such texts. */
#include "cgi/admin/texts.h"

#include "cgi/admin/form.h"
#include "cgi/admin/handlers.h"
#include "lib/db/stmt.h"
#include "lib/store/own_words.h"
#include "lib/store/text_change.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

static const char *
control_name(struct ctx *c, const struct text *t, enum lang l)
{
	return mem_printf(c->mem, "%s_%s", t->name, lang_code(l));
}

/* "Ämne (svenska)" */
static struct str
label_of(struct ctx *c, const struct text *t, enum lang l)
{
	return str_of(mem_printf(c->mem, "%.*s (%.*s)", STR_ARGS(t->label),
	    STR_ARGS(ctx_words(c, mem_printf(c->mem, "languages.%s", lang_code(l))))));
}

/* What holds now. */
static struct str
present(struct ctx *c, struct reader *r, const struct text *t, enum lang l)
{
	struct str own = own_words_find(r, c->mem, t->key, l);

	return own.p != NULL ? own : t->standard[l].p == NULL ? STR("") : t->standard[l];
}

static int64_t
last_change(struct reader *r, const struct texts *f)
{
	struct stmt *q = db_read(r, SQL_FIND_LAST_TEXT_CHANGE);

	db_bind_str(q, ":subject", str_of(f->subject));
	db_bind_str(q, ":item", str_of(f->item));
	return db_number(q);
}

/* --------------------------------------------------------------------- filling */

/* A control for _field; `wrong` STR_NONE: nothing is. */
static json_t *
control(struct ctx *c, const struct text *t, enum lang l, struct str value, struct str wrong)
{
	const char *name = control_name(c, t, l);
	json_t *field = doc_object();

	doc_set_cstr(field, "control", name);
	doc_set_str(field, "label", label_of(c, t, l));
	doc_set_cstr(field, "size", l == LANG_SV ? "first" : "second");
	doc_set_bool(field, t->rows > 1 ? "is_area" : "is_line", true);
	doc_set_int(field, "rows", t->rows);
	doc_set_cstr(field, "input", "text");
	doc_set_cstr(field, "written_in", lang_code(l));
	doc_set_str(field, "value", value);
	if (t->hinted && t->standard[l].p != NULL && !str_eq(value, t->standard[l]))
		doc_set_str(field, "hint",
		    str_of(mem_printf(c->mem, "%.*s %.*s",
			STR_ARGS(ctx_words(c, "admin.own.standard")), STR_ARGS(t->standard[l]))));
	if (wrong.p != NULL)
		doc_set_str(field, "wrong", wrong);
	form_describe(c, field);
	return field;
}

static void
set_changes(struct ctx *c, struct reader *r, const struct texts *f)
{
	json_t *list = text_change_list(r, f->subject, str_of(f->item));

	for (size_t i = 0; i < doc_count(list); i++) {
		struct str item = doc_get_str(doc_at(list, i), "item");

		for (size_t t = 0; t < f->count; t++)
			for (enum lang l = 0; l < LANG_COUNT; l++)
				if (str_is(item,
					mem_printf(c->mem, "%s.%s", f->text[t].key, lang_code(l))))
					doc_set_str(doc_at(list, i), "label",
					    label_of(c, &f->text[t], l));
	}
	if (doc_count(list) > 0)
		doc_set(c->doc, "changed", list);
}

/* The form with what holds now (`typed` false), or with what was sent; wrong[text][language], where something is. */
static void
fill(struct ctx *c, struct reader *r, const struct texts *f, bool typed,
    struct str wrong[TEXTS_MAX][LANG_COUNT])
{
	json_t *fields = doc_array();

	for (size_t i = 0; i < f->count; i++) {
		const struct text *t = &f->text[i];
		json_t *others = doc_array(), *first = NULL;

		for (enum lang l = 0; l < LANG_COUNT; l++) {
			json_t *one = control(c, t, l, typed ? t->typed[l] : present(c, r, t, l),
			    wrong != NULL ? wrong[i][l] : STR_NONE);

			if (l == LANG_SV)
				first = one;
			else
				doc_append(others, one);
		}
		doc_set(first, "others", others);
		doc_append(fields, first);
	}
	doc_set(c->doc, "fields", fields);
	doc_set_int(c->doc, "seen", last_change(r, f));
	doc_set_str(c->doc, "list_url", f->list_url);
	doc_set_str(c->doc, "save_url", f->save_url);
	set_changes(c, r, f);
}

/* --------------------------------------------------------------------- reading */

/* Line ends as everywhere here, and none at the ends. */
static struct str
tidy(struct mem *m, struct str s)
{
	struct buf b;

	if (s.p == NULL)
		return STR("");
	buf_init(&b, m, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			buf_byte(&b, s.p[i]);
	s = b.n == 0 ? STR("") : str_trim(buf_view(&b));
	return s.n == 0 ? STR("") : s;
}

static void
read_form(struct ctx *c, struct texts *f)
{
	for (size_t i = 0; i < f->count; i++)
		for (enum lang l = 0; l < LANG_COUNT; l++)
			f->text[i].typed[l] = tidy(c->mem,
			    form_get(&c->request->posted, control_name(c, &f->text[i], l)));
}

static struct str
problem_text(struct ctx *c, const char *key, struct str place, size_t most)
{
	struct buf b;

	buf_init(&b, c->mem, 96);
	words_fill(&b, c->app->views.words, c->lang,
	    mem_printf(c->mem, "admin.own.problems.%s", key),
	    (struct words_value[]){
	    { "place", place.p == NULL ? STR("") : str_of(mem_printf(c->mem, "{%.*s}", STR_ARGS(place))) },
	    { "max", str_of(mem_printf(c->mem, "%zu", most)) }, { NULL, STR_NONE } });
	return buf_view(&b);
}

/* What is wrong with one text; STR_NONE: nothing. An empty one asks for the standard. */
static struct str
judge(struct ctx *c, const struct texts *f, const struct text *t, enum lang l)
{
	struct str place = STR_NONE;

	if (utf8_length(t->typed[l]) > t->most)
		return problem_text(c, "too_long", place, t->most);
	if (t->one_line && str_index(t->typed[l], '\n') < t->typed[l].n)
		return problem_text(c, "not_one_line", place, 0);
	if (t->typed[l].n == 0 || f->places[0].p == NULL)
		return STR_NONE;
	switch (own_words_judge(t->typed[l], t->standard[l], f->places, &place)) {
	case OWN_WORDS_UNKNOWN:
		return problem_text(c, "unknown", place, 0);
	case OWN_WORDS_LACKING:
		return problem_text(c, "lacking", place, 0);
	case OWN_WORDS_FINE:
		break;
	}
	return STR_NONE;
}

static void
add_error(struct ctx *c, const struct text *t, enum lang l, struct str wrong)
{
	json_t *errors = doc_get(c->doc, "errors"), *error = doc_object();

	if (errors == NULL) {
		errors = doc_array();
		doc_set(c->doc, "errors", errors);
	}
	doc_set_str(error, "message",
	    str_of(mem_printf(c->mem, "%.*s: %.*s", STR_ARGS(label_of(c, t, l)), STR_ARGS(wrong))));
	doc_set_str(error, "field_url", str_of(mem_printf(c->mem, "#%s", control_name(c, t, l))));
	doc_append(errors, error);
}

/* -------------------------------------------------------------------- the form */

enum err
texts_page(struct ctx *c, struct reader *r, texts_find *find)
{
	static const char *const said[] = { "save", "standard", "undo" };
	struct str saved = form_get(&c->request->form, "saved");
	struct texts f;

	if (!find(c, &f))
		return ERR_NOT_FOUND;
	for (size_t i = 0; i < COUNT_OF(said); i++)
		if (str_is(saved, said[i]))
			doc_set_str(c->doc, "done",
			    ctx_words(c, mem_printf(c->mem, "admin.own.done.%s", said[i])));
	fill(c, r, &f, false, NULL);
	return db_done(r);
}

enum err
texts_again(struct ctx *c, struct reader *r, texts_find *find)
{
	struct str seen = form_get(&c->request->posted, "seen");
	struct texts f;

	if (!find(c, &f))
		return ERR_NOT_FOUND;
	read_form(c, &f);
	fill(c, r, &f, true, NULL);
	if (seen.p != NULL)
		doc_set_str(c->doc, "seen", seen);
	doc_set_bool(c->doc, "unsaved", true);
	return db_done(r);
}

/* Saves what was sent, or the standard. ERR_INVALID: something is wrong, and the form says what. */
static enum err
save_texts(struct ctx *c, struct writer *w, const struct texts *f, bool standard)
{
	struct str wrong[TEXTS_MAX][LANG_COUNT];
	bool fine = true;

	for (size_t i = 0; i < f->count; i++)
		for (enum lang l = 0; l < LANG_COUNT; l++) {
			wrong[i][l] = standard ? STR_NONE : judge(c, f, &f->text[i], l);
			if (wrong[i][l].p != NULL)
				add_error(c, &f->text[i], l, wrong[i][l]);
			fine = fine && wrong[i][l].p == NULL;
		}
	if (!fine) {
		fill(c, &w->reader, f, true, wrong);
		c->again = true;
		return ERR_INVALID;
	}
	for (size_t i = 0; i < f->count; i++)
		for (enum lang l = 0; l < LANG_COUNT; l++)
			own_words_set(w, c->mem, f->text[i].key, l,
			    standard ? STR_NONE : f->text[i].typed[l], f->text[i].standard[l],
			    c->session.account.id);
	return ERR_SEE_OTHER;
}

/* Somebody saved since the form was made: what holds now is told beside what was typed. */
static enum err
show_conflict(struct ctx *c, struct reader *r, const struct texts *f)
{
	json_t *list = doc_array();

	for (size_t i = 0; i < f->count; i++)
		for (enum lang l = 0; l < LANG_COUNT; l++) {
			struct str now = present(c, r, &f->text[i], l);
			json_t *one;

			if (str_eq(now, f->text[i].typed[l]))
				continue;
			one = doc_object();
			doc_set_str(one, "label", label_of(c, &f->text[i], l));
			doc_set_str(one, "theirs", now);
			doc_append(list, one);
		}
	if (doc_count(list) > 0)
		doc_set(c->doc, "conflicts", list);
	doc_set_bool(c->doc, "conflict", true);
	fill(c, r, f, true, NULL);
	c->again = true;
	return ERR_CONFLICT;
}

static enum err
undo(struct ctx *c, struct writer *w, struct texts *f, struct str which)
{
	int64_t number = 0;

	if (!str_int(which, &number))
		return ERR_BAD_REQUEST;
	if (own_words_undo(w, c->mem, f->subject, number, c->session.account.id))
		return ERR_SEE_OTHER;
	doc_set_str(c->doc, "problem", ctx_words(c, "admin.own.not_undone"));
	fill(c, &w->reader, f, false, NULL);
	c->again = true;
	return ERR_CONFLICT;
}

static enum err
act(struct ctx *c, struct writer *w, struct texts *f, struct str what)
{
	int64_t seen = 0;

	if (str_is(what, "undo"))
		return undo(c, w, f, form_get(&c->request->posted, "change"));
	read_form(c, f);
	if (str_is(what, "look") && f->look != NULL) {
		fill(c, &w->reader, f, true, NULL);
		f->look(c, f);
		return db_done(&w->reader);
	}
	if (!str_is(what, "save") && !str_is(what, "standard"))
		return ERR_BAD_REQUEST;
	if (!str_int(form_get(&c->request->posted, "seen"), &seen) ||
	    seen != last_change(&w->reader, f))
		return show_conflict(c, &w->reader, f);
	return save_texts(c, w, f, str_is(what, "standard"));
}

enum err
texts_post(struct ctx *c, struct writer *w, texts_find *find)
{
	struct str what = form_get(&c->request->posted, "do");
	struct texts f;
	enum err outcome, ended;

	if (!find(c, &f))
		return ERR_NOT_FOUND;
	writer_begin(w);
	outcome = act(c, w, &f, what);
	ended = writer_end(w, outcome == ERR_SEE_OTHER);
	if (ended != ERR_NONE)
		return ended;
	if (outcome == ERR_SEE_OTHER)
		c->moved = str_of(mem_printf(c->mem, "%.*s?saved=%.*s", STR_ARGS(f.save_url),
		    STR_ARGS(what)));
	return outcome;
}

void
texts_list_add(struct reader *r, json_t *list, struct str name, struct str url, const char *keys)
{
	struct stmt *q = db_read(r, SQL_COUNT_OWN_WORDS);
	json_t *one = doc_object();

	db_bind_str(q, ":key", str_of(keys));
	doc_set_str(one, "name", name);
	doc_set_str(one, "edit_url", url);
	if (db_number(q) > 0)
		doc_set_bool(one, "rewritten", true);
	doc_append(list, one);
}
