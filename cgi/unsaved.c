/* unsaved.c: forms that outlive the session they were filled in. */
#include "cgi/unsaved.h"

#include "cgi/routes.h"
#include "cgi/session.h"
#include "lib/http/url.h"
#include "lib/store/sheet.h"
#include "lib/view/doc.h"

/* What the page to sign in has beside the form that it carries along. */
enum { FORM_BYTES = 16 * 1024 };

enum packed { PACKED, PACKED_NOTHING, PACKED_NOT };

/* The secret was the ended session's; passwords are written by people and by nobody else. */
static bool
is_secret(struct str name)
{
	static const char *const names[] = { "secret", "password", "present", "proof" };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

/*
 * A file that is text goes along as a field of its name: nobody can choose it for somebody else again. False when
 * there is one that is none.
 */
static bool
add_files(const struct ctx *c, struct form *kept)
{
	const struct multipart *sent = &c->request->uploaded;

	for (size_t i = 0; i < sent->files; i++) {
		const struct multipart_file *file = &sent->file[i];
		struct str text;
		bool windows;

		if (file->content.n == 0)
			continue;
		if (!sheet_text(c->mem, file->content, &text, &windows))
			return false;
		kept->pair[kept->pairs++] = (struct form_pair){ file->name, text };
	}
	return true;
}

/* The form as one value. */
static enum packed
pack(const struct ctx *c, struct str *value)
{
	const struct form *sent = &c->request->posted;
	size_t pairs = sent->pairs + c->request->uploaded.files;
	struct form kept = { mem_calloc(c->mem, pairs + 1, sizeof(*kept.pair)), 0, STR_NONE };
	struct buf b;

	for (size_t i = 0; i < sent->pairs; i++)
		if (!is_secret(sent->pair[i].name))
			kept.pair[kept.pairs++] = sent->pair[i];
	if (!add_files(c, &kept))
		return PACKED_NOT;
	buf_init(&b, c->mem, 1024);
	form_write(&b, &kept);
	*value = buf_view(&b);
	if (b.n == 0)
		return PACKED_NOTHING;
	return b.n + FORM_BYTES > (size_t)c->app->config->body_bytes ? PACKED_NOT : PACKED;
}

static enum err
ask_to_sign_in(struct ctx *c)
{
	struct str kept;
	enum packed packed = pack(c, &kept);
	struct ctx there = *c;

	if (packed == PACKED_NOTHING)
		return ERR_SIGN_IN;
	doc_set_str(c->doc, "email", STR(""));
	doc_set_str(c->doc, "to", url_path(c->mem, c->request->path));
	if (packed == PACKED)
		doc_set_str(c->doc, "unsaved", kept);
	else
		doc_set_bool(c->doc, "lost", true);
	c->route = route_find(&there,
	    c->lang == LANG_SV ? STR("/admin/logga-in") : STR("/admin/en/sign-in"));
	c->again = true;
	return ERR_SIGN_IN;
}

enum err
unsaved_answer(struct ctx *c, struct reader *r, enum err e)
{
	enum err shown;

	if (c->request->method != METHOD_POST || c->route->again == NULL || c->request->foreign)
		return e;
	if (e == ERR_SIGN_IN)
		return ask_to_sign_in(c);
	shown = c->route->again(c, r);
	c->again = shown == ERR_NONE;
	return c->again ? e : shown;
}

enum err
unsaved_show(struct ctx *c, struct str kept, struct str token)
{
	struct request *request = mem_alloc(c->mem, sizeof(*request));
	struct reader *r = &c->app->reader;
	struct ctx there = *c;
	struct str path, query;
	enum err e, ended;

	*request = *c->request;
	request->token = token;
	if (form_read(&request->posted, c->mem, kept, (size_t)c->app->config->form_fields) !=
		ERR_NONE ||
	    !url_split(c->moved, &path, &query) || !url_decode(c->mem, path, false, &request->path))
		return ERR_SEE_OTHER;
	there.request = request;
	there.route = route_find(&there, request->path);
	if (there.route == NULL || there.route->again == NULL)
		return ERR_SEE_OTHER;
	there.doc = doc_object();
	*c = there;
	reader_begin(r);
	session_read(c, r);
	e = c->session.account.id == 0 ? ERR_SIGN_IN : c->route->again(c, r);
	ended = reader_end(r);
	return e != ERR_NONE ? e : ended;
}
