/* upkeep.c: what a writer does around many rows: memory before them, maintenance behind. */
#include <assert.h>

#include "lib/db/db_private.h"

static void
run_text(struct db *db, const char *sql)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	if (code != SQLITE_OK)
		db_remember(db, sqlite3_extended_errcode(db->handle), sql);
}

void
writer_expect_rows(struct writer *w, bool many)
{
	run_text(w->reader.db, many ? "PRAGMA cache_size = -65536" : "PRAGMA cache_size = -2000");
}

/* FTS5 writes a segment whenever its hash is full, to be merged later: the fewer the better. 1 MiB is its own choice. */
void
writer_expect_documents(struct writer *w, bool many)
{
	run_text(w->reader.db,
	    many ? "INSERT INTO search (search, rank) VALUES ('hashsize', 33554432)"
		 : "INSERT INTO search (search, rank) VALUES ('hashsize', 1048576)");
}

void
writer_optimize(struct writer *w)
{
	struct db *db = w->reader.db;

	assert(!db->in_transaction);
	run_text(db, "INSERT INTO search (search) VALUES ('optimize')");
	run_text(db, "ANALYZE");
	run_text(db, "PRAGMA wal_checkpoint(TRUNCATE)");
}
