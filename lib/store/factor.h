/*
 * factor.h: the second step of signing in: a code beside the password, from an app on somebody's phone (totp.h), or, without the
 * phone, from the ten on a sheet of paper. Who does not want it does not have it.
 *
 *     none ── factor_begin ──▶ begun: its secret is shown ── factor_confirm: the first code ──▶ on
 *       ▲                                                                                       │
 *       └──────────────────────────────── factor_end ◀──────────────────────────────────────────┘
 *
 * What is kept, and what it is worth to who steals a backup:
 *
 *     the secret of the app      must be there to reckon with, so it is locked (seal.h) with a key that is in no backup and not
 *                                in the database: without the key's file it is noise. Locked to its account: put
 *                                into another's row it does not open.
 *     the last step taken        tells when somebody signed in.
 *     hashes of recovery codes   a code is 80 random bits: as many as nobody tries out, however fast.
 *
 * Where the key is lost no code of an app is right any more, and recovery codes, which need none, still are.
 */
#ifndef MEDVERK_FACTOR_H
#define MEDVERK_FACTOR_H

#include "lib/base/totp.h"
#include "lib/db/db.h"

enum {
	FACTOR_CODES = 10,              /* on the sheet of paper */
	FACTOR_CODE_TEXT = 20,          /* "k7pq-m3xd-29ab-c4ef", and the end */
};

struct factor {
	bool begun, on;                 /* neither: there is none */
	struct str since;               /* when it was turned on, RFC 3339 */
	unsigned codes;                 /* recovery codes that were not used yet */
};

/* *f, texts in m, is how it is with an account. */
void factor_find(struct reader *r, struct mem *m, int64_t account, struct factor *f);

/* Within a transaction: a new secret, in place of one that was begun. ERR_UNAVAILABLE: there is no key (an event says why). */
enum err factor_begin(struct writer *w, struct mem *m, const char *key_file,
    int64_t account) NODISCARD;

/* The secret of one that was begun, as apps take it; false when there is none, or none that opens. */
bool factor_secret(struct reader *r, const char *key_file, int64_t account,
    char text[TOTP_SECRET_TEXT]) NODISCARD;

/* Within a transaction: turns on what was begun, when it is a code of its app. */
bool factor_confirm(struct writer *w, const char *key_file, int64_t account,
    struct str code) NODISCARD;

/*
 * Within a transaction: true for a code of the app, or for one from paper, in capitals or not, with blanks and hyphens or
 * without; it is then used up. Only where it is on.
 */
bool factor_use(struct writer *w, const char *key_file, int64_t account,
    struct str typed) NODISCARD;

/* Within a transaction: new recovery codes, in place of all there are. They are to be shown once. */
void factor_make_codes(struct writer *w, int64_t account,
    char codes[FACTOR_CODES][FACTOR_CODE_TEXT]);

/* Within a transaction: as if there never was one. */
void factor_end(struct writer *w, int64_t account);

/* How many secrets do not open with the key; -1 when there is no key and some that want one. */
int factor_count_shut(struct reader *r, const char *key_file);

#endif
