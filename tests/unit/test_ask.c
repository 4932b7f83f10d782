/* test_ask.c: a visitor's words to records, and no operator of FTS5. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/hits.h"
#include "lib/store/word_lists.h"
#include "lib/text/utf8.h"
#include "tests/unit/asking.h"

static const struct {
	const char *text, *found;
} searches[] = {
	/* every word, in any order, anywhere in the record */
	{ "snickeri", "abf" }, { "SNICKERI", "abf" }, { "snickeri motala", "bf" }, { "motala snickeri", "bf" },
	{ "björkens stolar", "a" }, { "björkens", "ac" },
	/* where no record has them all, those that have most */
	{ "snickeri kaffe", "abcf" }, { "snickeri zzz", "abf" }, { "snickeri kaffe bullar", "c" }, { "zzz", "" },
	/* inflected, and as it is written without dots */
	{ "snickeriet", "abf" }, { "snickerier", "abf" }, { "stol", "a" }, { "möbel", "a" }, { "möblernas", "a" },
	{ "fabodvagen", "c" }, { "bullarna", "c" },
	/* but a short word that differs by its dots is another word */
	{ "stöl", "" }, { "ävenyr", "" },
	/* words that begin so, where nothing is just so */
	{ "snick", "abf" }, { "sn", "" }, { "nickeri", "af" }, { "björk", "ac" }, { "bjö", "abc" },
	{ "1a", "d" }, { "x²", "d" },
	/* marks and case do not matter, whatever they are made of */
	{ "bjo\xcc\x88rk", "ac" }, { "CAFE", "c" }, { "caféet", "c" }, { "naive", "e" }, { "SMÖRGÅS", "e" },
	/* other scripts, and signs that are no words */
	{ "日本語", "e" }, { "кафе", "e" }, { "КАФЕ", "e" }, { "ελλάδα", "e" }, { "😀", "" }, { "½", "d" },
	{ "!!!", "" }, { "", "" }, { " \t ", "" }, { "\"", "" }, { "*", "" }, { "-", "" }, { "'", "" },
	/* what FTS5 would take as its own */
	{ "NEAR(snickeri motala)", "bf" }, { "near kyrkan", "c" }, { "^björkens", "ac" }, { "snick*", "abf" },
	{ "snickeri\" OR \"kaffe", "b" }, { "+snickeri", "abf" }, { "(snickeri", "abf" }, { "{snickeri} : x", "abf" },
	{ "snickeri)", "abf" }, { "björkens-snickeri", "a" }, { "björkens/snickeri", "a" }, { "snickeri';--", "abf" },
	/* phrases, and words that are not wanted */
	{ "\"björkens snickeri\"", "a" }, { "\"snickeri björkens\"", "" }, { "”björkens snickeri”", "a" },
	{ "\"björkens", "ac" }, { "\"björkens snickeri", "a" }, { "snickeri -motala", "a" }, { "-snickeri", "" },
	{ "snickeri -björken", "bf" }, { "snickeri\n-björken", "bf" }, { "snickeri\xc2\xa0-björken", "bf" },
	{ "snickeri à-björken", "a" }, { "snickeri -\"björkens snickeri\"", "bf" },
	{ "-”björkens snickeri” snickeri", "bf" }, { "snickeri -\"snickeri björkens\"", "abf" },
	{ "\"björkens -snickeri\"", "a" },
	/* words that everybody writes do not count */
	{ "kaffe och bullar", "c" }, { "var kan jag hitta ett snickeri i motala", "bf" }, { "och", "" }, { "för i", "" },
};

static void
finds(void **state)
{
	struct testbed *t = *state;
	int bad = 0;

	for (size_t i = 0; i < COUNT_OF(searches); i++) {
		struct str got = found(t, str_of(searches[i].text));

		if (str_is(got, searches[i].found))
			continue;
		print_error("<%s>: %.*s, not %s\n", searches[i].text, STR_ARGS(got),
		    searches[i].found);
		bad++;
	}
	assert_int_equal(bad, 0);
	assert_str(found(t, STR("motala")), "+bf");
}

