/* test_value.c: what people write, and what is stored of it, for each type of field. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/value.h"
#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	doc_init();
	*state = mem_new(0);
	mem_use(*state);
	return 0;
}

static int
teardown(void **state)
{
	mem_use(NULL);
	mem_free(*state);
	return 0;
}

/* `want` is the JSON of what is stored; NULL: nothing, and nothing is wrong. */
static const struct {
	const char *kind, *field, *text, *want;
} fine[] = {
	{ "enterprise", "name", "  Björken  ", "\"Björken\"" },
	{ "enterprise", "summary", "", NULL },
	{ "enterprise", "summary", " \t\n", NULL },
	{ "enterprise", "description", "rad\n\nrad", "\"rad\\n\\nrad\"" },
	{ "enterprise", "organisation_number", "556036-0793", "\"5560360793\"" },
	{ "enterprise", "organisation_number", "16556036-0793", "\"5560360793\"" },
	{ "enterprise", "postcode", "591 30", "\"59130\"" },
	{ "enterprise", "postcode", "59130", "\"59130\"" },
	{ "enterprise", "latitude", "58.2037", "58203700" },
	{ "enterprise", "latitude", "58,2037", "58203700" },
	{ "enterprise", "latitude", "-58.203701", "-58203701" },
	{ "enterprise", "latitude", "90", "90000000" },
	{ "enterprise", "latitude", "-90.000000", "-90000000" },
	{ "enterprise", "latitude", "0.5", "500000" },
	{ "enterprise", "longitude", "180", "180000000" },
	{ "enterprise", "employed", "1 200", "1200" },
	{ "enterprise", "employed", "0", "0" },
	{ "enterprise", "figures_date", "2024-02-29", "\"2024-02-29\"" },
	{ "enterprise", "website_url", "https://exempel.se/å?a=b#c", "\"https://exempel.se/å?a=b#c\"" },
	{ "enterprise", "website_url", "HTTPS://Exempel.SE/A", "\"https://Exempel.SE/A\"" },
	{ "enterprise", "website_url", "Http://exempel.se", "\"http://exempel.se\"" },
	{ "enterprise", "email", "info@exempel.se", "\"info@exempel.se\"" },
	{ "enterprise", "phone", "0141-12 34 56", "\"0141-12 34 56\"" },
	{ "enterprise", "reserved_procurement", "Ja", "1" },
	{ "enterprise", "fictional", "1", "1" },
	{ "enterprise", "fictional", "TRUE", "1" },
	{ "enterprise", "fictional", "nej", NULL },
	{ "enterprise", "fictional", "0", NULL },
	{ "enterprise", "verified_on", "2026-01-31", "\"2026-01-31\"" },
	{ "enterprise", "verified_by_kind", "municipality", "\"municipality\"" },
	{ "enterprise", "location_precision", "street", "\"street\"" },
	{ "enterprise", "location_precision", " hidden ", "\"hidden\"" },
	{ "enterprise", "location_precision", "exact", NULL },
	{ "enterprise", "slug", "bjorken-2", "\"bjorken-2\"" },
	{ "project", "budget", "1592235.33", "159223533" },
	{ "project", "budget", "1 592 235,3", "159223530" },
	{ "project", "budget", "90000000000", "9000000000000" },
	{ "project", "currency", "EUR", "\"EUR\"" },
	{ "report", "authors", "Anna Ek | Bo Å||", "\"Anna Ek|Bo Å\"" },
	{ "report", "authors", " | ", NULL },
	{ "report", "year", "1900", "1900" },
	{ "report", "language", "sv", "\"sv\"" },
	{ "municipality", "code", "0583", "\"0583\"" },
	{ "country", "code", "SE", "\"SE\"" },
	{ "term", "code", "Snickeri-2", "\"Snickeri-2\"" },
	{ "term", "taxonomy", "legal_form", "\"legal_form\"" },
};

