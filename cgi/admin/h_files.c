/*
 * h_files.c: pictures and documents of a record, on a page of their own. A file that is sent is looked at and kept at once, so that a
 * form that is shown again has it still; it belongs to the record when the form is saved, which is a change of the record like any other.
 */
#include "cgi/admin/handlers.h"

#include "cgi/admin/form.h"
#include "cgi/blob.h"
#include "cgi/media_program.h"
#include "lib/base/hash.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

enum { KB = 1000, MIB = 1024 * 1024, ITEMS_MAX = 32 };

struct files {
	struct ctx *c;
	struct reader *r;
	const struct edited *e;
	struct edit_document shown;     /* as the form has it: the open change, or what is stored */
	json_t *errors;                 /* what is wrong; NULL: nothing is looked for */
	const struct field *of_new;     /* the sort of the file that was sent and is not taken … */
	struct str problem;             /* … and why */
};

static const char *
name_of(struct ctx *c, const struct field *f, size_t i, const char *what)
{
	return mem_printf(c->mem, "%s_%zu_%s", f->name, i, what);
}

static struct str
sent(struct ctx *c, const struct field *f, size_t i, const char *what)
{
	return str_trim(form_get(&c->request->posted, name_of(c, f, i, what)));
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

/* Differs when the files do: who saves over others' files is told. */
static struct str
mark_of(struct ctx *c, const struct kind *k, const json_t *values)
{
	char hash[HASH_TEXT];
	struct buf b;

	buf_init(&b, c->mem, 512);
	for (size_t i = 0; i < k->fields; i++)
		if (field_is_attachment(&k->field[i]))
			buf_str(&b, attach_text(c->mem, doc_get(values, k->field[i].name)));
	hash_text(buf_view(&b), hash);
	return mem_dup(c->mem, str_of(hash));
}

/* ------------------------------------------------------------------ showing */

static void
set_wrong(struct files *fs, json_t *item, const char *control, struct str message)
{
	json_t *error = doc_object();

	doc_set_str(item, "wrong", message);
	doc_set_str(error, "message", message);
	doc_set_str(error, "field_url", str_of(mem_printf(fs->c->mem, "#%s", control)));
	doc_append(fs->errors, error);
}

static bool
is_wrong(const struct kind *k, const json_t *values)
{
	for (size_t i = 0; i < k->fields; i++) {
		const json_t *list = doc_get(values, k->field[i].name);

		for (size_t j = 0; field_is_attachment(&k->field[i]) && j < doc_count(list); j++)
			if (attach_problem(&k->field[i], doc_at(list, j)) != NULL)
				return true;
	}
	return false;
}

/* "1 800 × 1 200 bildpunkter", "34 sidor, 684 kB" */
static struct str
facts_of(struct ctx *c, const struct attach_file *f)
{
	struct buf b;

	buf_init(&b, c->mem, 64);
	if (f->pages == 0) {
		buf_printf(&b, "%lld × %lld", (long long)f->width, (long long)f->height);
		return buf_view(&b);
	}
	words_count(&b, c->app->views.words, c->lang, "admin.files.pages", f->pages, NULL);
	buf_puts(&b, ", ");
	format_integer(&b, c->lang, (f->bytes + KB - 1) / KB);
	buf_puts(&b, "\xc2\xa0kB");
	return buf_view(&b);
}

static json_t *
focus_options(struct ctx *c, struct str chosen)
{
	json_t *options = doc_array();
	const char *focus;

	for (size_t i = 0; (focus = attach_focus(i)) != NULL; i++) {
		json_t *option = doc_object();

		doc_set_cstr(option, "value", focus);
		doc_set_str(option, "name",
		    ctx_words(c,
			mem_printf(c->mem, "admin.files.focus.%s", i == 0 ? "middle" : focus)));
		if (str_is(chosen.p == NULL ? STR("") : chosen, focus))
			doc_set_bool(option, "chosen", true);
		doc_append(options, option);
	}
	return options;
}

/* One file's part of the form; without a file the one where another is chosen. */
static json_t *
item_of(struct files *fs, const struct field *f, size_t i, const json_t *value)
{
	struct ctx *c = fs->c;
	bool picture = f->type == FIELD_PICTURES;
	struct str digest = doc_get_str(value, "file");
	json_t *item = doc_object();
	struct attach_file file;

	doc_set_cstr(item, "part", mem_printf(c->mem, "%s_%zu", f->name, i));
	doc_set_str(item, "heading",
	    filled(c, mem_printf(c->mem, "admin.files.%s.one", f->name), "n",
		str_of(mem_printf(c->mem, "%zu", i + 1))));
	if (picture)
		doc_set_bool(item, "is_picture", true);
	doc_set_str(item, "file", digest);
	doc_set_str(item, "words_sv",
	    doc_get(value, "text") == NULL ? STR("") : doc_get_str(value, "text"));
	doc_set_str(item, "words_en",
	    doc_get(value, "text_en") == NULL ? STR("") : doc_get_str(value, "text_en"));
	if (doc_get_bool(value, "decorative"))
		doc_set_bool(item, "chosen", true);
	if (picture)
		doc_set(item, "options", focus_options(c, doc_get_str(value, "focus")));
	if (attach_find(fs->r, c->mem, digest, &file)) {
		struct str small = picture ? attach_small(fs->r, c->mem, digest) : digest;
		struct str type = picture && !str_eq(small, digest) ? STR("image/webp") : file.type;

		doc_set_str(item, "preview_url",
		    admin_address(c, fs->e->kind, fs->e->uuid,
			mem_printf(c->mem, "/%s/%.*s%s", c->lang == LANG_SV ? "filer" : "files",
			    STR_ARGS(small), file_ending(type))));
		doc_set_str(item, "facts", facts_of(c, &file));
		doc_set_int(item, "width", picture ? file.width : 0);
		doc_set_int(item, "height", picture ? file.height : 0);
	}
	doc_set_int(item, "place", (int64_t)i + 1);
	if (fs->errors != NULL && attach_problem(f, value) != NULL)
		set_wrong(fs, item, name_of(c, f, i, "text"),
		    ctx_words(c,
			mem_printf(c->mem, "admin.files.problems.%s", attach_problem(f, value))));
	return item;
}

static json_t *
sort_of(struct files *fs, const struct field *f)
{
	struct ctx *c = fs->c;
	const json_t *list = doc_get(fs->shown.values, f->name);
	size_t count = doc_count(list);
	long most = f->type == FIELD_PICTURES ? c->app->config->picture_bytes
					      : c->app->config->document_bytes;
	json_t *sort = doc_object(), *items = doc_array();

	for (size_t i = 0; i < count; i++)
		doc_append(items, item_of(fs, f, i, doc_at(list, i)));
	doc_set_cstr(sort, "control", f->name);
	doc_set_str(sort, "heading", form_label(c, f, NULL));
	doc_set_str(sort, "help", ctx_words(c, mem_printf(c->mem, "admin.files.%s.help", f->name)));
	if (count > 0)
		doc_set(sort, "files", items);
	if (f->type == FIELD_PICTURES)
		doc_set_bool(sort, "is_picture", true);
	if (count < (size_t)f->max) {
		doc_set_str(sort, "add",
		    ctx_words(c, mem_printf(c->mem, "admin.files.%s.add", f->name)));
		doc_set_str(sort, "hint",
		    filled(c, mem_printf(c->mem, "admin.files.%s.hint", f->name), "max",
			str_of(mem_printf(c->mem, "%ld", most / MIB))));
		doc_set_cstr(sort, "accept",
		    f->type == FIELD_PICTURES ? "image/jpeg,image/png,image/webp"
					      : "application/pdf");
	}
	if (fs->of_new == f)
		set_wrong(fs, sort, mem_printf(c->mem, "%s_new", f->name), fs->problem);
	return sort;
}

static void
show(struct files *fs)
{
	struct ctx *c = fs->c;
	const struct edited *e = fs->e;
	struct str note = form_get(&c->request->posted, "note");
	json_t *sorts = doc_array();

	doc_set_str(c->page, "title", filled(c, "admin.files.title", "name", e->name));
	doc_set_str(c->doc, "record_url", admin_address(c, e->kind, e->uuid, NULL));
	doc_set_str(c->doc, "save_url",
	    admin_address(c, e->kind, e->uuid, c->lang == LANG_SV ? "/filer" : "/files"));
	doc_set_str(c->doc, "seen",
	    mark_of(c, e->kind,
		e->open.revision != 0 ? admin_proposed(c, fs->r, e).values : e->values));
	doc_set_str(c->doc, "typed_note", note.p == NULL ? STR("") : note);
	if (edit_may(fs->r, &c->session.account, ACTION_EDIT, e->kind, e->record))
		doc_set_bool(c->doc, "can_edit", true);
	if (edit_may(fs->r, &c->session.account, ACTION_PUBLISH, e->kind, e->record))
		doc_set_bool(c->doc, "can_publish", true);
	if (str_is(e->state, "published"))
		doc_set_bool(c->doc, "is_public", true);
	if (e->open.revision != 0)
		doc_set_bool(c->doc, "has_draft", true);
	for (size_t i = 0; i < e->kind->fields; i++)
		if (field_is_attachment(&e->kind->field[i]))
			doc_append(sorts, sort_of(fs, &e->kind->field[i]));
	doc_set(c->doc, "sorts", sorts);
	if (doc_count(fs->errors) > 0)
		doc_set(c->doc, "errors", fs->errors);
}

/* The record that the address is of, when its kind has files and the visitor may do this. */
static enum err
find(struct ctx *c, struct reader *r, enum action action, struct edited *e)
{
	const struct kind *k = admin_kind(c);

	*e = (struct edited){ .kind = k };
	if (k == NULL || !kind_has_files(k) || !edit_find(r, c->mem, k, c->id, e))
		return db_done(r) != ERR_NONE ? db_done(r) : ERR_NOT_FOUND;
	return edit_may(r, &c->session.account, action, k, e->record) ? ERR_NONE : ERR_FORBIDDEN;
}

/* What there is now: the open change as it would be made today, or else what is stored. */
static struct edit_document
present(struct ctx *c, struct reader *r, const struct edited *e)
{
	return e->open.revision != 0 ? admin_proposed(c, r, e)
				     : (struct edit_document){ e->values, e->translations };
}

enum err
h_files_page(struct ctx *c, struct reader *r)
{
	struct edited e;
	enum err found = find(c, r, ACTION_SEE, &e);
	struct files fs = { .c = c, .r = r, .e = &e };

	if (found != ERR_NONE)
		return found;
	if (str_is(form_get(&c->request->form, "saved"), "keep") ||
	    str_is(form_get(&c->request->form, "saved"), "send") ||
	    str_is(form_get(&c->request->form, "saved"), "publish"))
		doc_set_str(c->doc, "done",
		    ctx_words(c,
			mem_printf(c->mem, "admin.done.%.*s",
			    STR_ARGS(form_get(&c->request->form, "saved")))));
	fs.shown = present(c, r, &e);
	show(&fs);
	return db_done(r);
}

enum err
h_files_one(struct ctx *c, struct reader *r)
{
	struct attach_file f;
	struct str digest;
	struct edited e;
	enum err found = find(c, r, ACTION_SEE, &e);
	bool its = false;

	if (found != ERR_NONE)
		return found;
	if (!blob_read_name(c->slug, &digest) || !attach_find(r, c->mem, digest, &f))
		return ERR_NOT_FOUND;
	for (size_t i = 0; i < e.kind->fields && !its; i++) {
		const char *name = e.kind->field[i].name;

		its = field_is_attachment(&e.kind->field[i]) &&
		    (attach_has(r, doc_get(e.values, name), digest) ||
			(e.open.revision != 0 &&
			    attach_has(r, doc_get(e.open.values, name), digest)));
	}
	if (!its && !attach_is_sent_by(r, &c->session.account, digest))
		return db_done(r) != ERR_NONE ? db_done(r) : ERR_NOT_FOUND;
	return blob_open(c, digest, &f);
}

/* ------------------------------------------------------------------- reading */

/* One that the record has already, or that the visitor has sent: nobody gets at others' files by their digests. */
static bool
may_take(struct files *fs, const struct field *f, struct str digest)
{
	const json_t *lists[] = { doc_get(fs->e->values, f->name), doc_get(fs->e->open.values, f->name) };

	if (!digest_is(digest))
		return false;
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		for (size_t j = 0; j < doc_count(lists[i]); j++)
			if (str_eq(doc_get_str(doc_at(lists[i], j), "file"), digest))
				return true;
	return attach_is_sent_by(fs->r, &fs->c->session.account, digest);
}

static void
set_if_any(json_t *value, const char *name, struct str text)
{
	if (text.n > 0)
		doc_set_str(value, name, text);
}

/* A file with the words that its part of the form has. */
static json_t *
value_of(struct ctx *c, const struct field *f, const char *part, struct str digest)
{
	const struct form *posted = &c->request->posted;
	struct str focus = form_get(posted, mem_printf(c->mem, "%s_focus", part));
	json_t *value = doc_object();
	const char *known;

	doc_set_str(value, "file", digest);
	set_if_any(value, "text", str_trim(form_get(posted, mem_printf(c->mem, "%s_text", part))));
	set_if_any(value, "text_en",
	    str_trim(form_get(posted, mem_printf(c->mem, "%s_text_en", part))));
	if (f->type != FIELD_PICTURES)
		return value;
	if (form_get(posted, mem_printf(c->mem, "%s_decorative", part)).n > 0)
		doc_set_bool(value, "decorative", true);
	for (size_t i = 1; (known = attach_focus(i)) != NULL; i++)
		if (str_is(focus, known))
			doc_set_str(value, "focus", focus);
	return value;
}

static bool
has_file(const json_t *list, struct str digest)
{
	for (size_t i = 0; i < doc_count(list); i++)
		if (str_eq(doc_get_str(doc_at(list, i), "file"), digest))
			return true;
	return false;
}

/* The list of a field as it was sent, in the order of the places that were written. */
static json_t *
read_list(struct files *fs, const struct field *f)
{
	struct ctx *c = fs->c;
	struct {
		json_t *value;
		int64_t place;
	} item[ITEMS_MAX];
	json_t *list = doc_array();
	size_t n = 0;

	for (size_t i = 0; i < ITEMS_MAX; i++) {
		struct str digest = sent(c, f, i, "file");
		int64_t place = (int64_t)i + 1;
		size_t at;

		if (digest.n == 0)
			break;
		if (sent(c, f, i, "remove").n > 0 || !may_take(fs, f, digest))
			continue;
		(void)str_int(sent(c, f, i, "place"), &place);
		/* Who is given another's place goes before it. */
		for (at = n++; at > 0 &&
		     (item[at - 1].place > place ||
			 (item[at - 1].place == place && place != (int64_t)i + 1));
		     at--)
			item[at] = item[at - 1];
		item[at].value = value_of(c, f, mem_printf(c->mem, "%s_%zu", f->name, i), digest);
		item[at].place = place;
	}
	for (size_t i = 0; i < n; i++)
		if (i < (size_t)f->max && !has_file(list, doc_get_str(item[i].value, "file")))
			doc_append(list, item[i].value);
	return list;
}

/* ----------------------------------------------------------- files that are sent */

static void
refuse(struct files *fs, const struct field *f, struct str message)
{
	fs->of_new = f;
	fs->problem = message;
}

/* What a document is called when nobody said it: what it calls itself, or its file. */
static void
name_document(json_t *value, const struct media *found, const struct multipart_file *file)
{
	struct str name = file->filename;

	if (doc_get(value, "text") != NULL)
		return;
	if (str_ends(name, STR(".pdf")))
		name.n -= strlen(".pdf");
	set_if_any(value, "text", found->title.p != NULL ? found->title : name);
}

/* Looks at the file that was sent for a field and keeps it; *value is it, NULL when there is none that is taken. */
static enum err
take_new(struct files *fs, struct writer *w, const struct field *f, json_t **value)
{
	struct ctx *c = fs->c;
	const struct config *config = c->app->config;
	const struct multipart_file *file = multipart_file(&c->request->uploaded,
	    mem_printf(c->mem, "%s_new", f->name));
	const struct media_program program = media_program(c);
	bool picture = f->type == FIELD_PICTURES;
	long most = picture ? config->picture_bytes : config->document_bytes;
	char digest[DIGEST_TEXT];
	enum media_problem p;
	struct media found;
	enum err e;

	*value = NULL;
	if (file == NULL || file->bytes == 0 || file->fd < 0)
		return ERR_NONE;
	if (file->bytes > most) {
		refuse(fs, f,
		    filled(c, "admin.files.problems.too_large", "max",
		    str_of(mem_printf(c->mem, "%ld", most / MIB))));
		return ERR_NONE;
	}
	p = media_look(c->mem, &program, picture ? MEDIA_PICTURE : MEDIA_PDF, file->fd, &found);
	if (p != MEDIA_FINE) {
		refuse(fs, f,
		    ctx_words(c,
			mem_printf(c->mem, "admin.media_problems.%s", media_problem_key(p))));
		return ERR_NONE;
	}
	e = attach_keep(w, c->mem, program.folder, &c->session.account, &found, file->fd,
	    file->bytes, digest);
	if (e == ERR_NONE) {
		*value = value_of(c, f, mem_printf(c->mem, "%s_new", f->name),
		    mem_dup(c->mem, str_of(digest)));
		if (!picture)
			name_document(*value, &found, file);
	}
	media_release(&found);
	return e;
}

/* -------------------------------------------------------------------- saving */

struct deed {
	const char *name;
	enum action action;
	enum edit_how how;
};

static const struct deed *
deed_of(const struct ctx *c)
{
	static const struct deed deeds[] = {
		{ "keep", ACTION_EDIT, EDIT_KEEP },
		{ "send", ACTION_EDIT, EDIT_SEND },
		{ "publish", ACTION_PUBLISH, EDIT_PUBLISH },
	};

	for (size_t i = 0; i < COUNT_OF(deeds); i++)
		if (str_is(form_get(&c->request->posted, "do"), deeds[i].name))
			return &deeds[i];
	return NULL;
}

/* The form again, with what is wrong. */
static enum err
show_again(struct files *fs, enum err e)
{
	fs->errors = doc_array();
	show(fs);
	fs->c->again = true;
	return e;
}

/* The files as they were sent, with the new ones, in place of those there are. */
static void
read_lists(struct files *fs, json_t *const *fresh)
{
	const struct kind *k = fs->e->kind;

	fs->shown.values = doc_copy(fs->shown.values);
	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];
		json_t *list;

		if (!field_is_attachment(f))
			continue;
		list = read_list(fs, f);
		if (fresh[i] != NULL && has_file(list, doc_get_str(fresh[i], "file")))
			refuse(fs, f, ctx_words(fs->c, "admin.files.problems.twice"));
		else if (fresh[i] != NULL && doc_count(list) < (size_t)f->max)
			doc_append(list, fresh[i]);
		doc_set(fs->shown.values, f->name, list);
	}
}

