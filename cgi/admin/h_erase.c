/* h_erase.c: what is personal is erased from a record: asked for, shown where it stands, erased with the password. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/batches.h"
#include "cgi/admin/form.h"
#include "cgi/session.h"
#include "lib/store/erase.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

enum { REASON_MAX = 300, WORD_MAX = 200 };

static struct str
posted(const struct ctx *c, const char *name)
{
	struct str s = form_get(&c->request->posted, name);

	return s.p == NULL ? STR("") : str_trim(s);
}

static bool
is_picked(const struct ctx *c, const struct field *f)
{
	struct str value;
	size_t at = 0;

	while ((value = form_next(&c->request->posted, "field", &at)).p != NULL)
		if (str_is(value, f->name))
			return true;
	return false;
}

/* --------------------------------------------------------------------- page */

static void
set_fields(struct ctx *c, const struct kind *k)
{
	json_t *list = doc_array();
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		json_t *one = doc_object();

		if (!(f->flags & FIELD_PERSONAL))
			continue;
		doc_set_cstr(one, "key", f->name);
		doc_set_str(one, "name", form_label(c, f, NULL));
		if (is_picked(c, f))
			doc_set_bool(one, "chosen", true);
		doc_append(list, one);
	}
	doc_set(c->doc, "personal_fields", list);
}

/* "email phone 2" as people read it. */
static struct str
what_text(struct ctx *c, struct str what)
{
	struct str part;
	struct buf b;

	buf_init(&b, c->mem, 64);
	while (str_cut(&what, ' ', &part)) {
		int64_t words;

		if (b.n > 0)
			buf_puts(&b, ", ");
		if (str_int(part, &words))
			buf_str(&b, batches_counted(c, "admin.erase.words_erased", (size_t)words));
		else
			buf_str(&b,
			    ctx_words(c, mem_printf(c->mem, "fields.%.*s", STR_ARGS(part))));
	}
	return buf_view(&b);
}

static void
set_page(struct ctx *c, struct reader *r, const struct edited *e)
{
	json_t *list = erase_list(r, e->record);

	for (size_t i = 0; i < doc_count(list); i++) {
		json_t *one = doc_at(list, i);

		doc_set_str(one, "what", what_text(c, doc_get_str(one, "what")));
	}
	if (doc_count(list) > 0)
		doc_set(c->doc, "erasures", list);
	if (form_get(&c->request->form, "done").p != NULL && doc_count(list) > 0)
		doc_set_str(c->doc, "done", ctx_words(c, "admin.erase.done"));
	doc_set_str(c->doc, "record_name", e->name);
	doc_set_str(c->doc, "record_url", admin_address(c, e->kind, e->uuid, NULL));
	doc_set_str(c->doc, "save_url",
	    admin_address(c, e->kind, e->uuid, c->lang == LANG_SV ? "/radera" : "/erase"));
	doc_set_str(c->doc, "typed_words", posted(c, "words"));
	doc_set_str(c->doc, "typed_reason", posted(c, "reason"));
	set_fields(c, e->kind);
}

static enum err
find(struct ctx *c, struct reader *r, struct edited *e)
{
	*e = (struct edited){ .kind = admin_kind(c) };
	if (e->kind == NULL || !edit_find(r, c->mem, e->kind, c->id, e))
		return db_done(r) != ERR_NONE ? db_done(r) : ERR_NOT_FOUND;
	doc_set_str(c->page, "title", ctx_words(c, "admin.titles.erase"));
	return ERR_NONE;
}

enum err
h_erase_page(struct ctx *c, struct reader *r)
{
	struct edited e;
	enum err found = find(c, r, &e);

	if (found != ERR_NONE)
		return found;
	set_page(c, r, &e);
	return db_done(r);
}

/* ------------------------------------------------------------------- what to erase */

static void
read_words(struct ctx *c, struct erasure *er)
{
	struct str rest = posted(c, "words"), line;

	while (rest.n > 0 && str_cut(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.n == 0)
			continue;
		if (utf8_length(line) < ERASE_WORD_LETTERS_MIN || utf8_length(line) > WORD_MAX ||
		    er->words == ERASE_WORDS_MAX) {
			(void)admin_refuse(c, "words", ctx_words(c, "admin.erase.problems.words"));
			return;
		}
		er->word[er->words++] = line;
	}
}

