/* test_list.c: documents of lists and of the search, walked by their own links; nothing hidden in any. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/items.h"
#include "lib/store/list.h"
#include "tests/unit/testbed.h"

static const struct list_limits limits = { .query_letters = 200, .page_depth = 4 };

enum { MANY = 137 };

/* 137 enterprises in Motala, every third with a café, and one of each other kind. */
static int
setup(void **state)
{
	struct testbed *t;
	struct buf b;

	if (testbed_setup_basics(state) != 0)
		return -1;
	t = *state;
	buf_init(&b, t->mem, 0);
	buf_puts(&b,
	    "slug,name,summary,summary_en,municipality,goods_and_services,description,legal_form\n");
	for (int i = 0; i < MANY; i++)
		buf_printf(&b, "e%d,%s %d,Vi arbetar,%s,%s,%s,%s,aktiebolag\n", i,
		    i % 2 ? "Åkern" : "Ärlan", i % 40, i % 5 ? "" : "Here we are",
		    i % 7 ? "Motala" : "Motala|Ydre", i % 3 ? "tvatt" : "kafe|tvatt",
		    i % 11
			? ""
			: "En text där ordet humla står någonstans i mitten av allt annat som sägs.");
	testbed_load(t, "enterprise", buf_cstr(&b));
	testbed_load(t, "organisation", "slug,name,country\nhumla,Humla AB,SE\n");
	testbed_load(t, "project",
	    "slug,name,name_en,programme,municipality,lead\np,Humlan,The bumblebee,eruf,Motala,humla\n");
	testbed_load(t, "report", "slug,name,projects,year\nr,Humlor,p,2014\n");
	testbed_load(t, "page",
	    "slug,slug_en,name,name_en,description\nom,about,Om humlor,About,Mer om humlor.\n");
	testbed_begin(t);
	return 0;
}

/* The document at an address of this kind's list (NULL: the search): what is behind "?". */
static json_t *
asked_for(struct testbed *t, const struct scope *s, const char *kind, struct str query,
    enum err want)
{
	json_t *doc = doc_object();
	struct list_problem problem;
	struct list_query q;
	struct form f;

	assert_int_equal(form_read(&f, t->mem, query, 100), ERR_NONE);
	assert_int_equal(list_query_read(&q, &f, &t->c,
			     kind == NULL ? NULL : kind_find(str_of(kind)), &limits, t->mem, true,
			     &problem),
	    ERR_NONE);
	if (kind == NULL)
		store_search(&t->r, s, &t->c, &q, doc);
	else
		store_list(&t->r, s, &t->c, &q, doc);
	assert_int_equal(db_done(&t->r), want);
	return doc;
}

static json_t *
get(struct testbed *t, const struct scope *s, const char *kind, const char *query)
{
	return asked_for(t, s, kind, str_of(query), ERR_NONE);
}

static struct str
behind_question(struct str address)
{
	return str_from(address, str_index(address, '?') + 1);
}

/* Follows links.next from this query to its end; how many items, each met once. */
static size_t
walk(struct testbed *t, const struct scope *s, const char *kind, const char *query, size_t *pages)
{
	struct str next = str_of(query);
	json_t *met = doc_object();
	size_t n = 0;

	for (*pages = 0; next.p != NULL; ++*pages) {
		json_t *doc = asked_for(t, s, kind,
		    behind_question((struct str){ mem_printf(t->mem, "?%.*s", STR_ARGS(next)),
		    next.n + 1 }),
		    ERR_NONE);
		json_t *items = doc_get(doc, "items");

		for (size_t i = 0; i < doc_count(items); i++, n++) {
			struct str id = doc_get_str(doc_at(items, i), "id");

			assert_non_null(id.p);
			assert_null(doc_get(met, id.p));
			doc_set_bool(met, id.p, true);
		}
		next = doc_get_str(doc_get(doc, "links"), "next");
		if (next.p != NULL)
			next = behind_question(next);
		assert_true(*pages < 200);
	}
	return n;
}

