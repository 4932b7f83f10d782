/* copy.c: SQLite's online backup into a part of a file, and a look at the outcome. */
#include "lib/db/copy.h"

#include <string.h>
#include <unistd.h>

#include "lib/base/log.h"
#include "lib/db/db_private.h"
#include "lib/db/part.h"

enum {
	STEP_PAGES = 1024,              /* 4 MiB between two looks at the clock of progress */
	STEPS_TO_DISK =
	    8, /* 32 MiB: what is saved meanwhile waits for no more than that on its way to the disk */
};

struct db_copy {
	struct db db;
	const char *path;
	int64_t page_bytes;
};

static int
number(sqlite3 *h, const char *sql, int64_t *out)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(h, sql, -1, &s, NULL);

	if (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
		*out = sqlite3_column_int64(s, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(s);
	return code;
}

/* ERR_CONFLICT: it is a database, and not ours. */
static enum err
read_facts(sqlite3 *h, struct db_facts *f, int64_t *page_bytes)
{
	int64_t id = 0, version = 0, pages = 0;
	int code = number(h, "PRAGMA application_id", &id);

	if (code == SQLITE_OK && id != db_application_id())
		return ERR_CONFLICT;
	if (code == SQLITE_OK)
		code = number(h, "PRAGMA user_version", &version);
	if (code == SQLITE_OK)
		code = number(h, "SELECT count(*) FROM record", &f->records);
	if (code == SQLITE_OK)
		code = number(h, "PRAGMA page_count", &pages);
	if (code == SQLITE_OK)
		code = number(h, "PRAGMA page_size", page_bytes);
	f->version = (int)version;
	f->bytes = pages * *page_bytes;
	return code == SQLITE_OK ? ERR_NONE : db_meaning(code);
}

/* ------------------------------------------------------------------ copying */

enum err
db_copy_begin(struct db_copy **out, struct mem *m, const char *path, struct db_facts *facts)
{
	struct db_copy *c = mem_calloc(m, 1, sizeof(*c));
	int code = sqlite3_open_v2(path, &c->db.handle, SQLITE_OPEN_READWRITE, NULL);
	enum err e;

	*out = c;
	c->path = path;
	if (code == SQLITE_OK) {
		sqlite3_busy_timeout(c->db.handle, DB_BUSY_MS);
		code = sqlite3_exec(c->db.handle, "PRAGMA query_only = ON; BEGIN", NULL, NULL,
		    NULL);
	}
	if (code != SQLITE_OK) {
		db_say_why(path, code);
		return ERR_UNAVAILABLE;
	}
	/* The first of these that reads begins the transaction, so all of them are of the same moment. */
	e = read_facts(c->db.handle, facts, &c->page_bytes);
	if (e == ERR_CONFLICT) {
		log_say("%s is a database, but not one of Medverk's. Check the path", path);
		return ERR_UNAVAILABLE;
	}
	if (e != ERR_NONE)
		db_say_why(path, sqlite3_errcode(c->db.handle));
	return e;
}

/* Within the transaction of db_copy_begin() steps never begin anew, however much is saved between them. */
static int
copy_pages(const struct db_copy *c, sqlite3 *to, int fd, struct db_progress progress)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", c->db.handle, "main");
	int code = SQLITE_OK, steps = 0;

	if (b == NULL)
		return sqlite3_errcode(to);
	while (code == SQLITE_OK) {
		int64_t of;

		code = sqlite3_backup_step(b, STEP_PAGES);
		if (++steps % STEPS_TO_DISK == 0)
			(void)fdatasync(fd);
		of = sqlite3_backup_pagecount(b);
		if (progress.tell != NULL)
			progress.tell(progress.ctx, "copied",
			    (of - sqlite3_backup_remaining(b)) * c->page_bytes, of * c->page_bytes);
	}
	sqlite3_backup_finish(b);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

enum err
db_copy_write(struct db_copy *c, int fd, int64_t at, struct db_progress progress)
{
	struct part part;
	sqlite3 *to;
	int code = part_open(&part, fd, at, 0, true, &to);

	if (code == SQLITE_OK)
		code = copy_pages(c, to, fd, progress);
	part_close(&part, to);
	if (code == SQLITE_OK)
		return ERR_NONE;
	if (part.why != 0) {
		log_say("the copy of %s cannot be written: %s", c->path, strerror(part.why));
		return (code & 0xff) == SQLITE_FULL ? ERR_TOO_LARGE : ERR_UNAVAILABLE;
	}
	log_say("%s cannot be copied: %s", c->path, sqlite3_errstr(code));
	return db_meaning(code);
}

void
db_copy_end(struct db_copy *c)
{
	if (c != NULL)
		sqlite3_close(c->db.handle);
}

/* ---------------------------------------------------------------- examining */

enum err
db_examine(int fd, int64_t at, int64_t n, const char *name, struct db_facts *facts)
{
	struct db db = { .handle = NULL };
	struct part part;
	int64_t page_bytes = 0;
	int code = part_open(&part, fd, at, n, false, &db.handle);
	enum err e = ERR_INVALID;

	*facts = (struct db_facts){ .bytes = 0 };
	if (code == SQLITE_OK)
		code = db_register_functions(&db);
	if (code == SQLITE_OK)
		e = read_facts(db.handle, facts, &page_bytes);
	if (e == ERR_CONFLICT)
		log_say("%s: its database is not one of Medverk's", name);
	else if (code != SQLITE_OK || e != ERR_NONE)
		log_say("%s: its database cannot be read: %s", name, sqlite3_errmsg(db.handle));
	else if (facts->bytes != n)
		log_say("%s: its database should have %lld bytes, and has %lld", name,
		    (long long)facts->bytes, (long long)n);
	else if (db_check_rows(db.handle, "PRAGMA integrity_check", name) == 0)
		code = SQLITE_DONE;
	part_close(&part, db.handle);
	db_release_functions(&db);
	return code == SQLITE_DONE ? ERR_NONE : ERR_INVALID;
}
