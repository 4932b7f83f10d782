/* test_near.c: places, names of places, and that nobody is found nearer than wanted. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/list.h"
#include "tests/unit/testbed.h"

/* Motala with enterprises about its centre, one of each precision, and one without coordinates in Linköping. */
static int
setup(void **state)
{
	struct testbed *t;

	if (testbed_setup(state) != 0)
		return -1;
	t = *state;
	testbed_basics(t);
	testbed_load(t, "municipality",
	    "code,slug,name,seat,latitude,longitude\n0580,linkoping,Linköping,Linköping,58.41,15.62\n"
	    "0583,motala,Motala,Motala,58.54,15.04\n0512,ydre,Ydre,Österbymo,57.83,15.27\n");
	testbed_load(t, "enterprise",
	    "slug,name,municipality,goods_and_services,street_address,postcode,locality,latitude,longitude,location_precision\n"
	    "exact,Exakt,Motala,kafe,Storgatan 1,59130,Motala,58.5402,15.0418,\n"
	    "street,Gata,Motala,kafe,Dolda gatan 2,59131,Borensberg,58.561234,15.281234,street\n"
	    "postcode,Postnummer,Motala,snickeri,Dolda gatan 3,59132,Borensberg,58.561234,15.281234,postcode\n"
	    "municipality,Kommun,Motala,kafe,Dolda gatan 4,59133,Tjällmo,58.71,15.35,municipality\n"
	    "hidden,Hemlig,Motala,kafe,Dolda gatan 5,59134,Fornåsa,58.48,15.22,hidden\n"
	    "two,Två ord,Ydre,,,,Norra Fågelås,57.9,15.2,\n"
	    "nowhere,Utan punkt,Linköping,,Storgatan 6,58222,Linköping,,,\n");
	testbed_begin(t);
	return 0;
}

static enum err
ask_for(struct testbed *t, struct list_query *q, const char *kind, const char *text, bool strict,
    struct list_problem *problem)
{
	enum err e = testbed_query(t, q, kind, text, strict, problem);

	return e != ERR_NONE ? e : list_query_aim(q, &t->r, &t->c, t->mem, strict, problem);
}

/* The answer of the API. */
static json_t *
get(struct testbed *t, const char *kind, const char *text)
{
	struct list_problem problem;
	struct list_query q;
	json_t *doc = doc_object();

	if (ask_for(t, &q, kind, text, true, &problem) != ERR_NONE)
		fail_msg("<%s> is refused: %s", text, problem.key);
	if (kind == NULL)
		store_search(&t->r, &t->api, &t->c, &q, doc);
	else
		store_list(&t->r, &t->api, &t->c, &q, doc);
	return doc;
}

/* "Name 1.2, Name 3" */
static struct str
found(struct testbed *t, const json_t *doc)
{
	const json_t *items = doc_get(doc, "items");
	struct buf b;

	buf_init(&b, t->mem, 128);
	for (size_t i = 0; i < doc_count(items); i++) {
		const json_t *item = doc_at(items, i), *km = doc_get(item, "distance_km");

		buf_printf(&b, "%s%.*s", i > 0 ? ", " : "", STR_ARGS(doc_get_str(item, "name")));
		if (km != NULL) {
			buf_byte(&b, ' ');
			json_write(&b, km);
		}
		if (doc_get_bool(item, "distance_is_approximate"))
			buf_byte(&b, '~');
	}
	return buf_view(&b);
}

