/*
 * backup.h: the directory, whole, in one file (archive.h), and back.
 */
#ifndef MEDVERK_BACKUP_H
#define MEDVERK_BACKUP_H

#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/db/copy.h"
#include "lib/store/upkeep.h"

struct backup {
	const char *db;                 /* path of the database … */
	const char *files;              /* … and the folder of uploaded files, which need not be there */
	const char *archive;            /* path of the backup */
	bool force;                     /* what is there already may go */
	struct db_progress progress;
};

/*
 * Makes a backup while others read and save: what was saved before it began is in it.
 * It is written beside its place, to the disk, read back and examined whole, and only then gets its name: a file of that
 * name is never half, whatever happens. Remembers how it went (upkeep.h); *u is what it then knows.
 * Uploaded files that are damaged are said and left out: ERR_INVALID, and the backup is there. Any other error after log_say,
 * and it is not; ERR_CONFLICT for a file that is there already and may not go, which is not remembered.
 */
enum err store_backup(const struct backup *b, struct mem *m, struct upkeep *u) NODISCARD;

struct restored {
	char made[CLOCK_TEXT];          /* when the backup was */
	int64_t records;
	size_t files;
	int version;                    /* of its schema: lower than this program's wants 'medverk migrate' */
	const char *replaced;           /* the database that was there, under its new name; NULL: none was */
};

/*
 * Examines a backup whole and puts it in place: the files first, then the database in one step. ERR_INVALID: it is
 * no whole backup, or newer than this program; ERR_CONFLICT: a database is there and may not go; ERR_BUSY: it is in use. All said, and
 * then nothing was changed but, perhaps, that files were added. A database that is replaced is kept.
 */
enum err store_restore(const struct backup *b, struct mem *m, struct restored *r) NODISCARD;

#endif
