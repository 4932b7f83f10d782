/*
 * save.h: the one way a record is written: the record, its kind's row,
 * translations, links, slugs, revision, change row and search document, in
 * the writer's transaction.
 */
#ifndef MEDVERK_SAVE_H
#define MEDVERK_SAVE_H

#include <jansson.h>

#include "lib/db/db.h"
#include "lib/store/kind.h"

/* What becomes of a record's being public. */
enum save_as {
	SAVE_AS_IT_IS,          /* a new record is public, one that is there stays what it is */
	SAVE_DRAFT,             /* a new record is not public yet */
	SAVE_PUBLIC
};

struct save {
	const struct kind *kind;
	enum save_as as;
	int64_t account;        /* who saves; 0: the command line */
	int64_t proposer;       /* whose proposal it was, when that is another; 0: nobody's */
	struct str note;        /* why; STR_NONE: nobody said */
	int64_t record;         /* the row to change; 0: a new record. After store_save(): the row. */
	struct str uuid;        /* of a new record; STR_NONE: a random one */
	/*
	 * By field name: what value_read() gave, for references arrays of row
	 * ids, for files what attach.h says. An absent member empties the field; but files, which spreadsheets do not have, stay.
	 */
	json_t *values;
	json_t *translations;   /* by language, then by field: texts; NULL: none */
};

/*
 * Writes it. A new record without a slug gets one from its name, with a number behind when
 * it is taken; one that is there keeps its own.
 * Errors are remembered by the writer. store_learn() is to follow the last of a transaction.
 */
void store_save(struct writer *w, struct mem *m, struct save *s);

struct withdrawal {
	struct str state;       /* as it is to be: hidden or archived */
	struct str reason;      /* for the public; STR_NONE: none */
	int64_t merged_into;    /* the record that stands for it from now on, or 0 */
	int64_t account;        /* as in struct save */
	struct str note;
};

/*
 * Takes a record away, with a revision that says who did it, when and why. When it was public, the public learns
 * that it is deleted, and the reason. Nothing happens to one that is in that state already. Errors are remembered by the writer.
 */
void store_withdraw(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    const struct withdrawal *how);

/*
 * What a revision keeps: the values as they are given, with the translations (NULL: none) as their last member. JSON text, in m.
 */
struct str store_document(struct mem *m, const json_t *values, const json_t *translations);

/* Only the links of one field: the targets' row ids in order, in place of those there are. */
void store_save_links(struct writer *w, const struct kind *k, int64_t record, const struct field *f,
    const json_t *targets);

#endif
