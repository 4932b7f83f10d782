/* bulk.c: one walk over the records, for looking and for doing. */
#include "lib/store/bulk.h"

#include "lib/db/stmt.h"
#include "lib/store/batch.h"
#include "lib/store/index.h"
#include "lib/store/rules.h"
#include "lib/store/stored.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

struct walk {
	struct reader *r;
	struct writer *w;               /* NULL: only looking */
	const struct bulk *b;
	struct bulk_result *result;
	struct mem *row_mem;
	/* Of the present record. */
	struct edited there;
	json_t *after;
	struct bulk_row row;
};

static const char *const keys[BULK_ACTIONS] = {
	[BULK_PUBLISH] = "publish", [BULK_HIDE] = "hide", [BULK_ARCHIVE] = "archive",
	[BULK_CONFIRM] = "confirm", [BULK_ADD] = "add", [BULK_REMOVE] = "remove",
	[BULK_REPLACE] = "replace",
};

const char *
bulk_key(enum bulk_action a)
{
	return keys[a];
}

bool
bulk_read(struct str key, enum bulk_action *out)
{
	for (size_t i = 0; i < BULK_ACTIONS; i++)
		if (str_is(key, keys[i])) {
			*out = (enum bulk_action)i;
			return true;
		}
	return false;
}

static void
refuse(struct walk *k, const char *why)
{
	k->row.state = BULK_REFUSED;
	k->row.why = why;
}

/* ---------------------------------------------------------------- what is done */

static void
change_state(struct walk *k, const char *state)
{
	bool public = str_is(k->there.state, "published");

	if (str_is(k->there.state, state))
		return;
	if (k->b->action == BULK_HIDE && !public)
		refuse(k, "not_public");
	/* What waits beside it is somebody's to judge, not to be published unread. */
	else if (k->b->action == BULK_PUBLISH && k->there.open.revision != 0)
		refuse(k, "has_change");
	else
		k->row.after_state = str_of(state);
}

static void
confirm(struct walk *k)
{
	struct str before = doc_get_str(k->there.values, "verified_on");

	if (before.p != NULL && str_cmp(before, k->b->verified_on) > 0) {
		refuse(k, "confirmed_later");
		return;
	}
	doc_set_str(k->after, "verified_on", k->b->verified_on);
	doc_set_str(k->after, "verified_by_kind", k->b->verified_by);
}

/* The targets of the field without the one, and with it at the end when it is to be there. */
static void
change_targets(struct walk *k)
{
	const char *name = k->b->field->name;
	const json_t *before = doc_get(k->there.values, name);
	bool one = k->b->field->type == FIELD_REFERENCE, there = false;
	json_t *targets = doc_array();

	for (size_t i = 0; i < doc_count(before); i++) {
		int64_t target = doc_int(doc_at(before, i));
		bool is_it = target == k->b->target;

		there |= is_it;
		if (k->b->action == BULK_REPLACE      ? false
			: k->b->action == BULK_REMOVE ? !is_it
						      : !one)
			doc_append(targets, doc_integer(target));
	}
	if (k->b->action == BULK_REPLACE || (k->b->action == BULK_ADD && (one || !there)))
		doc_append(targets, doc_integer(k->b->target));
	doc_set(k->after, name, targets);
}

static void
tell_broken(void *ctx, const struct broken_rule *b)
{
	(void)b;
	refuse(ctx, "rule");
}

static void
decide(struct walk *k)
{
	const struct bulk *b = k->b;

	switch (b->action) {
	case BULK_PUBLISH:
		change_state(k, "published");
		break;
	case BULK_HIDE:
		change_state(k, "hidden");
		break;
	case BULK_ARCHIVE:
		change_state(k, "archived");
		break;
	case BULK_CONFIRM:
		confirm(k);
		break;
	default:
		change_targets(k);
		break;
	}
	if (k->row.state == BULK_REFUSED)
		return;
	rules_between(b->kind, k->after, tell_broken, k);
	if (!edit_stays_own(b->by, ACTION_PUBLISH, b->kind, k->after))
		refuse(k, "not_yours");
	if (k->row.state != BULK_REFUSED &&
	    (!str_eq(k->row.before_state, k->row.after_state) ||
		!stored_same(b->kind, k->row_mem, k->there.values, k->there.translations, k->after,
		    k->there.translations)))
		k->row.state = BULK_CHANGED;
}

