/* test_snippet.c: which words are hits, and what is shown around them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/text/snippet.h"
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

/* The searcher's words are separated by blanks, * behind one makes it a prefix, before
 * it lets it stand at the end of a word; hits are shown [so]. */
static void
assert_snippet(struct mem *m, const char *text, const char *words, size_t max, const char *want)
{
	struct snippet_word word[8];
	struct snippet_part *part;
	struct str rest = str_of(words), w;
	struct buf b;
	size_t n = 0, parts, length = 0;

	while (n < 8 && str_cut(&rest, ' ', &w)) {
		bool prefix = str_ends(w, STR("*")), inside = str_starts(w, STR("*"));

		w.n -= prefix;
		w = str_from(w, inside);
		word[n++] = (struct snippet_word){ utf8_fold_marks(m, w), prefix, inside };
	}
	buf_init(&b, m, 0);
	parts = snippet_find(m, str_of(text),
	    snippet_prepare(m, &(struct snippet_search){ .word = word, .words = n, .things = 1 }),
	    max, &part);
	for (size_t i = 0; i < parts; i++) {
		buf_puts(&b, part[i].hit ? "[" : "");
		buf_str(&b, part[i].text);
		buf_puts(&b, part[i].hit ? "]" : "");
		assert_true(part[i].text.n > 0);
		length += utf8_length(part[i].text);
	}
	assert_string_equal(buf_cstr(&b), want);
	assert_true(length <= (max < 8 ? 8 : max));
}

static void
what_holds_it_is_a_hit(void **state)
{
	assert_snippet(*state, "Ett möbelsnickeri, ett snickeri och snickerierna.", "*snickeri", 99,
	    "Ett [möbelsnickeri], ett [snickeri] och [snickerierna].");
	assert_snippet(*state, "Möbelsnickerifirman hos snickrarna i Motala.", "*snickeri", 99,
	    "[Möbelsnickerifirman] hos snickrarna i Motala.");
	assert_snippet(*state, "Arbetsträning, TRÄNING, träningslokal, träna", "*träning", 99,
	    "[Arbetsträning], [TRÄNING], [träningslokal], träna");
	assert_snippet(*state, "Ett hus.", "*snickeri", 99, "");
	assert_snippet(*state, "Åäö och möbelåkern.", "*åker", 99, "Åäö och [möbelåkern].");
}

/* Words are looked for by their first two letters, which may be large, marked or the only ones. */
static void
first_letters_may_be_written_otherwise(void **state)
{
	assert_snippet(*state, "BIBLIOTEK, bibliotek.", "bibl*", 99, "[BIBLIOTEK], [bibliotek].");
	assert_snippet(*state, "Ökna, okna, oKNA, Økna", "okna", 99,
	    "[Ökna], [okna], [oKNA], [Økna]");
	assert_snippet(*state, "Bästa rästa basta", "basta", 99, "[Bästa] rästa [basta]");
	assert_snippet(*state, "Étude, étude, ētude", "etude", 99, "[Étude], [étude], [ētude]");
	assert_snippet(*state, "ab b á B", "b", 99, "ab [b] á [B]");
	assert_snippet(*state, "straße Ægir", "*sse agir", 99, "[straße] [Ægir]");
	assert_snippet(*state, "–bok bok– ×bok ḃok", "bok", 99, "–[bok] [bok]– ×[bok] [ḃok]");
	assert_snippet(*state, "Hos oss finns k", "k", 99, "Hos oss finns [k]");
}

/* Counts how often it is asked; words with an s are hits. */
static unsigned
has_an_s(void *ctx, struct str word)
{
	++*(size_t *)ctx;
	return str_index(word, 's') < word.n;
}

static void
what_looks_so_is_judged(void **state)
{
	struct snippet_word word = { STR("bil"), true, true };
	struct snippet_part *part;
	size_t asked = 0;
	const struct snippet_wanted *wanted = snippet_prepare(*state,
	    &(struct snippet_search){ .word = &word, .words = 1, .things = 1, .judge = has_an_s,
	    .ctx = &asked });

	assert_int_equal(snippet_find(*state, STR("En bild, en bils motor, lastbil."), wanted, 99,
			     &part),
	    5);
	assert_int_equal(asked, 3);
	assert_true(str_is(part[1].text, "bils") && part[1].hit);
	assert_true(str_is(part[3].text, "lastbil") && part[3].hit);
	assert_int_equal(snippet_find(*state, STR("Bilder och hus."), wanted, 99, &part), 0);
}

static void
where_most_stands_together(void **state)
{
	struct snippet_word words[] = { { STR("bil"), true, true }, { STR("motala"), true, true },
		{ STR("tvatt"), true, true } };
	const struct snippet_wanted *wanted = snippet_prepare(*state,
	    &(struct snippet_search){ .word = words, .words = 3, .things = 3 });
	struct snippet_part *part;
	struct buf b;
	size_t n;

	buf_init(&b, *state, 0);
	n = snippet_find(*state,
	    STR("En bil är en bil, och en bil står här. I Motala finns vatten. Den som vill kan "
		"lämna bilen till tvätten i Motala, där den blir ren. Och en bil till i Motala."),
	    wanted, 60, &part);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, part[i].hit ? "[%.*s]" : "%.*s", STR_ARGS(part[i].text));
	assert_string_equal(buf_cstr(&b),
	    "…som vill kan lämna [bilen] till [tvätten] i [Motala], där den…");
	/* A hit that is cut is one all the same. */
	words[0] = (struct snippet_word){ STR("fiskebat"), false, false };
	wanted = snippet_prepare(*state,
	    &(struct snippet_search){ .word = words, .words = 3, .things = 3 });
	assert_int_equal(snippet_find(*state, STR("en fiskebåt här"), wanted, 8, &part), 3);
	assert_true(str_is(part[1].text, "fiskeb") && part[1].hit == 1);
}