static void
every_record_once(void **state)
{
	struct testbed *t = *state;
	size_t pages;

	/* By number as far as page_depth, then by cursor. */
	assert_int_equal(walk(t, &t->api, "enterprise", "limit=10", &pages), MANY);
	assert_int_equal(pages, 14);
	assert_int_equal(walk(t, &t->api, "enterprise", "limit=1", &pages), MANY);
	assert_int_equal(walk(t, &t->api, "enterprise", "q=arbetar&limit=7", &pages), MANY);
	assert_int_equal(walk(t, &t->api, "enterprise", "q=arbetar&limit=7&sort=name", &pages),
	    MANY);
	assert_int_equal(walk(t, &t->api, "enterprise", "q=humla&limit=2", &pages), 13);
	assert_int_equal(walk(t, &t->sv, "enterprise", "goods_and_services=kafe&limit=5", &pages),
	    46);
	assert_int_equal(walk(t, &t->en, "municipality", "limit=2", &pages), 3);
	assert_int_equal(walk(t, &t->api, "report", "", &pages), 1);
	/* The search over all kinds goes as far as its pages have numbers. */
	assert_int_equal(walk(t, &t->api, NULL, "q=humla&limit=4", &pages), 16);
	assert_int_equal(pages, 4);
	assert_int_equal(walk(t, &t->api, NULL, "q=humla&kind=enterprise&limit=4", &pages), 13);
}

static void
members_of_a_list(void **state)
{
	struct testbed *t = *state;
	json_t *doc = get(t, &t->api, "enterprise", "goods_and_services=kafe&limit=2&page=2");
	json_t *item = doc_at(doc_get(doc, "items"), 0), *links = doc_get(doc, "links");
	const char
	    *base = "https://medverk.example/api/v1/enterprises?goods_and_services=kafe&limit=2";

	assert_str(testbed_json(t, doc_get(doc, "page")),
	    "{\"limit\":2,\"number\":2,\"total\":46,\"pages\":23}");
	assert_str(doc_get_str(links, "self"), mem_printf(t->mem, "%s&page=2", base));
	assert_str(doc_get_str(links, "next"), mem_printf(t->mem, "%s&page=3", base));
	assert_str(doc_get_str(links, "prev"), base);
	assert_str(testbed_json(t, doc_get(doc, "query")), "{\"sort\":\"name\"}");
	assert_str(doc_get_str(item, "kind"), "enterprise");
	assert_has(doc_get_str(item, "url"), "https://medverk.example/foretag/e");
	assert_has(doc_get_str(item, "api_url"), "https://medverk.example/api/v1/enterprises/");
	assert_has(testbed_json(t, doc_get(item, "goods_and_services")),
	    "{\"id\":\"kafe\",\"name\":\"Kafé och servering\"");
	assert_has(testbed_json(t, doc_get(item, "municipality")), "/kommuner/motala");
	assert_null(doc_get(item, ".id"));
	assert_null(doc_get(item, "legal_form"));
	doc = get(t, &t->api, "enterprise", "limit=100&page=2");
	assert_int_equal(doc_count(doc_get(doc, "items")), 37);
	assert_str(testbed_json(t, doc_get(doc_get(doc, "links"), "next")), "null");
	doc = get(t, &t->api, "enterprise", "limit=100");
	assert_str(testbed_json(t, doc_get(doc_get(doc, "links"), "prev")), "null");
	/* An empty list has a first page. */
	doc = get(t, &t->api, "enterprise", "q=zzz");
	assert_str(testbed_json(t, doc_get(doc, "page")),
	    "{\"limit\":20,\"number\":1,\"total\":0,\"pages\":1}");
	assert_int_equal(doc_count(doc_get(doc, "items")), 0);
}

