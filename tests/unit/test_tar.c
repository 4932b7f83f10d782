/* test_tar.c: heads of tar files, as written and as refused. tests/http/backup.t shows them to tar(1). */
#include "lib/base/tar.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static const struct tar_part usual = { .name = "files/ab/cd", .size = 12345, .made = 1772712000 };

static void
written_is_read(void **state)
{
	static const int64_t sizes[] = { 0, 1, 511, INT64_C(8589934591), INT64_C(8589934592),
		INT64_C(9000000000000), INT64_MAX };
	unsigned char block[TAR_BLOCK];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct tar_part p = usual, q;

		p.size = sizes[i];
		tar_write_head(&p, block);
		assert_true(tar_read_head(block, &q));
		assert_string_equal(q.name, p.name);
		assert_true(q.size == p.size && q.made == p.made);
	}
}

static void
longest_name(void **state)
{
	unsigned char block[TAR_BLOCK];
	struct tar_part p = usual, q;

	(void)state;
	memset(p.name, 'n', TAR_NAME);
	tar_write_head(&p, block);
	assert_true(tar_read_head(block, &q));
	assert_string_equal(q.name, p.name);
}

/* As POSIX says it is laid out. */
static void
layout(void **state)
{
	unsigned char block[TAR_BLOCK];

	(void)state;
	tar_write_head(&usual, block);
	assert_memory_equal(block, "files/ab/cd\0", 12);
	assert_memory_equal(block + 100,
	    "0000600\0"
	    "0000000\0"
	    "0000000\0"
	    "00000030071\0"
	    "15152270100\0",
	    48);
	assert_memory_equal(block + 154, "\0 0", 3);
	assert_memory_equal(block + 257,
	    "ustar\0"
	    "00",
	    8);
}

static void
any_change_is_refused(void **state)
{
	unsigned char block[TAR_BLOCK];
	struct tar_part q;

	(void)state;
	tar_write_head(&usual, block);
	for (size_t i = 0; i < TAR_BLOCK; i++)
		for (unsigned bit = 1; bit < 256; bit <<= 1) {
			block[i] ^= (unsigned char)bit;
			assert_false(tar_read_head(block, &q));
			block[i] ^= (unsigned char)bit;
		}
	assert_true(tar_read_head(block, &q));
}

/* The sum is right, so that only what was changed is wrong. */
static void
sum_again(unsigned char *block)
{
	unsigned sum = 0;

	memset(block + 148, ' ', 8);
	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += block[i];
	for (int i = 5; i >= 0; i--, sum >>= 3)
		block[148 + i] = (unsigned char)('0' + (sum & 7));
	block[154] = '\0';
}

static void
other_kinds_are_refused(void **state)
{
	static const char types[] = { '\0', '1', '2', '3', '5', 'x', 'g', 'L' };
	unsigned char block[TAR_BLOCK];
	struct tar_part q;

	(void)state;
	for (size_t i = 0; i < sizeof(types); i++) {
		tar_write_head(&usual, block);
		block[156] = (unsigned char)types[i];
		sum_again(block);
		assert_false(tar_read_head(block, &q));
	}
	tar_write_head(&usual, block);
	memcpy(block + 157, "/etc/passwd", 11);         /* the name of a link */
	sum_again(block);
	assert_false(tar_read_head(block, &q));
	tar_write_head(&usual, block);
	block[345] = '/';                               /* what comes before the name */
	sum_again(block);
	assert_false(tar_read_head(block, &q));
	tar_write_head(&usual, block);
	memcpy(block + 124, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12);
	sum_again(block);
	assert_false(tar_read_head(block, &q));
	memset(block, 0, sizeof(block));
	assert_false(tar_read_head(block, &q));
	memset(block, 0xff, sizeof(block));
	assert_false(tar_read_head(block, &q));
}

static void
padding(void **state)
{
	(void)state;
	assert_true(tar_padded(0) == 0 && tar_padded(1) == 512 && tar_padded(512) == 512 &&
	    tar_padded(513) == 1024);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written_is_read),
		cmocka_unit_test(longest_name),
		cmocka_unit_test(layout),
		cmocka_unit_test(any_change_is_refused),
		cmocka_unit_test(other_kinds_are_refused),
		cmocka_unit_test(padding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
