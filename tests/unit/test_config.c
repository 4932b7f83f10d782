/* test_config.c: settings from a file, the environment and by name. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "cgi/config.h"
#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	struct mem *m = mem_new(0);
	struct testbed *t = mem_calloc(m, 1, sizeof(*t));

	*t = (struct testbed){ .mem = m, .dir = "/tmp/medverk_test.XXXXXX" };
	*state = t;
	return mkdtemp(t->dir) == NULL;
}

static int
teardown(void **state)
{
	struct testbed *t = *state;

	unlink(mem_printf(t->mem, "%s/medverk.conf", t->dir));
	rmdir(t->dir);
	mem_free(t->mem);
	return 0;
}

/* Reads a file of this text; what is said of it is in *heard. */
static bool
read_text(struct testbed *t, struct config *c, const char *text, struct str *heard)
{
	const char *path = mem_printf(t->mem, "%s/medverk.conf", t->dir);
	FILE *f = fopen(path, "wb");
	struct testbed_ear ear;
	bool fine;

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	config_init(c);
	ear = testbed_listen();
	fine = config_read_file(c, t->mem, path);
	*heard = testbed_heard(t, ear);
	return fine;
}

/* What can be switched off is said when something else is. */
static void
mechanisms(void **state)
{
	struct testbed *t = *state;
	struct config c;
	struct str heard;

	assert_true(read_text(t, &c, "search_without = synonyms, first_members", &heard));
	assert_string_equal(c.search_without, "synonyms, first_members");
	assert_false(read_text(t, &c, "search_without = synonyms, magic", &heard));
	assert_non_null(strstr(heard.p, "'magic' is none of stems, rules,"));
}

static void
defaults(void **state)
{
	struct config c;

	(void)state;
	config_init(&c);
	assert_string_equal(c.db, "var/medverk.db");
	assert_string_equal(c.base_url, "");
	assert_int_equal(c.workers, 4);
	assert_int_equal(c.reload, 0);
	assert_int_equal(c.uri_bytes, 8192);
}

static void
files(void **state)
{
	struct testbed *t = *state;
	struct config c;
	struct str heard;

	assert_true(read_text(t, &c,
	    "# Inställningar\n\n  db = /srv/å ä ö.db \r\nworkers=8\n\treload = 1\n#workers = 9\n"
	    "base_url = https://x.se/  # ours\nwww = a=b#c\nworkers = 6",
	    &heard));
	assert_str(heard, "");
	assert_string_equal(c.db, "/srv/å ä ö.db");
	assert_int_equal(c.workers, 6);
	assert_int_equal(c.reload, 1);
	assert_string_equal(c.base_url, "https://x.se");
	assert_string_equal(c.www, "a=b#c");
	assert_true(read_text(t, &c, "", &heard));
	assert_int_equal(c.workers, 4);
}

static void
mistakes(void **state)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
		{ "workers = 2\ncolour = red\n", "there is no setting 'colour'" },
		{ "colour = red\n", "medverk.conf:1: that was here" },
		{ "\n\nworkers = many\n", "medverk.conf:3: that was here" },
		{ "workers = many\n", "setting workers: 'many' is not a number" },
		{ "workers = -1\n", "is not a number" },
		{ "workers =\n", "is not a number" },
		{ "workers = 1 2\n", "is not a number" },
		{ "workers = 99999999999999999999\n", "is not a number" },
		{ "reload = 2\n", "is not a number from 0 to 1" },
		{ "reload = yes\n", "is not a number from 0 to 1" }, { "workers = 0\n", "from 1 to 64" },
		{ "workers = 65\n", "from 1 to 64" }, { "page_depth = 0\n", "from 1 to 1000" },
		{ "base_url = example.org\n", "is not an address" },
		{ "db var/x.db\n", "medverk.conf:1: write it as name = value" },
		{ "= x\n", "there is no setting ''" },
		{ "Workers = 2\n", "there is no setting 'Workers'" },
	};
	struct testbed *t = *state;
	struct testbed_ear ear;
	struct config c;
	struct str heard;

	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		assert_false(read_text(t, &c, wrong[i].text, &heard));
		assert_has(heard, wrong[i].says);
	}
	ear = testbed_listen();
	assert_false(config_read_file(&c, t->mem, mem_printf(t->mem, "%s/none.conf", t->dir)));
	assert_has(testbed_heard(t, ear), "none.conf");
}

static void
environment(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear;
	struct config c;

	config_init(&c);
	setenv("MEDVERK_STATEMENT_MS", "77", 1);
	setenv("MEDVERK_BASE_URL", "https://medverk.example", 1);
	setenv("MEDVERK_COLOUR", "red", 1);
	assert_true(config_read_environment(&c, t->mem));
	assert_int_equal(c.statement_ms, 77);
	assert_string_equal(c.base_url, "https://medverk.example");
	setenv("MEDVERK_STATEMENT_MS", "soon", 1);
	ear = testbed_listen();
	assert_false(config_read_environment(&c, t->mem));
	assert_has(testbed_heard(t, ear), "statement_ms");
	unsetenv("MEDVERK_STATEMENT_MS");
	unsetenv("MEDVERK_BASE_URL");
	unsetenv("MEDVERK_COLOUR");
}

/* What is printed can be read, and every setting is in it with its default. */
static void
printed(void **state)
{
	struct testbed *t = *state;
	char *text = mem_calloc(t->mem, 1, 16384);
	FILE *f = tmpfile();
	struct str heard;
	struct config c;
	size_t settings = 0;

	assert_non_null(f);
	config_print(f);
	rewind(f);
	assert_true(fread(text, 1, 16383, f) > 500);
	fclose(f);
	/* "#name = default": without its sign it is the file's own form. */
	for (char *p = text; *p != '\0'; p++)
		if (*p == '#' && (p == text || p[-1] == '\n') && p[1] != ' ') {
			*p = ' ';
			settings++;
		}
	assert_true(settings > 10);
	assert_true(read_text(t, &c, text, &heard));
	assert_int_equal(c.workers, 4);
	assert_string_equal(c.db, "var/medverk.db");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),
		cmocka_unit_test_setup_teardown(files, setup, teardown),
		cmocka_unit_test_setup_teardown(mistakes, setup, teardown),
		cmocka_unit_test_setup_teardown(environment, setup, teardown),
		cmocka_unit_test_setup_teardown(printed, setup, teardown),
		cmocka_unit_test_setup_teardown(mechanisms, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
