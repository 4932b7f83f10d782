/* h_history.c: what a record was: every version, any two of them compared, and an old one restored. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/compare.h"
#include "cgi/admin/form.h"
#include "lib/db/stmt.h"
#include "lib/view/doc.h"

enum { SHOWN = 100 };

/* A parameter of the address, or of the form that was sent. */
static int64_t
number_of(const struct ctx *c, const char *name)
{
	const struct form *f = c->request->method == METHOD_POST ? &c->request->posted
								 : &c->request->form;
	int64_t n;

	return str_int(form_get(f, name), &n) && n > 0 && n < INT32_MAX ? n : 0;
}

static struct str
history_address(const struct ctx *c, const struct edited *e, const char *query)
{
	return admin_address(c, e->kind, e->uuid,
	    mem_printf(c->mem, "%s%s", c->lang == LANG_SV ? "/historik" : "/history", query));
}

/* ------------------------------------------------------------------- showing */

/* What may be restored by the visitor: any version but the present one, when no change waits that would be lost. */
static bool
may_restore(struct ctx *c, struct reader *r, const struct edited *e)
{
	return e->open.revision == 0 &&
	    edit_may(r, &c->session.account, ACTION_EDIT, e->kind, e->record);
}

static struct edit_document
document_of(struct ctx *c, struct reader *r, const struct edited *e, int64_t revision)
{
	struct edit_document d;

	if (revision < 1 || !edit_revision(r, c->mem, e->record, revision, true, &d))
		d = (struct edit_document){ doc_object(), doc_object() };
	return d;
}

/* Two versions beside each other, when that is asked for: `revision` with the one before it, or `from` and `to`. */
static void
set_compared(struct ctx *c, struct reader *r, const struct edited *e)
{
	int64_t to = number_of(c, "revision"), from = to - 1;
	struct edit_document d;
	struct buf b;

	if (to == 0) {
		to = number_of(c, "to");
		from = number_of(c, "from");
	}
	if (to == 0 || !edit_revision(r, c->mem, e->record, to, true, &d))
		return;
	buf_init(&b, c->mem, 64);
	words_fill(&b, c->app->views.words, c->lang,
	    from > 0 ? "admin.compare.heading" : "admin.compare.first",
	    (struct words_value[]){
	    { "from", str_of(mem_printf(c->mem, "%d", (int)from)) },
	    { "to", str_of(mem_printf(c->mem, "%d", (int)to)) }, { NULL, STR_NONE } });
	doc_set_str(c->doc, "compared", buf_view(&b));
	doc_set(c->doc, "changes", compare_documents(c, r, e->kind, document_of(c, r, e, from), d));
	doc_set_int(c->doc, "to_revision", to);
	if (may_restore(c, r, e) && to < e->revision)
		doc_set_bool(c->doc, "can_restore", true);
}

/* "Version 3, 5 mars 2026 kl. 13.07, Anna", to choose among. */
static json_t *
choices(struct ctx *c, const json_t *revisions, int64_t chosen)
{
	json_t *list = doc_array();

	for (size_t i = 0; i < doc_count(revisions); i++) {
		const json_t *revision = doc_at(revisions, i);
		int64_t number = doc_get_int(revision, "revision");
		json_t *one = doc_object();
		struct buf b;

		buf_init(&b, c->mem, 96);
		buf_str(&b, ctx_words(c, "admin.revision"));
		buf_printf(&b, " %d, ", (int)number);
		format_time(&b, c->lang, doc_get_str(revision, "created_at"));
		if (doc_get(revision, "by") != NULL) {
			buf_puts(&b, ", ");
			buf_str(&b, doc_get_str(revision, "by"));
		}
		doc_set_int(one, "value", number);
		doc_set_str(one, "name", buf_view(&b));
		if (number == chosen)
			doc_set_bool(one, "chosen", true);
		doc_append(list, one);
	}
	return list;
}

