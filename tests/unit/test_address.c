/* test_address.c: addresses of records and lists. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	struct mem *m = mem_new(0);
	struct testbed *t = mem_calloc(m, 1, sizeof(*t));

	*t = (struct testbed){ .mem = m, .sv = { .lang = LANG_SV, .mem = m }, .en = { .lang = LANG_EN, .mem = m },
	    .api = { .mem = m, .api = true, .base = STR("https://medverk.example") } };
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	mem_free(((struct testbed *)*state)->mem);
	return 0;
}

static void
records(void **state)
{
	struct testbed *t = *state;
	const struct kind *enterprise = kind_find(STR("enterprise")),
			  *page = kind_find(STR("page"));

	assert_str(address_record(&t->sv, enterprise, STR("bjorken")), "/foretag/bjorken");
	assert_str(address_record(&t->en, enterprise, STR("bjorken")), "/en/enterprises/bjorken");
	assert_str(address_record(&t->sv, page, STR("om")), "/om");
	assert_str(address_record(&t->en, page, STR("about")), "/en/about");
	assert_str(address_record(&t->sv, kind_find(STR("term")), STR("kafe")), NULL);
	assert_str(address_record(&t->api, enterprise, STR("bjorken")),
	    "https://medverk.example/foretag/bjorken");
	assert_str(address_api(&t->sv, enterprise, STR("0f8f")), "/api/v1/enterprises/0f8f");
	assert_str(address_api(&t->api, kind_find(STR("municipality")), STR("0583")),
	    "https://medverk.example/api/v1/municipalities/0583");
}

static void
lists(void **state)
{
	struct testbed *t = *state;
	const struct kind *report = kind_find(STR("report"));

	assert_str(address_list(&t->sv, report), "/rapporter");
	assert_str(address_list(&t->en, report), "/en/reports");
	assert_str(address_list(&t->api, report), "https://medverk.example/api/v1/reports");
	assert_str(address_search(&t->sv), "/sok");
	assert_str(address_search(&t->en), "/en/search");
	assert_str(address_search(&t->api), "https://medverk.example/api/v1/search");
	assert_str(address_filtered(&t->sv, report, "language", STR("s v&x")),
	    "/rapporter?language=s%20v%26x");
	assert_str(address_filtered(&t->en, kind_find(STR("enterprise")), "municipality",
		       STR("0583")),
	    "/en/enterprises?municipality=0583");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(records, setup, teardown),
		cmocka_unit_test_setup_teardown(lists, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