static void
lists(void **state)
{
	static const struct {
		const char *kind, *text, *found;
	} cases[] = {
		{ "enterprise", "near=58.54,15.04", "Exakt 0.1, Kommun 1~" },
		{ "enterprise", "near=motala&radius_km=20", "Exakt 0.1, Kommun 1~, Postnummer 14~, Gata 14.2~" },
		{ "enterprise", "near=motala&radius_km=20&sort=name", "Exakt 0.1, Gata 14.2~, Kommun 1~, Postnummer 14~" },
		{ "enterprise", "near=Link%C3%B6ping", "Utan punkt 1~" },
		{ "enterprise", "near=motala&radius_km=20&goods_and_services=snickeri", "Postnummer 14~" },
		{ "enterprise", "near=motala&radius_km=20&q=gata", "Gata 14.2~" },
		{ "enterprise", "near=58.48,15.22&radius_km=1", "" },
		{ "enterprise", "near=58.71,15.35&radius_km=5", "" },
		{ "enterprise", "bbox=15,58.5,15.1,58.6", "Exakt, Kommun" },
		{ "enterprise", "bbox=15,58.5,15.1,58.6&near=58.54,15.03", "Exakt 0.7, Kommun 1~" },
		{ "enterprise", "bbox=170,58.5,15.1,58.6", "Exakt, Kommun" },
		{ "enterprise", "bbox=16,58,17,59", "" },
		{ "municipality", "near=58.5,15.1&radius_km=50", "Motala 5.7, Linköping 31.9" },
		{ NULL, "near=motala&radius_km=5", "Motala 0, Exakt 0.1, Kommun 1~" },
		{ NULL, "near=motala&radius_km=5&kind=enterprise", "Exakt 0.1, Kommun 1~" },
		{ NULL, "near=motala&radius_km=5&q=exakt", "Exakt 0.1" },
		{ NULL, "near=motala&radius_km=20&q=caf%C3%A9&sort=distance", "Exakt 0.1, Kommun 1~, Gata 14.2~" },
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str got = found(t, get(t, cases[i].kind, cases[i].text));

		if (!str_is(got, cases[i].found))
			print_error("%s\n", cases[i].text);
		assert_str(got, cases[i].found);
	}
}

static void
counts_and_pages(void **state)
{
	struct testbed *t = *state;
	json_t *doc = get(t, "enterprise", "near=motala&radius_km=20&goods_and_services=kafe");
	struct buf all;
	struct str next;

	/* Facets count what is within, the other filters applied. */
	assert_has(testbed_json(t, doc_get(doc, "facets")),
	    "\"value\":\"snickeri\",\"name\":\"Snickeri\",\"count\":1");
	assert_has(testbed_json(t, doc_get(doc, "facets")),
	    "\"value\":\"0583\",\"name\":\"Motala\",\"count\":3");
	assert_false(testbed_has(testbed_json(t, doc_get(doc, "facets")), "0580"));
	assert_str(testbed_json(t, doc_get(doc, "query")),
	    "{\"sort\":\"distance\",\"near\":{\"text\":\"motala\",\"name\":\"Motala\",\"latitude\":58.54,"
	    "\"longitude\":15.04,\"radius_km\":20},"
	    "\"without_filters\":[{\"field\":\"goods_and_services\",\"values\":["
	    "{\"value\":\"kafe\",\"name\":\"Kafé och servering\"}],\"count\":4,\"url\":"
	    "\"https://medverk.example/api/v1/enterprises?near=motala&radius_km=20\"}]}");
	/* By cursor from the first to the last, one at a time. */
	buf_init(&all, t->mem, 0);
	doc = get(t, "enterprise", "near=motala&radius_km=20&limit=1");
	for (int i = 0; i < 4; i++) {
		json_t *item = doc_at(doc_get(doc, "items"), 0);

		buf_printf(&all, "%.*s ", STR_ARGS(doc_get_str(item, "name")));
		doc = get(t, "enterprise",
		    mem_printf(t->mem, "near=motala&radius_km=20&limit=1&cursor=%.*s",
			STR_ARGS(doc_get_str(item, "id"))));
	}
	assert_str(buf_view(&all), "Exakt Kommun Postnummer Gata ");
	assert_int_equal(doc_count(doc_get(doc, "items")), 0);
	doc = get(t, "enterprise", "near=motala&radius_km=20&limit=2");
	next = doc_get_str(doc_get(doc, "links"), "next");
	assert_has(next, "?near=motala&radius_km=20&limit=2&page=2");
}

static void
wider(void **state)
{
	struct testbed *t = *state;

	assert_has(testbed_json(t, doc_get(get(t, "enterprise", "near=58.71,15.3"), "query")),
	    "\"wider\":[{\"radius_km\":20,\"count\":2,"
	    "\"url\":\"https://medverk.example/api/v1/enterprises?near=58.71%2C15.3&radius_km=20\"},"
	    "{\"radius_km\":50,\"count\":5,");
	assert_has(testbed_json(t,
		       doc_get(get(t, "enterprise", "near=58.71,15.3&q=gata"), "query")),
	    "\"wider\":[{\"radius_km\":20,\"count\":1,"
	    "\"url\":\"https://medverk.example/api/v1/enterprises?q=gata&near=58.71%2C15.3&radius_km=20\"}]");
	assert_false(testbed_has(testbed_json(t, get(t, "enterprise", "near=0,0")), "wider"));
}

