/* test_term.c: what the index holds of words, and the members of compounds. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/base/cc.h"
#include "lib/text/compound.h"
#include "lib/text/utf8.h"

static struct stemmer stemmer;

/* All terms of a text: words with blanks between, terms of a word with "/", classes as digits. */
static struct str
terms(struct mem *m, struct str text)
{
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct term term[TERMS_MAX];
	struct buf b;

	buf_init(&b, m, 0);
	while (term_next(text, &scan, &word)) {
		size_t n = term_make(&stemmer, text, &word, term);

		if (b.n > 0)
			buf_byte(&b, ' ');
		for (size_t i = 0; i < n; i++) {
			if (i > 0)
				buf_byte(&b, '/');
			if (term[i].p[0] < ' ' && term[i].p[0] > 0)
				buf_byte(&b, (char)('0' + term[i].p[0]));
			buf_add(&b, term[i].p + (term[i].p[0] < ' ' && term[i].p[0] > 0),
			    term[i].n - (term[i].p[0] < ' ' && term[i].p[0] > 0));
		}
	}
	return buf_view(&b);
}

static const struct {
	const char *text, *terms;
} texts[] = {
	{ "", "" }, { " -*\"' ", "" },
	{ "Snickeriet", "snickeriet/2snickeri" },
	{ "KAFÉ", "kafe/2kaf" },
	/* folded from five letters on, where the dots are all that differs */
	{ "hår", "hår/2hår" }, { "trädgård", "trädgård/2trädgård/3tradgard" },
	{ "Wåhl", "wåhl/2wåhl" }, { "Wahl", "wahl/2wahl/3vahl" },
	{ "Müller", "müller/2müller/3muller/3myller" },
	{ "Ærø", "ärö/2ärö" }, { "4 kap. 18 §", "4/24 kap/2kap 18/218" },
	/* members of the word before */
	{ "möbelsnickeri\x1fmöbel\x1fsnickeri bra", "möbelsnickeri/2möbelsnickeri/3mobelsnickeri 4möbl 4snickeri bra/2bra" },
	{ "x\x1fträdgårdar", "x/2x 4trädgård/5tradgard" },
	/* English is stemmed as such, until Swedish begins again */
	{ "\x1dgardening\x1eodling", "gardening/2garden odling/2odl" }, { "it\x1dis it odd", "it/2it   odd/2odd" },
};

static void
makes(void **state)
{
	struct mem *m = mem_new(0);
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct str got = terms(m, str_of(texts[i].text));

		if (str_is(got, texts[i].terms))
			continue;
		print_error("<%s>: %.*s\n", texts[i].text, STR_ARGS(got));
		wrong++;
	}
	mem_free(m);
	assert_int_equal(wrong, 0);
}

/* A word of any length and any script gives terms that fit. */
static void
fits(void **state)
{
	struct mem *m = mem_new(0);
	static const char *const letters[] = { "a", "ö", "語", "𝒜", "w", "ü", "e\xcc\x81", "9" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(letters); i++) {
		struct buf b;

		buf_init(&b, m, 0);
		for (int n = 0; n < 300; n++) {
			struct str got;

			buf_puts(&b, letters[i]);
			got = terms(m, buf_view(&b));
			assert_true(utf8_is_clean(got) && got.n > 0);
		}
		mem_reset(m);
	}
	mem_free(m);
}

static void
parts(void **state)
{
	struct mem *m = mem_new(0);
	struct str
	    rest = STR("\x1eNytt möbelsnickeri\x1fmöbel\x1fsnickeri, i dag.\x1dNew joinery.\x1e"),
	    part;
	bool is_english;

	(void)state;
	assert_true(term_part(m, &rest, &part, &is_english));
	assert_true(str_is(part, "Nytt möbelsnickeri, i dag.") && !is_english);
	assert_true(term_part(m, &rest, &part, &is_english));
	assert_true(str_is(part, "New joinery.") && is_english);
	assert_true(term_part(m, &rest, &part, &is_english));
	assert_true(part.n == 0 && !is_english);
	assert_false(term_part(m, &rest, &part, &is_english));
	mem_free(m);
}

/* Digits in groups are one number, as it is dialled here. */
static void
numbers(void **state)
{
	static const struct {
		const char *text, *digits;      /* NULL: none begins there */
	} cases[] = {
		{ "070-123 45 67, kl 8", "0701234567" }, { "011 12 34 56", "011123456" }, { "46 70 123 45 67", "46701234567" },
		{ "769900-0019", "7699000019" }, { "591 30 Motala", NULL }, { "2016–2018", NULL }, { "0701234567", NULL },
		{ "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5", NULL }, { "8", NULL },
	};
	struct term digits;
	size_t end;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str text = str_of(cases[i].text);
		struct term_word word = { .from = 0 };
		bool is = term_number(text, &word, &digits, &end);

		assert_int_equal(is, cases[i].digits != NULL);
		if (is)
			assert_true(str_is(term_str(&digits), cases[i].digits));
	}
	assert_true(term_number(STR("+46 (0)70"), &(struct term_word){ .from = 1 }, &digits,
			&end) == false);
	assert_true(term_number(STR("+46 70 123 45 67"), &(struct term_word){ .from = 1 }, &digits,
	    &end));
	assert_true(str_is(term_str(&digits), "0701234567"));
	assert_int_equal(end, 16);
}

