/* test_record.c: finding a record by address or id, and its document, seen from both ends of every link. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/record.h"
#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	struct testbed *t;

	if (testbed_setup_basics(state) != 0)
		return -1;
	t = *state;
	testbed_load(t, "organisation",
	    "slug,name,name_en,country,website_url\n"
	    "region,Region Östergötland,,SE,https://exempel.se\nslask,Schlesien,Silesia,PL,\n");
	testbed_load(t, "project",
	    "slug,name,name_en,summary,summary_en,description,programme,budget,eu_contribution,"
	    "currency,start_date,municipality,lead,partners,part_of\n"
	    "hela,Hela,The whole,Sammanfattning,,Text,eruf,1592235.33,100,EUR,2012-01-01,Motala,region,slask|region,\n"
	    "del,Del,A part,,,,,,,,,,,,hela\n");
	testbed_load(t, "report", "slug,name,projects\nr,Rapport,hela\n");
	testbed_load(t, "enterprise",
	    "slug,name,municipality,goods_and_services,legal_form,projects,latitude,longitude\n"
	    "bjorken,Björken,Motala|Ydre,tvatt|kafe,aktiebolag,hela,58.2037,14.7097\n");
	testbed_load(t, "page", "slug,slug_en,name,name_en,description\nom,about,Om,About,Text\n");
	testbed_begin(t);
	return 0;
}

static json_t *
load(struct testbed *t, const struct scope *s, const char *kind, const char *slug)
{
	const struct kind *k = kind_find(str_of(kind));
	json_t *doc = doc_object();

	store_record_load(&t->r, s, k,
	    testbed_number(t,
		mem_printf(t->mem, "SELECT record FROM slug WHERE kind = '%s' AND slug = '%s'",
		    kind, slug)),
	    doc);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	return doc;
}

/* In a transaction of its own; *moved is where to, if so. */
static enum err
find(struct testbed *t, const struct scope *s, const char *kind, const char *slug, const char *id,
    struct str *moved)
{
	struct record_key key = { .kind = kind_find(str_of(kind)), .slug = str_of(slug), .id = str_of(id) };
	struct record_found found;
	enum err e = reader_end(&t->r);

	(void)e;
	testbed_begin(t);
	store_record_find(&t->r, s, &key, &found);
	e = db_done(&t->r);
	*moved = found.moved;
	assert_int_equal(found.record > 0, e == ERR_NONE);
	return e;
}

static void
by_slug(void **state)
{
	struct testbed *t = *state;
	struct str moved;

	assert_int_equal(find(t, &t->sv, "enterprise", "bjorken", NULL, &moved), ERR_NONE);
	assert_int_equal(find(t, &t->en, "enterprise", "bjorken", NULL, &moved), ERR_NONE);
	assert_int_equal(find(t, &t->sv, "enterprise", "finns-inte", NULL, &moved), ERR_NOT_FOUND);
	assert_int_equal(find(t, &t->sv, "enterprise", "hela", NULL, &moved), ERR_NOT_FOUND);
	assert_int_equal(find(t, &t->sv, "enterprise", "BJORKEN", NULL, &moved), ERR_NOT_FOUND);
	assert_int_equal(find(t, &t->sv, "enterprise", "", NULL, &moved), ERR_NOT_FOUND);
	assert_int_equal(find(t, &t->sv, "enterprise", "' OR 1=1 --", NULL, &moved), ERR_NOT_FOUND);
	/* Each language's own address, and from one to the other. */
	assert_int_equal(find(t, &t->sv, "page", "om", NULL, &moved), ERR_NONE);
	assert_int_equal(find(t, &t->en, "page", "about", NULL, &moved), ERR_NONE);
	assert_int_equal(find(t, &t->sv, "page", "about", NULL, &moved), ERR_MOVED);
	assert_str(moved, "/om");
	assert_int_equal(find(t, &t->en, "page", "om", NULL, &moved), ERR_MOVED);
	assert_str(moved, "/en/about");
}

static void
old_slugs(void **state)
{
	struct testbed *t = *state;
	const char *uuid = testbed_text(t, "SELECT uuid FROM record WHERE slug = 'bjorken'").p;
	struct str moved;

	testbed_load(t, "enterprise", mem_printf(t->mem, "id,slug,name\n%s,asken,Asken\n", uuid));
	testbed_load(t, "enterprise", mem_printf(t->mem, "id,slug,name\n%s,eken,Eken\n", uuid));
	assert_int_equal(find(t, &t->sv, "enterprise", "bjorken", NULL, &moved), ERR_MOVED);
	assert_str(moved, "/foretag/eken");
	assert_int_equal(find(t, &t->en, "enterprise", "asken", NULL, &moved), ERR_MOVED);
	assert_str(moved, "/en/enterprises/eken");
	assert_int_equal(find(t, &t->sv, "enterprise", "eken", NULL, &moved), ERR_NONE);
}

