/* password.c: libsodium. */
#include "lib/base/password.h"

#include <stdlib.h>

#include <sodium.h>

#include "lib/base/random.h"

enum { TOKEN_BYTES = 32, PASSES = 2, MEMORY = 19 * 1024 * 1024 };

/* A string that no password fits, with today's parameters. */
static const char nobodys[] =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static void
begin(void)
{
	if (sodium_init() < 0)
		abort();
}

/* As libsodium wants it: an array that zeros fill up. False when it is none that password_hash() makes. */
static bool
string_of(struct str kept, char out[PASSWORD_TEXT])
{
	if (kept.p == NULL || kept.n >= PASSWORD_TEXT)
		return false;
	memset(out, 0, PASSWORD_TEXT);
	memcpy(out, kept.p, kept.n);
	return true;
}

bool
password_hash(struct str password, char out[PASSWORD_TEXT])
{
	begin();
	return password.n <= PASSWORD_BYTES_MAX &&
	    crypto_pwhash_str_alg(out, password.p, password.n, PASSES, MEMORY,
	    crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool
password_is(struct str kept, struct str password)
{
	char text[PASSWORD_TEXT];
	bool known = string_of(kept, text);

	begin();
	if (password.n > PASSWORD_BYTES_MAX)
		return false;
	if (!known)
		(void)string_of(str_of(nobodys), text);
	return crypto_pwhash_str_verify(text, password.p, password.n) == 0 && known;
}

bool
password_is_old(struct str kept)
{
	char text[PASSWORD_TEXT];

	begin();
	return string_of(kept, text) && crypto_pwhash_str_needs_rehash(text, PASSES, MEMORY) != 0;
}

void
token_make(char out[TOKEN_TEXT])
{
	unsigned char bytes[TOKEN_BYTES];

	random_bytes(bytes, sizeof(bytes));
	sodium_bin2base64(out, TOKEN_TEXT, bytes, sizeof(bytes),
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof(bytes));
}

static void
hash(struct str s, struct str key, char out[TOKEN_HASH_TEXT])
{
	unsigned char bytes[TOKEN_BYTES];
	crypto_generichash_state state;

	begin();
	crypto_generichash_init(&state, NULL, 0, sizeof(bytes));
	crypto_generichash_update(&state, (const unsigned char *)key.p, key.n);
	crypto_generichash_update(&state, (const unsigned char *)"\0", 1);
	crypto_generichash_update(&state, (const unsigned char *)s.p, s.n);
	crypto_generichash_final(&state, bytes, sizeof(bytes));
	sodium_bin2hex(out, TOKEN_HASH_TEXT, bytes, sizeof(bytes));
}

void
token_hash(struct str token, char out[TOKEN_HASH_TEXT])
{
	hash(token, STR("kept"), out);
}

void
token_derive(struct str token, struct str purpose, char out[TOKEN_HASH_TEXT])
{
	hash(token, purpose, out);
}

bool
token_equal(struct str a, struct str b)
{
	return a.n == b.n && a.p != NULL && b.p != NULL && sodium_memcmp(a.p, b.p, a.n) == 0;
}
