/* totp.c: liboath. */
#include "lib/base/totp.h"

#include <stdlib.h>

#include <liboath/oath.h>

#include "lib/base/password.h"

enum { AROUND = 1 };            /* steps before and after */

void
totp_secret_text(const unsigned char secret[TOTP_SECRET], char out[TOTP_SECRET_TEXT])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	for (size_t i = 0; i < TOTP_SECRET_TEXT - 1; i++) {
		size_t bit = i * 5, byte = bit / 8;
		unsigned two = (unsigned)secret[byte] << 8 |
		    (byte + 1 < TOTP_SECRET ? secret[byte + 1] : 0u);

		out[i] = letters[two >> (11 - bit % 8) & 31];
	}
	out[TOTP_SECRET_TEXT - 1] = '\0';
}

static void
code_of(const unsigned char secret[TOTP_SECRET], int64_t step, char out[TOTP_DIGITS + 1])
{
	if (oath_totp_generate((const char *)secret, TOTP_SECRET, (time_t)(step * TOTP_SECONDS),
		TOTP_SECONDS, 0, TOTP_DIGITS, out) != OATH_OK)
		abort();
}

int64_t
totp_step(const unsigned char secret[TOTP_SECRET], int64_t now, int64_t last, struct str code)
{
	int64_t present = now / TOTP_SECONDS, found = 0;
	char one[TOTP_DIGITS + 1];

	if (oath_init() != OATH_OK)
		abort();
	for (int64_t step = present - AROUND; step <= present + AROUND; step++) {
		code_of(secret, step, one);
		if (token_equal(str_of(one), code) && step > last)
			found = step;
	}
	oath_done();
	return found;
}
