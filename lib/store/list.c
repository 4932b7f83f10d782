/* list.c: the document of a list. */
#include "lib/store/list.h"

#include "lib/db/stmt.h"
#include "lib/store/ask.h"
#include "lib/store/choose.h"
#include "lib/store/distance.h"
#include "lib/store/items.h"
#include "lib/store/list_private.h"
#include "lib/store/otherwise.h"
#include "lib/store/remark.h"
#include "lib/view/doc.h"

/* ------------------------------------------------------------------- facets */

/*
 * On a page a facet with many values shows the most frequent of them and a
 * link to all: 5, or all where there are no more than 7. Facets behind the
 * fourth, which few ask for, show the link alone. Values chosen are always shown. Programs get
 * all. So a page of twenty records stays below 16 KB.
 */
enum { FACET_SHOWN = 5, FACET_WHOLE = 7, FACETS_SHOWN = 4 };

struct facet_view {
	const struct facet *facet;
	const bool *selected;           /* NULL: none */
	const uint32_t *count;          /* by value */
	unsigned index;                 /* its place among the facets */
	unsigned there;                 /* values with hits, or chosen */
	uint32_t least;                 /* values with more hits than this are shown … */
	unsigned of_least;              /* … and so many of those with as many */
};

static bool
is_selected(const struct facet_view *view, unsigned v)
{
	return view->selected != NULL && view->selected[v];
}

/* The FACET_SHOWN most frequent values, as a limit. */
static void
limit_values(struct facet_view *view)
{
	uint32_t best[FACET_SHOWN] = { 0 };
	unsigned more = 0;

	for (unsigned v = 0; v < view->facet->values; v++) {
		unsigned place = FACET_SHOWN;

		while (place > 0 && best[place - 1] < view->count[v])
			place--;
		for (unsigned i = FACET_SHOWN - 1; i > place; i--)
			best[i] = best[i - 1];
		if (place < FACET_SHOWN)
			best[place] = view->count[v];
	}
	view->least = best[FACET_SHOWN - 1];
	for (unsigned i = 0; i < FACET_SHOWN; i++)
		more += best[i] > view->least;
	view->of_least = FACET_SHOWN - more;
}

static bool
is_shown(struct facet_view *view, unsigned v)
{
	if (view->count[v] > view->least)
		return true;
	if (view->count[v] == view->least && view->count[v] > 0 && view->of_least > 0) {
		view->of_least--;
		return true;
	}
	return is_selected(view, v);
}

static json_t *
facet_value_of(const struct scope *s, const struct catalogue *c, const struct list_query *q,
    const struct facet_view *view, unsigned v)
{
	const struct facet *f = view->facet;
	json_t *value = doc_object();

	doc_set_str(value, "value", f->value[v].id);
	doc_set_str(value, "name", f->value[v].name[s->lang]);
	doc_set_int(value, "count", view->count[v]);
	if (is_selected(view, v))
		doc_set_bool(value, "selected", true);
	doc_set_str(value, "url",
	    list_link(s, q, c,
		&(struct list_change){
	    .facet = f, .value = v, .whole = q->whole == f ? f : NULL, .sort = -1 }));
	return value;
}

static json_t *
facet_of(const struct scope *s, const struct catalogue *c, const struct list_query *q,
    struct facet_view *view)
{
	const struct facet *f = view->facet;
	json_t *facet = doc_object(), *values = doc_array(), *more;

	for (unsigned v = 0; v < f->values; v++)
		view->there += view->count[v] > 0 || is_selected(view, v);
	if (!s->api && q->whole != f && view->index >= FACETS_SHOWN)
		view->least = UINT32_MAX;
	else if (!s->api && q->whole != f && view->there > FACET_WHOLE)
		limit_values(view);
	for (unsigned v = 0; v < f->values; v++)
		if (is_shown(view, v))
			doc_append(values, facet_value_of(s, c, q, view, v));
	doc_set_cstr(facet, "name", f->field->name);
	doc_set(facet, "values", values);
	if (view->selected != NULL)
		doc_set_bool(facet, "any", true);
	if (q->whole == f)
		doc_set_bool(facet, "whole", true);
	if (!s->api && view->there > 0)
		doc_set_int(facet, "count", view->there);
	if (doc_count(values) < view->there) {
		more = doc_object();
		doc_set_int(more, "count", view->there);
		doc_set_str(more, "url",
		    list_link(s, q, c, &(struct list_change){ .whole = f, .sort = -1 }));
		doc_set(facet, "more", more);
	}
	return facet;
}

