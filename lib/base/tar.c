/* tar.c: one way to write a head, which is the only one that is read. */
#include "lib/base/tar.h"

#include <assert.h>
#include <stdio.h>

/* Fields of a head: where, how long. */
enum {
	MODE = 100,
	UID = 108,
	GID = 116,
	SHORT = 8,
	SIZE = 124,
	TIME = 136,
	LONG = 12,
	CHECKSUM = 148,
	TYPE = 156,
	MAGIC = 257,
	OWNER_ONLY = 0600,
};

static const int64_t octal_end = (int64_t)1 << 33;      /* eleven octal digits */

/* Digits and a NUL. */
static void
put_octal(unsigned char *at, size_t room, int64_t n)
{
	at[--room] = '\0';
	while (room > 0) {
		at[--room] = (unsigned char)('0' + (n & 7));
		n >>= 3;
	}
}

/* GNU's: the first bit set, then the number in bytes, the greatest first. */
static void
put_binary(unsigned char *at, size_t room, int64_t n)
{
	while (room > 0) {
		at[--room] = (unsigned char)(n & 0xff);
		n >>= 8;
	}
	at[0] |= 0x80;
}

/* Whatever is there: what is no number gives one that is written otherwise. */
static int64_t
read_number(const unsigned char *at, size_t room)
{
	bool binary = (at[0] & 0x80) != 0;
	uint64_t n = 0;

	for (size_t i = 0; i < (binary ? room : room - 1); i++)
		n = binary ? n << 8 | (i == 0 ? at[i] & 0x7fU : at[i]) : n << 3 | (at[i] & 7U);
	return (int64_t)(n & INT64_MAX);
}

static unsigned
checksum(const unsigned char *block)
{
	unsigned sum = 0;

	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += i >= CHECKSUM && i < CHECKSUM + SHORT ? ' ' : block[i];
	return sum;
}

void
tar_write_head(const struct tar_part *p, unsigned char block[TAR_BLOCK])
{
	size_t n = strlen(p->name);

	assert(n > 0 && n <= TAR_NAME && p->size >= 0 && p->made >= 0);
	memset(block, 0, TAR_BLOCK);
	memcpy(block, p->name, n);
	put_octal(block + MODE, SHORT, OWNER_ONLY);
	put_octal(block + UID, SHORT, 0);
	put_octal(block + GID, SHORT, 0);
	if (p->size < octal_end)
		put_octal(block + SIZE, LONG, p->size);
	else
		put_binary(block + SIZE, LONG, p->size);
	put_octal(block + TIME, LONG, p->made);
	block[TYPE] = '0';
	memcpy(block + MAGIC,
	    "ustar\0"
	    "00",
	    8);
	/* Six digits, a NUL and a blank. */
	put_octal(block + CHECKSUM, SHORT - 1, checksum(block));
	block[CHECKSUM + SHORT - 1] = ' ';
}

bool
tar_read_head(const unsigned char block[TAR_BLOCK], struct tar_part *p)
{
	unsigned char again[TAR_BLOCK];

	memcpy(p->name, block, TAR_NAME);
	p->name[TAR_NAME] = '\0';
	p->size = read_number(block + SIZE, LONG);
	p->made = read_number(block + TIME, LONG);
	if (p->name[0] == '\0' || p->made >= octal_end)
		return false;
	tar_write_head(p, again);
	return memcmp(block, again, TAR_BLOCK) == 0;
}

int64_t
tar_padded(int64_t n)
{
	return (n + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
}
