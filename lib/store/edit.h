/*
 * edit.h: how records are edited. What is public stays as it is, byte for byte, until a change is
 * accepted: until then the change is the record's one open revision. Every form carries the revision that it was made from, and
 * which open change was seen; who saves over what others did since is told (EDIT_CONFLICT).
 */
#ifndef MEDVERK_EDIT_H
#define MEDVERK_EDIT_H

#include "lib/base/hash.h"
#include "lib/store/account.h"
#include "lib/store/save.h"

/* A change that is not accepted yet. */
struct proposal {
	int64_t revision, base;         /* revision 0: there is none */
	bool sent;                      /* somebody is to approve it */
	int64_t account;
	struct str by, note, answer, at;
	struct str publish_at;          /* when it is published by itself; STR_NONE: when somebody does it */
	struct str
	    missed; /* why it was not, by then: changed, wrong, rights (due.h); STR_NONE: it was no time */
	char mark[HASH_TEXT];           /* differs when anything of it does; "": there is none */
	json_t *values, *translations;
};

struct edited {
	const struct kind *kind;
	int64_t record;                 /* 0: a new one */
	struct str uuid, name, state;   /* state: STR_NONE for a new one */
	int64_t revision;
	json_t *values, *translations;  /* as it is: public, or a draft */
	struct proposal open;
};

/* False when there is no such record. Within a transaction; texts in m, documents in the current arena. */
bool edit_find(struct reader *r, struct mem *m, const struct kind *k, struct str uuid,
    struct edited *e);

/* May the account do this to the record? A new one (record 0): to any of its kind. */
bool edit_may(struct reader *r, const struct account *a, enum action action, const struct kind *k,
    int64_t record);

/* Is what is to be saved tied to a municipality of the account's, where it must be? */
bool edit_stays_own(const struct account *a, enum action action, const struct kind *k,
    const json_t *values);

enum edit_how {
	EDIT_KEEP,              /* a draft: of a record that is not public, or beside the public one */
	EDIT_SEND,              /* the same, for somebody to approve */
	EDIT_LATER,             /* the same, for edit_schedule() */
	EDIT_PUBLISH
};

enum edit_outcome { EDIT_SAVED, EDIT_CONFLICT };

/* What somebody had before their eyes who changed it. */
struct edit_base {
	int64_t revision;
	struct str mark;                /* of the open change; empty: there was none */
};

/* Is the record, with its open change, still what it was then? */
bool edit_is_based_on(const struct edited *e, const struct edit_base *base);

/*
 * Saves values and translations (entry.h) over what was found, when that is still what they were made from; a new record
 * has no base. e->record and e->uuid are then set. Publishing ends an open revision. Within the writer's
 * transaction; store_learn() included.
 */
enum edit_outcome edit_save(struct writer *w, struct mem *m, struct edited *e,
    const struct edit_base *base, enum edit_how how, const struct account *by, struct str note,
    json_t *values, json_t *translations) NODISCARD;

/* When the open change is published by itself (UTC, RFC 3339; due.h). It is forgotten when another takes its place. */
void edit_schedule(struct writer *w, const struct edited *e, struct str publish_at);

/* Values and translations, as struct save has them. */
struct edit_document {
	json_t *values, *translations;
};

struct edit_merged {
	struct edit_document document;
	json_t *
	    clashes; /* controls ("summary_en") of what both changed otherwise: these are as `mine` has them */
};

/*
 * Two changes of one document put together: what only one of them changed is as that one has it. Of lists each item is looked at by
 * itself: what either took out is out, what either put in is in, unless both put something else in the place of the same. Documents in the current arena.
 */
struct edit_merged edit_merge(struct mem *m, const struct kind *k, struct edit_document was,
    struct edit_document mine, struct edit_document theirs);

/* The open change goes back to who made it, with words. */
void edit_return(struct writer *w, const struct edited *e, struct str answer);

/* The open change is dropped. */
void edit_drop(struct writer *w, const struct edited *e);

/* What a record was: the document of an accepted revision, or (`any`) also of the open one; false when there is none. */
bool edit_revision(struct reader *r, struct mem *m, int64_t record, int64_t revision, bool any,
    struct edit_document *out);

/*
 * The revisions of a record before one (0: all), the last first: revision, status, note, by, proposed_by, created_at, deed, reason, merged_name.
 */
json_t *edit_history(struct reader *r, int64_t record, int64_t before, int limit);

/* Names of records, by their row ids, with `between` between them; `ids`: their uuids instead. In m. */
struct str edit_names(struct reader *r, struct mem *m, const json_t *records, bool ids,
    const char *between);

/* The same value; of references the same records, in the same order unless they are ticked (field_is_chosen). m: for its work. */
bool edit_is_alike(struct mem *m, const struct field *f, const json_t *a, const json_t *b);

/* A value as text to read: names of what it refers to, with commas between. In m. */
struct str edit_value_text(struct reader *r, struct mem *m, const struct field *f,
    const json_t *value);

#endif
