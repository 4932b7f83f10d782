/* test_vocabulary.c: words are counted with the documents that have them, and found from the most frequent down. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/correct.h"
#include "lib/store/vocabulary.h"
#include "tests/unit/testbed.h"

static int64_t
records(struct testbed *t, const char *word)
{
	int64_t n;

	reader_begin(&t->r);
	n = vocabulary_records(&t->r, str_of(word));
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	return n;
}

/* Words with blanks between. */
static struct str
beginning(struct testbed *t, const char *begin)
{
	struct str best[3];
	struct buf b;
	size_t n;

	buf_init(&b, t->mem, 64);
	reader_begin(&t->r);
	n = vocabulary_beginning(&t->r, t->mem, str_of(begin), best, COUNT_OF(best));
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? " " : "", STR_ARGS(best[i]));
	return buf_view(&b);
}

static struct str
correct(struct testbed *t, const char *typed)
{
	struct str found;

	reader_begin(&t->r);
	found = correct_word(&t->r, t->mem, str_of(typed), NULL);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	return found;
}

static void
counts_follow_documents(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise",
	    "slug,name,summary,summary_en,description\n"
	    "a,Asken,Bageri bageri,The bakery,Bageriet och tvätt\n"
	    "b,Boken,Tvätt,,\n");
	assert_int_equal(records(t, "bageri"), 1);
	assert_int_equal(records(t, "tvätt"), 2);
	assert_int_equal(records(t, "bakery"), 1);
	/* A member of a compound is no word of the text, and the is none that anybody looks for. */
	assert_int_equal(records(t, "the"), 0);
	assert_int_equal(db_check(t->path), 0);
	testbed_load(t, "enterprise",
	    "slug,name,summary,description\na,Asken,Tvättstuga,Tvätt\nc,Ceder,Tvätt,\n");
	assert_int_equal(records(t, "bageri"), 0);
	assert_int_equal(records(t, "tvätt"), 3);
	assert_int_equal(records(t, "tvättstuga"), 1);
	assert_int_equal(db_check(t->path), 0);
	/* A transaction that fails counts nothing. */
	assert_int_equal(testbed_import(t, "enterprise",
			     STR("name,municipality\nBageri,Nangijala\n"), false),
	    ERR_INVALID);
	testbed_load(t, "enterprise", "slug,name\nd,Dungen\n");
	assert_int_equal(records(t, "bageri"), 0);
	/* What is not public any more has no words. */
	testbed_sql(t, "UPDATE record SET state = 'hidden' WHERE slug = 'a'");
	testbed_load(t, "enterprise", "slug,name\na,Aspen\n");
	assert_int_equal(records(t, "tvättstuga"), 0);
	assert_int_equal(db_check(t->path), 0);
}

static void
finds_the_most_frequent(void **state)
{
	struct testbed *t = *state;
	struct buf b;

	buf_init(&b, t->mem, 0);
	buf_puts(&b, "name,summary\n");
	for (int i = 0; i < 40; i++)
		buf_printf(&b, "Nr %d,möbler%s%s%s\n", i, i % 2 ? " möte" : "",
		    i % 3 ? " mötesplats" : "", i == 7 ? " mösskurs" : "");
	testbed_load(t, "enterprise", buf_cstr(&b));
	assert_str(beginning(t, "mö"), "möbler mötesplats möte");
	assert_str(beginning(t, "möt"), "mötesplats möte");
	/* What is typed is no suggestion. */
	assert_str(beginning(t, "möte"), "mötesplats");
	assert_str(beginning(t, "mötesplats"), "");
	/* Without dots only where nothing is written so. */
	assert_str(beginning(t, "motes"), "mötesplats");
	assert_str(beginning(t, "moss"), "mösskurs");
	assert_str(beginning(t, "motala"), "");
	assert_str(beginning(t, "mot"), "motala");
	assert_str(correct(t, "mobler"), "möbler");
	assert_str(correct(t, "ömbler"), "möbler");
	assert_str(correct(t, "möbller"), "möbler");
	assert_str(correct(t, "möbler"), NULL);
	assert_str(correct(t, "xxxxxxxx"), NULL);
	assert_str(correct(t, "möb"), NULL);
	/* Small words are not meant: mellan is in more records than mellav. */
	testbed_load(t, "enterprise", "name,summary\nA,mellan\nB,mellan\nC,mellav\n");
	assert_str(correct(t, "mellab"), "mellav");
	assert_str(correct(t, "mueller"), NULL);
}

