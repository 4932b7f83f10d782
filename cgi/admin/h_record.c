/* h_record.c: one record in its form: shown, saved, sent, published, taken away. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/compare.h"
#include "cgi/admin/form.h"
#include "cgi/admin/lacks.h"
#include "cgi/admin/later.h"
#include "lib/db/stmt.h"
#include "lib/store/complete.h"
#include "lib/store/index.h"
#include "lib/store/rules.h"
#include "lib/view/doc.h"

const struct kind *
admin_kind(struct ctx *c)
{
	const struct kind *k = kind_find_folder(c->folder, c->lang);

	if (k != NULL)
		doc_set_str(c->page, "title",
		    ctx_words(c, mem_printf(c->mem, "admin.plurals.%s", k->name)));
	return k;
}

struct str
admin_address(const struct ctx *c, const struct kind *k, struct str id, const char *rest)
{
	struct buf b;

	buf_init(&b, c->mem, 96);
	buf_puts(&b, c->lang == LANG_SV ? "/admin/" : "/admin/en/");
	buf_str(&b, kind_folder(k, c->lang));
	if (id.p != NULL) {
		buf_byte(&b, '/');
		buf_str(&b, id);
	}
	if (rest != NULL)
		buf_puts(&b, rest);
	return buf_view(&b);
}

struct edit_base
admin_base(const struct ctx *c)
{
	struct str seen = form_get(&c->request->posted, "seen");
	struct edit_base base = { .mark = seen.p == NULL ? STR("") : seen };

	if (!str_int(form_get(&c->request->posted, "base"), &base.revision))
		base.revision = 0;
	return base;
}

enum err
admin_edited(struct ctx *c, struct reader *r, enum action action, struct edited *e)
{
	*e = (struct edited){ .kind = admin_kind(c) };
	if (e->kind == NULL)
		return ERR_NOT_FOUND;
	if (!edit_find(r, c->mem, e->kind, c->id, e))
		return db_done(r) != ERR_NONE ? db_done(r) : ERR_NOT_FOUND;
	return edit_may(r, &c->session.account, action, e->kind, e->record) ? ERR_NONE
	    : ERR_FORBIDDEN;
}

/* ------------------------------------------------------------------- showing */

/* What the visitor may do here, and where the record is seen from outside. */
static void
set_frame(struct ctx *c, struct reader *r, const struct edited *e)
{
	const struct account *a = &c->session.account;
	struct str note = form_get(&c->request->posted, "note");
	bool public = str_is(e->state, "published"),
	     draft = e->record == 0 || str_is(e->state, "draft");

	doc_set_int(c->doc, "base", e->revision);
	doc_set_str(c->doc, "seen", str_of(e->open.mark));
	doc_set_str(c->doc, "typed_note", note.p == NULL ? STR("") : note);
	doc_set_str(c->doc, "list_url", admin_address(c, e->kind, STR_NONE, NULL));
	doc_set_str(c->doc, "save_url",
	    admin_address(c, e->kind,
		e->record == 0 ? (c->lang == LANG_SV ? STR("ny") : STR("new")) : e->uuid, NULL));
	if (edit_may(r, a, ACTION_EDIT, e->kind, e->record))
		doc_set_bool(c->doc, "can_edit", true);
	if (edit_may(r, a, ACTION_PUBLISH, e->kind, e->record)) {
		doc_set_bool(c->doc, "can_publish", true);
		later_show(c, e);
		if (e->record != 0 && (public || draft))
			doc_set_str(c->doc, "remove_url",
			    admin_address(c, e->kind, e->uuid,
				c->lang == LANG_SV ? "/ta-bort" : "/remove"));
	}
	doc_set_bool(c->doc, public ? "is_public" : draft ? "is_draft" : "is_withdrawn", true);
	if (e->record == 0) {
		doc_set_str(c->page, "title",
		    ctx_words(c, mem_printf(c->mem, "admin.new_titles.%s", e->kind->name)));
		return;
	}
	doc_set_str(c->page, "title", e->name);
	doc_set(c->doc, "lacks",
	    lacks_links(c, complete_lacks(c->mem, e->kind, e->values), STR("")));
	doc_set_str(c->doc, "state",
	    ctx_words(c, mem_printf(c->mem, "admin.states.%.*s", STR_ARGS(e->state))));
	if (rights_keep_accounts(a->role))
		doc_set_str(c->doc, "erase_url",
		    admin_address(c, e->kind, e->uuid, c->lang == LANG_SV ? "/radera" : "/erase"));
	if (kind_has_files(e->kind))
		doc_set_str(c->doc, "files_url",
		    admin_address(c, e->kind, e->uuid, c->lang == LANG_SV ? "/filer" : "/files"));
	doc_set_str(c->doc, "history_url",
	    admin_address(c, e->kind, e->uuid, c->lang == LANG_SV ? "/historik" : "/history"));
	if (public && e->kind->path[c->lang] != NULL)
		doc_set_str(c->doc, "public_url",
		    str_of(mem_printf(c->mem, "%s/%.*s", e->kind->path[c->lang],
			STR_ARGS(doc_get_str(e->values, "slug")))));
}

