/* test_list_query.c: from the parameters of an address to a question and back. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/list.h"
#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	int failed = testbed_setup_basics(state);

	if (failed == 0)
		testbed_begin(*state);
	return failed;
}

/* Read and written again: the canonical address of the same list. */
static const struct {
	const char *kind, *text, *address;
} addresses[] = {
	{ "enterprise", "", "/foretag" },
	{ "enterprise", "q=", "/foretag" },
	{ "enterprise", "q=%20%20", "/foretag" },
	{ "enterprise", "q=%20trä%20&page=1&limit=20", "/foretag?q=tr%C3%A4" },
	{ "enterprise", "q=trä&sort=relevance", "/foretag?q=tr%C3%A4" },
	{ "enterprise", "q=trä&sort=name", "/foretag?q=tr%C3%A4&sort=name" },
	{ "enterprise", "sort=name", "/foretag" },
	{ "enterprise", "sort=relevance", "/foretag?sort=relevance" },
	{ "enterprise", "page=3&limit=50", "/foretag?limit=50&page=3" },
	{ "enterprise", "municipality=0583&goods_and_services=tvatt&municipality=0512&goods_and_services=kafe",
	    "/foretag?goods_and_services=kafe,tvatt&municipality=0583,0512" },
	{ "enterprise", "municipality=0583&municipality=0583", "/foretag?municipality=0583" },
	{ "enterprise", "municipality=", "/foretag" },
	{ "enterprise", "utm_source=x&fbclid=1&lang=en", "/foretag" },
	{ "enterprise", "cursor=abc&page=2", "/foretag?cursor=abc" },
	{ "enterprise", "q=a%26b%3Dc%22%3C%3E%23", "/foretag?q=a%26b%3Dc%22%3C%3E%23" },
	{ "project", "programme=eruf&municipality=0580", "/projekt?programme=eruf&municipality=0580" },
	{ "report", "", "/rapporter" },
	{ NULL, "q=motala", "/sok?q=motala" },
	{ NULL, "q=motala&kind=enterprise&page=2", "/sok?q=motala&kind=enterprise&page=2" },
	{ NULL, "q=motala&kind=page", "/sok?q=motala&kind=page" },
	{ NULL, "q=motala&kind=", "/sok?q=motala" },
	{ NULL, "q=motala&sort=name&cursor=x&municipality=0583", "/sok?q=motala" },
};

static void
reads_and_writes(void **state)
{
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(addresses); i++) {
		struct list_problem problem;
		struct list_query q;
		struct list_change here = { .sort = -1 };

		assert_int_equal(testbed_query(t, &q, addresses[i].kind, addresses[i].text, false,
				     &problem),
		    ERR_NONE);
		here.page = q.page;
		here.cursor = q.cursor;
		assert_str(list_address(&t->sv, &q, &t->c, &here), addresses[i].address);
	}
}

static const struct {
	const char *kind, *text, *parameter, *key;
	bool lenient;
} refused[] = {
	{ "enterprise", "page=0", "page", "out_of_range", false },
	{ "enterprise", "page=51", "page", "out_of_range", false },
	{ "enterprise", "page=-1", "page", "out_of_range", false },
	{ "enterprise", "page=x", "page", "out_of_range", false },
	{ "enterprise", "page=", "page", "out_of_range", false },
	{ "enterprise", "page=1.5", "page", "out_of_range", false },
	{ "enterprise", "page=%201", "page", "out_of_range", false },
	{ "enterprise", "page=99999999999999999999", "page", "out_of_range", false },
	{ "enterprise", "page=4294967297", "page", "out_of_range", false },
	{ "enterprise", "limit=0", "limit", "out_of_range", false },
	{ "enterprise", "limit=101", "limit", "out_of_range", false },
	{ "enterprise", "sort=size", "sort", "bad_value", false },
	{ "enterprise", "sort=", "sort", "bad_value", false },
	{ "enterprise", "municipality=9999", "municipality", "unknown_term", false },
	{ "enterprise", "municipality=Motala", "municipality", "unknown_term", false },
	{ "enterprise", "municipality=", "municipality", "unknown_term", true },
	{ "enterprise", "programme=eruf", "programme", "unknown_parameter", true },
	{ "enterprise", "Q=x", "Q", "unknown_parameter", true },
	{ "enterprise", "=x", "", "unknown_parameter", true },
	{ "enterprise", "kind=page", "kind", "unknown_parameter", true },
	{ NULL, "kind=term", "kind", "bad_value", false },
	{ NULL, "kind=enterprises", "kind", "bad_value", false },
	{ NULL, "q=x&sort=name", "sort", "unknown_parameter", true },
	{ NULL, "q=x&cursor=name", "cursor", "unknown_parameter", true },
	{ NULL, "q=x&municipality=0583", "municipality", "unknown_parameter", true },
};

