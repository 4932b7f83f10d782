/* test_answers.c: what was given before, until something changes or there is no room. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "cgi/answers.h"

static void
keep(struct kept *a, struct mem *m, int64_t version, const char *uri, const char *body)
{
	struct response r;

	response_init(&r, m);
	response_header(&r, "X-Test", str_of(uri));
	buf_puts(&r.body, body);
	r.tag = STR("\"tag\"");
	answers_keep(a, version, str_of(uri), &r);
}

static bool
has(struct kept *a, struct mem *m, int64_t version, const char *uri, const char *body)
{
	struct response r;

	response_init(&r, m);
	if (!answers_find(a, version, str_of(uri), &r))
		return false;
	assert_true(str_is(buf_view(&r.body), body));
	assert_true(str_is(r.tag, "\"tag\""));
	assert_true(str_ends(buf_view(&r.headers), STR("\r\n")));
	return true;
}

static void
kept_until_a_change(void **state)
{
	struct mem *m = mem_new(0);
	struct kept *a = kept_new(64 * 1024);

	(void)state;
	assert_false(has(a, m, 1, "/a", ""));
	keep(a, m, 1, "/a", "first");
	assert_true(has(a, m, 1, "/a", "first"));
	assert_false(has(a, m, 1, "/a?", ""));
	keep(a, m, 1, "/a", "second");
	assert_true(has(a, m, 1, "/a", "first"));
	assert_false(has(a, m, 2, "/a", ""));
	assert_false(has(a, m, 1, "/a", ""));
	keep(a, m, 3, "/a", "third");
	assert_true(has(a, m, 3, "/a", "third"));
	kept_free(a);
	mem_free(m);
}

/* However many addresses there are, memory is bounded, and what was asked for last is there. */
static void
bounded(void **state)
{
	struct mem *m = mem_new(0);
	struct kept *a = kept_new(64 * 1024);
	size_t there = 0;
	char body[1001];

	(void)state;
	memset(body, 'x', sizeof(body) - 1);
	body[sizeof(body) - 1] = '\0';
	for (int i = 0; i < 5000; i++) {
		keep(a, m, 1, mem_printf(m, "/%d", i), body);
		assert_true(has(a, m, 1, mem_printf(m, "/%d", i), body));
		mem_reset(m);
	}
	for (int i = 0; i < 5000; i++) {
		there += has(a, m, 1, mem_printf(m, "/%d", i), body);
		mem_reset(m);
	}
	assert_in_range(there, 20, 64);
	/* Small ones, too: the table has an end. */
	for (int i = 0; i < 5000; i++) {
		keep(a, m, 1, mem_printf(m, "/s%d", i), "");
		mem_reset(m);
	}
	assert_true(has(a, m, 1, "/s4999", ""));
	kept_free(a);
	mem_free(m);
}

static void
not_kept(void **state)
{
	struct mem *m = mem_new(0);
	struct kept *a = kept_new(10 * 1024);
	char body[8192];

	(void)state;
	memset(body, 'x', sizeof(body) - 1);
	body[sizeof(body) - 1] = '\0';
	keep(a, m, 1, "/large", body);
	assert_false(has(a, m, 1, "/large", body));
	assert_null(kept_new(0));
	keep(NULL, m, 1, "/a", "x");
	assert_false(has(NULL, m, 1, "/a", "x"));
	kept_free(NULL);
	kept_free(a);
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_until_a_change), cmocka_unit_test(bounded), cmocka_unit_test(not_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