/* What a record was at a revision; empty where that is not known. */
static struct edit_document
document_at(struct ctx *c, struct reader *r, const struct edited *e, int64_t revision)
{
	struct edit_document was;

	if (!edit_revision(r, c->mem, e->record, revision, false, &was))
		was = (struct edit_document){ doc_object(), doc_object() };
	return was;
}

struct edit_document
admin_proposed(struct ctx *c, struct reader *r, const struct edited *e)
{
	struct edit_document mine = { e->open.values, e->open.translations };

	if (e->open.base == e->revision)
		return mine;
	return edit_merge(c->mem, e->kind, document_at(c, r, e, e->open.base), mine,
	    (struct edit_document){ e->values, e->translations })
	    .document;
}

/* What the form shows: the open change, or the record as it is. */
static struct edit_document
shown_of(struct ctx *c, struct reader *r, const struct edited *e)
{
	return e->open.revision != 0 ? admin_proposed(c, r, e)
				     : (struct edit_document){ e->values, e->translations };
}

/* The change that waits beside what is public. */
static void
set_proposal(struct ctx *c, struct reader *r, const struct edited *e)
{
	const struct proposal *o = &e->open;
	json_t *proposal = doc_object(), *changes;
	struct edit_document now;

	if (o->revision == 0)
		return;
	now = admin_proposed(c, r, e);
	changes = compare_documents(c, r, e->kind,
	    (struct edit_document){ e->values, e->translations }, now);
	if (doc_count(changes) > 0)
		doc_set(proposal, "changes", changes);
	if (o->by.p != NULL)
		doc_set_str(proposal, "by", o->by);
	if (o->note.p != NULL)
		doc_set_str(proposal, "note", o->note);
	if (o->answer.p != NULL)
		doc_set_str(proposal, "answer", o->answer);
	doc_set_str(proposal, "publish_at", o->publish_at);
	if (o->missed.p != NULL)
		doc_set_str(proposal, "missed",
		    ctx_words(c,
			mem_printf(c->mem, "admin.later.missed.%.*s", STR_ARGS(o->missed))));
	if (o->sent)
		doc_set_bool(proposal, "sent", true);
	if (o->base != e->revision)
		doc_set_bool(proposal, "outdated", true);
	doc_set(c->doc, "proposal", proposal);
}

/* The record that the address is of, or a new one, when the visitor may do that. */
static enum err
find_edited(struct ctx *c, struct reader *r, struct edited *e)
{
	*e = (struct edited){ .kind = admin_kind(c) };
	if (e->kind == NULL)
		return ERR_NOT_FOUND;
	if (c->id.p != NULL && !edit_find(r, c->mem, e->kind, c->id, e))
		return db_done(r) != ERR_NONE ? db_done(r) : ERR_NOT_FOUND;
	return edit_may(r, &c->session.account, e->record == 0 ? ACTION_EDIT : ACTION_SEE, e->kind,
		   e->record)
	    ? ERR_NONE
	    : ERR_FORBIDDEN;
}

