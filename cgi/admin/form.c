/* form.c: from the table of a kind to the document of its form. */
#include "cgi/admin/form.h"

#include "cgi/admin/handlers.h"
#include "lib/db/stmt.h"
#include "lib/store/own_words.h"
#include "lib/view/doc.h"

/* --------------------------------------------------------------- what was sent */

struct str
form_text(void *ctx, const char *name)
{
	struct ctx *c = ctx;
	const struct form *f = &c->request->posted;
	struct str value;
	size_t at = 0, n = 0;
	struct buf b;

	/* Of what another wrote meanwhile, that was chosen: it stands in the record, not in the form. */
	if (str_is(form_get(f, mem_printf(c->mem, "take_%s", name)), "theirs"))
		return STR_NONE;
	buf_init(&b, c->mem, 64);
	while ((value = form_next(f, name, &at)).p != NULL) {
		/* A list of boxes sends an empty one first, so that none ticked is told from no such field. */
		if (n++ > 0 && b.n > 0)
			buf_byte(&b, '\n');
		buf_str(&b, value);
	}
	return n == 0 ? STR_NONE : b.n == 0 ? STR("") : buf_view(&b);
}

/* ------------------------------------------------------------------- controls */

enum control { LINE, PROSE, LINES, CHECK, SELECT, PICKS, ONE_OF };

/* A line with more signs than these is shown on several. */
enum { LONG_LINE = 250, SHORT_LINE = 100 };

static enum control
control_of(const struct field *f)
{
	switch (f->type) {
	case FIELD_PROSE:
		return PROSE;
	case FIELD_TEXTS:
		return LINES;
	case FIELD_BOOLEAN:
		return CHECK;
	case FIELD_TAXONOMY:
	case FIELD_VERIFIER:
	case FIELD_PRECISION:
		return SELECT;
	case FIELD_REFERENCE:
		return field_is_chosen(f) ? ONE_OF : LINE;
	case FIELD_REFERENCES:
		return field_is_chosen(f) ? PICKS : LINES;
	default:
		return LINE;
	}
}

/* How much room a field is given, by what is written in it. */
static const char *
size_of(const struct field *f)
{
	switch (f->type) {
	case FIELD_PROSE:
		return "across";
	case FIELD_INTEGER:
	case FIELD_SCALED:
	case FIELD_DATE:
	case FIELD_YEAR:
	case FIELD_MONEY:
	case FIELD_CURRENCY:
	case FIELD_LANGUAGE:
	case FIELD_ORGANISATION_NUMBER:
	case FIELD_POSTCODE:
	case FIELD_PHONE:
	case FIELD_VERIFIER:
		return "short";
	case FIELD_TEXT:
		return f->max <= SHORT_LINE && !(f->flags & FIELD_TRANSLATABLE) ? "short" : "half";
	default:
		return "half";
	}
}

/* What is to be written: of the field, or of its sort. */
struct str
form_standard_help(struct ctx *c, const struct field *f, enum lang lang)
{
	const struct words *w = c->app->views.words;
	struct str hint = words_find(w, lang, mem_printf(c->mem, "admin.hints.%s", f->name));
	enum control how = control_of(f);

	if (hint.p != NULL)
		return hint;
	if (how == PROSE)
		return words_get(w, lang, "admin.prose_hint");
	if (field_is_reference(f) && (how == LINE || how == LINES))
		return words_get(w, lang, how == LINE ? "admin.name_hint" : "admin.names_hint");
	return how == LINES ? words_get(w, lang, "admin.lines_hint") : STR_NONE;
}

const char *
form_help_key(struct ctx *c, const struct kind *k, const struct field *f)
{
	return mem_printf(c->mem, "help.%s.%s", k->name, f->name);
}

/* The box that a text is written in: as many lines as it needs. */
static void
set_rows(json_t *field, const struct field *f, enum control how)
{
	bool is_long = how == LINE && f->type == FIELD_TEXT && f->max > LONG_LINE;

	if (how != PROSE && how != LINES && !is_long) {
		if (how == LINE)
			doc_set_bool(field, "is_line", true);
		return;
	}
	doc_set_bool(field, "is_area", true);
	doc_set_int(field, "rows", how == PROSE ? 8 : 3);
}