static const struct {
	const char *word, *members;
} compounds[] = {
	{ "möbelsnickeri", "möbel snickeri" }, { "möbelsnickerier", "möbel snickerier" },
	/* linking letters and lost vowels */
	{ "arbetsträning", "arbete träning" }, { "trädgårdsskötsel", "trädgård skötsel" }, { "gatukök", "gata kök" },
	{ "flicklag", "flicka lag" }, { "människovård", "människa vård" },
	{ "äppelkaka", "äpple kaka" }, { "nässelsoppa", "nässla soppa" }, { "arbetslösa", "" },
	{ "gravskötsel", "grav skötsel" }, { "drejkurs", "drej kurs" }, { "glasskål", "glass skål" },
	/* as few members as can be, and the last as long as can be */
	{ "handelsträdgård", "handel trädgård" }, { "cykelverkstäder", "cykel verkstäder" },
	{ "arbetsmarknadsenhet", "arbete marknad enhet" },
	/* short words only when they were taught */
	{ "syateljé", "sy atelje" }, { "isateljé", "" },
	/* a long last member tells enough */
	{ "paraplykooperativ", "kooperativ" },
	/* no compounds, whatever they look like */
	{ "snickeri", "" }, { "företagarskap", "" }, { "eller", "" }, { "", "" }, { "2024", "" }, { "kök", "" },
	{ "trädgård", "träd gård" },
	/* a word of the list in another form; a verb with its prefix; a joint without three like consonants */
	{ "vinsten", "" }, { "utställningar", "" }, { "försäljning", "" }, { "kommuner", "" }, { "lastbilen", "last bilen" },
};

static void
splits(void **state)
{
	static const char *const words[] = {
		"möbel", "snickeri", "arbete", "träning", "träd", "gård", "trädgård", "skötsel", "gata", "kök", "flicka",
		"lag", "människa", "vård", "handel", "cykel", "verkstad", "marknad", "enhet", "ateljé", "kooperativ",
		"företagare", "skap", "2024", "gravar", "drejning", "kurs", "glass", "skål",
		"äpple", "kaka", "nässla", "soppa",
	};
	static const char *const listed[] = { "vin", "sten", "vinst", "ut", "kommun", "komma", "mun", "last", "bil", "lastbil", "sälja" };
	struct mem *m = mem_new(0);
	struct lexicon *l = lexicon_new(m, &stemmer);
	struct term member[COMPOUND_MEMBERS_MAX], plain;
	size_t last;
	int wrong = 0;

	(void)state;
	assert_int_equal(compound_split(l, STR("möbelsnickeri"), member), 0);
	for (size_t i = 0; i < COUNT_OF(words); i++)
		lexicon_add(l, str_of(words[i]), false);
	for (size_t i = 0; i < COUNT_OF(listed); i++)
		lexicon_add(l, str_of(listed[i]), true);
	lexicon_add(l, STR("sy"), true);
	lexicon_add(l, STR("is"), false);
	lexicon_add(l, STR("sy"), true);
	assert_int_equal(lexicon_size(l), COUNT_OF(words) + COUNT_OF(listed));
	assert_true(lexicon_has(l, STR("cykel")));
	assert_false(lexicon_has(l, STR("cykl")));
	for (size_t i = 0; i < COUNT_OF(compounds); i++) {
		struct buf b;
		size_t n;

		term_plain(str_of(compounds[i].word), &plain);
		n = compound_split(l, term_str(&plain), member);
		buf_init(&b, m, 0);
		for (size_t j = 0; j < n; j++) {
			if (j > 0)
				buf_byte(&b, ' ');
			buf_str(&b, term_str(&member[j]));
		}
		if (!str_is(buf_view(&b), compounds[i].members)) {
			print_error("%s: %.*s\n", compounds[i].word, STR_ARGS(buf_view(&b)));
			wrong++;
		}
	}
	assert_true(compound_last(l, STR("mobblsnickeri"), &last));
	assert_int_equal(last, 5);
	assert_false(compound_last(l, STR("mobsnickeri"), &last));
	assert_false(compound_last(l, STR("mobblzzz"), &last));
	mem_free(m);
	assert_int_equal(wrong, 0);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes), cmocka_unit_test(fits), cmocka_unit_test(parts), cmocka_unit_test(numbers),
		cmocka_unit_test(splits),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
