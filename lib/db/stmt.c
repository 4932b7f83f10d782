/* stmt.c: prepared statements, their values and their rows. */
#include "lib/db/stmt.h"

#include <assert.h>
#include <stdlib.h>

#include "lib/base/log.h"
#include "lib/db/db_private.h"
#include "lib/view/doc.h"

/* ------------------------------------------------------------ preparing */

/* Replaces each {what argument} by what the caller's table says it is. */
static bool
expand_text(struct buf *b, struct str sql, const struct db_options *options)
{
	while (sql.n > 0) {
		size_t open = str_index(sql, '{');
		struct str rest = str_from(sql, open + 1), what;
		size_t close = str_index(rest, '}');

		buf_add(b, sql.p, open);
		if (open == sql.n)
			break;
		if (close == rest.n || options->expand == NULL)
			return false;
		what = (struct str){ rest.p, str_index((struct str){ rest.p, close }, ' ') };
		if (!options->expand(b, what,
		    str_trim((struct str){ rest.p + what.n, close - what.n })))
			return false;
		sql = str_from(rest, close + 1);
	}
	return true;
}

/* Reads a column's alias: see the table in stmt.h. */
static struct column
column_read(struct mem *m, const char *alias)
{
	struct str s = str_of(alias);
	size_t slash = str_index(s, '/');

	if (s.n > 0 && s.p[0] == '.')
		return (struct column){ .type = COLUMN_HIDDEN };
	if (slash < s.n)
		return (struct column){ .type = COLUMN_SCALED,
		    .key = mem_strdup(m, (struct str){ s.p, slash }),
		    .decimals = (unsigned)(s.p[slash + 1] - '0') };
	if (str_ends(s, STR("?")))
		return (struct column){ .type = COLUMN_BOOLEAN,
		    .key = mem_strdup(m, (struct str){ s.p, s.n - 1 }) };
	if (str_ends(s, STR("|")))
		return (struct column){ .type = COLUMN_LIST,
		    .key = mem_strdup(m, (struct str){ s.p, s.n - 1 }) };
	return (struct column){ .type = COLUMN_PLAIN, .key = mem_strdup(m, s) };
}

