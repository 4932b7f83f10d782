/* test_password.c: passwords fit themselves only, tokens are new each time, and what is kept tells nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/password.h"

static void
passwords(void **state)
{
	char one[PASSWORD_TEXT], other[PASSWORD_TEXT];
	char long_one[PASSWORD_BYTES_MAX + 1];

	(void)state;
	assert_true(password_hash(STR("katt hund häst ko"), one));
	assert_true(password_hash(STR("katt hund häst ko"), other));
	/* Each with its own salt. */
	assert_string_not_equal(one, other);
	assert_true(str_starts(str_of(one), STR("$argon2id$v=19$m=19456,t=2,p=1$")));
	assert_true(password_is(str_of(one), STR("katt hund häst ko")));
	assert_false(password_is(str_of(one), STR("katt hund häst k")));
	assert_false(password_is(str_of(one), STR("")));
	assert_false(password_is(STR_NONE, STR("katt hund häst ko")));
	assert_false(password_is(STR("x"), STR("katt hund häst ko")));
	memset(long_one, 'a', sizeof(long_one));
	assert_false(password_hash((struct str){ long_one, sizeof(long_one) }, one));
	assert_true(password_hash((struct str){ long_one, sizeof(long_one) - 1 }, one));
	assert_false(password_is(str_of(one), (struct str){ long_one, sizeof(long_one) }));
}

static void
ages(void **state)
{
	char today[PASSWORD_TEXT];

	(void)state;
	assert_true(password_hash(STR("katt hund häst ko"), today));
	assert_false(password_is_old(str_of(today)));
	assert_true(password_is_old(STR("$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
					"iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A")));
	assert_false(password_is_old(STR_NONE));
}

static void
tokens(void **state)
{
	char one[TOKEN_TEXT], other[TOKEN_TEXT], kept[TOKEN_HASH_TEXT], again[TOKEN_HASH_TEXT],
	    form[TOKEN_HASH_TEXT];

	(void)state;
	token_make(one);
	token_make(other);
	assert_int_equal(strlen(one), TOKEN_TEXT - 1);
	assert_string_not_equal(one, other);
	token_hash(str_of(one), kept);
	token_hash(str_of(one), again);
	assert_int_equal(strlen(kept), TOKEN_HASH_TEXT - 1);
	assert_string_equal(kept, again);
	token_hash(str_of(other), again);
	assert_string_not_equal(kept, again);
	/* What is in forms is not what is in the database. */
	token_derive(str_of(one), STR("form"), form);
	assert_string_not_equal(kept, form);
	token_derive(str_of(one), STR("other"), again);
	assert_string_not_equal(again, form);
	assert_true(token_equal(str_of(form), str_of(form)));
	assert_false(token_equal(str_of(form), str_of(kept)));
	assert_false(token_equal(str_of(form), STR("")));
	assert_false(token_equal(STR_NONE, STR_NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passwords), cmocka_unit_test(ages), cmocka_unit_test(tokens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