enum err
h_record_form(struct ctx *c, struct reader *r)
{
	static const char *const said[] = { "keep", "send", "later", "publish", "hide", "archive", "drop", "return", "restore", "restored" };
	struct str saved = form_get(&c->request->form, "saved");
	struct edited e;
	enum err found = find_edited(c, r, &e);
	struct edit_document shown;

	if (found != ERR_NONE)
		return found;
	for (size_t i = 0; i < COUNT_OF(said); i++)
		if (str_is(saved, said[i]))
			doc_set_str(c->doc, "done",
			    ctx_words(c, mem_printf(c->mem, "admin.done.%s", said[i])));
	shown = shown_of(c, r, &e);
	set_frame(c, r, &e);
	set_proposal(c, r, &e);
	form_fill(c, r, e.kind, shown.values, shown.translations, false, NULL);
	return db_done(r);
}

/* ----------------------------------------------------------------- conflicts */

static bool
has(const json_t *texts, struct str text)
{
	size_t i = 0;

	while (i < doc_count(texts) && !str_eq(doc_str(doc_at(texts, i)), text))
		i++;
	return i < doc_count(texts);
}

/* The change of a control. */
static const json_t *
change_of(const json_t *changes, struct str control)
{
	size_t i = 0;

	while (i < doc_count(changes) &&
	    !str_eq(doc_get_str(doc_at(changes, i), "control"), control))
		i++;
	return doc_at(changes, i);
}

/* What they changed: where the visitor made something else of it, with what both made of it, to choose; and the rest. */
static void
set_conflicts(struct ctx *c, struct reader *r, const struct kind *k, struct edit_document was,
    struct edit_document mine, struct edit_document theirs, const json_t *clashes)
{
	json_t *changes = compare_documents(c, r, k, was, theirs),
	       *own = compare_documents(c, r, k, was, mine), *both = doc_array(),
	       *rest = doc_array();

	for (size_t i = 0; i < doc_count(changes); i++) {
		json_t *one = doc_at(changes, i);
		struct str control = doc_get_str(one, "control");

		if (!has(clashes, control)) {
			doc_append(rest, doc_share(one));
			continue;
		}
		doc_set_str(one, "mine", doc_get_str(change_of(own, control), "after"));
		doc_append(both, doc_share(one));
	}
	if (doc_count(both) > 0)
		doc_set(c->doc, "conflicts", both);
	if (doc_count(rest) > 0)
		doc_set(c->doc, "changes", rest);
}

/*
 * Somebody saved in between, what is public or the change that waits beside it. What only they changed is taken
 * over, what only the visitor changed is kept; where both did, the visitor's stands in the form and theirs beside it.
 */
static enum err
show_conflict(struct ctx *c, struct reader *r, const struct edited *e, const struct entry *entry)
{
	struct edit_document was = document_at(c, r, e, admin_base(c).revision),
			     mine = { entry->values, entry->translations },
			     theirs = shown_of(c, r, e);
	struct edit_merged merged = edit_merge(c->mem, e->kind, was, mine, theirs);

	set_conflicts(c, r, e->kind, was, mine, theirs, merged.clashes);
	doc_set_bool(c->doc, "conflict", true);
	set_frame(c, r, e);
	set_proposal(c, r, e);
	form_fill(c, r, e->kind, merged.document.values, merged.document.translations, false, NULL);
	c->again = true;
	return ERR_CONFLICT;
}

/* --------------------------------------------------------------------- saving */

/* The first of the rows that the visitor may know of; false when there is none. Of others' drafts nobody is told. */
static bool
find_twin(struct ctx *c, struct reader *r, const struct kind *k, struct stmt *q)
{
	while (db_next(q)) {
		bool is_public = str_is(db_text(q, 3), "published"),
		     may = edit_may(r, &c->session.account, ACTION_SEE, k, db_int(q, 2));

		if (!may && !is_public)
			continue;
		doc_set_str(c->doc, "twin", db_text(q, 0));
		doc_set_str(c->doc, "twin_url",
		    may ? admin_address(c, k, db_text(q, 1), NULL)
			: str_of(mem_printf(c->mem, "%s/%.*s", k->path[c->lang],
			      STR_ARGS(db_text(q, 4)))));
		stmt_end(q);
		return true;
	}
	return false;
}

