/*
 * due.h: what was to be published by itself, when its time has come. It is an ordinary publication, with its revision and
 * its change row, by whom who said when.
 *
 * When the record has changed meanwhile, both are put together. What cannot be is not lost: it goes to those who
 * approve, with why it was not published:
 *
 *     changed     both changed the same field, or the record was taken away
 *     wrong       it breaks a rule by now: its address is another's …
 *     rights      who said when may not publish it any more
 */
#ifndef MEDVERK_DUE_H
#define MEDVERK_DUE_H

#include "lib/db/db.h"

struct due_result {
	unsigned published, held;
};

/* Is there anything? Within a transaction. */
bool due_any(struct reader *r);

/* Publishes all of it, each in a transaction of its own. ERR_BUSY and the like: the rest is left for the next time. */
enum err due_publish(struct writer *w, struct due_result *result) NODISCARD;

#endif
