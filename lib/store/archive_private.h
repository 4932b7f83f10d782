/* archive_private.h: what the writer and the reader of archives share. */
#ifndef MEDVERK_ARCHIVE_PRIVATE_H
#define MEDVERK_ARCHIVE_PRIVATE_H

#include "lib/base/tar.h"
#include "lib/store/archive.h"

#define ARCHIVE_INFO  "medverk-backup"
#define ARCHIVE_SUMS  "B2SUMS"
#define ARCHIVE_FILES "files/"

/* The name of a file's part: files/ab/ab… */
static inline void
archive_file_name(const char *digest, char out[TAR_NAME + 1])
{
	memcpy(out, ARCHIVE_FILES, sizeof(ARCHIVE_FILES) - 1);
	out += sizeof(ARCHIVE_FILES) - 1;
	memcpy(out, digest, 2);
	out[2] = '/';
	memcpy(out + 3, digest, DIGEST_TEXT);
}

/* A line of B2SUMS: 64 digits, two blanks, the name. */
static inline void
archive_sum(struct buf *b, const char *digest, const char *name)
{
	buf_printf(b, "%s  %s\n", digest, name);
}

#endif
