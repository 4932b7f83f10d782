/* due.c: one after the other. */
#include "lib/store/due.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/store/edit.h"
#include "lib/store/entry.h"
#include "lib/view/doc.h"

struct due {
	const struct kind *kind;
	struct str uuid;
	int64_t account;
};

/* False when there is none. */
static bool
next(struct reader *r, struct mem *m, struct due *out)
{
	struct stmt *q = db_read(r, SQL_NEXT_DUE);
	char now[CLOCK_TEXT];

	clock_now(now);
	db_bind_str(q, ":now", str_of(now));
	if (!db_next(q))
		return false;
	*out = (struct due){ kind_find(db_text(q, 1)), mem_dup(m, db_text(q, 0)), db_int(q, 2) };
	stmt_end(q);
	return true;
}

bool
due_any(struct reader *r)
{
	struct mem *m = mem_new(0);
	struct due due;
	bool any = next(r, m, &due);

	mem_free(m);
	return any;
}

static void
hold(struct writer *w, int64_t record, const char *why)
{
	struct stmt *q = db_write(w, SQL_UPDATE_OPEN_REVISION_MISSED);

	db_bind_int(q, ":record", record);
	db_bind_str(q, ":missed", str_of(why));
	db_run(q);
}

/* What the open change makes of the record as it is by now. False: somebody has to look at it. */
static bool
put_together(struct reader *r, struct mem *m, const struct edited *e, struct edit_document *out)
{
	struct edit_document was, is = { e->values, e->translations };
	struct edit_merged merged;

	*out = (struct edit_document){ e->open.values, e->open.translations };
	if (e->open.base == e->revision)
		return true;
	/* Whoever took it away meanwhile did not want it to come back by itself. */
	if (!str_is(e->state, "published") ||
	    !edit_revision(r, m, e->record, e->open.base, false, &was))
		return false;
	merged = edit_merge(m, e->kind, was, *out, is);
	*out = merged.document;
	return doc_count(merged.clashes) == 0;
}

static bool
is_right(struct reader *r, const struct edited *e, const struct account *by,
    struct edit_document document)
{
	struct entry entry = { .kind = e->kind, .values = document.values,
		.translations = document.translations };

	entry_check(&entry, r, e->record);
	return entry.problems == 0 && edit_stays_own(by, ACTION_PUBLISH, e->kind, document.values);
}

/* NULL: it is published; otherwise why not. */
static const char *
publish(struct writer *w, struct mem *m, struct edited *e, int64_t account)
{
	const struct edit_base base = { e->revision, str_of(e->open.mark) };
	struct edit_document document;
	struct account by;

	if (!account_find(&w->reader, m, account, &by) || by.disabled ||
	    !edit_may(&w->reader, &by, ACTION_PUBLISH, e->kind, e->record))
		return "rights";
	if (!put_together(&w->reader, m, e, &document))
		return "changed";
	if (!is_right(&w->reader, e, &by, document))
		return "wrong";
	return edit_save(w, m, e, &base, EDIT_PUBLISH, &by, e->open.note, document.values,
		   document.translations) == EDIT_SAVED
	    ? NULL
	    : "changed";
}

/* *more: there was one. What the database refuses, although the rules here let it pass, is held: else it would be tried for ever. */
static enum err
publish_next(struct writer *w, struct mem *m, struct due_result *result, bool *more)
{
	const char *why = NULL;
	struct edited e;
	struct due due;
	enum err ended;

	writer_begin(w);
	*more = next(&w->reader, m, &due);
	if (!*more)
		return writer_end(w, false);
	if (edit_find(&w->reader, m, due.kind, due.uuid, &e))
		why = publish(w, m, &e, due.account);
	if (why != NULL)
		hold(w, e.record, why);
	ended = writer_end(w, true);
	if (ended == ERR_CONFLICT || ended == ERR_INVALID) {
		why = "wrong";
		writer_begin(w);
		hold(w, e.record, why);
		ended = writer_end(w, true);
	}
	if (ended == ERR_NONE && why == NULL)
		result->published++;
	else if (ended == ERR_NONE)
		result->held++;
	return ended;
}

enum err
due_publish(struct writer *w, struct due_result *result)
{
	enum err e = ERR_NONE;
	bool more = true;

	*result = (struct due_result){ 0 };
	while (e == ERR_NONE && more) {
		struct mem *m = mem_new(0), *before = mem_use(m);

		e = publish_next(w, m, result, &more);
		mem_use(before);
		mem_free(m);
	}
	return e;
}
