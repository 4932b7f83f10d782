/* test_site.c: what pages show beside their record. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/record.h"
#include "lib/store/site.h"
#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	struct testbed *t;

	if (testbed_setup_basics(state) != 0)
		return -1;
	t = *state;
	testbed_load(t, "enterprise",
	    "slug,name,municipality,goods_and_services,verified_on,verified_by_kind\n"
	    "a,A,Motala,kafe,2026-01-01,region\nb,B,Motala|Ydre,kafe,2026-01-03,enterprise\n"
	    "c,C,Motala,tvatt,2026-01-02,enterprise\nd,D,,kafe,,\n");
	testbed_load(t, "municipality",
	    "code,slug,name,neighbours\n0584,vadstena,Vadstena,0583|0512\n");
	testbed_load(t, "report", "slug,name,year\nr1,Gammal,2009\nr2,Ny,2024\nr3,Odaterad,\n");
	testbed_begin(t);
	return 0;
}

/* Slugs of an array of items. */
static struct str
slugs(const struct testbed *t, const json_t *items)
{
	struct buf b;

	buf_init(&b, t->mem, 0);
	for (size_t i = 0; i < doc_count(items); i++)
		buf_printf(&b, "%.*s ", STR_ARGS(doc_get_str(doc_at(items, i), "slug")));
	return buf_view(&b);
}

static void
start(void **state)
{
	struct testbed *t = *state;
	json_t *doc = doc_object();

	store_start(&t->r, &t->sv, &t->c, doc);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	assert_str(testbed_json(t, doc_get(doc, "counts")),
	    "{\"enterprises\":4,\"projects\":0,\"reports\":3,\"municipalities\":4}");
	assert_str(testbed_json(t, doc_get(doc, "areas")),
	    "[{\"id\":\"kafe\",\"name\":\"Kafé och servering\",\"url\":\"/foretag?goods_and_services=kafe\",\"count\":3},"
	    "{\"id\":\"tvatt\",\"name\":\"Tvätt\",\"url\":\"/foretag?goods_and_services=tvatt\",\"count\":1}]");
	/* Every municipality is a way in, also those without enterprises. */
	assert_int_equal(doc_count(doc_get(doc, "municipalities")), 4);
	assert_has(testbed_json(t, doc_get(doc, "municipalities")),
	    "\"name\":\"Linköping\",\"url\":\"/kommuner/linkoping\",\"count\":0");
	/* The latest confirmed, not those that nobody has; the newest reports by their year. */
	assert_str(slugs(t, doc_get(doc, "confirmed")), "b c a ");
	assert_str(slugs(t, doc_get(doc, "reports")), "r2 r1 r3 ");
}

static json_t *
municipality(struct testbed *t, const char *slug)
{
	json_t *doc = doc_object();

	store_record_load(&t->r, &t->sv, kind_find(STR("municipality")),
	    testbed_number(t, mem_printf(t->mem, "SELECT id FROM record WHERE slug = '%s'", slug)),
	    doc);
	store_municipality(&t->r, &t->sv, &t->c, doc);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	return doc;
}

static void
municipalities(void **state)
{
	struct testbed *t = *state;
	json_t *doc = municipality(t, "motala"), *list = doc_get(doc, "enterprises");

	assert_str(slugs(t, doc_get(list, "items")), "a b c ");
	assert_int_equal(doc_get_int(list, "total"), 3);
	assert_str(doc_get_str(list, "url"), "/foretag?municipality=0583");
	assert_has(testbed_json(t, doc_get(doc, "areas")),
	    "\"id\":\"kafe\",\"name\":\"Kafé och servering\"");
	assert_int_equal(doc_get_int(doc_at(doc_get(doc, "areas"), 0), "count"), 2);
	assert_false(doc_get_bool(doc, "few"));
	doc = municipality(t, "vadstena");
	assert_int_equal(doc_get_int(doc_get(doc, "enterprises"), "total"), 0);
	assert_true(doc_get_bool(doc, "few"));
	assert_has(testbed_json(t, doc_get(doc, "neighbours")), "\"count\":3");
	assert_has(testbed_json(t, doc_get(doc, "neighbours")), "\"count\":1");
}

static void
nearby(void **state)
{
	static const struct {
		const char *slug, *near;
	} neighbours[] = {
		{ "a", "b c " }, { "b", "c a " }, { "c", "a b " }, { "d", "" },
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(neighbours); i++) {
		json_t *doc = doc_object();

		store_nearby(&t->r, &t->sv, &t->c,
		    testbed_number(t,
			mem_printf(t->mem, "SELECT id FROM record WHERE slug = '%s'",
			    neighbours[i].slug)),
		    doc);
		assert_str(slugs(t, doc_get(doc, "nearby")), neighbours[i].near);
	}
	store_nearby(&t->r, &t->sv, &t->c, 0, doc_object());
	store_nearby(&t->r, &t->sv, &t->c, 999999, doc_object());
}

static void
partners(void **state)
{
	static const char text[] =
	    "{\"partners\":[{\"name\":\"A\",\"country\":{\"id\":\"SE\"}},"
	    "{\"name\":\"B\",\"country\":{\"id\":\"PL\"}},{\"name\":\"C\",\"country\":{\"id\":\"SE\"}},{\"name\":\"D\"}]}";
	struct testbed *t = *state;
	const char *problem;
	int line;
	json_t *doc = doc_read(t->mem, str_of(text), &problem, &line), *groups;

	store_partners(doc);
	groups = doc_get(doc, "partners_by_country");
	assert_int_equal(doc_count(groups), 2);
	assert_str(testbed_json(t, doc_get(doc_at(groups, 0), "country")), "{\"id\":\"SE\"}");
	assert_int_equal(doc_count(doc_get(doc_at(groups, 0), "partners")), 2);
	doc = doc_object();
	store_partners(doc);
	assert_int_equal(doc_count(doc), 0);
}

static void
citations(void **state)
{
	static const struct {
		const char *report, *citation;
	} reports[] = {
		{ "{\"name\":\"Arbete för alla?\",\"authors\":[\"Anna Ek\",\"Bo Å\"],\"publisher\":\"Region Ö\",\"year\":2010,"
		    "\"series\":\"Rapport\",\"reference_number\":\"2010:3\"}",
		    "Anna Ek, Bo Å (2010). Arbete för alla? Region Ö. Rapport. 2010:3." },
		{ "{\"name\":\"Utan\",\"publisher\":\"Region Ö\"}", "Region Ö. Utan." },
		{ "{\"name\":\"Samma\",\"authors\":[\"Region Ö\"],\"publisher\":\"Region Ö\",\"year\":2014}", "Region Ö (2014). Samma." },
		{ "{\"name\":\"Bara namn\"}", "Bara namn." },
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(reports); i++) {
		const char *problem;
		int line;
		json_t *doc = doc_read(t->mem, str_of(reports[i].report), &problem, &line);

		store_citation(&t->sv, doc);
		assert_str(doc_get_str(doc, "citation"), reports[i].citation);
	}
}

static void
health(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear;

	store_health(&t->r);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	testbed_end(t);
	testbed_sql(t, "DROP TABLE search");
	ear = testbed_listen();
	reader_begin(&t->r);
	store_health(&t->r);
	assert_int_not_equal(reader_end(&t->r), ERR_NONE);
	(void)testbed_heard(t, ear);
	reader_begin(&t->r);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, testbed_teardown_reading)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(start), WITH(municipalities), WITH(nearby), WITH(partners), WITH(citations),
		WITH(health),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
