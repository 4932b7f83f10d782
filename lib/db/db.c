/* db.c: connections, transactions, and what SQLite's results mean. */
#include "lib/db/db.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/db/db_private.h"
#include "lib/db/documents.h"

enum {
	APPLICATION_ID = 1296389195,    /* the same as in sql/schema.sql */
	SCHEMA_VERSION = 1,
	SEARCHES_ID = 1296389203,       /* the same as in sql/searches.sql */
	SEARCHES_BUSY_MS = 200,
	LOCK_PAUSE_MS = 1,
	PROGRESS_STEPS = 4000,          /* virtual machine instructions between looks at the clock */
};

void
db_init(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int
db_schema_version(void)
{
	return SCHEMA_VERSION;
}

/* ARCHITECTURE's table "From SQLite to HTTP"; extended codes first, then their families. */
static enum err
meaning(int code, bool *broken)
{
	switch (code) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_FOREIGNKEY:
	case SQLITE_CONSTRAINT_TRIGGER:
		return ERR_CONFLICT;
	}
	/* A damaged search index: everything else goes on. */
	if (code == SQLITE_CORRUPT_VTAB)
		return ERR_UNAVAILABLE;
	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
		return ERR_INVALID;
	case SQLITE_TOOBIG:
		return ERR_TOO_LARGE;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT:
		return ERR_BUSY;
	case SQLITE_FULL:
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return ERR_UNAVAILABLE;
	case SQLITE_IOERR:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		*broken = true;
		return ERR_INTERNAL;
	default:
		return ERR_INTERNAL;
	}
}

enum err
db_meaning(int code)
{
	bool broken;

	return meaning(code, &broken);
}

int
db_application_id(void)
{
	return APPLICATION_ID;
}

void
db_remember(struct db *db, int code, const char *what)
{
	enum err e = meaning(code, &db->broken);

	if (code == SQLITE_CORRUPT_VTAB)
		log_event(LOG_ERROR, "search-index",
		    "statement=%s problem=\"%s\" mend=\"medverk rebuild\"", what,
		    sqlite3_errmsg(db->handle));
	else
		log_event(LOG_ERROR, "database", "what=%s code=%d means=%s message=\"%s\"", what,
		    code, err_key(e), sqlite3_errmsg(db->handle));
	if (db->err == ERR_NONE)
		db->err = e;
}

bool
db_is_late(const struct reader *r)
{
	return r->db->deadline != 0 && clock_ms() > r->db->deadline;
}

void
db_deadline_stop(struct reader *r)
{
	r->db->deadline = 0;
}

void
db_deadline_start(struct reader *r)
{
	int ms = r->db->options.statement_ms;

	r->db->deadline = ms == 0 ? 0 : clock_ms() + ms;
}

static int
progress(void *ctx)
{
	const struct db *db = ctx;

	return db->deadline != 0 && clock_ms() > db->deadline;
}

/* ----------------------------------------------------------------- opening */

/* What is the matter with a file that could not be opened or read, and what to do. */
void
db_say_why(const char *path, int code)
{
	if (access(path, F_OK) != 0)
		log_say("there is no database at %s. Create it with: medverk init --db %s", path,
		    path);
	else if (access(path, R_OK) != 0)
		log_say("the database %s may not be read by this user: %s", path, strerror(EACCES));
	else if ((code & 0xff) == SQLITE_NOTADB || (code & 0xff) == SQLITE_CORRUPT)
		log_say("%s is damaged or not a database. Restore it from a backup; "
			"'medverk check --db %s' says more",
		    path, path);
	else if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
		log_say("the database %s is locked by another program. Try again when that is done",
		    path);
	else if ((code & 0xff) == SQLITE_ERROR)
		log_say(
		    "the tables of %s are not those that this program wants (see above). Restore "
		    "it from a backup, or use the program that made it",
		    path);
	else
		log_say("the database %s cannot be opened (%s). Its directory must be writable for "
			"this user, since SQLite keeps its log beside it",
		    path, sqlite3_errstr(code));
}

