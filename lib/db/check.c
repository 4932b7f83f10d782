/* check.c: whether a database is whole, and its index of the same records. */
#include <string.h>

#include "lib/base/log.h"
#include "lib/db/db_private.h"

enum { PROBLEMS_SAID = 20 };            /* of each sort */

size_t
db_check_rows(sqlite3 *h, const char *sql, const char *what)
{
	sqlite3_stmt *s = NULL;
	size_t problems = 0;
	int code = sqlite3_prepare_v2(h, sql, -1, &s, NULL);

	while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(s, 0);

		code = SQLITE_OK;
		if (text == NULL || strcmp(text, "ok") == 0)
			continue;
		if (++problems <= PROBLEMS_SAID)
			log_say("%s: %s", what, text);
	}
	if (problems > PROBLEMS_SAID)
		log_say("%s: … and %zu more", what, problems - PROBLEMS_SAID);
	if (code != SQLITE_DONE) {
		log_say("%s: %s", what, sqlite3_errmsg(h));
		problems++;
	}
	sqlite3_finalize(s);
	return problems;
}

size_t
db_check(const char *path)
{
	static const struct {
		const char *what;
		const char *sql;
	} checks[] = {
		{ "file", "PRAGMA integrity_check" },
		{ "foreign keys", "SELECT \"table\" || ' row ' || coalesce(rowid, '?') || ' refers to a missing '"
		    " || parent FROM pragma_foreign_key_check" },
		{ "search index", "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)" },
		{ "search documents", "SELECT 'record ' || uuid || ' is public but cannot be found'"
		    " FROM public_record WHERE kind NOT IN ('term', 'country') AND"
		    " id NOT IN (SELECT id FROM search_document) UNION ALL"
		    " SELECT 'record ' || uuid || ' is not public but can be found' FROM record"
		    " JOIN search_document USING (id) WHERE state <> 'published' UNION ALL"
		    " SELECT 'document ' || id || ' belongs to no record that can be found' FROM search_document"
		    " WHERE id NOT IN (SELECT id FROM record WHERE kind NOT IN ('term', 'country'))" },
		{ "words", "SELECT 'the word ' || term || ' is in ' || doc || ' documents of the index, not '"
		    " || coalesce(records, 0) FROM search_vocabulary LEFT JOIN search_word ON word = term"
		    " WHERE term >= '0' AND records IS NOT doc"
		    " UNION ALL SELECT 'the word ' || word || ' is not in the index' FROM search_word"
		    " WHERE word NOT IN (SELECT term FROM search_vocabulary)"
		    " UNION ALL SELECT 'the word ' || word || ' is counted wrongly' FROM search_word"
		    " WHERE records < 1 << (level - 1) OR records >= 1 << level" },
		{ "slugs", "SELECT 'record ' || uuid || ' has a slug that is not kept'"
		    " FROM record AS r WHERE NOT EXISTS (SELECT 1 FROM slug AS s"
		    " WHERE s.kind = r.kind AND s.slug = r.slug AND s.record = r.id)" },
	};
	struct db db = { .handle = NULL };
	size_t problems = 0;
	int code = sqlite3_open_v2(path, &db.handle, SQLITE_OPEN_READWRITE, NULL);

	if (code == SQLITE_OK)
		code = db_register_functions(&db);
	if (code != SQLITE_OK || !db_check_version(db.handle, path, db_application_id())) {
		if (code != SQLITE_OK)
			db_say_why(path, code);
		db_close_handle(&db);
		return 1;
	}
	sqlite3_busy_timeout(db.handle, DB_BUSY_MS);
	db.terms = memo_new(DB_WORDS_KEPT);
	for (size_t i = 0; i < COUNT_OF(checks); i++)
		problems += db_check_rows(db.handle, checks[i].sql, checks[i].what);
	db_close_handle(&db);
	return problems;
}
