/*
 * session.h: who asks, and whether they may. The cookie is sent to /admin only; the secret in
 * the forms of a session is derived from its token, so that neither tells the other.
 */
#ifndef MEDVERK_CGI_SESSION_H
#define MEDVERK_CGI_SESSION_H

#include "cgi/app.h"

/* Fills c->session from the cookie, or from REMOTE_USER where the settings trust it. */
void session_read(struct ctx *c, struct reader *r);

/*
 * What the route asks of the visitor: ERR_SIGN_IN when nobody is signed in, ERR_FORBIDDEN when it is not theirs, or for a
 * form that was not sent by a page of ours. ERR_SEE_OTHER, and c->moved, for who must set up the second step first; a form that can be
 * shown again is ERR_FORBIDDEN then (unsaved.h).
 */
enum err session_check(struct ctx *c) NODISCARD;

/* The secret for the forms of this session. In c->mem. */
struct str session_secret(struct ctx *c);

/*
 * Before what is dangerous: true when the password was given a short while ago, or comes along with the form as
 * `proof`, which then counts for a while. False: the form is to ask for it.
 */
bool session_prove_again(struct ctx *c, struct writer *w);

/*
 * True for an administrator who must set up the second step of signing in before anything else (two_steps_for_administrators).
 * Not for whom the web server signed in: how, is its business.
 */
bool session_must_set_up(const struct ctx *c);

/* Within a transaction: signs an account in. When that is committed, the token (in c->mem) is to go to the browser: session_set_cookie(). */
struct str session_open(struct ctx *c, struct writer *w, int64_t account);

/* Gives the browser a token, or takes it back (STR_NONE). */
void session_set_cookie(struct ctx *c, struct str token);

struct session_limits session_limits_of(const struct config *config);

/* An address of ours, below /admin, that a sign-in may lead on to; the front page for any other. */
struct str session_destination(struct ctx *c, struct str wanted);

#endif
