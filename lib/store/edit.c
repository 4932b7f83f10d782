/* edit.c: drafts, proposals and what was. */
#include "lib/store/edit.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/store/attach.h"
#include "lib/store/index.h"
#include "lib/store/stored.h"
#include "lib/store/value.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

/* ------------------------------------------------------------------- finding */

/* A revision's document: values, and translations as its last member. */
static bool
read_document(struct mem *m, struct str text, json_t **values, json_t **translations)
{
	const char *problem;
	int line;

	*values = doc_read(m, text, &problem, &line);
	if (*values == NULL)
		return false;
	*translations = doc_get(*values, "translations");
	*translations = *translations == NULL ? doc_object() : doc_copy(*translations);
	doc_remove(*values, "translations");
	return true;
}

static struct str
text_or_none(struct mem *m, struct str s)
{
	return s.p == NULL ? STR_NONE : mem_dup(m, s);
}

/* Who made it, when, what it says, and what was answered: whatever of it changes, it is another. */
static void
set_mark(struct mem *m, struct proposal *o, struct str document)
{
	struct buf b;

	buf_init(&b, m, document.n + 128);
	buf_printf(&b, "%lld %d %.*s ", (long long)o->account, o->sent, STR_ARGS(o->at));
	buf_str(&b, document);
	if (o->answer.p != NULL)
		buf_str(&b, o->answer);
	if (o->publish_at.p != NULL)
		buf_str(&b, o->publish_at);
	hash_text(buf_view(&b), o->mark);
}

static void
find_open(struct reader *r, struct mem *m, struct edited *e)
{
	struct stmt *q = db_read(r, SQL_FIND_OPEN_REVISION);
	struct proposal *o = &e->open;
	struct str document;

	db_bind_int(q, ":record", e->record);
	if (!db_next(q))
		return;
	o->revision = db_int(q, 0);
	o->base = db_int(q, 1);
	o->sent = db_int(q, 2) != 0;
	o->account = db_int(q, 3);
	o->note = text_or_none(m, db_text(q, 4));
	o->answer = text_or_none(m, db_text(q, 5));
	o->by = text_or_none(m, db_text(q, 7));
	o->at = text_or_none(m, db_text(q, 8));
	o->publish_at = text_or_none(m, db_text(q, 9));
	o->missed = text_or_none(m, db_text(q, 10));
	document = mem_dup(m, db_text(q, 6));
	set_mark(m, o, document);
	if (!read_document(m, document, &o->values, &o->translations))
		db_fail(r, ERR_INTERNAL);
	stmt_end(q);
}

bool
edit_find(struct reader *r, struct mem *m, const struct kind *k, struct str uuid, struct edited *e)
{
	struct stmt *q = db_read(r, SQL_FIND_EDITED);

	*e = (struct edited){ .kind = k, .uuid = uuid };
	db_bind_str(q, ":uuid", uuid);
	db_bind_str(q, ":kind", str_of(k->name));
	if (!db_next(q))
		return false;
	e->record = db_int(q, 0);
	e->state = mem_dup(m, db_text(q, 1));
	e->revision = db_int(q, 2);
	e->name = mem_dup(m, db_text(q, 3));
	stmt_end(q);
	e->values = doc_object();
	e->translations = doc_object();
	store_load_stored(r, k, e->record, e->values, e->translations);
	find_open(r, m, e);
	return db_done(r) == ERR_NONE;
}

/* -------------------------------------------------------------------- rights */

bool
edit_may(struct reader *r, const struct account *a, enum action action, const struct kind *k,
    int64_t record)
{
	struct stmt *q;

	switch (rights_reach(a->role, action, k)) {
	case REACH_NONE:
		return false;
	case REACH_ALL:
		return true;
	case REACH_OWN:
		break;
	}
	if (record == 0)
		return true;
	q = db_read(r, SQL_IS_IN_MUNICIPALITIES);
	db_bind_int(q, ":record", record);
	db_bind_int(q, ":account", a->id);
	return db_number(q) == 1;
}

bool
edit_stays_own(const struct account *a, enum action action, const struct kind *k,
    const json_t *values)
{
	const json_t *places = doc_get(values, "municipality");

	if (rights_reach(a->role, action, k) == REACH_ALL)
		return true;
	for (size_t i = 0; i < doc_count(places); i++)
		if (account_has(a, doc_int(doc_at(places, i))))
			return true;
	return false;
}

/* -------------------------------------------------------------------- saving */

static void
end_open(struct writer *w, int64_t record)
{
	struct stmt *q = db_write(w, SQL_DELETE_OPEN_REVISION);

	db_bind_int(q, ":record", record);
	db_run(q);
}

static void
keep_open(struct writer *w, struct mem *m, const struct edited *e, bool send,
    const struct account *by, struct str note, const json_t *values, const json_t *translations)
{
	char now[CLOCK_TEXT];
	struct stmt *q;

	clock_now(now);
	end_open(w, e->record);
	q = db_write(w, SQL_INSERT_OPEN_REVISION);
	db_bind_int(q, ":record", e->record);
	db_bind_int(q, ":revision", e->revision + 1);
	db_bind_int(q, ":base", e->revision);
	db_bind_str(q, ":document", store_document(m, values, translations));
	if (send)
		db_bind_int(q, ":sent", 1);
	db_bind_int(q, ":account", by->id);
	db_bind_str(q, ":note", note);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
}

