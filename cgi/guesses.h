/*
 * guesses.h: who guesses passwords waits, and nobody else (lib/base/brake.h). Wrong ones are counted for an account as tried from
 * one place, for a place whatever the account, and for an account wherever they come from. The first is a few, so that
 * one place learns nothing. The last is many: who knows an address of ours could otherwise keep its owner out by
 * guessing wrong on purpose, from wherever that is.
 *
 * A place is an IPv4 address, or the first 64 bits of an IPv6 address: of the others, everybody has
 * as many as they like (RFC 6177).
 */
#ifndef MEDVERK_GUESSES_H
#define MEDVERK_GUESSES_H

#include "cgi/app.h"

enum {
	GUESSES_OF_ACCOUNT_HERE = 5,    /* mistyped ones */
	GUESSES_HERE = 20,              /* several people may share an address */
	GUESSES_OF_ACCOUNT = 200,
	GUESSES_OF_CODE = 10,           /* from wherever: only who has the password gets so far */
};

/* Seconds to wait before a password for this address of e-mail is looked at; 0: none. */
long guesses_wait(struct ctx *c, struct str email);

/* It was wrong. */
void guesses_wrong(struct ctx *c, struct str email);

/* It was right: what was wrong with this account before is forgotten. */
void guesses_right(struct ctx *c, struct str email);

/*
 * The same for the code of the second step. Who has somebody's password comes again and again with a right one, and with another address:
 * codes are few, so wrong ones are counted for the account as well, and only a right code lets them be forgotten.
 */
long guesses_code_wait(struct ctx *c, struct str email);
void guesses_code_wrong(struct ctx *c, struct str email);
void guesses_code_right(struct ctx *c, struct str email);

#endif
