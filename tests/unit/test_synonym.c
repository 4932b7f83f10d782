/* test_synonym.c: lines of synonyms as they are written, what is wrong with them, and what follows from them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/synonym.h"
#include "tests/unit/testbed.h"

static const char PAIRS[] =
    "SELECT group_concat(p, '; ') FROM (SELECT word || '>' || means AS p FROM public_synonym ORDER BY 1)";

static struct synonym_line
line(enum synonym_way way, const char *words, const char *means)
{
	return (struct synonym_line){ .way = way, .words = str_of(words), .means = str_of(means) };
}

static void
texts(void **state)
{
	static const struct {
		enum synonym_way way;
		const char *words, *means, *text;
	} cases[] = {
		{ SYNONYM_SAME, "kafé\r\n\n café \nfik", "not read", "kafé = café = fik" },
		{ SYNONYM_ONE_WAY, "fika", "kafé\ncafé", "fika > kafé = café" },
		{ SYNONYM_GENERAL, "arbete\njobb", "", "arbete = jobb >" },
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct synonym_line l = line(cases[i].way, cases[i].words, cases[i].means), back;

		assert_str(synonym_text(t->mem, &l), cases[i].text);
		synonym_read(t->mem, str_of(cases[i].text), &back);
		assert_int_equal(back.way, l.way);
		assert_str(synonym_text(t->mem, &back), cases[i].text);
	}
}

static enum synonym_problem
problem(struct testbed *t, struct synonym_line l)
{
	struct synonym_wrong wrong;
	bool fine;

	reader_begin(&t->r);
	fine = synonym_check(&t->r, t->mem, &l, &wrong);
	assert_int_equal(fine, wrong.problem == SYNONYM_FINE);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	return wrong.problem;
}

static void
problems(void **state)
{
	struct testbed *t = *state;

	assert_int_equal(problem(t, line(SYNONYM_SAME, "a\nb", "")), SYNONYM_FINE);
	assert_int_equal(problem(t, line(SYNONYM_SAME, " \n", "")), SYNONYM_EMPTY);
	assert_int_equal(problem(t, line(SYNONYM_SAME, "a", "")), SYNONYM_ALONE);
	assert_int_equal(problem(t, line(SYNONYM_GENERAL, "a", "")), SYNONYM_FINE);
	assert_int_equal(problem(t, line(SYNONYM_ONE_WAY, "a", "\n")), SYNONYM_NO_MEANING);
	assert_int_equal(problem(t, line(SYNONYM_ONE_WAY, "a\nb", "c\nA")), SYNONYM_TWICE);
	assert_int_equal(problem(t, line(SYNONYM_SAME, "kafé\nKAFE", "")), SYNONYM_TWICE);
	assert_int_equal(problem(t, line(SYNONYM_SAME, "a\n–", "")), SYNONYM_NO_WORD);
	assert_int_equal(problem(t, line(SYNONYM_SAME, "a\nb > c", "")), SYNONYM_SIGN);
	assert_int_equal(problem(t, line(SYNONYM_SAME, "a\nb # c", "")), SYNONYM_SIGN);
	assert_int_equal(problem(t, line(SYNONYM_SAME, "a b c d e f\nx", "")), SYNONYM_FINE);
	assert_int_equal(problem(t, line(SYNONYM_SAME, "a b c d e f g h i j k\nx", "")),
	    SYNONYM_TOO_LONG);
	assert_int_equal(problem(t, line(SYNONYM_ONE_WAY, "a b c d e f", "x")), SYNONYM_TOO_LONG);
}

/* What two lines say holds as long as one of them does. */
static void
lines(void **state)
{
	struct testbed *t = *state;
	struct synonym_line one = line(SYNONYM_SAME, "Kafé\nfik", ""),
			    other = line(SYNONYM_ONE_WAY, "fik", "kafé\nservering");

	writer_begin(&t->w);
	synonym_save(&t->w, t->mem, &one, 0);
	synonym_save(&t->w, t->mem, &other, 0);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_str(testbed_text(t, PAIRS), "fik>kafe; fik>servering; kafe>fik");
	assert_int_equal(problem(t, line(SYNONYM_ONE_WAY, "fik", "servering")), SYNONYM_KNOWN);
	assert_int_equal(problem(t, one), SYNONYM_FINE);
	writer_begin(&t->w);
	synonym_remove(&t->w, t->mem, one.id, 0);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_str(testbed_text(t, PAIRS), "fik>kafe; fik>servering");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM text_change"), 3);
	assert_int_equal(testbed_number(t, "SELECT max(record IS NULL) FROM listing_change"), 1);
	writer_begin(&t->w);
	assert_true(synonym_undo(&t->w, t->mem, 3, 0));
	assert_false(synonym_undo(&t->w, t->mem, 3, 0));
	assert_false(synonym_undo(&t->w, t->mem, 99, 0));
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_str(testbed_text(t, PAIRS), "fik>kafe; fik>servering; kafe>fik");
	assert_int_equal(testbed_number(t, "SELECT id FROM synonym_line WHERE text = 'Kafé = fik'"),
	    one.id);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(texts, testbed_setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(problems, testbed_setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(lines, testbed_setup, testbed_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
