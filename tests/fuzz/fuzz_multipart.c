/* fuzz_multipart.c: any bytes as the body of a form with files. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/http/multipart.h"
#include "lib/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS_MAX = 16 };

/* The first line is the content type. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0);
	struct str all = { (const char *)data, size }, type = { all.p, str_index(all, '\n') };
	struct str body = str_from(all, type.n + 1);
	struct multipart mp;
	enum err e = multipart_read(&mp, m, type, body, PARTS_MAX);
	size_t bytes = 0;

	assert(e == ERR_NONE || e == ERR_BAD_REQUEST);
	assert(mp.form.pairs + mp.files <= PARTS_MAX);
	for (size_t i = 0; i < mp.form.pairs; i++)
		assert(utf8_is_clean(mp.form.pair[i].name) && utf8_is_clean(mp.form.pair[i].value));
	for (size_t i = 0; i < mp.files; i++) {
		const struct multipart_file *f = &mp.file[i];

		assert(utf8_is_clean(f->name) && utf8_is_clean(f->filename));
		assert(f->content.p >= body.p && f->content.p + f->content.n <= body.p + body.n);
		bytes += f->content.n;
	}
	assert(bytes <= body.n);
	mem_free(m);
	return 0;
}
