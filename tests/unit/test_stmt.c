/* test_stmt.c: values into statements, rows into documents. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/db/stmt.h"
#include "tests/unit/dies.h"
#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	int failed = testbed_setup_basics(state);

	if (failed == 0)
		testbed_load(*state, "enterprise",
		    "slug,name,municipality,latitude,longitude,fictional\n"
		    "bjorken,Björken,Motala,58.2037,15,1\nasken,Asken,Ydre,-0.000001,180,\n");
	if (failed == 0)
		testbed_load(*state, "report", "slug,name,authors,year\nr,R,Anna Ek|Bo Å,2014\n");
	if (failed == 0)
		reader_begin(&((struct testbed *)*state)->r);
	return failed;
}

static int
teardown(void **state)
{
	enum err e = reader_end(&((struct testbed *)*state)->r);

	(void)e;        /* some tests leave one behind */
	return testbed_teardown(state);
}

static int64_t
row_of(struct testbed *t, const char *slug)
{
	return testbed_number(t,
	    mem_printf(t->mem, "SELECT id FROM record WHERE slug = '%s'", slug));
}

static struct stmt *
load(struct testbed *t, enum sql which, int64_t record)
{
	struct stmt *s = db_read(&t->r, which);

	db_bind_int(s, ":record", record);
	return s;
}

static void
columns_become_members(void **state)
{
	struct testbed *t = *state;
	json_t *doc = doc_object();

	db_row(load(t, SQL_LOAD_ENTERPRISE, row_of(t, "bjorken")), doc);
	doc_remove(doc, "id");
	doc_remove(doc, "created_at");
	doc_remove(doc, "updated_at");
	assert_str(testbed_json(t, doc),
	    "{\"kind\":\"enterprise\",\"slug\":\"bjorken\",\"name\":\"Björken\","
	    "\"fictional\":true,\"latitude\":58.2037,\"longitude\":15}");
	doc = doc_object();
	db_row(load(t, SQL_LOAD_ENTERPRISE, row_of(t, "asken")), doc);
	assert_has(testbed_json(t, doc), "\"latitude\":-0.000001,\"longitude\":180");
	assert_false(testbed_has(testbed_json(t, doc), "fictional"));
	assert_false(testbed_has(testbed_json(t, doc), "null"));
	doc = doc_object();
	db_row(load(t, SQL_LOAD_REPORT, row_of(t, "r")), doc);
	assert_has(testbed_json(t, doc), "\"authors\":[\"Anna Ek\",\"Bo Å\"],\"year\":2014");
	assert_int_equal(db_done(&t->r), ERR_NONE);
}

static void
no_row(void **state)
{
	struct testbed *t = *state;
	json_t *doc = doc_object();

	assert_false(db_row_maybe(load(t, SQL_LOAD_ENTERPRISE, 9999), doc));
	assert_int_equal(db_done(&t->r), ERR_NONE);
	assert_int_equal(db_number(load(t, SQL_FIND_REVISION, 9999)), 0);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	db_row(load(t, SQL_LOAD_ENTERPRISE, 9999), doc);
	assert_int_equal(db_done(&t->r), ERR_NOT_FOUND);
	assert_int_equal(doc_count(doc), 0);
	/* What is remembered makes all that follows do nothing. */
	db_row(load(t, SQL_LOAD_ENTERPRISE, row_of(t, "bjorken")), doc);
	assert_int_equal(doc_count(doc), 0);
	assert_int_equal(doc_count(db_rows(db_read(&t->r, SQL_LIST_CATALOGUE_ROWS))), 0);
}

static void
rows(void **state)
{
	struct testbed *t = *state;
	struct stmt *s = db_read(&t->r, SQL_LIST_NEWEST);
	json_t *all;

	db_bind_str(s, ":kind", STR("enterprise"));
	db_bind_int(s, ":limit", 10);
	all = db_rows(s);
	assert_int_equal(doc_count(all), 2);
	assert_int_equal(doc_get_int(doc_at(all, 0), "id"), row_of(t, "asken"));
	/* Ended before its last row, it can be used again, and has forgotten its values. */
	s = db_read(&t->r, SQL_LIST_NEWEST);
	db_bind_str(s, ":kind", STR("enterprise"));
	db_bind_int(s, ":limit", 10);
	assert_true(db_next(s));
	stmt_end(s);
	s = db_read(&t->r, SQL_LIST_NEWEST);
	db_bind_int(s, ":limit", 10);
	assert_false(db_next(s));
	assert_int_equal(db_done(&t->r), ERR_NONE);
}

