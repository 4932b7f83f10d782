/*
 * stmt.h: statements by number. No function takes SQL text; values are bound
 * by name. Columns become members of documents by their alias:
 *
 *     name             text, or number; NULL: absent
 *     fictional?       true, or absent when 0
 *     latitude/6       a number stored as millionths
 *     authors|         a list of texts stored joined by |
 *     .id              for C only: not in the document
 */
#ifndef MEDVERK_STMT_H
#define MEDVERK_STMT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/db/db.h"
#include "sql.h"

struct stmt;

/*
 * The statement, reset and without values. Only one use of a statement at a
 * time (asserted). The connection's remembered error makes all that follows do nothing.
 */
struct stmt *db_read(struct reader *r, enum sql which);
struct stmt *db_write(struct writer *w, enum sql which);

/* Bind by name, ":slug". A span with p NULL binds NULL. Bytes must live until stmt_end(). */
void db_bind_str(struct stmt *s, const char *name, struct str value);
void db_bind_int(struct stmt *s, const char *name, int64_t value);
void db_bind_null(struct stmt *s, const char *name);
/* True when the statement has such a parameter. */
bool db_has(const struct stmt *s, const char *name);
/* To every parameter the text or number of the member of its name; NULL where there is none. */
void db_bind_members(struct stmt *s, const json_t *object);

/* Steps to the next row; false at the end or on error, and the statement is then ended. */
bool db_next(struct stmt *s);

/* Columns of the present row, from 0; valid until the next step. */
struct str db_text(struct stmt *s, int column);
int64_t db_int(struct stmt *s, int column);

/* Sets the present row's columns as members of the object. */
void db_fill(struct stmt *s, json_t *object);

/* Ends a statement before its last row. */
void stmt_end(struct stmt *s);

/* The only row, into the object; ERR_NOT_FOUND is remembered when there is none. */
void db_row(struct stmt *s, json_t *object);
/* The same where no row is no error; false then. */
bool db_row_maybe(struct stmt *s, json_t *object);
/* All rows, as an array of objects. */
json_t *db_rows(struct stmt *s);

/* Runs a statement that answers no rows. */
void db_run(struct stmt *s);

/* The single number a statement answers; 0 when none. */
int64_t db_number(struct stmt *s);

/*
 * For tests: steps of full scans and sorts that each statement made since it was
 * prepared; calls `each` with name, scan reason (or NULL) and the counts.
 */
void db_scans(struct reader *r,
    void (*each)(void *ctx, const char *name, const char *why, int scan_steps, int sorts),
    void *ctx);

#endif
