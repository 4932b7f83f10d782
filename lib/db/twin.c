/* twin.c: the tables search and search_word under other names. */
#include "lib/db/twin.h"

#include <stdio.h>
#include <string.h>

#include "lib/db/db_private.h"
#include "lib/db/documents.h"

/* Rows that are removed at a time: some ten milliseconds. */
enum { BLOCKS = 500, ROWS = 5000 };

/* ------------------------------------------------------------------------ names */

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* The bytes of the name of the index or of its words that text begins with; 0: it does not. */
static size_t
index_name(struct str text)
{
	static const char *const names[] = { "search_word", "search" };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct str name = str_of(names[i]);

		if (str_starts(text, name) && (text.n == name.n || !is_name(text.p[name.n])))
			return name.n;
	}
	return 0;
}

/* The next such name in text; text.n when there is none. */
static size_t
find_index(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((i == 0 || !is_name(text.p[i - 1])) && index_name(str_from(text, i)) > 0)
			return i;
	return text.n;
}

bool
twin_is_about_index(struct str sql)
{
	return find_index(sql) < sql.n;
}

void
twin_rename(struct buf *b, struct str sql)
{
	size_t at;

	while ((at = find_index(sql)) < sql.n) {
		buf_add(b, sql.p, at + strlen("search"));
		buf_puts(b, "_next");
		sql = str_from(sql, at + strlen("search"));
	}
	buf_str(b, sql);
}

/* --------------------------------------------------------------------- running */

static void
run(struct writer *w, const char *sql)
{
	struct db *db = w->reader.db;

	if (db->err == ERR_NONE && sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		db_remember(db, sqlite3_extended_errcode(db->handle), sql);
}

/* True when the statement answers a row; that it cannot be prepared is an answer, too. */
static bool
answers(struct writer *w, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(w->reader.db->handle, sql, -1, &s, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(s);
	sqlite3_finalize(s);
	return code == SQLITE_ROW;
}

static bool
has_table(struct writer *w, const char *name)
{
	char sql[128];

	snprintf(sql, sizeof(sql), "SELECT 1 FROM sqlite_schema WHERE name = '%s'", name);
	return answers(w, sql);
}

/*
 * An index whose own tables are damaged, missing or emptied cannot be opened, and
 * what cannot be opened can neither be renamed nor dropped. With these it is an
 * empty one (https://sqlite.org/fts5.html, section 9); 10 is the row of its structure.
 */
static void
make_openable(struct writer *w, const char *index)
{
	static const char *const repairs[] = {
		"CREATE TABLE IF NOT EXISTS %s_config (k PRIMARY KEY, v) WITHOUT ROWID",
		"INSERT OR REPLACE INTO %s_config VALUES ('version', 4)",
		"CREATE TABLE IF NOT EXISTS %s_data (id INTEGER PRIMARY KEY, block BLOB)",
		"INSERT OR REPLACE INTO %s_data VALUES (1, x''), (10, x'00000000000000')",
		"CREATE TABLE IF NOT EXISTS %s_idx (segid, term, pgno, PRIMARY KEY (segid, term)) WITHOUT ROWID",
		"CREATE TABLE IF NOT EXISTS %s_content (id INTEGER PRIMARY KEY, c0, c1, c2, c3)",
		"CREATE TABLE IF NOT EXISTS %s_docsize (id INTEGER PRIMARY KEY, sz BLOB)",
	};
	char sql[160];

	for (size_t i = 0; i < COUNT_OF(repairs); i++) {
		snprintf(sql, sizeof(sql), repairs[i], index);
		run(w, sql);
	}
}

/* A statement of sql/schema.sql, from the line that begins so. */
static struct str
schema_statement(struct mem *m, const char *begin)
{
	const char *const *line = sql_schema;
	struct buf b;

	buf_init(&b, m, 1024);
	while (*line != NULL && strncmp(*line, begin, strlen(begin)) != 0)
		line++;
	for (; *line != NULL; line++) {
		buf_puts(&b, *line);
		if (strncmp(*line, ")", 1) == 0)
			break;
	}
	return buf_view(&b);
}

static void
create(struct writer *w, const char *begin)
{
	struct mem *m = mem_new(0);
	struct buf sql;

	buf_init(&sql, m, 1024);
	twin_rename(&sql, schema_statement(m, begin));
	run(w, buf_cstr(&sql));
	mem_free(m);
}

/* What is left when somebody took only the index itself away. */
static void
drop_shadows(struct writer *w, const char *index)
{
	static const char *const shadows[] = { "data", "idx", "content", "docsize", "config" };
	char sql[128];

	for (size_t i = 0; i < COUNT_OF(shadows); i++) {
		snprintf(sql, sizeof(sql), "DROP TABLE IF EXISTS %s_%s", index, shadows[i]);
		run(w, sql);
	}
}

void
twin_create(struct writer *w)
{
	create(w, "CREATE VIRTUAL TABLE search ");
	create(w, "CREATE TABLE search_word ");
}

void
twin_use(struct writer *w, bool twin)
{
	w->reader.db->twin = twin;
}

/* Views go on meaning what has the name now: without the old way ALTER would follow the tables. */
void
twin_swap(struct writer *w)
{
	documents_count(w);
	twin_use(w, false);
	run(w, "PRAGMA legacy_alter_table = ON");
	if (has_table(w, "search") &&
	    !answers(w, "SELECT count(*) FROM (SELECT 1 FROM search LIMIT 1)"))
		make_openable(w, "search");
	if (!has_table(w, "search"))
		drop_shadows(w, "search");
	else
		run(w, "ALTER TABLE search RENAME TO search_old");
	if (has_table(w, "search_word"))
		run(w, "ALTER TABLE search_word RENAME TO search_old_word");
	run(w, "ALTER TABLE search_next RENAME TO search");
	run(w, "ALTER TABLE search_next_word RENAME TO search_word");
	run(w, "PRAGMA legacy_alter_table = OFF");
}

/* -------------------------------------------------------------------- clearing */

/* True when rows were removed. Shadow tables are emptied past the index: it will never be asked again. */
static bool
clear_table(struct writer *w, const char *index, const char *table, const char *key, int rows)
{
	char name[64], sql[256];

	snprintf(name, sizeof(name), "%s%s", index, table);
	if (!has_table(w, name))
		return false;
	snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE %s IN (SELECT %s FROM %s LIMIT %d)", name,
	    key, key, name, rows);
	run(w, sql);
	return w->reader.db->err == ERR_NONE && sqlite3_changes(w->reader.db->handle) > 0;
}

static void
drop(struct writer *w, const char *index)
{
	char sql[128];

	if (has_table(w, index))
		make_openable(w, index);
	snprintf(sql, sizeof(sql), "DROP TABLE IF EXISTS %s", index);
	run(w, sql);
	snprintf(sql, sizeof(sql), "DROP TABLE IF EXISTS %s_word", index);
	run(w, sql);
}

bool
twin_clear(struct writer *w)
{
	static const char *const left[] = { "search_next", "search_old" };

	for (size_t i = 0; i < COUNT_OF(left); i++) {
		if (clear_table(w, left[i], "_data", "id", BLOCKS) ||
		    clear_table(w, left[i], "_content", "id", BLOCKS) ||
		    clear_table(w, left[i], "_docsize", "id", ROWS) ||
		    clear_table(w, left[i], "_word", "word", ROWS))
			return true;
		drop(w, left[i]);
	}
	return false;
}