/* type, inputmode and autocomplete of an input; NULL: none. */
static void
set_input(json_t *field, const struct field *f)
{
	static const struct {
		enum field_type type;
		const char *input, *mode, *complete;
	} inputs[] = {
		{ FIELD_URL, "url", NULL, "off" }, { FIELD_EMAIL, "email", NULL, "off" },
		{ FIELD_PHONE, "tel", NULL, "off" }, { FIELD_DATE, "date", NULL, "off" },
		{ FIELD_INTEGER, "text", "numeric", "off" }, { FIELD_YEAR, "text", "numeric", "off" },
		{ FIELD_SCALED, "text", "decimal", "off" }, { FIELD_MONEY, "text", "decimal", "off" },
		{ FIELD_POSTCODE, "text", "numeric", "off" },
		{ FIELD_ORGANISATION_NUMBER, "text", "numeric", "off" },
	};
	const char *input = "text", *mode = NULL;

	for (size_t i = 0; i < COUNT_OF(inputs); i++)
		if (inputs[i].type == f->type) {
			input = inputs[i].input;
			mode = inputs[i].mode;
		}
	doc_set_cstr(field, "input", input);
	if (mode != NULL)
		doc_set_cstr(field, "inputmode", mode);
}

static void
add_option(json_t *options, struct str value, struct str name, bool chosen)
{
	json_t *option = doc_object();

	doc_set_str(option, "value", value);
	doc_set_str(option, "name", name);
	if (chosen)
		doc_set_bool(option, "chosen", true);
	doc_append(options, option);
}

/* True when one of the lines of `all` is `one`. */
static bool
has_line(struct str all, struct str one)
{
	struct str line;

	while (str_cut(&all, '\n', &line))
		if (str_eq(str_trim(line), one))
			return true;
	return false;
}

/* The words of a code list of the program's own. */
static void
add_codes(struct ctx *c, json_t *options, const struct field *f, struct str value)
{
	static const char *const verifiers[] = { "enterprise", "municipality", "region", NULL };
	static const char *const precisions[] = { "exact", "street", "postcode", "municipality", "hidden", NULL };
	static const char *const taxonomies[] = { "legal_form", "goods_and_services",
	    "integration_services", "target_groups", "memberships", "programme", NULL };
	const char *const *codes = f->type == FIELD_VERIFIER ? verifiers
	    : f->type == FIELD_PRECISION                       ? precisions
							     : taxonomies;
	const char *group = f->type == FIELD_VERIFIER ? "admin.verifiers"
	    : f->type == FIELD_PRECISION                ? "admin.precisions"
						      : "fields";

	if (f->type != FIELD_PRECISION)
		add_option(options, STR(""), ctx_words(c, "admin.none"), value.n == 0);
	for (size_t i = 0; codes[i] != NULL; i++)
		add_option(options, str_of(codes[i]),
		    ctx_words(c, mem_printf(c->mem, "%s.%s", group, codes[i])),
		    str_is(value, codes[i]) ||
			(i == 0 && f->type == FIELD_PRECISION && value.n == 0));
}

static void
add_records(struct ctx *c, struct reader *r, json_t *options, const struct field *f,
    struct str value)
{
	struct stmt *q = db_read(r, SQL_LIST_CHOICES);

	if (f->type == FIELD_REFERENCE)
		add_option(options, STR(""), ctx_words(c, "admin.none"), value.n == 0);
	db_bind_str(q, ":kind", str_of(f->target));
	db_bind_str(q, ":taxonomy", str_of(f->taxonomy));
	while (db_next(q))
		add_option(options, db_text(q, 2), db_text(q, 1), has_line(value, db_text(q, 2)));
}

/* --------------------------------------------------------------------- values */

struct filling {
	struct ctx *c;
	struct reader *r;
	const struct kind *kind;
	const json_t *values, *translations;
	bool posted;
	const struct entry *e;
	json_t *errors;
};

static struct str
value_of(const struct filling *fl, const struct field *f, const char *lang)
{
	struct str text = fl->posted ? form_text(fl->c, entry_name(fl->c->mem, f, lang)) : STR_NONE;

	if (text.p != NULL)
		return text;
	if (lang != NULL) {
		text = doc_get_str(doc_get(fl->translations, lang), f->name);
		return text.p == NULL ? STR("") : text;
	}
	if (field_is_reference(f))
		/* Ids where there are choices, else names, a line each. */
		return edit_names(fl->r, fl->c->mem, doc_get(fl->values, f->name),
		    field_is_chosen(f), "\n");
	return value_text(f, fl->c->mem, doc_get(fl->values, f->name));
}

