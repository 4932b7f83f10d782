/*
 * totp.h: the six digits that an app on somebody's phone shows, another each half a minute: RFC 6238 with SHA-1, the only
 * sort that all apps know. By liboath, its only user.
 *
 * A code belongs to a step of time. Clocks differ, and people type slowly: the steps before and after the present one are as good.
 * Whoever saw a code over a shoulder has no use of it, since no step is taken twice: the last one is to be
 * kept, and handed in again.
 */
#ifndef MEDVERK_TOTP_H
#define MEDVERK_TOTP_H

#include <stdint.h>

#include "lib/base/str.h"

enum {
	TOTP_SECRET = 20,               /* bytes, as RFC 4226 (section 4) wants them */
	TOTP_SECRET_TEXT = 33,          /* in base32, and the end */
	TOTP_DIGITS = 6,
	TOTP_SECONDS = 30,
};

/* A secret as apps take it when it is typed: RFC 4648, section 6, in capitals. */
void totp_secret_text(const unsigned char secret[TOTP_SECRET], char out[TOTP_SECRET_TEXT]);

/*
 * The step (from 1) whose code it is at a time, in seconds since 1970; 0: none after `last`. Takes as long
 * whatever is wrong.
 */
int64_t totp_step(const unsigned char secret[TOTP_SECRET], int64_t now, int64_t last,
    struct str code);

#endif
