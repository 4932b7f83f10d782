/* search.c: one question to all kinds. */
#include "lib/store/list.h"

#include "lib/store/ask.h"
#include "lib/store/choose.h"
#include "lib/store/distance.h"
#include "lib/store/items.h"
#include "lib/store/list_private.h"
#include "lib/store/otherwise.h"
#include "lib/store/remark.h"
#include "lib/view/doc.h"

enum { GROUP_ITEMS = 5 };

/* The order in which kinds stand where scores are equal. */
static const char *const kinds_shown[] = {
	"enterprise", "municipality", "project", "report", "page", "organisation",
};

struct hits {
	const struct kind *kind;
	struct choice chosen;
	size_t first, used;     /* those on the page: first … used - 1 */
	json_t *items;
};

struct search {
	struct reader *r;
	const struct scope *scope;
	struct catalogue *catalogue;
	const struct list_query *query;
	struct asked asked;
	struct hits hits[COUNT_OF(kinds_shown)];
	uint32_t total;
};

/* ------------------------------------------------------------------- ranked */

/* The kind whose next hit is the best; NULL at the end. Keys differ by score in their upper half. */
static struct hits *
best_next(struct search *se)
{
	struct hits *best = NULL;

	for (size_t i = 0; i < COUNT_OF(se->hits); i++) {
		struct hits *h = &se->hits[i];

		if (h->used == h->chosen.count ||
		    (se->query->kind != NULL && se->query->kind != h->kind))
			continue;
		if (best == NULL ||
		    h->chosen.key[h->used] >> 32 < best->chosen.key[best->used] >> 32)
			best = h;
	}
	return best;
}

static void
skip(struct search *se, size_t n)
{
	struct hits *h;

	for (; n > 0 && (h = best_next(se)) != NULL; n--)
		h->used++;
}

/* The page's items in the order of their scores; those of a kind are loaded together, no others. */
static json_t *
ranked_items(struct search *se)
{
	json_t *items = doc_array();
	struct hits *h;

	skip(se, (size_t)(se->query->page - 1) * se->query->limit);
	for (size_t i = 0; i < COUNT_OF(se->hits); i++)
		se->hits[i].first = se->hits[i].used;
	skip(se, se->query->limit);
	for (size_t i = 0; i < COUNT_OF(se->hits); i++) {
		h = &se->hits[i];
		h->items = store_items(se->r, se->scope, se->catalogue, h->kind,
		    h->chosen.record + h->first, h->used - h->first, &se->asked);
		distance_mark(h->items, &se->query->near, se->catalogue, h->kind,
		    h->chosen.record + h->first, h->used - h->first);
		h->used = h->first;
	}
	for (size_t n = 0; n < se->query->limit && (h = best_next(se)) != NULL; n++)
		doc_append(items, doc_share(doc_at(h->items, h->used++ - h->first)));
	return items;
}

/* ----------------------------------------------------------------- by kind */

/* The address of all hits of a kind: its own list, or this search for that kind. */
static struct str
kind_address(struct search *se, const struct kind *k)
{
	struct list_query q = { .kind = k, .q = se->query->q, .limit = se->query->limit, .as_typed = se->query->as_typed,
	    .usual_limit = se->query->usual_limit, .sort = se->query->sort, .near = se->query->near };

	return list_address(se->scope, &q, se->catalogue, &(struct list_change){ .sort = -1 });
}

static json_t *
first_items(struct search *se, const struct hits *h, size_t n)
{
	json_t *items = store_items(se->r, se->scope, se->catalogue, h->kind, h->chosen.record, n,
	    &se->asked);

	distance_mark(items, &se->query->near, se->catalogue, h->kind, h->chosen.record, n);
	return items;
}

/* The same search over all kinds. */
static struct str
all_address(struct search *se)
{
	struct list_query q = *se->query;

	q.kind = NULL;
	return list_address(se->scope, &q, se->catalogue, &(struct list_change){ .sort = -1 });
}

/* True when the best hit of a kind is better than that of another; who confirmed it settles nothing between kinds. */
static bool
is_better(const struct hits *a, const struct hits *b)
{
	return a->chosen.count > 0 &&
	    (b->chosen.count == 0 || a->chosen.key[0] >> 34 < b->chosen.key[0] >> 34);
}

