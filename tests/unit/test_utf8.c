/* test_utf8.c: what may enter, and what text is folded, cut and compared to. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/text/utf8.h"

static int
setup(void **state)
{
	*state = mem_new(0);
	return 0;
}

static int
teardown(void **state)
{
	mem_free(*state);
	return 0;
}

static void
assert_str(struct str got, const char *want)
{
	assert_int_equal(got.n, strlen(want));
	assert_memory_equal(got.p, want, got.n);
}

static void
clean_takes_text(void **state)
{
	static const char *const good[] = {
		"", "a", "Ängelholm", "tab\tline\nreturn\r", "12345678", "1234567\n12345678\t",
		"\xc2\xa0", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
		"\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "åäöåäöåäöåäö",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_true(utf8_is_clean(str_of(good[i])));
	assert_true(utf8_is_clean(STR_NONE));
}

static void
clean_refuses(void **state)
{
	static const char *const bad[] = {
		"\x01", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", "1234567\x7f", "12345678\x1f",
		"abcdefg\x01", "\x7fzyxwvut", "\xc2\x80", "\xc2\x85", "\xc2\x9f",  /* controls */
		"\x80", "\xbf", "\xc3", "\xc3(", "\xe2\x82", "\xe2\x82(", "\xf0\x9f\x98",
		"12345678\xc3", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf",
		"\xed\xa0\x80", "\xed\xbf\xbf",                         /* surrogates */
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe",
		"R\xe4v",                                               /* Latin-1 */
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (utf8_is_clean(str_of(bad[i])))
			fail_msg("bad[%zu] is taken", i);
	assert_false(utf8_is_clean(STR("a\0b")));
	assert_false(utf8_is_clean(STR("1234567\0")));
}

static void
accept_leaves_what_is_right(void **state)
{
	static const char *const right[] = { "", "Mjölby", "plain", "– ”citat” … €" };
	struct str out;

	for (size_t i = 0; i < COUNT_OF(right); i++) {
		assert_true(utf8_accept(*state, str_of(right[i]), &out));
		assert_ptr_equal(out.p, right[i]);
		assert_int_equal(out.n, strlen(right[i]));
	}
	assert_int_equal(mem_used(*state), 0);
}

static void
accept_normalises(void **state)
{
	static const char *const pair[][2] = {
		{ "O\xcc\x88stergo\xcc\x88tland", "Östergötland" },
		{ "a\xcc\x8a", "å" },
		{ "\xe2\x84\xab", "Å" },                        /* ångström sign */
		{ "\xe2\x84\xa6", "Ω" },                        /* ohm sign */
		{ "a\r\nb\rc\n\r", "a\nb\nc\n\n" },
		{ "\r", "\n" },
		{ "a\xcc\x88\r\n", "ä\n" },
		{ "q\xcc\x87\xcc\xa3", "q\xcc\xa3\xcc\x87" },   /* marks in canonical order */
		{ "\xcd\x84", "\xcc\x88\xcc\x81" },             /* longer than it was */
		{ "\xf0\x9d\x85\xa0", "\xf0\x9d\x85\x98\xf0\x9d\x85\xa5\xf0\x9d\x85\xae" },
	};
	struct str out;

	for (size_t i = 0; i < COUNT_OF(pair); i++) {
		assert_true(utf8_accept(*state, str_of(pair[i][0]), &out));
		assert_str(out, pair[i][1]);
	}
}

static void
accept_refuses_and_leaves_out_alone(void **state)
{
	struct str out = STR("before");

	assert_false(utf8_accept(*state, STR("a\xcc"), &out));
	assert_false(utf8_accept(*state, STR("a\0"), &out));
	assert_str(out, "before");
}

static void
accept_limits_marks(void **state)
{
	char text[2 * 32];
	struct str out;

	text[0] = text[1] = 'a';
	for (size_t i = 1; i < 32; i++)
		memcpy(text + 2 * i, i % 2 == 0 ? "\xcc\x81" : "\xcc\xa3", 2);
	assert_true(utf8_accept(*state, (struct str){ text, 2 * 31 }, &out));
	assert_false(utf8_accept(*state, (struct str){ text, 2 * 32 }, &out));
}

static void
next_walks(void **state)
{
	static const uint32_t want[] = { 'a', 0xe5, 0x20ac, 0x1f600, 0xfffd, 'b', 0xfffd, 0 };
	struct str s = STR("aå€😀\xff\x62\xe2");
	size_t i = 0;

	(void)state;
	for (size_t k = 0; k < COUNT_OF(want); k++)
		assert_int_equal(utf8_next(s, &i), want[k]);
	assert_int_equal(i, s.n);
}

