/*
 * batch.h: many records changed at once, by a spreadsheet (sheet.h) or by one action on many (bulk.h): what each was before is
 * kept, so that all of it can be taken back as one.
 */
#ifndef MEDVERK_BATCH_H
#define MEDVERK_BATCH_H

#include "lib/store/edit.h"

#define BATCH_IMPORT "import"           /* action of a spreadsheet; others are those of bulk.h */

/* The transaction of a batch: no clock cuts what many records take, and the index is written once for all. */
void batch_open(struct writer *w);
/*
 * Ends it: what was done stays when e is ERR_NONE. The result is e, or what the database said; what it refuses although the
 * rules of lib/store let it pass is ERR_INTERNAL, nobody's mistake but ours.
 */
enum err batch_close(struct writer *w, enum err e) NODISCARD;

/* Within that transaction. note: why, STR_NONE when nobody said. */
int64_t batch_begin(struct writer *w, const struct kind *k, const struct account *by,
    const char *action, struct str note);

/* After the record was written: what it was before, as store_document() writes it. STR_NONE both: it is new. */
void batch_keep(struct writer *w, int64_t batch, int64_t record, struct str before,
    struct str before_state);

/*
 * Takes a batch back: every record is as it was before, or archived if it was new. Those that somebody has changed since, or that
 * the account may not publish, stay as they are. In a transaction of its own. ERR_NOT_FOUND: there is no such batch of this kind that the
 * account may take back.
 */
enum err batch_undo(struct writer *w, const struct kind *k, const struct account *by, int64_t batch,
    struct str note) NODISCARD;

/*
 * The last batches of a kind that the account may take back, or has; of spreadsheets, or the others: batch, created_at, by, action,
 * note, created, changed, undone?.
 */
json_t *batch_list(struct reader *r, const struct kind *k, const struct account *by, bool imports);

/* Records of a batch that was taken back which are not as they were before: id, name. */
json_t *batch_kept(struct reader *r, int64_t batch);

#endif
