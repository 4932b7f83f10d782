/* h_accounts.c: who may come in. */
#include "cgi/admin/handlers.h"

#include "cgi/session.h"
#include "lib/store/factor.h"
#include "lib/store/outbox.h"
#include "lib/view/doc.h"

/* ----------------------------------------------------------------------- list */

enum err
h_accounts(struct ctx *c, struct reader *r)
{
	json_t *list = account_list(r);

	for (size_t i = 0; i < doc_count(list); i++) {
		json_t *a = doc_at(list, i);

		doc_set_str(a, "role_name",
		    ctx_words(c,
			mem_printf(c->mem, "admin.roles.%.*s", STR_ARGS(doc_get_str(a, "role")))));
		doc_set_str(a, "edit_url",
		    str_of(mem_printf(c->mem, "%s/%d",
			c->lang == LANG_SV ? "/admin/konton" : "/admin/en/accounts",
			(int)doc_get_int(a, "number"))));
	}
	doc_set(c->doc, "accounts", list);
	return db_done(r);
}

/* ----------------------------------------------------------------------- form */

static void
set_roles(struct ctx *c, enum role chosen)
{
	json_t *roles = doc_array();

	for (size_t i = ROLES; i-- > 0;) {
		json_t *role = doc_object();

		doc_set_cstr(role, "value", role_key((enum role)i));
		doc_set_str(role, "name",
		    ctx_words(c, mem_printf(c->mem, "admin.roles.%s", role_key((enum role)i))));
		doc_set_str(role, "help",
		    ctx_words(c, mem_printf(c->mem, "admin.role_help.%s", role_key((enum role)i))));
		if ((enum role)i == chosen)
			doc_set_bool(role, "chosen", true);
		doc_append(roles, role);
	}
	doc_set(c->doc, "roles", roles);
}

/* The form as the account is, or as it was filled in. */
static void
fill(struct ctx *c, struct reader *r, const struct account *a)
{
	json_t *choices = account_municipality_choices(r);

	for (size_t i = 0; i < doc_count(choices); i++)
		if (account_has(a, doc_get_int(doc_at(choices, i), "number")))
			doc_set_bool(doc_at(choices, i), "chosen", true);
	doc_set_str(c->doc, "email", a->email.p == NULL ? STR("") : a->email);
	doc_set_str(c->doc, "name", a->name.p == NULL ? STR("") : a->name);
	if (a->disabled)
		doc_set_bool(c->doc, "disabled", true);
	if (a->id != 0)
		doc_set_bool(c->doc, "known", true);
	if (a->two_steps && a->id != c->session.account.id)
		doc_set_bool(c->doc, "two_steps", true);
	if (!c->session.proved)
		doc_set_bool(c->doc, "must_prove", true);
	doc_set(c->doc, "municipalities", choices);
	set_roles(c, a->role);
	if (a->id != 0)
		doc_set_str(c->page, "title", a->email);
}

static bool
find(struct ctx *c, struct reader *r, struct account *a)
{
	int64_t id = 0;

	*a = (struct account){ .role = ROLE_MUNICIPALITY_EDITOR };
	if (c->id.p == NULL)
		return true;
	return str_int(c->id, &id) && account_find(r, c->mem, id, a);
}

enum err
h_account_page(struct ctx *c, struct reader *r)
{
	struct account a;

	if (!find(c, r, &a))
		return db_done(r) != ERR_NONE ? ERR_BUSY : ERR_NOT_FOUND;
	fill(c, r, &a);
	return db_done(r);
}

/* What was filled in, over what there was. */
static void
read_form(struct ctx *c, struct account *a)
{
	const struct form *f = &c->request->posted;
	struct str value;
	size_t at = 0;

	if (a->id == 0)
		a->email = form_get(f, "email");
	a->name = form_get(f, "name");
	if (!role_read(form_get(f, "role"), &a->role))
		a->role = ROLE_READER;
	a->disabled = form_get(f, "disabled").p != NULL;
	a->municipalities = 0;
	while ((value = form_next(f, "municipality", &at)).p != NULL) {
		int64_t id;

		if (str_int(value, &id) && a->municipalities < ACCOUNT_MUNICIPALITIES_MAX &&
		    !account_has(a, id))
			a->municipality[a->municipalities++] = id;
	}
}

static bool
can_mail(const struct ctx *c)
{
	const struct config *config = c->app->config;

	return config->base_url[0] != '\0' &&
	    (config->mail_server[0] != '\0' || config->mail_command[0] != '\0');
}

/*
 * By mail, in the transaction that made the ticket; where the program sends none, the link is shown to who made it,
 * to be passed on by hand.
 */
