/* session.c: cookies, secrets, and what routes ask of visitors. */
#include "cgi/session.h"

#include "cgi/guesses.h"
#include "cgi/routes.h"
#include "lib/http/url.h"
#include "lib/text/utf8.h"

struct session_limits
session_limits_of(const struct config *config)
{
	return (struct session_limits){ config->session_idle_minutes * 60,
	    config->session_hours * 3600 };
}

/* Whom the web server signed in has no session of ours: only what they may do is looked up. */
static void
read_remote_user(struct ctx *c, struct reader *r)
{
	struct str user;

	if (!c->app->config->remote_user || c->request->remote_user.n == 0 ||
	    !utf8_accept(c->mem, c->request->remote_user, &user))
		return;
	if (account_find_by_email(r, c->mem, user, &c->session.account) &&
	    !c->session.account.disabled)
		c->session.proved = true;
	else
		c->session.account.id = 0;
}

void
session_read(struct ctx *c, struct reader *r)
{
	const struct session_limits limits = session_limits_of(c->app->config);

	session_find(r, c->mem, c->request->token, &limits, &c->session);
	if (c->session.id == 0)
		read_remote_user(c, r);
}

struct str
session_secret(struct ctx *c)
{
	char secret[TOKEN_HASH_TEXT];

	/* Without a session of ours: browsers say where forms come from (request.h). */
	if (c->session.id == 0)
		return STR("");
	token_derive(c->request->token, STR("form"), secret);
	return mem_dup(c->mem, str_of(secret));
}

static bool
is_own_form(struct ctx *c)
{
	return !c->request->foreign &&
	    (c->session.id == 0 ||
		token_equal(form_get(&c->request->posted, "secret"), session_secret(c)));
}

bool
session_must_set_up(const struct ctx *c)
{
	const struct account *a = &c->session.account;

	return c->app->config->two_steps_for_administrators != 0 && c->session.id != 0 &&
	    rights_keep_accounts(a->role) && !a->two_steps;
}

static enum err
lead_to_set_up(struct ctx *c)
{
	if (c->request->method == METHOD_POST && c->route->again != NULL)
		return ERR_FORBIDDEN;
	c->moved = str_of(c->lang == LANG_SV ? "/admin/min-sida/tva-steg"
					     : "/admin/en/me/two-steps");
	return ERR_SEE_OTHER;
}

enum err
session_check(struct ctx *c)
{
	switch (c->route->access) {
	case ANYONE:
		return ERR_NONE;
	case GUEST:
		/* Who has signed in meanwhile, in another window, is not told that this one is not theirs. */
		return c->request->method == METHOD_POST && c->request->foreign ? ERR_FORBIDDEN
										: ERR_NONE;
	case KEEPER:
	case WORDER:
	case SIGNED_IN:
		if (c->session.account.id == 0)
			return ERR_SIGN_IN;
		if (c->route->access == KEEPER && !rights_keep_accounts(c->session.account.role))
			return ERR_FORBIDDEN;
		if (c->route->access == WORDER && !rights_keep_synonyms(c->session.account.role))
			return ERR_FORBIDDEN;
		break;
	}
	if (c->request->method == METHOD_POST && !is_own_form(c))
		return ERR_FORBIDDEN;
	return session_must_set_up(c) && !c->route->sets_up ? lead_to_set_up(c) : ERR_NONE;
}

struct str
session_open(struct ctx *c, struct writer *w, int64_t account)
{
	const struct session_limits limits = session_limits_of(c->app->config);
	char token[TOKEN_TEXT];

	session_begin(w, account, c->request->agent, &limits, token);
	return mem_dup(c->mem, str_of(token));
}

void
session_set_cookie(struct ctx *c, struct str token)
{
	/* Without an end of its own: it goes with the browser, and the session's own limits hold anyway. */
	c->cookie = str_of(mem_printf(c->mem,
	    REQUEST_COOKIE "=%.*s; Path=/admin; Secure; HttpOnly; SameSite=Strict%s",
	    STR_ARGS(token), token.n == 0 ? "; Max-Age=0" : ""));
}

/* Browsers take "." and ".." out of an address before they ask for it. */
static bool
has_dots(struct str path)
{
	for (size_t i = 0; i + 1 < path.n; i++)
		if (path.p[i] == '/' && path.p[i + 1] == '.')
			return true;
	return false;
}

/* The page with what was asked of it, written anew: nothing raw reaches a header. */
static struct str
with_query(struct ctx *c, struct str path, struct str query)
{
	struct form f;
	struct buf b;

	buf_init(&b, c->mem, 128);
	buf_str(&b, url_path(c->mem, path));
	if (query.n > 0 &&
	    form_read(&f, c->mem, query, (size_t)c->app->config->parameters) == ERR_NONE &&
	    f.pairs > 0) {
		buf_byte(&b, '?');
		form_write(&b, &f);
	}
	return buf_view(&b);
}

struct str
session_destination(struct ctx *c, struct str wanted)
{
	struct str path, query;
	struct ctx there = *c;

	/* Only what is a page of the administration leads on, so nothing of another site can. */
	if (wanted.n > 0 && url_split(wanted, &path, &query) && wanted.p[0] == '/' &&
	    url_decode(c->mem, path, false, &path) && route_is_admin(path) && !has_dots(path)) {
		const struct route *r = route_find(&there, path);

		if (r != NULL && r->get != NULL && r->access != GUEST)
			return with_query(c, path, query);
	}
	return c->lang == LANG_SV ? STR("/admin") : STR("/admin/en");
}

bool
session_prove_again(struct ctx *c, struct writer *w)
{
	const struct account *a = &c->session.account;
	struct str proof = form_get(&c->request->posted, "proof");
	enum err e;

	if (c->session.proved)
		return true;
	if (proof.n == 0 || guesses_wait(c, a->email) > 0)
		return false;
	if (password_is(a->password, proof)) {
		guesses_right(c, a->email);
		writer_begin(w);
		session_prove(w, c->session.id);
		e = writer_end(w, true);
		c->session.proved = e == ERR_NONE;
		return c->session.proved;
	}
	guesses_wrong(c, a->email);
	return false;
}