/* ------------------------------------------------------------------- names */

static const struct {
	const char *typed, *name;
} names[] = {
	{ "59130", "591\xc2\xa0" "30 Motala" }, { "591 31", "591\xc2\xa0" "31 Borensberg" },
	/* Not told, so not known: the nearest that is, or the town behind it. */
	{ "59133", "591\xc2\xa0" "32 Borensberg" }, { "59134 Fornåsa", "591\xc2\xa0" "32 Borensberg" },
	{ "59100", "591\xc2\xa0" "30 Motala" }, { "60000 Motala", "Motala" }, { "60000, Motalla", "Motala" },
	{ "59200", NULL }, { "5913", NULL }, { "591300", NULL }, { "591  30", NULL }, { "01234", NULL },
	{ "Motala", "Motala" }, { "MOTALA", "Motala" }, { " motala ", "Motala" },
	{ "Motala kommun", "Motala" }, { "Linköpings kommun", "Linköping" }, { "linkoping", "Linköping" },
	{ "Österbymo", "Österbymo" }, { "osterbymo", "Österbymo" },
	{ "Borensberg", "Borensberg" }, { "borensberg", "Borensberg" },
	{ "Motalla", "Motala" }, { "Linköpin", "Linköping" }, { "Norrköping", NULL },
	/* Localities that are not told are not known, nor are names of something else. */
	{ "Fågelås Norra", NULL }, { "Norra Fågelås", "Norra Fågelås" }, { "norra fågelås", "Norra Fågelås" },
	{ "Tjällmo", NULL }, { "Fornåsa", NULL }, { "Storgatan", NULL }, { "Kafé", NULL },
	{ "\"", NULL }, { "*", NULL }, { "kommun", NULL }, { "Gata", NULL }, { "x", NULL },
};

static void
place_names(void **state)
{
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct list_problem problem;
		struct list_query q;
		struct buf b;
		enum err e;

		buf_init(&b, t->mem, 32);
		buf_puts(&b, "near=");
		for (const char *p = names[i].typed; *p != '\0'; p++)
			buf_printf(&b, "%%%02X", (unsigned char)*p);
		e = ask_for(t, &q, "enterprise", buf_cstr(&b), true, &problem);
		if ((e == ERR_NONE) != (names[i].name != NULL))
			fail_msg("<%s>: %s", names[i].typed, e == ERR_NONE ? "found" : problem.key);
		if (e == ERR_NONE)
			assert_str(q.near.name, names[i].name);
	}
}

/* What was not meant as it was written is said. */
static void
guesses(void **state)
{
	static const struct {
		const char *near;
		bool guessed;
	} cases[] = {
		{ "Motala", false }, { "motala+kommun", false }, { "Borensberg", false }, { "Motalla", true },
		{ "59130", false }, { "591+30+Motala", false }, { "59133", true }, { "60000+Motala", false },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct list_problem problem;
		struct list_query q;

		assert_int_equal(ask_for(*state, &q, "enterprise",
				     mem_printf(((struct testbed *)*state)->mem, "near=%s",
					 cases[i].near),
				     true, &problem),
		    ERR_NONE);
		if (q.near.guessed != cases[i].guessed)
			fail_msg("%s", cases[i].near);
	}
}