/* Met as it is, in the best of its columns; its stem counts a little beside it. */
static bool
is_worth(struct testbed *t, const char *text, const char *slug, uint32_t column)
{
	uint32_t got = score(t, text, slug);

	return got >= 100 * column && got < 150 * column;
}

static void
scores(void **state)
{
	struct testbed *t = *state;

	assert_true(is_worth(t, "snickeri", "a", FTS_SCORE_NAME));
	assert_true(is_worth(t, "snickeri", "f", FTS_SCORE_LABELS));
	assert_true(is_worth(t, "björkens", "a", FTS_SCORE_NAME + FTS_SCORE_BEGINS));
	assert_true(is_worth(t, "möbler", "a", FTS_SCORE_SUMMARY));
	assert_true(is_worth(t, "stolar", "a", FTS_SCORE_TEXT));
	assert_int_equal(score(t, "snickeri motala", "f"),
	    score(t, "snickeri", "f") + score(t, "motala", "f"));
	/* as typed, then inflected, then without dots */
	assert_true(score(t, "stolar", "a") > score(t, "stolarna", "a"));
	assert_true(score(t, "fäbodvägar", "c") > score(t, "fabodvagar", "c"));
	assert_true(score(t, "fabodvagar", "c") > 0);
	assert_true(FTS_SCORE_NAME > FTS_SCORE_LABELS && FTS_SCORE_LABELS > FTS_SCORE_SUMMARY &&
	    FTS_SCORE_SUMMARY > FTS_SCORE_TEXT);
}

/* What is said about a search beside what it found. */
static void
remarks(void **state)
{
	struct testbed *t = *state;
	struct asked *a = asked(t, "snikeri motla", false);

	assert_int_equal(a->corrections, 2);
	assert_str(a->correction[0].typed, "snikeri");
	assert_str(a->correction[0].used, "snickeri");
	assert_str(a->correction[1].used, "motala");
	assert_int_equal(a->matches.count, 2);
	assert_int_equal(asked(t, "snikeri", true)->corrections, 0);
	assert_int_equal(asked(t, "snikeri", true)->matches.count, 0);
	/* A letter too few, too many, swapped, its neighbour's; the first one is not the wrong one. */
	assert_str(asked(t, "snickei", false)->correction[0].used, "snickeri");
	assert_str(asked(t, "snickerii", false)->correction[0].used, "snickeri");
	assert_str(asked(t, "snikceri", false)->correction[0].used, "snickeri");
	assert_str(asked(t, "snivkeri", false)->correction[0].used, "snickeri");
	assert_str(asked(t, "nsickeri", false)->correction[0].used, "snickeri");
	assert_int_equal(asked(t, "trickeri", false)->corrections, 0);
	assert_int_equal(asked(t, "motma", false)->corrections, 0);
	/* Where nothing has all words, a place is what can be done without. */
	assert_int_equal(asked(t, "kaffe Motala", false)->matches.count, 1);
	assert_str(asked(t, "kaffe Motala", false)->left_out[0], "Motala");
	a = asked(t, "snickeri kaffe i Motala", false);
	assert_int_equal(a->left_outs, 1);
	assert_str(a->left_out[0], "kaffe");
	assert_int_equal(a->labels, 2);
	assert_str(a->label_text[0], "snickeri");
	assert_str(a->label_text[1], "Motala");
	assert_int_equal(asked(t, "motala 0583 Motala", false)->labels, 1);
	assert_true(asked(t, "i och för", false)->only_stop_words);
	assert_true(asked(t, " - ", false)->nothing);
	assert_true(asked(t, "-snickeri och -motala", false)->only_excluded);
	assert_true(asked(t, "-\"björkens snickeri\"", false)->only_excluded);
	/* What is not wanted is not marked: a record may have the words, only not side by side. */
	assert_int_equal(asked(t, "kaffe -\"björkens snickeri\"", false)->marks,
	    asked(t, "kaffe", false)->marks);
	assert_false(asked(t, "-och", false)->only_excluded);
	assert_false(asked(t, "-snickeri motala", false)->only_excluded);
	a = asked(t, "a1 b2 c3 d4 e5 f6 g7 h8", false);
	assert_false(a->cut);
	assert_null(a->rest.p);
	a = asked(t, "a1 b2 c3 d4 e5 f6 g7 h8 i9, j10", false);
	assert_true(a->cut);
	assert_str(a->rest, "i9, j10");
	a = asked(t, "i i i i i i i i i i i i i i i i i i i i i i i kafé och snickeri", false);
	assert_true(a->cut);
	assert_str(a->rest, "och snickeri");
}

