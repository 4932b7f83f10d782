/* h_bulk.c: one action on many records: chosen in the list, looked at, done, taken back. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/batches.h"
#include "cgi/admin/compare.h"
#include "cgi/admin/form.h"
#include "cgi/admin/wanted.h"
#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/store/bulk.h"
#include "lib/store/value.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

/* Records of a sort that are shown. */
enum { ROWS_SHOWN = 300, UUID_LETTERS = 36, NOTE_MAX = 300 };

static const char *const sorts[BULK_STATES] = {
	[BULK_CHANGED] = "changed", [BULK_REFUSED] = "refused", [BULK_SAME] = "same",
};

/* What was chosen: uuids with a blank between. */
struct chosen {
	struct str records;
	size_t n;
};

static struct str
posted(const struct ctx *c, const char *name)
{
	struct str s = form_get(&c->request->posted, name);

	return s.p == NULL ? STR("") : str_trim(s);
}

static struct str
filled(struct ctx *c, const char *key, const char *name, struct str value)
{
	struct buf b;

	buf_init(&b, c->mem, 128);
	words_fill(&b, c->app->views.words, c->lang, key,
	    (struct words_value[]){ { name, value }, { NULL, STR_NONE } });
	return buf_view(&b);
}

/* ------------------------------------------------------------------ choosing */

static void
add_record(struct buf *b, struct chosen *chosen, struct str uuid)
{
	if (uuid.n != UUID_LETTERS || chosen->n > BULK_MAX)
		return;
	for (size_t i = 0; i < uuid.n; i++)
		if (uuid.p[i] == ' ')
			return;
	if (b->n > 0)
		buf_byte(b, ' ');
	buf_str(b, uuid);
	chosen->n++;
}

/* The records of a whole list, in its order. */
static void
choose_all(struct ctx *c, struct reader *r, struct buf *b, struct chosen *chosen)
{
	struct wanted w;
	json_t *list;
	struct form f;

	if (form_read(&f, c->mem, posted(c, "query"), (size_t)c->app->config->parameters) !=
		ERR_NONE ||
	    wanted_read(c, r, &f, &w) != ERR_NONE)
		return;
	list = records_page(r, c->mem, &w.of, BULK_MAX + 1, 0);
	for (size_t i = 0; i < doc_count(list); i++)
		add_record(b, chosen, doc_get_str(doc_at(list, i), "id"));
}

/* What the form chose, by boxes, as all of a list, or on the page before. */
static struct chosen
read_chosen(struct ctx *c, struct reader *r)
{
	struct chosen chosen = { STR(""), 0 };
	struct str rest = posted(c, "chosen"), value;
	size_t at = 0;
	struct buf b;

	buf_init(&b, c->mem, 4096);
	if (form_get(&c->request->posted, "all").p != NULL)
		choose_all(c, r, &b, &chosen);
	else if (rest.n > 0)
		while (str_cut(&rest, ' ', &value))
			add_record(&b, &chosen, value);
	else
		while ((value = form_next(&c->request->posted, "record", &at)).p != NULL)
			add_record(&b, &chosen, value);
	chosen.records = buf_view(&b);
	return chosen;
}

/* ------------------------------------------------------------------ the page */

/* Fields of references that are chosen from a list. */
static bool
takes_part(const struct field *f)
{
	return field_is_reference(f) && !(f->flags & FIELD_INVERSE) && field_is_chosen(f);
}

static bool
has_parts(const struct kind *k)
{
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++)
		if (takes_part(f))
			return true;
	return false;
}

static void
set_actions(struct ctx *c, const struct kind *k)
{
	json_t *list = doc_array();
	bool parts = has_parts(k);

	for (enum bulk_action a = 0; a < BULK_ACTIONS; a++) {
		json_t *one = doc_object();

		if ((a >= BULK_ADD && !parts) || (a == BULK_CONFIRM && k->months == 0))
			continue;
		doc_set_cstr(one, "key", bulk_key(a));
		doc_set_str(one, "name",
		    ctx_words(c, mem_printf(c->mem, "admin.bulk.acts.%s", bulk_key(a))));
		doc_set_str(one, "help",
		    ctx_words(c, mem_printf(c->mem, "admin.bulk.act_help.%s", bulk_key(a))));
		if (str_is(posted(c, "action"), bulk_key(a)))
			doc_set_bool(one, "chosen", true);
		doc_append(list, one);
	}
	doc_set(c->doc, "bulk_acts", list);
	if (k->months > 0)
		doc_set_bool(c->doc, "confirms", true);
}

