/*
 * fuzz_request.c: any bytes as what a web server hands over: a method, an
 * address and a length, a line each, and the rest as body.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "cgi/request.h"
#include "cgi/response.h"
#include "cgi/routes.h"
#include "lib/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
look_at(struct mem *m, const struct request *r)
{
	struct ctx c = { .mem = m };
	const struct route *route;

	assert(utf8_is_clean(r->path) && str_index(r->path, '\n') == r->path.n);
	route = route_find(&c, r->path);
	assert(route == NULL || c.moved.p == NULL);
	assert(utf8_is_clean(c.slug) && utf8_is_clean(c.id));
	if (c.moved.p != NULL) {
		struct response answer;

		/* A Location header leads to this site and can be one. */
		assert(str_starts(c.moved, STR("/")) && !str_starts(c.moved, STR("//")));
		assert(str_index(c.moved, '\\') == c.moved.n &&
		    str_index(c.moved, ' ') == c.moved.n);
		response_init(&answer, m);
		response_header(&answer, "Location", c.moved);
	}
}

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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0);
	struct str rest = { (const char *)data, size };
	struct request_raw raw = { .source = { read_rest, rest_ends, &rest } };
	struct request r;
	struct config c;
	size_t length;
	enum err e;

	config_init(&c);
	if (str_cut(&rest, '\n', &raw.method) && str_cut(&rest, '\n', &raw.uri) &&
	    str_cut(&rest, '\n', &raw.content_length)) {
		struct request_room room = { c.body_bytes, NULL };
		bool whole;

		e = request_body_length(raw.content_length, c.body_bytes, &length);
		assert(e == ERR_NONE || e == ERR_BAD_REQUEST || e == ERR_TOO_LARGE);
		assert(length <= (size_t)c.body_bytes && (e == ERR_NONE || length == 0));
		e = request_read(&r, m, &raw, &c);
		assert(e == ERR_NONE || e == ERR_BAD_REQUEST || e == ERR_URI_LENGTH);
		assert(str_starts(r.path, STR("/")));
		assert(r.form.pairs <= (size_t)c.parameters);
		look_at(m, &r);
		raw.content_type = STR("application/x-www-form-urlencoded");
		e = request_read_body(&r, m, &raw, &c, &room, &whole);
		assert(e == ERR_NONE || e == ERR_BAD_REQUEST || e == ERR_TOO_LARGE);
		assert(e != ERR_NONE || whole);
		request_release(&r);
	}
	mem_free(m);
	return 0;
}