static enum err
save(struct files *fs, struct writer *w, struct edited *e, const struct deed *d,
    json_t *const *fresh)
{
	struct ctx *c = fs->c;
	const struct account *a = &c->session.account;
	struct str note = str_trim(form_get(&c->request->posted, "note"));
	struct edit_base base = { e->revision, str_of(e->open.mark) };
	struct str seen = form_get(&c->request->posted, "seen");

	fs->shown = present(c, fs->r, e);
	if (!str_eq(seen, mark_of(c, e->kind, fs->shown.values))) {
		doc_set_bool(c->doc, "conflict", true);
		for (size_t i = 0; i < e->kind->fields; i++)
			if (field_is_attachment(&e->kind->field[i]))
				doc_set_str(c->doc, "theirs",
				    attach_text(c->mem,
					doc_get(fs->shown.values, e->kind->field[i].name)));
		read_lists(fs, fresh);
		return show_again(fs, ERR_CONFLICT);
	}
	read_lists(fs, fresh);
	if (fs->of_new != NULL || is_wrong(e->kind, fs->shown.values))
		return show_again(fs, ERR_INVALID);
	return edit_save(w, c->mem, e, &base, d->how, a, note.n > 0 ? note : STR_NONE,
		   fs->shown.values, fs->shown.translations) == EDIT_SAVED
	    ? ERR_SEE_OTHER
	    : ERR_CONFLICT;
}

