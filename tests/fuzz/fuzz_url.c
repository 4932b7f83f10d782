/* fuzz_url.c: any bytes as an address, and as an If-None-Match field. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/http/accept.h"
#include "lib/http/url.h"
#include "lib/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
round_trip(struct mem *m, struct str s)
{
	struct str text, again;
	struct buf b;

	if (!utf8_accept(m, s, &text))
		return;
	buf_init(&b, m, 0);
	url_encode(&b, text);
	assert(url_decode(m, buf_view(&b), true, &again) && str_eq(again, text));
	assert(url_decode(m, buf_view(&b), false, &again) && str_eq(again, text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size }, path, query, out = STR_NONE;
	struct mem *m = mem_new(0);

	if (url_decode(m, in, true, &out))
		assert(utf8_is_clean(out) && out.n <= 3 * size);
	if (url_split(in, &path, &query)) {
		assert(str_starts(path, STR("/")) && path.n + query.n <= size);
		assert(str_index(path, '?') == path.n && str_index(query, '#') == query.n);
	}
	if (url_is_web(in))
		assert(utf8_is_clean(in) && size <= 2000 && str_index(in, '"') == size &&
		    str_index(in, ' ') == size);
	if (url_is_email(in))
		assert(str_index(in, '@') < size && size <= 254);
	assert(accept_none_match(in, in) || size < 2 || data[0] != '"' ||
	    str_index(str_from(in, 1), '"') != size - 2);
	accept_none_match(in, STR("\"x\""));
	round_trip(m, in);
	mem_free(m);
	return 0;
}