/* What may be added to a field: "target_groups 4711…" of each, under the name of the field. */
static void
set_parts(struct ctx *c, struct reader *r, const struct kind *k)
{
	json_t *groups = doc_array();
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		json_t *group, *options;
		struct stmt *q;

		if (!takes_part(f))
			continue;
		q = db_read(r, SQL_LIST_CHOICES);
		group = doc_object();
		db_bind_str(q, ":kind", str_of(f->target));
		db_bind_str(q, ":taxonomy", str_of(f->taxonomy));
		options = db_rows(q);
		for (size_t j = 0; j < doc_count(options); j++) {
			json_t *one = doc_at(options, j);
			struct str part = str_of(mem_printf(c->mem, "%s %.*s", f->name,
			    STR_ARGS(doc_get_str(one, "id"))));

			doc_set_str(one, "value", part);
			if (str_eq(part, posted(c, "part")))
				doc_set_bool(one, "chosen", true);
		}
		doc_set_str(group, "label", form_label(c, f, NULL));
		doc_set(group, "options", options);
		doc_append(groups, group);
	}
	if (doc_count(groups) > 0)
		doc_set(c->doc, "part_groups", groups);
}

static void
set_verifiers(struct ctx *c)
{
	static const char *const verifiers[] = { "enterprise", "municipality", "region" };
	json_t *list = doc_array();

	for (size_t i = 0; i < COUNT_OF(verifiers); i++) {
		json_t *one = doc_object();

		doc_set_cstr(one, "value", verifiers[i]);
		doc_set_str(one, "name",
		    ctx_words(c, mem_printf(c->mem, "admin.verifiers.%s", verifiers[i])));
		if (str_is(posted(c, "verified_by_kind"), verifiers[i]))
			doc_set_bool(one, "chosen", true);
		doc_append(list, one);
	}
	doc_set(c->doc, "verifiers", list);
}

static void
set_page(struct ctx *c, struct reader *r, const struct kind *k, const struct chosen *chosen)
{
	const char *below = c->lang == LANG_SV ? "/flera" : "/bulk";

	doc_set_str(c->page, "title",
	    filled(c, "admin.bulk.title", "kind",
		ctx_words(c, mem_printf(c->mem, "admin.plurals.%s", k->name))));
	doc_set_str(c->doc, "list_url", admin_address(c, k, STR_NONE, NULL));
	doc_set_str(c->doc, "save_url", admin_address(c, k, STR_NONE, below));
	doc_set_str(c->doc, "batches_heading", ctx_words(c, "admin.bulk.batches"));
	doc_set_str(c->doc, "undo_name", ctx_words(c, "admin.bulk.undo"));
	batches_set(c, r, k, false);
	if (chosen == NULL || chosen->n == 0)
		return;
	doc_set_str(c->doc, "picked", batches_counted(c, "admin.bulk.picked", chosen->n));
	doc_set_str(c->doc, "picked_records", chosen->records);
	doc_set_str(c->doc, "typed_date", posted(c, "verified_on"));
	doc_set_str(c->doc, "typed_note", posted(c, "note"));
	set_actions(c, k);
	set_parts(c, r, k);
	set_verifiers(c);
}

enum err
h_bulk_page(struct ctx *c, struct reader *r)
{
	const struct kind *k = admin_kind(c);

	if (k == NULL)
		return ERR_NOT_FOUND;
	if (!edit_may(r, &c->session.account, ACTION_PUBLISH, k, 0))
		return ERR_FORBIDDEN;
	set_page(c, r, k, NULL);
	return db_done(r);
}

enum err
h_bulk_again(struct ctx *c, struct reader *r)
{
	const struct kind *k = admin_kind(c);
	struct chosen chosen;

	if (k == NULL)
		return ERR_NOT_FOUND;
	if (!edit_may(r, &c->session.account, ACTION_PUBLISH, k, 0))
		return ERR_FORBIDDEN;
	chosen = read_chosen(c, r);
	set_page(c, r, k, &chosen);
	doc_set_bool(c->doc, "unsaved", true);
	return db_done(r);
}

/* ------------------------------------------------------------ what is to be done */

/* "target_groups UUID": the field and the row that it may be given. */
static bool
read_part(struct ctx *c, struct reader *r, struct bulk *b)
{
	struct str rest = posted(c, "part"), name = STR_NONE;
	struct stmt *q;

	if (rest.n == 0 || !str_cut(&rest, ' ', &name) || rest.p == NULL)
		return false;
	b->field = kind_field(b->kind, name);
	if (b->field == NULL || !takes_part(b->field))
		return false;
	q = db_read(r, SQL_FIND_CHOICE);
	db_bind_str(q, ":kind", str_of(b->field->target));
	db_bind_str(q, ":taxonomy", str_of(b->field->taxonomy));
	db_bind_str(q, ":uuid", rest);
	b->target = db_number(q);
	return b->target != 0;
}