struct str
form_label(struct ctx *c, const struct field *f, const char *lang)
{
	struct str name = ctx_words(c, mem_printf(c->mem, "fields.%s", f->name));

	if (lang == NULL)
		return name;
	return str_of(mem_printf(c->mem, "%.*s (%.*s)", STR_ARGS(name),
	    STR_ARGS(ctx_words(c, mem_printf(c->mem, "languages.%s", lang)))));
}

/* What is wrong, at the field and in the summary. */
static void
set_error(struct filling *fl, json_t *field, const struct field *f, const char *lang)
{
	struct ctx *c = fl->c;

	for (size_t i = 0; fl->e != NULL && i < fl->e->problems; i++) {
		const struct entry_problem *p = &fl->e->problem[i];
		json_t *error;
		struct buf b;

		if (p->field != f || p->lang != lang)
			continue;
		buf_init(&b, c->mem, 128);
		words_fill(&b, c->app->views.words, c->lang,
		    mem_printf(c->mem, "admin.value_problems.%s", p->key),
		    (struct words_value[]){
		    { "value", p->value.p == NULL ? STR("") : p->value },
		    { "min", str_of(mem_printf(c->mem, "%ld", f->min)) },
		    { "max", str_of(mem_printf(c->mem, "%ld", f->max)) }, { NULL, STR_NONE } });
		doc_set_str(field, "wrong", buf_view(&b));
		error = doc_object();
		doc_set_str(error, "message",
		    str_of(mem_printf(c->mem, "%.*s: %.*s", STR_ARGS(form_label(c, f, lang)),
			STR_ARGS(buf_view(&b)))));
		doc_set_str(error, "field_url",
		    str_of(mem_printf(c->mem, "#%s", entry_name(c->mem, f, lang))));
		doc_append(fl->errors, error);
		return;
	}
}

/* How to fill it in, then what is wrong. */
void
form_describe(struct ctx *c, json_t *field)
{
	struct str name = doc_get_str(field, "control");
	bool hint = doc_get(field, "hint") != NULL, wrong = doc_get(field, "wrong") != NULL;

	if (hint && wrong)
		doc_set_str(field, "described",
		    str_of(mem_printf(c->mem, "%.*s-hint %.*s-error", STR_ARGS(name),
			STR_ARGS(name))));
	else if (hint || wrong)
		doc_set_str(field, "described",
		    str_of(mem_printf(c->mem, "%.*s-%s", STR_ARGS(name), hint ? "hint" : "error")));
}

/* What the directory says of its own about a field, or else the standard. */
static struct str
help_of(struct filling *fl, const struct field *f)
{
	struct ctx *c = fl->c;
	struct str own = own_words_find(fl->r, c->mem, form_help_key(c, fl->kind, f), c->lang);

	return own.p != NULL ? own : form_standard_help(c, f, c->lang);
}

/* What a browser calls the language of a text; NULL: Swedish. */
static const char *
html_language(const char *lang)
{
	return lang == NULL || strcmp(lang, KIND_EASY) == 0 ? lang_code(LANG_SV) : lang;
}

static json_t *
control(struct filling *fl, const struct field *f, const char *lang)
{
	static const char *const flags[] = {
		[CHECK] = "is_check", [SELECT] = "is_select", [PICKS] = "is_picks", [ONE_OF] = "is_select",
	};
	struct ctx *c = fl->c;
	enum control how = control_of(f);
	struct str value = value_of(fl, f, lang);
	json_t *field = doc_object(), *options = doc_array();

	doc_set_cstr(field, "control", entry_name(c->mem, f, lang));
	doc_set_str(field, "label", form_label(c, f, lang));
	if (how < COUNT_OF(flags) && flags[how] != NULL)
		doc_set_bool(field, flags[how], true);
	set_rows(field, f, how);
	doc_set_cstr(field, "size", size_of(f));
	if (f->flags & FIELD_TRANSLATABLE)
		doc_set_cstr(field, "written_in", html_language(lang));
	if (f->flags & FIELD_REQUIRED && lang == NULL)
		doc_set_bool(field, "required", true);
	if (lang == NULL)
		doc_set_str(field, "hint", help_of(fl, f));
	else if (strcmp(lang, KIND_EASY) == 0)
		doc_set_str(field, "hint", ctx_words(c, "admin.easy_hint"));
	if (how == CHECK && str_is(value, "1"))
		doc_set_bool(field, "chosen", true);
	if (how == SELECT)
		add_codes(c, options, f, value);
	if (how == PICKS || how == ONE_OF)
		add_records(c, fl->r, options, f, value);
	if (doc_count(options) > 0)
		doc_set(field, "options", options);
	doc_set_str(field, "value", value);
	set_input(field, f);
	set_error(fl, field, f, lang);
	form_describe(c, field);
	return field;
}