/* One number from a pragma; the code of SQLite. */
static int
pragma_number(sqlite3 *h, const char *sql, int *out)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(h, sql, -1, &s, NULL);

	if (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
		*out = sqlite3_column_int(s, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(s);
	return code;
}

/* Ours, and of this version? Says what is wrong. Both databases have the same version. */
bool
db_check_version(sqlite3 *h, const char *path, int our_id)
{
	int id = 0, version = 0;
	int code = pragma_number(h, "PRAGMA application_id", &id);

	if (code == SQLITE_OK)
		code = pragma_number(h, "PRAGMA user_version", &version);
	if (code != SQLITE_OK) {
		db_say_why(path, code);
		return false;
	}
	if (id != our_id) {
		log_say("%s is a database, but not one of Medverk's. Check the path", path);
		return false;
	}
	if (version > SCHEMA_VERSION)
		log_say("the database %s is of version %d, newer than this program (%d). "
			"Install the newer program",
		    path, version, SCHEMA_VERSION);
	else if (version < SCHEMA_VERSION)
		log_say("the database %s is of version %d, this program wants %d. Run: "
			"medverk migrate --db %s",
		    path, version, SCHEMA_VERSION, path);
	return version == SCHEMA_VERSION;
}

/* What the schema and the statements want beside SQLite's own. */
int
db_register_functions(struct db *db)
{
	int code = collation_register(db->handle);

	return code != SQLITE_OK ? code : fts_register(db);
}

void
db_release_functions(struct db *db)
{
	stemmer_release(&db->stemmer);
	memo_free(db->terms);
	vocabulary_free(db->vocabulary);
}

void
db_close_handle(struct db *db)
{
	sqlite3_close_v2(db->handle);
	db_release_functions(db);
}

static int
run_schema(sqlite3 *h, const char *before, const char *const *schema)
{
	struct mem *m = mem_new(64 * 1024);
	struct buf sql;
	int code;

	buf_init(&sql, m, 32 * 1024);
	buf_puts(&sql, before);
	buf_puts(&sql, "BEGIN IMMEDIATE;");
	for (const char *const *line = schema; *line != NULL; line++)
		buf_puts(&sql, *line);
	buf_puts(&sql, "COMMIT;");
	code = sqlite3_exec(h, buf_cstr(&sql), NULL, NULL, NULL);
	mem_free(m);
	return code;
}

/* A new file for what is counted, which nobody misses if it is lost; nothing of what is deleted stays in it. */
static int
make_searches(sqlite3 *h)
{
	int tables = 0;
	int code = pragma_number(h, "PRAGMA schema_version", &tables);

	return code != SQLITE_OK || tables > 0 ? code : run_schema(h, "", sql_searches_schema);
}

static int
configure(struct db *db, enum db_which which, bool writing)
{
	/*
	 * KiB of pages: what twenty hits and their texts are read from, again and again, at 1 000 records. With
	 * 208 such a search takes a third longer on some corpora.
	 */
	const char *pragmas = "PRAGMA query_only = ON; PRAGMA cache_size = -256;";
	int code;

	if (writing && which == DB_SEARCHES)
		pragmas = "PRAGMA secure_delete = ON;";
	else if (writing)
		pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
			  "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
			  "PRAGMA secure_delete = ON;";
	code = sqlite3_exec(db->handle, pragmas, NULL, NULL, NULL);

	sqlite3_extended_result_codes(db->handle, 1);
	return code != SQLITE_OK ? code : db_register_functions(db);
}

/*
 * Tries again every millisecond, not after longer and longer pauses as SQLite's own waiting does: of several who wait, the one
 * who has waited the longest would be the least likely to get in.
 */
static int
wait_for_lock(void *ctx, int times)
{
	const struct timespec pause = { .tv_nsec = LOCK_PAUSE_MS * 1000000L };
	struct db *db = ctx;

	if (times == 0)
		db->waiting_since = clock_ms();
	if (clock_ms() - db->waiting_since >= db->patience_ms)
		return 0;
	nanosleep(&pause, NULL);
	return 1;
}

static enum err
open_any(struct reader *r, struct mem *m, const char *path, const struct db_options *options,
    bool writing)
{
	struct db *db = mem_calloc(m, 1, sizeof(*db));
	bool searches = options->which == DB_SEARCHES;
	int code = sqlite3_open_v2(path, &db->handle,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
		(searches && writing ? SQLITE_OPEN_CREATE : 0),
	    NULL);
	enum err e = ERR_UNAVAILABLE;

	*r = (struct reader){ db };
	db->mem = m;
	db->options = *options;
	db->writing = writing;
	if (writing) {
		db->terms = memo_new(DB_WORDS_KEPT);
		db->vocabulary = vocabulary_new();
	} else {
		db->kept = kept_new(options->kept_bytes);
	}
	if (code == SQLITE_OK) {
		db->patience_ms = searches ? SEARCHES_BUSY_MS : DB_BUSY_MS;
		sqlite3_busy_handler(db->handle, wait_for_lock, db);
		if (searches && writing && (code = make_searches(db->handle)) != SQLITE_OK)
			db_say_why(path, code);
		else if (!db_check_version(db->handle, path,
			     searches ? SEARCHES_ID : APPLICATION_ID))
			code = SQLITE_DONE;
		else if ((code = configure(db, options->which, writing)) != SQLITE_OK)
			db_say_why(path, code);
		else if (!options->lazily && (code = stmt_prepare_all(db)) != SQLITE_OK)
			db_say_why(path, code);
		else
			e = ERR_NONE;
	} else {
		db_say_why(path, code);
	}
	if (e != ERR_NONE) {
		reader_close(r);
		return e;
	}
	db->stemmer.without = options->without;
	sqlite3_progress_handler(db->handle, PROGRESS_STEPS, progress, db);
	return ERR_NONE;
}

enum err
reader_open(struct reader *r, struct mem *m, const char *path, const struct db_options *options)
{
	return open_any(r, m, path, options, false);
}

enum err
writer_open(struct writer *w, struct mem *m, const char *path, const struct db_options *options)
{
	*w = (struct writer){ .indexer = NULL };
	return open_any(&w->reader, m, path, options, true);
}

void
reader_close(struct reader *r)
{
	if (r->db == NULL)
		return;
	stmt_finalize_all(r->db);
	db_close_handle(r->db);
	kept_free(r->db->kept);
	r->db = NULL;
}

enum err
db_create(const char *path)
{
	struct db db = { .handle = NULL };
	int code;

	if (access(path, F_OK) == 0) {
		log_say("%s is there already; a database is never written over", path);
		return ERR_CONFLICT;
	}
	code = sqlite3_open_v2(path, &db.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	if (code == SQLITE_OK)
		code = db_register_functions(&db);
	if (code == SQLITE_OK)
		code = run_schema(db.handle, "PRAGMA journal_mode = WAL;", sql_schema);
	if (code != SQLITE_OK)
		log_say("the database %s could not be created: %s", path,
		    sqlite3_errmsg(db.handle));
	db_close_handle(&db);
	return code == SQLITE_OK ? ERR_NONE : ERR_UNAVAILABLE;
}

enum err
db_version(const char *path, int *version)
{
	sqlite3 *h = NULL;
	int id = 0;
	int code = sqlite3_open_v2(path, &h, SQLITE_OPEN_READONLY, NULL);

	if (code == SQLITE_OK)
		code = pragma_number(h, "PRAGMA application_id", &id);
	if (code == SQLITE_OK)
		code = pragma_number(h, "PRAGMA user_version", version);
	sqlite3_close_v2(h);
	if (code != SQLITE_OK) {
		db_say_why(path, code);
		return ERR_UNAVAILABLE;
	}
	if (id != APPLICATION_ID) {
		log_say("%s is a database, but not one of Medverk's. Check the path", path);
		return ERR_UNAVAILABLE;
	}
	return ERR_NONE;
}

/* ------------------------------------------------------------ transactions */

static void
begin(struct reader *r, enum sql which)
{
	struct db *db = r->db;

	assert(!db->in_transaction);
	db->err = ERR_NONE;
	db->seen = NULL;
	db->walked = 0;
	db->in_transaction = true;
	db->version = NO_VERSION;
	kept_hold(db->kept);
	/* Waiting for another's lock has a limit of its own. */
	db_deadline_stop(r);
	db_run(db_read(r, which));
	db_deadline_start(r);
}

static enum err
end(struct reader *r, bool keep)
{
	struct db *db = r->db;
	enum err e;

	assert(db->in_transaction);
	db->deadline = 0;
	if (db->err == ERR_NONE && keep)
		db_run(db_read(r, SQL_COMMIT));
	e = db->err;
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	db->in_transaction = false;
	db->err = ERR_NONE;
	return e;
}

void
reader_begin(struct reader *r)
{
	begin(r, SQL_BEGIN_READING);
}

enum err
reader_end(struct reader *r)
{
	return end(r, true);
}

/* What was known of words that are not in the database. */
static void
forget(struct writer *w)
{
	if (w->indexer != NULL)
		w->release(w->indexer);
	w->indexer = NULL;
	vocabulary_forget(w);
}

void
writer_wait(struct writer *w, int ms)
{
	w->reader.db->patience_ms = ms == 0 ? DB_BUSY_MS : ms;
}

void
writer_begin(struct writer *w)
{
	begin(&w->reader, SQL_BEGIN_WRITING);
}

enum err
writer_end(struct writer *w, bool keep)
{
	enum err e;

	if (keep)
		documents_count(w);
	e = end(&w->reader, keep);
	if (!keep || e != ERR_NONE)
		forget(w);
	return e;
}

void
writer_close(struct writer *w)
{
	forget(w);
	reader_close(&w->reader);
}

enum err
db_done(const struct reader *r)
{
	return r->db->err;
}

void
db_fail(struct reader *r, enum err e)
{
	if (r->db->err == ERR_NONE)
		r->db->err = e;
}

int64_t
db_data_version(struct reader *r)
{
	if (r->db->version == NO_VERSION)
		r->db->version = db_number(db_read(r, SQL_READ_DATA_VERSION));
	return r->db->version;
}

int64_t
writer_last_id(struct writer *w)
{
	return sqlite3_last_insert_rowid(w->reader.db->handle);
}

struct mem *
db_mem(const struct reader *r)
{
	return r->db->mem;
}

struct stemmer *
db_stemmer(const struct reader *r)
{
	return &r->db->stemmer;
}

bool
db_is_broken(const struct reader *r)
{
	return r->db->broken;
}