static void
read_confirmation(struct ctx *c, struct bulk *b)
{
	static const char *const fields[] = { "verified_on", "verified_by_kind" };
	struct str *const texts[] = { &b->verified_on, &b->verified_by };
	char today[CLOCK_DAY];

	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		const struct field *f = kind_field(b->kind, str_of(fields[i]));
		struct str typed = posted(c, fields[i]);
		enum value_problem p;
		json_t *value;

		p = value_read(f, c->mem, typed, &value);
		if (p == VALUE_FINE && value == NULL)
			p = VALUE_MISSING;
		*texts[i] = p == VALUE_FINE ? doc_str(value) : STR_NONE;
		if (p != VALUE_FINE)
			(void)admin_refuse(c, fields[i],
			    ctx_words(c,
				mem_printf(c->mem, "admin.value_problems.%s",
				    value_problem_key(p))));
	}
	clock_swedish_day(today);
	if (b->verified_on.p != NULL && str_cmp(b->verified_on, str_of(today)) > 0)
		(void)admin_refuse(c, "verified_on", ctx_words(c, "admin.bulk.problems.later"));
}

/* False when something is missing or wrong, which is then said. */
static bool
read_bulk(struct ctx *c, struct reader *r, struct bulk *b)
{
	struct str note = posted(c, "note");
	size_t before = doc_count(doc_get(c->doc, "errors"));

	if (note.n > 0)
		b->note = note;
	if (utf8_length(note) > NOTE_MAX)
		(void)admin_refuse(c, "note", ctx_words(c, "admin.bulk.problems.long_note"));
	if (!bulk_read(posted(c, "action"), &b->action) ||
	    (b->action == BULK_CONFIRM && b->kind->months == 0))
		(void)admin_refuse(c, "action", ctx_words(c, "admin.bulk.problems.action"));
	else if (b->action == BULK_CONFIRM)
		read_confirmation(c, b);
	else if (b->action >= BULK_ADD && !read_part(c, r, b))
		(void)admin_refuse(c, "part", ctx_words(c, "admin.bulk.problems.part"));
	return doc_count(doc_get(c->doc, "errors")) == before;
}

/* ------------------------------------------------------------------- looking */

struct showing {
	struct ctx *c;
	struct reader *r;
	const struct kind *kind;
	json_t *rows[BULK_STATES];
};

static struct showing
showing_of(struct ctx *c, struct reader *r, const struct kind *k)
{
	struct showing sh = { .c = c, .r = r, .kind = k };

	for (size_t i = 0; i < BULK_STATES; i++)
		sh.rows[i] = doc_array();
	return sh;
}

static struct str
state_name(struct ctx *c, struct str state)
{
	return ctx_words(c, mem_printf(c->mem, "admin.states.%.*s", STR_ARGS(state)));
}

static json_t *
shown_row(const struct showing *sh, const struct bulk_row *row)
{
	struct ctx *c = sh->c;
	json_t *one = doc_object(), *changes, *state;

	doc_set_str(one, "row_name",
	    row->name.p == NULL ? ctx_words(c, "admin.bulk.nameless") : row->name);
	if (row->uuid.p != NULL)
		doc_set_str(one, "edit_url", admin_address(c, sh->kind, row->uuid, NULL));
	if (row->why != NULL)
		doc_set_str(one, "why",
		    ctx_words(c, mem_printf(c->mem, "admin.bulk.why.%s", row->why)));
	if (row->state != BULK_CHANGED)
		return one;
	changes = compare_documents(c, sh->r, sh->kind,
	    (struct edit_document){ row->before, row->translations },
	    (struct edit_document){ row->after, row->translations });
	if (!str_eq(row->before_state, row->after_state)) {
		state = doc_object();
		doc_set_str(state, "label", ctx_words(c, "admin.records.columns.state"));
		doc_set_str(state, "before", state_name(c, row->before_state));
		doc_set_str(state, "after", state_name(c, row->after_state));
		doc_append(changes, state);
	}
	doc_set(one, "changes", changes);
	return one;
}

static void
show_row(void *ctx, const struct bulk_row *row)
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

