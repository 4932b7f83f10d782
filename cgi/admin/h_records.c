/* h_records.c: lists of records as editors see them, and what one of them was before. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/form.h"
#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/http/url.h"
#include "lib/store/export.h"
#include "lib/text/collate.h"
#include "lib/view/doc.h"

/* Answers are held whole: a worker is to stay below 64 MiB. */
enum {
	PAGE = 50,
	PAGES_MAX = 2000,
	EXPORT_BYTES_FIRST = 256 * 1024,
	EXPORT_BYTES_MAX = 8 * 1024 * 1024
};

static const char *const states[] = { "published", "draft", "hidden", "archived" };

struct wanted {
	const struct kind *kind;
	struct str state, words, key;
	int64_t page;
	bool own;
};

static void
bind(struct stmt *q, const struct ctx *c, const struct wanted *want)
{
	db_bind_str(q, ":kind", str_of(want->kind->name));
	db_bind_str(q, ":state", want->state);
	db_bind_str(q, ":words", want->key);
	if (want->own)
		db_bind_int(q, ":account", c->session.account.id);
}

static struct str
address_of(struct ctx *c, const struct wanted *want, const char *beside, struct str state,
    int64_t page)
{
	struct buf b;

	buf_init(&b, c->mem, 128);
	buf_str(&b, admin_address(c, want->kind, STR_NONE, beside));
	buf_byte(&b, '?');
	buf_puts(&b, "q=");
	if (want->words.n > 0)
		url_encode(&b, want->words);
	if (state.p != NULL) {
		buf_puts(&b, "&state=");
		buf_str(&b, state);
	}
	if (page > 1)
		buf_printf(&b, "&page=%d", (int)page);
	return buf_view(&b);
}

static void
set_states(struct ctx *c, const struct wanted *want)
{
	json_t *list = doc_array();

	for (size_t i = 0; i <= COUNT_OF(states); i++) {
		struct str state = i == 0 ? STR_NONE : str_of(states[i - 1]);
		json_t *one = doc_object();

		doc_set_str(one, "name",
		    i == 0
			? ctx_words(c, "admin.state_lists.all")
			: ctx_words(c, mem_printf(c->mem, "admin.state_lists.%s", states[i - 1])));
		doc_set_str(one, "url", address_of(c, want, NULL, state, 1));
		if (str_eq(state, want->state))
			doc_set_bool(one, "chosen", true);
		doc_append(list, one);
	}
	doc_set(c->doc, "states", list);
}

static void
set_items(struct ctx *c, struct reader *r, const struct wanted *want, int64_t total)
{
	struct stmt *q = db_read(r, SQL_LIST_EDITED);
	json_t *items;

	bind(q, c, want);
	db_bind_int(q, ":limit", PAGE);
	db_bind_int(q, ":offset", (want->page - 1) * PAGE);
	items = db_rows(q);
	for (size_t i = 0; i < doc_count(items); i++) {
		json_t *item = doc_at(items, i);

		doc_set_str(item, "edit_url",
		    admin_address(c, want->kind, doc_get_str(item, "id"), NULL));
		doc_set_str(item, "state_name",
		    ctx_words(c,
			mem_printf(c->mem, "admin.states.%.*s",
			    STR_ARGS(doc_get_str(item, "state")))));
	}
	doc_set(c->doc, "records", items);
	if (want->page > 1)
		doc_set_str(c->doc, "prev_url",
		    address_of(c, want, NULL, want->state, want->page - 1));
	if (want->page * PAGE < total && want->page < PAGES_MAX)
		doc_set_str(c->doc, "next_url",
		    address_of(c, want, NULL, want->state, want->page + 1));
}

/* What the key of a name has where the name has these words, in whatever case and with whatever marks. */
static struct str
key_of_words(struct ctx *c, struct str words)
{
	struct buf b;

	buf_init(&b, c->mem, words.n + 8);
	collate_beginning(&b, words);
	return buf_view(&b);
}

/* Which records of which kind are asked for, as far as the account sees them. */
static enum err
read_wanted(struct ctx *c, struct wanted *want)
{
	const struct form *f = &c->request->form;
	enum reach reach;

	*want = (struct wanted){ .kind = admin_kind(c), .page = 1 };
	if (want->kind == NULL)
		return ERR_NOT_FOUND;
	reach = rights_reach(c->session.account.role, ACTION_SEE, want->kind);
	want->own = reach == REACH_OWN;
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (str_is(form_get(f, "state"), states[i]))
			want->state = str_of(states[i]);
	want->words = str_trim(form_get(f, "q"));
	if (want->words.n > 0)
		want->key = key_of_words(c, want->words);
	if (!str_int(form_get(f, "page"), &want->page) || want->page < 1 || want->page > PAGES_MAX)
		want->page = 1;
	return reach == REACH_NONE ? ERR_FORBIDDEN : ERR_NONE;
}

