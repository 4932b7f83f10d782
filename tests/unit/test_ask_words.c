/* test_ask_words.c: the ways in which words are met. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/cc.h"
#include "lib/store/word_lists.h"
#include "tests/unit/asking.h"

/* Synonyms go one way or both; members of compounds are found, and what is compounded in the question only. */
static void
words_of_words(void **state)
{
	struct testbed *t = *state;
	struct str lines = STR("stol = pall\nsits > stol\ndricka het = kaffe\n");
	struct str members = STR("kaffe rosteri vägg målning dörr");
	size_t words, line;

	testbed_end(t);
	assert_int_equal(store_import_synonyms(&t->w, lines, &words, &line), ERR_NONE);
	assert_int_equal(words, 3);
	assert_int_equal(store_import_lexicon(&t->w, members, &words, &line), ERR_NONE);
	testbed_load(t, "page",
	    "slug,name,description\ng,Kafferosteriet Väg,Pallar av ek.\nh,Dörrmålningen,x\n");
	testbed_begin(t);
	assert_str(found(t, STR("pall")), "ag");
	assert_str(found(t, STR("stolen")), "ag");
	assert_str(found(t, STR("sits")), "a");
	assert_true(score(t, "pall", "g") > score(t, "pall", "a"));
	assert_str(found(t, STR("dricka het")), "cg");
	assert_str(found(t, STR("kaffe")), "cg");
	assert_str(found(t, STR("rosterier")), "g");
	assert_true(score(t, "kaffe", "c") < score(t, "kafferosteri", "g"));
	assert_str(found(t, STR("måla")), "h");
	assert_str(found(t, STR("väggmålning")), "h");
	/* A compound that nothing has: what has one of its members, and that is said. */
	assert_str(found(t, STR("kaffemålning")), "cgh");
	assert_str(asked(t, "kaffemålning", false)->partly[0], "kaffemålning");
	assert_int_equal(asked(t, "kafferosteri", false)->partlys, 0);
	assert_str(found(t, STR("rosteriverkstan")), "g");
	/* A list that is not as it should be changes nothing. */
	testbed_end(t);
	assert_int_equal(store_import_synonyms(&t->w, STR("stol = bänk\n\nfel\n"), &words, &line),
	    ERR_INVALID);
	assert_int_equal(line, 3);
	assert_int_equal(store_import_synonyms(&t->w, STR("a > b > c"), &words, &line),
	    ERR_INVALID);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM synonym"), 5);
	testbed_begin(t);
}

/* A word worth less than another finds what stands in the name before what has the better word in the text only. */
static void
order_of_worth(void **state)
{
	static const char *const better[] = {
		"ängsblommor",          /* as it is written */
		"ängsblommorna",        /* inflected */
		"angsblomma",           /* without dots */
		"blomma",               /* as a member of a compound */
		"blomsteri",            /* of the same family */
		"vallmo",               /* a synonym */
	};
	struct testbed *t = *state;
	struct str lines = STR("vallmo = ängsblommor\n");
	size_t words, line;
	uint32_t before = UINT32_MAX;

	testbed_end(t);
	assert_int_equal(store_import_synonyms(&t->w, lines, &words, &line), ERR_NONE);
	assert_int_equal(store_import_lexicon(&t->w, STR("äng blomma"), &words, &line), ERR_NONE);
	testbed_load(t, "page", "slug,name,description\ng,Fältet,Ängsblommor och blomst.\n");
	testbed_begin(t);
	for (size_t i = 0; i < COUNT_OF(better); i++) {
		uint32_t s = score(t, better[i], "g");

		if (s == 0 || s >= before)
			fail_msg("%s: %u, not below %u", better[i], s, before);
		before = s;
	}
	/* Corrected words are asked for as they were meant: what is said of them stands first. */
	assert_str(asked(t, "ängsblommmor", false)->correction[0].used, "ängsblommor");
}

/* Compounds typed as two words, and words that stand inside others nobody could split. */
static void
apart_and_inside(void **state)
{
	struct testbed *t = *state;

	testbed_end(t);
	testbed_load(t, "page",
	    "slug,name,description\ng,Flyttängeln,x\nh,x,Vi har ellastcykel\n"
	    "i,Glasskålen,x\nj,Ängel,x\n");
	testbed_begin(t);
	assert_str(found(t, STR("flytt ängel")), "g");
	assert_str(found(t, STR("flytt angel")), "g");
	assert_str(found(t, STR("glass skål")), "i");
	assert_str(found(t, STR("lastcyklar")), "h");
	assert_str(found(t, STR("flytt -ängel")), "g");
	assert_str(found(t, STR("\"flytt ängel\"")), "");
}

