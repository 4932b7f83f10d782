/*
 * fuzz_snippet.c: the first line holds the room and the searcher's words, the
 * rest is the text. The parts are the text or a window of it, and fit.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/text/snippet.h"
#include "lib/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS_MAX = 4 };

static void
check(struct str text, const struct snippet_part *part, size_t parts, size_t max)
{
	size_t length = 0, hits = 0;
	const char *at = NULL;

	for (size_t i = 0; i < parts; i++) {
		bool edge = part[i].text.p < text.p || part[i].text.p >= text.p + text.n;

		assert(part[i].text.n > 0 && utf8_is_clean(part[i].text));
		length += utf8_length(part[i].text);
		hits += part[i].hit;
		if (edge) {
			assert((i == 0 || i == parts - 1) && str_is(part[i].text, "…"));
			continue;
		}
		assert(at == NULL || at == part[i].text.p);
		at = part[i].text.p + part[i].text.n;
		assert(at <= text.p + text.n);
	}
	assert(parts == 0 || hits > 0);
	assert(length <= max);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct snippet_word words[WORDS_MAX];
	struct str rest = { (const char *)data, size }, line, w, text;
	struct snippet_part *part;
	struct mem *m = mem_new(0);
	size_t n = 0, parts, max;

	if (size > 0 && utf8_accept(m, rest, &rest) && str_cut(&rest, '\n', &line) &&
	    rest.p != NULL && line.n > 0) {
		text = mem_dup(m, rest);
		max = (unsigned char)line.p[0];
		while (n < WORDS_MAX && str_cut(&line, ' ', &w)) {
			words[n] = (struct snippet_word){ utf8_fold_marks(m, w), n % 2 == 0, n % 3 == 0 };
			n++;
		}
		parts = snippet_find(m, text,
		    snippet_prepare(m,
			&(struct snippet_search){ .word = words, .words = n, .things = 1 + n % 3 }),
		    max, &part);
		check(text, part, parts, max < 8 ? 8 : max);
	}
	mem_free(m);
	return 0;
}
