/*
 * index.h: what the search knows of records, kept in step with them in the
 * writer's transaction. A search document is a function of what the public may
 * see of the record and of the lexicon: compounds are written with their members (term.h).
 */
#ifndef MEDVERK_INDEX_H
#define MEDVERK_INDEX_H

#include <jansson.h>

#include "lib/db/db.h"
#include "lib/store/kind.h"

/*
 * Writes again what the search knows of a record, or takes it out when it is not public.
 * values: what the record was saved with (struct save), or NULL.
 */
void store_index(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    const json_t *values);

/*
 * From here on documents are not written with their records, but all together by
 * store_learn(), several times as fast. For many records in one transaction.
 */
void store_index_in_bulk(struct writer *w);

/* Takes a plain word into the lexicon, whatever its length. */
void store_teach(struct writer *w, struct str word);

/*
 * Takes the new words of the documents written since the last call into the
 * lexicon and writes anew every document that has a compound of them or of those taught.
 * To be called before the transaction ends. progress: NULL, or called now and then with
 * how many documents of how many are written.
 */
void store_learn(struct writer *w, void (*progress)(void *ctx, size_t done, size_t of), void *ctx);

/*
 * Compares every search document with what the tables and the lexicon say it
 * should be; calls `differs` with the row of each that is not so, and returns how many. Writes nothing.
 */
size_t store_check_index(struct writer *w, void (*differs)(int64_t record));

#endif