/* A short word that is known as it is typed is not another one that differs by its dots; one that is not may be. */
static void
short_words_with_dots(void **state)
{
	struct testbed *t = *state;

	testbed_end(t);
	testbed_load(t, "page",
	    "slug,name,description\ng,Lager,x\nh,Läger,x\ni,Kväll,x\nj,Wera,x\nk,Vera,x\n");
	testbed_begin(t);
	assert_str(found(t, STR("lager")), "g");
	assert_str(found(t, STR("lagret")), "g");
	assert_str(found(t, STR("läger")), "h");
	assert_str(found(t, STR("lägren")), "h");
	assert_str(found(t, STR("kvall")), "i");
	assert_str(found(t, STR("vera")), "jk");
	assert_str(found(t, STR("wera")), "jk");
}

/* A short word that nobody knows as it is typed may be one whose dots were left out. */
static void
short_words_without_dots(void **state)
{
	struct testbed *t = *state;

	testbed_end(t);
	testbed_load(t, "page",
	    "slug,name,description\ng,Städning,x\nh,Stad,x\ni,Båtar,x\nk,Häst,x\nl,Hastigt,x\n");
	testbed_begin(t);
	assert_str(found(t, STR("stada")), "gh");
	assert_str(found(t, STR("stad")), "h");
	assert_str(found(t, STR("städ")), "g");
	assert_str(found(t, STR("batar")), "i");
	assert_str(asked(t, "bat", false)->word[0], "bat");
	assert_int_equal(asked(t, "bat", false)->corrections, 0);
	db_stemmer(&t->r)->without = MECHANISM_FOLDING;
	assert_str(found(t, STR("batar")), "");
	db_stemmer(&t->r)->without = 0;
}

/* A verb with its particle behind it, and the noun with it before; names in one word or two. */
static void
particles_and_names(void **state)
{
	struct testbed *t = *state;

	testbed_end(t);
	testbed_load(t, "page",
	    "slug,name,description\ng,Rullen,Vi hyr ut tält.\nh,Bandet,Inbindning av häften.\ni,Stopp,Vi binder kransar.\n"
	    "j,Pit Stop,x\nk,Stop,pit\n");
	testbed_begin(t);
	assert_str(found(t, STR("uthyrning")), "g");
	assert_str(found(t, STR("tältuthyrning")), "g");
	assert_str(found(t, STR("binda in")), "hi");
	assert_true(score(t, "binda in", "h") > 0);
	assert_str(found(t, STR("binda")), "i");
	assert_str(found(t, STR("pitstop")), "j");
	db_stemmer(&t->r)->without = MECHANISM_APART | MECHANISM_CORRECTION | MECHANISM_ONE_MEMBER |
	    MECHANISM_BEGINNINGS;
	assert_str(found(t, STR("binda in")), "i");
	assert_str(found(t, STR("pitstop")), "");
	db_stemmer(&t->r)->without = 0;
}

/* A locality is what is meant where something is there; its municipality, where that gives too little. */
static void
localities(void **state)
{
	struct testbed *t = *state;
	size_t words, line;

	testbed_end(t);
	assert_int_equal(store_import_synonyms(&t->w, STR("borensberg = tjällmo > motala\n"),
			     &words, &line),
	    ERR_NONE);
	testbed_load(t, "enterprise",
	    "slug,name,municipality,description\ng,Slussen,Motala,Lunch i Borensberg.\n");
	testbed_begin(t);
	assert_str(found(t, STR("borensberg")), "g");
	assert_str(found(t, STR("lunch borensberg")), "g");
	assert_str(found(t, STR("snickeri borensberg")), "bf");
	assert_true(asked(t, "tjällmo", false)->matches.count > 1);
	assert_str(asked(t, "borensberg", false)->label_text[0], "borensberg");
}

/* Verbs and adjectives describe the noun behind them; of two nouns each is as good as the other. */
static void
heads(void **state)
{
	struct testbed *t = *state;

	testbed_end(t);
	testbed_load(t, "page",
	    "slug,name,description\ng,Cykelboden,Nya cyklar\nh,Boden,Begagnade kläder\ni,Vagnen,Begagnade barnvagnar\n");
	testbed_begin(t);
	assert_str(found(t, STR("begagnad cykel")), "g");
	assert_str(asked(t, "begagnad cykel", false)->left_out[0], "begagnad");
	assert_str(found(t, STR("cykel kläder")), "gh");
}

