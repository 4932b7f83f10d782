/*
 * wanted.h: which records of a kind the address of a list asks for, in which order, and what is shown of each. Lists, their files
 * and changes of many records at once read the same address.
 */
#ifndef MEDVERK_ADMIN_WANTED_H
#define MEDVERK_ADMIN_WANTED_H

#include "cgi/app.h"
#include "lib/store/records.h"

enum wanted_column {
	COL_STATE,
	COL_MUNICIPALITY,
	COL_VERIFIED,
	COL_UPDATED,
	COL_BY,
	COL_LACKS,
	COLS
};

struct wanted {
	struct records_query of;
	struct str words,
	    municipality; /* as they were asked for; municipality: a code, STR_NONE: all */
	bool shown[COLS];
	bool chosen;                            /* the columns were chosen: the address says so */
	int64_t page;
};

/* From what was asked, as far as the account sees it. ERR_NOT_FOUND, ERR_FORBIDDEN. Texts in c->mem and in f. */
enum err wanted_read(struct ctx *c, struct reader *r, const struct form *f, struct wanted *w);

/* "q=…&state=…", of all but the page: what wanted_read() makes the same of. */
struct str wanted_query(struct ctx *c, const struct wanted *w);

/* The address of the list, or of what is below it ("/export"; NULL: itself), with all that is asked for. */
struct str wanted_address(struct ctx *c, const struct wanted *w, const char *below);

/* "verified_on": the parameter, the order, and the key of its words admin.records.columns. */
const char *wanted_column_key(enum wanted_column col);
/* Does the kind have it? Can lists be in its order? */
bool wanted_column_has(const struct kind *k, enum wanted_column col);
bool wanted_column_sorts(enum wanted_column col);

/* Has it a filter beside the kind? */
bool wanted_is_filtered(const struct wanted *w);

/* What a state of records is called: of the four that lists know; NULL behind the last. */
const char *wanted_state(size_t i);

#endif