static void
length_and_prefix(void **state)
{
	struct str s = STR("Åtvidaberg och Ödeshög – 12 € 😀");

	(void)state;
	assert_int_equal(utf8_length(s), 31);
	assert_int_equal(utf8_length(STR("")), 0);
	assert_int_equal(utf8_length(STR("åäöåäöåä")), 8);
	assert_int_equal(utf8_prefix(s, 0), 0);
	assert_int_equal(utf8_prefix(s, 1), 2);
	assert_int_equal(utf8_prefix(s, 10), 11);
	assert_int_equal(utf8_prefix(s, 16), 18);
	assert_int_equal(utf8_prefix(s, 30), s.n - 4);
	assert_int_equal(utf8_prefix(s, 31), s.n);
	assert_int_equal(utf8_prefix(s, SIZE_MAX), s.n);
	assert_int_equal(utf8_prefix(STR("abcdefghijkl"), 9), 9);
	assert_int_equal(utf8_prefix(STR(""), 3), 0);
}

static void
words_are_letters_and_digits(void **state)
{
	static const uint32_t yes[] = { '0', '9', 'a', 'Z', 0xe5, 0xd6, 0xff, 0x131, 0x301, 0x416,
		0x3b1, 0x4e2d, 0xac00, 0x661, 0xb2, 0xbd, 0xaa };
	static const uint32_t no[] = { 0, ' ', '-', '_', '@', '[', '`', '{', '/', ':', 0xa0, 0xd7,
		0xf7, 0xab, 0x2013, 0x201d, 0x2026, 0x20ac, 0x1f600, 0xfffd };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(yes); i++)
		if (!utf8_is_word(yes[i]))
			fail_msg("U+%04X is no word", (unsigned)yes[i]);
	for (size_t i = 0; i < COUNT_OF(no); i++)
		if (utf8_is_word(no[i]))
			fail_msg("U+%04X is a word", (unsigned)no[i]);
}

static void
fold_case_keeps_marks(void **state)
{
	struct mem *m = *state;

	assert_str(utf8_fold_case(m, STR("ÖSTERGÖTLAND, Åäé [Z]")), "östergötland, åäé [z]");
	assert_str(utf8_fold_case(m, STR("ẞß ΣΣς ЖІ ÿŸ")), "ßß σσσ жі ÿÿ");
	assert_str(utf8_fold_case(m, STR("")), "");
	/* Three bytes each for two: room must grow. */
	assert_str(utf8_fold_case(m, STR("ȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺ")),
	    "ⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥ");
}

static void
fold_marks_is_a_careless_typist(void **state)
{
	struct mem *m = *state;

	assert_str(utf8_fold_marks(m, STR("Östergötland")), "ostergotland");
	assert_str(utf8_fold_marks(m, STR("ÅÄÖ åäö É é Ü ü Ø ø Æ æ ß")),
	    "aao aao e e u u o o a a ss");
	assert_str(utf8_fold_marks(m, STR("Łódź Čapek Đ Þór œ İı ſ")), "lodz capek d thor oe ii s");
	assert_str(utf8_fold_marks(m, STR("a\xcc\x8a o\xcc\x88")), "a o");
	assert_str(utf8_fold_marks(m, STR("Việt ΆΛΦΑ Ж ﬁ 한국")), "viet αλφα ж fi 한국");
	assert_str(utf8_fold_marks(m, STR("2 × 3 ÷ 1 – « »")), "2 × 3 ÷ 1 – « »");
}

/* Folding twice gives nothing new, and no code point overruns its room. */
static void
folds_are_final(void **state)
{
	struct mem *m = *state;

	for (uint32_t c = 1; c < 0x110000; c++) {
		char out[UTF8_FOLD_ROOM + 8] = { 0 };
		struct str once;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		once = (struct str){ out, utf8_fold_point(c, out) };
		assert_true(once.n <= UTF8_FOLD_ROOM);
		assert_true(str_eq(utf8_fold_marks(m, once), once));
		assert_true(str_eq(utf8_fold_case(m, once), once));
		if (c % 1024 == 0)
			mem_reset(m);
	}
}

static void
slugs(void **state)
{
	struct mem *m = *state;

	assert_str(utf8_slug(m, STR("Café Oasen i Vadstena"), 80), "cafe-oasen-i-vadstena");
	assert_str(utf8_slug(m, STR("  Ås & Äpple – (ÖB) AB! "), 80), "as-apple-ob-ab");
	assert_str(utf8_slug(m, STR("Café Oasen i Vadstena"), 12), "cafe-oasen-i");
	assert_str(utf8_slug(m, STR("Café Oasen i Vadstena"), 11), "cafe-oasen");
	assert_str(utf8_slug(m, STR("Café Oasen i Vadstena"), 10), "cafe-oasen");
	assert_str(utf8_slug(m, STR("Café Oasen i Vadstena"), 9), "cafe");
	assert_str(utf8_slug(m, STR("Verksamhet"), 4), "verk");
	assert_str(utf8_slug(m, STR("Verksamhet"), 0), "");
	assert_str(utf8_slug(m, STR("---"), 80), "");
	assert_str(utf8_slug(m, STR("Ж"), 80), "");
	assert_str(utf8_slug(m, STR(""), 80), "");
}

