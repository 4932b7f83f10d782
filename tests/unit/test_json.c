/* test_json.c: what is written is JSON, and exactly what was given. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "lib/view/doc.h"
#include "lib/view/json.h"

static int
setup(void **state)
{
	struct mem *m = mem_new(0);

	doc_init();
	mem_use(m);
	*state = m;
	return 0;
}

static int
teardown(void **state)
{
	mem_use(NULL);
	mem_free(*state);
	return 0;
}

static const char *
written(struct mem *m, const json_t *v)
{
	struct buf b;

	buf_init(&b, m, 0);
	json_write(&b, v);
	return buf_cstr(&b);
}

static void
trees_are_compact_and_in_order(void **state)
{
	static const char
	    text[] = "{\"z\":[1,-2,[],{}],\"a\":{\"ö\":null,\"b\":true},\"c\":false,\"d\":\"\"}";
	const char *problem;
	int line;

	assert_string_equal(written(*state, doc_read(*state, str_of(text), &problem, &line)), text);
}

static void
strings_are_escaped(void **state)
{
	assert_string_equal(written(*state, doc_string(STR("\"\\/\b\f\n\r\t\x01\x1f\x7f"))),
	    "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
	assert_string_equal(written(*state, doc_string((struct str){ "a\0b", 3 })),
	    "\"a\\u0000b\"");
	assert_string_equal(written(*state, doc_string(STR("Åäö <b> & \xf0\x9f\x8c\xbf"))),
	    "\"Åäö <b> & \xf0\x9f\x8c\xbf\"");
	json_t *o = doc_object();

	doc_set_int(o, "a\"b\n", 1);
	assert_string_equal(written(*state, o), "{\"a\\\"b\\n\":1}");
}

static void
scripts_cannot_be_ended(void **state)
{
	struct buf b;
	json_t *o = doc_object();

	doc_set_cstr(o, "<k>", "</script><!-- & \"å\"");
	buf_init(&b, *state, 0);
	json_write_script(&b, o);
	assert_string_equal(buf_cstr(&b),
	    "{\"\\u003ck\\u003e\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\\"å\\\"\"}");
}

static void
scaled_numbers_come_out_exactly(void **state)
{
	static const struct {
		int64_t scaled;
		unsigned decimals;
		const char *text;
	} cases[] = {
		{ 582037, 4, "58.2037" }, { 16, 1, "1.6" }, { 1, 6, "0.000001" },
		{ -1, 6, "-0.000001" }, { 0, 6, "0" }, { 500, 2, "5" }, { -500, 2, "-5" },
		{ 150, 2, "1.5" }, { 159223533, 2, "1592235.33" }, { 42, 0, "42" },
		{ 999999999999999, 6, "999999999.999999" },
		{ 999999999999999, 5, "9999999999.99999" },
		{ 999999999999999, 2, "9999999999999.99" },
		{ -999999999999999, 1, "-99999999999999.9" },
		{ 999999, 6, "0.999999" }, { 100000000000001, 2, "1000000000000.01" },
		{ 29, 2, "0.29" }, { 1005, 3, "1.005" }, { 15540, 3, "15.54" },
		{ INT64_MAX, 0, "9223372036854775807" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(written(*state, doc_scaled(cases[i].scaled, cases[i].decimals)),
		    cases[i].text);
}

/* A number of digits / 10^d, written by hand, against every size of number. */
static void
many_scaled_numbers(void **state)
{
	uint64_t x = 88172645463325252;

	for (int i = 0; i < 20000; i++) {
		unsigned decimals = (unsigned)i % 7, d;
		uint64_t scaled, power = 1;
		char text[48];
		int n;

		x ^= x << 13, x ^= x >> 7, x ^= x << 17;
		scaled = (x >> (i % 50)) % 1000000000000000;
		for (d = 0; d < decimals; d++)
			power *= 10;
		n = snprintf(text, sizeof(text), "%llu.%0*llu",
		    (unsigned long long)(scaled / power), (int)decimals,
		    (unsigned long long)(scaled % power));
		while (text[n - 1] == '0' || text[n - 1] == '.') {
			bool point = text[n - 1] == '.';

			text[--n] = '\0';
			if (point)
				break;
		}
		if (decimals == 0)
			snprintf(text, sizeof(text), "%llu", (unsigned long long)scaled);
		assert_string_equal(written(*state, doc_scaled((int64_t)scaled, decimals)), text);
		if (i % 1000 == 0)
			mem_reset(*state);
	}
}

static void
other_reals_stay_numbers(void **state)
{
	const char *problem;
	int line;

	assert_string_equal(written(*state, json_real(0.1 + 0.2)), "0.3");
	assert_string_equal(written(*state, json_real(-0.0)), "0");
	assert_string_equal(written(*state, json_real(1e-9)), "0");
	assert_string_equal(written(*state, json_real(0.9999999)), "1");
	assert_string_equal(written(*state, json_real(-2.9999999)), "-3");
	assert_string_equal(written(*state, json_real(1e17)), "100000000000000000");
	assert_non_null(doc_read(*state, str_of(written(*state, json_real(1.5e300))), &problem,
	    &line));
	assert_non_null(doc_read(*state, str_of(written(*state, json_real(-1.7e308))), &problem,
	    &line));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(trees_are_compact_and_in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(strings_are_escaped, setup, teardown),
		cmocka_unit_test_setup_teardown(scripts_cannot_be_ended, setup, teardown),
		cmocka_unit_test_setup_teardown(scaled_numbers_come_out_exactly, setup, teardown),
		cmocka_unit_test_setup_teardown(many_scaled_numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(other_reals_stay_numbers, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