static void
refuses(void **state)
{
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct list_problem problem;
		struct list_query q;

		if (testbed_query(t, &q, refused[i].kind, refused[i].text, true, &problem) !=
		    ERR_BAD_REQUEST)
			fail_msg("<%s> is not refused", refused[i].text);
		assert_str(problem.parameter, refused[i].parameter);
		assert_string_equal(problem.key, refused[i].key);
		/* What only programs must not send is ignored in pages. */
		assert_int_equal(testbed_query(t, &q, refused[i].kind, refused[i].text, false,
				     &problem),
		    refused[i].lenient ? ERR_NONE : ERR_BAD_REQUEST);
	}
}

static void
limits_hold(void **state)
{
	struct testbed *t = *state;
	struct list_problem problem;
	struct list_query q;
	struct buf b;

	buf_init(&b, t->mem, 0);
	buf_puts(&b, "q=");
	for (int i = 0; i < 200; i++)
		buf_puts(&b, "å");
	assert_int_equal(testbed_query(t, &q, "enterprise", buf_cstr(&b), true, &problem),
	    ERR_NONE);
	assert_null(q.typed.p);
	buf_puts(&b, "x");
	assert_int_equal(testbed_query(t, &q, "enterprise", buf_cstr(&b), true, &problem),
	    ERR_BAD_REQUEST);
	assert_string_equal(problem.key, "too_long");
	assert_int_equal(problem.max, 200);
	/* People are answered: with what there is room for, whole words if there are several. */
	assert_int_equal(testbed_query(t, &q, "enterprise", buf_cstr(&b), false, &problem),
	    ERR_NONE);
	assert_int_equal(q.q.n, 400);
	assert_int_equal(q.typed.n, 401);
	buf_clear(&b);
	buf_puts(&b, "q=");
	for (int i = 0; i < 60; i++)
		buf_puts(&b, "++orden");
	assert_int_equal(testbed_query(t, &q, "enterprise", buf_cstr(&b), false, &problem),
	    ERR_NONE);
	assert_true(str_ends(q.q, STR(" orden")));
	assert_int_equal(q.q.n, 27 * 7 + 5);
	buf_puts(&b, "&q=trä");
	assert_int_equal(testbed_query(t, &q, "enterprise", buf_cstr(&b), false, &problem),
	    ERR_NONE);
	assert_str(q.q, "trä");
	assert_null(q.typed.p);
	assert_int_equal(testbed_query(t, &q, "enterprise", "page=50&limit=100", true, &problem),
	    ERR_NONE);
	assert_int_equal(q.page, 50);
	assert_int_equal(q.limit, 100);
	assert_int_equal(testbed_query(t, &q, "enterprise", "page=51", true, &problem),
	    ERR_BAD_REQUEST);
	assert_int_equal(problem.min, 1);
	assert_int_equal(problem.max, 50);
}

static void
changes(void **state)
{
	struct testbed *t = *state;
	const struct catalogue_kind *k = &t->c.kind[kind_index(kind_find(STR("enterprise")))];
	const struct facet *f = catalogue_facet(k, STR("municipality"));
	struct list_problem problem;
	struct list_query q;
	unsigned motala = (unsigned)facet_find(f, STR("0583")),
		 ydre = (unsigned)facet_find(f, STR("0512"));

	assert_int_equal(testbed_query(t, &q, "enterprise", "q=x&municipality=0583&page=4&limit=10",
			     true, &problem),
		    ERR_NONE);
	/* A value more, or less; the page begins anew. */
	assert_str(list_address(&t->sv, &q, &t->c,
		       &(struct list_change){ .facet = f, .value = ydre, .sort = -1 }),
	    "/foretag?q=x&municipality=0583,0512&limit=10");
	assert_str(list_address(&t->sv, &q, &t->c,
		       &(struct list_change){ .facet = f, .value = motala, .sort = -1 }),
	    "/foretag?q=x&limit=10");
	assert_str(list_address(&t->sv, &q, &t->c, &(struct list_change){ .sort = SORT_NAME }),
	    "/foretag?q=x&municipality=0583&sort=name&limit=10");
	assert_str(list_address(&t->sv, &q, &t->c,
		       &(struct list_change){ .clear = true, .sort = -1 }),
	    "/foretag?limit=10");
	assert_str(list_address(&t->sv, &q, &t->c,
		       &(struct list_change){ .cursor = STR("a/b&c"), .page = 9, .sort = -1 }),
	    "/foretag?q=x&municipality=0583&limit=10&cursor=a%2Fb%26c");
	/* In the other language, and for programs. */
	assert_str(list_address(&t->en, &q, &t->c, &(struct list_change){ .page = 2, .sort = -1 }),
	    "/en/enterprises?q=x&municipality=0583&limit=10&page=2");
	assert_str(list_address(&t->api, &q, &t->c, &(struct list_change){ .page = 2, .sort = -1 }),
	    "https://medverk.example/api/v1/enterprises?q=x&municipality=0583&limit=10&page=2");
	t->api.lang = LANG_EN;
	assert_str(list_address(&t->api, &q, &t->c, &(struct list_change){ .sort = -1 }),
	    "https://medverk.example/api/v1/enterprises?q=x&municipality=0583&limit=10&lang=en");
	t->api.lang = LANG_SV;
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, testbed_teardown_reading)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(reads_and_writes), WITH(refuses), WITH(limits_hold), WITH(changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
