/* factor.c: rows of `factor` and `recovery_code`. */
#include "lib/store/factor.h"

#include <stdio.h>

#include "lib/base/clock.h"
#include "lib/base/password.h"
#include "lib/base/random.h"
#include "lib/base/seal.h"
#include "lib/db/stmt.h"

enum {
	CODE_LETTERS = 16,              /* of five bits each */
	GROUP = 4,
	ABOUT_TEXT = 40,
};

/* What a secret is locked to. */
static struct str
about(int64_t account, char text[ABOUT_TEXT])
{
	snprintf(text, ABOUT_TEXT, "factor %lld", (long long)account);
	return str_of(text);
}

/* ------------------------------------------------------------------- reading */

static struct stmt *
find(struct reader *r, int64_t account)
{
	struct stmt *q = db_read(r, SQL_FIND_FACTOR);

	db_bind_int(q, ":account", account);
	return q;
}

void
factor_find(struct reader *r, struct mem *m, int64_t account, struct factor *f)
{
	struct stmt *q = find(r, account);

	*f = (struct factor){ .on = false };
	if (!db_next(q))
		return;
	f->on = db_text(q, 2).p != NULL;
	f->begun = !f->on;
	if (f->on)
		f->since = mem_dup(m, db_text(q, 2));
	f->codes = (unsigned)db_int(q, 3);
	stmt_end(q);
}

/* A row as it is used for judging a code. */
struct kept {
	unsigned char secret[TOTP_SECRET];
	int64_t last;
	bool on, opens;
};

static bool
load(struct reader *r, const char *key_file, int64_t account, struct kept *k)
{
	struct stmt *q = find(r, account);
	unsigned char key[SEAL_KEY];
	char text[ABOUT_TEXT];

	*k = (struct kept){ .on = false };
	if (!db_next(q))
		return false;
	k->last = db_int(q, 1);
	k->on = db_text(q, 2).p != NULL;
	k->opens = seal_read_key(key_file, key) &&
	    seal_open(key, db_text(q, 0), about(account, text), k->secret, sizeof(k->secret));
	stmt_end(q);
	seal_wipe(key, sizeof(key));
	return true;
}

bool
factor_secret(struct reader *r, const char *key_file, int64_t account, char text[TOTP_SECRET_TEXT])
{
	struct kept k;
	bool fine = load(r, key_file, account, &k) && !k.on && k.opens;

	if (fine)
		totp_secret_text(k.secret, text);
	seal_wipe(&k, sizeof(k));
	return fine;
}

int
factor_count_shut(struct reader *r, const char *key_file)
{
	struct stmt *q = db_read(r, SQL_LIST_SEALED);
	unsigned char key[SEAL_KEY], secret[TOTP_SECRET];
	char text[ABOUT_TEXT];
	bool have = false;
	int shut = 0, all = 0;

	while (db_next(q)) {
		/* Where nobody has one there need be no key. */
		if (all++ == 0)
			have = seal_read_key(key_file, key);
		if (have &&
		    !seal_open(key, db_text(q, 1), about(db_int(q, 0), text), secret,
			sizeof(secret)))
			shut++;
	}
	seal_wipe(key, sizeof(key));
	seal_wipe(secret, sizeof(secret));
	return all > 0 && !have ? -1 : shut;
}

/* -------------------------------------------------------------------- its life */

static void
run(struct writer *w, enum sql which, int64_t account)
{
	struct stmt *q = db_write(w, which);

	db_bind_int(q, ":account", account);
	db_run(q);
}

enum err
factor_begin(struct writer *w, struct mem *m, const char *key_file, int64_t account)
{
	unsigned char key[SEAL_KEY], secret[TOTP_SECRET];
	char text[ABOUT_TEXT];
	struct str sealed;
	struct stmt *q;

	if (!seal_make_key(m, key_file, key))
		return ERR_UNAVAILABLE;
	random_bytes(secret, sizeof(secret));
	sealed = seal_close(m, key, secret, sizeof(secret), about(account, text));
	seal_wipe(key, sizeof(key));
	seal_wipe(secret, sizeof(secret));
	factor_end(w, account);
	q = db_write(w, SQL_INSERT_FACTOR);
	db_bind_int(q, ":account", account);
	db_bind_str(q, ":sealed", sealed);
	db_run(q);
	return ERR_NONE;
}