static void
facets_of_a_list(void **state)
{
	struct testbed *t = *state;
	json_t *doc = get(t, &t->sv, "enterprise",
	    "municipality=0512&goods_and_services=kafe&limit=1");
	json_t *facets = doc_get(doc, "facets");

	/* Ydre alone: 20; with a café: 7. Other places count with the café, other trades with Ydre. */
	assert_int_equal(doc_get_int(doc_get(doc, "page"), "total"), 7);
	assert_str(testbed_json(t, doc_get(facets, "municipality")),
	    "{\"name\":\"municipality\",\"values\":["
	    "{\"value\":\"0583\",\"name\":\"Motala\",\"count\":46,"
	    "\"url\":\"?goods_and_services=kafe&municipality=0583,0512&limit=1\"},"
	    "{\"value\":\"0512\",\"name\":\"Ydre\",\"count\":7,\"selected\":true,"
	    "\"url\":\"?goods_and_services=kafe&limit=1\"}],\"any\":true,\"count\":2}");
	assert_str(testbed_json(t, doc_get(facets, "goods_and_services")),
	    "{\"name\":\"goods_and_services\",\"values\":["
	    "{\"value\":\"kafe\",\"name\":\"Kafé och servering\",\"count\":7,\"selected\":true,"
	    "\"url\":\"?municipality=0512&limit=1\"},"
	    "{\"value\":\"tvatt\",\"name\":\"Tvätt\",\"count\":20,"
	    "\"url\":\"?goods_and_services=kafe,tvatt&municipality=0512&limit=1\"}],\"any\":true,\"count\":2}");
	assert_str(testbed_json(t, doc_get(facets, "target_groups")),
	    "{\"name\":\"target_groups\",\"values\":[]}");
	/* One that was chosen stays, also when nothing is left of it. */
	doc = get(t, &t->en, "enterprise", "q=zzz&municipality=0583");
	assert_has(testbed_json(t, doc_get(doc, "facets")),
	    "{\"value\":\"0583\",\"name\":\"Motala\",\"count\":0,\"selected\":true,\"url\":\"?q=zzz\"}");
}

static void
past_the_end(void **state)
{
	struct testbed *t = *state;

	asked_for(t, &t->api, "enterprise", STR("limit=100&page=3"), ERR_NOT_FOUND);
	assert_int_equal(reader_end(&t->r), ERR_NOT_FOUND);
	testbed_begin(t);
	asked_for(t, &t->api, NULL, STR("q=humla&page=2"), ERR_NOT_FOUND);
	assert_int_equal(reader_end(&t->r), ERR_NOT_FOUND);
	testbed_begin(t);
	asked_for(t, &t->api, "enterprise", STR("cursor=0f8fad5b-d9cb-469f-a165-70867728950e"),
	    ERR_GONE);
	assert_int_equal(reader_end(&t->r), ERR_GONE);
	testbed_begin(t);
	asked_for(t, &t->api, "municipality", STR("cursor=0580&limit=2"), ERR_NONE);
}

static void
snippets(void **state)
{
	struct testbed *t = *state;
	json_t *item = doc_at(doc_get(get(t, &t->sv, "enterprise", "q=humla"), "items"), 0);
	json_t *parts;
	struct buf b;

	assert_null(doc_get(item, "name_parts"));
	assert_has(testbed_json(t, doc_get(item, "snippet")), "{\"text\":\"humla\",\"hit\":true}");
	item = doc_at(doc_get(get(t, &t->sv, "enterprise", "q=ärla+arbete"), "items"), 0);
	assert_has(testbed_json(t, doc_get(item, "name_parts")),
	    "{\"text\":\"Ärlan\",\"hit\":true}");
	assert_has(testbed_json(t, doc_get(item, "snippet")),
	    "{\"text\":\"arbetar\",\"hit\":true}");
	/* The parts of a name are the name. */
	parts = doc_get(item, "name_parts");
	buf_init(&b, t->mem, 0);
	for (size_t i = 0; i < doc_count(parts); i++)
		buf_str(&b, doc_get_str(doc_at(parts, i), "text"));
	assert_true(str_eq(buf_view(&b), doc_get_str(item, "name")));
	item = doc_at(doc_get(get(t, &t->sv, "enterprise", ""), "items"), 0);
	assert_null(doc_get(item, "snippet"));
}

/* The text of the hit in a label, or in a reference; STR_NONE when it has none. */
static struct str
hit_in(const json_t *label)
{
	const json_t *parts = doc_get(label, "name_parts");

	for (size_t i = 0; i < doc_count(parts); i++)
		if (doc_get_bool(doc_at(parts, i), "hit"))
			return doc_get_str(doc_at(parts, i), "text");
	return STR_NONE;
}