static const struct {
	const char *kind, *field, *text;
	enum value_problem want;
} wrong[] = {
	{ "enterprise", "name", " ", VALUE_MISSING },
	{ "term", "taxonomy", "", VALUE_MISSING },
	{ "enterprise", "name", "a\nb", VALUE_NOT_ONE_LINE },
	{ "report", "authors", "a|b\nc", VALUE_NOT_ONE_LINE },
	{ "enterprise", "organisation_number", "5560360794", VALUE_NOT_AN_ORGANISATION_NUMBER },
	{ "enterprise", "organisation_number", "8112189876", VALUE_NOT_AN_ORGANISATION_NUMBER },
	{ "enterprise", "organisation_number", "1212121212", VALUE_NOT_AN_ORGANISATION_NUMBER },
	{ "enterprise", "postcode", "05913", VALUE_NOT_A_POSTCODE },
	{ "enterprise", "postcode", "591 3O", VALUE_NOT_A_POSTCODE },
	{ "enterprise", "postcode", "SE-59130", VALUE_NOT_A_POSTCODE },
	{ "enterprise", "latitude", "90.000001", VALUE_OUT_OF_RANGE },
	{ "enterprise", "latitude", "-90.000001", VALUE_OUT_OF_RANGE },
	{ "enterprise", "latitude", "58.2037001", VALUE_NOT_A_NUMBER },
	{ "enterprise", "latitude", "58.2.0", VALUE_NOT_A_NUMBER },
	{ "enterprise", "latitude", "900000000000000000", VALUE_OUT_OF_RANGE },
	{ "enterprise", "latitude", "99999999999999999999999999999999", VALUE_OUT_OF_RANGE },
	{ "enterprise", "latitude", "-99999999999999999999.999999", VALUE_OUT_OF_RANGE },
	{ "enterprise", "latitude", "N58", VALUE_NOT_A_NUMBER },
	{ "enterprise", "latitude", "-", VALUE_NOT_A_NUMBER },
	{ "enterprise", "latitude", ".", VALUE_NOT_A_NUMBER },
	{ "enterprise", "latitude", "1e3", VALUE_NOT_A_NUMBER },
	{ "enterprise", "latitude", "--5", VALUE_NOT_A_NUMBER },
	{ "enterprise", "employed", "1.5", VALUE_NOT_A_NUMBER },
	{ "enterprise", "employed", "-1", VALUE_OUT_OF_RANGE },
	{ "enterprise", "employed", "100001", VALUE_OUT_OF_RANGE },
	{ "enterprise", "employed", "tolv", VALUE_NOT_A_NUMBER },
	{ "enterprise", "figures_date", "2025-02-29", VALUE_NOT_A_DATE },
	{ "enterprise", "figures_date", "2025-2-1", VALUE_NOT_A_DATE },
	{ "enterprise", "figures_date", "2025", VALUE_NOT_A_DATE },
	{ "enterprise", "website_url", "www.exempel.se", VALUE_NOT_A_URL },
	{ "enterprise", "website_url", "javascript:alert(1)", VALUE_NOT_A_URL },
	{ "enterprise", "website_url", "https://a b.se", VALUE_NOT_A_URL },
	{ "enterprise", "email", "info at exempel.se", VALUE_NOT_AN_EMAIL },
	{ "enterprise", "phone", "ring oss", VALUE_NOT_A_PHONE },
	{ "enterprise", "reserved_procurement", "kanske", VALUE_NOT_YES },
	{ "enterprise", "verified_by_kind", "Region", VALUE_NOT_A_VERIFIER },
	{ "enterprise", "location_precision", "precise", VALUE_NOT_A_PRECISION },
	{ "enterprise", "location_precision", "Street", VALUE_NOT_A_PRECISION },
	{ "enterprise", "slug", "Björken", VALUE_NOT_A_SLUG },
	{ "enterprise", "slug", "a--b", VALUE_NOT_A_SLUG },
	{ "enterprise", "slug", "-", VALUE_NOT_A_SLUG },
	{ "enterprise", "slug", "a/b", VALUE_NOT_A_SLUG },
	{ "project", "budget", "1.234,5", VALUE_NOT_A_NUMBER },
	{ "project", "budget", "-1", VALUE_OUT_OF_RANGE },
	{ "project", "budget", "90000000000.01", VALUE_OUT_OF_RANGE },
	{ "project", "budget", "12 kr", VALUE_NOT_A_NUMBER },
	{ "project", "currency", "eur", VALUE_NOT_A_CURRENCY },
	{ "project", "currency", "kr", VALUE_NOT_A_CURRENCY },
	{ "report", "year", "1899", VALUE_OUT_OF_RANGE },
	{ "report", "year", "20 24 5", VALUE_OUT_OF_RANGE },
	{ "report", "language", "svenska", VALUE_NOT_A_LANGUAGE },
	{ "report", "language", "SV", VALUE_NOT_A_LANGUAGE },
	{ "municipality", "code", "583", VALUE_NOT_A_CODE },
	{ "municipality", "code", "Motala", VALUE_NOT_A_CODE },
	{ "country", "code", "SWE", VALUE_NOT_A_CODE },
	{ "country", "code", "se", VALUE_NOT_A_CODE },
	{ "municipality", "code", "058A", VALUE_NOT_A_CODE },
	{ "term", "code", "kök", VALUE_NOT_A_CODE },
	{ "term", "taxonomy", "colours", VALUE_NOT_A_TAXONOMY },
	/* references are resolve.h's */
	{ "enterprise", "municipality", "0583", VALUE_NO_SUCH_RECORD },
};

