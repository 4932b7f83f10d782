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

struct save {
	const struct kind *kind;
	int64_t record;         /* the row to change; 0: a new record. After store_save(): the row. */
	struct str uuid;        /* of a new record; STR_NONE: a random one */
	/*
	 * By field name: what value_read() gave, and for references arrays of row
	 * ids. An absent member empties the field.
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

/* Only the links of one field: the targets' row ids in order, in place of those there are. Takes targets. */
void store_save_links(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    const struct field *f, json_t *targets);

#endif
