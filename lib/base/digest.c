/* digest.c: libsodium's BLAKE2b. */
#include "lib/base/digest.h"

#include <stdlib.h>

#include <sodium.h>

#include "lib/base/file.h"

enum { BYTES = DIGEST_DIGITS / 2, CHUNK = 64 * 1024 };

static void
begin(crypto_generichash_state *state)
{
	if (sodium_init() < 0 || crypto_generichash_init(state, NULL, 0, BYTES) != 0)
		abort();
}

static void
end(crypto_generichash_state *state, char out[DIGEST_TEXT])
{
	unsigned char sum[BYTES];

	crypto_generichash_final(state, sum, sizeof(sum));
	sodium_bin2hex(out, DIGEST_TEXT, sum, sizeof(sum));
}

void
digest_text(struct str s, char out[DIGEST_TEXT])
{
	crypto_generichash_state state;

	begin(&state);
	crypto_generichash_update(&state, (const unsigned char *)(s.n == 0 ? "" : s.p), s.n);
	end(&state, out);
}

bool
digest_file(int fd, int64_t at, int64_t n, void (*progress)(void *ctx, int64_t done), void *ctx,
    char out[DIGEST_TEXT])
{
	unsigned char bytes[CHUNK];
	crypto_generichash_state state;

	begin(&state);
	for (int64_t done = 0; done < n;) {
		size_t some = n - done < CHUNK ? (size_t)(n - done) : CHUNK;

		if (!file_read_at(fd, at + done, bytes, some))
			return false;
		crypto_generichash_update(&state, bytes, some);
		done += (int64_t)some;
		if (progress != NULL)
			progress(ctx, done);
	}
	end(&state, out);
	return true;
}

bool
digest_is(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
			return false;
	return s.n == DIGEST_DIGITS;
}
