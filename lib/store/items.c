/* items.c: a page of records, three statements at most. Their rows come in any order. */
#include "lib/store/items_private.h"

#include "lib/db/stmt.h"
#include "lib/store/mark.h"
#include "lib/store/record.h"
#include "lib/view/doc.h"

struct str
items_ids(struct mem *m, const uint32_t *record, size_t count)
{
	struct buf b;

	buf_init(&b, m, count * 8 + 2);
	buf_byte(&b, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_byte(&b, ',');
		buf_int(&b, record[i]);
	}
	buf_byte(&b, ']');
	return buf_view(&b);
}

/* ---------------------------------------------------------------- references */

const struct value_seen *
items_look_at(struct items *it, const struct facet *f, unsigned value)
{
	struct value_seen *seen = &it->seen[f->first + value];

	if (!seen->looked)
		*seen = items_look_at_name(it, f->value[value].name);
	return seen;
}

json_t *
items_reference(struct items *it, const struct facet *f, unsigned value)
{
	unsigned bit = f->first + value;
	const struct facet_value *v = &f->value[value];

	if (it->shared[bit] == NULL) {
		it->shared[bit] = store_reference(it->scope, it->kind, f->field,
		    kind_find(str_of(f->field->target)), v->id, v->name[it->scope->lang], v->slug);
		if (it->wanted != NULL)
			doc_set(it->shared[bit], "name_parts", items_look_at(it, f, value)->parts);
	}
	return doc_share(it->shared[bit]);
}

static void
set_references(struct items *it, const struct facet *f, uint32_t row, json_t *item)
{
	json_t *list = NULL;

	for (unsigned i = 0; i < f->values; i++) {
		if (!catalogue_has(it->rows, row, f->first + i))
			continue;
		if (f->field->type == FIELD_REFERENCE) {
			doc_set(item, f->field->name, items_reference(it, f, i));
			return;
		}
		if (list == NULL)
			list = doc_array();
		doc_append(list, items_reference(it, f, i));
	}
	doc_set(item, f->field->name, list);
}

/* How many enterprises a municipality has: its facet's count in another kind. */
static void
set_count(struct items *it, json_t *item)
{
	const struct kind *enterprise = kind_find(STR("enterprise"));
	const struct catalogue_kind *k = &it->catalogue->kind[kind_index(enterprise)];
	const struct facet *f = catalogue_facet(k, str_of(it->kind->name));
	int value;

	if (f == NULL || (value = facet_find(f, doc_get_str(item, "id"))) < 0)
		return;
	doc_set_int(item, "count", catalogue_count(k, f, (unsigned)value));
	doc_set_str(item, "enterprises_url",
	    address_filtered(it->scope, enterprise, f->field->name, f->value[value].id));
}

/* ------------------------------------------------------------- translations */

/* Puts what is translated in place. */
static void
translate(struct items *it, json_t *items, const uint32_t *record, size_t count, struct str ids)
{
	json_t **translated = mem_calloc(it->scope->mem, count, sizeof(*translated));
	struct stmt *s = db_read(it->r, SQL_ITEMS_TRANSLATIONS);
	size_t i = 0;

	db_bind_str(s, ":records", ids);
	db_bind_str(s, ":lang", str_of(lang_code(it->scope->lang)));
	while (db_next(s)) {
		i = items_place(record, count, i, db_int(s, 0));
		if (i == count)
			continue;
		if (translated[i] == NULL)
			translated[i] = doc_object();
		store_translate(doc_at(items, i), db_text(s, 1), db_text(s, 2));
		store_translate(translated[i], db_text(s, 1), db_text(s, 2));
	}
	for (i = 0; i < count; i++)
		store_mark_fallback(it->kind, doc_at(items, i), translated[i]);
}

static void
finish(struct items *it, json_t *item, uint32_t record)
{
	uint32_t row = it->catalogue->row[record];

	for (unsigned i = 0; i < it->rows->facets; i++)
		if (it->rows->facet[i].field->flags & FIELD_IN_ITEMS)
			set_references(it, &it->rows->facet[i], row, item);
	if (str_is(STR("municipality"), it->kind->name))
		set_count(it, item);
}

/* What both sorts of lists begin with: the rows, translated and with their addresses. */
static json_t *
load(struct items *it, enum sql which, const uint32_t *record, size_t count)
{
	struct str ids = items_ids(it->scope->mem, record, count);
	struct stmt *s = db_read(it->r, which);
	json_t **row = mem_calloc(it->scope->mem, count + 1, sizeof(*row));
	json_t *items = doc_array();
	size_t found = 0;

	db_bind_str(s, ":records", ids);
	while (db_next(s)) {
		size_t i = items_place(record, count, found++, db_int(s, 0));

		row[i] = doc_object();
		db_fill(s, row[i]);
	}
	for (size_t i = 0; i < count; i++)
		if (row[i] != NULL)
			doc_append(items, row[i]);
	if (doc_count(items) != count)
		return items;
	if (it->scope->lang != LANG_SV)
		translate(it, items, record, count, ids);
	for (size_t i = 0; i < count; i++) {
		json_t *item = doc_at(items, i);

		doc_set_str(item, "url",
		    address_record(it->scope, it->kind, doc_get_str(item, "slug")));
		if (it->scope->api)
			doc_set_str(item, "api_url",
			    address_api(it->scope, it->kind, doc_get_str(item, "id")));
	}
	return items;
}

json_t *
store_brief_items(struct reader *r, const struct scope *scope, const struct kind *k,
    const uint32_t *record, size_t count)
{
	struct items it = { .r = r, .scope = scope, .kind = k };

	return load(&it, SQL_ITEMS_BRIEF, record, count);
}

json_t *
store_items(struct reader *r, const struct scope *scope, const struct catalogue *c,
    const struct kind *k, const uint32_t *record, size_t count, const struct asked *words)
{
	const struct catalogue_kind *rows = &c->kind[kind_index(k)];
	struct items it = { .r = r, .scope = scope, .catalogue = c, .rows = rows, .kind = k,
		.shared = mem_calloc(scope->mem, rows->values + 1, sizeof(json_t *)),
		.seen = mem_calloc(scope->mem, rows->values + 1, sizeof(struct value_seen)) };
	json_t *items;

	if (count == 0)
		return doc_array();
	items = load(&it, k->items, record, count);
	if (doc_count(items) != count)
		return items;   /* an error is remembered: the answer will not be used */
	if (words != NULL) {
		it.wanted = mark_prepare(scope->mem, c->wording, words, false);
		it.apart = mark_prepare(scope->mem, c->wording, words, true);
		it.sought = words->sought;
	}
	for (size_t i = 0; i < count; i++)
		finish(&it, doc_at(items, i), record[i]);
	if (it.wanted != NULL)
		items_mark(&it, items, record, count);
	return items;
}