static void
set_preview(struct ctx *c, const struct showing *sh, const struct bulk_result *result)
{
	json_t *preview = doc_object(), *sections = doc_array();

	for (size_t i = 0; i < BULK_STATES; i++) {
		size_t n = result->count[i], shown = doc_count(sh->rows[i]);
		json_t *section;

		if (n == 0)
			continue;
		section = doc_object();
		doc_set_cstr(section, "key", sorts[i]);
		doc_set_str(section, "heading",
		    batches_counted(c, mem_printf(c->mem, "admin.bulk.counts.%s", sorts[i]), n));
		doc_set(section, "rows", sh->rows[i]);
		if (n > shown)
			doc_set_str(section, "unseen",
			    batches_counted(c, "admin.bulk.unseen", n - shown));
		doc_append(sections, section);
	}
	doc_set(preview, "sections", sections);
	if (result->count[BULK_CHANGED] > 0) {
		doc_set_cstr(preview, "seen", result->seen);
		doc_set_str(preview, "apply",
		    batches_counted(c, "admin.bulk.apply", result->count[BULK_CHANGED]));
	}
	doc_set(c->doc, "preview", preview);
	/* What the form that does it carries along. */
	doc_set_str(c->doc, "typed_action", posted(c, "action"));
	doc_set_str(c->doc, "typed_part", posted(c, "part"));
	doc_set_str(c->doc, "typed_verifier", posted(c, "verified_by_kind"));
}

static enum err
look(struct ctx *c, struct reader *r, struct bulk *b, const struct chosen *chosen)
{
	struct showing sh = showing_of(c, r, b->kind);
	struct bulk_result result;

	b->row = show_row;
	b->ctx = &sh;
	bulk_look(r, b, &result);
	set_page(c, r, b->kind, chosen);
	set_preview(c, &sh, &result);
	return db_done(r);
}

/* --------------------------------------------------------------------- doing */

static enum err
apply(struct ctx *c, struct writer *w, struct bulk *b, const struct chosen *chosen)
{
	struct reader *r = &c->app->reader;
	struct showing sh = showing_of(c, &w->reader, b->kind);
	struct bulk_result result;
	enum err e, shown;

	b->row = show_row;
	b->ctx = &sh;
	e = bulk_save(w, b, posted(c, "seen"), &result);
	if (e == ERR_NONE) {
		c->moved = admin_address(c, b->kind, STR_NONE,
		    mem_printf(c->mem, "%s?done=%d", c->lang == LANG_SV ? "/flera" : "/bulk",
			(int)result.batch));
		return ERR_SEE_OTHER;
	}
	if (e != ERR_INVALID && e != ERR_CONFLICT)
		return e;
	/* What was seen is no longer so: it is shown as it is now. */
	doc_set_bool(c->doc, "stale", true);
	reader_begin(r);
	shown = look(c, r, b, chosen);
	e = reader_end(r);
	c->again = true;
	return shown != ERR_NONE ? shown : e != ERR_NONE ? e : ERR_CONFLICT;
}

/* Within a read transaction: what was chosen and what is to be done, then what that would be. */
static enum err
prepare(struct ctx *c, struct reader *r, struct bulk *b, struct chosen *chosen)
{
	struct str what = posted(c, "do");

	*chosen = read_chosen(c, r);
	b->records = chosen->records;
	if (chosen->n == 0 || chosen->n > BULK_MAX) {
		doc_set_str(c->doc, "problem",
		    chosen->n == 0 ? ctx_words(c, "admin.bulk.problems.none")
				   : filled(c, "admin.bulk.problems.too_many", "max",
					 str_of(mem_printf(c->mem, "%d", BULK_MAX))));
		c->again = true;
		set_page(c, r, b->kind, NULL);
		return ERR_INVALID;
	}
	if (str_is(what, "choose")) {
		set_page(c, r, b->kind, chosen);
		return db_done(r);
	}
	if (!read_bulk(c, r, b)) {
		set_page(c, r, b->kind, chosen);
		return ERR_INVALID;
	}
	return str_is(what, "apply") ? ERR_NONE : look(c, r, b, chosen);
}

enum err
h_bulk(struct ctx *c, struct writer *w)
{
	struct reader *r = &c->app->reader;
	struct bulk b = { .kind = admin_kind(c), .by = &c->session.account };
	struct str what = posted(c, "do");
	struct chosen chosen;
	enum err e, ended;

	if (b.kind == NULL)
		return ERR_NOT_FOUND;
	if (rights_reach(b.by->role, ACTION_PUBLISH, b.kind) == REACH_NONE)
		return ERR_FORBIDDEN;
	if (str_is(what, "undo"))
		return batches_undo(c, w, b.kind, c->lang == LANG_SV ? "/flera" : "/bulk",
		    ctx_words(c, "admin.bulk.undo_note"));
	if (!str_is(what, "choose") && !str_is(what, "look") && !str_is(what, "apply"))
		return ERR_BAD_REQUEST;
	reader_begin(r);
	e = prepare(c, r, &b, &chosen);
	ended = reader_end(r);
	if (ended != ERR_NONE)
		return ended;
	return e == ERR_NONE && str_is(what, "apply") ? apply(c, w, &b, &chosen) : e;
}
