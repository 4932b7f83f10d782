/* test_files.c: uploaded files in their folder. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <sys/stat.h>

#include "lib/store/files.h"
#include "tests/unit/testbed.h"

struct uploads {
	struct mem *mem;
	char folder[64];
	FILE *source;           /* "abc" behind two other bytes */
};

static const char of_abc[] = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";

static int
setup(void **state)
{
	struct mem *m = mem_new(0);
	struct uploads *p = mem_calloc(m, 1, sizeof(*p));

	*p = (struct uploads){ m, "/tmp/medverk_files.XXXXXX", tmpfile() };
	*state = p;
	if (mkdtemp(p->folder) == NULL || p->source == NULL)
		return -1;
	return fputs("xxabcy", p->source) < 0 || fflush(p->source) != 0;
}

static int
teardown(void **state)
{
	struct uploads *p = *state;
	struct files_list l;

	if (files_list(p->mem, p->folder, &l))
		for (size_t i = 0; i < l.n; i++) {
			unlink(files_path(p->mem, p->folder, l.digest[i]));
			rmdir(mem_printf(p->mem, "%s/%.2s", p->folder, l.digest[i]));
		}
	rmdir(p->folder);
	fclose(p->source);
	mem_free(p->mem);
	return 0;
}

static bool
put(struct uploads *p, const char *digest, int64_t at, int64_t n)
{
	return files_put(p->mem, p->folder, digest, fileno(p->source), at, n);
}

static void
put_is_listed(void **state)
{
	struct uploads *p = *state;
	const char *path = files_path(p->mem, p->folder, of_abc);
	char of_x[DIGEST_TEXT];
	struct files_list l;
	struct str text;

	assert_true(files_list(p->mem, p->folder, &l));
	assert_int_equal(l.n, 0);
	assert_true(put(p, of_abc, 2, 3));
	assert_true(file_read(p->mem, path, &text));
	assert_str(text, "abc");
	digest_text(STR("x"), of_x);
	assert_true(put(p, of_x, 0, 1));
	/* Again, and nothing happens. */
	assert_true(put(p, of_abc, 2, 3));
	assert_true(files_list(p->mem, p->folder, &l));
	assert_int_equal(l.n, 2);
	assert_string_equal(l.digest[strcmp(of_x, of_abc) < 0], of_abc);
}

static void
missing_folder_has_none(void **state)
{
	struct uploads *p = *state;
	struct files_list l;

	assert_true(files_list(p->mem, mem_printf(p->mem, "%s/none", p->folder), &l));
	assert_int_equal(l.n, 0);
}

static void
wrong_content_is_refused(void **state)
{
	struct uploads *p = *state;
	struct testbed_ear ear = testbed_listen();
	struct testbed t = { .mem = p->mem };
	struct files_list l;

	assert_false(put(p, of_abc, 1, 3));
	assert_false(put(p, of_abc, 4, 30));
	assert_has(testbed_heard(&t, ear), "not what its name says");
	assert_true(files_list(p->mem, p->folder, &l));
	assert_int_equal(l.n, 0);
	/* Nothing half is left, so that the folder can go. */
	assert_int_equal(rmdir(mem_printf(p->mem, "%s/%.2s", p->folder, of_abc)), 0);
}

static void
damaged_is_replaced(void **state)
{
	struct uploads *p = *state;
	const char *path = files_path(p->mem, p->folder, of_abc);
	struct str text;

	assert_true(put(p, of_abc, 2, 3));
	assert_true(file_replace(p->mem, path, STR("abd"), path));
	assert_true(put(p, of_abc, 2, 3));
	assert_true(file_read(p->mem, path, &text));
	assert_str(text, "abc");
}

/* A link that somebody laid in the place of a file is not followed. */
static void
links_are_not_followed(void **state)
{
	struct uploads *p = *state;
	const char *path = files_path(p->mem, p->folder, of_abc);
	const char *outside = mem_printf(p->mem, "%s/outside", p->folder);
	struct str text;
	struct stat st;

	assert_true(put(p, of_abc, 2, 3));
	assert_int_equal(rename(path, outside), 0);
	assert_int_equal(symlink(outside, path), 0);
	assert_true(put(p, of_abc, 2, 3));
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_true(file_read(p->mem, path, &text));
	assert_str(text, "abc");
	unlink(outside);
}

static void
other_names_are_nobodys(void **state)
{
	struct uploads *p = *state;
	const char *sub = mem_printf(p->mem, "%s/%.2s", p->folder, of_abc);
	const char *half = mem_printf(p->mem, "%s/%s.part", sub, of_abc);
	const char *strange = mem_printf(p->mem, "%s/00%s", sub, of_abc + 2);
	struct files_list l;

	assert_true(put(p, of_abc, 2, 3));
	assert_true(file_replace(p->mem, half, STR("a"), half));
	assert_true(file_replace(p->mem, strange, STR("a"), strange));
	assert_true(files_list(p->mem, p->folder, &l));
	assert_int_equal(l.n, 1);
	unlink(half);
	unlink(strange);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(put_is_listed, setup, teardown),
		cmocka_unit_test_setup_teardown(missing_folder_has_none, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_content_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(damaged_is_replaced, setup, teardown),
		cmocka_unit_test_setup_teardown(links_are_not_followed, setup, teardown),
		cmocka_unit_test_setup_teardown(other_names_are_nobodys, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