static void
by_id(void **state)
{
	struct testbed *t = *state;
	const char *uuid = testbed_text(t, "SELECT uuid FROM record WHERE slug = 'bjorken'").p;
	struct str moved;

	assert_int_equal(find(t, &t->api, "enterprise", NULL, uuid, &moved), ERR_NONE);
	assert_int_equal(find(t, &t->api, "project", NULL, uuid, &moved), ERR_NOT_FOUND);
	assert_int_equal(find(t, &t->api, "municipality", NULL, "0583", &moved), ERR_NONE);
	assert_int_equal(find(t, &t->api, "municipality", NULL, "583", &moved), ERR_NOT_FOUND);
	assert_int_equal(find(t, &t->api, "enterprise", NULL, "1", &moved), ERR_NOT_FOUND);
	assert_int_equal(find(t, &t->api, "enterprise", NULL, "", &moved), ERR_NOT_FOUND);
}

/* What was taken away with a reason is gone; what was only never public, or is hidden without a trace, is unknown. */
static void
tombstones(void **state)
{
	struct testbed *t = *state;
	const char *uuid = testbed_text(t, "SELECT uuid FROM record WHERE slug = 'bjorken'").p;
	struct str moved;

	testbed_sql(t, "UPDATE record SET state = 'hidden' WHERE slug = 'bjorken'");
	assert_int_equal(find(t, &t->sv, "enterprise", "bjorken", NULL, &moved), ERR_NOT_FOUND);
	testbed_sql(t,
	    "INSERT INTO change (record, op, at, revision, reason) SELECT id, 'deleted',"
	    " '2026-01-01T00:00:00Z', 1, 'closed' FROM record WHERE slug IN ('bjorken', 'motala', 'hela')");
	testbed_sql(t, "UPDATE record SET state = 'archived' WHERE slug = 'motala'");
	assert_int_equal(find(t, &t->sv, "enterprise", "bjorken", NULL, &moved), ERR_GONE);
	assert_int_equal(find(t, &t->api, "enterprise", NULL, uuid, &moved), ERR_GONE);
	assert_int_equal(find(t, &t->api, "project", NULL, uuid, &moved), ERR_NOT_FOUND);
	assert_int_equal(find(t, &t->sv, "municipality", "motala", NULL, &moved), ERR_GONE);
	assert_int_equal(find(t, &t->api, "municipality", NULL, "0583", &moved), ERR_GONE);
	assert_int_equal(find(t, &t->sv, "enterprise", "aldrig", NULL, &moved), ERR_NOT_FOUND);
	/* Published again: the tombstone is history. */
	assert_int_equal(find(t, &t->sv, "project", "hela", NULL, &moved), ERR_NONE);
	testbed_sql(t,
	    "UPDATE record SET state = 'hidden' WHERE slug = 'hela';"
	    "INSERT INTO change (record, op, at, revision) SELECT id, 'created', '2026-01-02T00:00:00Z', 2"
	    " FROM record WHERE slug = 'hela'");
	assert_int_equal(find(t, &t->sv, "project", "hela", NULL, &moved), ERR_NOT_FOUND);
}

static void
whole_documents(void **state)
{
	struct testbed *t = *state;
	json_t *doc = load(t, &t->sv, "enterprise", "bjorken");

	assert_str(doc_get_str(doc, "url"), "/foretag/bjorken");
	assert_str(testbed_json(t, doc_get(doc, "municipality")),
	    "[{\"id\":\"0583\",\"name\":\"Motala\",\"url\":\"/kommuner/motala\"},"
	    "{\"id\":\"0512\",\"name\":\"Ydre\",\"url\":\"/kommuner/ydre\"}]");
	/* In the order in which they were given; terms lead to the list filtered by them. */
	assert_str(testbed_json(t, doc_get(doc, "goods_and_services")),
	    "[{\"id\":\"tvatt\",\"name\":\"Tvätt\",\"url\":\"/foretag?goods_and_services=tvatt\"},"
	    "{\"id\":\"kafe\",\"name\":\"Kafé och servering\",\"url\":\"/foretag?goods_and_services=kafe\"}]");
	assert_str(testbed_json(t, doc_get(doc, "legal_form")),
	    "{\"id\":\"aktiebolag\",\"name\":\"Aktiebolag\",\"url\":\"/foretag?legal_form=aktiebolag\"}");
	assert_has(testbed_json(t, doc), "\"latitude\":58.2037,\"longitude\":14.7097");
	assert_false(testbed_has(testbed_json(t, doc), "null"));
	assert_false(testbed_has(testbed_json(t, doc), "\"\""));
	doc = load(t, &t->sv, "project", "hela");
	assert_has(testbed_json(t, doc),
	    "\"budget\":1592235.33,\"eu_contribution\":100,\"currency\":\"EUR\"");
	assert_has(testbed_json(t, doc_get(doc, "lead")),
	    "\"country\":{\"id\":\"SE\",\"name\":\"Sverige\"}");
	assert_has(testbed_json(t, doc_get(doc, "partners")), "Schlesien");
}