static const struct {
	const char *kind, *text, *parameter, *key;
} refused[] = {
	{ "enterprise", "near=58.41", "near", "not_a_position" },
	{ "enterprise", "near=158.41,15", "near", "not_a_position" },
	{ "enterprise", "near=-nan,1", "near", "not_a_position" },
	{ "enterprise", "near=Xyzzy", "near", "unknown_place" },
	{ "enterprise", "near=", "near", "unknown_place" },
	{ "enterprise", "near=Motala&radius_km=0", "radius_km", "out_of_range" },
	{ "enterprise", "near=Motala&radius_km=201", "radius_km", "out_of_range" },
	{ "enterprise", "near=Motala&radius_km=1e2", "radius_km", "out_of_range" },
	{ "enterprise", "near=Motala&radius_km=-5", "radius_km", "out_of_range" },
	{ "enterprise", "near=Motala&radius_km=99999999999999999999", "radius_km", "out_of_range" },
	{ "enterprise", "bbox=1,2,3", "bbox", "not_a_box" },
	{ "enterprise", "bbox=15,59,16,58", "bbox", "not_a_box" },
	{ "enterprise", "bbox=inf,nan,0,0", "bbox", "not_a_box" },
	{ "enterprise", "radius_km=5", "radius_km", "needs_near" },
	{ "enterprise", "sort=distance", "sort", "needs_near" },
	{ "enterprise", "sort=distance&bbox=15,58,16,59", "sort", "needs_near" },
	{ NULL, "q=x&sort=distance", "sort", "needs_near" },
	{ NULL, "near=Xyzzy", "near", "unknown_place" },
	{ "project", "near=Motala", "near", "unknown_parameter" },
	{ "report", "bbox=1,2,3,4", "bbox", "unknown_parameter" },
};

static void
refuses(void **state)
{
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct list_problem problem;
		struct list_query q;

		if (ask_for(t, &q, refused[i].kind, refused[i].text, true, &problem) !=
		    ERR_BAD_REQUEST)
			fail_msg("<%s> is not refused", refused[i].text);
		assert_str(problem.parameter, refused[i].parameter);
		assert_string_equal(problem.key, refused[i].key);
		/* A page goes on without the place and says why. */
		assert_int_equal(ask_for(t, &q, refused[i].kind, refused[i].text, false, &problem),
		    ERR_NONE);
		assert_null(problem.key);
		assert_false(q.near.found);
		assert_true(q.sort != SORT_DISTANCE);
		if (q.near.boxed)
			continue;
		assert_str(list_address(&t->sv, &q, &t->c, &(struct list_change){ .sort = -1 }),
		    refused[i].kind == NULL
			? (q.q.p != NULL ? "/sok?q=x" : "/sok")
			: mem_printf(t->mem, "%s",
			      kind_find(str_of(refused[i].kind))->path[LANG_SV]));
	}
}

static const struct {
	const char *text, *address, *anywhere;
} addresses[] = {
	{ "near=58,41,%2015,62", "/foretag?near=58.41%2C15.62", "/foretag" },
	{ "near=motala&radius_km=10&sort=distance", "/foretag?near=motala", "/foretag" },
	{ "radius_km=50&near=motala&sort=name", "/foretag?near=motala&radius_km=50&sort=name", "/foretag" },
	{ "near=motala&q=x", "/foretag?q=x&near=motala", "/foretag?q=x" },
	{ "near=motala&q=x&sort=distance", "/foretag?q=x&near=motala&sort=distance", "/foretag?q=x" },
	{ "bbox=15.0,58,16,59.5", "/foretag?bbox=15%2C58%2C16%2C59.5", "/foretag?bbox=15%2C58%2C16%2C59.5" },
	{ "near=&radius_km=10&bbox=", "/foretag", "/foretag" },
};

static void
addresses_of_places(void **state)
{
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(addresses); i++) {
		struct list_problem problem;
		struct list_query q;

		assert_int_equal(ask_for(t, &q, "enterprise", addresses[i].text, false, &problem),
		    ERR_NONE);
		assert_str(list_address(&t->sv, &q, &t->c, &(struct list_change){ .sort = -1 }),
		    addresses[i].address);
		assert_str(list_address(&t->sv, &q, &t->c,
			       &(struct list_change){ .sort = -1, .anywhere = true }),
		    addresses[i].anywhere);
	}
}

/* -------------------------------------------------------------------- blurred */