static void
binding(void **state)
{
	struct testbed *t = *state;
	struct stmt *s = db_read(&t->r, SQL_LIST_FACET_VALUES);

	assert_true(db_has(s, ":kind"));
	assert_false(db_has(s, ":colour"));
	assert_false(db_has(s, "kind"));
	/* Empty is not NULL. */
	db_bind_str(s, ":kind", STR("municipality"));
	db_bind_str(s, ":taxonomy", STR(""));
	assert_false(db_next(s));
	s = db_read(&t->r, SQL_LIST_FACET_VALUES);
	db_bind_str(s, ":kind", (struct str){ "municipalityX", 12 });
	db_bind_str(s, ":taxonomy", STR_NONE);
	assert_true(db_next(s));
	assert_str(db_text(s, 2), "Linköping");
	assert_null(db_text(s, 4).p);
	assert_int_equal(db_int(s, 1), 580);
	stmt_end(s);
	/* A NUL in a value is a byte like others, not its end. */
	s = db_read(&t->r, SQL_LIST_FACET_VALUES);
	db_bind_str(s, ":kind", (struct str){ "municipality\0", 13 });
	db_bind_null(s, ":taxonomy");
	assert_false(db_next(s));
}

static struct testbed *current;

static void
bind_unknown(void)
{
	db_bind_int(db_read(&current->r, SQL_LIST_NEWEST), ":colour", 1);
}

static void
unknown_parameters_die(void **state)
{
	current = *state;
	assert_true(dies(bind_unknown));
}

/* ------------------------------------------------------------------- collation */

/* Names as ORDER BY name COLLATE SWEDISH puts them. */
static void
swedish_order(void **state)
{
	static const char *const names[] = {
		"1 maj", "AB Ö", "Abba", "Ål", "Angered", "Ängen", "Älgen", "Zebra", "Öland", "Øresund", "Västra",
		"Wadköping", "Västervik", "Édith", "Eda", "Eddan", "Müller", "Mysen", "åkern", "Åkern", "Alm", "alm", "Østen",
	};
	static const char want[] =
	    "1 maj|AB Ö|Abba|alm|Alm|Angered|Asken|Björken|Eda|Eddan|Édith|Müller|Mysen|Västervik|"
	    "Västra|Wadköping|Zebra|åkern|Åkern|Ål|Älgen|Ängen|Öland|Øresund|Østen|";
	struct testbed *t = *state;
	struct buf csv, got;

	buf_init(&csv, t->mem, 0);
	buf_init(&got, t->mem, 0);
	buf_puts(&csv, "name\n");
	for (size_t i = 0; i < COUNT_OF(names); i++)
		buf_printf(&csv, "%s\n", names[i]);
	testbed_load(t, "enterprise", buf_cstr(&csv));
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	testbed_begin(t);
	for (uint32_t i = 0; i < t->c.kind[0].slots; i++)
		if (t->c.kind[0].record[i] != 0)
			buf_printf(&got, "%s|",
			    testbed_text(t,
				mem_printf(t->mem, "SELECT name FROM record WHERE id = %u",
				    t->c.kind[0].record[i]))
				.p);
	assert_str(buf_view(&got), want);
}

/* Statements that are prepared when they are used give what all others do; one that does not fit is an error of its transaction. */
static void
lazily(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear;
	struct stmt *q;

	assert_int_equal(reader_end(&t->r), ERR_NONE);
	reader_close(&t->r);
	t->options.lazily = true;
	assert_int_equal(reader_open(&t->r, t->mem, t->path, &t->options), ERR_NONE);
	reader_begin(&t->r);
	for (int i = 0; i < 2; i++) {
		q = db_read(&t->r, SQL_FIND_RECORD_BY_CODE);
		db_bind_str(q, ":kind", STR("municipality"));
		db_bind_str(q, ":id", STR("0583"));
		assert_true(db_number(q) > 0);
	}
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	reader_close(&t->r);
	testbed_sql(t, "ALTER TABLE report DROP COLUMN series");
	assert_int_equal(reader_open(&t->r, t->mem, t->path, &t->options), ERR_NONE);
	reader_begin(&t->r);
	ear = testbed_listen();
	q = db_read(&t->r, SQL_LOAD_REPORT);
	db_bind_int(q, ":record", 1);
	assert_false(db_has(q, ":record"));
	assert_false(db_next(q));
	assert_has(testbed_heard(t, ear), "series");
	assert_int_equal(db_done(&t->r), ERR_INTERNAL);
	assert_int_equal(reader_end(&t->r), ERR_INTERNAL);
	reader_begin(&t->r);
	assert_true(db_number(db_read(&t->r, SQL_FIND_LAST_RECORD)) > 0);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(columns_become_members), WITH(no_row), WITH(rows), WITH(binding),
		WITH(unknown_parameters_die), WITH(swedish_order), WITH(lazily),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
