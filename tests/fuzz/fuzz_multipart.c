/* fuzz_multipart.c: any bytes as the body of a form with files. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "lib/http/multipart.h"
#include "lib/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS_MAX = 16 };

static void
assert_same(struct str a, struct str b)
{
	assert(a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0));
}

/* The same body in pieces, their lengths by its own bytes: nothing else may come of it. */
static void
read_in_pieces(struct mem *m, struct str type, struct str body, enum err as,
    const struct multipart *whole)
{
	const struct multipart_limits limits = { PARTS_MAX, body.n, NULL };
	struct multipart_reader *r = multipart_begin(m, type, &limits);
	struct multipart mp;

	for (size_t at = 0, n; at < body.n; at += n) {
		n = (unsigned char)body.p[at] % 61 + 1;
		n = n < body.n - at ? n : body.n - at;
		multipart_push(r, (struct str){ body.p + at, n });
	}
	assert(multipart_end(r, &mp) == as);
	assert(mp.form.pairs == whole->form.pairs && mp.files == whole->files);
	for (size_t i = 0; i < mp.form.pairs; i++)
		assert_same(mp.form.pair[i].value, whole->form.pair[i].value);
	for (size_t i = 0; as == ERR_NONE && i < mp.files; i++)
		assert_same(mp.file[i].content, whole->file[i].content);
}

/* The first line is the content type. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0);
	struct str all = { (const char *)data, size }, type = { all.p, str_index(all, '\n') };
	struct str body = str_from(all, type.n + 1);
	struct multipart mp;
	enum err e = multipart_read(&mp, m, type, body, PARTS_MAX);
	int64_t bytes = 0;

	assert(e == ERR_NONE || e == ERR_BAD_REQUEST);
	assert(mp.form.pairs + mp.files <= PARTS_MAX);
	for (size_t i = 0; i < mp.form.pairs; i++)
		assert(utf8_is_clean(mp.form.pair[i].name) && utf8_is_clean(mp.form.pair[i].value));
	for (size_t i = 0; i < mp.files; i++) {
		const struct multipart_file *f = &mp.file[i];

		assert(utf8_is_clean(f->name) && utf8_is_clean(f->filename));
		assert(e != ERR_NONE || f->bytes == (int64_t)f->content.n);
		bytes += f->bytes;
	}
	assert(bytes <= (int64_t)body.n);
	read_in_pieces(m, type, body, e, &mp);
	mem_free(m);
	return 0;
}
