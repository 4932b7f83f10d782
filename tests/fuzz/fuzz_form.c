/* fuzz_form.c: any bytes as a query string. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/http/form.h"
#include "lib/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PAIRS_MAX = 16 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0);
	struct form f;
	enum err e = form_read(&f, m, (struct str){ (const char *)data, size }, PAIRS_MAX);
	size_t i = 0, named = 0;

	assert(e == ERR_NONE || e == ERR_BAD_REQUEST);
	assert(e != ERR_NONE || f.problem.p == NULL);
	assert(f.pairs <= PAIRS_MAX && f.pairs <= size);
	for (size_t k = 0; k < f.pairs; k++) {
		assert(utf8_is_clean(f.pair[k].name) && utf8_is_clean(f.pair[k].value));
		assert(f.pair[k].name.p != NULL && f.pair[k].value.p != NULL);
		named += str_is(f.pair[k].name, "q");
	}
	while (form_next(&f, "q", &i).p != NULL)
		named--;
	assert(named == 0);
	mem_free(m);
	return 0;
}