static void
pass_on(struct ctx *c, struct writer *w, const struct account *a, const char *token)
{
	const struct account *by = &c->session.account;
	struct str link = str_of(mem_printf(c->mem, "%s%s?ticket=%s", c->app->config->base_url,
	    c->lang == LANG_SV ? "/admin/losenord" : "/admin/en/password", token));
	const struct words_value values[] = {
		{ "by", by->name.p != NULL ? by->name : by->email }, { "url", link }, { NULL, STR_NONE },
	};

	if (!can_mail(c)) {
		doc_set_str(c->doc, "link", link);
		return;
	}
	store_outbox_add(w, c->app->views.words,
	    &(struct outbox_letter){ .priority = OUTBOX_SIGN_IN, .lang = c->lang,
	    .purpose = a->password.p == NULL ? "invitation" : "password", .address = a->email,
	    .values = values });
	doc_set_str(c->doc, "mailed", a->email);
}

/* Whose it was is forgotten; what was done with it stays. Not one's own, and not by a slip of the hand. */
static enum err
forget(struct ctx *c, struct writer *w)
{
	enum account_problem p = ACCOUNT_FINE;
	bool proved = session_prove_again(c, w), found, sure, own;
	struct account a;
	enum err e;

	writer_begin(w);
	found = c->id.p != NULL && find(c, &w->reader, &a);
	sure = form_get(&c->request->posted, "sure").p != NULL;
	own = found && a.id == c->session.account.id;
	if (found && proved && sure && !own)
		p = account_erase(w, &a, ctx_words(c, "admin.account.former"));
	if (found)
		fill(c, &w->reader, &a);
	e = writer_end(w, found && proved && sure && !own && p == ACCOUNT_FINE);
	if (e != ERR_NONE || !found)
		return e != ERR_NONE ? e : ERR_NOT_FOUND;
	if (!proved)
		return admin_refuse_proof(c);
	if (own)
		return admin_refuse(c, "sure", ctx_words(c, "admin.account.erase_own"));
	if (!sure)
		return admin_refuse(c, "sure", ctx_words(c, "admin.account.erase_sure"));
	if (p != ACCOUNT_FINE)
		return admin_refuse(c, "sure",
		    ctx_words(c,
			mem_printf(c->mem, "admin.account_problems.%s", account_problem_key(p))));
	writer_settle(w);
	return admin_go(c, "/admin/konton", "/admin/en/accounts");
}

/* For who has lost both phone and paper. One's own is turned off on one's own page, with a code. */
static enum err
end_two_steps(struct ctx *c, struct writer *w)
{
	bool proved = session_prove_again(c, w), found;
	struct account a;
	enum err e;

	writer_begin(w);
	found = c->id.p != NULL && find(c, &w->reader, &a);
	if (found && proved && a.two_steps && a.id != c->session.account.id) {
		factor_end(w, a.id);
		session_end_half(w, a.id);
		admin_tell_of_two_steps(c, w, a.email, false);
	}
	if (found)
		fill(c, &w->reader, &a);
	e = writer_end(w, found && proved);
	if (e != ERR_NONE || !found)
		return e != ERR_NONE ? e : ERR_NOT_FOUND;
	return proved ? admin_go(c, "/admin/konton", "/admin/en/accounts") : admin_refuse_proof(c);
}

enum err
h_account(struct ctx *c, struct writer *w)
{
	struct str what = form_get(&c->request->posted, "do");
	enum account_problem p = ACCOUNT_FINE;
	char token[TOKEN_TEXT] = "";
	struct account a;
	bool found, is_new, proved;
	enum err e;

	if (str_is(what, "erase"))
		return forget(c, w);
	if (str_is(what, "end_two_steps"))
		return end_two_steps(c, w);
	proved = session_prove_again(c, w);
	if (c->id.p == NULL && str_is(what, "invite"))
		return ERR_BAD_REQUEST;
	writer_begin(w);
	found = find(c, &w->reader, &a);
	is_new = a.id == 0;
	if (found && !str_is(what, "invite"))
		read_form(c, &a);
	if (found && proved && !str_is(what, "invite"))
		p = account_save(w, c->mem, &a);
	if (found && proved && p == ACCOUNT_FINE && (is_new || str_is(what, "invite"))) {
		ticket_make(w, a.id, a.password.p == NULL ? TICKET_INVITATION : TICKET_PASSWORD,
		    token);
		pass_on(c, w, &a, token);
	}
	if (found)
		fill(c, &w->reader, &a);
	e = writer_end(w, found && proved && p == ACCOUNT_FINE);
	if (e != ERR_NONE || !found)
		return e != ERR_NONE ? e : ERR_NOT_FOUND;
	if (!proved)
		return admin_refuse_proof(c);
	if (p != ACCOUNT_FINE)
		return admin_refuse(c,
		    p <= ACCOUNT_TAKEN               ? "email"
			: p == ACCOUNT_NAME_TOO_LONG ? "name"
						     : "role",
		    ctx_words(c,
			mem_printf(c->mem, "admin.account_problems.%s", account_problem_key(p))));
	if (token[0] == '\0')
		return admin_go(c, "/admin/konton", "/admin/en/accounts");
	doc_set_bool(c->doc, "known", true);
	return ERR_NONE;
}
