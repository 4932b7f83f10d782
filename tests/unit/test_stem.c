/* test_stem.c: words that belong together share a stem, others do not; each rule with its exceptions. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/cc.h"
#include "lib/text/stem.h"

/* Each row's words have the same stem. Plain forms: é is e already. */
static const char *const families[][12] = {
	/* neuter */
	{ "snickeri", "snickeriet", "snickeriets", "snickerier", "snickerierna" },
	{ "hunddagis", "hunddagiset" }, { "projekt", "projektet", "projekten" }, { "kooperativ", "kooperativet" },
	{ "lager", "lagret", "lagrets" }, { "fönster", "fönstret" }, { "hus", "huset", "husets" }, { "paket", "paketet" },
	{ "socialt", "sociala", "social" }, { "digital", "digitalt" }, { "ekonomisk", "ekonomiskt", "ekonomiska" },
	/* words in -é */
	{ "kafe", "kafeer", "kafeet", "kafeets", "kafeerna" }, { "ide", "ideer", "ideerna" },
	{ "syatelje", "syateljen", "syateljeer" },
	/* verbal nouns and their verbs */
	{ "städ", "städning", "städningen", "städar", "städa" }, { "odla", "odling", "odlingar" },
	{ "träna", "träning" }, { "arbetsträna", "arbetsträning", "arbetsträningen" }, { "montera", "montering", "monterar" },
	{ "klippa", "klippning" }, { "upphandla", "upphandling", "upphandlingar" }, { "flytt", "flyttning", "flytta" },
	{ "putsa", "putsning", "puts" }, { "certifierad", "certifiering", "certifierade" },
	/* fleeting e */
	{ "cykel", "cykeln", "cyklar", "cyklarna", "cykla" }, { "möbel", "möbler", "möbelns" }, { "handel", "handla" },
	/* definite -an */
	{ "skola", "skolan", "skolans", "skolor", "skolorna" }, { "blomma", "blomman", "blommor" }, { "plan", "planer", "planen" },
	/* irregular */
	{ "verkstad", "verkstäder", "verkstan", "verkstaden", "verkstader" },
	{ "cykelverkstad", "cykelverkstäderna", "cykelverkstan" }, { "bok", "boken", "böcker", "bocker" },
	{ "hand", "händer" }, { "museum", "museer", "museet" }, { "land", "länder", "länderna" },
	/* nouns in -s */
	{ "kurs", "kurser", "kursen" }, { "plats", "platser", "platsen" }, { "konferens", "konferenser" },
	/* participles */
	{ "sjukskriven", "sjukskrivna" }, { "nyanländ", "nyanlända" },
	/* what Snowball knows by itself */
	{ "förening", "föreningar", "föreningen" }, { "norrköping", "norrköpings" }, { "företag", "företagen", "företagande" },
};

/* No two words of a row share a stem. */
static const char *const strangers[][6] = {
	{ "hår", "har", "här" }, { "stad", "städ", "stadga" }, { "tidning", "tid" }, { "ordning", "ord" },
	{ "mål", "mal" }, { "hotell", "hotll" }, { "köping", "köp" }, { "camping", "camp" }, { "verkstad", "verk" },
	{ "budget", "budg" }, { "internet", "intern" }, { "arbete", "arbetslös" },
};

static bool
same(struct stemmer *s, const char *a, const char *b)
{
	char x[STEM_ROOM], y[STEM_ROOM];
	struct str first = stem_swedish(s, str_of(a), x), second = stem_swedish(s, str_of(b), y);
	bool equal = str_eq(first, second);

	if (!equal)
		print_message("%s: %.*s, %s: %.*s\n", a, STR_ARGS(first), b, STR_ARGS(second));
	return equal;
}

static void
belong_together(void **state)
{
	struct stemmer *s = *state;
	int wrong = 0;

	for (size_t i = 0; i < COUNT_OF(families); i++)
		for (size_t j = 1; families[i][j] != NULL; j++)
			wrong += !same(s, families[i][0], families[i][j]);
	assert_int_equal(wrong, 0);
}

static void
stay_apart(void **state)
{
	struct stemmer *s = *state;
	char x[STEM_ROOM], y[STEM_ROOM];
	int wrong = 0;

	for (size_t i = 0; i < COUNT_OF(strangers); i++)
		for (size_t j = 0; strangers[i][j] != NULL; j++)
			for (size_t k = 0; k < j; k++)
				if (str_eq(stem_swedish(s, str_of(strangers[i][j]), x),
					stem_swedish(s, str_of(strangers[i][k]), y))) {
					print_error("%s, %s: both %.*s\n", strangers[i][j],
					    strangers[i][k], STR_ARGS(str_of(y)));
					wrong++;
				}
	assert_int_equal(wrong, 0);
}

static void
english(void **state)
{
	struct stemmer *s = *state;
	char x[STEM_ROOM], y[STEM_ROOM];

	assert_true(str_eq(stem_english(s, STR("gardening"), x),
	    stem_english(s, STR("gardens"), y)));
	assert_true(str_eq(stem_english(s, STR("bakery"), x), stem_english(s, STR("bakeries"), y)));
}

/* What is switched off does nothing. */
static void
without(void **state)
{
	struct stemmer *s = *state;
	char x[STEM_ROOM];

	s->without = MECHANISM_RULES;
	assert_true(str_is(stem_swedish(s, STR("snickeriets"), x), "snickeriet"));
	s->without = MECHANISM_STEMS;
	assert_true(str_is(stem_swedish(s, STR("snickeriets"), x), "snickeriets"));
	assert_true(str_is(stem_english(s, STR("gardens"), x), "gardens"));
	s->without = MECHANISM_ENGLISH;
	assert_true(str_is(stem_english(s, STR("gardens"), x), "gardens"));
	assert_true(str_is(stem_swedish(s, STR("snickeriets"), x), "snickeri"));
	s->without = 0;
}

/* Whatever comes, the stem fits, and is cut between letters. */
static void
any_length(void **state)
{
	struct stemmer *s = *state;
	char long_word[400], out[STEM_ROOM];

	for (size_t n = 0; n + 2 <= sizeof(long_word); n += 2) {
		struct str stem;

		memcpy(long_word + n, "\xc3\xb6", 2);
		stem = stem_swedish(s, (struct str){ long_word, n }, out);
		assert_true(stem.n < STEM_ROOM);
		assert_true(stem.n % 2 == 0);
		stem = stem_english(s, (struct str){ long_word, n }, out);
		assert_true(stem.n < STEM_ROOM);
	}
	assert_int_equal(stem_swedish(s, STR_NONE, out).n, 0);
}

static int
setup(void **state)
{
	static struct stemmer s;

	*state = &s;
	return stemmer_init(&s) ? 0 : -1;
}

static int
teardown(void **state)
{
	stemmer_release(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(belong_together), cmocka_unit_test(stay_apart), cmocka_unit_test(english),
		cmocka_unit_test(without), cmocka_unit_test(any_length),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
