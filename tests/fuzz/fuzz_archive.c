/* fuzz_archive.c: any bytes as a backup. Sums of heads are put right first, or nothing behind them would be reached. */
#include <assert.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/base/tar.h"
#include "lib/store/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SUM = 148, SUM_BYTES = 8, MAGIC = 257 };

/* Six octal digits, a NUL and a blank: the sum of all bytes, these as blanks. */
static void
put_sum(unsigned char *block)
{
	unsigned sum = 0;

	memset(block + SUM, ' ', SUM_BYTES);
	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += block[i];
	for (int i = 5; i >= 0; i--, sum >>= 3)
		block[SUM + i] = (unsigned char)('0' + (sum & 7));
	block[SUM + 6] = '\0';
}

static void
look(const struct archive *a, size_t size)
{
	const struct archive_file *before = &a->database;

	assert(a->database.at + a->database.bytes <= (int64_t)size);
	for (size_t i = 0; i < a->files; i++) {
		const struct archive_file *f = &a->file[i];

		assert(digest_is(str_of(f->digest)));
		assert(f->at >= before->at + before->bytes + TAR_BLOCK && f->bytes >= 0);
		before = f;
	}
	assert(a->sums.at >= before->at + before->bytes + TAR_BLOCK);
	assert(a->sums.at + a->sums.bytes + TAR_END <= (int64_t)size);
	assert(strlen(a->made) < CLOCK_TEXT && a->facts.version >= 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *f = tmpfile();
	struct mem *m = mem_new(0);
	struct archive a;
	unsigned char *bytes = mem_alloc(m, size);
	enum err e;

	if (size > 0)
		memcpy(bytes, data, size);
	for (size_t at = 0; at + TAR_BLOCK <= size; at += TAR_BLOCK)
		if (memcmp(bytes + at + MAGIC, "ustar", 5) == 0)
			put_sum(bytes + at);
	assert(f != NULL && file_write_at(fileno(f), 0, bytes, size));
	e = archive_read(&a, m, fileno(f), "it");
	if (e == ERR_NONE) {
		look(&a, size);
		/* It may say what it likes of its sums, and of its database. */
		e = archive_verify(&a, m, (struct db_progress){ NULL });
	}
	fclose(f);
	mem_free(m);
	return e == ERR_COUNT;
}
