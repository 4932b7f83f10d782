/*
 * rules.h: what must hold between the fields of a record, and between it and others. Forms, spreadsheets, imports and
 * changes of many records at once ask here; the schema has the same rules, but cannot say what to do.
 */
#ifndef MEDVERK_RULES_H
#define MEDVERK_RULES_H

#include <jansson.h>

#include "lib/db/db.h"
#include "lib/store/kind.h"

enum rule {
	RULE_NEEDS_OTHER,       /* the field is empty, `other` is not: both or neither */
	RULE_ENDS_BEFORE,       /* the end is before the start */
	RULE_NEEDS_CURRENCY,    /* there is an amount and no currency */
	RULE_RESERVED,          /* the slug is an address of the site itself */
	RULE_TAKEN,             /* another record has the code, or has or had the slug */
	RULE_ITSELF,            /* the record refers to itself */
	RULES
};

struct broken_rule {
	enum rule rule;
	const struct field *field;      /* where it is put right */
	const char *lang;               /* of a slug in another language, or NULL */
	const struct field *other;      /* of RULE_NEEDS_OTHER */
};

typedef void (*rule_told)(void *ctx, const struct broken_rule *b);

/* Key of words admin.value_problems: "needs_other". */
const char *rule_key(enum rule rule);

/* Between the fields of one record, as struct save has them. */
void rules_between(const struct kind *k, const json_t *values, rule_told told, void *ctx);

/* Between it and others, and itself; `record` 0: a new one. translations may be NULL. */
void rules_beside(struct reader *r, const struct kind *k, int64_t record, const json_t *values,
    const json_t *translations, rule_told told, void *ctx);

/* The record that has, or once had, this slug in any language; that has this code (taxonomy: of terms). 0: none. */
int64_t rules_slug_owner(struct reader *r, const struct kind *k, struct str slug);
int64_t rules_code_owner(struct reader *r, const struct kind *k, struct str code,
    struct str taxonomy);

/* How another record may be the same thing, which is no mistake: a unit of a company can be an enterprise of its own. */
enum likeness { ALIKE_NUMBER, ALIKE_NAME, LIKENESSES };

/* "number", "name": words admin.twin.KEY; and the field that is alike. */
const char *likeness_key(enum likeness a);
const char *likeness_field(enum likeness a);

/*
 * Other records that are alike: a statement begun, for db_next(), with the columns name, uuid, row id, state and slug;
 * NULL when these values say nothing to compare. The key is in m.
 */
struct stmt *rules_alike(struct reader *r, struct mem *m, const struct kind *k, enum likeness a,
    const json_t *values, int64_t record);

#endif
