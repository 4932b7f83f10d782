/*
 * unsaved.h: forms that outlive the session they were filled in. What was typed is lost in no case: it comes back with the page
 * to sign in, goes along with the password, and then stands in its form again. Nothing is saved until the button
 * is pressed once more. Only for routes that can show a form again (routes.h).
 *
 * A file that was chosen comes back as text, in a field of its name. What is no text, or more than a request may have, does not
 * come back: the page to sign in says so.
 */
#ifndef MEDVERK_UNSAVED_H
#define MEDVERK_UNSAVED_H

#include "cgi/app.h"

/*
 * The answer to a form that session_check() refused as e: the page to sign in, with the form in it (ERR_SIGN_IN), or, for who
 * has signed in anew in another window, the form again (ERR_FORBIDDEN); c->again is then set. Just e
 * for pages of other sites, and for what cannot be kept.
 */
enum err unsaved_answer(struct ctx *c, struct reader *r, enum err e) NODISCARD;

/*
 * For who has just signed in, with this token: the form at c->moved as it was kept. ERR_SEE_OTHER, so that one comes to
 * that page, when there is no such form.
 */
enum err unsaved_show(struct ctx *c, struct str kept, struct str token) NODISCARD;

#endif
