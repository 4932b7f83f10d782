/* test_fts.c: a visitor's words to records: every word, by its beginning, and no operator of FTS5. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/db/fts.h"
#include "lib/text/utf8.h"
#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	struct testbed *t;
	int failed = testbed_setup_basics(state);

	if (failed != 0)
		return failed;
	t = *state;
	testbed_load(t, "page",
	    "slug,name,summary,description\n"
	    "a,Björkens snickeri,Möbler av trä,Vi lagar stolar.\n"
	    "b,Snickarna i Motala,Björkved,AND eller OR\n"
	    "c,Café Oasen,Kaffe och bullar,\"Fäbodvägen 3, NEAR kyrkan. Björkar.\"\n"
	    "d,C och D,1a klass ½ pris,x²\n"
	    "e,日本語 кафе Ελλάδα,naïve cliché,𝒜𝓇𝓉 😀 smörgås\n");
	testbed_load(t, "enterprise",
	    "slug,name,municipality,goods_and_services\nf,Eken,Motala,Snickeri\n");
	reader_begin(&t->r);
	return 0;
}

static int
teardown(void **state)
{
	enum err e = reader_end(&((struct testbed *)*state)->r);

	(void)e;
	return testbed_teardown(state);
}

/* Slugs of what is found, in the order of rows. */
static struct str
found(struct testbed *t, struct str text)
{
	struct fts_matches matches;
	struct fts_query q;
	struct buf b;

	fts_query(&q, t->mem, text);
	fts_search(&t->r, t->mem, &q, &matches);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	buf_init(&b, t->mem, 0);
	for (size_t i = 0; i < matches.count; i++) {
		assert_true(i == 0 || matches.match[i].record > matches.match[i - 1].record);
		buf_puts(&b,
		    testbed_text(t,
			mem_printf(t->mem,
			    "SELECT CASE kind WHEN 'municipality' THEN '+' ELSE slug END"
			    " FROM record WHERE id = %u",
			    matches.match[i].record))
			.p);
	}
	return buf_view(&b);
}

