/* stmt.c: prepared statements, their values and their rows. */
#include "lib/db/stmt.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

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

/* The index is gone or cannot even be opened: everything else goes on. */
static bool
is_about_missing_index(struct stmt *s, int code)
{
	const char *problem = sqlite3_errmsg(s->db->handle);

	if (((code & 0xff) != SQLITE_ERROR && code != SQLITE_CORRUPT_VTAB) ||
	    s->db->options.which != DB_DIRECTORY)
		return false;
	s->missing = strstr(problem, "search") != NULL && strstr(problem, "such column") == NULL;
	if (s->missing)
		log_event(LOG_ERROR, "search-index",
		    "statement=%s problem=\"%s\" mend=\"medverk rebuild\"", s->name, problem);
	return s->missing;
}

/* SQLITE_OK, also when the index is missing, or SQLite's code after logging what is wrong. */
static int
prepare(struct stmt *s, struct str sql)
{
	struct db *db = s->db;
	int code = sqlite3_prepare_v3(db->handle, sql.p, (int)sql.n, SQLITE_PREPARE_PERSISTENT,
	    &s->handle, NULL);

	s->missing = false;
	if (code != SQLITE_OK && is_about_missing_index(s, code))
		return SQLITE_OK;
	if (code != SQLITE_OK) {
		log_event(LOG_ERROR, "statement", "name=%s problem=\"%s\"", s->name,
		    sqlite3_errmsg(db->handle));
		return code;
	}
	if (!db->writing && !sqlite3_stmt_readonly(s->handle)) {
		sqlite3_finalize(s->handle);
		s->handle = NULL;
		return SQLITE_OK;
	}
	s->columns = sqlite3_column_count(s->handle);
	s->column = mem_calloc(db->mem, (size_t)s->columns, sizeof(*s->column));
	for (int i = 0; i < s->columns; i++)
		s->column[i] = column_read(db->mem, sqlite3_column_name(s->handle, i));
	s->parameters = sqlite3_bind_parameter_count(s->handle);
	s->parameter = mem_calloc(db->mem, (size_t)s->parameters, sizeof(*s->parameter));
	for (int i = 0; i < s->parameters; i++)
		s->parameter[i] = mem_strdup(db->mem,
		    str_of(sqlite3_bind_parameter_name(s->handle, i + 1)));
	return SQLITE_OK;
}

/* The statement as it is written, or the same about the twin of the index. */
static int
prepare_known(struct stmt *s, enum sql which, bool twin)
{
	struct mem *m = mem_new(0);
	struct buf sql, renamed;
	int code = SQLITE_ERROR;

	buf_init(&sql, m, 2048);
	buf_init(&renamed, m, 0);
	if (!expand_text(&sql, str_of(sql_texts[which].text), &s->db->options)) {
		log_event(LOG_ERROR, "statement", "name=%s problem=\"unknown {…}\"", s->name);
	} else if (twin) {
		twin_rename(&renamed, buf_view(&sql));
		code = prepare(s, buf_view(&renamed));
	} else {
		code = prepare(s, buf_view(&sql));
	}
	mem_free(m);
	return code;
}

static int
prepare_own(struct db *db, enum sql which)
{
	const struct sql_text *text = &sql_texts[which];

	db->stmt[which] = (struct stmt){ .db = db, .name = text->name };
	if (!db->writing && is_written_to_write(text->text))
		return SQLITE_OK;
	return prepare_known(&db->stmt[which], which, false);
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
			code = prepare_own(db, i);
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
		if (db->twins != NULL)
			sqlite3_finalize(db->twins[i].handle);
	}
	db->twins = NULL;
}

/* --------------------------------------------------------------- running */

static struct stmt *
twin_of(struct db *db, enum sql which)
{
	struct stmt *s;

	if (db->twins == NULL)
		db->twins = mem_calloc(db->mem, SQL_COUNT, sizeof(*db->twins));
	s = &db->twins[which];
	if (s->handle == NULL)
		*s = (struct stmt){ .db = db, .name = sql_texts[which].name };
	return s;
}

static struct stmt *
use(struct db *db, enum sql which)
{
	bool twin = db->twin && twin_is_about_index(str_of(sql_texts[which].text));
	struct stmt *s = twin ? twin_of(db, which) : &db->stmt[which];
	int code = SQLITE_OK;

	assert(!s->busy);
	if (twin && s->handle == NULL)
		code = prepare_known(s, which, true);
	else if (s->handle == NULL && (db->options.lazily || s->missing))
		code = prepare_own(db, which);
	if (code != SQLITE_OK)
		db_remember(db, code, s->name);
	if (s->missing)
		db_fail(&(struct reader){ db }, ERR_UNAVAILABLE);
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

/* The number of a parameter; 0: there is none. SQLite's own search takes five times as long. */
static int
find_parameter(const struct stmt *s, const char *name)
{
	for (int i = 0; i < s->parameters; i++)
		if (strcmp(s->parameter[i], name) == 0)
			return i + 1;
	return 0;
}

static int
parameter(const struct stmt *s, const char *name)
{
	int i = find_parameter(s, name);

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
	return find_parameter(s, name) > 0;
}

void
db_bind_members(struct stmt *s, const json_t *object)
{
	for (int i = s->parameters; i > 0; i--) {
		const json_t *value = doc_get(object, s->parameter[i - 1] + 1);
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