static const json_t *
first_found(struct testbed *t, const struct scope *s, const char *kind, const char *query)
{
	return doc_at(doc_get(get(t, s, kind, query), "items"), 0);
}

/* What was found by the name of something it refers to shows that name, and nothing else. */
static void
labels(void **state)
{
	struct testbed *t = *state;
	const json_t *item = first_found(t, &t->sv, "enterprise", "q=kafé");

	/* What the list shows anyway is marked where it stands. */
	assert_str(hit_in(doc_at(doc_get(item, "goods_and_services"), 0)), "Kafé");
	assert_null(hit_in(doc_at(doc_get(item, "goods_and_services"), 1)).p);
	assert_null(doc_get(item, "labels"));
	assert_null(doc_get(item, "snippet"));
	item = first_found(t, &t->sv, "enterprise", "q=kafé+motala");
	assert_str(hit_in(doc_at(doc_get(item, "municipality"), 0)), "Motala");

	item = first_found(t, &t->sv, "enterprise", "q=aktiebolag");
	assert_int_equal(doc_count(doc_get(item, "labels")), 1);
	assert_str(doc_get_str(doc_at(doc_get(item, "labels"), 0), "name"), "Aktiebolag");
	assert_str(hit_in(doc_at(doc_get(item, "labels"), 0)), "Aktiebolag");
	/* Of another language: the name the reader knows, whole. */
	item = first_found(t, &t->sv, "enterprise", "q=limited+company");
	assert_str(hit_in(doc_at(doc_get(item, "labels"), 0)), "Aktiebolag");
	item = first_found(t, &t->en, "enterprise", "q=aktiebolag");
	assert_str(hit_in(doc_at(doc_get(item, "labels"), 0)), "Limited company");

	/* No facet: who leads a project, where the rest is seen already. */
	item = first_found(t, &t->sv, "project", "q=humlan+ab");
	assert_str(hit_in(item), "Humlan");
	assert_int_equal(doc_count(doc_get(item, "labels")), 1);
	assert_str(doc_get_str(doc_at(doc_get(item, "labels"), 0), "name"), "Humla AB");
	assert_null(doc_get(first_found(t, &t->sv, "project", "q=humlan"), "labels"));
	/* What the summary has not is shown behind it. */
	item = first_found(t, &t->sv, "enterprise", "q=arbetar+humla");
	assert_has(testbed_json(t, doc_get(item, "snippet")),
	    "{\"text\":\"arbetar\",\"hit\":true},{\"text\":\" \"},{\"text\":\"En text");
	assert_has(testbed_json(t, doc_get(item, "snippet")), "{\"text\":\"humla\",\"hit\":true}");
	assert_null(doc_get(first_found(t, &t->sv, "enterprise", ""), "labels"));
}

/* Members that stand apart explain what nothing else does, and are no hits beside the whole word. */
static void
members(void **state)
{
	struct testbed *t = *state;
	const json_t *item;

	testbed_end(t);
	testbed_load(t, "enterprise",
	    "slug,name,summary,municipality,description\n"
	    "svan,Svanen,Vi syr,Motala,Vår fabrik gör en möbel i taget.\n"
	    "and,Anden,Möbel och fabrik hör ihop.,Motala,En möbelfabrik har vi.\n");
	testbed_begin(t);
	for (size_t i = 0; i < 2; i++) {
		item = doc_at(doc_get(get(t, &t->sv, "enterprise", "q=möbelfabrik"), "items"), i);
		assert_non_null(item);
		if (str_is(doc_get_str(item, "name"), "Svanen"))
			assert_has(testbed_json(t, doc_get(item, "snippet")),
			    "{\"text\":\"fabrik\",\"hit\":true},{\"text\":\" gör en \"},{\"text\":\"möbel\",\"hit\":true}");
		else
			assert_has(testbed_json(t, doc_get(item, "snippet")),
			    "[{\"text\":\"En \"},{\"text\":\"möbelfabrik\",\"hit\":true},");
	}
}