/* Before anything that was sent is looked at. */
static enum err
check(struct ctx *c, const struct deed *d, struct edited *e)
{
	struct reader *r = &c->app->reader;
	enum err found, ended;

	reader_begin(r);
	found = find(c, r, d->action, e);
	ended = reader_end(r);
	return found != ERR_NONE ? found : ended;
}

enum err
h_files_save(struct ctx *c, struct writer *w)
{
	const struct deed *d = deed_of(c);
	struct edited e;
	struct files fs = { .c = c, .r = &w->reader, .e = &e };
	json_t **fresh;
	enum err outcome, ended;

	if (d == NULL)
		return ERR_BAD_REQUEST;
	outcome = check(c, d, &e);
	if (outcome != ERR_NONE)
		return outcome;
	fresh = mem_calloc(c->mem, e.kind->fields, sizeof(*fresh));
	for (size_t i = 0; i < e.kind->fields && outcome == ERR_NONE; i++)
		if (field_is_attachment(&e.kind->field[i]))
			outcome = take_new(&fs, w, &e.kind->field[i], &fresh[i]);
	if (outcome != ERR_NONE)
		return outcome;
	writer_begin(w);
	outcome = find(c, &w->reader, d->action, &e);
	if (outcome == ERR_NONE)
		outcome = save(&fs, w, &e, d, fresh);
	ended = writer_end(w, outcome == ERR_SEE_OTHER);
	if (ended != ERR_NONE)
		return ended;
	if (outcome == ERR_SEE_OTHER)
		c->moved = admin_address(c, e.kind, e.uuid,
		    mem_printf(c->mem, "/%s?saved=%s", c->lang == LANG_SV ? "filer" : "files",
			d->name));
	return outcome;
}
