/*
 * entry.h: from what a person wrote in the fields of a form to what store_save() takes, by the tables of
 * kind.h. Names are those of the columns of CSV: `summary`, `summary_en`. References are names, slugs or
 * ids with | or line ends between.
 */
#ifndef MEDVERK_ENTRY_H
#define MEDVERK_ENTRY_H

#include "lib/store/resolve.h"
#include "lib/store/save.h"
#include "lib/store/value.h"

enum { ENTRY_PROBLEMS_MAX = 64 };

/* What is wrong with one field; of several things the first. */
struct entry_problem {
	const struct field *field;
	const char *lang;               /* of a translation, or NULL */
	const char *key;                /* "not_a_date", of words admin.value_problems */
	struct str value;               /* what it is about, where it is a part of what was written */
};

struct entry {
	const struct kind *kind;
	json_t *values, *translations;  /* as struct save has them; what was wrong is not there */
	struct entry_problem problem[ENTRY_PROBLEMS_MAX];
	size_t problems;
};

/*
 * Reads every field of the kind. `text` gives what was written for a name, STR_NONE where the form has no such field:
 * then the field is as in `present` (stored.h; NULL: a new record). References are what the resolver says.
 */
void entry_read(struct entry *e, struct resolver *rv, struct mem *m, const struct kind *k,
    struct str (*text)(void *ctx, const char *name), void *ctx, const json_t *present,
    const json_t *present_translations);

/*
 * Rules between fields, and addresses and codes that another record has; `record` is the one that is edited, 0: a new one.
 */
void entry_check(struct entry *e, struct reader *r, int64_t record);

/* The name of a field's control in a language, "summary_en". In m. */
const char *entry_name(struct mem *m, const struct field *f, const char *lang);

#endif
