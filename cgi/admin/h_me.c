/* h_me.c: the front page, and one's own account. */
#include "cgi/admin/handlers.h"

#include "cgi/session.h"
#include "lib/db/stmt.h"
#include "lib/view/doc.h"

/* What somebody sent for approval, where the visitor may approve. */
static void
set_waiting(struct ctx *c, struct reader *r)
{
	const struct account *a = &c->session.account;
	enum reach reach = rights_reach(a->role, ACTION_PUBLISH, kind_find(STR("enterprise")));
	struct stmt *q;
	json_t *list;

	if (reach == REACH_NONE)
		return;
	q = db_read(r, SQL_LIST_WAITING);
	if (reach == REACH_OWN)
		db_bind_int(q, ":account", a->id);
	list = db_rows(q);
	for (size_t i = 0; i < doc_count(list); i++) {
		json_t *one = doc_at(list, i);

		doc_set_str(one, "edit_url",
		    admin_address(c, kind_find(doc_get_str(one, "kind")), doc_get_str(one, "id"),
			NULL));
	}
	if (doc_count(list) > 0)
		doc_set(c->doc, "waiting", list);
}

enum err
h_admin(struct ctx *c, struct reader *r)
{
	const struct account *a = &c->session.account;
	json_t *kinds = doc_array();
	const struct kind *k;

	for (size_t i = 0; (k = kind_at(i)) != NULL; i++) {
		json_t *one = doc_object();

		if (rights_reach(a->role, ACTION_SEE, k) == REACH_NONE)
			continue;
		doc_set_str(one, "name",
		    ctx_words(c, mem_printf(c->mem, "admin.plurals.%s", k->name)));
		doc_set_str(one, "url", admin_address(c, k, STR_NONE, NULL));
		doc_append(kinds, one);
	}
	doc_set(c->doc, "kinds", kinds);
	set_waiting(c, r);
	return db_done(r);
}

enum err
h_me_page(struct ctx *c, struct reader *r)
{
	const struct account *a = &c->session.account;

	doc_set_str(c->doc, "email", a->email);
	doc_set_str(c->doc, "role",
	    ctx_words(c, mem_printf(c->mem, "admin.roles.%s", role_key(a->role))));
	if (c->session.id != 0)
		doc_set(c->doc, "sessions", session_list(r, a->id, c->session.id));
	return db_done(r);
}

/* The page as it was, with what is wrong. */
static enum err
refuse(struct ctx *c, struct writer *w, const char *field, const char *key)
{
	enum err e;

	reader_begin(&w->reader);
	e = h_me_page(c, &w->reader);
	if (reader_end(&w->reader) != ERR_NONE || e != ERR_NONE)
		return ERR_BUSY;
	return admin_refuse(c, field, ctx_words(c, key));
}

static enum err
change_password(struct ctx *c, struct writer *w)
{
	const struct account *a = &c->session.account;
	struct str present = form_get(&c->request->posted, "present"),
		   password = form_get(&c->request->posted, "password");
	enum account_problem p;
	char hash[PASSWORD_TEXT];

	if (!password_is(a->password, present.p == NULL ? STR("") : present))
		return refuse(c, w, "present", "admin.me.wrong_password");
	p = account_judge_password(a, password.p == NULL ? STR("") : password);
	if (p != ACCOUNT_FINE)
		return refuse(c, w, "password",
		    mem_printf(c->mem, "admin.account_problems.%s", account_problem_key(p)));
	if (!password_hash(password, hash))
		return ERR_UNAVAILABLE;
	writer_begin(w);
	account_set_password(w, a->id, str_of(hash), c->session.id);
	return writer_end(w, true);
}

enum err
h_me(struct ctx *c, struct writer *w)
{
	struct str what = form_get(&c->request->posted, "do");
	int64_t session = 0;
	enum err e;

	if (str_is(what, "password")) {
		e = change_password(c, w);
	} else if (str_is(what, "end_others") || str_int(what, &session)) {
		writer_begin(w);
		if (session != 0)
			session_end(w, c->session.account.id, session);
		else
			session_end_others(w, c->session.account.id, c->session.id);
		e = writer_end(w, true);
	} else {
		e = ERR_BAD_REQUEST;
	}
	return e != ERR_NONE ? e : admin_go(c, "/admin/min-sida", "/admin/en/me");
}