static void
set_revisions(struct ctx *c, struct reader *r, const struct edited *e)
{
	json_t *list = edit_history(r, e->record, number_of(c, "before"), SHOWN);
	int64_t to = number_of(c, "to"), from = number_of(c, "from"), last = 0;
	bool may = may_restore(c, r, e);

	if (to == 0)
		to = doc_get_int(c->doc, "to_revision");
	if (to == 0)
		to = doc_get_int(doc_at(list, 0), "revision");
	if (doc_count(list) > 1) {
		doc_set(c->doc, "from", choices(c, list, from > 0 ? from : to - 1));
		doc_set(c->doc, "to", choices(c, list, to));
	}
	for (size_t i = 0; i < doc_count(list); i++) {
		json_t *one = doc_at(list, i);
		struct str deed = doc_get_str(one, "deed");
		bool accepted = str_is(doc_get_str(one, "status"), "accepted");

		last = doc_get_int(one, "revision");
		doc_set_str(one, "changes_url",
		    history_address(c, e, mem_printf(c->mem, "?revision=%d", (int)last)));
		if (!accepted)
			doc_set_bool(one, "is_open", true);
		if (deed.p != NULL)
			doc_set_str(one, "did",
			    ctx_words(c, mem_printf(c->mem, "admin.deeds.%.*s", STR_ARGS(deed))));
		if (may && accepted && last < e->revision)
			doc_set_bool(one, "restorable", true);
	}
	doc_set(c->doc, "revisions", list);
	if (doc_count(list) == SHOWN && last > 1)
		doc_set_str(c->doc, "older_url",
		    history_address(c, e, mem_printf(c->mem, "?before=%d", (int)last)));
}

static void
show(struct ctx *c, struct reader *r, const struct edited *e)
{
	struct str note = form_get(&c->request->posted, "note");

	doc_set_int(c->doc, "base", e->revision);
	doc_set_str(c->doc, "seen", str_of(e->open.mark));
	doc_set_str(c->doc, "typed_note", note.p == NULL ? STR("") : note);
	doc_set_str(c->doc, "record_url", admin_address(c, e->kind, e->uuid, NULL));
	doc_set_str(c->doc, "restore_url", history_address(c, e, ""));
	doc_set_str(c->page, "title", e->name);
	if (edit_may(r, &c->session.account, ACTION_PUBLISH, e->kind, e->record))
		doc_set_bool(c->doc, "can_publish", true);
	if (e->open.revision != 0)
		doc_set_bool(c->doc, "has_open", true);
	set_compared(c, r, e);
	set_revisions(c, r, e);
}

enum err
h_history(struct ctx *c, struct reader *r)
{
	struct edited e;
	enum err found = admin_edited(c, r, ACTION_SEE, &e);

	if (found != ERR_NONE)
		return found;
	show(c, r, &e);
	return db_done(r);
}

/* ----------------------------------------------------------------- restoring */

/* For entry_read(): an old document as a form that somebody filled in. */
struct old {
	struct ctx *c;
	struct reader *r;
	const struct kind *kind;
	struct edit_document document;
};

static struct str
old_text(void *ctx, const char *name)
{
	const struct old *o = ctx;
	struct mem *m = o->c->mem;
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(o->kind, i)) != NULL; i++) {
		const json_t *value = doc_get(o->document.values, f->name);

		if (strcmp(f->name, name) == 0)
			return field_is_reference(f) ? edit_names(o->r, m, value, true, "\n")
						     : value_text(f, m, value);
		for (size_t l = 0; kind_language(o->kind, f, l) != NULL; l++) {
			const char *lang = kind_language(o->kind, f, l);
			struct str text = doc_get_str(doc_get(o->document.translations, lang),
			    f->name);

			if (strcmp(entry_name(m, f, lang), name) == 0)
				return text.p == NULL ? STR("") : text;
		}
	}
	return STR_NONE;
}

static void
read_old(struct old *o, const struct edited *e, struct entry *entry)
{
	const struct account *a = &o->c->session.account;
	struct resolver *rv = resolver_new(o->c->mem, o->r, NULL);

	resolver_limit(rv, a);
	entry_read(entry, rv, o->c->mem, e->kind, old_text, o, NULL, NULL);
	entry_check(entry, o->r, e->record);
	if (!edit_stays_own(a, ACTION_EDIT, e->kind, entry->values) &&
	    entry->problems < ENTRY_PROBLEMS_MAX)
		entry->problem[entry->problems++] = (struct entry_problem){
			kind_field(e->kind, STR("municipality")), NULL, "not_yours", STR_NONE };
}

