/*
 * test_statements.c: every statement prepares, and none that the public asks
 * reads a whole table or sorts, unless its ":scan" line says why. Counted by
 * SQLite itself while everything the store can be asked is asked, over the
 * whole demo content.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/db/stmt.h"
#include "lib/store/list.h"
#include "lib/store/listing.h"
#include "lib/store/record.h"
#include "lib/store/site.h"
#include "tests/unit/testbed.h"

static const struct list_limits limits = { .query_letters = 200, .page_depth = 50 };

static void
ask_list(struct testbed *t, const struct scope *s, const struct kind *k, const char *query)
{
	json_t *doc = doc_object();
	struct list_problem problem;
	struct list_query q;
	struct form f;

	assert_int_equal(form_read(&f, t->mem, str_of(query), 100), ERR_NONE);
	assert_int_equal(list_query_read(&q, &f, &t->c, k, &limits, t->mem, false, &problem),
	    ERR_NONE);
	if (k == NULL)
		store_search(&t->r, s, &t->c, &q, doc);
	else
		store_list(&t->r, s, &t->c, &q, doc);
	assert_int_equal(db_done(&t->r), ERR_NONE);
}

/* Asks for one that is not there; the transaction is begun anew. */
static void
ask_missing(struct testbed *t, const struct scope *s, struct record_key key)
{
	struct record_found found;

	store_record_find(&t->r, s, &key, &found);
	assert_int_equal(reader_end(&t->r), ERR_NOT_FOUND);
	reader_begin(&t->r);
}

static void
ask_record(struct testbed *t, const struct scope *s, const struct kind *k, int64_t record)
{
	const char *slug = testbed_text(t,
	    mem_printf(t->mem, "SELECT slug FROM record WHERE id = %d", (int)record))
			       .p;
	struct record_key by_id = { .kind = k, .id = testbed_text(t, mem_printf(t->mem,
	    "SELECT public_id FROM public_record WHERE id = %d", (int)record)) };
	struct record_key by_slug = { .kind = k, .slug = str_of(slug) };
	struct record_found found;
	json_t *doc = doc_object();

	store_record_find(&t->r, s, &by_id, &found);
	assert_int_equal(found.record, record);
	if (s->lang == LANG_SV) {
		store_record_find(&t->r, s, &by_slug, &found);
		assert_int_equal(found.record, record);
	}
	store_record_load(&t->r, s, k, record, doc);
	if (strcmp(k->name, "municipality") == 0)
		store_municipality(&t->r, s, &t->c, doc);
	else if (strcmp(k->name, "enterprise") == 0)
		store_nearby(&t->r, s, &t->c, record, doc);
	assert_int_equal(db_done(&t->r), ERR_NONE);
}

static void
ask_everything(struct testbed *t)
{
	const struct scope *scopes[] = { &t->sv, &t->en, &t->api };

	for (size_t i = 0; i < COUNT_OF(scopes); i++) {
		const struct scope *s = scopes[i];

		store_start(&t->r, s, &t->c, doc_object());
		ask_list(t, s, NULL, "q=arbete");
		ask_list(t, s, NULL, "q=sociala+f%C3%B6retag&kind=report");
		for (size_t k = 0; kind_at(k) != NULL; k++) {
			const struct kind *kind = kind_at(k);
			int64_t record = testbed_number(t,
			    mem_printf(t->mem, "SELECT max(id) FROM record WHERE kind = '%s'",
			    kind->name));

			if (kind->listed) {
				ask_list(t, s, kind, "");
				ask_list(t, s, kind, "q=arbete");
				ask_list(t, s, kind, "q=motala&sort=name&limit=3");
			}
			if (kind->path[LANG_SV] == NULL)
				continue;
			ask_record(t, s, kind, record);
			ask_missing(t, s,
			    (struct record_key){ .kind = kind, .slug = STR("finns-inte") });
			ask_missing(t, s,
			    (struct record_key){ .kind = kind, .id = STR("finns-inte") });
		}
	}
	ask_list(t, &t->api, kind_find(STR("enterprise")),
	    mem_printf(t->mem, "limit=5&cursor=%s",
	    testbed_text(t, "SELECT uuid FROM public_record WHERE kind = 'enterprise'").p));
	store_health(&t->r);
}

static void
not_as_kept(int64_t record)
{
	fail_msg("row %d is not kept as it is", (int)record);
}

struct seen {
	int wrong, statements, scanning;
};

static void
look(void *ctx, const char *name, const char *why, int scans, int sorts)
{
	struct seen *seen = ctx;

	seen->statements++;
	seen->scanning += scans + sorts > 0;
	if (why == NULL && scans + sorts > 0) {
		print_error("%s: %d steps of scans, %d sorts, and no :scan line\n", name, scans,
		    sorts);
		seen->wrong++;
	}
}

static void
none_scans(void **state)
{
	struct testbed *t = *state;
	struct seen seen = { 0, 0, 0 };

	testbed_begin(t);
	ask_everything(t);
	/* It asks once for each record. */
	assert_int_equal(listing_check(&t->r, not_as_kept), 0);
	db_scans(&t->r, look, &seen);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	assert_int_equal(seen.wrong, 0);
	/* The counters do count. */
	assert_true(seen.statements > 20);
	assert_true(seen.scanning > 3);
}

/* The same on an empty database, where the planner knows nothing. */
static void
none_scans_without_statistics(void **state)
{
	struct testbed *t = *state;
	struct seen seen = { 0, 0, 0 };

	testbed_sql(t, "DROP TABLE sqlite_stat1");
	reader_close(&t->r);
	assert_int_equal(reader_open(&t->r, t->mem, t->path, &t->options), ERR_NONE);
	testbed_begin(t);
	ask_everything(t);
	db_scans(&t->r, look, &seen);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	assert_int_equal(seen.wrong, 0);
}

static void
name_it(void *ctx, const char *name, const char *why, int scans, int sorts)
{
	json_t *names = ctx;

	(void)why;
	(void)scans;
	(void)sorts;
	doc_set_bool(names, name, true);
}

/* A writer has all statements, a reader those that only read. */
static void
all_prepare(void **state)
{
	static const char *const writes[] = { "insert_", "update_", "delete_", "keep_", "begin_writing" };
	struct testbed *t = *state;
	json_t *of_writer = doc_object(), *of_reader = doc_object();

	db_scans(&t->w.reader, name_it, of_writer);
	db_scans(&t->r, name_it, of_reader);
	assert_in_range(doc_count(of_writer), 50, SQL_COUNT);
	for (enum sql i = 0; i < SQL_COUNT; i++) {
		bool writing = false;

		if (!(sql_texts[i].of & SQL_OF_DIRECTORY)) {
			assert_null(doc_get(of_writer, sql_texts[i].name));
			continue;
		}
		for (size_t j = 0; j < COUNT_OF(writes); j++)
			writing |= str_starts(str_of(sql_texts[i].name), str_of(writes[j]));
		assert_non_null(doc_get(of_writer, sql_texts[i].name));
		if ((doc_get(of_reader, sql_texts[i].name) == NULL) != writing)
			fail_msg("%s is %sa reader's", sql_texts[i].name, writing ? "" : "not ");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(none_scans, testbed_setup_demo, testbed_teardown),
		cmocka_unit_test_setup_teardown(none_scans_without_statistics, testbed_setup_demo, testbed_teardown),
		cmocka_unit_test_setup_teardown(all_prepare, testbed_setup, testbed_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
