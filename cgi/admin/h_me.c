/* h_me.c: one's own account. */
#include "cgi/admin/handlers.h"

#include "cgi/guesses.h"
#include "cgi/session.h"
#include "lib/view/doc.h"

static bool
has(struct str text, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= text.n; i++)
		if (memcmp(text.p + i, word, n) == 0)
			return true;
	return false;
}

/*
 * "Firefox, Windows" of what a browser calls itself; all of it where that is not understood. Browsers say what they are last, and
 * before it what they are like: the order here is what decides.
 */
static struct str
client_name(struct ctx *c, struct str agent)
{
	static const struct {
		const char *word, *name;
	} browsers[] = {
		{ "Firefox/", "Firefox" }, { "Edg", "Edge" }, { "OPR/", "Opera" },
		{ "SamsungBrowser/", "Samsung Internet" }, { "Chrome/", "Chrome" },
		{ "CriOS/", "Chrome" }, { "FxiOS/", "Firefox" }, { "Safari/", "Safari" },
	}, systems[] = {
		{ "Windows", "Windows" }, { "Android", "Android" }, { "iPhone", "iPhone" },
		{ "iPad", "iPad" }, { "CrOS", "ChromeOS" }, { "Mac OS X", "macOS" },
		{ "Linux", "Linux" },
	};
	const char *browser = NULL, *on = NULL;

	for (size_t i = COUNT_OF(browsers); i-- > 0;)
		if (has(agent, browsers[i].word))
			browser = browsers[i].name;
	for (size_t i = COUNT_OF(systems); i-- > 0;)
		if (has(agent, systems[i].word))
			on = systems[i].name;
	return browser == NULL || on == NULL ? agent
					     : str_of(mem_printf(c->mem, "%s, %s", browser, on));
}

/* Where one is signed in. */
static void
set_sessions(struct ctx *c, struct reader *r)
{
	json_t *list = session_list(r, c->session.account.id, c->session.id);

	for (size_t i = 0; i < doc_count(list); i++) {
		json_t *one = doc_at(list, i);
		struct str agent = doc_get_str(one, "client");

		if (agent.p != NULL)
			doc_set_str(one, "client", client_name(c, agent));
	}
	doc_set(c->doc, "sessions", list);
}

enum err
h_me_page(struct ctx *c, struct reader *r)
{
	const struct account *a = &c->session.account;

	doc_set_str(c->doc, "email", a->email);
	doc_set_str(c->doc, "role",
	    ctx_words(c, mem_printf(c->mem, "admin.roles.%s", role_key(a->role))));
	if (c->session.id != 0)
		set_sessions(c, r);
	if (a->two_steps)
		doc_set_bool(c->doc, "two_steps", true);
	return db_done(r);
}

/* The page as it was. */
static bool
show(struct ctx *c, struct writer *w)
{
	enum err e;

	reader_begin(&w->reader);
	e = h_me_page(c, &w->reader);
	return reader_end(&w->reader) == ERR_NONE && e == ERR_NONE;
}

static enum err
refuse(struct ctx *c, struct writer *w, const char *field, const char *key)
{
	return show(c, w) ? admin_refuse(c, field, ctx_words(c, key)) : ERR_BUSY;
}

static enum err
change_password(struct ctx *c, struct writer *w)
{
	const struct account *a = &c->session.account;
	struct str present = form_get(&c->request->posted, "present"),
		   password = form_get(&c->request->posted, "password");
	long wait = guesses_wait(c, a->email);
	enum account_problem p;
	char hash[PASSWORD_TEXT];

	/* Who found somebody's browser open does not learn the password from it. */
	if (wait > 0)
		return show(c, w) ? admin_wait(c, "present", wait) : ERR_BUSY;
	if (!password_is(a->password, present.p == NULL ? STR("") : present)) {
		guesses_wrong(c, a->email);
		return refuse(c, w, "present", "admin.me.wrong_password");
	}
	guesses_right(c, a->email);
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
