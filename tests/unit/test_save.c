/* test_save.c: all that is written with a record: slugs, links, translations, history, search document. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/save.h"
#include "tests/unit/testbed.h"

/* Saves a page of this name; its row id. `slug` NULL: none is given. */
static int64_t
save_page(struct testbed *t, int64_t record, const char *name, const char *slug, enum err want)
{
	struct save s = { .kind = kind_find(STR("page")), .record = record, .values = doc_object() };

	doc_set_cstr(s.values, "name", name);
	doc_set_cstr(s.values, "slug", slug);
	writer_begin(&t->w);
	store_save(&t->w, t->mem, &s);
	assert_int_equal(writer_end(&t->w, true), want);
	return s.record;
}

static void
slug_is(struct testbed *t, int64_t record, const char *want)
{
	assert_str(testbed_text(t,
		       mem_printf(t->mem, "SELECT slug FROM record WHERE id = %d", (int)record)),
	    want);
}

static void
slugs_from_names(void **state)
{
	struct testbed *t = *state;
	int64_t a = save_page(t, 0, "Vad är ett ASF?", NULL, ERR_NONE);
	int64_t b = save_page(t, 0, "Vad är ett ASF!", NULL, ERR_NONE);
	int64_t c = save_page(t, 0, "日本", NULL, ERR_NONE),
		d = save_page(t, 0, "中国", NULL, ERR_NONE);

	slug_is(t, a, "vad-ar-ett-asf");
	slug_is(t, b, "vad-ar-ett-asf-2");
	slug_is(t, c, "page");
	slug_is(t, d, "page-2");
	/* A new name is no new address; a new address is, and the old one stays taken. */
	save_page(t, a, "Om ASF", NULL, ERR_NONE);
	slug_is(t, a, "vad-ar-ett-asf");
	save_page(t, a, "Om ASF", "om-asf", ERR_NONE);
	slug_is(t, a, "om-asf");
	slug_is(t, save_page(t, 0, "Vad är ett ASF", NULL, ERR_NONE), "vad-ar-ett-asf-3");
	slug_is(t, save_page(t, a, "Om ASF", "vad-ar-ett-asf", ERR_NONE), "vad-ar-ett-asf");
	assert_int_equal(testbed_number(t,
			     mem_printf(t->mem, "SELECT count(*) FROM slug WHERE record = %d",
				 (int)a)),
	    2);
}

static void
slugs_of_others(void **state)
{
	struct testbed *t = *state;
	int64_t a = save_page(t, 0, "A", "a", ERR_NONE), b = save_page(t, 0, "B", "b", ERR_NONE);
	struct testbed_ear ear = testbed_listen();

	save_page(t, a, "A", "a2", ERR_NONE);
	save_page(t, b, "B", "a", ERR_CONFLICT);
	save_page(t, 0, "C", "a", ERR_CONFLICT);
	save_page(t, 0, "C", "a2", ERR_CONFLICT);
	save_page(t, 0, "C", "Å", ERR_INVALID);
	(void)testbed_heard(t, ear);
	slug_is(t, b, "b");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM page"), 2);
	/* Of another kind it is free. */
	testbed_load(t, "organisation", "slug,name\na,A\n");
}

/* Several code lists may have the same code; each has its own address. */
static void
slugs_of_terms(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "term",
	    "taxonomy,code,name\nlegal_form,annat,Annat\ntarget_groups,annat,Annat\n");
	assert_str(
	    testbed_text(t,
		"SELECT group_concat(slug, ' ') FROM record WHERE kind = 'term' ORDER BY id"),
	    "legal-form-annat target-groups-annat");
}

static void
history(void **state)
{
	struct testbed *t = *state;
	int64_t a = save_page(t, 0, "Ett", "a", ERR_NONE);

	save_page(t, a, "Två", NULL, ERR_NONE);
	assert_str(testbed_text(t,
		       "SELECT group_concat(revision || status || document, ' ') FROM revision"),
	    "1accepted{\"name\":\"Ett\",\"slug\":\"a\"} 2accepted{\"name\":\"Två\"}");
	assert_str(testbed_text(t,
		       "SELECT group_concat(op || revision, ' ') FROM change ORDER BY seq"),
	    "created1 updated2");
	assert_int_equal(testbed_number(t, "SELECT revision FROM record"), 2);
	assert_int_equal(
	    testbed_number(t,
		"SELECT created_at = published_at AND created_at <= updated_at FROM record"),
	    1);
}

/* Nothing of a save that failed in the middle remains. */
static void
all_or_nothing(void **state)
{
	static const char *const tables[] = { "record", "page", "slug", "translation", "revision", "change",
		"search_document", "link" };
	struct testbed *t = *state;
	struct save s = { .kind = kind_find(STR("page")), .values = doc_object(), .translations = doc_object() };
	struct testbed_ear ear = testbed_listen();
	json_t *en = doc_object();

	doc_set_cstr(s.values, "name", "A");
	doc_set(en, "name", doc_string(STR("")));
	doc_set(s.translations, "en", en);
	writer_begin(&t->w);
	store_save(&t->w, t->mem, &s);
	assert_int_equal(writer_end(&t->w, true), ERR_INVALID);
	(void)testbed_heard(t, ear);
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		assert_int_equal(testbed_number(t,
				     mem_printf(t->mem, "SELECT count(*) FROM %s", tables[i])),
		    0);
}

/* The document of the search: texts without Markdown, all languages, no addresses. */
static void
search_document(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "page",
	    "slug,slug_en,name,name_en,summary,summary_en,description,description_en\n"
	    "om,about,Om oss,About us,Kort.,Short.,\"# Rubrik\n\nEn [länk](https://exempel.se/hemlig) och *vikt*.\",\"**Bold**\"\n");
	assert_str(testbed_indexed(t, "name || '/' || labels || '/' || summary", "Om oss"),
	    "|Om oss~About us//|Kort.~Short.");
	assert_has(testbed_text(t, "SELECT text FROM search_document"), "länk och vikt");
	assert_has(testbed_text(t, "SELECT text FROM search_document"), "Bold");
	assert_false(testbed_has(testbed_text(t, "SELECT text FROM search_document"), "hemlig"));
	assert_false(testbed_has(testbed_text(t, "SELECT text FROM search_document"), "about"));
	testbed_load(t, "report",
	    "slug,name,authors,year,reference_number\nr,Rapport,Anna Ek|Bo Å,2014,SOU 2014:1\n");
	assert_str(testbed_indexed(t, "text", "Rapport"), "|Anna Ek|Bo Å|2014|SOU 2014:1");
	assert_str(testbed_indexed(t, "labels", "Rapport"), "|rapport~report");
}

/* Labels name only what is public. */
static void
labels_of_hidden(void **state)
{
	struct testbed *t = *state;

	testbed_basics(t);
	testbed_sql(t, "UPDATE record SET state = 'hidden' WHERE slug = 'motala'");
	testbed_load(t, "enterprise", "slug,name,municipality\na,A,Motala|Ydre\n");
	assert_str(testbed_indexed(t, "labels", "A"), "|Ydre");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM link"), 2);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(slugs_from_names), WITH(slugs_of_others), WITH(slugs_of_terms), WITH(history),
		WITH(all_or_nothing), WITH(search_document), WITH(labels_of_hidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
