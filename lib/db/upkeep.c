/* upkeep.c: what a writer does around many rows: memory before them, maintenance behind. */
#include <assert.h>

#include "lib/db/db_private.h"

static void
run_text(struct db *db, const char *sql)
{
	int code;

	if (db->err != ERR_NONE)
		return;
	code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	if (code != SQLITE_OK)
		db_remember(db, sqlite3_extended_errcode(db->handle), sql);
}

/* What is written goes to keys all over the indexes: a page that has to give way is written, and read, once more. */
void
writer_expect_rows(struct writer *w, bool many)
{
	run_text(w->reader.db, many ? "PRAGMA cache_size = -262144" : "PRAGMA cache_size = -2000");
}

/*
 * FTS5 writes a segment whenever its hash is full, and merges four of a size into one, and
 * four of those. What is going to be merged into one at the end need not be merged before; 2000 is
 * more segments than there can be (https://sqlite.org/fts5.html, section 6).
 */
void
writer_expect_documents(struct writer *w, bool most)
{
	run_text(w->reader.db, "INSERT INTO search (search, rank) VALUES ('hashsize', 33554432)");
	if (!most)
		return;
	run_text(w->reader.db, "INSERT INTO search (search, rank) VALUES ('automerge', 0)");
	run_text(w->reader.db, "INSERT INTO search (search, rank) VALUES ('crisismerge', 2000)");
}

/* The numbers are FTS5's own choice. */
void
writer_settle_documents(struct writer *w, bool most)
{
	if (most) {
		run_text(w->reader.db, "INSERT INTO search (search) VALUES ('optimize')");
		run_text(w->reader.db, "INSERT INTO search (search, rank) VALUES ('automerge', 4)");
		run_text(w->reader.db,
		    "INSERT INTO search (search, rank) VALUES ('crisismerge', 16)");
	}
	run_text(w->reader.db, "INSERT INTO search (search, rank) VALUES ('hashsize', 1048576)");
}

void
writer_settle(struct writer *w)
{
	struct db *db = w->reader.db;

	assert(!db->in_transaction);
	/* Some hundred rows of each index tell as much as all. */
	run_text(db, "PRAGMA analysis_limit = 1000");
	run_text(db, "ANALYZE");
	run_text(db, "PRAGMA wal_checkpoint(TRUNCATE)");
}

void
writer_optimize(struct writer *w)
{
	run_text(w->reader.db, "INSERT INTO search (search) VALUES ('optimize')");
	writer_settle(w);
}
