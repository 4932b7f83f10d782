/*
 * erase.h: what is personal is erased from a record, really: from what it is, from every version it has had, drafts, what was kept to
 * take changes of many back, mail that lies in the outbox, the search index, and the files of the database. What stays is that something
 * was erased, when, by whom and why.
 */
#ifndef MEDVERK_ERASE_H
#define MEDVERK_ERASE_H

#include "lib/store/edit.h"

enum { ERASE_WORDS_MAX = 20, ERASE_WORD_LETTERS_MIN = 3, ERASE_FIELDS_MAX = 16 };

struct erasure {
	const struct kind *kind;
	int64_t record;
	const struct account *by;
	const struct field *field[ERASE_FIELDS_MAX];    /* FIELD_PERSONAL: emptied, in all languages */
	size_t fields;
	struct str word
	    [ERASE_WORDS_MAX]; /* names, addresses: taken out wherever they stand, to the letter */
	size_t words;
	struct str mark;                        /* what stands in place of a word in a text */
	struct str reason;                      /* without what is erased */
};

/* In how many places it stands. */
struct erase_places {
	int64_t present;                /* 1: in what the record is now */
	int64_t versions, drafts, batches, reasons, mails;
};

/* Where it stands. Within a transaction of the reader. */
void erase_look(struct reader *r, const struct erasure *e, struct erase_places *places);

/*
 * Erases it, in a transaction of its own, then rewrites the index and the log of the database so that it is in no file of it.
 * Backups and files that somebody has downloaded are not in reach. ERR_NOT_FOUND: it stands nowhere.
 */
enum err erase_run(struct writer *w, const struct erasure *e,
    struct erase_places *places) NODISCARD;

/* What was erased from a record before, the last first: at, by, what, reason. */
json_t *erase_list(struct reader *r, int64_t record);

#endif
