/*
 * copy.h: a database copied page by page while it is in use, into a place
 * within another file, and what can be said of such a copy.
 *
 * The copy is what a read transaction sees: everything that was saved before it
 * began, nothing half. In WAL mode nobody waits for a reader, so those who save go on;
 * their log grows until the copy is done. Of 100 000 records (979 MB) sqlite3_backup made
 * a copy in 6.0 s where VACUUM INTO took 7.6 s for 4 % less, told nothing meanwhile, and
 * did not copy the pages as they are.
 */
#ifndef MEDVERK_COPY_H
#define MEDVERK_COPY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/base/mem.h"

struct db_facts {
	int version;            /* of the schema; db_schema_version() is this program's */
	int64_t records;        /* all, published or not */
	int64_t bytes;
};

/* Who hears how far something is: `what` is done with bytes, in English. tell NULL: nobody. */
struct db_progress {
	void (*tell)(void *ctx, const char *what, int64_t done, int64_t of);
	void *ctx;
};

struct db_copy;

/*
 * Opens the database of Medverk's at `path`, whatever its version, and begins the transaction. *facts are of its state
 * at this moment. ERR_UNAVAILABLE or ERR_INTERNAL (damaged) after log_say of why not. The copy is in m, and to be ended.
 */
enum err db_copy_begin(struct db_copy **out, struct mem *m, const char *path,
    struct db_facts *facts) NODISCARD;

/*
 * Writes facts.bytes from `at` of a file on; ERR_TOO_LARGE: there is no
 * room; ERR_UNAVAILABLE: the file cannot be written; ERR_INTERNAL, ERR_BUSY: the database cannot be read. Said.
 */
enum err db_copy_write(struct db_copy *c, int fd, int64_t at,
    struct db_progress progress) NODISCARD;

void db_copy_end(struct db_copy *c);

/*
 * Examines the n bytes from `at` of a file: a whole database (PRAGMA integrity_check) of Medverk's? *facts are what it
 * holds. ERR_INVALID after log_say of each problem. Nothing is written, and what `name` it is called is only said.
 */
enum err db_examine(int fd, int64_t at, int64_t n, const char *name,
    struct db_facts *facts) NODISCARD;

struct db_hold;

/*
 * Keeps others from opening a database until db_let_go(): *out in m. ERR_BUSY: somebody has it open, the site
 * or a command; nothing is said. NULL and no error when there is no such file. It need not be whole.
 */
enum err db_hold(struct db_hold **out, struct mem *m, const char *path) NODISCARD;
void db_let_go(struct db_hold *h);

/* Brings what is still in the log of a database into its file, if that can be; the log is then gone. */
void db_settle(const char *path);

#endif