static void
distances(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned cap, want;
	} known[] = {
		{ "motala", "motala", 3, 0 }, { "motala", "motla", 3, 1 },
		{ "motala", "mottala", 3, 1 }, { "motala", "matola", 3, 2 },
		{ "motala", "omtala", 3, 1 }, { "vadstena", "vadtsena", 3, 1 },
		{ "åre", "are", 3, 1 }, { "åre", "äre", 3, 1 }, { "öå", "åö", 3, 1 },
		{ "å", "ä", 1, 1 }, { "", "abc", 5, 3 }, { "abc", "", 2, 2 }, { "", "", 3, 0 },
		{ "kitten", "sitting", 9, 3 }, { "kitten", "sitting", 3, 3 },
		{ "kitten", "sitting", 2, 2 }, { "abc", "xyz", 0, 0 }, { "ca", "abc", 9, 3 },
		{ "saturday", "sunday", UINT32_MAX, 3 }, { "abcdefgh", "hgfedcba", 4, 4 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		struct str a = str_of(known[i].a), b = str_of(known[i].b);

		assert_int_equal(utf8_distance(a, b, known[i].cap), known[i].want);
		assert_int_equal(utf8_distance(b, a, known[i].cap), known[i].want);
	}
}

static void
distance_of_long_texts_is_the_cap(void **state)
{
	char a[400], b[400];

	(void)state;
	memset(a, 'a', sizeof(a));
	memset(b, 'b', sizeof(b));
	assert_int_equal(utf8_distance((struct str){ a, 64 }, (struct str){ b, 64 }, 100), 64);
	assert_int_equal(utf8_distance((struct str){ a, 65 }, (struct str){ b, 65 }, 100), 100);
	assert_int_equal(utf8_distance((struct str){ a, 400 }, (struct str){ b, 400 }, 3), 3);
	memset(b, 'a', sizeof(b));
	assert_int_equal(utf8_distance((struct str){ a, 400 }, (struct str){ b, 400 }, 3), 0);
	b[200] = 'x';
	assert_int_equal(utf8_distance((struct str){ a, 400 }, (struct str){ b, 400 }, 3), 1);
}

/* The banded table against the whole one, on short words of few letters. */
static unsigned
slow_distance(const char *a, size_t n, const char *b, size_t m)
{
	unsigned d[8][8];

	for (size_t i = 0; i <= n; i++) {
		for (size_t j = 0; j <= m; j++) {
			unsigned v;

			if (i == 0 || j == 0) {
				d[i][j] = (unsigned)(i + j);
				continue;
			}
			v = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			if (d[i - 1][j] + 1 < v)
				v = d[i - 1][j] + 1;
			if (d[i][j - 1] + 1 < v)
				v = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < v)
				v = d[i - 2][j - 2] + 1;
			d[i][j] = v;
		}
	}
	return d[n][m];
}

static void
distances_agree_with_the_whole_table(void **state)
{
	(void)state;
	srand(1);
	for (int round = 0; round < 20000; round++) {
		char a[7], b[7];
		size_t n = (size_t)rand() % 8, m = (size_t)rand() % 8;
		unsigned cap = (unsigned)rand() % 7, want;

		for (size_t i = 0; i < 7; i++) {
			a[i] = (char)('a' + rand() % 3);
			b[i] = (char)('a' + rand() % 3);
		}
		want = slow_distance(a, n, b, m);
		assert_int_equal(utf8_distance((struct str){ a, n }, (struct str){ b, m }, cap),
		    want < cap ? want : cap);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean_takes_text),
		cmocka_unit_test(clean_refuses),
		cmocka_unit_test_setup_teardown(accept_leaves_what_is_right, setup, teardown),
		cmocka_unit_test_setup_teardown(accept_normalises, setup, teardown),
		cmocka_unit_test_setup_teardown(accept_refuses_and_leaves_out_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(accept_limits_marks, setup, teardown),
		cmocka_unit_test(next_walks),
		cmocka_unit_test(length_and_prefix),
		cmocka_unit_test(words_are_letters_and_digits),
		cmocka_unit_test_setup_teardown(fold_case_keeps_marks, setup, teardown),
		cmocka_unit_test_setup_teardown(fold_marks_is_a_careless_typist, setup, teardown),
		cmocka_unit_test_setup_teardown(folds_are_final, setup, teardown),
		cmocka_unit_test_setup_teardown(slugs, setup, teardown),
		cmocka_unit_test(distances),
		cmocka_unit_test(distance_of_long_texts_is_the_cap),
		cmocka_unit_test(distances_agree_with_the_whole_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
