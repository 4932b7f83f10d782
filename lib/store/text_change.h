/*
 * text_change.h: what happened to texts that are no records: lines of synonyms, words of mails, help beside fields. A row for
 * each change, with what was there before and after it.
 */
#ifndef MEDVERK_TEXT_CHANGE_H
#define MEDVERK_TEXT_CHANGE_H

#include <jansson.h>

#include "lib/db/db.h"

struct text_change {
	const char *subject;            /* "synonym", "mail", "help" */
	struct str item;                /* which of them */
	struct str before, after;       /* STR_NONE: there was none, it was taken away */
	int64_t account;                /* 0: the command line */
};

void text_change_add(struct writer *w, const struct text_change *c);

/* The change of this number, in m; false when there is none of the subject. */
bool text_change_find(struct reader *r, struct mem *m, const char *subject, int64_t number,
    struct text_change *out);

/*
 * The last changes of a subject, the latest first: number, item, before, after, by, created_at. `item` STR_NONE: of all; with a
 * * behind it: of all that begin so.
 */
json_t *text_change_list(struct reader *r, const char *subject, struct str item);

#endif