void
factor_end(struct writer *w, int64_t account)
{
	run(w, SQL_DELETE_RECOVERY_CODES, account);
	run(w, SQL_DELETE_FACTOR, account);
}

/* --------------------------------------------------------------------- codes */

/* "123 456" as it stands on the phone. */
static struct str
without_blanks(struct str typed, char out[TOTP_DIGITS + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < typed.n; i++) {
		if (typed.p[i] == ' ')
			continue;
		if (n == TOTP_DIGITS)
			return STR("");
		out[n++] = typed.p[i];
	}
	return (struct str){ out, n };
}

static bool
take_step(struct writer *w, const char *key_file, int64_t account, struct str typed, bool on)
{
	char code[TOTP_DIGITS + 1], now[CLOCK_TEXT];
	struct kept k;
	struct stmt *q;
	int64_t step = 0;

	if (load(&w->reader, key_file, account, &k) && k.on == on && k.opens)
		step = totp_step(k.secret, clock_seconds(), k.last, without_blanks(typed, code));
	seal_wipe(&k, sizeof(k));
	if (step == 0)
		return false;
	clock_now(now);
	q = db_write(w, SQL_UPDATE_FACTOR_STEP);
	db_bind_int(q, ":account", account);
	db_bind_int(q, ":step", step);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
	return true;
}

bool
factor_confirm(struct writer *w, const char *key_file, int64_t account, struct str code)
{
	return take_step(w, key_file, account, code, false);
}

/*
 * Crockford's base32: no letter that is taken for another. What is read as one of those is (o is 0, i and l are 1),
 * and blanks and hyphens are nothing. False when it is no such code.
 */
static bool
read_code(struct str typed, char code[CODE_LETTERS])
{
	static const char like[][2] = { { 'o', '0' }, { 'i', '1' }, { 'l', '1' } };
	size_t n = 0;

	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];

		if (c == ' ' || c == '-')
			continue;
		if (n == CODE_LETTERS)
			return false;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		for (size_t j = 0; j < COUNT_OF(like); j++)
			if (c == like[j][0])
				c = like[j][1];
		code[n++] = c;
	}
	return n == CODE_LETTERS;
}

static void
code_hash(const char code[CODE_LETTERS], char out[TOKEN_HASH_TEXT])
{
	token_derive((struct str){ code, CODE_LETTERS }, STR("recovery"), out);
}

static bool
take_code(struct writer *w, int64_t account, struct str typed)
{
	char code[CODE_LETTERS], hash[TOKEN_HASH_TEXT];
	struct stmt *q;

	if (!read_code(typed, code))
		return false;
	code_hash(code, hash);
	q = db_read(&w->reader, SQL_FIND_RECOVERY_CODE);
	db_bind_int(q, ":account", account);
	db_bind_str(q, ":code_hash", str_of(hash));
	if (db_number(q) != 1)
		return false;
	q = db_write(w, SQL_DELETE_RECOVERY_CODE);
	db_bind_int(q, ":account", account);
	db_bind_str(q, ":code_hash", str_of(hash));
	db_run(q);
	return true;
}

bool
factor_use(struct writer *w, const char *key_file, int64_t account, struct str typed)
{
	return take_step(w, key_file, account, typed, true) || take_code(w, account, typed);
}

static void
make_code(char code[CODE_LETTERS], char text[FACTOR_CODE_TEXT])
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	unsigned char bytes[CODE_LETTERS];
	size_t n = 0;

	random_bytes(bytes, sizeof(bytes));
	for (size_t i = 0; i < CODE_LETTERS; i++) {
		code[i] = letters[bytes[i] & 31];
		if (i > 0 && i % GROUP == 0)
			text[n++] = '-';
		text[n++] = code[i];
	}
	text[n] = '\0';
	seal_wipe(bytes, sizeof(bytes));
}

void
factor_make_codes(struct writer *w, int64_t account, char codes[FACTOR_CODES][FACTOR_CODE_TEXT])
{
	run(w, SQL_DELETE_RECOVERY_CODES, account);
	for (size_t i = 0; i < FACTOR_CODES; i++) {
		char code[CODE_LETTERS], hash[TOKEN_HASH_TEXT];
		struct stmt *q = db_write(w, SQL_INSERT_RECOVERY_CODE);

		make_code(code, codes[i]);
		code_hash(code, hash);
		db_bind_int(q, ":account", account);
		db_bind_str(q, ":code_hash", str_of(hash));
		db_run(q);
		seal_wipe(code, sizeof(code));
	}
}
