/* test_due.c: what is published by itself. The rest is in tests/http/later.t. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/due.h"
#include "lib/store/edit.h"
#include "tests/unit/testbed.h"

static struct account
editor(struct testbed *t)
{
	struct account a = { .email = STR("anna@example.se"), .role = ROLE_EDITOR };

	writer_begin(&t->w);
	assert_int_equal(account_save(&t->w, t->mem, &a), ACCOUNT_FINE);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	return a;
}

/* A draft that is called so, to be published at a time. */
static void
plan(struct testbed *t, const struct account *by, const char *name, const char *at)
{
	struct edited e = { .kind = kind_find(STR("enterprise")) };
	json_t *values = doc_object();

	doc_set_cstr(values, "name", name);
	writer_begin(&t->w);
	assert_int_equal(edit_save(&t->w, t->mem, &e, &(struct edit_base){ 0, STR("") }, EDIT_LATER,
			     by, STR("why"), values, doc_object()),
	    EDIT_SAVED);
	edit_schedule(&t->w, &e, str_of(at));
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
}

static bool
any(struct testbed *t)
{
	bool any;

	reader_begin(&t->r);
	any = due_any(&t->r);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	return any;
}

static void
in_time(void **state)
{
	struct testbed *t = *state;
	struct account a = editor(t);
	struct due_result result;

	setenv("MEDVERK_NOW", "2026-03-05T12:00:00Z", 1);
	plan(t, &a, "Ett", "2026-03-05T13:00:00Z");
	plan(t, &a, "Två", "2026-03-05T14:00:00Z");
	plan(t, &a, "Tre", "2026-03-05T15:00:01Z");
	assert_false(any(t));
	assert_int_equal(due_publish(&t->w, &result), ERR_NONE);
	assert_int_equal(result.published, 0);
	setenv("MEDVERK_NOW", "2026-03-05T15:00:00Z", 1);
	assert_true(any(t));
	assert_int_equal(due_publish(&t->w, &result), ERR_NONE);
	assert_int_equal(result.published, 2);
	assert_int_equal(result.held, 0);
	assert_false(any(t));
	assert_str(
	    testbed_text(t,
		"SELECT group_concat(name, ' ') FROM (SELECT name FROM public_record WHERE kind = 'enterprise' ORDER BY id)"),
	    "Ett Två");
	assert_str(
	    testbed_text(t,
		"SELECT group_concat(op, ' ') FROM change AS c JOIN record AS r ON r.id = c.record WHERE r.kind = 'enterprise'"),
	    "created created");
	/* Who may not any more. */
	testbed_sql(t, "UPDATE account SET disabled = 1");
	setenv("MEDVERK_NOW", "2026-03-06T00:00:00Z", 1);
	assert_int_equal(due_publish(&t->w, &result), ERR_NONE);
	assert_int_equal(result.held, 1);
	assert_str(testbed_text(t,
		       "SELECT missed || ' ' || sent FROM revision WHERE status = 'open'"),
	    "rights 1");
	assert_false(any(t));
	assert_int_equal(db_check(t->path), 0);
	unsetenv("MEDVERK_NOW");
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup_basics, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { WITH(in_time) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
