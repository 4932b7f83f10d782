/*
 * resolve.h: which record a person means by a code, a label, a slug or a name.
 */
#ifndef MEDVERK_RESOLVE_H
#define MEDVERK_RESOLVE_H

#include "lib/store/account.h"

struct resolver;

enum { RESOLVE_UNKNOWN = 0, RESOLVE_AMBIGUOUS = -1 };

/* In m; reads by r, within its transaction. An unknown term is made by `maker`; NULL: none is. */
struct resolver *resolver_new(struct mem *m, struct reader *r, struct writer *maker);

/*
 * From here on only what an account may know of is meant by anything: what is public, what it may see, and what its own records
 * refer to already. Of others' drafts it is not told by a name that is taken or not.
 */
void resolver_limit(struct resolver *rv, const struct account *by);

/*
 * Row id of what `text` means for the field: an id, code or slug as it is written; otherwise a name or English name as it is
 * written; otherwise any of these, case and marks ignored. RESOLVE_UNKNOWN, or RESOLVE_AMBIGUOUS when several have that name. m: for its
 * work.
 */
int64_t resolver_find(struct resolver *rv, const struct field *f, struct str text, struct mem *m);

/* "Motala (0583), Mjölby (0586)": up to three that are spelt nearly so; "" when none is. In m. */
struct str resolver_nearest(struct resolver *rv, const struct field *f, struct str text,
    struct mem *m);

/* Forgets what it knows of a kind, after records of it were saved. */
void resolver_forget(struct resolver *rv, const struct kind *k);

#endif
