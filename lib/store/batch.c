/* batch.c: many records are taken back as one. */
#include "lib/store/batch.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/store/index.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

enum { BATCHES_SHOWN = 10 };

/* ------------------------------------------------------------------- keeping */

void
batch_open(struct writer *w)
{
	writer_begin(w);
	db_deadline_stop(&w->reader);
	store_index_in_bulk(w);
}

enum err
batch_close(struct writer *w, enum err e)
{
	enum err ended;

	db_deadline_start(&w->reader);
	ended = writer_end(w, e == ERR_NONE);
	if (ended == ERR_NONE)
		return e;
	return ended == ERR_INVALID || ended == ERR_CONFLICT ? ERR_INTERNAL : ended;
}

int64_t
batch_begin(struct writer *w, const struct kind *k, const struct account *by, const char *action,
    struct str note)
{
	struct stmt *q = db_write(w, SQL_INSERT_BATCH);
	char now[CLOCK_TEXT];

	clock_now(now);
	db_bind_str(q, ":kind", str_of(k->name));
	db_bind_int(q, ":account", by->id);
	db_bind_str(q, ":action", str_of(action));
	db_bind_str(q, ":note", note);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
	return writer_last_id(w);
}

void
batch_keep(struct writer *w, int64_t batch, int64_t record, struct str before,
    struct str before_state)
{
	struct stmt *q = db_write(w, SQL_INSERT_BATCH_RECORD);

	db_bind_int(q, ":batch", batch);
	db_bind_int(q, ":record", record);
	db_bind_str(q, ":before", before);
	db_bind_str(q, ":before_state", before_state);
	if (before.p == NULL)
		db_bind_int(q, ":is_new", 1);
	db_run(q);
}

/* ---------------------------------------------------------------- taking back */

struct kept {
	int64_t record;
	struct str before;              /* STR_NONE: it is new */
	struct str state;               /* that it is to have again; STR_NONE: that did not change */
};

/* One's own; all of them for those whose every record of the kind it is. */
static void
bind_account(struct stmt *q, const struct kind *k, const struct account *by)
{
	db_bind_str(q, ":kind", str_of(k->name));
	if (rights_reach(by->role, ACTION_PUBLISH, k) != REACH_ALL)
		db_bind_int(q, ":account", by->id);
}

static bool
is_theirs(struct reader *r, const struct kind *k, const struct account *by, int64_t batch)
{
	struct stmt *q;

	if (batch <= 0 || rights_reach(by->role, ACTION_PUBLISH, k) == REACH_NONE)
		return false;
	q = db_read(r, SQL_FIND_BATCH);
	db_bind_int(q, ":batch", batch);
	bind_account(q, k, by);
	return db_number(q) == batch;
}

/* The record as it was before. False: what it was cannot be read. */
static bool
restore(struct writer *w, struct mem *m, const struct kind *k, const struct account *by,
    const struct kept *was, struct str note)
{
	struct save s = { .kind = k, .record = was->record, .account = by->id, .note = note };
	const char *problem;
	int line;

	if (was->before.p == NULL) {
		store_withdraw(w, m, k, was->record,
		    &(struct withdrawal){ .state = STR("archived"), .account = by->id, .note = note });
		return true;
	}
	s.values = doc_read(m, was->before, &problem, &line);
	if (s.values == NULL)
		return false;
	s.translations = doc_get(s.values, "translations");
	if (s.translations != NULL)
		s.translations = doc_copy(s.translations);
	doc_remove(s.values, "translations");
	if (str_is(was->state, "published"))
		s.as = SAVE_PUBLIC;
	else if (was->state.p != NULL)
		store_withdraw(w, m, k, was->record,
		    &(struct withdrawal){ .state = was->state, .account = by->id, .note = note });
	store_save(w, m, &s);
	return true;
}

static void
note_restored(struct writer *w, int64_t batch, int64_t record)
{
	struct stmt *q = db_write(w, SQL_UPDATE_BATCH_RECORD_RESTORED);

	db_bind_int(q, ":batch", batch);
	db_bind_int(q, ":record", record);
	db_run(q);
}

/* The next record of the batch that nobody has changed since; false at the end. */
static bool
next_record(struct writer *w, struct mem *m, int64_t batch, struct kept *was)
{
	struct stmt *q = db_read(&w->reader, SQL_NEXT_BATCH_RECORD);

	db_bind_int(q, ":batch", batch);
	db_bind_int(q, ":after", was->record);
	if (!db_next(q))
		return false;
	was->record = db_int(q, 0);
	was->before = db_int(q, 1) == 1 ? STR_NONE : mem_dup(m, db_text(q, 2));
	was->state = db_text(q, 3).p == NULL ? STR_NONE : mem_dup(m, db_text(q, 3));
	stmt_end(q);
	return true;
}

static void
restore_all(struct writer *w, const struct kind *k, const struct account *by, int64_t batch,
    struct str note)
{
	struct mem *m = mem_new(64 * 1024), *outer = mem_use(m);
	struct kept was = { .record = 0 };

	while (next_record(w, m, batch, &was)) {
		if (edit_may(&w->reader, by, ACTION_PUBLISH, k, was.record) &&
		    restore(w, m, k, by, &was, note))
			note_restored(w, batch, was.record);
		mem_reset(m);
	}
	mem_use(outer);
	mem_free(m);
}

enum err
batch_undo(struct writer *w, const struct kind *k, const struct account *by, int64_t batch,
    struct str note)
{
	char now[CLOCK_TEXT];
	struct stmt *q;

	batch_open(w);
	if (!is_theirs(&w->reader, k, by, batch))
		return batch_close(w, ERR_NOT_FOUND);
	clock_now(now);
	q = db_write(w, SQL_UPDATE_BATCH_UNDONE);
	db_bind_int(q, ":batch", batch);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
	restore_all(w, k, by, batch, note);
	store_learn(w, NULL, NULL);
	return batch_close(w, ERR_NONE);
}

json_t *
batch_list(struct reader *r, const struct kind *k, const struct account *by, bool imports)
{
	struct stmt *q = db_read(r, SQL_LIST_BATCHES);

	bind_account(q, k, by);
	db_bind_int(q, ":imports", imports);
	db_bind_int(q, ":limit", BATCHES_SHOWN);
	return db_rows(q);
}

json_t *
batch_kept(struct reader *r, int64_t batch)
{
	struct stmt *q = db_read(r, SQL_LIST_BATCH_KEPT);

	db_bind_int(q, ":batch", batch);
	return db_rows(q);
}
