/* h_sign_in.c: signing in and out, and choosing a password by a ticket. */
#include "cgi/admin/handlers.h"

#include "cgi/guesses.h"
#include "cgi/session.h"
#include "cgi/unsaved.h"
#include "lib/view/doc.h"

enum err
admin_go(struct ctx *c, const char *sv, const char *en)
{
	c->moved = str_of(c->lang == LANG_SV ? sv : en);
	return ERR_SEE_OTHER;
}

enum err
admin_refuse(struct ctx *c, const char *field, struct str message)
{
	json_t *errors = doc_get(c->doc, "errors"), *error = doc_object();

	if (errors == NULL) {
		errors = doc_array();
		doc_set(c->doc, "errors", errors);
	}
	doc_set_str(error, "message", message);
	doc_set_str(error, "field_url", str_of(mem_printf(c->mem, "#%s", field)));
	doc_append(errors, error);
	doc_set_str(c->doc, mem_printf(c->mem, "%s_error", field), message);
	c->again = true;
	return ERR_INVALID;
}

struct str
admin_posted(const struct ctx *c, const char *name)
{
	struct str s = form_get(&c->request->posted, name);

	return s.p == NULL ? STR("") : s;
}

/* ----------------------------------------------------------------- signing in */

enum err
h_sign_in_page(struct ctx *c, struct reader *r)
{
	struct str to = form_get(&c->request->form, "to");

	(void)r;
	doc_set_str(c->doc, "email", STR(""));
	if (to.p != NULL)
		doc_set_str(c->doc, "to", session_destination(c, to));
	return ERR_NONE;
}

enum err
admin_wait(struct ctx *c, const char *field, long seconds)
{
	struct buf b;

	buf_init(&b, c->mem, 128);
	words_count(&b, c->app->views.words, c->lang, "admin.sign_in.wait", seconds, NULL);
	(void)admin_refuse(c, field, buf_view(&b));
	c->retry_after = seconds;
	return ERR_RATE;
}

enum err
admin_refuse_proof(struct ctx *c)
{
	long wait = guesses_wait(c, c->session.account.email);

	return wait > 0 ? admin_wait(c, "proof", wait)
			: admin_refuse(c, "proof", ctx_words(c, "admin.proof.wrong"));
}

/* The account that these are the address and the password of, or nobody; it takes as long for nobody. */
static bool
prove(struct ctx *c, struct str email, struct str password, struct account *a)
{
	struct reader *r = &c->app->reader;
	bool known, fits;

	reader_begin(r);
	known = account_find_by_email(r, c->mem, email, a) && !a->disabled;
	if (reader_end(r) != ERR_NONE)
		known = false;
	fits = password_is(known ? a->password : STR_NONE, password);
	return known && fits;
}

enum err
h_sign_in(struct ctx *c, struct writer *w)
{
	struct str email = admin_posted(c, "email"), password = admin_posted(c, "password"),
		   kept = admin_posted(c, "unsaved"), new_hash = STR_NONE, token;
	long wait = guesses_wait(c, email);
	char hash[PASSWORD_TEXT];
	struct account a;
	enum err e;

	doc_set_str(c->doc, "email", email);
	doc_set_str(c->doc, "to", session_destination(c, admin_posted(c, "to")));
	if (kept.n > 0)
		doc_set_str(c->doc, "unsaved", kept);
	if (admin_posted(c, "lost").n > 0)
		doc_set_bool(c->doc, "lost", true);
	if (wait > 0)
		return admin_wait(c, "email", wait);
	if (!prove(c, email, password, &a)) {
		guesses_wrong(c, email);
		return admin_refuse(c, "email", ctx_words(c, "admin.sign_in.refused"));
	}
	/* With a second step nothing is forgiven before it is taken. */
	if (!a.two_steps)
		guesses_right(c, email);
	if (password_is_old(a.password) && password_hash(password, hash))
		new_hash = str_of(hash);
	e = admin_let_in(c, w, &a, new_hash, &token);
	if (e != ERR_SEE_OTHER)
		return e;
	c->moved = session_destination(c, admin_posted(c, "to"));
	return kept.n > 0 ? unsaved_show(c, kept, token) : ERR_SEE_OTHER;
}

enum err
h_sign_out(struct ctx *c, struct writer *w)
{
	enum err e;

	writer_begin(w);
	session_end(w, c->session.account.id, c->session.id);
	e = writer_end(w, true);
	session_set_cookie(c, STR_NONE);
	return e != ERR_NONE ? e : admin_go(c, "/admin/logga-in", "/admin/en/sign-in");
}

/* ------------------------------------------------------------------- tickets */

/* Whose ticket it is; false, and the page says so, when it is nobody's any more. */
static bool
find_owner(struct ctx *c, struct reader *r, struct str ticket, struct account *a)
{
	int64_t id = ticket_find(r, ticket);

	doc_set_str(c->doc, "ticket", ticket);
	if (id == 0 || !account_find(r, c->mem, id, a)) {
		doc_set_bool(c->doc, "ended", true);
		return false;
	}
	doc_set_str(c->doc, "email", a->email);
	return true;
}

enum err
h_choose_password_page(struct ctx *c, struct reader *r)
{
	struct str ticket = form_get(&c->request->form, "ticket");
	struct account a;

	/* The link is a key: it must not be told to other sites, nor kept. */
	(void)find_owner(c, r, ticket.p == NULL ? STR("") : ticket, &a);
	return db_done(r);
}

enum err
h_choose_password(struct ctx *c, struct writer *w)
{
	struct str password = admin_posted(c, "password"), ticket = admin_posted(c, "ticket"),
		   token;
	enum account_problem p;
	char hash[PASSWORD_TEXT];
	struct account a;
	bool found;
	enum err e;

	reader_begin(&c->app->reader);
	found = find_owner(c, &c->app->reader, ticket, &a);
	if (reader_end(&c->app->reader) != ERR_NONE)
		return ERR_BUSY;
	if (!found) {
		c->again = true;
		return ERR_INVALID;
	}
	p = account_judge_password(&a, password);
	if (p != ACCOUNT_FINE)
		return admin_refuse(c, "password",
		    ctx_words(c,
			mem_printf(c->mem, "admin.account_problems.%s", account_problem_key(p))));
	if (!password_hash(password, hash))
		return ERR_UNAVAILABLE;
	writer_begin(w);
	/* It may have been used a moment ago. */
	if (ticket_find(&w->reader, ticket) == a.id)
		account_set_password(w, a.id, str_of(hash), 0);
	else
		db_fail(&w->reader, ERR_CONFLICT);
	e = writer_end(w, true);
	if (e == ERR_CONFLICT) {
		doc_set_bool(c->doc, "ended", true);
		c->again = true;
		return ERR_INVALID;
	}
	if (e != ERR_NONE)
		return ERR_BUSY;
	e = admin_let_in(c, w, &a, STR_NONE, &token);
	return e == ERR_SEE_OTHER ? admin_go(c, "/admin", "/admin/en") : e;
}
