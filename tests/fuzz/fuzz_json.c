/*
 * fuzz_json.c: whatever jansson reads, json.c writes so that jansson reads the
 * same again; and inside <script> nothing can end it.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "lib/view/doc.h"
#include "lib/view/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static json_t *
read_back(struct mem *m, const struct buf *b)
{
	const char *problem;
	int line;
	json_t *v = doc_read(m, buf_view(b), &problem, &line);

	if (v == NULL)
		abort();
	return v;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0), *before = mem_use(m);
	struct buf once, twice;
	const char *problem;
	json_t *v, *again;
	int line;

	doc_init();
	v = doc_read(m, (struct str){ (const char *)data, size }, &problem, &line);
	if (v != NULL) {
		buf_init(&once, m, 0);
		buf_init(&twice, m, 0);
		json_write(&once, v);
		/* Reals are rounded by the first writing, so the second must not change them. */
		again = read_back(m, &once);
		json_write(&twice, again);
		if (!str_eq(buf_view(&once), buf_view(&twice)))
			abort();
		buf_clear(&twice);
		json_write_script(&twice, again);
		for (size_t i = 0; i < twice.n; i++)
			if (twice.p[i] == '<' || twice.p[i] == '>' || twice.p[i] == '&')
				abort();
		if (!json_equal(read_back(m, &twice), again))
			abort();
		if (doc_count(doc_copy(v)) != doc_count(v))
			abort();
	}
	mem_use(before);
	mem_free(m);
	return 0;
}