/* Words that come later split what was written before. */
static void
learning(void **state)
{
	struct testbed *t = *state;

	testbed_end(t);
	testbed_load(t, "page", "slug,name,description\ng,Glashyttan,x\n");
	assert_str(testbed_indexed(t, "name", "Glashyttan"), "|Glashyttan");
	testbed_load(t, "page", "slug,name,description\nh,Hytta,glas\n");
	assert_str(testbed_indexed(t, "name", "Glashyttan"), "|Glashyttan+glas+hyttan");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM lexicon WHERE word = 'hytta'"), 1);
	testbed_begin(t);
	assert_str(found(t, STR("hyttor")), "gh");
	testbed_end(t);
	assert_int_equal(db_check(t->path), 0);
	testbed_begin(t);
}

/* What does not fit into a question changes nothing of what did. */
static void
full_questions(void **state)
{
	struct testbed *t = *state;
	struct fts_query *q = mem_alloc(t->mem, sizeof(*q));
	struct fts_matches matches;
	struct term snickeri, other;

	term_plain(STR("snickeri"), &snickeri);
	term_plain(STR("zzz"), &other);
	for (unsigned slots = 1; slots < 4; slots++) {
		fts_query_init(q, t->mem);
		assert_true(fts_group(q, false));
		fts_way(q, 100);
		fts_slot(q);
		fts_phrase(q, &snickeri, 1, false);
		for (int way = 0; way < FTS_WAYS_MAX + 10; way++) {
			fts_way(q, 50);
			for (unsigned i = 0; i < slots; i++) {
				fts_slot(q);
				fts_phrase(q, &other, 1, false);
			}
		}
		assert_true(q->full);
		assert_false(fts_group(q, false));
		for (unsigned i = 1; i < q->ways; i++)
			assert_int_equal(q->way[i].slots, slots);
		assert_int_equal(q->way[0].slots, 1);
		fts_search(&t->r, t->mem, q, &matches);
		assert_int_equal(matches.count, 2);
	}
}

/* Within a transaction only groups that were not met before are walked for: the others have the very list they had. */
static void
asking_again(void **state)
{
	struct testbed *t = *state;
	struct fts_query *q = mem_alloc(t->mem, sizeof(*q));
	struct fts_matches first, again;
	struct term word;

	for (int i = 0; i < 3; i++) {
		term_plain(i < 2 ? STR("snickeri") : STR("motala"), &word);
		fts_query_init(q, t->mem);
		assert_true(fts_group(q, false));
		fts_way(q, 100);
		fts_slot(q);
		fts_phrase(q, &word, 1, false);
		fts_search(&t->r, t->mem, q, i == 0 ? &first : &again);
		if (i == 1)
			assert_ptr_equal(again.match, first.match);
	}
	assert_int_equal(first.count, 2);
	assert_ptr_not_equal(again.match, first.match);
	assert_int_not_equal(again.count, 0);
}