/* A look at the first word saves a reader the memory of what it may not run. */
static bool
is_written_to_write(const char *sql)
{
	static const char *const words[] = { "INSERT", "UPDATE", "DELETE" };

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strncmp(sql, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* SQLITE_OK, or SQLite's code after logging what is wrong. */
static int
prepare(struct db *db, enum sql which)
{
	const struct sql_text *text = &sql_texts[which];
	struct stmt *s = &db->stmt[which];
	struct mem *m;
	struct buf sql;
	int code = SQLITE_ERROR;

	*s = (struct stmt){ .db = db, .name = text->name };
	if (!db->writing && is_written_to_write(text->text))
		return SQLITE_OK;
	m = mem_new(0);
	buf_init(&sql, m, 2048);
	if (expand_text(&sql, str_of(text->text), &db->options)) {
		code = sqlite3_prepare_v3(db->handle, buf_cstr(&sql), (int)sql.n,
		    SQLITE_PREPARE_PERSISTENT, &s->handle, NULL);
		if (code != SQLITE_OK)
			log_event(LOG_ERROR, "statement", "name=%s problem=\"%s\"", text->name,
			    sqlite3_errmsg(db->handle));
	} else {
		log_event(LOG_ERROR, "statement", "name=%s problem=\"unknown {…}\"", text->name);
	}
	mem_free(m);
	if (code != SQLITE_OK)
		return code;
	if (!db->writing && !sqlite3_stmt_readonly(s->handle)) {
		sqlite3_finalize(s->handle);
		s->handle = NULL;
		return SQLITE_OK;
	}
	s->columns = sqlite3_column_count(s->handle);
	s->column = mem_calloc(db->mem, (size_t)s->columns, sizeof(*s->column));
	for (int i = 0; i < s->columns; i++)
		s->column[i] = column_read(db->mem, sqlite3_column_name(s->handle, i));
	return SQLITE_OK;
}

int
stmt_prepare_all(struct db *db)
{
	unsigned of = db->options.which == DB_SEARCHES ? SQL_OF_SEARCHES : SQL_OF_DIRECTORY;
	int worst = SQLITE_OK;

	/* All that do not fit are named; a file that cannot be read is so for every one of them. */
	for (enum sql i = 0; i < SQL_COUNT && (worst & 0xff) <= SQLITE_ERROR; i++) {
		int code = SQLITE_OK;

		if (sql_texts[i].of & of)
			code = prepare(db, i);

		if (code != SQLITE_OK)
			worst = code;
	}
	return worst;
}

void
stmt_finalize_all(struct db *db)
{
	for (enum sql i = 0; i < SQL_COUNT; i++) {
		sqlite3_finalize(db->stmt[i].handle);
		db->stmt[i].handle = NULL;
	}
}

/* --------------------------------------------------------------- running */

static struct stmt *
use(struct db *db, enum sql which)
{
	struct stmt *s = &db->stmt[which];
	int code;

	assert(!s->busy);
	if (s->handle == NULL && db->options.lazily && (code = prepare(db, which)) != SQLITE_OK)
		db_remember(db, code, s->name);
	/* With an error remembered nothing will be done with it. */
	assert(s->handle != NULL || db->err != ERR_NONE);
	s->busy = true;
	return s;
}

struct stmt *
db_read(struct reader *r, enum sql which)
{
	return use(r->db, which);
}

struct stmt *
db_write(struct writer *w, enum sql which)
{
	return use(w->reader.db, which);
}

void
stmt_end(struct stmt *s)
{
	if (s->handle != NULL) {
		sqlite3_reset(s->handle);
		sqlite3_clear_bindings(s->handle);
	}
	s->busy = false;
}

static int
parameter(const struct stmt *s, const char *name)
{
	int i = sqlite3_bind_parameter_index(s->handle, name);

	assert(i > 0 || s->handle == NULL);
	return i;
}

void
db_bind_str(struct stmt *s, const char *name, struct str value)
{
	int i = parameter(s, name);

	if (value.p == NULL)
		sqlite3_bind_null(s->handle, i);
	else
		sqlite3_bind_text64(s->handle, i, value.p, value.n, SQLITE_STATIC, SQLITE_UTF8);
}

void
db_bind_int(struct stmt *s, const char *name, int64_t value)
{
	sqlite3_bind_int64(s->handle, parameter(s, name), value);
}

void
db_bind_null(struct stmt *s, const char *name)
{
	sqlite3_bind_null(s->handle, parameter(s, name));
}

bool
db_has(const struct stmt *s, const char *name)
{
	return sqlite3_bind_parameter_index(s->handle, name) > 0;
}

void
db_bind_members(struct stmt *s, const json_t *object)
{
	for (int i = sqlite3_bind_parameter_count(s->handle); i > 0; i--) {
		const json_t *value = doc_get(object,
		    sqlite3_bind_parameter_name(s->handle, i) + 1);
		struct str text = doc_str(value);

		if (doc_is_string(value))
			sqlite3_bind_text64(s->handle, i, text.p, text.n, SQLITE_STATIC,
			    SQLITE_UTF8);
		else if (value != NULL)
			sqlite3_bind_int64(s->handle, i, doc_int(value));
		else
			sqlite3_bind_null(s->handle, i);
	}
}

bool
db_next(struct stmt *s)
{
	int code;

	if (s->db->err == ERR_NONE) {
		code = sqlite3_step(s->handle);
		if (code == SQLITE_ROW)
			return true;
		if (code != SQLITE_DONE)
			db_remember(s->db, code, s->name);
	}
	stmt_end(s);
	return false;
}

struct str
db_text(struct stmt *s, int column)
{
	const unsigned char *p = sqlite3_column_text(s->handle, column);

	if (p == NULL)
		return STR_NONE;
	return (struct str){ (const char *)p, (size_t)sqlite3_column_bytes(s->handle, column) };
}

int64_t
db_int(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->handle, column);
}

/* ----------------------------------------------------------- into documents */

static json_t *
list_value(struct str joined)
{
	json_t *list = doc_array();
	struct str part;

	while (str_cut(&joined, '|', &part))
		doc_append(list, doc_string(part));
	return list;
}

static json_t *
column_value(struct stmt *s, int i)
{
	const struct column *c = &s->column[i];

	if (c->type == COLUMN_LIST)
		return list_value(db_text(s, i));
	if (sqlite3_column_type(s->handle, i) != SQLITE_INTEGER)
		return doc_string(db_text(s, i));
	if (c->type == COLUMN_BOOLEAN)
		return db_int(s, i) != 0 ? doc_boolean(true) : NULL;
	if (c->type == COLUMN_SCALED)
		return doc_scaled(db_int(s, i), c->decimals);
	return doc_integer(db_int(s, i));
}

void
db_fill(struct stmt *s, json_t *object)
{
	for (int i = 0; i < s->columns; i++)
		if (s->column[i].type != COLUMN_HIDDEN &&
		    sqlite3_column_type(s->handle, i) != SQLITE_NULL)
			doc_set(object, s->column[i].key, column_value(s, i));
}

bool
db_row_maybe(struct stmt *s, json_t *object)
{
	if (!db_next(s))
		return false;
	db_fill(s, object);
	stmt_end(s);
	return true;
}

void
db_row(struct stmt *s, json_t *object)
{
	struct db *db = s->db;

	if (!db_row_maybe(s, object) && db->err == ERR_NONE)
		db->err = ERR_NOT_FOUND;
}

json_t *
db_rows(struct stmt *s)
{
	json_t *rows = doc_array();

	while (db_next(s)) {
		json_t *row = doc_object();

		db_fill(s, row);
		doc_append(rows, row);
	}
	return rows;
}

void
db_run(struct stmt *s)
{
	if (db_next(s))
		stmt_end(s);
}

int64_t
db_number(struct stmt *s)
{
	int64_t n = 0;

	if (db_next(s)) {
		n = db_int(s, 0);
		stmt_end(s);
	}
	return n;
}

void
db_scans(struct reader *r, void (*each)(void *, const char *, const char *, int, int), void *ctx)
{
	for (enum sql i = 0; i < SQL_COUNT; i++) {
		sqlite3_stmt *h = r->db->stmt[i].handle;

		if (h != NULL)
			each(ctx, sql_texts[i].name, sql_texts[i].scan,
			    sqlite3_stmt_status(h, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0),
			    sqlite3_stmt_status(h, SQLITE_STMTSTATUS_SORT, 0));
	}
}