/* True when the list near a point has the enterprise; its distance in *tenths. */
static bool
is_found(struct testbed *t, const char *name, double latitude, double longitude, unsigned km,
    double *distance)
{
	json_t *doc = get(t, "enterprise",
	    mem_printf(t->mem, "near=%.6f,%.6f&radius_km=%u", latitude, longitude, km));

	for (size_t i = 0; i < doc_count(doc_get(doc, "items")); i++) {
		const json_t *item = doc_at(doc_get(doc, "items"), i),
			     *d = doc_get(item, "distance_km");

		if (!str_is(doc_get_str(item, "name"), name))
			continue;
		*distance = doc_is_real(d) ? doc_real(d) : (double)doc_int(d);
		return true;
	}
	return false;
}

/*
 * Somebody asks again and again to find out where an enterprise is: walks towards
 * the edge of the circle from west and from south until it is known to a metre. What is found
 * is the middle of its cell, and nothing of where in the cell it is.
 */
static void
locate(struct testbed *t, const char *name, double *latitude, double *longitude)
{
	double low = 15.20, high = 15.2812, d, west, east;

	/* The westernmost and the easternmost point from which it is within 5 km, at one latitude. */
	for (low = 15.10, high = 15.28; high - low > 1e-5;)
		if (is_found(t, name, 58.5612, (low + high) / 2, 5, &d))
			high = (low + high) / 2;
		else
			low = (low + high) / 2;
	west = high;
	for (low = 15.28, high = 15.50; high - low > 1e-5;)
		if (is_found(t, name, 58.5612, (low + high) / 2, 5, &d))
			low = (low + high) / 2;
		else
			high = (low + high) / 2;
	east = low;
	*longitude = (west + east) / 2;
	for (low = 58.40, high = 58.5612; high - low > 1e-6;)
		if (is_found(t, name, (low + high) / 2, *longitude, 5, &d))
			high = (low + high) / 2;
		else
			low = (low + high) / 2;
	*latitude = high + 5000 / 6371009.0 * 180 / 3.14159265358979;
}

static void
never_nearer_than_its_cell(void **state)
{
	static const struct {
		const char *slug, *name;
		double cell_latitude, cell_longitude;
	} cases[] = { { "street", "Gata", 58.561, 15.282 }, { "postcode", "Postnummer", 58.56, 15.28 } };
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str first = STR_NONE;

		/* Wherever it is in its cell, all answers are the same. */
		for (int move = 0; move < 3; move++) {
			double latitude, longitude, d = 0;
			struct str answer;

			testbed_end(t);
			testbed_sql(t,
			    mem_printf(t->mem,
				"UPDATE enterprise SET latitude = 58561000 + %d, longitude = 15281100 + %d"
				" WHERE id = (SELECT id FROM record WHERE slug = '%s')",
				move * 200 - 100, move * 400, cases[i].slug));
			testbed_begin(t);
			locate(t, cases[i].name, &latitude, &longitude);
			assert_true(latitude - cases[i].cell_latitude < 2e-5 &&
			    cases[i].cell_latitude - latitude < 2e-5);
			assert_true(longitude - cases[i].cell_longitude < 2e-4 &&
			    cases[i].cell_longitude - longitude < 2e-4);
			assert_true(is_found(t, cases[i].name, 58.5612, 15.2834, 5, &d));
			answer = testbed_json(t,
			    get(t, "enterprise", "near=58.5612,15.2834&bbox=15.2,58.5,15.3,58.6"));
			if (move == 0)
				first = answer;
			assert_true(str_eq(first, answer));
		}
	}
	/* One that is told as its municipality is where that is, and the hidden one is nowhere. */
	for (int i = 0; i < 2; i++) {
		testbed_end(t);
		testbed_sql(t,
		    mem_printf(t->mem,
			"UPDATE enterprise SET latitude = 58500000 + %d, longitude = 15000000"
			" WHERE location_precision IN ('municipality', 'hidden')",
			i * 90000));
		testbed_begin(t);
		assert_str(found(t, get(t, "enterprise", "near=58.54,15.04&radius_km=5")),
		    "Exakt 0.1, Kommun 1~");
	}
	assert_false(testbed_has(testbed_json(t,
				     get(t, "enterprise", "near=58.5,15&radius_km=200")),
	    "Hemlig"));
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, testbed_teardown_reading)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(lists), WITH(counts_and_pages), WITH(wider), WITH(place_names), WITH(guesses), WITH(refuses),
		WITH(addresses_of_places), WITH(never_nearer_than_its_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