/* What only a member of a compound finds: not in a text, where it is somebody or some place. */
static void
somebody(void **state)
{
	struct testbed *t = *state;
	size_t words, line;

	testbed_end(t);
	assert_int_equal(store_import_lexicon(&t->w, STR("tand läkare bokslut år"), &words, &line),
	    ERR_NONE);
	testbed_load(t, "page",
	    "slug,name,description\ng,Skjutsen,Till läkare och affär\nh,Kontoret,Löner och bokslut\n");
	testbed_begin(t);
	assert_str(found(t, STR("tandläkare")), "");
	assert_str(found(t, STR("årsbokslut")), "h");
	assert_str(asked(t, "årsbokslut", false)->partly[0], "årsbokslut");
	testbed_end(t);
	testbed_load(t, "page", "slug,name\ni,Läkaren\n");
	testbed_begin(t);
	assert_str(found(t, STR("tandläkare")), "i");
}

/* Only words that are known in Swedish are of a family: the English sick is not of that of a mistyped snickeri. */
static void
families_are_swedish(void **state)
{
	struct testbed *t = *state;

	testbed_end(t);
	testbed_load(t, "page", "slug,name,summary_en,description\ng,Vård,The sick,Tvätt\n");
	testbed_begin(t);
	assert_str(found(t, STR("sick")), "g");
	assert_str(asked(t, "sickeri", false)->correction[0].used, "snickeri");
	assert_str(found(t, STR("tvätteri")), "g");
}

/* Two words that are meant to be one make room for another, which is corrected in its turn. */
static void
more_corrections_than_groups(void **state)
{
	static const char *const question =
	    "snikeri snickerri möbbler stoolar bulllar kafffe kyrrkan fäboddvägen ooasen";
	struct asked *a = asked(*state, question, false);

	assert_int_equal(a->corrections, FTS_GROUPS_MAX + 1);
	assert_str(a->correction[0].used, "snickeri");
	assert_str(a->correction[1].used, "snickeri");
	assert_str(a->correction[FTS_GROUPS_MAX].typed, "ooasen");
	assert_str(a->correction[FTS_GROUPS_MAX].used, "oasen");
	assert_int_equal(a->words, FTS_GROUPS_MAX);
	/* So nothing was left out in the end. */
	assert_false(a->cut);
	assert_int_equal(a->rest.n, 0);
}

/* What everything has to do with is looked for when there is nothing else, and comes first. */
static void
general_words(void **state)
{
	struct testbed *t = *state;
	size_t words, line;

	testbed_end(t);
	assert_int_equal(store_import_synonyms(&t->w, STR("arbete = jobb >\nsocialt företag >\n"),
			     &words, &line),
	    ERR_NONE);
	assert_int_equal(words, 2);
	testbed_load(t, "page",
	    "slug,name,description\ng,Trä,Arbete\nh,Trä,x\ni,Sten,Sociala företag\n");
	testbed_begin(t);
	assert_str(found(t, STR("trä arbete")), "agh");
	assert_true(score(t, "trä arbete", "g") > score(t, "trä arbete", "h"));
	assert_int_equal(asked(t, "trä arbete", false)->left_outs, 0);
	assert_str(found(t, STR("arbete")), "g");
	assert_str(found(t, STR("sociala företag sten")), "i");
	assert_str(found(t, STR("sociala företag arbete")), "gi");
	assert_str(found(t, STR("zzz arbete")), "g");
	assert_str(asked(t, "zzz arbete", false)->left_out[0], "zzz");
	assert_str(found(t, STR("trä \"arbete\"")), "g");
	assert_str(found(t, STR("trä -arbete")), "ah");
	/* Motala kommun is Motala. */
	assert_str(found(t, STR("motala kommun snickeri")), "bf");
	assert_int_equal(asked(t, "motala kommun", false)->labels, 1);
	assert_str(asked(t, "snickeri i Motala kommun", false)->label_text[1], "Motala kommun");
	assert_str(asked(t, "snickeri i Motala kommun", false)->word[1], "Motala kommun");
	/* What only begins so is looked for. */
	assert_int_equal(asked(t, "motala kommunikation", false)->words, 1);
	assert_str(asked(t, "motala kommunikation", false)->left_out[0], "kommunikation");
	assert_int_equal(asked(t, "motala kommunens", false)->left_outs, 0);
}