static enum err
show_list(struct ctx *c, struct reader *r, const struct wanted *want)
{
	struct stmt *q = db_read(r, SQL_COUNT_EDITED);
	int64_t total;
	struct buf b;

	bind(q, c, want);
	total = db_number(q);
	buf_init(&b, c->mem, 64);
	words_count(&b, c->app->views.words, c->lang, "admin.records.found", total, NULL);
	doc_set_str(c->doc, "found", buf_view(&b));
	doc_set_str(c->doc, "words", want->words.n > 0 ? want->words : STR(""));
	doc_set_str(c->doc, "list_url", admin_address(c, want->kind, STR_NONE, NULL));
	doc_set_str(c->doc, "export_url", address_of(c, want, "/export", want->state, 1));
	if (want->state.p != NULL)
		doc_set_str(c->doc, "state", want->state);
	if (edit_may(r, &c->session.account, ACTION_PUBLISH, want->kind, 0))
		doc_set_str(c->doc, "import_url",
		    admin_address(c, want->kind, STR("import"), NULL));
	if (edit_may(r, &c->session.account, ACTION_EDIT, want->kind, 0)) {
		doc_set_str(c->doc, "new_url",
		    admin_address(c, want->kind, c->lang == LANG_SV ? STR("ny") : STR("new"),
			NULL));
		doc_set_str(c->doc, "new_name",
		    ctx_words(c, mem_printf(c->mem, "admin.new_titles.%s", want->kind->name)));
	}
	set_states(c, want);
	set_items(c, r, want, total);
	return db_done(r);
}

enum err
h_records(struct ctx *c, struct reader *r)
{
	struct wanted want;
	enum err e = read_wanted(c, &want);

	return e != ERR_NONE ? e : show_list(c, r, &want);
}

/* The same list as a file; one that a worker cannot hold is refused in the list itself. */
enum err
h_export(struct ctx *c, struct reader *r)
{
	struct wanted want;
	enum err e = read_wanted(c, &want);
	struct export_options options;
	char day[CLOCK_DAY];
	struct buf b;

	if (e != ERR_NONE)
		return e;
	options = (struct export_options){ .kind = want.kind, .state = want.state, .words = want.key,
		.account = want.own ? c->session.account.id : 0 };
	buf_init(&b, c->mem, EXPORT_BYTES_FIRST);
	b.limit = EXPORT_BYTES_MAX;
	store_export(r, &options, &b);
	if (buf_overflowed(&b)) {
		doc_set_bool(c->doc, "too_many", true);
		c->again = true;
		e = show_list(c, r, &want);
		return e != ERR_NONE ? e : ERR_TOO_LARGE;
	}
	clock_swedish_day(day);
	c->file = str_of(mem_printf(c->mem, "%.*s-%s.csv",
	    STR_ARGS(kind_folder(want.kind, c->lang)), day));
	c->content = buf_view(&b);
	return db_done(r);
}

/* ------------------------------------------------------------------- history */

/* What a revision changed in the one before it, when it is asked for. */
static void
set_compared(struct ctx *c, struct reader *r, const struct edited *e)
{
	json_t *before, *before_translations, *after, *after_translations;
	int64_t revision = 0;

	if (!str_int(form_get(&c->request->form, "revision"), &revision) || revision < 1 ||
	    !edit_revision(r, c->mem, e->record, revision, &after, &after_translations))
		return;
	if (!edit_revision(r, c->mem, e->record, revision - 1, &before, &before_translations)) {
		before = doc_object();
		before_translations = doc_object();
	}
	doc_set_int(c->doc, "shown", revision);
	doc_set(c->doc, "changes",
	    form_compare(c, r, e->kind, before, before_translations, after, after_translations));
}

enum err
h_history(struct ctx *c, struct reader *r)
{
	const struct kind *k = admin_kind(c);
	struct edited e;
	json_t *list;

	if (k == NULL)
		return ERR_NOT_FOUND;
	if (!edit_find(r, c->mem, k, c->id, &e))
		return db_done(r) != ERR_NONE ? db_done(r) : ERR_NOT_FOUND;
	if (!edit_may(r, &c->session.account, ACTION_SEE, k, e.record))
		return ERR_FORBIDDEN;
	list = edit_history(r, e.record);
	for (size_t i = 0; i < doc_count(list); i++) {
		json_t *one = doc_at(list, i);

		doc_set_str(one, "changes_url",
		    admin_address(c, k, e.uuid,
			mem_printf(c->mem, "%s?revision=%d",
			    c->lang == LANG_SV ? "/historik" : "/history",
			    (int)doc_get_int(one, "revision"))));
		doc_set_bool(one,
		    mem_printf(c->mem, "is_%.*s", STR_ARGS(doc_get_str(one, "status"))), true);
	}
	doc_set(c->doc, "revisions", list);
	doc_set_str(c->doc, "record_url", admin_address(c, k, e.uuid, NULL));
	doc_set_str(c->page, "title", e.name);
	set_compared(c, r, &e);
	return db_done(r);
}
