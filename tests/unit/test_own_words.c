/* test_own_words.c: texts written otherwise than the words say, kept, taken back, and what is wrong with them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/own_words.h"
#include "tests/unit/testbed.h"

static const char KEY[] = "mail.invitation.text";

static void
set(struct testbed *t, enum lang lang, const char *text)
{
	writer_begin(&t->w);
	own_words_set(&t->w, t->mem, KEY, lang, str_of(text), STR("Standard"), 0);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
}

static struct str
found(struct testbed *t, enum lang lang)
{
	struct str s;

	reader_begin(&t->r);
	s = own_words_find(&t->r, t->mem, KEY, lang);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	return s;
}

static bool
undo(struct testbed *t, const char *subject, int64_t number)
{
	bool undone;

	writer_begin(&t->w);
	undone = own_words_undo(&t->w, t->mem, subject, number, 0);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	return undone;
}

/* What is the same as the standard is not kept, and what does not change leaves no trace. */
static void
kept(void **state)
{
	struct testbed *t = *state;

	set(t, LANG_SV, "Standard");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM text_change"), 0);
	set(t, LANG_SV, "Vårt");
	set(t, LANG_SV, "Vårt");
	assert_str(found(t, LANG_SV), "Vårt");
	assert_str(found(t, LANG_EN), NULL);
	assert_str(testbed_text(t, "SELECT subject || ' ' || item FROM text_change"),
	    "mail mail.invitation.text.sv");
	set(t, LANG_SV, "Nytt");
	assert_false(undo(t, "mail", 1));
	assert_false(undo(t, "help", 2));
	assert_true(undo(t, "mail", 2));
	assert_str(found(t, LANG_SV), "Vårt");
	set(t, LANG_SV, "");
	assert_str(found(t, LANG_SV), NULL);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM text_change"), 4);
}

static void
places(void **state)
{
	const struct str standard = STR("{by} ber dig: {url}"),
			 others[] = { STR("Hej {name}"), standard, STR_NONE };
	struct str place;

	(void)state;
	assert_int_equal(own_words_judge(STR("{url}"), standard, others, &place), OWN_WORDS_FINE);
	assert_int_equal(own_words_judge(STR("{name} {url} { x } {Å}"), standard, others, &place),
	    OWN_WORDS_FINE);
	assert_int_equal(own_words_judge(STR("{url} {links}"), standard, others, &place),
	    OWN_WORDS_UNKNOWN);
	assert_str(place, "links");
	assert_int_equal(own_words_judge(STR("{by} url"), standard, others, &place),
	    OWN_WORDS_LACKING);
	assert_str(place, "url");
	assert_int_equal(own_words_judge(STR("x"), STR("Hej {name}"), others, &place),
	    OWN_WORDS_FINE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(kept, testbed_setup, testbed_teardown),
		cmocka_unit_test(places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
