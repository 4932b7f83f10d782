/* rights.c: the table. */
#include "lib/store/rights.h"

#include "lib/base/cc.h"

/* Kinds by how they can be somebody's own. */
enum sort {
	TIED,                   /* it names its municipalities: enterprises, projects */
	LOOSE,                  /* it does not: reports, pages, terms … */
	SORTS
};

static const enum reach reach[ROLES][ACTIONS][SORTS] = {
	/*                                             TIED        LOOSE */
	[ROLE_READER]              = { [ACTION_SEE] = { REACH_ALL,  REACH_ALL } },
	[ROLE_MUNICIPALITY_EDITOR] = { [ACTION_SEE] = { REACH_OWN,  REACH_NONE },
				       [ACTION_EDIT] = { REACH_OWN, REACH_NONE },
				       [ACTION_PUBLISH] = { REACH_OWN, REACH_NONE } },
	[ROLE_EDITOR]              = { [ACTION_SEE] = { REACH_ALL,  REACH_ALL },
				       [ACTION_EDIT] = { REACH_ALL, REACH_ALL },
				       [ACTION_PUBLISH] = { REACH_ALL, REACH_ALL } },
	[ROLE_ADMINISTRATOR]       = { [ACTION_SEE] = { REACH_ALL,  REACH_ALL },
				       [ACTION_EDIT] = { REACH_ALL, REACH_ALL },
				       [ACTION_PUBLISH] = { REACH_ALL, REACH_ALL } },
};

static const char *const keys[ROLES] = {
	[ROLE_READER] = "reader", [ROLE_MUNICIPALITY_EDITOR] = "municipality_editor",
	[ROLE_EDITOR] = "editor", [ROLE_ADMINISTRATOR] = "administrator",
};

enum reach
rights_reach(enum role role, enum action action, const struct kind *k)
{
	const struct field *f = kind_field(k, STR("municipality"));

	return reach[role][action][f != NULL && f->type == FIELD_REFERENCES ? TIED : LOOSE];
}

bool
rights_keep_accounts(enum role role)
{
	return role == ROLE_ADMINISTRATOR;
}

bool
rights_keep_synonyms(enum role role)
{
	return role == ROLE_ADMINISTRATOR || role == ROLE_EDITOR;
}

const char *
role_key(enum role role)
{
	return keys[role];
}

bool
role_read(struct str s, enum role *out)
{
	for (size_t i = 0; i < ROLES; i++)
		if (str_is(s, keys[i])) {
			*out = (enum role)i;
			return true;
		}
	return false;
}