/* The kind with the best hit comes first: a page or a project by its name before all that mention it. */
static void
order_kinds(struct search *se, struct hits *order[COUNT_OF(kinds_shown)])
{
	for (size_t i = 0; i < COUNT_OF(se->hits); i++) {
		size_t j = i;

		for (; j > 0 && se->query->sort == SORT_RELEVANCE &&
		     is_better(&se->hits[i], order[j - 1]);
		     j--)
			order[j] = order[j - 1];
		order[j] = &se->hits[i];
	}
}

static json_t *
groups_of(struct search *se)
{
	struct hits *order[COUNT_OF(kinds_shown)];
	json_t *groups = doc_array();

	order_kinds(se, order);
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		struct hits *h = order[i];
		size_t n = h->chosen.count < GROUP_ITEMS ? h->chosen.count : GROUP_ITEMS;
		json_t *group;

		if (h->chosen.total == 0 || (se->query->kind != NULL && se->query->kind != h->kind))
			continue;
		group = doc_object();
		doc_set_cstr(group, "kind", h->kind->name);
		doc_set_int(group, "total", h->chosen.total);
		doc_set_str(group, "url", kind_address(se, h->kind));
		if (se->query->kind == NULL && h->chosen.total > n)
			doc_set_bool(group, "more", true);
		doc_set(group, "items",
		    se->query->kind != NULL ? ranked_items(se) : first_items(se, h, n));
		doc_append(groups, group);
	}
	return groups;
}

static json_t *
kind_facet(struct search *se)
{
	json_t *facets = doc_object(), *facet = doc_object(), *values = doc_array();

	for (size_t i = 0; i < COUNT_OF(se->hits); i++) {
		struct hits *h = &se->hits[i];
		json_t *value;

		if (h->chosen.total == 0 && h->kind != se->query->kind)
			continue;
		value = doc_object();
		doc_set_cstr(value, "value", h->kind->name);
		doc_set_int(value, "count", h->chosen.total);
		if (h->kind == se->query->kind)
			doc_set_bool(value, "selected", true);
		doc_set_str(value, "url",
		    h->kind == se->query->kind ? all_address(se) : kind_address(se, h->kind));
		doc_append(values, value);
	}
	doc_set_cstr(facet, "name", "kind");
	doc_set(facet, "values", values);
	doc_set(facets, "kind", facet);
	return facets;
}

/* --------------------------------------------------------------------- all */

static void
find(struct search *se)
{
	struct list_query q = { .page = 1, .sort = se->query->sort, .q = se->query->q,
	    .near = se->query->near };
	bool everything = q.q.p == NULL && near_is_asked(&q.near);

	q.limit = se->query->page * se->query->limit;
	if (se->query->q.p != NULL)
		ask(&se->asked, se->r, se->scope->mem, se->catalogue, se->query->q,
		    se->query->as_typed);
	for (size_t i = 0; i < COUNT_OF(se->hits); i++) {
		struct hits *h = &se->hits[i];

		h->kind = kind_find(str_of(kinds_shown[i]));
		q.kind = h->kind;
		choose(&h->chosen, se->catalogue, h->kind, &q,
		    everything ? NULL : &se->asked.matches, se->scope->mem);
		if (se->query->kind == NULL || se->query->kind == h->kind)
			se->total += h->chosen.total;
	}
}

void
store_search(struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *q, json_t *doc)
{
	struct search se = { .r = r, .scope = s, .catalogue = c, .query = q };
	bool more;

	find(&se);
	more = se.total > q->page * q->limit;
	if (q->page > 1 && se.total <= (q->page - 1) * q->limit)
		db_fail(r, ERR_NOT_FOUND);
	if (!s->api)
		doc_set(doc, "groups", groups_of(&se));
	else
		doc_set(doc, "items", ranked_items(&se));
	doc_set(doc, "page", list_page_of(q, se.total));
	doc_set(doc, "facets", kind_facet(&se));
	doc_set(doc, "links", list_links_of(s, c, q, more && q->page < q->page_depth, STR_NONE));
	doc_set(doc, "query", list_query_of(q));
	distance_tell(doc_get(doc, "query"), s, &q->near);
	if (se.total == 0)
		distance_widen(doc_get(doc, "query"), s, c, q,
		    q->q.p != NULL ? &se.asked.matches : NULL);
	remark(doc_get(doc, "query"), r, s, c, q, &se.asked, se.hits[0].chosen.counts);
	if (q->q.p != NULL)
		otherwise(doc_get(doc, "query"), r, s, c, q, &se.asked, &se.hits[0].chosen,
		    se.total);
}