/* What is found the second time is what was found the first, until something is saved. */
static void
kept_matches(void **state)
{
	struct testbed *t = *state;

	for (int i = 0; i < 2; i++) {
		assert_str(found(t, STR("snickeri")), "abf");
		/* The same word as another group, with another beside it, and as one that is not wanted. */
		assert_str(found(t, STR("motala snickeri")), "bf");
		assert_str(found(t, STR("björkens -snickeri")), "c");
		assert_str(found(t, STR("zzz")), "");
		assert_true(score(t, "snickeri", "a") > score(t, "snickeri", "f"));
	}
	testbed_end(t);
	testbed_load(t, "page", "slug,name,summary\ng,Nya snickeriet,zzz\n");
	testbed_begin(t);
	assert_str(found(t, STR("snickeri")), "abfg");
	assert_str(found(t, STR("zzz")), "g");
	assert_str(found(t, STR("björkens -snickeri")), "c");
}

/* Eight words that every record has are more than one question walks over: it says so, and finds what it can. */
static void
too_much_to_walk(void **state)
{
	struct testbed *t = *state;
	struct asked *a;
	struct buf b;

	testbed_end(t);
	buf_init(&b, t->mem, 0);
	buf_puts(&b, "slug,name,description\n");
	for (int i = 0; i < 2000; i++)
		buf_printf(&b, "p%d,N%d,röd gul grön svart rosa brun grå beige\n", i, i);
	testbed_load(t, "page", buf_cstr(&b));
	testbed_begin(t);
	a = asked(t, "röd", false);
	assert_false(a->cut);
	assert_int_equal(a->matches.count, 2000);
	/* All questions of a transaction together, so that one about the rest of the words costs no more. */
	for (int i = 0; i < 2; i++) {
		testbed_end(t);
		testbed_begin(t);
		a = asked(t, "röd gul grön svart rosa brun grå beige", false);
		assert_true(a->cut);
		assert_int_equal(a->matches.count, 2000);
		a = asked(t, "gul grön svart rosa brun grå beige", false);
		assert_true(a->cut);
		assert_in_range(a->matches.count, 0, 1999);
	}
	testbed_end(t);
	testbed_begin(t);
	/* Neither more than two long phrases of such words: the third is looked for as words, or not left out. */
	a = asked(t, "\"röd gul grön svart rosa\" \"gul grön svart rosa brun\"", false);
	assert_false(a->cut);
	assert_int_equal(a->matches.count, 2000);
	testbed_end(t);
	testbed_begin(t);
	a = asked(t,
	    "\"röd gul grön svart rosa\" \"gul grön svart rosa brun\" \"beige grå brun svart rosa gul\"",
	    false);
	assert_true(a->cut);
	assert_int_equal(a->matches.count, 2000);
	assert_int_equal(a->left_outs, 0);
	testbed_end(t);
	testbed_begin(t);
	a = asked(t,
	    "\"röd gul grön svart rosa\" \"gul grön svart rosa brun\" -\"grön svart rosa brun grå beige\"",
	    false);
	assert_true(a->cut);
	assert_int_equal(a->matches.count, 2000);
}

/* A star that stands for too many hits is left out, and said to be; so is the one too many of several. */
static void
too_many_beginnings(void **state)
{
	enum { PAGES = 200, WORDS = 70 };
	static const struct {
		const char *question;
		bool cut;
		size_t found;
	} cases[] = {
		{ "zebra*", true, 0 }, { "zebra", false, 0 }, { "zebra1*", false, PAGES }, { "zebra11*", false, PAGES },
		{ "zebra1* zebra2* zebra3* zebra4* zebra5*", false, PAGES },
		{ "zebra0* zebra1* zebra2* zebra3* zebra4* zebra5*", true, PAGES },
		{ "zebra* zebra1*", true, PAGES },
	};
	struct testbed *t = *state;
	struct asked *a;
	struct buf b;

	testbed_end(t);
	buf_init(&b, t->mem, 0);
	buf_puts(&b, "slug,name,description\n");
	for (int i = 0; i < PAGES; i++) {
		buf_printf(&b, "p%d,N%d,", i, i);
		for (int word = 0; word < WORDS; word++)
			buf_printf(&b, "zebra%02d ", word);
		buf_byte(&b, '\n');
	}
	testbed_load(t, "page", buf_cstr(&b));
	testbed_begin(t);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		a = asked(t, cases[i].question, false);
		if (a->cut != cases[i].cut || a->matches.count != cases[i].found)
			fail_msg("%s: %zu, cut: %d", cases[i].question, a->matches.count, a->cut);
	}
}

