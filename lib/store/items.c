/* items.c: a page of records, three statements at most. Their rows come in any order. */
#include "lib/store/items.h"

#include "lib/db/stmt.h"
#include "lib/store/mark.h"
#include "lib/store/record.h"
#include "lib/text/snippet.h"
#include "lib/view/doc.h"

enum { SNIPPET_LETTERS = 160, NAME_LETTERS = 400 };

/* What building a list needs at hand. */
struct items {
	struct reader *r;
	const struct scope *scope;
	const struct catalogue *catalogue;
	const struct catalogue_kind *rows;
	const struct kind *kind;
	const struct snippet_wanted *wanted;    /* what was searched for; NULL: nothing to mark */
	json_t **shared;        /* one reference object per facet value, made when first needed */
};

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

/* The place of a record among those asked for, count: none. Rows mostly come as they were asked for: `next` is tried first. */
static size_t
place_of(const uint32_t *record, size_t count, size_t next, int64_t wanted)
{
	for (size_t n = 0; n < count; n++, next++)
		if (record[next % count] == wanted)
			return next % count;
	return count;
}

/* ---------------------------------------------------------------- references */

static json_t *
shared_reference(struct items *it, const struct facet *f, unsigned value)
{
	json_t **slot = &it->shared[f->first + value];
	const struct facet_value *v = &f->value[value];

	if (*slot == NULL)
		*slot = store_reference(it->scope, it->kind, f->field,
		    kind_find(str_of(f->field->target)), v->id, v->name[it->scope->lang], v->slug);
	return doc_share(*slot);
}

static void
set_references(struct items *it, const struct facet *f, uint32_t row, json_t *item)
{
	json_t *list = NULL;

	for (unsigned i = 0; i < f->values; i++) {
		if (!catalogue_has(it->rows, row, f->first + i))
			continue;
		if (f->field->type == FIELD_REFERENCE) {
			doc_set(item, f->field->name, shared_reference(it, f, i));
			return;
		}
		if (list == NULL)
			list = doc_array();
		doc_append(list, shared_reference(it, f, i));
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

/* ------------------------------------------------------------------ snippets */

static json_t *
parts_of(struct items *it, struct str text, size_t letters)
{
	struct snippet_part *part;
	size_t n = snippet_find(it->scope->mem, text, it->wanted, letters, &part);
	json_t *list;

	if (n == 0)
		return NULL;
	list = doc_array();
	for (size_t i = 0; i < n; i++) {
		json_t *p = doc_object();

		doc_set_str(p, "text", part[i].text);
		if (part[i].hit)
			doc_set_bool(p, "hit", true);
		doc_append(list, p);
	}
	return list;
}

/* Where the words were met in what the list shows anyway; true when somewhere. */
static bool
mark_hits(struct items *it, json_t *item)
{
	json_t *name = parts_of(it, doc_get_str(item, "name"), NAME_LETTERS);
	json_t *summary = parts_of(it, doc_get_str(item, "summary"), SNIPPET_LETTERS * 2);

	doc_set(item, "name_parts", name);
	doc_set(item, "snippet", summary);
	if (summary != NULL)
		doc_set_str(item, "snippet_language",
		    doc_get_str(doc_get(item, "text_languages"), "summary"));
	return name != NULL || summary != NULL;
}

/* The hit in a document's text: in the reader's language if it is there, else in the other. */
static void
set_snippet_of_text(struct items *it, json_t *item, struct str text)
{
	enum lang lang = it->scope->lang;
	json_t *found = NULL;
	bool english, own = false;
	struct str part;

	while (!own && term_part(it->scope->mem, &text, &part, &english)) {
		json_t *parts = parts_of(it, part, SNIPPET_LETTERS);

		/* A hit and nothing around it says no more than that there is one. */
		if (doc_count(parts) < 2)
			continue;
		own = english == (it->scope->lang == LANG_EN);
		if (!own && found != NULL)
			continue;
		found = parts;
		lang = english ? LANG_EN : LANG_SV;
	}
	doc_set(item, "snippet", found);
	if (found != NULL && lang != it->scope->lang)
		doc_set_cstr(item, "snippet_language", lang_code(lang));
}

/* For items whose name and summary have no hit: the place in their text. */
static void
find_in_texts(struct items *it, json_t *items, const uint32_t *record, const bool *met,
    size_t count)
{
	uint32_t *wanted = mem_calloc(it->scope->mem, count, sizeof(*wanted));
	size_t *position = mem_calloc(it->scope->mem, count, sizeof(*position));
	size_t n = 0, i = 0;
	struct stmt *s;

	for (size_t j = 0; j < count; j++) {
		if (met[j])
			continue;
		wanted[n] = record[j];
		position[n++] = j;
	}
	if (n == 0)
		return;
	s = db_read(it->r, SQL_ITEMS_DOCUMENTS);
	db_bind_str(s, ":records", items_ids(it->scope->mem, wanted, n));
	while (db_next(s)) {
		i = place_of(wanted, n, i, db_int(s, 0));
		if (i < n)
			set_snippet_of_text(it, doc_at(items, position[i++]), db_text(s, 1));
	}
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
		i = place_of(record, count, i, db_int(s, 0));
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
		size_t i = place_of(record, count, found++, db_int(s, 0));

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
	struct items it = { r, scope, c, rows, k, NULL,
		mem_calloc(scope->mem, rows->values + 1, sizeof(json_t *)) };
	json_t *items;
	bool *met;

	if (count == 0)
		return doc_array();
	items = load(&it, k->items, record, count);
	if (doc_count(items) != count)
		return items;   /* an error is remembered: the answer will not be used */
	if (words != NULL)
		it.wanted = mark_prepare(scope->mem, c->wording, words);
	met = mem_calloc(scope->mem, count, sizeof(*met));
	for (size_t i = 0; i < count; i++) {
		finish(&it, doc_at(items, i), record[i]);
		met[i] = it.wanted == NULL || mark_hits(&it, doc_at(items, i));
	}
	find_in_texts(&it, items, record, met, count);
	return items;
}
