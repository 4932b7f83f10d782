/* test_account.c: accounts, rights, tickets and sessions. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/clock.h"
#include "lib/store/session.h"
#include "tests/unit/testbed.h"

static const struct session_limits limits = { 4 * 3600, 12 * 3600 };

static enum account_problem
save(struct testbed *t, struct account *a)
{
	enum account_problem p;

	writer_begin(&t->w);
	p = account_save(&t->w, t->mem, a);
	assert_int_equal(writer_end(&t->w, p == ACCOUNT_FINE), ERR_NONE);
	return p;
}

static struct account
made(struct testbed *t, const char *email, enum role role)
{
	struct account a = { .email = str_of(email), .role = role };

	if (role == ROLE_MUNICIPALITY_EDITOR)
		a.municipality[a.municipalities++] = testbed_number(t,
		    "SELECT id FROM record WHERE code = '0583'");
	assert_int_equal(save(t, &a), ACCOUNT_FINE);
	return a;
}

static void
accounts(void **state)
{
	struct testbed *t = *state;
	struct account a = made(t, " Anna@Example.se ", ROLE_ADMINISTRATOR), b, bad;
	json_t *all;

	assert_str(testbed_text(t, "SELECT email FROM account"), "anna@example.se");
	bad = (struct account){ .email = STR("ANNA@example.se"), .role = ROLE_EDITOR };
	assert_int_equal(save(t, &bad), ACCOUNT_TAKEN);
	bad.email = STR("anna");
	assert_int_equal(save(t, &bad), ACCOUNT_NOT_AN_EMAIL);
	bad = (struct account){ .email = STR("kim@example.se"), .role = ROLE_MUNICIPALITY_EDITOR };
	assert_int_equal(save(t, &bad), ACCOUNT_NO_MUNICIPALITY);
	/* Somebody must be able to let others in. */
	a.role = ROLE_EDITOR;
	assert_int_equal(save(t, &a), ACCOUNT_LAST_ADMINISTRATOR);
	a.role = ROLE_ADMINISTRATOR;
	a.disabled = true;
	assert_int_equal(save(t, &a), ACCOUNT_LAST_ADMINISTRATOR);
	b = made(t, "bo@example.se", ROLE_ADMINISTRATOR);
	assert_int_equal(save(t, &a), ACCOUNT_FINE);
	b.role = ROLE_READER;
	assert_int_equal(save(t, &b), ACCOUNT_LAST_ADMINISTRATOR);
	/* By address: anna, bea with a municipality, bo, kim with one. */
	made(t, "kim@example.se", ROLE_MUNICIPALITY_EDITOR);
	made(t, "bea@example.se", ROLE_MUNICIPALITY_EDITOR);
	reader_begin(&t->r);
	assert_true(account_find_by_email(&t->r, t->mem, STR("BO@example.se"), &bad));
	assert_int_equal(bad.id, b.id);
	assert_int_equal(bad.role, ROLE_ADMINISTRATOR);
	assert_false(account_find(&t->r, t->mem, 99, &bad));
	all = account_list(&t->r);
	assert_int_equal(doc_count(all), 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(doc_count(doc_get(doc_at(all, i), "municipality")),
		    i == 1 || i == 3);
	assert_str(doc_get_str(doc_at(doc_get(doc_at(all, 3), "municipality"), 0), "id"), "0583");
	assert_int_equal(reader_end(&t->r), ERR_NONE);
}

static void
passwords(void **state)
{
	static const char *const bad[] = { "", "elva tecken", "            ", "aaaaaaaaaaaaaaaaaa", "anna@example.se", "anna@example.se1", "Anna Andersson" };
	struct account a = { .email = STR("anna@example.se"), .name = STR("Anna Andersson") };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (account_judge_password(&a, str_of(bad[i])) == ACCOUNT_FINE)
			fail_msg("%s", bad[i]);
	assert_int_equal(account_judge_password(&a, STR("katt hund häst ko")), ACCOUNT_FINE);
	assert_int_equal(account_judge_password(&a, STR("annas katt jagar möss")), ACCOUNT_FINE);
}