static const struct {
	const char *text, *found;
} searches[] = {
	/* every word, in any order, anywhere in the record */
	{ "snickeri", "af" }, { "SNICKERI", "af" }, { "snickeri motala", "f" }, { "motala snickeri", "f" },
	{ "björkens stolar", "a" }, { "snickeri kaffe", "" }, { "snickeri zzz", "" },
	/* the beginning of a word, from three letters on */
	{ "snick", "abf" }, { "sni", "abf" }, { "sn", "" }, { "nickeri", "" }, { "björk", "abc" }, { "bjork", "abc" },
	{ "1a", "d" }, { "x²", "d" },
	/* marks and case do not matter, whatever they are made of */
	{ "bjo\xcc\x88rk", "abc" }, { "CAFE", "c" }, { "fabodvägen", "c" }, { "naive", "e" }, { "SMÖRGÅS", "e" },
	/* other scripts, and signs that are no words */
	{ "日本語", "e" }, { "кафе", "e" }, { "КАФЕ", "e" }, { "ελλάδα", "e" }, { "😀", "" }, { "½", "d" },
	{ "!!!", "" }, { "", "" }, { " \t ", "" }, { "\"", "" }, { "*", "" }, { "-", "" }, { "'", "" },
	/* what FTS5 would take as its own */
	{ "snickeri OR kaffe", "" }, { "NOT snickeri", "" }, { "snickeri AND eller", "" }, { "eller AND OR", "b" },
	{ "NEAR(snickeri motala)", "" }, { "near kyrkan", "c" }, { "name:snickeri", "" }, { "{name summary}: snickeri", "" },
	{ "^björkens", "a" }, { "snick*", "abf" }, { "\"björkens snickeri\"", "a" }, { "\"snickeri björkens\"", "a" },
	{ "snickeri\" OR \"kaffe", "" }, { "-snickeri", "af" }, { "+snickeri", "af" }, { "(snickeri", "af" },
	{ "snickeri)", "af" }, { "björkens-snickeri", "a" }, { "björkens/snickeri", "a" }, { "';DROP TABLE record;--", "" },
	/* words that everybody writes count only where there are no others */
	{ "kaffe och bullar", "c" }, { "kaffe i bullar", "c" }, { "och", "cd" }, { "i", "b" },
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

static uint32_t
score(struct testbed *t, const char *text, const char *slug)
{
	struct fts_matches matches;
	struct fts_query q;
	int64_t record = testbed_number(t,
	    mem_printf(t->mem, "SELECT id FROM record WHERE slug = '%s'", slug));

	fts_query(&q, t->mem, str_of(text));
	fts_search(&t->r, t->mem, &q, &matches);
	for (size_t i = 0; i < matches.count; i++)
		if (matches.match[i].record == record)
			return matches.match[i].score;
	return 0;
}

static void
scores(void **state)
{
	struct testbed *t = *state;

	assert_int_equal(score(t, "snickeri", "a"), FTS_SCORE_NAME);
	assert_int_equal(score(t, "snickeri", "f"), FTS_SCORE_LABELS);
	assert_int_equal(score(t, "björk", "a"), FTS_SCORE_NAME + FTS_SCORE_BEGINS);
	assert_int_equal(score(t, "björk", "b"), FTS_SCORE_SUMMARY);
	assert_int_equal(score(t, "björk", "c"), FTS_SCORE_TEXT);
	assert_int_equal(score(t, "snickeri motala", "f"), 2 * FTS_SCORE_LABELS);
	assert_int_equal(score(t, "björkens stolar möbler", "a"),
	    FTS_SCORE_NAME + FTS_SCORE_BEGINS + FTS_SCORE_TEXT + FTS_SCORE_SUMMARY);
	assert_true(FTS_SCORE_NAME > FTS_SCORE_LABELS && FTS_SCORE_LABELS > FTS_SCORE_SUMMARY &&
	    FTS_SCORE_SUMMARY > FTS_SCORE_TEXT);
}

static void
queries(void **state)
{
	struct testbed *t = *state;
	struct fts_query q;
	struct buf b;

	fts_query(&q, t->mem, STR("Café i \"X\" OR snickeri*"));
	assert_str(q.match, "\"Café\" * OR \"X\" OR \"OR\" OR \"snickeri\" *");
	assert_int_equal(q.words, 4);
	assert_str(q.word[0].folded, "cafe");
	assert_true(q.word[0].prefix);
	assert_false(q.word[1].prefix);
	assert_false(q.cut);
	/* No more than there is room for, and it says so. */
	fts_query(&q, t->mem, STR("ett två tre fyra fem sex sju åtta nio tio elva"));
	assert_int_equal(q.words, FTS_WORDS_MAX);
	assert_true(q.cut);
	fts_query(&q, t->mem, STR_NONE);
	assert_int_equal(q.words, 0);
	/* A word as long as a text. */
	buf_init(&b, t->mem, 0);
	for (int i = 0; i < 5000; i++)
		buf_puts(&b, "ö");
	fts_query(&q, t->mem, buf_view(&b));
	assert_int_equal(q.words, 1);
	assert_true(q.match.n < 200);
	assert_str(found(t, buf_view(&b)), "");
}

/* Every code point as a word of its own, and between two letters: nothing of it is an error. */
static void
every_code_point(void **state)
{
	struct testbed *t = *state;
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	struct mem *m = mem_new(0);
	size_t asked = 0;

	for (uint32_t c = 1; c < 0x20000; c += c < 0x800 ? 1 : 13) {
		char bytes[8];
		size_t n = 0;
		struct fts_matches matches;
		struct fts_query q;
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
			fts_query(&q, m, text);
			fts_search(&t->r, m, &q, &matches);
			if (db_done(&t->r) != ERR_NONE)
				fail_msg("U+%04X: %s", c, err_key(db_done(&t->r)));
		}
		mem_reset(m);
	}
	mem_free(m);
	assert_true(asked > 10000);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(finds), WITH(scores), WITH(queries), WITH(every_code_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
