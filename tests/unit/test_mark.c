/* test_mark.c: the words of a text by which a question is met, and no others. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/mark.h"
#include "lib/store/word_lists.h"
#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	struct testbed *t;
	int failed = testbed_setup_basics(state);
	size_t words = 0, line = 0;

	if (failed != 0)
		return failed;
	t = *state;
	testbed_load(t, "page",
	    "slug,name,description\n"
	    "a,Hår och bil,Vi har bilar och städar. Cykel och cyklar. En bild av staden.\n"
	    "b,Åkeriet,Ett kafé och en kaffekvarn med lokalvård.\n");
	assert_int_equal(store_import_synonyms(&t->w, STR("städ = lokalvård\n"), &words, &line),
	    ERR_NONE);
	assert_int_equal(store_import_lexicon(&t->w, STR("bil tvätt last cykel"), &words, &line),
	    ERR_NONE);
	return 0;
}

static int
teardown(void **state)
{
	return testbed_teardown(state);
}

/* A text with what is marked of it [so]; the whole text when nothing is. */
static void
marks(struct testbed *t, const char *question, const char *text, const char *want)
{
	struct asked *a = mem_alloc(t->mem, sizeof(*a));
	const struct snippet_wanted *wanted;
	struct snippet_part *part;
	size_t n = 0;
	struct buf b;

	ask(a, &t->r, t->mem, &t->c, str_of(question), false);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	wanted = mark_prepare(t->mem, t->c.wording, a, false);
	if (wanted != NULL)
		n = snippet_find(t->mem, str_of(text), wanted, 4000, &part);
	buf_init(&b, t->mem, 0);
	for (size_t i = 0; i < n; i++) {
		buf_puts(&b, part[i].hit ? "[" : "");
		buf_str(&b, part[i].text);
		buf_puts(&b, part[i].hit ? "]" : "");
	}
	if (n == 0)
		buf_puts(&b, text);
	if (strcmp(buf_cstr(&b), want) != 0)
		fail_msg("<%s>: <%s>, not <%s>", question, buf_cstr(&b), want);
}

static void
what_is_met(void **state)
{
	struct testbed *t = *state;

	testbed_begin(t);
	/* Inflected, also where the stem changes; not what only looks so. */
	marks(t, "bil", "Bilen och bilarna, en bild, bilder och BILS.",
	    "[Bilen] och [bilarna], en bild, bilder och [BILS].");
	marks(t, "cykel", "Cykeln, cyklar, cyklist och cykels.",
	    "[Cykeln], [cyklar], cyklist och [cykels].");
	marks(t, "bilar", "Bil.", "[Bil].");
	/* Members of compounds, the whole word. */
	marks(t, "bil", "Biltvätten och mobilen.", "[Biltvätten] och mobilen.");
	marks(t, "cykel", "Lastcyklar och cykeltvätt.", "[Lastcyklar] och [cykeltvätt].");
	/* A short word that differs by its dots is another; longer ones may lack them. */
	marks(t, "hår", "Vi har hår här.", "Vi har [hår] här.");
	marks(t, "kafe", "Kafé, kafe och Kaféer.", "[Kafé], [kafe] och [Kaféer].");
	/* Synonyms, and English. */
	marks(t, "städ", "Lokalvård, städning och staden.", "[Lokalvård], [städning] och staden.");
	marks(t, "cleaning", "We clean and cleaned.", "We [clean] and [cleaned].");
	/* What begins so, where that was searched for. */
	marks(t, "lokal*", "Lokaler och lokalvården.", "[Lokaler] och [lokalvården].");
	/* A question that is no question marks nothing. */
	marks(t, "och", "Hår och bil.", "Hår och bil.");
	testbed_end(t);
}

/* More different words than verdicts are kept for, twice. */
static void
many_words(void **state)
{
	struct testbed *t = *state;
	struct buf text, want;

	testbed_begin(t);
	for (int round = 0; round < 2; round++) {
		buf_init(&text, t->mem, 0);
		buf_init(&want, t->mem, 0);
		for (int i = 0; i < 300; i++) {
			buf_printf(&text, "bilq%dz ", i);
			buf_printf(&want, "bilq%dz ", i);
		}
		buf_puts(&text, "bil");
		buf_puts(&want, "[bil]");
		marks(t, "bil", buf_cstr(&text), buf_cstr(&want));
	}
	testbed_end(t);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { WITH(what_is_met), WITH(many_words) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