static const struct field *
field(const char *kind, const char *name)
{
	const struct field *f = kind_field(kind_find(str_of(kind)), str_of(name));

	assert_non_null(f);
	return f;
}

static void
stores(void **state)
{
	for (size_t i = 0; i < COUNT_OF(fine); i++) {
		enum value_problem p;
		struct buf b;
		json_t *v;

		p = value_read(field(fine[i].kind, fine[i].field), *state, str_of(fine[i].text),
		    &v);
		buf_init(&b, *state, 0);
		if (v != NULL)
			json_write(&b, v);
		if (p != VALUE_FINE || !str_is(buf_view(&b), fine[i].want) ||
		    (v == NULL) != (fine[i].want == NULL))
			fail_msg("%s <%s>: %s, %s", fine[i].field, fine[i].text,
			    value_problem_key(p), buf_cstr(&b));
	}
}

static void
refuses(void **state)
{
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		json_t *v;
		enum value_problem p = value_read(field(wrong[i].kind, wrong[i].field), *state,
		    str_of(wrong[i].text), &v);

		if (p != wrong[i].want)
			fail_msg("%s <%s>: %s, not %s", wrong[i].field, wrong[i].text,
			    value_problem_key(p), value_problem_key(wrong[i].want));
	}
}

/* Lengths are counted in what a reader counts, not in bytes. */
static void
lengths(void **state)
{
	static const struct {
		const char *kind, *field;
		size_t max;
	} limits[] = {
		{ "enterprise", "name", 200 }, { "enterprise", "summary", 400 },
		{ "enterprise", "description", 8000 }, { "page", "description", 20000 },
		{ "report", "authors", 200 }, { "project", "acronym", 40 },
	};

	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		const struct field *f = field(limits[i].kind, limits[i].field);
		struct buf b;
		json_t *v;

		buf_init(&b, *state, 0);
		for (size_t n = 0; n < limits[i].max; n++)
			buf_puts(&b, "å");
		assert_int_equal(value_read(f, *state, buf_view(&b), &v), VALUE_FINE);
		buf_puts(&b, "x");
		assert_int_equal(value_read(f, *state, buf_view(&b), &v), VALUE_TOO_LONG);
	}
}

static void
problems_have_words(void **state)
{
	(void)state;
	for (enum value_problem p = 0; p < VALUE_PROBLEMS; p++) {
		assert_non_null(value_problem(p));
		assert_non_null(value_problem_key(p));
		for (enum value_problem q = 0; q < p; q++)
			assert_string_not_equal(value_problem_key(p), value_problem_key(q));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(stores, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses, setup, teardown),
		cmocka_unit_test_setup_teardown(lengths, setup, teardown),
		cmocka_unit_test(problems_have_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
