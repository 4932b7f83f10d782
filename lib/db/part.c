/*
 * part.c: a file system of SQLite's (https://sqlite.org/vfs.html) that knows
 * one file, and of that a part. It has no locks, for nobody else opens an
 * archive that is being made or read, and no journal: a copy that fails is thrown away.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/db/part.h"

/* Bytes 18 and 19 of a database: 2 and 2 is "has a log beside it", 1 and 1 "has none" (https://sqlite.org/fileformat2.html). */
enum { LOG_AT = 18, LOG_BYTES = 2, NO_LOG = 1, PATH_BYTES = 512, SECTOR = 4096 };

struct part_file {
	sqlite3_file file;
	struct part *part;
};

static struct part *
part_of(sqlite3_file *f)
{
	return ((struct part_file *)(void *)f)->part;
}

static int
close_file(sqlite3_file *f)
{
	(void)f;
	return SQLITE_OK;
}

/* What was in use with a log has none here, although its first page goes on saying so. */
static void
hide_log(char *bytes, int n, sqlite3_int64 from)
{
	for (int i = LOG_AT; i < LOG_AT + LOG_BYTES; i++)
		if (from <= i && i < from + n)
			bytes[i - from] = NO_LOG;
}

static int
read_file(sqlite3_file *f, void *bytes, int n, sqlite3_int64 from)
{
	struct part *p = part_of(f);
	sqlite3_int64 there = from >= p->size ? 0 : p->size - from < n ? p->size - from : n;

	if (!file_read_at(p->fd, p->at + from, bytes, (size_t)there)) {
		p->why = errno;
		return SQLITE_IOERR_READ;
	}
	hide_log(bytes, (int)there, from);
	if (there == n)
		return SQLITE_OK;
	memset((char *)bytes + there, 0, (size_t)(n - there));
	return SQLITE_IOERR_SHORT_READ;
}

static int
write_file(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 to)
{
	struct part *p = part_of(f);

	if (!p->writing)
		return SQLITE_READONLY;
	if (!file_write_at(p->fd, p->at + to, bytes, (size_t)n)) {
		p->why = errno;
		return p->why == ENOSPC || p->why == EFBIG || p->why == EDQUOT ? SQLITE_FULL
									       : SQLITE_IOERR_WRITE;
	}
	if (to + n > p->size)
		p->size = to + n;
	return SQLITE_OK;
}

static int
truncate_file(sqlite3_file *f, sqlite3_int64 n)
{
	part_of(f)->size = n;
	return SQLITE_OK;
}

/* Whoever made the archive does it, once, at the end. */
static int
sync_file(sqlite3_file *f, int flags)
{
	(void)f;
	(void)flags;
	return SQLITE_OK;
}

static int
file_size(sqlite3_file *f, sqlite3_int64 *n)
{
	*n = part_of(f)->size;
	return SQLITE_OK;
}

static int
lock_file(sqlite3_file *f, int level)
{
	(void)f;
	(void)level;
	return SQLITE_OK;
}

static int
check_reserved(sqlite3_file *f, int *is)
{
	(void)f;
	*is = 0;
	return SQLITE_OK;
}

static int
control_file(sqlite3_file *f, int what, void *argument)
{
	(void)f;
	(void)what;
	(void)argument;
	return SQLITE_NOTFOUND;
}

static int
sector_size(sqlite3_file *f)
{
	(void)f;
	return SECTOR;
}

static int
characteristics(sqlite3_file *f)
{
	return part_of(f)->writing ? 0 : SQLITE_IOCAP_IMMUTABLE;
}

static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = file_size,
	.xLock = lock_file,
	.xUnlock = lock_file,
	.xCheckReservedLock = check_reserved,
	.xFileControl = control_file,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = characteristics,
};

/* Only the database itself: temporary tables are in memory, and journals there are none. */
static int
open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *given)
{
	struct part_file *file = (struct part_file *)(void *)f;

	(void)name;
	f->pMethods = NULL;
	if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
		return SQLITE_CANTOPEN;
	*file = (struct part_file){ .file = { &methods }, .part = vfs->pAppData };
	if (given != NULL)
		*given = flags;
	return SQLITE_OK;
}

static int
delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	(void)name;
	(void)sync;
	return SQLITE_OK;
}

static int
access_file(sqlite3_vfs *vfs, const char *name, int flags, int *is)
{
	(void)vfs;
	(void)name;
	(void)flags;
	*is = 0;
	return SQLITE_OK;
}

static int
full_name(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
	(void)vfs;
	sqlite3_snprintf(n, out, "%s", name);
	return SQLITE_OK;
}

int
part_open(struct part *p, int fd, sqlite3_int64 at, sqlite3_int64 n, bool writing, sqlite3 **handle)
{
	static const char name[] = "medverk-part";
	int code;

	*p = (struct part){ .vfs = *sqlite3_vfs_find(NULL), .fd = fd, .at = at,
		.size = writing ? 0 : n, .writing = writing };
	p->vfs.iVersion = 1;
	p->vfs.szOsFile = sizeof(struct part_file);
	p->vfs.mxPathname = PATH_BYTES;
	p->vfs.pNext = NULL;
	p->vfs.zName = name;
	p->vfs.pAppData = p;
	p->vfs.xOpen = open_file;
	p->vfs.xDelete = delete_file;
	p->vfs.xAccess = access_file;
	p->vfs.xFullPathname = full_name;
	*handle = NULL;
	code = sqlite3_vfs_register(&p->vfs, 0);
	if (code == SQLITE_OK)
		code = sqlite3_open_v2(name, handle,
		    writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY,
		    name);
	if (code == SQLITE_OK)
		code = sqlite3_exec(*handle, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
	if (code == SQLITE_OK && writing)
		code = sqlite3_exec(*handle, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF",
		    NULL, NULL, NULL);
	return code;
}

void
part_close(struct part *p, sqlite3 *handle)
{
	sqlite3_close(handle);
	sqlite3_vfs_unregister(&p->vfs);
}
