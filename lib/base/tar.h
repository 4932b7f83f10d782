/*
 * tar.h: heads of the parts of a tar file (POSIX.1-2008, pax, "ustar Interchange
 * Format"), so that what Medverk writes can be opened with tar(1).
 *
 * Only what it writes itself is read: a head is accepted when it is, byte for
 * byte, the one that would be written for its name, size and time. Links,
 * devices, other owners and permissions, padded numbers and whatever else the format can
 * say are thereby unknown to it.
 */
#ifndef MEDVERK_TAR_H
#define MEDVERK_TAR_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/cc.h"
#include "lib/base/str.h"

enum {
	TAR_BLOCK = 512,
	TAR_END = 2 * TAR_BLOCK,        /* zeros behind the last part */
	TAR_NAME = 100,                 /* bytes of the longest name */
};

struct tar_part {
	char name[TAR_NAME + 1];
	int64_t size;           /* bytes; from 8 GiB on in GNU's way, which tar(1) and bsdtar read, too */
	int64_t made;           /* seconds since 1970 */
};

/* The head of a regular file that its owner may read and write. The name is relative, without "..". */
void tar_write_head(const struct tar_part *p, unsigned char block[TAR_BLOCK]);

/* False when it is no head that was written by tar_write_head(). */
bool tar_read_head(const unsigned char block[TAR_BLOCK], struct tar_part *p) NODISCARD;

/* Bytes that n bytes take, with what fills the last block. */
int64_t tar_padded(int64_t n);

#endif
