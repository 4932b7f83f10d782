/*
 * db.h: connections to the database and their transactions. sqlite3.h is
 * included in this folder only.
 *
 * Two types, so that a handler of GET cannot write: a reader's connection is
 * query_only, a writer's is not, and statements are had from one or the other
 * (stmt.h). A connection remembers its first error; later calls do nothing,
 * and db_done() tells, so code that uses it runs straight to its end.
 */
#ifndef MEDVERK_DB_H
#define MEDVERK_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"

struct db;                              /* a connection, of either kind */
struct reader {
	struct db *db;
};
struct indexer;                         /* lib/store/index.c */
struct writer {
	struct reader reader;
	struct indexer *indexer;        /* NULL until documents are written … */
	void (*release)(struct indexer
		*); /* … and how it is given back: at the end, and when a transaction is not kept */
};

/* The program has two: that of the directory, and how often what was searched for (sql/searches.sql). */
enum db_which { DB_DIRECTORY, DB_SEARCHES };

struct db_options {
	enum db_which which;
	/* Appends what {WHAT ARGUMENT} in a statement stands for; false when it does not know. May be NULL. */
	bool (*expand)(struct buf *b, struct str what, struct str argument);
	/* Longest time a statement may run, in milliseconds from db_begin(); 0: no limit. */
	int statement_ms;
	/*
	 * Statements are prepared when they are first used, not all at once: for a process after one that
	 * has seen that all of them fit. It then holds only those it needs.
	 */
	bool lazily;
	/* A reader's memory for matches found before (fts.h), in bytes; 0: none are kept. */
	size_t kept_bytes;
	/* Mechanisms of the search that are switched off (lib/text/mechanism.h). */
	unsigned without;
};

/* Once, at start: this program has one thread, so SQLite needs no locks within it. */
void db_init(void);

/*
 * Opens the database at `path`, checks that it is Medverk's and of this
 * program's version, and prepares every statement (unless lazily). The handle is in m and lives until
 * reader_close(). On failure ERR_UNAVAILABLE after log_say of what is wrong and
 * what to do: missing, not ours, newer, older, in a directory that cannot be written, damaged.
 */
enum err reader_open(struct reader *r, struct mem *m, const char *path,
    const struct db_options *options) NODISCARD;
void reader_close(struct reader *r);

/*
 * The same for writing: synchronous=FULL, foreign keys on, busy timeout of 5 s. DB_SEARCHES is
 * made when it is not there, waits for nobody for long, and overwrites what is deleted.
 */
enum err writer_open(struct writer *w, struct mem *m, const char *path,
    const struct db_options *options) NODISCARD;
void writer_close(struct writer *w);

/* Creates the database with sql/schema.sql. ERR_CONFLICT (said) when the file is there already. */
enum err db_create(const char *path) NODISCARD;

/* Schema version of the file in *version without opening it for use; ERR_UNAVAILABLE (said) when it is not ours. */
enum err db_version(const char *path, int *version) NODISCARD;

/* The version of sql/schema.sql. */
int db_schema_version(void);

/*
 * Begins a read transaction: everything until reader_end() sees one state of
 * the database. The deadline of its statements starts to run.
 */
void reader_begin(struct reader *r);
/* Ends it. The first error since reader_begin() is the result. */
enum err reader_end(struct reader *r) NODISCARD;

/* How long writer_begin() waits from here on while another writes, before it is ERR_BUSY; 0: 5 s, as at first. */
void writer_wait(struct writer *w, int ms);

/* BEGIN IMMEDIATE … COMMIT, or ROLLBACK when an error was remembered or `keep` is false. */
void writer_begin(struct writer *w);
enum err writer_end(struct writer *w, bool keep) NODISCARD;

/* What lives as long as the connection: an arena, and the stemmer of its tokenizer. */
struct mem *db_mem(const struct reader *r);
struct stemmer *db_stemmer(const struct reader *r);

/* The first error so far, which stays. */
enum err db_done(const struct reader *r) NODISCARD;

/* Lets the caller remember an error of its own (ERR_NOT_FOUND, ERR_INVALID …). */
void db_fail(struct reader *r, enum err e);

/* Changes when another connection has committed (PRAGMA data_version; inside a transaction: its state). */
int64_t db_data_version(struct reader *r);

/* What is done between these two may take its time: the deadline of reader_begin() begins anew after it. */
void db_deadline_stop(struct reader *r);
void db_deadline_start(struct reader *r);

/* True when the deadline of reader_begin() has passed. */
bool db_is_late(const struct reader *r);

/* Id of the row the last INSERT made. */
int64_t writer_last_id(struct writer *w);

/* More memory for the database while many rows are written in one transaction. */
void writer_expect_rows(struct writer *w, bool many);

/*
 * The same for the search index. `most`: so many documents that all are merged into one when they are
 * written. To be settled, with the same value, before the transaction ends: what is set stands in the database.
 */
void writer_expect_documents(struct writer *w, bool most);
void writer_settle_documents(struct writer *w, bool most);

/* After many rows, outside transactions: tells SQLite what its indexes are like, and empties its log. */
void writer_settle(struct writer *w);

/* The same, and merges the whole search index, which takes its time when that is large. */
void writer_optimize(struct writer *w);

/*
 * Integrity of file, foreign keys and search index; says each problem by
 * log_say and returns how many.
 */
size_t db_check(const char *path);

/* After SQLITE_CORRUPT, IOERR, NOTADB: this connection should not be used again. */
bool db_is_broken(const struct reader *r);

#endif