static void
whole_words_are_hits(void **state)
{
	assert_snippet(*state, "Vi snickrar möbler och mer.", "mobler", 99,
	    "Vi snickrar [möbler] och mer.");
	assert_snippet(*state, "Möbler", "mobler", 99, "[Möbler]");
	assert_snippet(*state, "MÖBLER, möbler; möblera", "möbler", 99,
	    "[MÖBLER], [möbler]; möblera");
	assert_snippet(*state, "café-café", "cafe", 99, "[café]-[café]");
	assert_snippet(*state, "Straße 12b", "strasse", 99, "[Straße] 12b");
	assert_snippet(*state, "a\xcc\x8a b", "å", 99, "[a\xcc\x8a] b");
	assert_snippet(*state, "Жуковский Việt", "viet жуковскии", 99, "[Жуковский] [Việt]");
}

static void
prefixes_are_hits(void **state)
{
	assert_snippet(*state, "Möbelsnickeri och snickeri", "möbel*", 99,
	    "[Möbelsnickeri] och snickeri");
	assert_snippet(*state, "Snickerierna i Motala", "snickeri* motala", 99,
	    "[Snickerierna] i [Motala]");
	assert_snippet(*state, "Straßen", "stras*", 99, "[Straßen]");
}

static void
no_hits(void **state)
{
	assert_snippet(*state, "Vi snickrar", "möbler", 99, "");
	assert_snippet(*state, "möblera", "möbler", 99, "");
	assert_snippet(*state, "möbl", "möbler*", 99, "");
	assert_snippet(*state, "", "a", 99, "");
	assert_snippet(*state, "a b c", "", 99, "");
	assert_snippet(*state, "a b c", "*", 99, "");
}

static void
text_is_cut_between_words(void **state)
{
	const char *text = "Ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton.";

	assert_snippet(*state, text, "ett", 20, "[Ett] två tre fyra…");
	assert_snippet(*state, text, "fjorton", 20, "…tretton [fjorton].");
	assert_snippet(*state, text, "sju", 20, "…sex [sju] åtta nio…");
	assert_snippet(*state, text, "sju åtta", 20, "…sex [sju] [åtta] nio…");
	assert_snippet(*state, text, "åtta", 30, "…sex sju [åtta] nio tio elva…");
	assert_snippet(*state, text, "två", 68,
	    "Ett [två] tre fyra fem sex sju åtta nio tio elva "
	    "tolv tretton fjorton.");
	assert_snippet(*state, text, "två", 67,
	    "Ett [två] tre fyra fem sex sju åtta nio tio elva "
	    "tolv tretton…");
	assert_snippet(*state, "Ett två (tre) – fyra", "två", 16, "Ett [två] (tre…");
}

static void
small_windows(void **state)
{
	assert_snippet(*state, "en arbetsmarknadsåtgärd här", "arbetsmark*", 10, "…[arbetsma]…");
	assert_snippet(*state, "arbetsmarknadsåtgärd här", "arbetsmark*", 10, "[arbetsmar]…");
	assert_snippet(*state, "åååååååååååå", "å*", 8, "[ååååååå]…");
	assert_snippet(*state, "ett två tre fyra", "tre", 0, "…[tre]…");
	assert_snippet(*state, "ett två tre", "tre", 0, "…två [tre]");
}

static void
long_words_and_many_hits(void **state)
{
	struct buf text, want;

	buf_init(&text, *state, 0);
	buf_init(&want, *state, 0);
	for (int i = 0; i < 300; i++)
		buf_puts(&text, "Å");
	buf_puts(&want, "[");
	buf_puts(&want, buf_cstr(&text));
	buf_puts(&want, "]");
	assert_snippet(*state, buf_cstr(&text), "åå*", 400, buf_cstr(&want));
	assert_snippet(*state, buf_cstr(&text), buf_cstr(&text), 400, "");
	buf_clear(&text);
	buf_clear(&want);
	for (int i = 0; i < 100; i++) {
		buf_puts(&text, "ö-");
		buf_puts(&want, "[ö]-");
	}
	assert_snippet(*state, buf_cstr(&text), "o", 400, buf_cstr(&want));
}

int
main(void)
{
#define WITH_MEM(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		WITH_MEM(first_letters_may_be_written_otherwise),
		WITH_MEM(what_holds_it_is_a_hit), WITH_MEM(what_looks_so_is_judged), WITH_MEM(where_most_stands_together), WITH_MEM(whole_words_are_hits),
		WITH_MEM(prefixes_are_hits),
		WITH_MEM(no_hits),
		WITH_MEM(text_is_cut_between_words),
		WITH_MEM(small_windows),
		WITH_MEM(long_words_and_many_hits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
