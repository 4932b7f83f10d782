/* test_index.c: search documents, however they came to be written, are the same. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/index.h"
#include "lib/store/save.h"
#include "tests/unit/testbed.h"

/* Each teaches words that split those of others, before and behind it. */
static const struct {
	const char *name, *summary, *description;
} enterprises[] = {
	{ "Cykelverkstaden", "Vi lagar barncyklar och barnvagnar.", "Hos oss finns **möbelsnickeri** och fönsterputs." },
	{ "Möbel och trä", "Snickeri för barn.", "Vi gör trämöbler, köksluckor och fönsterkarmar." },
	{ "Köket", "Lunchservering varje dag.", "Kök, servering och lunchlådor. Luckor i väggen." },
	{ "Fönster i Motala", "Putsar fönster åt företag.", "Karmar, puts och [länkar](https://exempel.se/smygord)." },
	{ "Barnens verkstad", "Cyklar och vagnar.", "Verkstäder för barn; cykelverkstäder också." },
	{ "Vagnshallen", "Hallar för vagnar.", "Vagnshallar, barnhallar och lunchhallar." },
};

static int64_t
save(struct testbed *t, size_t i, const char *more)
{
	struct save s = { .kind = kind_find(STR("enterprise")), .values = doc_object() };
	json_t *en = doc_object(), *targets = doc_array();

	doc_set_cstr(s.values, "name", enterprises[i].name);
	doc_set_cstr(s.values, "summary", enterprises[i].summary);
	doc_set_cstr(s.values, "description",
	    mem_printf(t->mem, "%s %s", enterprises[i].description, more));
	doc_set_cstr(en, "summary", "Bicycles, children and windows.");
	s.translations = doc_object();
	doc_set(s.translations, "en", en);
	doc_append(targets,
	    doc_integer(testbed_number(t,
		"SELECT id FROM record WHERE slug = 'goods-and-services-snickeri'")));
	doc_set(s.values, "goods_and_services", targets);
	store_save(&t->w, t->mem, &s);
	return s.record;
}

static struct str
everything(struct testbed *t)
{
	return testbed_text(t,
	    "SELECT (SELECT group_concat(id || name || labels || summary || text, char(10)) FROM"
	    "  (SELECT * FROM search_document ORDER BY id)) || char(10) ||"
	    " (SELECT group_concat(term || ':' || doc || ':' || cnt, ' ') FROM"
	    "  (SELECT * FROM search_vocabulary ORDER BY term)) || char(10) ||"
	    " (SELECT group_concat(word, ' ') FROM (SELECT * FROM lexicon ORDER BY word))");
}

static void
fail_at(int64_t record)
{
	print_error("row %lld differs\n", (long long)record);
}

static void
is_in_order(struct testbed *t)
{
	assert_int_equal(db_check(t->path), 0);
	writer_begin(&t->w);
	assert_int_equal(store_check_index(&t->w, fail_at), 0);
	assert_int_equal(writer_end(&t->w, false), ERR_NONE);
}

/* A transaction each; all in one; all in one and written at its end. */
static void
bulk_is_as_one_by_one(void **state)
{
	struct testbed *t = *state;
	struct str got[3];

	for (int way = 0; way < 3; way++) {
		void *other;

		assert_int_equal(testbed_setup_basics(&other), 0);
		t = other;
		for (size_t i = 0; i < COUNT_OF(enterprises); i++) {
			if (way == 0 || i == 0)
				writer_begin(&t->w);
			if (way == 2 && i == 0)
				store_index_in_bulk(&t->w);
			(void)save(t, i, "");
			if (way == 0 || i == COUNT_OF(enterprises) - 1) {
				store_learn(&t->w, NULL, NULL);
				assert_int_equal(writer_end(&t->w, true), ERR_NONE);
			}
		}
		is_in_order(t);
		got[way] = mem_dup(((struct testbed *)*state)->mem, everything(t));
		assert_int_equal(testbed_teardown(&other), 0);
	}
	t = *state;
	mem_use(t->mem);
	assert_str(got[1], got[0].p);
	assert_str(got[2], got[0].p);
	assert_has(got[0], "möbelsnickeri\x1fmöbel\x1fsnickeri");
	assert_has(got[0],
	    "barncyklar\x1f"
	    "barn\x1f"
	    "cyklar");
	assert_has(got[0],
	    "fönsterkarmar\x1f"
	    "fönster\x1fkarmar");
	assert_false(testbed_has(got[0], "smygord"));
}

/* What another process has learnt splits what this one writes. */
static void
sees_what_others_learnt(void **state)
{
	struct testbed *t = *state;
	struct writer other;

	writer_begin(&t->w);
	(void)save(t, 0, "");
	store_learn(&t->w, NULL, NULL);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(writer_open(&other, t->mem, t->path, &t->options), ERR_NONE);
	writer_begin(&other);
	store_teach(&other, STR("knarr"));
	store_learn(&other, NULL, NULL);
	assert_int_equal(writer_end(&other, true), ERR_NONE);
	writer_close(&other);
	writer_begin(&t->w);
	(void)save(t, 1, "Knarrsnickeri.");
	store_learn(&t->w, NULL, NULL);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_has(testbed_indexed(t, "text", "Möbel och"), "Knarrsnickeri+knarr+snickeri");
	is_in_order(t);
}

/* What was learnt in a transaction that was not kept is not known in the next. */
static void
forgets_what_was_not_kept(void **state)
{
	struct testbed *t = *state;

	for (int bulk = 0; bulk < 2; bulk++) {
		writer_begin(&t->w);
		if (bulk)
			store_index_in_bulk(&t->w);
		(void)save(t, 0, "Knarr.");
		store_learn(&t->w, NULL, NULL);
		assert_int_equal(writer_end(&t->w, false), ERR_NONE);
	}
	writer_begin(&t->w);
	(void)save(t, 1, "Knarrsnickeri.");
	store_learn(&t->w, NULL, NULL);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_false(testbed_has(testbed_indexed(t, "text", "Möbel och"), "Knarrsnickeri+knarr"));
	is_in_order(t);
}

/* Nothing of a record that nobody may see gets into the lexicon. */
static void
hidden_words_stay_hidden(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise", "slug,name,summary\na,Asken,Vi syr.\n");
	testbed_sql(t, "UPDATE record SET state = 'hidden' WHERE slug = 'a'");
	testbed_load(t, "enterprise", "slug,name,summary\na,Asken,Hemligheter.\n");
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM lexicon WHERE word = 'hemligheter'"),
	    0);
	testbed_load(t, "enterprise", "slug,name,summary\nb,Boken,Offentligheter.\n");
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM lexicon WHERE word = 'offentligheter'"),
	    1);
}

/* Words that begin with a digit have no members, so what is learnt changes nothing of them: most words are numbers. */
static void
numbers_have_no_members(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise", "slug,name\na,Ett 100årsjubileum\n");
	testbed_load(t, "enterprise", "slug,name\nb,Vårt jubileum\n");
	is_in_order(t);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup_basics, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(bulk_is_as_one_by_one), WITH(sees_what_others_learnt),
		WITH(forgets_what_was_not_kept), WITH(hidden_words_stay_hidden), WITH(numbers_have_no_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