/* Numbers in groups, and telephone numbers as they are dialled from anywhere. */
static void
numbers(void **state)
{
	static const char *const ways[] = {
		"070-174 06 12", "0701740612", "070 1740612", "+46701740612", "+46 70 174 06 12", "0046 70 1740612", "+46 (0)70-174 06 12",
	};
	/* Organisation numbers, with the century of the register, for value added tax; postcodes, from abroad. */
	static const char *const known[] = {
		"769900-0019", "7699000019", "769900 0019", "16 769900-0019", "167699000019", "SE769900001901", "se769900001901",
		"591 30", "59130", "SE-591 30", "SE-59130",
	};
	static const char *const others[] = { "SE769900001902", "SEB69900001901", "SE-591", "SE-591 31" };
	struct testbed *t = *state;

	testbed_end(t);
	testbed_load(t, "page",
	    "slug,name,description\ng,Rum,\"Ring 070-174 06 12, kl 8.\"\nh,Tal,070 174\n");
	testbed_begin(t);
	for (size_t i = 0; i < COUNT_OF(ways); i++)
		assert_str(found(t, str_of(ways[i])), "g");
	testbed_end(t);
	testbed_load(t, "enterprise",
	    "slug,name,organisation_number,postcode\ni,Nr,769900-0019,591 30\n");
	testbed_begin(t);
	for (size_t i = 0; i < COUNT_OF(known); i++)
		assert_str(found(t, str_of(known[i])), "i");
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_str(found(t, str_of(others[i])), "");
}

/* Spelt by ear, and in another form than the one that is known. */
static void
spelt_by_ear(void **state)
{
	static const char *const words[][2] = {
		{ "hårdisk", "hårddiskar" }, { "katering", "catering" }, { "vexthuset", "växthus" }, { "kjedja", "kedjor" },
		{ "växthuskedjjor", "växthuskedjor" }, { "jordgubar", "jordgubbar" }, { "hest", "hästar" }, { "sjorta", "skjortor" }, { "restarang", "restaurang" },
	};
	struct testbed *t = *state;

	testbed_end(t);
	testbed_load(t, "page",
	    "slug,name,description\ng,Allt,Hårddiskar catering växthus kedjor jordgubbar hästar skjortor restaurang\n");
	testbed_begin(t);
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		struct asked *a = asked(t, words[i][0], false);

		if (a->corrections != 1)
			fail_msg("%s: not corrected", words[i][0]);
		assert_str(a->correction[0].used, words[i][1]);
	}
}

/* What can be read as a compound is corrected only to what sounds the same. */
static void
sounds_like_a_name(void **state)
{
	struct testbed *t = *state;
	struct asked *a;
	size_t words, line;

	testbed_end(t);
	assert_int_equal(store_import_lexicon(&t->w, STR("lind kvist bast"), &words, &line),
	    ERR_NONE);
	testbed_load(t, "page", "slug,name,description\ng,Allt,\"Eva Lindqvist, lindbasen\"\n");
	testbed_begin(t);
	a = asked(t, "lindkvist", false);
	assert_int_equal(a->corrections, 1);
	assert_str(a->correction[0].used, "lindqvist");
	assert_int_equal(asked(t, "lindbast", false)->corrections, 0);
}

/* Of a compound that nobody has written either member may be misspelt. */
static void
members_are_corrected(void **state)
{
	struct testbed *t = *state;
	size_t words, line;

	testbed_end(t);
	assert_int_equal(store_import_lexicon(&t->w, STR("kaffe rosteri"), &words, &line),
	    ERR_NONE);
	testbed_load(t, "page", "slug,name,description\ng,Rosteriet,Allt om kaffe\n");
	testbed_begin(t);
	assert_str(asked(t, "kafferostrei", false)->correction[0].used, "kafferosteriet");
	assert_str(asked(t, "kagferosteri", false)->correction[0].used, "kafferosteri");
	assert_int_equal(asked(t, "zzzzzrosteri", false)->corrections, 0);
}

/* An expression that nothing has, nor what it means, comes apart. */
static void
expressions_come_apart(void **state)
{
	struct testbed *t = *state;
	size_t words, line;

	testbed_end(t);
	assert_int_equal(store_import_synonyms(&t->w,
			     STR("moving company > flyttfirma\nmoving > flytt\ncompany >\n"),
			     &words, &line),
	    ERR_NONE);
	testbed_load(t, "page", "slug,name,description\ng,Bärlaget,Flytt av pianon\n");
	testbed_begin(t);
	assert_str(found(t, STR("moving company")), "g");
	testbed_end(t);
	testbed_load(t, "page", "slug,name\nh,Flyttfirman\n");
	testbed_begin(t);
	assert_str(found(t, STR("moving company")), "h");
}

