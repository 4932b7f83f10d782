/* test_words.c: the words of the interface, from files made for the test. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/log.h"
#include "lib/view/doc.h"
#include "lib/view/words.h"

struct fixture {
	struct mem *mem;
	char dir[64];
};

static void
write_file(const struct fixture *f, const char *name, const char *text)
{
	FILE *out = fopen(mem_printf(f->mem, "%s/%s", f->dir, name), "wb");

	assert_non_null(out);
	assert_true(fputs(text, out) >= 0);
	assert_int_equal(fclose(out), 0);
}

static int
setup(void **state)
{
	struct mem *m = mem_new(0);
	struct fixture *f = mem_alloc(m, sizeof(*f));

	doc_init();
	*f = (struct fixture){ .mem = m, .dir = "/tmp/test_words.XXXXXX" };
	*state = f;
	return mkdtemp(f->dir) == NULL;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	unlink(mem_printf(f->mem, "%s/sv.json", f->dir));
	unlink(mem_printf(f->mem, "%s/en.json", f->dir));
	rmdir(f->dir);
	mem_free(f->mem);
	return 0;
}

static struct words *
load(const struct fixture *f, const char *sv, const char *en)
{
	write_file(f, "sv.json", sv);
	write_file(f, "en.json", en);
	return words_load(f->mem, f->dir);
}

static const char sv[] =
    "{\"title\": \"Företag\", \"errors\": {\"not_found\": {\"title\": \"Sidan finns inte\"}},\n"
    " \"found\": {\"zero\": \"Inga i {place}\", \"one\": \"Ett företag i {place}\","
    " \"other\": \"{n} företag i {place}\"}, \"items\": {\"one\": \"1 sak\", \"other\": \"{n} saker\"},"
    " \"greet\": \"Hej {name}, {name}! {} { x } {\"}";
static const char en[] =
    "{\"title\": \"Enterprises\", \"errors\": {\"not_found\": {\"title\": \"No such page\"}},\n"
    " \"found\": {\"zero\": \"None in {place}\", \"one\": \"{n} enterprise in {place}\","
    " \"other\": \"{n} enterprises in {place}\"}, \"items\": {\"one\": \"1 item\","
    " \"other\": \"{n} items\"}, \"greet\": \"{name}!\"}";

static void
texts_are_found_by_their_key(void **state)
{
	struct words *w = load(*state, sv, en);

	assert_non_null(w);
	assert_true(str_is(words_get(w, LANG_SV, "title"), "Företag"));
	assert_true(str_is(words_get(w, LANG_EN, "errors.not_found.title"), "No such page"));
	assert_null(words_find(w, LANG_SV, "errors.not_found").p);
	assert_null(words_find(w, LANG_SV, "errors.gone.title").p);
	assert_null(words_find(w, LANG_SV, "title.x").p);
	assert_null(words_find(w, LANG_SV, "").p);
	assert_null(words_find_in(w, LANG_EN, "greet", STR("x")).p);
	assert_true(str_is(words_find_in(w, LANG_SV, "items", STR("one")), "1 sak"));
	assert_null(words_find_in(w, LANG_SV, "items", STR("two")).p);
	assert_null(words_find_in(w, LANG_SV, "errors", STR("not_found")).p);
	assert_null(words_find_in(w, LANG_SV, "errors", STR("not_found.title")).p);
	assert_null(words_find(w, LANG_SV,
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
			.p);
	assert_true(doc_is_object(words_tree(w, LANG_SV)));
	assert_int_equal(words_check(w), 0);
}

static void
places_are_filled(void **state)
{
	const struct fixture *f = *state;
	const struct words *w = load(f, sv, en);
	const struct words_value values[] = {
		{ "place", STR("Åtvidaberg") }, { "name", STR("{place} & <Ö>") }, { NULL, STR_NONE },
	};
	struct buf b;

	buf_init(&b, f->mem, 0);
	words_fill(&b, w, LANG_SV, "greet", values);
	assert_string_equal(buf_cstr(&b), "Hej {place} & <Ö>, {place} & <Ö>! {} { x } {");
	buf_clear(&b);
	words_fill(&b, w, LANG_EN, "title", NULL);
	assert_string_equal(buf_cstr(&b), "Enterprises");
}

static void
forms_are_chosen_by_number(void **state)
{
	static const struct {
		enum lang lang;
		int64_t n;
		const char *key, *text;
	} cases[] = {
		{ LANG_SV, 0, "found", "Inga i Ödeshög" }, { LANG_SV, 1, "found", "Ett företag i Ödeshög" },
		{ LANG_SV, 2, "found", "2 företag i Ödeshög" },
		{ LANG_EN, 1, "found", "1 enterprise in Ödeshög" },
		{ LANG_EN, 1234567, "found", "1,234,567 enterprises in Ödeshög" },
		{ LANG_SV, 1234, "items", "1\xc2\xa0" "234 saker" }, { LANG_SV, 0, "items", "0 saker" },
		{ LANG_EN, -1, "items", "1 item" },
	};
	const struct words_value values[] = { { "place", STR("Ödeshög") }, { NULL, STR_NONE } };
	const struct fixture *f = *state;
	const struct words *w = load(f, sv, en);
	struct buf b;

	buf_init(&b, f->mem, 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		buf_clear(&b);
		words_count(&b, w, cases[i].lang, cases[i].key, cases[i].n, values);
		assert_string_equal(buf_cstr(&b), cases[i].text);
	}
}

/* The files are the operator's: what is missing in them is shown as a key and logged, and ends nothing. */
static void
what_is_missing(void **state)
{
	struct fixture *f = *state;
	struct words *w = load(f, sv, en);
	struct buf b;

	log_level(LOG_ERROR);
	assert_true(str_is(words_get(w, LANG_SV, "nothing"), "nothing"));
	buf_init(&b, f->mem, 0);
	words_fill(&b, w, LANG_SV, "greet", NULL);
	assert_true(str_index(buf_view(&b), '{') < b.n);
	buf_clear(&b);
	words_count(&b, w, LANG_SV, "title", 1, NULL);
	assert_true(b.n > 0);
}