/* Rights of every role over every kind, written out once more. */
static void
rights(void **state)
{
	static const char want[ROLES][ACTIONS][3] = {
		/* each: what is tied to municipalities, what is not; a all, o own, - none */
		[ROLE_READER] = { "aa", "--", "--" },
		[ROLE_MUNICIPALITY_EDITOR] = { "o-", "o-", "o-" },
		[ROLE_EDITOR] = { "aa", "aa", "aa" },
		[ROLE_ADMINISTRATOR] = { "aa", "aa", "aa" },
	};
	const struct kind *k;

	(void)state;
	for (size_t role = 0; role < ROLES; role++)
		for (size_t action = 0; action < ACTIONS; action++)
			for (size_t i = 0; (k = kind_at(i)) != NULL; i++) {
				bool tied = strcmp(k->name, "enterprise") == 0 ||
				    strcmp(k->name, "project") == 0;
				char got = "-oa"[rights_reach((enum role)role, (enum action)action,
				    k)];

				if (got != want[role][action][tied ? 0 : 1])
					fail_msg("%s %zu %s: %c", role_key((enum role)role), action,
					    k->name, got);
			}
	assert_true(rights_keep_accounts(ROLE_ADMINISTRATOR));
	assert_false(rights_keep_accounts(ROLE_EDITOR) ||
	    rights_keep_accounts(ROLE_MUNICIPALITY_EDITOR) || rights_keep_accounts(ROLE_READER));
}

static int64_t
owner(struct testbed *t, const char *ticket)
{
	int64_t id;

	reader_begin(&t->r);
	id = ticket_find(&t->r, str_of(ticket));
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	return id;
}

static void
tickets(void **state)
{
	struct testbed *t = *state;
	struct account a = made(t, "anna@example.se", ROLE_EDITOR);
	char first[TOKEN_TEXT], second[TOKEN_TEXT];

	writer_begin(&t->w);
	ticket_make(&t->w, a.id, TICKET_INVITATION, first);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(owner(t, first), a.id);
	assert_int_equal(owner(t, "x"), 0);
	/* A new one takes the place of the old. */
	writer_begin(&t->w);
	ticket_make(&t->w, a.id, TICKET_PASSWORD, second);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(owner(t, first), 0);
	assert_int_equal(owner(t, second), a.id);
	/* It ends by its time, and by being used. */
	testbed_sql(t, "UPDATE ticket SET ends_at = '2020-01-01T00:00:00Z'");
	assert_int_equal(owner(t, second), 0);
	writer_begin(&t->w);
	ticket_make(&t->w, a.id, TICKET_PASSWORD, second);
	account_set_password(&t->w, a.id, STR("$argon2id$x"), 0);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(owner(t, second), 0);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM ticket"), 0);
}

static struct session
session_of(struct testbed *t, const char *token)
{
	struct session s;

	reader_begin(&t->r);
	session_find(&t->r, t->mem, str_of(token), &limits, &s);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	return s;
}

static void
begin(struct testbed *t, const struct account *a, char token[TOKEN_TEXT])
{
	writer_begin(&t->w);
	session_begin(&t->w, a->id, STR("Firefox"), &limits, token);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
}

static void
sessions(void **state)
{
	static const char *const ends[] = {
		"UPDATE session SET seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', seen_at, '-4 hours')",
		"UPDATE session SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '-12 hours')",
		"UPDATE account SET disabled = 1 WHERE email = 'anna@example.se'",
		"DELETE FROM session",
	};
	struct testbed *t = *state;
	struct account a = made(t, "anna@example.se", ROLE_MUNICIPALITY_EDITOR);
	char token[TOKEN_TEXT], other[TOKEN_TEXT];
	struct session s;

	begin(t, &a, token);
	s = session_of(t, token);
	assert_int_equal(s.account.id, a.id);
	assert_true(s.proved);
	assert_int_equal(s.account.municipalities, 1);
	assert_int_equal(session_of(t, "x").id, 0);
	assert_int_equal(testbed_number(t,
			     mem_printf(t->mem,
				 "SELECT count(*) FROM session WHERE token_hash = '%s'", token)),
	    0);
	testbed_sql(t,
	    "UPDATE session SET proved_at = strftime('%Y-%m-%dT%H:%M:%SZ', proved_at, '-16 minutes')");
	assert_false(session_of(t, token).proved);
	writer_begin(&t->w);
	session_prove(&t->w, s.id);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_true(session_of(t, token).proved);
	/* One of two is ended, the other stays. */
	begin(t, &a, other);
	writer_begin(&t->w);
	session_end_others(&t->w, a.id, s.id);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(session_of(t, other).id, 0);
	assert_int_equal(session_of(t, token).id, s.id);
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		testbed_sql(t, "UPDATE account SET disabled = NULL");
		begin(t, &a, token);
		assert_int_not_equal(session_of(t, token).id, 0);
		testbed_sql(t, ends[i]);
		assert_int_equal(session_of(t, token).id, 0);
	}
	/* Those that have ended are cleared away by the next. */
	testbed_sql(t, "UPDATE account SET disabled = NULL");
	begin(t, &a, token);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM session"), 1);
	/* Another role signs out. */
	a.role = ROLE_READER;
	assert_int_equal(save(t, &a), ACCOUNT_FINE);
	assert_int_equal(session_of(t, token).id, 0);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup_basics, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(accounts), cmocka_unit_test(passwords), cmocka_unit_test(rights), WITH(tickets), WITH(sessions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
