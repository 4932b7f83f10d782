/*
 * hold.c: who else has the database open. Every connection in WAL mode keeps a shared
 * lock on the file until it is closed (https://sqlite.org/wal.html), so that the
 * exclusive one is to be had only when there is none. It is asked for below
 * the connection, by SQLite's own file system, since a damaged database has none.
 */
#include "lib/base/file.h"
#include "lib/db/copy.h"
#include "lib/db/db_private.h"

struct db_hold {
	sqlite3_file *file;
	const char *name;
};

enum err
db_hold(struct db_hold **out, struct mem *m, const char *path)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	char *full = mem_calloc(m, 1, (size_t)vfs->mxPathname + 1);
	struct db_hold *h = mem_calloc(m, 1, sizeof(*h));
	int code;

	*out = NULL;
	if (!file_exists(path))
		return ERR_NONE;
	if ((vfs->xFullPathname(vfs, path, vfs->mxPathname + 1, full) & 0xff) != SQLITE_OK)
		return ERR_UNAVAILABLE;
	h->file = mem_calloc(m, 1, (size_t)vfs->szOsFile);
	h->name = sqlite3_create_filename(full, "", "", 0, NULL);
	if (h->name == NULL)
		return ERR_UNAVAILABLE;
	code = vfs->xOpen(vfs, h->name, h->file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK)
		code = h->file->pMethods->xLock(h->file, SQLITE_LOCK_SHARED);
	if (code == SQLITE_OK)
		code = h->file->pMethods->xLock(h->file, SQLITE_LOCK_EXCLUSIVE);
	if (code != SQLITE_OK) {
		db_let_go(h);
		return (code & 0xff) == SQLITE_BUSY ? ERR_BUSY : ERR_UNAVAILABLE;
	}
	*out = h;
	return ERR_NONE;
}

void
db_let_go(struct db_hold *h)
{
	if (h == NULL)
		return;
	if (h->file->pMethods != NULL) {
		h->file->pMethods->xUnlock(h->file, SQLITE_LOCK_NONE);
		h->file->pMethods->xClose(h->file);
	}
	sqlite3_free_filename(h->name);
}

void
db_settle(const char *path)
{
	sqlite3 *h = NULL;

	/* The last connection that is closed does it. */
	if (sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
		(void)sqlite3_exec(h, "PRAGMA user_version; PRAGMA wal_checkpoint(TRUNCATE)", NULL,
		    NULL, NULL);
	sqlite3_close(h);
}
