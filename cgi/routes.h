/*
 * routes.h: which address is answered by whom.
 */
#ifndef MEDVERK_ROUTES_H
#define MEDVERK_ROUTES_H

#include "cgi/app.h"

enum access {
	ANYONE,                 /* public pages and data: no cookie is looked at */
	GUEST,                  /* a page of the administration before signing in */
	SIGNED_IN,
	WORDER,                 /* who may say what visitors mean (rights.h) */
	KEEPER,                 /* who may let others in (rights.h) */
};

struct route {
	const char *path[LANG_COUNT];   /* :slug, :id and :kind are arguments; the API has one path */
	enum access access;
	const char *view;               /* template of www/templates; NULL: JSON */
	enum err (*get)(struct ctx *c, struct reader *r);
	const char *kind;               /* of which kind of record, where it is of one */
	const char *json;               /* the same thing as JSON */
	const char *here;               /* which of the site's destinations it belongs to */
	const char *up;                 /* title key of the page above, for the breadcrumbs */
	bool searches;                  /* what is asked there is counted (searched.h) */
	/*
	 * What its form does, outside a transaction: it begins its own, short one. ERR_SEE_OTHER, or ERR_INVALID
	 * with the form filled again. NULL: the address takes no form.
	 */
	enum err (*post)(struct ctx *c, struct writer *w);
	bool sets_up;                   /* open to who must set up the second step of signing in first (session.h) */
	/*
	 * Shows the form as it was sent and saves nothing, for when the session it was filled in has ended (unsaved.h). NULL: what
	 * was sent is lost then.
	 */
	enum err (*again)(struct ctx *c, struct reader *r);
	bool
	    uploads; /* its form may have large files: they go to the folder `files`, without a name */
};

/*
 * The route of a path and, in the context, its language and arguments; NULL
 * when there is none. For a path that only lacks or has too much of a
 * slash at its end, c->moved is set.
 */
const struct route *route_find(struct ctx *c, struct str path);

/* Language and nature of a path, also of one without route: for error answers. */
enum lang route_lang(struct str path);
bool route_is_api(struct str path);
bool route_is_admin(struct str path);

/* The i-th route; NULL at the end. For tests and commands. */
const struct route *route_at(size_t i);

#endif
