/*
 * sheet.h: a spreadsheet as somebody who edits gives it: row by row what it would change, then all of it saved or nothing, and taken back as
 * one. The columns are those of import.h; here every row says what is wrong by keys of words, and nobody changes what they may not publish.
 */
#ifndef MEDVERK_SHEET_H
#define MEDVERK_SHEET_H

#include "lib/base/hash.h"
#include "lib/store/edit.h"
#include "lib/store/entry.h"

enum { SHEET_ROWS_MAX = 5000, SHEET_PROBLEMS_MAX = ENTRY_PROBLEMS_MAX + 8 };

enum sheet_state { SHEET_WRONG, SHEET_NEW, SHEET_CHANGED, SHEET_SAME, SHEET_STATES };

struct sheet_problem {
	struct str column;              /* its name; "" : the whole row */
	const struct field *
	    field; /* NULL: key is of words admin.sheets.problems, otherwise of admin.value_problems */
	const char *key;
	struct str value;               /* what it is about; STR_NONE: nothing in particular */
};

struct sheet_row {
	size_t number;                  /* as spreadsheets number rows: 1 is that of the names of columns */
	enum sheet_state state;
	struct str uuid, name;          /* of the record; STR_NONE: a new one, or not theirs */
	json_t *before, *before_translations;   /* NULL: a new one */
	json_t *after, *after_translations;
	const char
	    *twin; /* of a new one: words admin.twin.TWIN why it is perhaps there already … */
	struct str twin_uuid, twin_name;        /* … as this; NULL, STR_NONE: it is not */
	struct sheet_problem problem[SHEET_PROBLEMS_MAX];
	size_t problems;
};

struct sheet {
	const struct kind *kind;
	const struct account *by;
	struct str text;                /* clean UTF-8 */
	struct str note;                /* for the history; STR_NONE: none */
	/* Told of each row, in order; what is in it is gone after the call. */
	void (*row)(void *ctx, const struct sheet_row *row);
	void *ctx;
};

struct sheet_result {
	size_t count[SHEET_STATES];
	/* Of all that would be saved, and the revisions that it was compared with: alike only where these are. */
	char seen[HASH_TEXT];
	int64_t import;                 /* after saving: the batch that it is taken back by (batch.h) */
};

/* From bytes that somebody sent to clean text, in m. *windows: it was no UTF-8 and read as Windows-1252. False: it is no text. */
bool sheet_text(struct mem *m, struct str bytes, struct str *text, bool *windows);

/* What it would change. Within a transaction of the reader. */
void sheet_look(struct reader *r, const struct sheet *s, struct sheet_result *result);

/*
 * Saves all of it, when it is what somebody saw (`seen` of sheet_look()), in a transaction of its own. ERR_INVALID: a row is wrong; ERR_CONFLICT: it is not
 * what was seen; nothing was saved then, and the rows were told as they are now.
 */
enum err sheet_save(struct writer *w, const struct sheet *s, struct str seen,
    struct sheet_result *result) NODISCARD;

#endif
