/* fuzz_utf8.c: any bytes at the door; what comes through it keeps its promises everywhere. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/text/collate.h"
#include "lib/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
sign(int c)
{
	return (c > 0) - (c < 0);
}

/* Texts are compared in pairs: the first half of the input and the second. */
static void
compare(struct str a, struct str b)
{
	unsigned d = utf8_distance(a, b, 4);

	assert(sign(collate_swedish(a, b)) == -sign(collate_swedish(b, a)));
	assert((collate_swedish(a, b) == 0) == str_eq(a, b));
	assert(d == utf8_distance(b, a, 4) && d <= 4);
	assert((d == 0) == str_eq(a, b) || !utf8_is_clean(a) || !utf8_is_clean(b));
}

static void
fold(struct mem *m, struct str s)
{
	struct str once = utf8_fold_marks(m, s), slug = utf8_slug(m, s, 20);

	assert(utf8_is_clean(once));
	assert(str_eq(utf8_fold_marks(m, once), once));
	once = utf8_fold_case(m, s);
	assert(utf8_is_clean(once));
	assert(str_eq(utf8_fold_case(m, once), once));
	assert(slug.n <= 20 && !str_starts(slug, STR("-")) && !str_ends(slug, STR("-")));
	assert(str_eq(utf8_slug(m, slug, 20), slug));
}

static void
walk(struct str s)
{
	size_t points = 0, i = 0;

	while (utf8_next(s, &i) != 0)
		assert(utf8_prefix(s, ++points) == i);
	assert(i == s.n && points == utf8_length(s));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size }, out;
	struct mem *m = mem_new(0);

	compare((struct str){ in.p, size / 2 }, str_from(in, size / 2));
	if (utf8_accept(m, in, &out)) {
		struct str again;

		assert(utf8_is_clean(in) && utf8_is_clean(out));
		assert(utf8_accept(m, out, &again) && str_eq(again, out));
		assert(str_index(out, '\r') == out.n);
		walk(out);
		fold(m, out);
	}
	mem_free(m);
	return 0;
}