/* Every link of the graph shows from both ends. */
static void
both_ends(void **state)
{
	static const struct {
		const char *kind, *slug, *field, *shows;
	} ends[] = {
		{ "enterprise", "bjorken", "projects", "/projekt/hela" },
		{ "project", "hela", "enterprises", "/foretag/bjorken" },
		{ "project", "hela", "reports", "/rapporter/r" }, { "report", "r", "projects", "/projekt/hela" },
		{ "project", "hela", "lead", "/organisationer/region" },
		{ "organisation", "region", "leads", "/projekt/hela" },
		{ "organisation", "region", "partner_in", "/projekt/hela" },
		{ "organisation", "slask", "partner_in", "/projekt/hela" },
		{ "project", "del", "part_of", "/projekt/hela" }, { "project", "hela", "parts", "/projekt/del" },
		{ "project", "hela", "municipality", "/kommuner/motala" },
		{ "municipality", "motala", "projects", "/projekt/hela" },
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(ends); i++)
		assert_has(testbed_json(t,
			       doc_get(load(t, &t->sv, ends[i].kind, ends[i].slug), ends[i].field)),
		    ends[i].shows);
	assert_null(doc_get(load(t, &t->sv, "organisation", "slask"), "leads"));
}

static void
languages(void **state)
{
	struct testbed *t = *state;
	json_t *doc = load(t, &t->en, "project", "hela");

	assert_str(doc_get_str(doc, "name"), "The whole");
	assert_str(doc_get_str(doc, "summary"), "Sammanfattning");
	assert_str(testbed_json(t, doc_get(doc, "text_languages")),
	    "{\"summary\":\"sv\",\"description\":\"sv\"}");
	assert_str(doc_get_str(doc, "url"), "/en/projects/hela");
	assert_has(testbed_json(t, doc_get(doc, "partners")), "\"name\":\"Silesia\"");
	assert_has(testbed_json(t, doc_get(doc, "partners")), "\"name\":\"Poland\"");
	assert_has(testbed_json(t, doc_get(doc, "parts")), "\"name\":\"A part\"");
	assert_null(doc_get(load(t, &t->sv, "project", "hela"), "text_languages"));
	doc = load(t, &t->en, "page", "om");
	assert_str(doc_get_str(doc, "url"), "/en/about");
	doc = load(t, &t->en, "enterprise", "bjorken");
	assert_has(testbed_json(t, doc), "\"name\":\"Laundry\"");
	assert_has(testbed_json(t, doc), "/en/enterprises?goods_and_services=tvatt");
	assert_null(doc_get(doc, "text_languages"));
}

static void
for_programs(void **state)
{
	struct testbed *t = *state;
	json_t *doc = load(t, &t->api, "municipality", "motala");

	assert_str(doc_get_str(doc, "id"), "0583");
	assert_str(doc_get_str(doc, "api_url"),
	    "https://medverk.example/api/v1/municipalities/0583");
	assert_has(testbed_json(t, doc_get(doc, "projects")),
	    "\"api_url\":\"https://medverk.example/api/v1/projects/");
}

/* A record that is not public cannot be loaded, nor seen at the other end of any link. */
static void
hidden(void **state)
{
	struct testbed *t = *state;
	json_t *doc = doc_object();
	int64_t record = testbed_number(t, "SELECT id FROM record WHERE slug = 'hela'");

	testbed_end(t);
	testbed_sql(t,
	    "UPDATE record SET state = 'hidden' WHERE slug IN ('hela', 'slask', 'goods-and-services-kafe')");
	testbed_begin(t);
	assert_false(testbed_has(testbed_json(t, load(t, &t->api, "enterprise", "bjorken")),
	    "hela"));
	assert_false(testbed_has(testbed_json(t, load(t, &t->api, "enterprise", "bjorken")),
	    "kafe"));
	assert_null(doc_get(load(t, &t->api, "report", "r"), "projects"));
	assert_null(doc_get(load(t, &t->api, "organisation", "region"), "leads"));
	assert_null(doc_get(load(t, &t->api, "municipality", "motala"), "projects"));
	assert_null(doc_get(load(t, &t->api, "project", "del"), "part_of"));
	store_record_load(&t->r, &t->sv, kind_find(STR("project")), record, doc);
	assert_int_equal(db_done(&t->r), ERR_NOT_FOUND);
	assert_null(doc_get(doc, "name"));
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, testbed_teardown_reading)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(by_slug), WITH(old_slugs), WITH(by_id), WITH(tombstones), WITH(whole_documents),
		WITH(both_ends), WITH(languages), WITH(for_programs), WITH(hidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
