/*
 * session.h: who is signed in. A session ends when it is left alone for too
 * long, when it has lasted too long whatever happens, when its owner says so, and
 * when the account gets another password, another role or none.
 */
#ifndef MEDVERK_SESSION_H
#define MEDVERK_SESSION_H

#include <jansson.h>

#include "lib/store/account.h"

struct session_limits {
	long idle, longest;             /* seconds */
};

enum {
	SESSION_PROOF = 15 *
	    60, /* seconds for which a password given counts, before dangerous things */
	SESSION_TOUCH = 5 * 60,         /* seconds by which seen_at may be late */
	SESSION_HALF = 10 * 60,         /* seconds to find the phone in, after the password was given */
	SESSION_CLIENT_MAX = 160,       /* bytes of what a browser calls itself */
};

struct session {
	int64_t id;                     /* 0: nobody is signed in */
	struct account account;
	bool proved;                    /* the password was given a short while ago */
};

/* The session of a browser's token; s->id is 0 when there is none. */
void session_find(struct reader *r, struct mem *m, struct str token,
    const struct session_limits *limits, struct session *s);

/* Within a transaction: a new one. Sessions that have ended are cleared away. */
void session_begin(struct writer *w, int64_t account, struct str client,
    const struct session_limits *limits, char token[TOKEN_TEXT]);

/*
 * Within a transaction: the password was right, the code is still wanted (factor.h). The token opens nothing but the
 * second step: it is in another table, and session_find() knows none of it.
 */
void session_begin_half(struct writer *w, int64_t account, char token[TOKEN_TEXT]);

/* The account that such a token is of; 0 when it is none, was used or is too old. */
int64_t session_find_half(struct reader *r, struct str token);

/* The second step was taken: those of the account have ended. */
void session_end_half(struct writer *w, int64_t account);

/* It was used; written down only when the last time is a while ago. */
void session_touch(struct writer *w, int64_t session);

/* The password was given again. */
void session_prove(struct writer *w, int64_t session);

/* Ends one of an account's, or all but one. */
void session_end(struct writer *w, int64_t account, int64_t session);
void session_end_others(struct writer *w, int64_t account, int64_t session);

/* Those of an account, the last used first: id, client, created_at, seen_at, this. */
json_t *session_list(struct reader *r, int64_t account, int64_t session);

#endif
