/* db_private.h: what the files of this folder share, and nobody else sees. */
#ifndef MEDVERK_DB_PRIVATE_H
#define MEDVERK_DB_PRIVATE_H

#include <sqlite3.h>

#include "lib/base/kept.h"
#include "lib/base/memo.h"
#include "lib/db/db.h"
#include "lib/db/stmt.h"
#include "lib/text/stem.h"

enum column_type { COLUMN_PLAIN, COLUMN_BOOLEAN, COLUMN_SCALED, COLUMN_LIST, COLUMN_HIDDEN };

struct column {
	const char *key;
	enum column_type type;
	unsigned decimals;
};

struct stmt {
	struct db *db;
	sqlite3_stmt *handle;
	const char *name;
	struct column *column;
	int columns;
	const char **parameter; /* names with their colon, in the order of their numbers */
	int parameters;
	bool busy;
	bool missing;           /* it is about an index that is not there: tried again when it is used */
};

struct collector;               /* fts.c: where the auxiliary function puts what it finds */
struct fts_seen;                /* fts_private.h */

struct db {
	sqlite3 *handle;
	struct mem *mem;
	struct stemmer stemmer;
	struct stmt stmt[SQL_COUNT];
	struct db_options options;
	bool twin;              /* statements about the index mean its twin (twin.c) … */
	struct stmt *twins;     /* … and are these, made when first used */
	enum err err;           /* the first since the transaction began */
	bool in_transaction;
	bool broken;
	bool writing;
	int64_t deadline;       /* clock_ms(); 0: none */
	int patience_ms;        /* how long to wait for another's lock … */
	int64_t waiting_since;  /* … and since when it does, clock_ms() */
	int64_t version;        /* data_version of the transaction, NO_VERSION: not asked for yet */
	struct collector *collector;
	struct fts_seen *seen;  /* fts.c: what was found in this transaction … */
	int64_t walked;         /* … and over how many rows it walked for it */
	struct kept *kept;      /* fts.c: matches found before; NULL: none are kept */
	struct memo *terms;     /* of words that were indexed before; NULL on a reader */
	/* documents.c: changes in the words of documents; NULL on a reader. */
	struct vocabulary *vocabulary;
};

enum {
	NO_VERSION = -1,
	DB_BUSY_MS = 5000,
	DB_WORDS_KEPT = 1 << 16,        /* of whose terms a writer remembers; some 6 MiB when full */
};

/* Remembers what a result code of SQLite means, and logs it. `what` is a statement's name or an action. */
void db_remember(struct db *db, int code, const char *what);

/* What a result code means, without a connection that should remember it. */
enum err db_meaning(int code);

/* Says what is the matter with a file that could not be opened or read, and what to do. */
void db_say_why(const char *path, int code);

/* That of sql/schema.sql. */
int db_application_id(void);

/* The collation and functions that the schema wants, for db->handle; and what they keep in db given back, before or behind its close. */
int db_register_functions(struct db *db);
void db_release_functions(struct db *db);

/* Closes the connection, and gives back what it kept. */
void db_close_handle(struct db *db);

/* Is it ours, by its application_id, and of this program's version? Says what is wrong. */
bool db_check_version(sqlite3 *h, const char *path, int our_id);

/* check.c: runs a statement that answers a row for each problem, or "ok"; says them behind `what`, and returns how many. */
size_t db_check_rows(sqlite3 *h, const char *sql, const char *what);

/* stmt.c: prepares all statements; SQLite's code after logging which does not fit the schema. */
int stmt_prepare_all(struct db *db);
void stmt_finalize_all(struct db *db);

/* collation.c: SWEDISH, and what SQL needs of our own text functions. */
int collation_register(sqlite3 *handle);

/* tokenizer.c: "medverk", the tokenizer of the search index. db must outlive its handle. */
int tokenizer_register(fts5_api *api, struct db *db);

/* twin.c: whether a statement is about the index or its words, and the same about the twin. */
bool twin_is_about_index(struct str sql);
void twin_rename(struct buf *b, struct str sql);

/* documents.c: counts of words that are not in the database yet. */
struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *v);
void vocabulary_forget(struct writer *w);

/* A plain word of the document that is being written. */
void vocabulary_note(struct vocabulary *v, struct str word);

/* fts.c: the tokenizer and the auxiliary function, for db->handle. */
int fts_register(struct db *db);

#endif
