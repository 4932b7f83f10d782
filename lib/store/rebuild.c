/* rebuild.c: batches, catching up, the change of places. */
#include "lib/store/rebuild.h"

#include <time.h>

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/db/twin.h"
#include "lib/store/index_private.h"

/* A writer that waits tries again after at most 100 ms (SQLite's busy handler): the pauses let it in. */
enum { BATCH_MS = 50, PAUSE_MS = 25 };

struct rebuild {
	struct writer *w;
	struct mem *mem, *one;
	void (*progress)(void *ctx, size_t done, size_t of);
	void *ctx;
	int64_t record;         /* the last that was looked at */
	int64_t last_record;
	int64_t seq;            /* the last change that is in the new index, or among the rows */
	struct rows rows;       /* to be written again, up to `written` */
	size_t written;
	bool done;
};

static void
pause_between(void)
{
	struct timespec t = { .tv_nsec = PAUSE_MS * 1000000L };

	nanosleep(&t, NULL);
}

static enum err
clear_left(struct writer *w)
{
	bool more = true;
	enum err e = ERR_NONE;

	while (more && e == ERR_NONE) {
		writer_begin(w);
		more = twin_clear(w);
		e = writer_end(w, true);
		if (more)
			pause_between();
	}
	return e;
}

/* ----------------------------------------------------------------------- filling */

static void
begin(struct rebuild *rb)
{
	struct stmt *q;

	twin_create(rb->w);
	rb->seq = db_number(db_read(&rb->w->reader, SQL_FIND_LAST_PUBLIC_CHANGE));
	q = db_read(&rb->w->reader, SQL_FIND_LAST_ROW);
	rb->last_record = db_number(q);
	indexer_of(rb->w)->fixed = true;
}

/* The next row of any kind; false behind the last. */
static bool
next_record(struct rebuild *rb)
{
	struct stmt *q = db_read(&rb->w->reader, SQL_NEXT_RECORD);

	db_bind_int(q, ":record", rb->record);
	if (!db_next(q))
		return false;
	rb->record = db_int(q, 0);
	stmt_end(q);
	return true;
}

static bool
fill(struct rebuild *rb)
{
	int64_t began = clock_ms();

	while (clock_ms() - began < BATCH_MS) {
		if (!next_record(rb))
			return false;
		index_write(rb->w, rb->one, rb->record);
	}
	return true;
}

/* --------------------------------------------------------------------- catching up */

/* Those that name a record follow its name. */
static void
add_with_sources(struct rebuild *rb, int64_t record)
{
	struct stmt *q = db_read(&rb->w->reader, SQL_LIST_SOURCES);

	rows_add(&rb->rows, record);
	db_bind_int(q, ":record", record);
	while (db_next(q))
		rows_add(&rb->rows, db_int(q, 0));
}

/* False when nothing has changed since the last look. */
static bool
add_changes(struct rebuild *rb)
{
	struct rows changed = { .mem = rb->mem };
	struct stmt *q = db_read(&rb->w->reader, SQL_LIST_CHANGES_AFTER);

	db_bind_int(q, ":seq", rb->seq);
	while (db_next(q)) {
		rb->seq = db_int(q, 0);
		rows_add(&changed, db_int(q, 1));
	}
	for (size_t i = 0; i < changed.count; i++)
		add_with_sources(rb, changed.record[i]);
	return changed.count > 0;
}

/* Words that were learnt meanwhile, by others or from what was written here. */
static void
learn(struct rebuild *rb)
{
	struct indexer *ix = rb->w->indexer;
	int64_t version = db_data_version(&rb->w->reader);

	if (ix->version != version)
		learn_from_others(rb->w);
	ix->version = version;
	if (ix->words > 0)
		learn_all(rb->w, &rb->rows);
}

/* When nothing is left to do in the same transaction, the new index is as the tables are: they change places. */
static void
catch_up(struct rebuild *rb)
{
	int64_t began = clock_ms();
	bool changed = add_changes(rb);

	learn(rb);
	while (rb->written < rb->rows.count && clock_ms() - began < BATCH_MS)
		index_write(rb->w, rb->one, rb->rows.record[rb->written++]);
	if (changed || rb->written < rb->rows.count || rb->w->indexer->words > 0)
		return;
	twin_swap(rb->w);
	rb->done = true;
}

/* ------------------------------------------------------------------------- public */

/* One transaction after the other until step() says that there are no more. */
static enum err
in_batches(struct rebuild *rb, bool (*step)(struct rebuild *))
{
	bool more = true;

	while (more) {
		enum err e;

		writer_begin(rb->w);
		twin_use(rb->w, true);
		more = step(rb);
		e = writer_end(rb->w, true);
		twin_use(rb->w, false);
		if (e != ERR_NONE)
			return e;
		if (rb->progress != NULL)
			rb->progress(rb->ctx, (size_t)rb->record, (size_t)rb->last_record);
		if (more)
			pause_between();
	}
	return ERR_NONE;
}

static bool
step_catch_up(struct rebuild *rb)
{
	catch_up(rb);
	return !rb->done;
}

enum err
store_rebuild(struct writer *w, void (*progress)(void *ctx, size_t done, size_t of), void *ctx)
{
	struct rebuild rb = { .w = w, .mem = mem_new(0), .one = mem_new(64 * 1024),
		.progress = progress, .ctx = ctx };
	enum err e;

	writer_wait(w, REBUILD_WAIT_MS);
	e = clear_left(w);
	rb.rows.mem = rb.mem;
	if (e == ERR_NONE) {
		writer_begin(w);
		begin(&rb);
		e = writer_end(w, true);
	}
	if (e == ERR_NONE)
		e = in_batches(&rb, fill);
	if (e == ERR_NONE)
		e = in_batches(&rb, step_catch_up);
	if (w->indexer != NULL)
		w->indexer->fixed = false;
	mem_free(rb.one);
	mem_free(rb.mem);
	if (e == ERR_NONE)
		e = clear_left(w);
	writer_wait(w, 0);
	return e;
}