/* Values of fields that the list does not show are shown as labels, those that it shows are marked. */
static void
values(void **state)
{
	struct testbed *t = *state;
	const json_t *item;

	testbed_end(t);
	testbed_load(t, "enterprise",
	    "slug,name,summary,municipality,locality,postcode,organisation_number,alternative_name\n"
	    "gok,Göken,Vi lagar,Motala,Fornåsa,59195,769900-0019,Kuckeliku\n");
	testbed_load(t, "report", "slug,name,year,publisher\ngal,Att gala,2014,Tuppförlaget\n");
	testbed_begin(t);
	item = first_found(t, &t->sv, "enterprise", "q=fornåsa");
	assert_str(hit_in(doc_at(doc_get(item, "labels"), 0)), "Fornåsa");
	assert_null(doc_get(item, "snippet"));
	item = first_found(t, &t->sv, "enterprise", "q=591+95");
	assert_str(hit_in(doc_at(doc_get(item, "labels"), 0)),
	    "591\xc2\xa0"
	    "95");
	item = first_found(t, &t->sv, "enterprise", "q=7699000019");
	assert_str(hit_in(doc_at(doc_get(item, "labels"), 0)), "769900-0019");
	item = first_found(t, &t->sv, "enterprise", "q=kuckeliku");
	assert_str(hit_in(doc_at(doc_get(item, "labels"), 0)), "Kuckeliku");
	item = first_found(t, &t->sv, "report", "q=tuppförlaget");
	assert_null(doc_get(item, "labels"));
	assert_has(testbed_json(t, doc_get(item, "publisher_parts")),
	    "{\"text\":\"Tuppförlaget\",\"hit\":true}");
}

static void
languages(void **state)
{
	struct testbed *t = *state;
	json_t *item = doc_at(doc_get(get(t, &t->en, "project", ""), "items"), 0);

	assert_str(doc_get_str(item, "name"), "The bumblebee");
	assert_str(doc_get_str(item, "url"), "/en/projects/p");
	assert_null(doc_get(item, "text_languages"));
	item = doc_at(doc_get(get(t, &t->sv, "project", ""), "items"), 0);
	assert_str(doc_get_str(item, "name"), "Humlan");
	/* e0 and e10 are translated, e1 is not: only its summary, for names of enterprises are their own. */
	item = doc_at(doc_get(get(t, &t->en, "enterprise", "limit=1"), "items"), 0);
	assert_str(testbed_json(t, doc_get(item, "text_languages")), "{\"summary\":\"sv\"}");
	item = doc_at(doc_get(get(t, &t->en, NULL, "q=about&kind=page"), "groups"), 0);
	assert_str(doc_get_str(doc_at(doc_get(item, "items"), 0), "url"), "/en/about");
}

/* ------------------------------------------------------------------- search */

static void
search_by_rank(void **state)
{
	struct testbed *t = *state;
	json_t *doc = get(t, &t->api, NULL, "q=humla&limit=3"), *items = doc_get(doc, "items");

	/* The names come first, of these the one as it was typed; texts last. */
	assert_str(doc_get_str(doc_at(items, 0), "name"), "Humla AB");
	assert_str(doc_get_str(doc_at(items, 1), "name"), "Humlan");
	assert_str(doc_get_str(doc_at(items, 2), "name"), "Humlor");
	assert_str(testbed_json(t, doc_get(doc, "page")),
	    "{\"limit\":3,\"number\":1,\"total\":17,\"pages\":6}");
	assert_has(testbed_json(t, doc_get(doc, "facets")),
	    "{\"value\":\"enterprise\",\"count\":13,"
	    "\"url\":\"https://medverk.example/api/v1/enterprises?q=humla&limit=3\"}");
	assert_str(doc_get_str(doc_get(doc, "links"), "next"),
	    "https://medverk.example/api/v1/search?q=humla&limit=3&page=2");
	/* Of one kind: its own address, and no other kind's items. */
	doc = get(t, &t->api, NULL, "q=humla&kind=enterprise&limit=5");
	assert_str(doc_get_str(doc_get(doc, "links"), "self"),
	    "https://medverk.example/api/v1/search?q=humla&kind=enterprise&limit=5");
	for (size_t i = 0; i < 5; i++)
		assert_str(doc_get_str(doc_at(doc_get(doc, "items"), i), "kind"), "enterprise");
}

