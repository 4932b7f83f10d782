/* test_request.c: what clients send, checked and limited. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "cgi/request.h"
#include "tests/unit/testbed.h"

static int
setup(void **state)
{
	*state = mem_new(0);
	return 0;
}

static int
teardown(void **state)
{
	mem_free(*state);
	return 0;
}

static struct config
config(void)
{
	struct config c;

	config_init(&c);
	c.uri_bytes = 100;
	c.head_bytes = 500;
	c.body_bytes = 1000;
	c.parameters = 3;
	return c;
}

static void
methods(void **state)
{
	static const struct {
		const char *name;
		enum method method;
	} names[] = {
		{ "GET", METHOD_GET }, { "HEAD", METHOD_HEAD }, { "POST", METHOD_POST }, { "OPTIONS", METHOD_OPTIONS },
		{ "PUT", METHOD_OTHER }, { "get", METHOD_OTHER }, { "", METHOD_OTHER }, { "GET ", METHOD_OTHER },
		{ "GETGET", METHOD_OTHER }, { "\xff", METHOD_OTHER },
	};
	struct config c = config();

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct request_raw raw = { .method = str_of(names[i].name), .uri = STR("/") };
		struct request r;

		assert_int_equal(request_read(&r, *state, &raw, &c), ERR_NONE);
		assert_int_equal(r.method, names[i].method);
	}
}

static const struct {
	const char *uri;
	enum err want;
	const char *path;
	size_t pairs;
} uris[] = {
	{ "/", ERR_NONE, "/", 0 },
	{ "/foretag?q=tr%C3%A4&page=2", ERR_NONE, "/foretag", 2 },
	{ "/f%C3%B6retag/%61", ERR_NONE, "/företag/a", 0 },
	{ "/a?", ERR_NONE, "/a", 0 },
	{ "/a?x=%2B+1#hit", ERR_NONE, "/a", 1 },
	{ "http://medverk.example/a", ERR_NONE, "/a", 0 },
	{ "/a+b", ERR_NONE, "/a+b", 0 },
	{ "/../../etc/passwd", ERR_NONE, "/../../etc/passwd", 0 },
	{ "", ERR_BAD_REQUEST, "/", 0 },
	{ "foretag", ERR_BAD_REQUEST, "/", 0 },
	{ "*", ERR_BAD_REQUEST, "/", 0 },
	{ "/%", ERR_BAD_REQUEST, "/", 0 },
	{ "/%zz", ERR_BAD_REQUEST, "/", 0 },
	{ "/%c3", ERR_BAD_REQUEST, "/", 0 },
	{ "/\xff", ERR_BAD_REQUEST, "/", 0 },
	{ "/%00", ERR_BAD_REQUEST, "/", 0 },
	{ "/a%0d%0aSet-Cookie:x", ERR_BAD_REQUEST, "/", 0 },
	{ "/a%0a", ERR_BAD_REQUEST, "/", 0 },
	{ "/en/%ff", ERR_BAD_REQUEST, "/en/", 0 },
	{ "/api/v1/%ff", ERR_BAD_REQUEST, "/api/", 0 },
	/* the path is known where only a parameter is bad */
	{ "/foretag?q=%ff", ERR_BAD_REQUEST, "/foretag", 0 },
	{ "/foretag?q=%", ERR_BAD_REQUEST, "/foretag", 0 },
	{ "/foretag?a=1&b=2&c=3", ERR_NONE, "/foretag", 3 },
	{ "/foretag?a=1&b=2&c=3&d=4", ERR_BAD_REQUEST, "/foretag", 3 },
};

static void
addresses(void **state)
{
	struct config c = config();

	for (size_t i = 0; i < COUNT_OF(uris); i++) {
		struct request_raw raw = { .method = STR("GET"), .uri = str_of(uris[i].uri) };
		struct request r;
		enum err e = request_read(&r, *state, &raw, &c);

		if (e != uris[i].want)
			fail_msg("%s: %s, not %s", uris[i].uri, err_key(e), err_key(uris[i].want));
		assert_str(r.path, uris[i].path);
		if (e == ERR_NONE)
			assert_int_equal(r.form.pairs, uris[i].pairs);
	}
}

static void
sizes(void **state)
{
	struct config c = config();
	struct request_raw raw = { .method = STR("GET") };
	struct request r;
	char uri[102];

	memset(uri, 'a', sizeof(uri));
	memcpy(uri, "/en/", 4);
	raw.uri = (struct str){ uri, 100 };
	assert_int_equal(request_read(&r, *state, &raw, &c), ERR_NONE);
	raw.uri.n = 101;
	assert_int_equal(request_read(&r, *state, &raw, &c), ERR_URI_LENGTH);
	assert_str(r.path, "/en/");
	/* An address that is too long is said to be that, whatever the rest. */
	raw.head_bytes = 501;
	assert_int_equal(request_read(&r, *state, &raw, &c), ERR_URI_LENGTH);
	raw.uri.n = 10;
	assert_int_equal(request_read(&r, *state, &raw, &c), ERR_HEAD_LENGTH);
	raw.head_bytes = 500;
	assert_int_equal(request_read(&r, *state, &raw, &c), ERR_NONE);
	assert_str(r.path, "/en/aaaaaa");
}