static void
long_questions(void **state)
{
	struct testbed *t = *state;
	struct buf b;

	buf_init(&b, t->mem, 0);
	for (int i = 0; i < 5000; i++)
		buf_puts(&b, "ö");
	assert_str(found(t, buf_view(&b)), "");
	buf_clear(&b);
	for (int i = 0; i < 300; i++)
		buf_puts(&b, "\"snickeri ");
	assert_str(found(t, buf_view(&b)), "af");
	buf_clear(&b);
	for (int i = 0; i < 300; i++)
		buf_puts(&b, "snickeri ");
	assert_str(found(t, buf_view(&b)), "abf");
}

/* Every code point as a word of its own, and between two letters: nothing of it is an error. */
static void
every_code_point(void **state)
{
	struct testbed *t = *state;
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	struct mem *m = mem_new(0);
	size_t asked = 0;

	for (uint32_t c = 1; c < 0x20000; c += c < 0x250 ? 1 : 61) {
		char bytes[8];
		size_t n = 0;
		struct asked *a = mem_alloc(m, sizeof(*a));
		struct str text;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		bytes[n++] = 'a';
		if (c < 0x80) {
			bytes[n++] = (char)c;
		} else {
			int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;

			bytes[n++] = (char)(lead[more] | c >> (6 * more));
			while (more-- > 0)
				bytes[n++] = (char)(0x80 | (c >> (6 * more) & 0x3f));
		}
		for (size_t from = 0; from < 2; from++) {
			if (!utf8_accept(m, (struct str){ bytes + from, n - from }, &text))
				continue;
			asked++;
			ask(a, &t->r, m, &t->c, text, false);
			if (db_done(&t->r) != ERR_NONE)
				fail_msg("U+%04X: %s", c, err_key(db_done(&t->r)));
		}
		/* What is found lives as long as the transaction, in m. */
		testbed_end(t);
		mem_reset(m);
		testbed_begin(t);
	}
	mem_free(m);
	assert_true(asked > 3000);
}

/* Hits are remembered, but not those that an error kept from being counted. */
static void
hits_after_error(void **state)
{
	struct testbed *t = *state;
	struct wording *w = wording_of(&t->c, &t->r);
	struct term snickeri;

	term_plain(STR("snickeri"), &snickeri);
	db_fail(&t->r, ERR_BUSY);
	assert_int_equal(hits_of_term(w, &t->r, &snickeri), 0);
	assert_int_equal(reader_end(&t->r), ERR_BUSY);
	testbed_begin(t);
	w = wording_of(&t->c, &t->r);
	assert_int_equal(hits_of_term(w, &t->r, &snickeri), 2);
	db_fail(&t->r, ERR_BUSY);
	assert_int_equal(hits_of_term(w, &t->r, &snickeri), 2);
	assert_int_equal(reader_end(&t->r), ERR_BUSY);
	testbed_begin(t);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, asking_setup, testbed_teardown_reading)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(finds), WITH(hits_after_error), WITH(scores), WITH(remarks),
		WITH(learning), WITH(long_questions), WITH(full_questions),
		WITH(asking_again), WITH(kept_matches), WITH(too_much_to_walk),
		WITH(too_many_beginnings), WITH(every_code_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
