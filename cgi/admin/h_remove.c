/* h_remove.c: a record is taken away from the website: hidden for now, or archived, perhaps because another stands for it. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/compare.h"
#include "lib/db/stmt.h"
#include "lib/store/resolve.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

enum { REASON_LETTERS_MAX = 300 };

static struct str
posted(const struct ctx *c, const char *name)
{
	struct str s = str_trim(form_get(&c->request->posted, name));

	return s.p == NULL ? STR("") : s;
}

/* Who takes a term or an organisation away is told where it will be missed. */
static void
set_referrers(struct ctx *c, struct reader *r, int64_t record)
{
	struct stmt *q = db_read(r, SQL_COUNT_REFERRERS);
	int64_t n;
	struct buf b;

	db_bind_int(q, ":record", record);
	n = db_number(q);
	if (n == 0)
		return;
	buf_init(&b, c->mem, 96);
	words_count(&b, c->app->views.words, c->lang, "admin.remove.referred_to", n, NULL);
	doc_set_str(c->doc, "referred_to", buf_view(&b));
}

static void
show(struct ctx *c, const struct edited *e)
{
	doc_set_int(c->doc, "base", e->revision);
	doc_set_str(c->doc, "seen", str_of(e->open.mark));
	doc_set_str(c->doc, "typed_note", posted(c, "note"));
	doc_set_str(c->doc, "typed_reason", posted(c, "reason"));
	doc_set_str(c->doc, "into", posted(c, "into"));
	doc_set_str(c->doc, "record_url", admin_address(c, e->kind, e->uuid, NULL));
	doc_set_str(c->doc, "remove_url",
	    admin_address(c, e->kind, e->uuid, c->lang == LANG_SV ? "/ta-bort" : "/remove"));
	doc_set_str(c->page, "title", e->name);
	if (str_is(e->state, "published"))
		doc_set_bool(c->doc, "is_public", true);
}

/* What is public can be taken away; a draft that came to nothing, too. */
static enum err
find(struct ctx *c, struct reader *r, struct edited *e)
{
	enum err found = admin_edited(c, r, ACTION_PUBLISH, e);

	if (found == ERR_NONE && !str_is(e->state, "published") && !str_is(e->state, "draft"))
		return ERR_NOT_FOUND;
	if (found == ERR_NONE)
		set_referrers(c, r, e->record);
	return found;
}

enum err
h_remove_page(struct ctx *c, struct reader *r)
{
	struct edited e;
	enum err found = find(c, r, &e);

	if (found != ERR_NONE)
		return found;
	show(c, &e);
	return db_done(r);
}

/* Somebody changed it in between: what they did is shown, and one decides anew. */
static enum err
show_conflict(struct ctx *c, struct reader *r, const struct edited *e, int64_t base)
{
	struct edit_document was, is = { e->values, e->translations };

	if (edit_revision(r, c->mem, e->record, base, false, &was))
		doc_set(c->doc, "changes", compare_documents(c, r, e->kind, was, is));
	doc_set_bool(c->doc, "conflict", true);
	show(c, e);
	c->again = true;
	return ERR_CONFLICT;
}

static bool
is_public(struct reader *r, int64_t record)
{
	struct stmt *q = db_read(r, SQL_FIND_STATE);
	bool public = false;

	db_bind_int(q, ":record", record);
	if (db_next(q)) {
		public = str_is(db_text(q, 0), "published");
		stmt_end(q);
	}
	return public;
}

/* The record of the same kind that stands for it from now on, 0: none. NULL, or words what is wrong. */
static const char *
read_into(struct ctx *c, struct reader *r, const struct edited *e, int64_t *into)
{
	const struct field f = { .name = "merged_into", .type = FIELD_REFERENCE,
		.target = e->kind->name,
		.taxonomy = doc_get(e->values, "taxonomy") == NULL
		    ? NULL
		    : mem_strdup(c->mem, doc_get_str(e->values, "taxonomy")) };
	struct str name = posted(c, "into");
	struct resolver *rv;

	*into = 0;
	if (name.n == 0)
		return NULL;
	rv = resolver_new(c->mem, r, NULL);
	resolver_limit(rv, &c->session.account);
	*into = resolver_find(rv, &f, name, c->mem);
	if (*into == RESOLVE_AMBIGUOUS)
		return "admin.value_problems.ambiguous_record";
	if (*into == RESOLVE_UNKNOWN)
		return "admin.value_problems.no_such_record";
	if (*into == e->record)
		return "admin.remove.itself";
	return is_public(r, *into) ? NULL : "admin.remove.not_public";
}

static enum err
refuse(struct ctx *c, const struct edited *e, const char *field, const char *words)
{
	struct buf b;

	buf_init(&b, c->mem, 128);
	words_fill(&b, c->app->views.words, c->lang, words,
	    (struct words_value[]){ { "value", posted(c, "into") },
	    { "max", str_of(mem_printf(c->mem, "%d", REASON_LETTERS_MAX)) }, { NULL, STR_NONE } });
	show(c, e);
	return admin_refuse(c, field, buf_view(&b));
}

static enum err
take_away(struct ctx *c, struct writer *w, const struct edited *e, struct str state)
{
	const struct edit_base base = admin_base(c);
	struct str reason = posted(c, "reason"), note = posted(c, "note");
	struct withdrawal how = { .state = state, .account = c->session.account.id };
	const char *wrong;

	if (!edit_is_based_on(e, &base))
		return show_conflict(c, &w->reader, e, base.revision);
	if (utf8_length(reason) > REASON_LETTERS_MAX)
		return refuse(c, e, "reason", "admin.value_problems.too_long");
	wrong = read_into(c, &w->reader, e, &how.merged_into);
	if (wrong != NULL)
		return refuse(c, e, "into", wrong);
	how.reason = reason.n > 0 ? reason : STR_NONE;
	how.note = note.n > 0 ? note : STR_NONE;
	store_withdraw(w, c->mem, e->kind, e->record, &how);
	return ERR_SEE_OTHER;
}

enum err
h_remove(struct ctx *c, struct writer *w)
{
	struct str act = form_get(&c->request->posted, "do");
	bool hide = str_is(act, "hide");
	struct edited e;
	enum err outcome, ended;

	writer_begin(w);
	outcome = find(c, &w->reader, &e);
	if (outcome == ERR_NONE &&
	    ((!hide && !str_is(act, "archive")) || (hide && !str_is(e.state, "published"))))
		outcome = ERR_BAD_REQUEST;
	if (outcome == ERR_NONE)
		outcome = take_away(c, w, &e, hide ? STR("hidden") : STR("archived"));
	ended = writer_end(w, outcome == ERR_SEE_OTHER);
	if (ended != ERR_NONE)
		return ended;
	if (outcome == ERR_SEE_OTHER)
		c->moved = admin_address(c, e.kind, e.uuid,
		    hide ? "?saved=hide" : "?saved=archive");
	return outcome;
}
