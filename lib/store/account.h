/*
 * account.h: who keeps the directory. An account is known by its e-mail address; it has no password
 * until its owner chose one by a ticket, a link that works once and for a time.
 */
#ifndef MEDVERK_ACCOUNT_H
#define MEDVERK_ACCOUNT_H

#include <jansson.h>

#include "lib/base/password.h"
#include "lib/db/db.h"
#include "lib/store/rights.h"

enum { ACCOUNT_NAME_MAX = 100, ACCOUNT_EMAIL_MAX = 200, ACCOUNT_MUNICIPALITIES_MAX = 32 };

struct account {
	int64_t id;                     /* 0: nobody */
	struct str email, name;         /* name: STR_NONE when none was given */
	struct str password;            /* as it is kept; STR_NONE: none was chosen */
	enum role role;
	bool disabled;
	bool two_steps;                 /* signs in with a code as well (factor.h) */
	int64_t municipality[ACCOUNT_MUNICIPALITIES_MAX];       /* row ids, ascending */
	size_t municipalities;
};

enum account_problem {
	ACCOUNT_FINE,
	ACCOUNT_NOT_AN_EMAIL,
	ACCOUNT_TAKEN,                  /* there is one with this address */
	ACCOUNT_NAME_TOO_LONG,
	ACCOUNT_NO_MUNICIPALITY,        /* a municipality's editor has at least one */
	ACCOUNT_TOO_MANY,
	ACCOUNT_LAST_ADMINISTRATOR,     /* nobody could let others in any more */
	ACCOUNT_SHORT_PASSWORD,
	ACCOUNT_LONG_PASSWORD,
	ACCOUNT_EASY_PASSWORD,          /* the address, the name, or one letter over and over */
	ACCOUNT_PROBLEMS
};
/* Its key, "not_an_email", of words admin.account_problems.KEY; and in English for the command. */
const char *account_problem_key(enum account_problem p);
const char *account_problem(enum account_problem p);

/* An address as it is kept: without blanks around, in lower case. In m. */
struct str account_email(struct mem *m, struct str typed);

/* False when there is none. Texts in m. */
bool account_find(struct reader *r, struct mem *m, int64_t id, struct account *out);
bool account_find_by_email(struct reader *r, struct mem *m, struct str email, struct account *out);

/* True for a municipality among its own. */
bool account_has(const struct account *a, int64_t municipality);

/*
 * All of them, by address, as an array of documents: number, email, name, role, disabled, invited,
 * signed_in_on, created_on, two_steps, and municipality, an array of id and name.
 */
json_t *account_list(struct reader *r);

/*
 * Within a transaction of the writer: what is wrong with the account as it is to be, and, where nothing is,
 * a new one (a->id is then set) or the changed one. Who is disabled, or gets another role, is signed out.
 */
enum account_problem account_save(struct writer *w, struct mem *m, struct account *a) NODISCARD;

/*
 * Within a transaction: the account is closed, and whose it was is forgotten; `name` stands where it did, in the history of records.
 * ACCOUNT_LAST_ADMINISTRATOR. writer_settle() is to follow, so that it is in the log of the database no longer.
 */
enum account_problem account_erase(struct writer *w, const struct account *a,
    struct str name) NODISCARD;

/* What is wrong with a password for this account. */
enum account_problem account_judge_password(const struct account *a, struct str password);

/*
 * Keeps the hash of a password, ends every session but `session` (0: all) and every ticket. The
 * hash is made before the transaction, since that takes its time.
 */
void account_set_password(struct writer *w, int64_t id, struct str hash, int64_t session);

enum ticket_purpose { TICKET_INVITATION, TICKET_PASSWORD };

/* The same password with today's parameters: nobody is signed out. */
void account_renew_hash(struct writer *w, int64_t id, struct str hash);

/* The municipalities there are, by name: id, name, and number, the row id. */
json_t *account_municipality_choices(struct reader *r);

/* A new ticket in place of those there are; its token goes into the mail and nowhere else. */
void ticket_make(struct writer *w, int64_t account, enum ticket_purpose purpose,
    char token[TOKEN_TEXT]);

/* The account that a token is for; 0 when it is none, was used or is too old. */
int64_t ticket_find(struct reader *r, struct str token);

#endif
