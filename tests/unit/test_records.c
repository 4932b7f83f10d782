/* test_records.c: lists for those who edit walk one index only; what records lack is kept right. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/complete.h"
#include "lib/store/listing.h"
#include "lib/store/records.h"
#include "tests/unit/testbed.h"

static const char rows[] = "name,summary,goods_and_services,municipality,phone,email\n"
    "Asken,Trä,kafe,0583,010-1234567,\n"
    "Boken,,kafe,0583,,a@example.se\n"
    "Ceder,,,,,\n";

static int
setup(void **state)
{
	int failed = testbed_setup_basics(state);

	if (failed == 0)
		testbed_load(*state, "enterprise", rows);
	return failed;
}

/* Names in the order of a list, a blank between. */
static const char *
listed(struct testbed *t, const struct records_query *q)
{
	json_t *page = records_page(&t->r, t->mem, q, 50, 0);
	struct buf b;

	buf_init(&b, t->mem, 64);
	for (size_t i = 0; i < doc_count(page); i++)
		buf_printf(&b, "%s%.*s", i == 0 ? "" : " ",
		    STR_ARGS(doc_get_str(doc_at(page, i), "name")));
	return buf_cstr(&b);
}

static const char *
lacks(struct testbed *t, const char *name)
{
	struct str s = testbed_text(t,
	    mem_printf(t->mem, "SELECT lacks FROM record WHERE name = '%s'", name));

	return s.p == NULL ? "-" : mem_strdup(t->mem, s);
}

static void
knows_what_is_lacking(void **state)
{
	struct testbed *t = *state;
	struct records_query q = { .kind = kind_find(STR("enterprise")) };
	struct records_counts n;
	size_t changed;

	assert_string_equal(lacks(t, "Asken"), "-");
	assert_string_equal(lacks(t, "Boken"), "summary");
	assert_string_equal(lacks(t, "Ceder"), "summary goods_and_services municipality phone");
	/* Kinds of which nothing is asked lack nothing. */
	assert_string_equal(lacks(t, "Motala"), "-");
	testbed_begin(t);
	q.only[ONLY_INCOMPLETE] = true;
	assert_string_equal(listed(t, &q), "Boken Ceder");
	q.sort = STR("lacks");
	q.down = true;
	assert_string_equal(listed(t, &q), "Ceder Boken");
	records_count(&t->r, t->mem, &q, &n);
	assert_int_equal(n.total, 2);
	assert_int_equal(n.only[ONLY_STALE], 2);
	testbed_end(t);
	/* After other rules it is written anew, and the catalogue is told. */
	testbed_sql(t,
	    "UPDATE record SET lacks = 'summary' WHERE name = 'Asken';"
	    "UPDATE record SET lacks = NULL WHERE name = 'Ceder'");
	assert_int_equal(complete_renew(&t->w, &changed), ERR_NONE);
	assert_int_equal(changed, 2);
	assert_string_equal(lacks(t, "Asken"), "-");
	assert_string_equal(lacks(t, "Ceder"), "summary goods_and_services municipality phone");
	assert_int_equal(complete_renew(&t->w, &changed), ERR_NONE);
	assert_int_equal(changed, 0);
	/* Ties: what is complete comes first. */
	assert_int_equal(testbed_number(t, "SELECT standing FROM record WHERE name = 'Asken'"), 1);
	assert_int_equal(testbed_number(t, "SELECT standing FROM record WHERE name = 'Boken'"), 0);
}

static int differing;

static void
differs(int64_t record)
{
	(void)record;
	differing++;
}

static void
check_finds_it(void **state)
{
	struct testbed *t = *state;

	testbed_sql(t, "UPDATE record SET lacks = 'summary' WHERE name = 'Asken'");
	testbed_begin(t);
	differing = 0;
	assert_int_equal(listing_check(&t->r, differs), 1);
	assert_int_equal(differing, 1);
	testbed_end(t);
}

/* What SQLite does for a statement, a line each. */
static const char *
plan_of(struct testbed *t, enum sql which)
{
	sqlite3_stmt *s = NULL;
	struct db beside;
	struct buf b;

	buf_init(&b, t->mem, 512);
	assert_int_equal(testbed_connect(t, &beside), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(beside.handle,
			     mem_printf(t->mem, "EXPLAIN QUERY PLAN %s", sql_texts[which].text), -1,
			     &s, NULL),
	    SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW)
		buf_printf(&b, "%s\n", (const char *)sqlite3_column_text(s, 3));
	sqlite3_finalize(s);
	testbed_shut(&beside);
	return buf_cstr(&b);
}

/* With a hundred thousand records a list is as fast as one walk over an index: no row of the table is read for its filters. */
static void
walks_one_index(void **state)
{
	struct testbed *t = *state;
	static const enum sql lists[] = { SQL_LIST_EDITED, SQL_LIST_EDITED_BY_NAME, SQL_COUNT_EDITED };

	for (size_t i = 0; i < COUNT_OF(lists); i++)
		assert_has(str_of(plan_of(t, lists[i])),
		    "SEARCH r USING COVERING INDEX record_edited (kind=?)");
	assert_null(strstr(plan_of(t, SQL_LIST_EDITED_BY_NAME), "TEMP B-TREE FOR ORDER BY"));
	assert_has(str_of(plan_of(t, SQL_LIST_EDITED_BY_NAME)),
	    "SEARCH v USING COVERING INDEX revision_by_account (account=?)");
	assert_null(strstr(plan_of(t, SQL_LIST_CHANGED), "SCAN v\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(knows_what_is_lacking, setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(check_finds_it, setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(walks_one_index, setup, testbed_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
