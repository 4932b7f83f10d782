/* test_collate.c: Swedish order. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/cc.h"
#include "lib/text/collate.h"

static struct str
key_of(struct mem *m, const char *text)
{
	struct buf b;

	buf_init(&b, m, 0);
	collate_key(&b, str_of(text));
	return buf_view(&b);
}

/* Keys stand as their texts do; where they are equal the texts are but for their bytes. */
static void
assert_keys_agree(const char *x, const char *y)
{
	struct mem *m = mem_new(0);
	int texts = collate_swedish(str_of(x), str_of(y));
	int bytes = str_cmp(str_of(x), str_of(y)), keys = str_cmp(key_of(m, x), key_of(m, y));

	if (keys == 0)
		keys = bytes;
	if ((texts > 0) - (texts < 0) != (keys > 0) - (keys < 0))
		fail_msg("keys of \"%s\" and \"%s\": %d, not %d", x, y, keys, texts);
	mem_free(m);
}

static bool
begins(const char *text, const char *typed)
{
	struct mem *m = mem_new(0);
	struct str key = key_of(m, text);
	struct buf begin, behind;
	bool yes;

	buf_init(&begin, m, 0);
	buf_init(&behind, m, 0);
	collate_beginning(&begin, str_of(typed));
	buf_str(&behind, buf_view(&begin));
	buf_puts(&behind, COLLATE_BEHIND);
	yes = str_cmp(buf_view(&begin), key) <= 0 && str_cmp(key, buf_view(&behind)) < 0;
	mem_free(m);
	return yes;
}

static void
beginnings(void **state)
{
	(void)state;
	assert_true(begins("Århus kafé", "århus"));
	assert_true(begins("Århus kafé", "år"));
	assert_true(begins("Århus kafé", "århus k"));
	assert_true(begins("ÅRHUS", "århus"));
	assert_true(begins("\"Kafé\" Århus", "kafe å"));
	assert_true(begins("Kafe", "kafé"));
	assert_false(begins("Århus", "ar"));
	assert_false(begins("Års", "århus"));
	assert_false(begins("Å", "år"));
	assert_false(begins("Ö", "år"));
	assert_true(begins("Ök", ""));
}

/* Every text stands before all that follow it, and the other way round. */
static void
assert_ascending(const char *const *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			int c = collate_swedish(str_of(text[i]), str_of(text[j]));

			if ((c > 0) - (c < 0) != (i > j) - (i < j))
				fail_msg("\"%s\" and \"%s\": %d", text[i], text[j], c);
			assert_keys_agree(text[i], text[j]);
		}
	}
}

static void
municipalities(void **state)
{
	static const char *const order[] = { "Boxholm", "Finspång", "Kinda", "Linköping", "Mjölby",
		"Motala", "Norrköping", "Söderköping", "Vadstena", "Valdemarsvik", "Ydre",
		"Åtvidaberg", "Ödeshög" };

	(void)state;
	assert_ascending(order, COUNT_OF(order));
}

static void
swedish_letters(void **state)
{
	static const char *const order[] = { "Vadstena", "Vahlström", "Valdemarsvik", "Vy",
		"Wahlström", "Wasa", "Wåhlin", "Übung", "Yngve", "Yxa", "Zebra", "Åby", "Ångan",
		"Ås", "Ärla", "Ärlig", "Æther", "Ö", "Öga", "Øl", "Öm" };

	(void)state;
	assert_ascending(order, COUNT_OF(order));
}

static void
marks_then_case_decide_last(void **state)
{
	static const char *const order[] = { "cafe", "cafE", "Cafe", "café", "Café", "cafeA",
		"cafés", "sy", "sü", "syn", "åka", "Åka", "ärt", "Ärt", "ært", "öl", "Öl", "øl",
		"ölet" };

	(void)state;
	assert_ascending(order, COUNT_OF(order));
}

static void
letters_that_are_two(void **state)
{
	static const char *const order[] = { "strasa", "strasse", "straße", "strast", "tgor",
		"thor", "þor", "Þor", "thora", "tior" };

	(void)state;
	assert_ascending(order, COUNT_OF(order));
}

