/* test_response.c: headers and bodies as CGI wants them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "cgi/response.h"
#include "tests/unit/dies.h"
#include "tests/unit/testbed.h"

static struct str
written(struct mem *m, enum err outcome, const char *body, bool head_only)
{
	struct response r;
	struct buf out;

	response_init(&r, m);
	buf_init(&out, m, 0);
	r.outcome = outcome;
	r.head_only = head_only;
	response_header(&r, "X-A", STR("å; b=\"c\""));
	response_header(&r, "X-B", STR(""));
	buf_puts(&r.body, body);
	buf_str(&out, response_write(&r, &out));
	return buf_view(&out);
}

static void
writes(void **state)
{
	struct mem *m = mem_new(0);

	(void)state;
	assert_str(written(m, ERR_NONE, "häst", false),
	    "Status: 200 OK\r\nX-A: å; b=\"c\"\r\nX-B: \r\nContent-Length: 5\r\n\r\nhäst");
	assert_str(written(m, ERR_NONE, "häst", true),
	    "Status: 200 OK\r\nX-A: å; b=\"c\"\r\nX-B: \r\nContent-Length: 5\r\n\r\n");
	assert_str(written(m, ERR_NOT_MODIFIED, "häst", false),
	    "Status: 304 Not modified\r\nX-A: å; b=\"c\"\r\nX-B: \r\n\r\n");
	assert_str(written(m, ERR_EMPTY, "", false),
	    "Status: 204 No content\r\nX-A: å; b=\"c\"\r\nX-B: \r\n\r\n");
	assert_str(written(m, ERR_MOVED, "", false),
	    "Status: 308 Permanent redirect\r\nX-A: å; b=\"c\"\r\nX-B: \r\nContent-Length: 0\r\n\r\n");
	mem_free(m);
}

static void
put(const char *value, size_t n)
{
	struct response r;

	response_init(&r, mem_new(0));
	response_header(&r, "Location", (struct str){ value, n });
}

static void
put_cr(void)
{
	put("/a\rb", 4);
}

static void
put_lf(void)
{
	put("/a\nSet-Cookie: x", 16);
}

static void
put_nul(void)
{
	put("/a\0b", 4);
}

static void
no_header_in_a_header(void **state)
{
	(void)state;
	assert_true(dies(put_cr));
	assert_true(dies(put_lf));
	assert_true(dies(put_nul));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes), cmocka_unit_test(no_header_in_a_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