static json_t *
facets(const struct scope *s, const struct catalogue *c, const struct list_query *q,
    const uint32_t *counts)
{
	const struct catalogue_kind *k = &c->kind[kind_index(q->kind)];
	json_t *all = doc_object();

	for (unsigned i = 0; i < k->facets; i++) {
		const struct facet *f = &k->facet[i];

		doc_set(all, f->field->name,
		    facet_of(s, c, q,
			&(struct facet_view){
		    .facet = f, .index = i, .selected = q->selected[i], .count = &counts[f->first] }));
	}
	return all;
}

/* -------------------------------------------------------------------- paging */

json_t *
list_page_of(const struct list_query *q, uint32_t total)
{
	json_t *page = doc_object();

	doc_set_int(page, "limit", q->limit);
	if (q->cursor.p == NULL)
		doc_set_int(page, "number", q->page);
	doc_set_int(page, "total", total);
	doc_set_int(page, "pages", total == 0 ? 1 : (total + q->limit - 1) / q->limit);
	return page;
}

json_t *
list_links_of(const struct scope *s, const struct catalogue *c, const struct list_query *q,
    bool more, struct str last)
{
	json_t *links = doc_object();
	struct list_change here = { .page = q->page, .cursor = q->cursor, .sort = -1 };
	struct list_change next = { .page = q->page + 1, .sort = -1 };
	struct list_change prev = { .page = q->page - 1, .sort = -1 };

	/* Pages are numbered as far as page_depth; from there on each names its last item. */
	if (q->cursor.p != NULL || q->page == q->page_depth)
		next = (struct list_change){ .cursor = last, .sort = -1 };
	doc_set_str(links, "self", list_address(s, q, c, &here));
	doc_set(links, "next", more ? doc_string(list_address(s, q, c, &next)) : doc_null());
	doc_set(links, "prev",
	    q->cursor.p == NULL && q->page > 1 ? doc_string(list_address(s, q, c, &prev))
					       : doc_null());
	return links;
}

json_t *
list_query_of(const struct list_query *q)
{
	json_t *query = doc_object();

	doc_set_str(query, "q", q->typed.p != NULL ? q->typed : q->q);
	doc_set_cstr(query, "sort", list_sort_name(q->sort));
	return query;
}

/* -------------------------------------------------------------------- the list */

/* Row id of the cursor's record; 0 when there is none of this id. */
static uint32_t
cursor_record(struct reader *r, const struct list_query *q)
{
	static const enum sql ways[] = { SQL_FIND_RECORD_BY_UUID, SQL_FIND_RECORD_BY_CODE };
	int64_t record = 0;

	for (size_t i = 0; q->cursor.p != NULL && record == 0 && i < COUNT_OF(ways); i++) {
		struct stmt *s = db_read(r, ways[i]);

		db_bind_str(s, ":kind", str_of(q->kind->name));
		db_bind_str(s, ":id", q->cursor);
		record = db_number(s);
	}
	return (uint32_t)record;
}

void
store_list(struct reader *r, const struct scope *s, struct catalogue *c,
    const struct list_query *wanted, json_t *doc)
{
	struct list_query q = *wanted;
	struct asked asked = { .marks = 0 };
	struct choice chosen;
	json_t *items, *query;

	if (q.q.p != NULL)
		ask(&asked, r, s->mem, c, q.q, q.as_typed);
	q.cursor_record = cursor_record(r, &q);
	choose(&chosen, c, q.kind, &q, q.q.p != NULL ? &asked.matches : NULL, s->mem);
	if (chosen.lost)
		db_fail(r, ERR_GONE);
	else if (chosen.count == 0 && q.page > 1)
		db_fail(r, ERR_NOT_FOUND);
	items = store_items(r, s, c, q.kind, chosen.record, chosen.count, &asked);
	distance_mark(items, &q.near, c, q.kind, chosen.record, chosen.count);
	doc_set(doc, "items", items);
	doc_set(doc, "page", list_page_of(&q, chosen.total));
	doc_set(doc, "facets", facets(s, c, &q, chosen.counts));
	doc_set(doc, "links",
	    list_links_of(s, c, &q, chosen.more,
	    doc_get_str(doc_at(items, chosen.count - 1), "id")));
	query = list_query_of(&q);
	distance_tell(query, s, &q.near);
	if (chosen.total == 0)
		distance_widen(query, s, c, &q, q.q.p != NULL ? &asked.matches : NULL);
	remark(query, r, s, c, &q, &asked,
	    str_is(STR("enterprise"), q.kind->name) ? chosen.counts : NULL);
	otherwise(query, r, s, c, &q, &asked, &chosen, chosen.total);
	doc_set(doc, "query", query);
}