/* False when something is missing or wrong, which is then said. */
static bool
read_erasure(struct ctx *c, struct erasure *er)
{
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(er->kind, i)) != NULL; i++)
		if (f->flags & FIELD_PERSONAL && is_picked(c, f) && er->fields < ERASE_FIELDS_MAX)
			er->field[er->fields++] = f;
	read_words(c, er);
	er->mark = ctx_words(c, "admin.erase.mark");
	er->reason = posted(c, "reason");
	if (er->fields == 0 && er->words == 0 && doc_get(c->doc, "errors") == NULL)
		(void)admin_refuse(c, "words", ctx_words(c, "admin.erase.problems.nothing"));
	if (er->reason.n == 0 || utf8_length(er->reason) > REASON_MAX)
		(void)admin_refuse(c, "reason", ctx_words(c, "admin.erase.problems.reason"));
	for (size_t i = 0; i < er->words; i++)
		for (size_t at = 0; at + er->word[i].n <= er->reason.n; at++)
			if (memcmp(er->reason.p + at, er->word[i].p, er->word[i].n) == 0) {
				(void)admin_refuse(c, "reason",
				    ctx_words(c, "admin.erase.problems.told"));
				return false;
			}
	return doc_get(c->doc, "errors") == NULL;
}

/* -------------------------------------------------------------------- looking */

static void
set_places(struct ctx *c, const struct erase_places *n)
{
	const struct {
		const char *key;
		int64_t n;
	} places[] = {
		{ "present", n->present }, { "versions", n->versions }, { "drafts", n->drafts },
		{ "batches", n->batches }, { "reasons", n->reasons }, { "mails", n->mails },
	};
	json_t *preview = doc_object(), *list = doc_array();

	for (size_t i = 0; i < COUNT_OF(places); i++) {
		json_t *one = doc_object();

		if (places[i].n == 0)
			continue;
		doc_set_str(one, "message",
		    batches_counted(c, mem_printf(c->mem, "admin.erase.places.%s", places[i].key),
			(size_t)places[i].n));
		doc_append(list, one);
	}
	doc_set(preview, "places", list);
	if (!c->session.proved)
		doc_set_bool(preview, "must_prove", true);
	doc_set(c->doc, "preview", preview);
}

static enum err
look(struct ctx *c, struct reader *r, const struct edited *e, const struct erasure *er)
{
	struct erase_places places;

	erase_look(r, er, &places);
	set_page(c, r, e);
	set_places(c, &places);
	return db_done(r);
}

enum err
h_erase(struct ctx *c, struct writer *w)
{
	struct reader *r = &c->app->reader;
	struct erasure er = { .by = &c->session.account };
	struct erase_places places;
	struct str what = posted(c, "do");
	struct edited e;
	enum err outcome, ended;
	bool proved = true;

	if (!str_is(what, "look") && !str_is(what, "erase"))
		return ERR_BAD_REQUEST;
	if (str_is(what, "erase"))
		proved = session_prove_again(c, w);
	reader_begin(r);
	outcome = find(c, r, &e);
	er.kind = e.kind;
	er.record = e.record;
	if (outcome == ERR_NONE && !read_erasure(c, &er)) {
		set_page(c, r, &e);
		outcome = ERR_INVALID;
	} else if (outcome == ERR_NONE && (!proved || str_is(what, "look"))) {
		outcome = look(c, r, &e, &er);
		if (outcome == ERR_NONE && !proved)
			outcome = admin_refuse(c, "proof", ctx_words(c, "admin.erase.prove"));
	}
	ended = reader_end(r);
	if (ended != ERR_NONE || outcome != ERR_NONE || str_is(what, "look"))
		return ended != ERR_NONE ? ended : outcome;
	outcome = erase_run(w, &er, &places);
	/* What stood nowhere is gone, too. */
	if (outcome != ERR_NONE && outcome != ERR_NOT_FOUND)
		return outcome;
	c->moved = admin_address(c, e.kind, e.uuid,
	    c->lang == LANG_SV ? "/radera?done=1" : "/erase?done=1");
	return ERR_SEE_OTHER;
}