static struct str
uuid_of(struct writer *w, struct mem *m, int64_t record)
{
	struct stmt *q = db_read(&w->reader, SQL_FIND_PUBLIC_ID);
	struct str uuid = STR_NONE;

	db_bind_int(q, ":record", record);
	if (db_next(q)) {
		uuid = mem_dup(m, db_text(q, 0));
		stmt_end(q);
	}
	return uuid;
}

bool
edit_is_based_on(const struct edited *e, const struct edit_base *base)
{
	return e->record == 0 ||
	    (e->revision == base->revision && str_eq(base->mark, str_of(e->open.mark)));
}

enum edit_outcome
edit_save(struct writer *w, struct mem *m, struct edited *e, const struct edit_base *base,
    enum edit_how how, const struct account *by, struct str note, json_t *values,
    json_t *translations)
{
	bool public = str_is(e->state, "published");
	struct save s = { .kind = e->kind, .record = e->record, .account = by->id, .note = note,
		.values = values, .translations = translations };

	if (!edit_is_based_on(e, base))
		return EDIT_CONFLICT;
	if (public && how != EDIT_PUBLISH) {
		keep_open(w, m, e, how == EDIT_SEND, by, note, values, translations);
		return EDIT_SAVED;
	}
	if (e->record != 0) {
		/* The number of an open one is wanted: by this, or by what is kept again below. */
		end_open(w, e->record);
	}
	/* Of what another proposed, both are remembered, and why it was proposed. */
	if (how == EDIT_PUBLISH && e->open.revision != 0) {
		s.proposer = e->open.account != by->id ? e->open.account : 0;
		if (note.p == NULL)
			s.note = e->open.note;
	}
	s.as = how == EDIT_PUBLISH ? SAVE_PUBLIC : SAVE_DRAFT;
	store_save(w, m, &s);
	store_learn(w, NULL, NULL);
	e->record = s.record;
	if (e->uuid.p == NULL)
		e->uuid = uuid_of(w, m, e->record);
	e->revision = e->revision == 0 ? 1 : e->revision + 1;
	/* A draft that nobody sees is sent for approval, or waits for its time, as it is. */
	if (how == EDIT_SEND || how == EDIT_LATER)
		keep_open(w, m, e, how == EDIT_SEND, by, note, values, translations);
	return EDIT_SAVED;
}

void
edit_schedule(struct writer *w, const struct edited *e, struct str publish_at)
{
	struct stmt *q = db_write(w, SQL_UPDATE_OPEN_REVISION_PUBLISH_AT);

	db_bind_int(q, ":record", e->record);
	db_bind_str(q, ":publish_at", publish_at);
	db_run(q);
}

void
edit_return(struct writer *w, const struct edited *e, struct str answer)
{
	struct stmt *q = db_write(w, SQL_UPDATE_OPEN_REVISION_ANSWER);

	db_bind_int(q, ":record", e->record);
	db_bind_str(q, ":answer", answer.n > 0 ? answer : STR_NONE);
	db_run(q);
}

void
edit_drop(struct writer *w, const struct edited *e)
{
	end_open(w, e->record);
}

/* ------------------------------------------------------------------- history */

bool
edit_revision(struct reader *r, struct mem *m, int64_t record, int64_t revision, bool any,
    struct edit_document *out)
{
	struct stmt *q = db_read(r,
	    any ? SQL_FIND_ANY_REVISION_DOCUMENT : SQL_FIND_REVISION_DOCUMENT);
	struct str text;

	db_bind_int(q, ":record", record);
	db_bind_int(q, ":revision", revision);
	if (!db_next(q))
		return false;
	text = mem_dup(m, db_text(q, 0));
	stmt_end(q);
	return read_document(m, text, &out->values, &out->translations);
}

json_t *
edit_history(struct reader *r, int64_t record, int64_t before, int limit)
{
	struct stmt *q = db_read(r, SQL_LIST_REVISIONS);

	db_bind_int(q, ":record", record);
	db_bind_int(q, ":limit", limit);
	if (before > 0)
		db_bind_int(q, ":before", before);
	return db_rows(q);
}

struct str
edit_names(struct reader *r, struct mem *m, const json_t *records, bool ids, const char *between)
{
	struct buf wanted, b;
	struct stmt *q;

	if (doc_count(records) == 0)
		return STR("");
	buf_init(&wanted, m, 64);
	json_write(&wanted, records);
	buf_init(&b, m, 64);
	q = db_read(r, SQL_LIST_NAMES);
	db_bind_str(q, ":records", buf_view(&wanted));
	while (db_next(q)) {
		if (b.n > 0)
			buf_puts(&b, between);
		buf_str(&b, db_text(q, ids ? 1 : 0));
	}
	return buf_view(&b);
}

struct str
edit_value_text(struct reader *r, struct mem *m, const struct field *f, const json_t *value)
{
	if (field_is_attachment(f))
		return attach_text(m, value);
	return field_is_reference(f) ? edit_names(r, m, value, false, ", ")
				     : value_text(f, m, value);
}
