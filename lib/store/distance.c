/* distance.c: what is said of places. */
#include "lib/store/distance.h"

#include "lib/store/choose.h"
#include "lib/view/doc.h"

enum { TENTH = 100, WIDER_MAX = 2 };

static void
mark(json_t *item, enum precision precision, uint32_t metres)
{
	doc_set(item, "distance_km", doc_scaled((metres + TENTH / 2) / TENTH, 1));
	if (precision != PRECISION_EXACT)
		doc_set_bool(item, "distance_is_approximate", true);
}

void
distance_mark(json_t *items, const struct near *n, const struct catalogue *c, const struct kind *k,
    const uint32_t *record, size_t count)
{
	const struct catalogue_kind *rows = &c->kind[kind_index(k)];

	if (!n->found || doc_count(items) != count)
		return;
	for (size_t i = 0; i < count; i++) {
		uint32_t metres, row = c->row[record[i]];

		if (near_has(n, rows, row, &metres))
			mark(doc_at(items, i), rows->precision[row], metres);
	}
}

void
distance_tell(json_t *query, const struct scope *s, const struct near *n)
{
	json_t *near, *box;

	if (n->boxed) {
		box = doc_array();
		for (int i = 0; i < 4; i++)
			doc_append(box, doc_scaled(n->box[i], 6));
		doc_set(query, "bbox", box);
	}
	if (!n->found)
		return;
	near = doc_object();
	doc_set_str(near, "text", near_place_text(n, s->mem));
	doc_set_str(near, "name", n->name);
	doc_set(near, "latitude", doc_scaled(n->circle.latitude, 6));
	doc_set(near, "longitude", doc_scaled(n->circle.longitude, 6));
	doc_set_int(near, "radius_km", n->radius_km);
	doc_set(query, "near", near);
}

/* How many of the kind, or of all kinds that are searched, are there. */
static uint32_t
total_of(const struct scope *s, const struct catalogue *c, const struct list_query *q,
    const struct fts_matches *matches)
{
	struct list_query one = *q;
	struct choice chosen;
	uint32_t total = 0;

	for (size_t i = 0; kind_at(i) != NULL; i++) {
		if (q->kind != NULL ? q->kind != kind_at(i) : !kind_at(i)->searched)
			continue;
		one.kind = kind_at(i);
		choose(&chosen, c, one.kind, &one, matches, s->mem);
		total += chosen.total;
	}
	return total;
}

void
distance_widen(json_t *query, const struct scope *s, const struct catalogue *c,
    const struct list_query *q, const struct fts_matches *matches)
{
	static const unsigned radii[] = { 20, 50, 100, NEAR_KM_MAX };
	struct list_query wider = *q;
	json_t *list = doc_array();
	uint32_t seen = 0;

	if (!q->near.found)
		return;
	wider.cursor = STR_NONE;
	wider.page = 1;
	for (size_t i = 0; i < COUNT_OF(radii) && doc_count(list) < WIDER_MAX; i++) {
		uint32_t total;
		json_t *one;

		if (radii[i] <= q->near.radius_km)
			continue;
		wider.near.radius_km = radii[i];
		near_aim(&wider.near, q->near.circle.latitude, q->near.circle.longitude);
		total = total_of(s, c, &wider, matches);
		if (total == seen)
			continue;
		seen = total;
		one = doc_object();
		doc_set_int(one, "radius_km", radii[i]);
		doc_set_int(one, "count", total);
		doc_set_str(one, "url",
		    list_link(s, &wider, c, &(struct list_change){ .sort = -1 }));
		doc_append(list, one);
	}
	if (doc_count(list) > 0)
		doc_set(doc_get(query, "near"), "wider", list);
}
