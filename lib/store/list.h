/*
 * list.h: lists of records: searched, filtered, counted, ordered, page by page.
 */
#ifndef MEDVERK_LIST_H
#define MEDVERK_LIST_H

#include <jansson.h>

#include "lib/db/fts.h"
#include "lib/http/form.h"
#include "lib/store/address.h"
#include "lib/store/catalogue.h"
#include "lib/store/near.h"

enum list_sort { SORT_NAME, SORT_RELEVANCE, SORT_DISTANCE };

enum { LIST_LIMIT = 20, LIST_LIMIT_MAX = 100 };

/* What the operator allows. */
struct list_limits {
	unsigned query_letters;         /* longest words to search for */
	unsigned page_depth;            /* last page that has a number */
};

/* A parameter that could not be understood. */
struct list_problem {
	struct str parameter;
	const char *key;                /* words: problems.KEY */
	struct str value;
	unsigned min, max;              /* what is possible, where the key says so */
};

struct list_query {
	const struct kind *kind;        /* NULL: all kinds, for store_search() */
	bool as_typed;                  /* no word is corrected */
	bool search;                    /* asked at the address of the search over all kinds */
	struct str q;                   /* the visitor's words; STR_NONE: none */
	struct str typed;               /* all of them, when q is only their beginning; else STR_NONE */
	bool *selected[FACETS_MAX];     /* by facet: its values that were chosen; NULL: none */
	const struct facet
	    *whole; /* a page shows all values of this one; NULL: the most frequent of each */
	struct near near;               /* where, of kinds that have places */
	struct list_problem
	    near_problem; /* pages: why the place is not asked for; key NULL: nothing is wrong */
	enum list_sort sort;
	bool sort_given;
	unsigned limit, usual_limit, page, page_depth;
	struct str cursor;              /* public id of the last item before this page; STR_NONE: count pages */
	uint32_t cursor_record;         /* its row id; set by store_list() */
};

/*
 * Reads the parameters of a list from the pairs of an address. Names that
 * this list does not have are a problem only when `strict`, except `lang`; words that are too long
 * likewise: else their beginning is looked for. ERR_BAD_REQUEST
 * with *problem filled: unknown name, a value that is no such term, limit or page out of range.
 */
enum err list_query_read(struct list_query *q, const struct form *form, const struct catalogue *c,
    const struct kind *k, const struct list_limits *limits, struct mem *m, bool strict,
    struct list_problem *problem) NODISCARD;

/*
 * Looks up where the place is that was asked for. For a name that is no place: ERR_BAD_REQUEST with *problem filled
 * when `strict`; else the list goes on without a place and q->near_problem says why.
 */
enum err list_query_aim(struct list_query *q, struct reader *r, const struct catalogue *c,
    struct mem *m, bool strict, struct list_problem *problem) NODISCARD;

/* The order a list has when none is asked for: by relevance with words, by distance from a place, else by name. */
enum list_sort list_usual_sort(const struct list_query *q);

/* "name", "relevance", "distance" */
const char *list_sort_name(enum list_sort sort);

/*
 * Fills doc: items, page {limit, number, total, pages}, facets, links {self, next, prev},
 * query. Remembers ERR_NOT_FOUND for a page behind the last one (the first is always there).
 */
void store_list(struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *q, json_t *doc);

/*
 * Search over all kinds (or the one chosen): page, facets.kind, links, query
 * and, for programs, items by rank; for pages groups by kind with the first
 * few of each (of the chosen kind: a whole page). Without words: empty lists.
 */
void store_search(struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *q, json_t *doc);

/* The address of the same list with one thing changed, for links; see list_query.c. */
struct list_change {
	const struct facet *facet;      /* toggles this value … */
	unsigned value;
	const struct facet *without;    /* … or drops all values of this one (before it toggles) … */
	const struct facet *whole;      /* … and shows all values of this one */
	unsigned page;                  /* … or goes to this page (0: the first) … */
	struct str cursor;              /* … or behind this item */
	int sort;                       /* … or orders so; -1: as it is */
	bool clear;                     /* … or drops words and filters */
	bool anywhere, unboxed;         /* … or drops the place, the box */
};
struct str list_address(const struct scope *s, const struct list_query *q,
    const struct catalogue *c, const struct list_change *change);

/* The same for a link on the list's own page, as short as it can be: "?q=…" where there is a query. */
struct str list_link(const struct scope *s, const struct list_query *q, const struct catalogue *c,
    const struct list_change *change);

#endif