/* Another that is perhaps the same one, where a number or name is new; true when the visitor has not said that it is not. */
static bool
is_perhaps_there(struct ctx *c, struct writer *w, const struct edited *e, const json_t *values)
{
	bool found = false;

	if (form_get(&c->request->posted, "anyway").p != NULL)
		return false;
	for (enum likeness a = 0; a < LIKENESSES && !found; a++) {
		const char *field = likeness_field(a);
		struct stmt *q;

		if (str_eq(doc_get_str(values, field), doc_get_str(e->values, field)))
			continue;
		q = rules_alike(&w->reader, c->mem, e->kind, a, values, e->record);
		found = q != NULL && find_twin(c, &w->reader, e->kind, q);
		if (found)
			doc_set_str(c->doc, "twin_why",
			    ctx_words(c, mem_printf(c->mem, "admin.twin.%s", likeness_key(a))));
	}
	return found;
}

struct deed {
	const char *name;
	enum action action;
	enum edit_how how;
	bool saves;                     /* what is in the form */
	bool of_change;                 /* is done to the open change */
};

static const struct deed deeds[] = {
	{ "keep", ACTION_EDIT, EDIT_KEEP, true, false },
	{ "send", ACTION_EDIT, EDIT_SEND, true, false },
	{ "publish", ACTION_PUBLISH, EDIT_PUBLISH, true, false },
	{ "look", ACTION_EDIT, EDIT_KEEP, true, false },
	{ "later", ACTION_PUBLISH, EDIT_LATER, true, false },
	{ "drop", ACTION_EDIT, EDIT_KEEP, false, true },
	{ "return", ACTION_PUBLISH, EDIT_KEEP, false, true },
};

static const struct deed *
deed_named(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(deeds); i++)
		if (str_is(name, deeds[i].name))
			return &deeds[i];
	return NULL;
}

/* The form as it was filled in, with what is wrong (NULL: nothing is known to be). */
static void
fill_again(struct ctx *c, struct reader *r, const struct edited *e, const struct entry *entry)
{
	const struct edit_base base = admin_base(c);
	struct edit_document shown = shown_of(c, r, e);

	set_frame(c, r, e);
	set_proposal(c, r, e);
	/* What it was made from is still that: who saves again is told of others' changes. */
	doc_set_int(c->doc, "base", base.revision);
	doc_set_str(c->doc, "seen", base.mark);
	form_fill(c, r, e->kind, shown.values, shown.translations, true, entry);
}

static enum err
show_again(struct ctx *c, struct reader *r, const struct edited *e, const struct entry *entry)
{
	fill_again(c, r, e, entry);
	c->again = true;
	return ERR_INVALID;
}

enum err
h_record_again(struct ctx *c, struct reader *r)
{
	struct edited e;
	enum err found = find_edited(c, r, &e);

	if (found != ERR_NONE)
		return found;
	fill_again(c, r, &e, NULL);
	doc_set_bool(c->doc, "unsaved", true);
	return db_done(r);
}

/* The form as it was filled in, and what its longer texts will look like. Nothing is saved. */
static enum err
show_texts(struct ctx *c, struct reader *r, const struct edited *e)
{
	fill_again(c, r, e, NULL);
	form_show_texts(c, e->kind);
	return db_done(r);
}

/* What was sent, as the account may mean it. */
static void
read_form(struct ctx *c, struct reader *r, const struct edited *e, struct entry *entry)
{
	struct resolver *rv = resolver_new(c->mem, r, NULL);
	struct edit_document shown = { NULL, NULL };

	/* What the form does not have, files, is as the open change has it. */
	if (e->record != 0)
		shown = shown_of(c, r, e);
	resolver_limit(rv, &c->session.account);
	entry_read(entry, rv, c->mem, e->kind, form_text, c, shown.values, shown.translations);
}

