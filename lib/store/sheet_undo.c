/* sheet_undo.c: an import is taken back as one. */
#include "lib/store/sheet.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/store/index.h"
#include "lib/view/doc.h"

enum { IMPORTS_SHOWN = 10 };

/* One's own; all of them for those whose every record of the kind it is. */
static void
bind_account(struct stmt *q, const struct kind *k, const struct account *by)
{
	db_bind_str(q, ":kind", str_of(k->name));
	if (rights_reach(by->role, ACTION_PUBLISH, k) != REACH_ALL)
		db_bind_int(q, ":account", by->id);
}

static bool
is_theirs(struct reader *r, const struct kind *k, const struct account *by, int64_t import)
{
	struct stmt *q;

	if (import <= 0 || rights_reach(by->role, ACTION_PUBLISH, k) == REACH_NONE)
		return false;
	q = db_read(r, SQL_FIND_IMPORT);
	db_bind_int(q, ":import", import);
	bind_account(q, k, by);
	return db_number(q) == import;
}

/* The record as it was before; `before` STR_NONE: it was not there. False: what it was cannot be read. */
static bool
restore(struct writer *w, struct mem *m, const struct kind *k, const struct account *by,
    int64_t record, struct str before, struct str note)
{
	struct save s = { .kind = k, .record = record, .account = by->id, .note = note };
	const char *problem;
	int line;

	if (before.p == NULL) {
		store_withdraw(w, m, k, record, STR("archived"), STR_NONE, 0);
		return true;
	}
	s.values = doc_read(m, before, &problem, &line);
	if (s.values == NULL)
		return false;
	s.translations = doc_get(s.values, "translations");
	if (s.translations != NULL)
		s.translations = doc_copy(s.translations);
	doc_remove(s.values, "translations");
	store_save(w, m, &s);
	return true;
}

static void
note_restored(struct writer *w, int64_t import, int64_t record)
{
	struct stmt *q = db_write(w, SQL_UPDATE_IMPORT_RECORD_RESTORED);

	db_bind_int(q, ":import", import);
	db_bind_int(q, ":record", record);
	db_run(q);
}

/* The next record of the import that nobody has changed since; false at the end. */
static bool
next_record(struct writer *w, struct mem *m, int64_t import, int64_t *record, struct str *before)
{
	struct stmt *q = db_read(&w->reader, SQL_NEXT_IMPORT_RECORD);

	db_bind_int(q, ":import", import);
	db_bind_int(q, ":after", *record);
	if (!db_next(q))
		return false;
	*record = db_int(q, 0);
	*before = db_int(q, 1) == 1 ? STR_NONE : mem_dup(m, db_text(q, 2));
	stmt_end(q);
	return true;
}

static void
restore_all(struct writer *w, const struct kind *k, const struct account *by, int64_t import,
    struct str note)
{
	struct mem *m = mem_new(64 * 1024), *outer = mem_use(m);
	struct str before;
	int64_t record = 0;

	while (next_record(w, m, import, &record, &before)) {
		if (edit_may(&w->reader, by, ACTION_PUBLISH, k, record) &&
		    restore(w, m, k, by, record, before, note))
			note_restored(w, import, record);
		mem_reset(m);
	}
	mem_use(outer);
	mem_free(m);
}

enum err
sheet_undo(struct writer *w, const struct kind *k, const struct account *by, int64_t import,
    struct str note)
{
	char now[CLOCK_TEXT];
	struct stmt *q;

	writer_begin(w);
	if (!is_theirs(&w->reader, k, by, import)) {
		enum err e = writer_end(w, false);

		return e != ERR_NONE ? e : ERR_NOT_FOUND;
	}
	db_deadline_stop(&w->reader);
	store_index_in_bulk(w);
	clock_now(now);
	q = db_write(w, SQL_UPDATE_IMPORT_UNDONE);
	db_bind_int(q, ":import", import);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
	restore_all(w, k, by, import, note);
	store_learn(w, NULL, NULL);
	db_deadline_start(&w->reader);
	return writer_end(w, true);
}

json_t *
sheet_imports(struct reader *r, const struct kind *k, const struct account *by)
{
	struct stmt *q = db_read(r, SQL_LIST_IMPORTS);

	bind_account(q, k, by);
	db_bind_int(q, ":limit", IMPORTS_SHOWN);
	return db_rows(q);
}

json_t *
sheet_kept(struct reader *r, int64_t import)
{
	struct stmt *q = db_read(r, SQL_LIST_IMPORT_KEPT);

	db_bind_int(q, ":import", import);
	return db_rows(q);
}
