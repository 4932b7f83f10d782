/*
 * bulk.h: one action on many records: looked at record by record, then done to all that can be, or to none, and taken back as one
 * (batch.h). Nobody changes what they may not publish, and what was seen is what is done.
 */
#ifndef MEDVERK_BULK_H
#define MEDVERK_BULK_H

#include "lib/base/hash.h"
#include "lib/store/edit.h"

enum { BULK_MAX = 1000 };       /* records at once */

enum bulk_action {
	BULK_PUBLISH,
	BULK_HIDE,
	BULK_ARCHIVE,
	BULK_CONFIRM,           /* verified_on and verified_by_kind, where nobody confirmed it later */
	BULK_ADD,               /* a record to a field of references */
	BULK_REMOVE,
	BULK_REPLACE,           /* all of the field by this one */
	BULK_ACTIONS
};
/* "publish": value of the form, action of the batch, key of words admin.bulk.actions. */
const char *bulk_key(enum bulk_action a);
bool bulk_read(struct str key, enum bulk_action *out);

enum bulk_state { BULK_CHANGED, BULK_REFUSED, BULK_SAME, BULK_STATES };

struct bulk_row {
	enum bulk_state state;
	struct str uuid, name;          /* STR_NONE: not theirs, or not there */
	const char *why;                /* of what is refused: words admin.bulk.why.KEY */
	json_t *before, *after, *translations;
	struct str before_state, after_state;
};

struct bulk {
	const struct kind *kind;
	const struct account *by;
	struct str records;             /* uuids with a blank between, BULK_MAX at most */
	enum bulk_action action;
	const struct field *field;      /* of BULK_ADD, _REMOVE, _REPLACE … */
	int64_t target;                 /* … and the row id */
	struct str verified_on, verified_by;    /* of BULK_CONFIRM */
	struct str note;                /* why; STR_NONE: nobody said */
	/* Told of each record; what is in it is gone after the call. */
	void (*row)(void *ctx, const struct bulk_row *row);
	void *ctx;
};

struct bulk_result {
	size_t count[BULK_STATES];
	char seen[HASH_TEXT];           /* of all that would be done, and what it would be done to */
	int64_t batch;                  /* after saving */
};

/* What it would do. Within a transaction of the reader. */
void bulk_look(struct reader *r, const struct bulk *b, struct bulk_result *result);

/*
 * Does it, when it is what somebody saw (`seen` of bulk_look()), in a transaction of its own. ERR_CONFLICT: it is not; nothing was
 * done then, and the rows were told as they are now. ERR_INVALID: there is nothing to do.
 */
enum err bulk_save(struct writer *w, const struct bulk *b, struct str seen,
    struct bulk_result *result) NODISCARD;

#endif
