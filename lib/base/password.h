/*
 * password.h: passwords and tokens, by libsodium.
 *
 * Passwords are kept as Argon2id strings (RFC 9106): 19 MiB, two passes, one
 * lane, the second choice of OWASP's Password Storage Cheat Sheet, so that
 * four workers that sign people in at once take no more than a small machine
 * has. Strings name their own parameters; those below today's are to be made anew.
 *
 * Tokens are 256 random bits. The browser (or the mail) has the token, the
 * database only its hash, so a stolen database signs nobody in.
 */
#ifndef MEDVERK_PASSWORD_H
#define MEDVERK_PASSWORD_H

#include <stdbool.h>

#include "lib/base/cc.h"
#include "lib/base/str.h"

enum {
	PASSWORD_LETTERS_MIN = 12,
	PASSWORD_BYTES_MAX = 1024,      /* longer ones are refused, not cut */
	PASSWORD_TEXT = 128,            /* room for an Argon2id string */
	TOKEN_TEXT = 44,                /* 256 bits in base64url, and the end */
	TOKEN_HASH_TEXT = 65,           /* 64 hexadecimal digits, and the end */
};

/* The string to keep. False when there is no memory for it. */
bool password_hash(struct str password, char out[PASSWORD_TEXT]) NODISCARD;

/*
 * True when it is the password of a kept string. Takes as long for a string
 * that is none (STR_NONE): who waits learns nothing of whether there is an account.
 */
bool password_is(struct str kept, struct str password);

/* True when the kept string was made with lesser parameters than today's. */
bool password_is_old(struct str kept);

/* A new token. */
void token_make(char out[TOKEN_TEXT]);

/* What is kept of a token. */
void token_hash(struct str token, char out[TOKEN_HASH_TEXT]);

/* What follows from a token for a purpose, and from nothing else: the secret in the forms of a session. */
void token_derive(struct str token, struct str purpose, char out[TOKEN_HASH_TEXT]);

/* Compares in a time that does not depend on where they differ. */
bool token_equal(struct str a, struct str b);

#endif
