/* fuzz_csv.c: any bytes as rows; cells lie within the text or are decoded. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/text/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0);
	struct csv c;
	size_t bytes = 0, line = 0, sum = 0;

	csv_init(&c, m, (struct str){ (const char *)data, size });
	while (csv_next(&c)) {
		assert(c.row.cells > 0 && c.row.line > line && c.line > c.row.line);
		line = c.row.line;
		for (size_t i = 0; i < c.row.cells; i++) {
			bytes += c.row.cell[i].n;
			for (size_t k = 0; k < c.row.cell[i].n; k++)
				sum += (unsigned char)c.row.cell[i].p[k];
		}
	}
	assert(bytes <= size && sum <= 255 * bytes);
	assert(c.problem == NULL || c.line >= line);
	assert(!csv_next(&c));
	mem_free(m);
	return 0;
}
