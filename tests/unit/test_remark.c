/* test_remark.c: what a search says of itself, and what breaks a tie. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/list.h"
#include "tests/unit/testbed.h"

static const struct list_limits limits = { .query_letters = 200, .page_depth = 4 };

static int
setup(void **state)
{
	struct testbed *t;

	if (testbed_setup(state) != 0)
		return -1;
	t = *state;
	testbed_load(t, "country", "code,name,name_en\nSE,Sverige,Sweden\n");
	testbed_load(t, "municipality",
	    "code,slug,name,neighbours\n"
	    "0513,kinda,Kinda,0580|0561\n0580,linkoping,Linköping,0513|0561\n"
	    "0561,atvidaberg,Åtvidaberg,0513|0580\n0583,motala,Motala,\n");
	testbed_load(t, "enterprise",
	    "slug,name,summary,description,municipality,verified_on,verified_by_kind\n"
	    "a,Kafé Ån,,x,Linköping,,\n"
	    "b,Kafé Bruket,,x,Åtvidaberg,,\n"
	    "c,Kafé Vättern,,x,Motala,,\n"
	    "d,Kindasågen,,x,Kinda,,\n"
	    "e,Örat,,Vi syr gardiner,Motala,,\n"
	    "f,Ådran,Kort,Vi syr gardiner,Motala,,\n"
	    "g,Åsen,,Vi syr gardiner,Motala,2026-01-02,enterprise\n"
	    "h,Änden,Kort,Vi syr gardiner,Motala,2026-01-02,enterprise\n"
	    "i,Älven,,Vi syr gardiner,Motala,,\n");
	testbed_begin(t);
	return 0;
}

static int
teardown(void **state)
{
	enum err e = reader_end(&((struct testbed *)*state)->r);

	(void)e;
	return testbed_teardown(state);
}

static json_t *
searched(struct testbed *t, const char *query)
{
	json_t *doc = doc_object();
	struct list_problem problem;
	struct list_query q;
	struct form f;

	assert_int_equal(form_read(&f, t->mem, str_of(query), 100), ERR_NONE);
	assert_int_equal(list_query_read(&q, &f, &t->c, NULL, &limits, t->mem, true, &problem),
	    ERR_NONE);
	store_search(&t->r, &t->api, &t->c, &q, doc);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	return doc;
}

/* The strings of this name in a list, with blanks between. */
static struct str
listed(struct testbed *t, const json_t *list, const char *name)
{
	struct buf b;

	buf_init(&b, t->mem, 0);
	for (size_t i = 0; i < doc_count(list); i++) {
		if (i > 0)
			buf_byte(&b, ' ');
		buf_str(&b, doc_get_str(doc_at(list, i), name));
	}
	return buf_view(&b);
}

/* Nothing in Kinda is a café: said, and offered in each neighbour that has some; Motala is none. */
static void
neighbours(void **state)
{
	struct testbed *t = *state;
	json_t *query = doc_get(searched(t, "q=kaf%C3%A9+Kinda"), "query");
	json_t *near = doc_get(query, "nearby");

	assert_str(listed(t, near, "name"), "Linköping Åtvidaberg");
	assert_int_equal(doc_get_int(doc_at(near, 0), "count"), 1);
	assert_str(doc_str(doc_at(doc_get(query, "left_out"), 0)), "Kinda");
	/* Nor is anything offered where the municipality has what was looked for, or its neighbours have not. */
	assert_null(doc_get(doc_get(searched(t, "q=kaf%C3%A9+Motala"), "query"), "nearby"));
	assert_null(doc_get(doc_get(searched(t, "q=gardiner+Kinda"), "query"), "nearby"));
	assert_null(doc_get(doc_get(searched(t, "q=Kinda"), "query"), "nearby"));
}

/* Where each record lacks another word, a filter is offered when something that has it has the others. */
static void
filters_lead_somewhere(void **state)
{
	struct testbed *t = *state;
	json_t *query;

	testbed_end(t);
	testbed_load(t, "term", "taxonomy,code,name\ngoods_and_services,tvatt,Tvätt\n");
	testbed_load(t, "enterprise",
	    "slug,name,municipality,goods_and_services\nj,Hundarna,Motala,\nk,Bubblan,Motala,tvatt\n");
	testbed_begin(t);
	query = doc_get(searched(t, "q=hund+tv%C3%A4tt+motala"), "query");
	assert_str(listed(t, doc_get(query, "filters"), "value"), "0583");
	query = doc_get(searched(t, "q=bubblan+tv%C3%A4tt+motala"), "query");
	assert_str(listed(t, doc_get(query, "filters"), "value"), "tvatt 0583");
}

/* Of what is found equally well, first what somebody confirmed, then what is complete, then by name as Swedes sort. */
static void
ties(void **state)
{
	struct testbed *t = *state;

	testbed_end(t);
	testbed_sql(t, "UPDATE record SET lacks = NULL WHERE summary IS NOT NULL");
	testbed_begin(t);
	assert_str(listed(t, doc_get(searched(t, "q=gardiner"), "items"), "slug"), "h g f i e");
	/* But never before what is found better. */
	assert_str(listed(t, doc_get(searched(t, "q=gardiner+%C3%B6rat"), "items"), "slug"), "e");
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { WITH(neighbours), WITH(filters_lead_somewhere), WITH(ties) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