/* However many words begin so: those of like length are compared first, and of them the frequent ones. */
static void
corrects_among_many(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise", "name,summary\nA,skräddare snickare\nB,skräddare\n");
	testbed_sql(t,
	    "WITH RECURSIVE n (i) AS (SELECT 10000 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
	    " INSERT INTO search_word (word, records, level, folded, first, letters)"
	    " SELECT 's' || i, 1, 1, 's' || i, 's', 6 FROM n UNION ALL"
	    " SELECT 'sqqqq' || i, 1, 1, 'sqqqq' || i, 's', 10 FROM n WHERE i < 29000");
	assert_str(correct(t, "skräddarre"), "skräddare");
	assert_str(correct(t, "snikcare"), "snickare");
}

static bool
exceeds(struct testbed *t, const char *begin, int64_t most)
{
	bool yes;

	reader_begin(&t->r);
	yes = vocabulary_exceeds(&t->r, t->mem, str_of(begin), most);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	return yes;
}

static void
places_of_words_are_counted(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise", "name,summary\nA,qvast qvarn\nB,qvast\nC,qvist\n");
	assert_true(exceeds(t, "qva", 2));
	assert_false(exceeds(t, "qva", 3));
	assert_true(exceeds(t, "qvast", 1));
	assert_false(exceeds(t, "qvast", 2));
	assert_false(exceeds(t, "qvastar", 0));
}

/* Words with blanks between, at most four. */
static struct str
inside(struct testbed *t, const char *end, const char *inside, const char *other)
{
	struct str word[4];
	struct buf b;
	size_t n;

	buf_init(&b, t->mem, 64);
	reader_begin(&t->r);
	n = vocabulary_inside(vocabulary_frequent(&t->r, t->mem, t->mem), t->mem, str_of(end),
	    str_of(inside), str_of(other), word, COUNT_OF(word));
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? " " : "", STR_ARGS(word[i]));
	return buf_view(&b);
}

static void
finds_what_is_inside(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise",
	    "name,summary\nA,xöga qlåxöga qlåxögat oxögaxöga\nB,qlåxöga\nC,qlåxöga qlåxögat rxögb\n"
	    "D,zzöxogah åvxogaw bvxogaw cvxogaw dvxogaw evxogaw\n");
	/* The most frequent first, by doublings; each once, not what begins so. */
	assert_str(inside(t, "xoga", "", ""), "qlåxöga oxögaxöga");
	assert_str(inside(t, "", "xog", ""), "qlåxögat qlåxöga zzöxogah rxögb");
	assert_str(inside(t, "xoga", "", "xogb"), "qlåxöga rxögb oxögaxöga");
	assert_str(inside(t, "xoga", "laxoga", "axog"), "qlåxögat qlåxöga oxögaxöga");
	/* Without dots, and not what stands behind a line's end. */
	assert_str(inside(t, "", "öga", "åx"), "");
	assert_str(inside(t, "", "", ""), "");
	assert_str(inside(t, "qqqq", "qqqq", "qqqq"), "");
}

/* Every way the table can differ from the index is told. */
static void
check_compares(void **state)
{
	static const struct {
		const char *damage, *says;
	} damages[] = {
		{ "UPDATE search_word SET records = records + 1 WHERE word = 'motala'", "the word motala is in 1 documents" },
		{ "DELETE FROM search_word WHERE word = 'motala'", "the word motala is in 1 documents" },
		{ "INSERT INTO search_word VALUES ('nangijala', 1, 1, 'nangijala', 'n', 9)", "the word nangijala is not" },
		{ "UPDATE search_word SET level = 9 WHERE word = 'motala'", "the word motala is counted wrongly" },
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(damages); i++) {
		struct testbed_ear ear;

		testbed_sql(t,
		    mem_printf(t->mem, "CREATE TABLE kept AS SELECT * FROM search_word; %s",
			damages[i].damage));
		ear = testbed_listen();
		assert_true(db_check(t->path) > 0);
		assert_has(testbed_heard(t, ear), damages[i].says);
		testbed_sql(t,
		    "DELETE FROM search_word; INSERT INTO search_word SELECT * FROM kept; DROP TABLE kept");
		assert_int_equal(db_check(t->path), 0);
	}
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup_basics, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(counts_follow_documents), WITH(finds_the_most_frequent), WITH(corrects_among_many),
		WITH(places_of_words_are_counted), WITH(finds_what_is_inside), WITH(check_compares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