static enum err
save_form(struct ctx *c, struct writer *w, struct edited *e, const struct deed *d)
{
	const struct account *a = &c->session.account;
	struct str note = str_trim(form_get(&c->request->posted, "note"));
	const struct edit_base base = admin_base(c);
	const struct later when = d->how == EDIT_LATER ? later_read(c)
						       : (struct later){ .wrong = false };
	struct entry entry;

	read_form(c, &w->reader, e, &entry);
	if (strcmp(d->name, "look") == 0)
		return show_texts(c, &w->reader, e);
	entry_check(&entry, &w->reader, e->record);
	if (!edit_stays_own(a, d->action, e->kind, entry.values) &&
	    entry.problems < ENTRY_PROBLEMS_MAX)
		entry.problem[entry.problems++] = (struct entry_problem){
			kind_field(e->kind, STR("municipality")), NULL, "not_yours", STR_NONE };
	if (entry.problems > 0 || when.wrong || is_perhaps_there(c, w, e, entry.values)) {
		enum err again = show_again(c, &w->reader, e, &entry);

		return when.wrong ? later_refuse(c, &when) : again;
	}
	if (edit_save(w, c->mem, e, &base, d->how, a, note.n > 0 ? note : STR_NONE, entry.values,
		entry.translations) != EDIT_SAVED)
		return show_conflict(c, &w->reader, e, &entry);
	if (d->how == EDIT_LATER)
		edit_schedule(w, e, str_of(when.at));
	return ERR_SEE_OTHER;
}

/* The open change that was judged is not the one there is. */
static enum err
judged_another(struct ctx *c, struct writer *w, const struct edited *e)
{
	struct entry entry;

	read_form(c, &w->reader, e, &entry);
	return show_conflict(c, &w->reader, e, &entry);
}

static enum err
act(struct ctx *c, struct writer *w, struct edited *e, const struct deed *d)
{
	struct str note = str_trim(form_get(&c->request->posted, "note"));
	const struct edit_base base = admin_base(c);

	if (d->saves)
		return save_form(c, w, e, d);
	if (e->record == 0)
		return ERR_BAD_REQUEST;
	if (d->of_change && !edit_is_based_on(e, &base))
		return judged_another(c, w, e);
	if (strcmp(d->name, "drop") == 0)
		edit_drop(w, e);
	else
		edit_return(w, e, note);
	return ERR_SEE_OTHER;
}

enum err
h_record_save(struct ctx *c, struct writer *w)
{
	const struct kind *k = admin_kind(c);
	const struct deed *d = deed_named(form_get(&c->request->posted, "do"));
	struct edited e = { .kind = k };
	enum err e_found = ERR_NONE, outcome, ended;

	if (k == NULL)
		return ERR_NOT_FOUND;
	if (d == NULL)
		return ERR_BAD_REQUEST;
	writer_begin(w);
	if (c->id.p != NULL && !edit_find(&w->reader, c->mem, k, c->id, &e))
		e_found = ERR_NOT_FOUND;
	/* A draft with a day in its form is published then, by those who may. */
	if (strcmp(d->name, "keep") == 0 && later_is_given(c) &&
	    edit_may(&w->reader, &c->session.account, ACTION_PUBLISH, k, e.record))
		d = deed_named(STR("later"));
	if (e_found == ERR_NONE &&
	    !edit_may(&w->reader, &c->session.account, d->action, k, e.record))
		e_found = ERR_FORBIDDEN;
	outcome = e_found != ERR_NONE ? e_found : act(c, w, &e, d);
	ended = writer_end(w, outcome == ERR_SEE_OTHER);
	if (ended != ERR_NONE)
		return ended;
	if (outcome == ERR_SEE_OTHER)
		c->moved = admin_address(c, k, e.uuid, mem_printf(c->mem, "?saved=%s", d->name));
	return outcome;
}