static void
look_at(struct walk *k, struct str uuid)
{
	const struct bulk *b = k->b;

	k->row = (struct bulk_row){ .state = BULK_SAME };
	k->there = (struct edited){ .kind = b->kind };
	if (!edit_find(k->r, k->row_mem, b->kind, uuid, &k->there) ||
	    str_is(k->there.state, "erased") ||
	    !edit_may(k->r, b->by, ACTION_SEE, b->kind, k->there.record)) {
		refuse(k, "not_theirs");
		return;
	}
	k->after = doc_copy(k->there.values);
	k->row.uuid = k->there.uuid;
	k->row.name = k->there.name;
	k->row.before = k->there.values;
	k->row.after = k->after;
	k->row.translations = k->there.translations;
	k->row.before_state = k->row.after_state = k->there.state;
	if (!edit_may(k->r, b->by, ACTION_PUBLISH, b->kind, k->there.record))
		refuse(k, "not_theirs");
	else
		decide(k);
}

/* ---------------------------------------------------------------------- doing */

static void
do_it(struct walk *k)
{
	const struct bulk *b = k->b;
	struct save s = { .kind = b->kind, .record = k->there.record, .account = b->by->id,
		.note = b->note, .values = k->after, .translations = k->there.translations };
	struct str before = store_document(k->row_mem, k->there.values, k->there.translations);

	if (b->action == BULK_HIDE || b->action == BULK_ARCHIVE) {
		store_withdraw(k->w, k->row_mem, b->kind, s.record,
		    &(struct withdrawal){ .state = k->row.after_state, .reason = b->note,
			.account = b->by->id, .note = b->note });
	} else {
		s.as = b->action == BULK_PUBLISH ? SAVE_PUBLIC : SAVE_AS_IT_IS;
		store_save(k->w, k->row_mem, &s);
	}
	batch_keep(k->w, k->result->batch, s.record, before, k->row.before_state);
}

/* ---------------------------------------------------------------------- walk */

/* Adds the record to the fingerprint of all that is to be done. */
static void
note_seen(struct walk *k)
{
	struct buf b;

	buf_init(&b, k->row_mem, 2048);
	buf_puts(&b, k->result->seen);
	buf_printf(&b, "%d %.*s %d %.*s %.*s ", (int)k->row.state, STR_ARGS(k->row.uuid),
	    (int)k->there.revision, STR_ARGS(k->row.before_state), STR_ARGS(k->row.after_state));
	if (k->row.state == BULK_CHANGED)
		json_write(&b, k->after);
	hash_text(buf_view(&b), k->result->seen);
}

static void
walk(struct reader *r, struct writer *w, const struct bulk *b, struct bulk_result *result)
{
	struct walk k = { .r = r, .w = w, .b = b, .result = result, .row_mem = mem_new(64 * 1024) };
	struct str rest = b->records, uuid;

	*result = (struct bulk_result){ .seen = "" };
	if (w != NULL)
		result->batch = batch_begin(w, b->kind, b->by, keys[b->action], b->note);
	for (size_t n = 0; n < BULK_MAX && str_cut(&rest, ' ', &uuid); n++) {
		struct mem *before = mem_use(k.row_mem);

		look_at(&k, uuid);
		note_seen(&k);
		result->count[k.row.state]++;
		b->row(b->ctx, &k.row);
		if (w != NULL && k.row.state == BULK_CHANGED)
			do_it(&k);
		mem_use(before);
		mem_reset(k.row_mem);
	}
	mem_free(k.row_mem);
}

void
bulk_look(struct reader *r, const struct bulk *b, struct bulk_result *result)
{
	db_deadline_stop(r);
	walk(r, NULL, b, result);
	db_deadline_start(r);
}

enum err
bulk_save(struct writer *w, const struct bulk *b, struct str seen, struct bulk_result *result)
{
	enum err e = ERR_NONE;

	batch_open(w);
	walk(&w->reader, w, b, result);
	if (!str_is(seen, result->seen))
		e = ERR_CONFLICT;
	else if (result->count[BULK_CHANGED] == 0)
		e = ERR_INVALID;
	else
		store_learn(w, NULL, NULL);
	return batch_close(w, e);
}
