/* test_factor.c: a second step is begun, confirmed, used and ended; a code is good once, and for its owner. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/account.h"
#include "lib/store/factor.h"
#include "lib/store/session.h"
#include "tests/unit/testbed.h"

static const char *
key_of(struct testbed *t)
{
	return mem_printf(t->mem, "%s/key", t->dir);
}

static int
teardown(void **state)
{
	unlink(key_of(*state));
	unsetenv("MEDVERK_NOW");
	return testbed_teardown(state);
}

static int64_t
made(struct testbed *t, const char *email)
{
	struct account a = { .email = str_of(email), .role = ROLE_EDITOR };

	writer_begin(&t->w);
	assert_int_equal(account_save(&t->w, t->mem, &a), ACCOUNT_FINE);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	return a.id;
}

/* At a time that stands still. */
static void
begin_factor(struct testbed *t, int64_t account)
{
	enum err e;

	setenv("MEDVERK_NOW", "2005-03-18T01:58:29Z", 1);
	writer_begin(&t->w);
	e = factor_begin(&t->w, t->mem, key_of(t), account);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(e, ERR_NONE);
}

static bool
use(struct testbed *t, int64_t account, const char *typed)
{
	bool right;

	writer_begin(&t->w);
	right = factor_use(&t->w, key_of(t), account, str_of(typed));
	assert_int_equal(writer_end(&t->w, right), ERR_NONE);
	return right;
}

static struct factor
how(struct testbed *t, int64_t account)
{
	struct factor f;

	reader_begin(&t->r);
	factor_find(&t->r, t->mem, account, &f);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	return f;
}

static void
paper(void **state)
{
	struct testbed *t = *state;
	int64_t anna = made(t, "anna@example.se"), kim = made(t, "kim@example.se");
	char codes[FACTOR_CODES][FACTOR_CODE_TEXT], secret[TOTP_SECRET_TEXT];
	const char *one;

	assert_false(how(t, anna).on || how(t, anna).begun);
	assert_false(use(t, anna, "081804"));
	begin_factor(t, anna);
	assert_true(how(t, anna).begun);
	reader_begin(&t->r);
	assert_true(factor_secret(&t->r, key_of(t), anna, secret));
	assert_false(factor_secret(&t->r, key_of(t), kim, secret));
	assert_int_equal(factor_count_shut(&t->r, key_of(t)), 0);
	assert_int_equal(factor_count_shut(&t->r, "/nowhere/key"), -1);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	/* On, as the first code would make it. */
	testbed_sql(t, "UPDATE factor SET on_since = '2005-03-18T01:58:29Z'");
	writer_begin(&t->w);
	factor_make_codes(&t->w, anna, codes);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_true(how(t, anna).on);
	assert_int_equal(how(t, anna).codes, FACTOR_CODES);
	for (size_t i = 0; i < FACTOR_CODES; i++) {
		assert_int_equal(strlen(codes[i]), FACTOR_CODE_TEXT - 1);
		assert_null(strpbrk(codes[i], "ilou"));
	}
	assert_false(use(t, kim, codes[0]));
	assert_true(use(t, anna, codes[0]));
	assert_false(use(t, anna, codes[0]));
	/* Too short, too long, nothing. */
	one = codes[1];
	assert_false(use(t, anna, one + 1));
	assert_false(use(t, anna, mem_printf(t->mem, "%s0", one)));
	assert_false(use(t, anna, ""));
	assert_true(use(t, anna,
	    mem_printf(t->mem, "- %.4s%.4s %.4s--%.4s ", one, one + 5, one + 10, one + 15)));
	assert_int_equal(how(t, anna).codes, FACTOR_CODES - 2);
	writer_begin(&t->w);
	factor_end(&t->w, anna);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_false(use(t, anna, codes[2]));
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM recovery_code"), 0);
}

static void
half(void **state)
{
	static const struct session_limits limits = { 3600, 3600 };
	struct testbed *t = *state;
	int64_t anna = made(t, "anna@example.se");
	char token[TOKEN_TEXT];
	struct session s;

	writer_begin(&t->w);
	session_begin_half(&t->w, anna, token);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	reader_begin(&t->r);
	assert_int_equal(session_find_half(&t->r, str_of(token)), anna);
	assert_int_equal(session_find_half(&t->r, STR("x")), 0);
	/* It is no session. */
	session_find(&t->r, t->mem, str_of(token), &limits, &s);
	assert_int_equal(s.id, 0);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	testbed_sql(t, "UPDATE account SET disabled = 1");
	reader_begin(&t->r);
	assert_int_equal(session_find_half(&t->r, str_of(token)), 0);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	testbed_sql(t, "UPDATE account SET disabled = NULL");
	testbed_sql(t, "UPDATE half_session SET ends_at = '2020-01-01T00:00:00Z'");
	reader_begin(&t->r);
	assert_int_equal(session_find_half(&t->r, str_of(token)), 0);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	/* Those that have ended are cleared away by the next. */
	writer_begin(&t->w);
	session_begin_half(&t->w, anna, token);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM half_session"), 1);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup_basics, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { WITH(paper), WITH(half) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