static void
blanks_digits_letters(void **state)
{
	static const char *const order[] = { "", "1", "10", "2", "A", "AB 3", "AB Ö", "AB\xc2\xa0Ö",
		"AB  Ö", "AB2", "Abba", "Å 1", "Å1", "Åa" };

	(void)state;
	/* Runs of blanks and U+00A0 are one blank; which, is decided by bytes. */
	assert_true(collate_swedish(STR("AB  Ö"), STR("AB Öa")) < 0);
	assert_true(collate_swedish(STR("AB  Öb"), STR("AB Öa")) > 0);
	assert_true(collate_swedish(STR("AB\xc2\xa0Ö"), STR("AB Öa")) < 0);
	assert_ascending(order, 7);
	assert_ascending(order + 9, COUNT_OF(order) - 9);
}

static void
punctuation_is_ignored_at_first(void **state)
{
	(void)state;
	assert_true(collate_swedish(STR("\"Zebra\""), STR("Yxa")) > 0);
	assert_true(collate_swedish(STR("\"Zebra\""), STR("Zebran")) < 0);
	assert_true(collate_swedish(STR("  Zebra"), STR("Yxa")) > 0);
	assert_true(collate_swedish(STR("co-op"), STR("coop")) < 0);
	assert_true(collate_swedish(STR("co-op B"), STR("coop A")) > 0);
	assert_true(collate_swedish(STR("A & C"), STR("A B")) > 0);
	assert_true(collate_swedish(STR("–"), STR("")) > 0);
	assert_true(collate_swedish(STR("–"), STR("a")) < 0);
}

static void
other_scripts(void **state)
{
	static const char *const order[] = { "vesna", "việt", "vietå", "öö", "Ωmega", "Весна",
		"Юг", "中文" };

	(void)state;
	assert_ascending(order, COUNT_OF(order));
	assert_true(collate_swedish(STR("ВЕСНА"), STR("весны")) < 0);
}

/* Texts that look alike still have one order only. */
static void
only_equal_bytes_are_equal(void **state)
{
	static const char *const alike[] = { "", " ", "  ", "-", "--", "å", "a\xcc\x8a", "å ", " å",
		"å-", "Å", "a", "A", "ä", "æ", "e", "é", "\xcc\x81", "\xc2\xad", "ss", "ß", "ij", "ĳ" };
	const size_t n = COUNT_OF(alike);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			int ij = collate_swedish(str_of(alike[i]), str_of(alike[j]));
			int ji = collate_swedish(str_of(alike[j]), str_of(alike[i]));

			assert_int_equal((ij > 0) - (ij < 0), (ji < 0) - (ji > 0));
			assert_int_equal(ij == 0, i == j);
			assert_keys_agree(alike[i], alike[j]);
			for (size_t k = 0; k < n && ij < 0; k++) {
				struct str c = str_of(alike[k]);

				if (collate_swedish(str_of(alike[j]), c) < 0)
					assert_true(collate_swedish(str_of(alike[i]), c) < 0);
			}
		}
	}
	assert_int_equal(collate_swedish(STR_NONE, STR("")), 0);
}

/* What keys are for: neighbours with marks and capitals in every place, and other scripts. */
static void
keys(void **state)
{
	static const char *const parts[] = { "a", "A", "á", "Á", "b", "å", "Å", "é", "ü", "ß", " ", "-", "9",
		"Я", "я", "\xed\x9e\xb0", "\xee\x80\x80", "\xf0\x90\x90\x80", "中" };
	const size_t n = COUNT_OF(parts);
	struct mem *m = mem_new(0);
	uint64_t random = 88172645463325252;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[2][32] = { "", "" };

		for (int i = 0; i < 2; i++)
			for (int j = 0; j < 4; j++) {
				random ^= random << 13;
				random ^= random >> 7;
				random ^= random << 17;
				strcat(text[i], parts[random % n]);
			}
		assert_keys_agree(text[0], text[1]);
	}
	assert_true(str_eq(key_of(m, "co-op"), key_of(m, " coop ")));
	assert_int_equal(key_of(m, "-").n, 0);
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(municipalities),
		cmocka_unit_test(keys),
		cmocka_unit_test(swedish_letters),
		cmocka_unit_test(marks_then_case_decide_last),
		cmocka_unit_test(letters_that_are_two),
		cmocka_unit_test(blanks_digits_letters),
		cmocka_unit_test(punctuation_is_ignored_at_first),
		cmocka_unit_test(other_scripts),
		cmocka_unit_test(only_equal_bytes_are_equal),
		cmocka_unit_test(beginnings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