static void
search_by_kind(void **state)
{
	struct testbed *t = *state;
	json_t *doc = get(t, &t->sv, NULL, "q=humla"), *groups = doc_get(doc, "groups");
	const json_t *last = doc_at(groups, doc_count(groups) - 1);

	/* The kind with the best hit first: the enterprises have it in their text only. */
	assert_null(doc_get(doc, "items"));
	assert_int_equal(doc_count(groups), 5);
	assert_str(doc_get_str(doc_at(groups, 0), "kind"), "organisation");
	assert_false(doc_get_bool(doc_at(groups, 0), "more"));
	assert_str(doc_get_str(last, "kind"), "enterprise");
	assert_int_equal(doc_get_int(last, "total"), 13);
	assert_int_equal(doc_count(doc_get(last, "items")), 5);
	assert_true(doc_get_bool(last, "more"));
	assert_str(doc_get_str(last, "url"), "/foretag?q=humla");
	/* Without words, and with words that are none: nothing, and no error. */
	doc = get(t, &t->sv, NULL, "");
	assert_int_equal(doc_count(doc_get(doc, "groups")), 0);
	assert_int_equal(doc_get_int(doc_get(doc, "page"), "total"), 0);
	doc = get(t, &t->sv, NULL, "q=%22%22+*+-");
	assert_int_equal(doc_get_int(doc_get(doc, "page"), "total"), 0);
	doc = get(t, &t->sv, NULL, "q=a1+b2+c3+d4+e5+f6+g7+h8+i9+j10");
	assert_true(doc_get_bool(doc_get(doc, "query"), "cut"));
}

/* ------------------------------------------------------------------- hidden */

/* Whatever is hidden is in no list, count, search or reference, although its search document is still there. */
static void
nothing_hidden(void **state)
{
	static const char *const kinds[] = { "enterprise", "project", "report", "municipality" };
	struct testbed *t = *state;
	struct buf all;

	testbed_end(t);
	testbed_sql(t,
	    "UPDATE record SET state = 'hidden', name = 'Hemligt humla', summary = 'Hemligt'"
	    " WHERE slug IN ('e0', 'p', 'motala', 'goods-and-services-kafe', 'om');"
	    "UPDATE search SET name = 'Hemligt humla', summary = 'Hemligt', text = 'Hemligt'"
	    " WHERE rowid IN (SELECT id FROM record WHERE state = 'hidden')");
	testbed_begin(t);
	buf_init(&all, t->mem, 0);
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		json_write(&all, get(t, &t->api, kinds[i], "limit=100"));
		json_write(&all, get(t, &t->sv, kinds[i], "limit=100&q=hemligt"));
		json_write(&all, get(t, &t->en, kinds[i], "limit=100&q=humla"));
	}
	json_write(&all, get(t, &t->api, NULL, "q=hemligt"));
	json_write(&all, get(t, &t->sv, NULL, "q=humla"));
	assert_false(testbed_has(buf_view(&all), "Hemligt"));
	assert_false(testbed_has(buf_view(&all), "hidden"));
	/* Motala's code as a whole value: the digits alone may stand in any random id. */
	assert_false(testbed_has(buf_view(&all), "\"0583\""));
	assert_false(testbed_has(buf_view(&all), "kafe"));
	assert_int_equal(doc_get_int(doc_get(get(t, &t->api, NULL, "q=hemligt"), "page"), "total"),
	    0);
	assert_int_equal(doc_get_int(doc_get(get(t, &t->api, "enterprise", ""), "page"), "total"),
	    MANY - 1);
	assert_int_equal(doc_get_int(doc_get(get(t, &t->api, "municipality", ""), "page"), "total"),
	    2);
	assert_int_equal(doc_get_int(doc_get(get(t, &t->api, "project", ""), "page"), "total"), 0);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, testbed_teardown_reading)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(every_record_once), WITH(members_of_a_list), WITH(facets_of_a_list), WITH(past_the_end),
		WITH(snippets), WITH(labels), WITH(members), WITH(values), WITH(languages), WITH(search_by_rank), WITH(search_by_kind),
		WITH(nothing_hidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