/* Of words that no record has together, the one that far fewer have decides. */
static void
rare_words_decide(void **state)
{
	struct testbed *t = *state;
	struct buf b;
	struct asked *a;

	testbed_end(t);
	buf_init(&b, t->mem, 0);
	buf_puts(&b, "slug,name\nrund,Cirkulära ting\nhav,Haven\nvik,Hav\n");
	for (int i = 0; i < 11; i++)
		buf_printf(&b, "e%d,Ekonomi\n", i);
	testbed_load(t, "page", buf_cstr(&b));
	testbed_begin(t);
	a = asked(t, "cirkulär ekonomi", false);
	assert_int_equal(a->matches.count, 1);
	assert_int_equal(a->left_outs, 1);
	assert_str(a->left_out[0], "ekonomi");
	/* One and two are as good as each other. */
	a = asked(t, "cirkulär hav", false);
	assert_int_equal(a->matches.count, 3);
	assert_int_equal(a->left_outs, 2);
}

/* Each mechanism can be switched off. */
static void
without(void **state)
{
	static const struct {
		const char *text, *found;       /* with everything on; nothing without it */
		unsigned without;
	} cases[] = {
		{ "möblernas", "a", MECHANISM_STEMS | MECHANISM_DERIVATION }, { "snickeriets", "abf", MECHANISM_RULES | MECHANISM_ONE_MEMBER },
		{ "fabodvagen", "c", MECHANISM_FOLDING }, { "bjö", "abc", MECHANISM_BEGINNINGS },
		{ "snickeri zzz", "abf", MECHANISM_MOST_WORDS },
	};
	struct testbed *t = *state;
	struct stemmer *s = db_stemmer(&t->r);

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_str(found(t, str_of(cases[i].text)), cases[i].found);
		s->without = cases[i].without;
		assert_str(found(t, str_of(cases[i].text)), "");
		s->without = 0;
	}
	s->without = MECHANISM_CORRECTION;
	assert_int_equal(asked(t, "snikeri", false)->corrections, 0);
	s->without = MECHANISM_FILTERS;
	assert_int_equal(asked(t, "snickeri motala", false)->labels, 0);
	s->without = 0;
}

/* Synonyms and compounds can be switched off, too, these for a database that is made so. */
static void
without_word_lists(void **state)
{
	struct testbed *t = *state;
	size_t words, line;

	testbed_end(t);
	db_stemmer(&t->w.reader)->without = MECHANISM_FIRST_MEMBERS;
	assert_int_equal(store_import_synonyms(&t->w, STR("pall = stol"), &words, &line), ERR_NONE);
	assert_int_equal(store_import_lexicon(&t->w, STR("kaffe rosteri bönor"), &words, &line),
	    ERR_NONE);
	testbed_load(t, "page",
	    "slug,name,description\ng,Kafferosteriet,x\nh,Rosteri och kaffe,x\n");
	assert_str(testbed_indexed(t, "name", "Kafferosteriet"), "|Kafferosteriet+rosteriet");
	testbed_begin(t);
	assert_str(found(t, STR("pall")), "a");
	assert_str(found(t, STR("kafferosteri")), "gh");
	assert_str(found(t, STR("kaffebönor")), "ch");
	db_stemmer(&t->r)->without = MECHANISM_SYNONYMS | MECHANISM_APART | MECHANISM_ONE_MEMBER;
	assert_str(found(t, STR("pall")), "");
	assert_str(found(t, STR("kafferosteri")), "g");
	assert_str(found(t, STR("kaffebönor")), "");
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, asking_setup, testbed_teardown_reading)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(words_of_words), WITH(order_of_worth), WITH(apart_and_inside), WITH(short_words_with_dots), WITH(short_words_without_dots), WITH(particles_and_names), WITH(localities), WITH(heads), WITH(somebody), WITH(members_are_corrected), WITH(families_are_swedish), WITH(more_corrections_than_groups), WITH(general_words),
		WITH(numbers), WITH(spelt_by_ear), WITH(sounds_like_a_name), WITH(expressions_come_apart), WITH(rare_words_decide), WITH(without), WITH(without_word_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
