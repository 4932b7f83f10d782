/* h_step.c: the second step of signing in. */
#include "cgi/admin/handlers.h"

#include "cgi/guesses.h"
#include "cgi/routes.h"
#include "cgi/session.h"
#include "cgi/unsaved.h"
#include "lib/store/factor.h"
#include "lib/view/doc.h"

/* The address stays that of the form that was sent; what is shown, and where its own form goes, is another route's. */
static void
show_route(struct ctx *c, const char *sv, const char *en)
{
	struct ctx there = *c;

	c->route = route_find(&there, str_of(c->lang == LANG_SV ? sv : en));
}

enum err
admin_let_in(struct ctx *c, struct writer *w, const struct account *a, struct str new_hash,
    struct str *token)
{
	char half[TOKEN_TEXT];
	enum err e;

	writer_begin(w);
	if (new_hash.p != NULL)
		account_renew_hash(w, a->id, new_hash);
	if (a->two_steps)
		session_begin_half(w, a->id, half);
	else
		*token = session_open(c, w, a->id);
	e = writer_end(w, true);
	if (e != ERR_NONE)
		return e;
	if (!a->two_steps) {
		session_set_cookie(c, *token);
		return ERR_SEE_OTHER;
	}
	doc_set_str(c->doc, "half", str_of(half));
	show_route(c, "/admin/logga-in/kod", "/admin/en/sign-in/code");
	return ERR_NONE;
}

enum err
h_step_page(struct ctx *c, struct reader *r)
{
	(void)r;
	return admin_go(c, "/admin/logga-in", "/admin/en/sign-in");
}

/* It took too long, or was taken already: from the beginning, with what is carried along. */
static enum err
begin_anew(struct ctx *c)
{
	doc_set_str(c->doc, "email", STR(""));
	show_route(c, "/admin/logga-in", "/admin/en/sign-in");
	return admin_refuse(c, "email", ctx_words(c, "admin.step.ended"));
}

static enum err
refuse(struct ctx *c, const struct account *a, const char *field)
{
	guesses_code_wrong(c, a->email);
	return admin_refuse(c, field, ctx_words(c, "admin.step.wrong"));
}

enum err
h_step(struct ctx *c, struct writer *w)
{
	struct str half = admin_posted(c, "half"), code = admin_posted(c, "code"),
		   paper = admin_posted(c, "recovery"), kept = admin_posted(c, "unsaved"),
		   to = session_destination(c, admin_posted(c, "to")), token = STR_NONE;
	const char *field = str_trim(code).n > 0 || str_trim(paper).n == 0 ? "code" : "recovery";
	bool found, right = false;
	struct account a;
	long wait = 0;
	enum err e;

	doc_set_str(c->doc, "half", half);
	doc_set_str(c->doc, "to", to);
	if (kept.n > 0)
		doc_set_str(c->doc, "unsaved", kept);
	if (admin_posted(c, "lost").n > 0)
		doc_set_bool(c->doc, "lost", true);
	writer_begin(w);
	found = account_find(&w->reader, c->mem, session_find_half(&w->reader, half), &a) &&
	    a.two_steps;
	if (found)
		wait = guesses_code_wait(c, a.email);
	if (found && wait == 0)
		right = factor_use(w, config_two_steps_key(c->app->config, c->mem), a.id,
		    field[0] == 'c' ? code : paper);
	if (right) {
		session_end_half(w, a.id);
		token = session_open(c, w, a.id);
	}
	e = writer_end(w, right);
	if (e != ERR_NONE)
		return e;
	if (!found)
		return begin_anew(c);
	if (wait > 0)
		return admin_wait(c, field, wait);
	if (!right) {
		doc_set_str(c->doc, "typed", code);
		doc_set_str(c->doc, "recovery_typed", paper);
		return refuse(c, &a, field);
	}
	guesses_code_right(c, a.email);
	session_set_cookie(c, token);
	c->moved = to;
	return kept.n > 0 ? unsaved_show(c, kept, token) : ERR_SEE_OTHER;
}
