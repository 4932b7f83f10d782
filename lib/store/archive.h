/*
 * archive.h: one file that holds the database and the uploaded files, made by
 * `medverk backup`. It is a tar file, so that without Medverk, too, tar(1), b2sum(1) and sqlite3(1) are
 * enough to get everything out:
 *
 *     medverk-backup          what it is: lines of a name and a value (below)
 *     medverk.db              the database
 *     files/ab/ab…            each uploaded file under its digest (files.h), by digest
 *     B2SUMS                  digests of all of these, for b2sum --check
 *
 *     medverk-backup 1        of the form
 *     made 2026-03-05T12:00:00Z
 *     program 0.1.0
 *     schema 1
 *     records 1520
 *
 * No other order, names, or heads than those written here are read (tar.h): the
 * sums at the end show that nothing is missing. What people searched for is not in it: those counts are
 * deleted after the time that visitors are promised, and a copy would keep them longer.
 *
 * libarchive was weighed: it brings thirteen libraries into every worker, ICU among them, to
 * read forms that a backup must refuse.
 */
#ifndef MEDVERK_ARCHIVE_H
#define MEDVERK_ARCHIVE_H

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/digest.h"
#include "lib/base/err.h"
#include "lib/db/copy.h"

/* ------------------------------------------------------------------ writing */

struct archive_writer {
	struct mem *mem;
	int fd;
	int64_t at;             /* where the next part begins */
	int64_t made;           /* seconds since 1970 */
	struct buf sums;
};

/* Begins with an empty file: the first part says what the database is. False, errno says why. */
bool archive_begin(struct archive_writer *w, struct mem *m, int fd,
    const struct db_facts *facts) NODISCARD;

/* Where the bytes of the next part go … */
int64_t archive_place(const struct archive_writer *w);

/* … and what they are, when n of them are there: `files/…` of their own digest when name is NULL. Digest in out. */
bool archive_add(struct archive_writer *w, const char *name, int64_t n,
    char out[DIGEST_TEXT]) NODISCARD;

/* The sums, the end, and to the disk. */
bool archive_end(struct archive_writer *w) NODISCARD;

extern const char archive_database[];   /* name of the database's part */

/* ------------------------------------------------------------------ reading */

struct archive_file {
	char digest[DIGEST_TEXT];
	int64_t at, bytes;
};

struct archive {
	int fd;
	const char *path;       /* for messages */
	int64_t bytes;
	struct archive_file info, database, sums;       /* .digest: as archive_verify() found it */
	struct archive_file *file;
	size_t files;
	char made[CLOCK_TEXT];
	struct db_facts facts;  /* .bytes: of the database */
};

/*
 * Reads the heads of an open file; lists are in m. ERR_INVALID after log_say: no archive, not whole, or changed.
 * The descriptor stays the caller's.
 */
enum err archive_read(struct archive *a, struct mem *m, int fd, const char *path) NODISCARD;

/* Reads all of it: every digest, and the database as db_examine() does. ERR_INVALID (said). */
enum err archive_verify(struct archive *a, struct mem *m, struct db_progress progress) NODISCARD;

/* True when an open file begins as one of ours. */
bool archive_is(int fd);

#endif