static void
lengths(void **state)
{
	static const struct {
		const char *length;
		enum err want;
		size_t n;
	} some[] = {
		{ "", ERR_NONE, 0 }, { "0", ERR_NONE, 0 }, { "1000", ERR_NONE, 1000 }, { " 12 ", ERR_NONE, 12 },
		{ "007", ERR_NONE, 7 }, { "1001", ERR_TOO_LARGE, 0 }, { "99999999999999999999999", ERR_TOO_LARGE, 0 },
		{ "-1", ERR_BAD_REQUEST, 0 }, { "+1", ERR_BAD_REQUEST, 0 }, { "1,2", ERR_BAD_REQUEST, 0 },
		{ "12 12", ERR_BAD_REQUEST, 0 }, { "0x10", ERR_BAD_REQUEST, 0 }, { "1.5", ERR_BAD_REQUEST, 0 },
		{ "x", ERR_BAD_REQUEST, 0 },
	};
	struct config c = config();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(some); i++) {
		size_t n = 99;

		assert_int_equal(request_body_length(str_of(some[i].length), c.body_bytes, &n),
		    some[i].want);
		assert_int_equal(n, some[i].n);
	}
}

/* A body that comes from memory. */
static size_t
read_rest(void *ctx, char *p, size_t n)
{
	struct str *rest = ctx;

	n = n < rest->n ? n : rest->n;
	memcpy(p, rest->p, n);
	*rest = str_from(*rest, n);
	return n;
}

static bool
rest_ends(void *ctx)
{
	return ((const struct str *)ctx)->n == 0;
}

#define URLENCODED "application/x-www-form-urlencoded"
#define MULTIPART  "multipart/form-data; boundary=X"
#define FILE_BODY  "--X\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\nabc\r\n--X--"

static void
bodies(void **state)
{
	static const struct {
		const char *type, *length, *body;
		enum err want;
		size_t pairs, files;
	} some[] = {
		{ URLENCODED, "7", "a=1&b=2", ERR_NONE, 2, 0 },
		{ URLENCODED "; charset=utf-8", "3", "a=1", ERR_NONE, 1, 0 },
		{ URLENCODED, "", "", ERR_NONE, 0, 0 },
		{ URLENCODED, "8", "a=1&b=2", ERR_BAD_REQUEST, 0, 0 },
		{ URLENCODED, "6", "a=1&b=2", ERR_BAD_REQUEST, 0, 0 },
		{ URLENCODED, "x", "a=1", ERR_BAD_REQUEST, 0, 0 },
		{ URLENCODED, "3", "a=%", ERR_BAD_REQUEST, 0, 0 },
		{ URLENCODED, "1001", "", ERR_TOO_LARGE, 0, 0 },
		{ "text/plain", "3", "a=1", ERR_NONE, 0, 0 },
		{ MULTIPART, "69", FILE_BODY, ERR_NONE, 0, 1 },
		{ MULTIPART, "68", FILE_BODY, ERR_BAD_REQUEST, 0, 1 },
		{ MULTIPART, "70", FILE_BODY, ERR_BAD_REQUEST, 0, 1 },
	};
	struct config c = config();
	const char *folders[] = { NULL, "/tmp" };

	assert_int_equal(strlen(FILE_BODY), 69);
	for (size_t i = 0; i < COUNT_OF(some) * COUNT_OF(folders); i++) {
		size_t k = i / COUNT_OF(folders);
		const struct request_room room = { 1000, folders[i % COUNT_OF(folders)] };
		struct str rest = str_of(some[k].body);
		const struct request_raw raw = { .method = STR("POST"), .uri = STR("/"),
			.content_type = str_of(some[k].type), .content_length = str_of(some[k].length),
			.source = { read_rest, rest_ends, &rest } };
		struct request r;
		bool whole;

		assert_int_equal(request_read(&r, *state, &raw, &c), ERR_NONE);
		if (request_read_body(&r, *state, &raw, &c, &room, &whole) != some[k].want)
			fail_msg("%zu: %s", k, some[k].body);
		if (some[k].want == ERR_NONE) {
			struct str content;

			assert_true(whole);
			assert_int_equal(r.posted.pairs, some[k].pairs);
			assert_int_equal(r.uploaded.files, some[k].files);
			if (some[k].files > 0) {
				assert_int_equal(r.uploaded.file[0].fd >= 0, room.folder != NULL);
				assert_true(multipart_content(&r.uploaded.file[0], *state,
				    &content));
				assert_str(content, "abc");
			}
		}
		request_release(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(methods, setup, teardown),
		cmocka_unit_test_setup_teardown(addresses, setup, teardown),
		cmocka_unit_test_setup_teardown(sizes, setup, teardown),
		cmocka_unit_test(lengths),
		cmocka_unit_test_setup_teardown(bodies, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