static void
differences_are_counted(void **state)
{
	static const struct {
		const char *sv, *en;
		size_t problems;
	} cases[] = {
		{ "{}", "{}", 0 },
		{ "{\"a\":\"x\"}", "{}", 1 },
		{ "{}", "{\"a\":\"x\"}", 1 },
		{ "{\"a\":{\"b\":\"x\"}}", "{\"a\":{\"c\":\"x\"}}", 2 },
		{ "{\"a\":\"x\"}", "{\"a\":{}}", 1 },
		{ "{\"a\":[]}", "{\"a\":[]}", 1 },
		{ "{\"a\":\"\"}", "{\"a\":\" \"}", 2 },
		{ "{\"a\":\"{x} {y}\"}", "{\"a\":\"{y} {x}\"}", 0 },
		{ "{\"a\":\"{x}\"}", "{\"a\":\"{y}\"}", 2 },
		{ "{\"a\":\"{n}\"}", "{\"a\":\"x\"}", 1 },
		{ "{\"a\":{\"one\":\"ett\",\"other\":\"{n}\"}}",
		  "{\"a\":{\"one\":\"{n}\",\"other\":\"{n}\"}}", 0 },
		{ "{\"a\":{\"one\":\"ett i {x}\",\"other\":\"{n}\"}}",
		  "{\"a\":{\"one\":\"{n}\",\"other\":\"{n}\"}}", 1 },
		{ "{\"a\":{\"zero\":\"0\",\"one\":\"1\",\"other\":\"{n}\"}}",
		  "{\"a\":{\"one\":\"1\",\"other\":\"{n}\"}}", 1 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct words *w = load(*state, cases[i].sv, cases[i].en);

		assert_non_null(w);
		assert_int_equal(words_check(w), cases[i].problems);
	}
}

static void
bad_files_are_refused(void **state)
{
	const struct fixture *f = *state;

	assert_null(words_load(f->mem, f->dir));
	assert_null(load(f, "{}", "{"));
	assert_null(load(f, "[]", "{}"));
	assert_null(load(f, "{\"a\":\"1\",\"a\":\"2\"}", "{}"));
	assert_null(load(f, "{}", ""));
	assert_non_null(load(f, "{}", "{}"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(texts_are_found_by_their_key),
		TEST(places_are_filled),
		TEST(forms_are_chosen_by_number),
		TEST(what_is_missing),
		TEST(differences_are_counted),
		TEST(bad_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
