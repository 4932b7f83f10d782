/*
 * rights.h: who may do what to which records, in one table. A right is a role's
 * reach over a kind: none of its records, those tied to the account's own municipalities,
 * or all. Nothing else in the program compares roles.
 */
#ifndef MEDVERK_RIGHTS_H
#define MEDVERK_RIGHTS_H

#include "lib/store/kind.h"

enum role { ROLE_READER, ROLE_MUNICIPALITY_EDITOR, ROLE_EDITOR, ROLE_ADMINISTRATOR, ROLES };

enum action {
	ACTION_SEE,             /* also what is not public */
	ACTION_EDIT,            /* save drafts, propose changes */
	ACTION_PUBLISH,         /* make public, change what is public, hide, archive */
	ACTIONS
};

enum reach { REACH_NONE, REACH_OWN, REACH_ALL };

enum reach rights_reach(enum role role, enum action action, const struct kind *k);

/* May let others in, and take their rights away. */
bool rights_keep_accounts(enum role role);

/* May say what visitors mean by their words: it tells in every search. */
bool rights_keep_synonyms(enum role role);

/* "municipality_editor": value of account.role, key of its words. */
const char *role_key(enum role role);
bool role_read(struct str s, enum role *out);

#endif
