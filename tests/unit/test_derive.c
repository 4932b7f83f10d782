/* test_derive.c: words of one family meet, whatever kind of word they are; others do not. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/cc.h"
#include "lib/text/derive.h"

static struct stemmer stemmer;

static struct term
stem(const char *word)
{
	struct term plain, out;

	term_plain(str_of(word), &plain);
	term_stem(&stemmer, &plain, false, &out);
	return out;
}

/* The stems are the same, or one is derived from the other. */
static bool
related(const char *a, const char *b)
{
	struct term x = stem(a), y = stem(b), other[DERIVED_MAX];
	size_t n = derive(&x, other);

	if (str_eq(term_str(&x), term_str(&y)))
		return true;
	for (size_t i = 0; i < n; i++)
		if (str_eq(term_str(&other[i]), term_str(&y)))
			return true;
	return false;
}

static void
families(void **state)
{
	static const char *const pairs[][2] = {
		{ "snickra", "snickeri" }, { "snickare", "snickeri" }, { "snickra", "snickare" }, { "skräddare", "skrädderi" },
		{ "tvätta", "tvätteri" }, { "tvätterier", "tvättar" }, { "tryckare", "tryckeri" }, { "baka", "bageri" }, { "bagare", "bakar" },
		{ "sadelmakare", "sadelmakeri" }, { "fiske", "fiskeri" }, { "städerska", "städning" }, { "skötsel", "sköta" },
		{ "sköter", "skötsel" }, { "reparera", "reparation" }, { "reparationer", "reparerar" }, { "keramisk", "keramik" }, { "brodyr", "broderar" }, { "gravera", "gravyrer" },
		{ "ekonomi", "ekonomiska" }, { "mekaniker", "mekanik" }, { "byggnader", "bygga" }, { "biodlare", "biodling" },
		{ "funktionsnedsatta", "funktionsnedsättning" }, { "binder", "bunden" }, { "försäljning", "försåld" },
		{ "reparatör", "reparerar" }, { "reparatörer", "reparation" }, { "massör", "massage" }, { "masserar", "massage" }, { "montör", "montering" },
		{ "montage", "montera" }, { "fakturering", "fakturor" }, { "kopior", "kopiera" }, { "paket", "paketering" }, { "arkivera", "arkiv" },
		{ "fotografi", "fotografer" }, { "anställda", "anställning" }, { "tryckta", "trycka" }, { "rökt", "rökning" }, { "byggda", "bygger" },
		{ "stekt", "steka" }, { "sjunga", "sång" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		if (!related(pairs[i][0], pairs[i][1]) && !related(pairs[i][1], pairs[i][0]))
			fail_msg("%s, %s", pairs[i][0], pairs[i][1]);
}

static void
strangers(void **state)
{
	static const char *const pairs[][2] = {
		{ "park", "parkering" }, { "grav", "gravera" }, { "form", "formera" }, { "vakt", "vaka" },
		{ "mål", "måleri" }, { "hund", "hundra" }, { "stad", "städ" }, { "lager", "laga" },
		{ "sommar", "som" }, { "granne", "gran" }, { "bok", "bak" }, { "kund", "kunskap" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		if (related(pairs[i][0], pairs[i][1]))
			fail_msg("%s, %s", pairs[i][0], pairs[i][1]);
}

/* However long the stem. */
static void
fits(void **state)
{
	struct term long_one = { .n = 0 }, other[DERIVED_MAX];

	(void)state;
	while (long_one.n < STEM_ROOM - 1) {
		size_t n = derive(&long_one, other);

		assert_true(n <= DERIVED_MAX);
		for (size_t i = 0; i < n; i++)
			assert_in_range(other[i].n, 1, STEM_ROOM - 1);
		long_one.p[long_one.n] = "seri"[long_one.n % 4];
		long_one.n++;
	}
}

static int
setup(void **state)
{
	(void)state;
	return stemmer_init(&stemmer) ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	stemmer_release(&stemmer);
	return 0;
}

/* A verb and its particle are one word where they make a noun. */
static void
particles(void **state)
{
	struct term whole;

	(void)state;
	assert_true(derive_with_particle(STR("binda"), STR("in"), true, &whole));
	assert_true(str_is(term_str(&whole), "inbinda"));
	assert_true(derive_with_particle(STR("monterar"), STR("ner"), true, &whole));
	assert_true(str_is(term_str(&whole), "nedmonterar"));
	assert_true(derive_with_particle(STR("bygga"), STR("om"), false, &whole));
	assert_false(derive_with_particle(STR("bygga"), STR("om"), true, &whole));
	assert_false(derive_with_particle(STR("hus"), STR("och"), false, &whole));
	assert_int_equal(derive_particle_of(STR("uthyrning")), 2);
	assert_int_equal(derive_particle_of(STR("bortforsla")), 4);
	assert_int_equal(derive_particle_of(STR("utflykt")), 0);
	assert_int_equal(derive_particle_of(STR("städning")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(families), cmocka_unit_test(strangers), cmocka_unit_test(particles), cmocka_unit_test(fits),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
