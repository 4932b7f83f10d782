/* fuzz_cookie.c: any bytes as a Cookie header. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "cgi/request.h"
#include "lib/base/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char token[] = "abcdefghijklmnopqrstuvwxyz-0123456789_ABCDE";

/* The token that is seen in a header. */
static struct str
token_of(struct mem *m, struct str cookies)
{
	const struct request_raw raw = { .method = STR("GET"), .uri = STR("/admin"), .cookie = cookies };
	struct config c;
	struct request r;
	enum err e;

	config_init(&c);
	e = request_read(&r, m, &raw, &c);
	assert(e == ERR_NONE);
	return r.token;
}

/* The header with a cookie of ours before or behind it. */
static struct str
joined(struct mem *m, struct str cookies, bool before)
{
	struct buf b;

	buf_init(&b, m, cookies.n + sizeof(token) + 16);
	if (!before) {
		buf_str(&b, cookies);
		buf_puts(&b, "; ");
	}
	buf_puts(&b, REQUEST_COOKIE "=");
	buf_puts(&b, token);
	if (before) {
		buf_puts(&b, "; ");
		buf_str(&b, cookies);
	}
	return buf_view(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0);
	struct str cookies = { (const char *)data, size },
		   value = request_cookie(cookies, REQUEST_COOKIE), seen = token_of(m, cookies);

	/* A value is a part of the header, and of one cookie. */
	assert(value.p == NULL ||
	    (value.p >= cookies.p && value.p + value.n <= cookies.p + cookies.n));
	assert(value.p == NULL || str_index(value, ';') == value.n);
	/* What is taken for a token is the whole of a value and can stand in a header. */
	assert(seen.p == NULL || (str_eq(seen, value) && seen.n == sizeof(token) - 1));
	for (size_t i = 0; i < seen.n; i++)
		assert(seen.p[i] > ' ' && seen.p[i] < 0x7f && strchr("\",;\\=", seen.p[i]) == NULL);
	/* The first of our name is ours, whatever others set. */
	assert(str_is(token_of(m, joined(m, cookies, true)), token));
	assert(value.p != NULL || str_is(token_of(m, joined(m, cookies, false)), token));
	mem_free(m);
	return 0;
}
