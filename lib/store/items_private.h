/* items_private.h: a list in the making, between items.c and items_hits.c. */
#ifndef MEDVERK_ITEMS_PRIVATE_H
#define MEDVERK_ITEMS_PRIVATE_H

#include "lib/store/items.h"
#include "lib/text/snippet.h"

/* What building a list needs at hand. */
struct items {
	struct reader *r;
	const struct scope *scope;
	const struct catalogue *catalogue;
	const struct catalogue_kind *rows;
	const struct kind *kind;
	const struct snippet_wanted *wanted;    /* what was searched for; NULL: nothing to mark */
	const struct snippet_wanted *apart;     /* members of its compounds; NULL: there are none */
	uint32_t sought;        /* bits of what every record has (ask.h) */
	json_t **shared;        /* one reference object per facet value, made when first needed */
	struct value_seen *seen;        /* and what its name has of what was searched for */
};

/* The name of a facet's value, or of what is referred to. */
struct value_seen {
	bool looked;
	uint32_t met;           /* of what was searched for */
	json_t *parts;          /* name_parts; NULL: nothing was met */
};

/* The place of a record among those asked for, count: none. Rows mostly come as they were asked for: `next` is tried first. */
static inline size_t
items_place(const uint32_t *record, size_t count, size_t next, int64_t wanted)
{
	for (size_t n = 0; n < count; n++, next++)
		if (record[next % count] == wanted)
			return next % count;
	return count;
}

/* The reference to a facet's value, shared by all items that have it. */
json_t *items_reference(struct items *it, const struct facet *f, unsigned value);

/* What was met in the name of a facet's value; looked for once, and without a reference made for it. */
const struct value_seen *items_look_at(struct items *it, const struct facet *f, unsigned value);

/* What was met in a name; met in another language than the reader's, it is marked whole. */
struct value_seen items_look_at_name(struct items *it, const struct str name[LANG_COUNT]);

/*
 * Shows where items met what was searched for: name_parts, snippet, and `labels`, names and values that the list does not
 * show otherwise. What is seen in the name, the summary and the facets asks the database nothing.
 */
void items_mark(struct items *it, json_t *items, const uint32_t *record, size_t count);

#endif
