/* test_seal.c: what is locked opens with the same key about the same thing, and with nothing else; one key is made. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/seal.h"

struct place {
	struct mem *m;
	char dir[64];
	const char *path;
};

static int
setup(void **state)
{
	struct mem *m = mem_new(0);
	struct place *p = mem_calloc(m, 1, sizeof(*p));

	*p = (struct place){ m, "/tmp/medverk_test.XXXXXX", NULL };
	if (mkdtemp(p->dir) == NULL)
		return -1;
	p->path = mem_printf(m, "%s/key", p->dir);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	/* Nothing but the key was left in the folder. */
	int left = unlink(p->path) != 0 || rmdir(p->dir) != 0;

	mem_free(p->m);
	return left;
}

static void
opens(void **state)
{
	struct place *p = *state;
	unsigned char key[SEAL_KEY], other[SEAL_KEY];
	char out[6];
	struct str sealed;

	assert_true(seal_make_key(p->m, p->path, key));
	sealed = seal_close(p->m, key, "secret", 6, STR("anna"));
	assert_int_equal(sealed.n, (24 + 6 + 16) * 2);
	assert_true(seal_open(key, sealed, STR("anna"), out, 6));
	assert_memory_equal(out, "secret", 6);
	/* Each time other bytes. */
	assert_false(str_eq(sealed, seal_close(p->m, key, "secret", 6, STR("anna"))));
	assert_false(seal_open(key, sealed, STR("kim"), out, 6));
	assert_false(seal_open(key, sealed, STR("anna"), out, 5));
	memcpy(other, key, sizeof(other));
	other[0] ^= 1;
	assert_false(seal_open(other, sealed, STR("anna"), out, 6));
	for (size_t i = 0; i < sealed.n; i++) {
		char *changed = mem_strdup(p->m, sealed);

		changed[i] = changed[i] == '0' ? '1' : '0';
		assert_false(seal_open(key, str_of(changed), STR("anna"), out, 6));
		assert_false(seal_open(key, (struct str){ sealed.p, i }, STR("anna"), out, 6));
	}
	assert_false(seal_open(key, STR_NONE, STR("anna"), out, 6));
	assert_false(seal_open(key, STR("no digits"), STR("anna"), out, 6));
}

static void
keys(void **state)
{
	static const char *const bad[] = { "", "abc\n", "zz", "0123456789abcdef" };
	struct place *p = *state;
	unsigned char key[SEAL_KEY], again[SEAL_KEY];
	struct stat st;
	struct str text;

	assert_false(seal_read_key(p->path, key));
	assert_true(seal_make_key(p->m, p->path, key));
	assert_int_equal(stat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(seal_make_key(p->m, p->path, again));
	assert_memory_equal(key, again, SEAL_KEY);
	assert_true(file_read(p->m, p->path, &text));
	text = mem_dup(p->m, text);
	/* A file that is none is left as it is. */
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_true(file_replace(p->m, p->path, str_of(bad[i]), p->path));
		assert_false(seal_read_key(p->path, again));
		assert_false(seal_make_key(p->m, p->path, again));
	}
	assert_true(file_replace(p->m, p->path,
	    str_of(mem_printf(p->m, "%.*sab\n", STR_ARGS(str_trim(text)))), p->path));
	assert_false(seal_read_key(p->path, again));
	assert_true(file_replace(p->m, p->path, str_trim(text), p->path));
	assert_true(seal_read_key(p->path, again));
	assert_memory_equal(key, again, SEAL_KEY);
	assert_false(seal_make_key(p->m, mem_printf(p->m, "%s/none/key", p->dir), again));
}

/* Of several that make it at once, one does; all have its key. */
static void
at_once(void **state)
{
	enum { SOME = 8 };
	struct place *p = *state;
	unsigned char key[SEAL_KEY], theirs[SOME][SEAL_KEY];
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < SOME; i++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0)
			_exit(seal_make_key(p->m, p->path, key) &&
				    write(ends[1], key, sizeof(key)) == (ssize_t)sizeof(key)
				? 0
				: 1);
	}
	for (int i = 0; i < SOME; i++) {
		int status;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	for (int i = 0; i < SOME; i++)
		assert_int_equal(read(ends[0], theirs[i], SEAL_KEY), SEAL_KEY);
	assert_true(seal_read_key(p->path, key));
	for (int i = 0; i < SOME; i++)
		assert_memory_equal(theirs[i], key, SEAL_KEY);
	close(ends[0]);
	close(ends[1]);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { WITH(opens), WITH(keys), WITH(at_once) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