/* -------------------------------------------------------------------- groups */

/* A field, and beside it those of its other languages. */
static json_t *
with_translations(struct filling *fl, const struct kind *k, const struct field *f)
{
	/* By how many languages there are: the first column, the second and the third. */
	static const char *const two[] = { "first", "second" },
				 *const three[] = { "first of-three", "second of-three", "third of-three" };
	json_t *field = control(fl, f, NULL), *others = doc_array();
	bool proper = k->proper_names && strcmp(f->name, "name") == 0;
	size_t n = 0;

	while (!proper && kind_language(k, f, n) != NULL)
		n++;
	for (size_t i = 0; i < n; i++) {
		json_t *other = control(fl, f, kind_language(k, f, i));

		doc_set_cstr(other, "size", n == 1 ? two[i + 1] : three[i + 1]);
		doc_append(others, other);
	}
	if (n > 0) {
		doc_set_cstr(field, "size", n == 1 ? two[0] : three[0]);
		doc_set(field, "others", others);
	}
	return field;
}

static json_t *
group(struct filling *fl, const struct kind *k, enum field_group g)
{
	json_t *fields = doc_array(), *doc;
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		if (f->group != g || f->flags & FIELD_INVERSE || field_is_attachment(f))
			continue;
		doc_append(fields, with_translations(fl, k, f));
	}
	if (doc_count(fields) == 0)
		return NULL;
	doc = doc_object();
	doc_set_cstr(doc, "key", field_group_key(g));
	doc_set_str(doc, "heading",
	    ctx_words(fl->c, mem_printf(fl->c->mem, "admin.groups.%s", field_group_key(g))));
	doc_set(doc, "fields", fields);
	return doc;
}

static bool
has_prose(const struct kind *k)
{
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++)
		if (f->type == FIELD_PROSE)
			return true;
	return false;
}

void
form_fill(struct ctx *c, struct reader *r, const struct kind *k, const json_t *values,
    const json_t *translations, bool posted, const struct entry *e)
{
	struct filling fl = { c, r, k, values, translations, posted, e, doc_array() };
	json_t *groups = doc_array();

	for (size_t g = 0; g < GROUPS; g++) {
		json_t *one = group(&fl, k, (enum field_group)g);

		if (one != NULL)
			doc_append(groups, one);
	}
	doc_set(c->doc, "groups", groups);
	if (has_prose(k))
		doc_set_bool(c->doc, "can_look", true);
	if (doc_count(fl.errors) > 0)
		doc_set(c->doc, "errors", fl.errors);
}

/* ------------------------------------------------------------------- looking */

static void
show_text(struct ctx *c, json_t *texts, const struct field *f, const char *lang)
{
	const char *control = entry_name(c->mem, f, lang);
	struct str prose = str_trim(form_text(c, control));
	json_t *one;

	if (prose.n == 0)
		return;
	one = doc_object();
	doc_set_str(one, "label", form_label(c, f, lang));
	doc_set_str(one, "field_url", str_of(mem_printf(c->mem, "#%s", control)));
	doc_set_cstr(one, "written_in", html_language(lang));
	doc_set_str(one, "prose", prose);
	doc_append(texts, one);
}

void
form_show_texts(struct ctx *c, const struct kind *k)
{
	json_t *texts = doc_array();
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		if (f->type != FIELD_PROSE)
			continue;
		show_text(c, texts, f, NULL);
		for (size_t l = 0; kind_language(k, f, l) != NULL; l++)
			show_text(c, texts, f, kind_language(k, f, l));
	}
	doc_set_bool(c->doc, "looked", true);
	doc_set(c->doc, "texts", texts);
}