/* Where something of it cannot be had again, the field stays as it is; of lists what there still is is taken. */
static void
keep_present(struct entry *entry, const struct edited *e)
{
	for (size_t i = 0; i < entry->problems; i++) {
		const struct entry_problem *p = &entry->problem[i];
		bool list = p->field->type == FIELD_REFERENCES && strcmp(p->key, "not_yours") != 0;
		json_t *to = p->lang == NULL ? entry->values
					     : doc_get(entry->translations, p->lang),
		       *value = doc_get(p->lang == NULL ? e->values
							: doc_get(e->translations, p->lang),
			   p->field->name);

		if (list || to == NULL)
			continue;
		doc_remove(to, p->field->name);
		if (value != NULL)
			doc_set(to, p->field->name, doc_copy(value));
	}
	entry->problems = 0;
}

/* "Projekt: Något som den hörde ihop med finns inte kvar." */
static void
set_losses(struct ctx *c, const struct entry *entry)
{
	json_t *list = doc_array();

	for (size_t i = 0; i < entry->problems; i++) {
		const struct entry_problem *p = &entry->problem[i];
		bool gone = strcmp(p->key, "no_such_record") == 0 ||
		    strcmp(p->key, "ambiguous_record") == 0;
		json_t *one = doc_object();

		doc_set_str(one, "message",
		    str_of(mem_printf(c->mem, "%.*s: %.*s",
			STR_ARGS(form_label(c, p->field, p->lang)),
			STR_ARGS(ctx_words(c,
			    gone ? "admin.restore.gone" : "admin.restore.not_allowed")))));
		doc_append(list, one);
	}
	doc_set(c->doc, "losses", list);
}

static enum err
refuse(struct ctx *c, struct reader *r, const struct edited *e, enum err why)
{
	if (why == ERR_CONFLICT)
		doc_set_bool(c->doc, "conflict", true);
	show(c, r, e);
	c->again = true;
	return why;
}

/* "Version 3 återställd", and why. */
static struct str
note_of(struct ctx *c, int64_t revision)
{
	struct str why = str_trim(form_get(&c->request->posted, "note"));
	struct buf b;

	buf_init(&b, c->mem, 128);
	words_fill(&b, c->app->views.words, c->lang, "admin.restore.note",
	    (struct words_value[]){
	    { "revision", str_of(mem_printf(c->mem, "%d", (int)revision)) }, { NULL, STR_NONE } });
	if (why.n > 0) {
		buf_puts(&b, " ");
		buf_str(&b, why);
	}
	return buf_view(&b);
}

static enum err
restore(struct ctx *c, struct writer *w, struct edited *e, enum edit_how how)
{
	struct old o = { .c = c, .r = &w->reader, .kind = e->kind };
	const struct edit_base base = admin_base(c);
	int64_t revision = number_of(c, "revision");
	struct entry entry;

	if (!edit_revision(&w->reader, c->mem, e->record, revision, false, &o.document))
		return ERR_NOT_FOUND;
	if (!edit_is_based_on(e, &base) || e->open.revision != 0)
		return refuse(c, &w->reader, e, ERR_CONFLICT);
	read_old(&o, e, &entry);
	if (entry.problems > 0 && form_get(&c->request->posted, "anyway").p != NULL) {
		keep_present(&entry, e);
		entry_check(&entry, &w->reader, e->record);
	}
	if (entry.problems > 0) {
		set_losses(c, &entry);
		return refuse(c, &w->reader, e, ERR_INVALID);
	}
	if (edit_save(w, c->mem, e, &base, how, &c->session.account, note_of(c, revision),
		entry.values, entry.translations) != EDIT_SAVED)
		return refuse(c, &w->reader, e, ERR_CONFLICT);
	return ERR_SEE_OTHER;
}

enum err
h_restore(struct ctx *c, struct writer *w)
{
	bool publish = str_is(form_get(&c->request->posted, "do"), "publish");
	struct edited e;
	enum err outcome, ended;

	writer_begin(w);
	outcome = admin_edited(c, &w->reader, publish ? ACTION_PUBLISH : ACTION_EDIT, &e);
	if (outcome == ERR_NONE)
		outcome = restore(c, w, &e, publish ? EDIT_PUBLISH : EDIT_KEEP);
	ended = writer_end(w, outcome == ERR_SEE_OTHER);
	if (ended != ERR_NONE)
		return ended;
	if (outcome == ERR_SEE_OTHER)
		c->moved = admin_address(c, e.kind, e.uuid,
		    publish ? "?saved=restored" : "?saved=restore");
	return outcome;
}
