/*
 * items_hits.c: why a record was found. Of its name, summary, facets, text and
 * references, in this order, as much is shown as it takes to see every word.
 */
#include "lib/store/items_private.h"

#include "lib/base/cc.h"
#include "lib/db/stmt.h"
#include "lib/store/record.h"
#include "lib/text/format.h"
#include "lib/text/number.h"
#include "lib/text/term.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

enum {
	SNIPPET_LETTERS = 160,
	NAME_LETTERS = 400,
	VALUE_LETTERS = 60,     /* of a text that is a value rather than prose */
};

/* One item, and what is seen where. */
struct seen {
	json_t *item, *labels, *snippet;
	struct str language;    /* of the snippet, where it is not the reader's */
	uint32_t name, summary, labelled;
};

static uint32_t
all_of(const struct seen *s)
{
	return s->name | s->summary | s->labelled;
}

/* True when somebody who searched would ask why this was found. */
static bool
is_wondering(const struct items *it, const struct seen *s)
{
	return (it->sought & ~all_of(s)) != 0 || all_of(s) == 0;
}

static void
add_part(json_t *list, struct str text, bool hit)
{
	json_t *part = doc_object();

	doc_set_str(part, "text", text);
	if (hit)
		doc_set_bool(part, "hit", true);
	doc_append(list, part);
}

/* A text in parts, with what was met in it as bits in *met; NULL: nothing. */
static json_t *
parts_of(struct items *it, struct str text, size_t letters, uint32_t *met)
{
	struct snippet_part *part;
	size_t n = snippet_find(it->scope->mem, text, it->wanted, letters, &part);
	json_t *list;

	*met = 0;
	if (n == 0)
		return NULL;
	list = doc_array();
	for (size_t i = 0; i < n; i++) {
		add_part(list, part[i].text, part[i].hit != 0);
		*met |= 1u << part[i].hit;
	}
	*met &= ~1u;
	return list;
}

static json_t *
all_marked(struct str text)
{
	json_t *list = doc_array();

	add_part(list, text, true);
	return list;
}

static void
add_label(struct seen *s, json_t *label, uint32_t met)
{
	if (s->labels == NULL)
		s->labels = doc_array();
	doc_append(s->labels, label);
	s->labelled |= met;
}

/* ----------------------------------------------- what the list has at hand */

static void
mark_texts(struct items *it, struct seen *s)
{
	json_t *name = parts_of(it, doc_get_str(s->item, "name"), NAME_LETTERS, &s->name);

	doc_set(s->item, "name_parts", name);
	s->snippet = parts_of(it, doc_get_str(s->item, "summary"), SNIPPET_LETTERS * 2,
	    &s->summary);
	s->language = doc_get_str(doc_get(s->item, "text_languages"), "summary");
}

struct value_seen
items_look_at_name(struct items *it, const struct str name[LANG_COUNT])
{
	struct str shown = name[it->scope->lang];
	struct value_seen seen = { .looked = true };

	seen.parts = parts_of(it, shown, NAME_LETTERS, &seen.met);
	for (enum lang l = 0; l < LANG_COUNT && seen.parts == NULL; l++)
		if (name[l].p != shown.p && name[l].p != NULL &&
		    parts_of(it, name[l], NAME_LETTERS, &seen.met) != NULL)
			seen.parts = all_marked(shown);
	return seen;
}

/* Values of facets: those that are in the item are marked there. */
static void
mark_facet(struct items *it, struct seen *s, const struct facet *f, uint32_t row)
{
	unsigned end = f->first + f->values;

	for (unsigned bit = f->first; bit < end; bit++) {
		uint32_t met;

		/* Most words of a facet with many values are empty. */
		if (bit % 64 == 0 &&
		    it->rows->bits[(size_t)row * it->rows->words + bit / 64] == 0) {
			bit += 63;
			continue;
		}
		if (!catalogue_has(it->rows, row, bit))
			continue;
		met = items_look_at(it, f, bit - f->first)->met;
		if (f->field->flags & FIELD_IN_ITEMS)
			s->labelled |= met;
		else if (met != 0)
			add_label(s, items_reference(it, f, bit - f->first), met);
	}
}

/* --------------------------------------------------------------- the text */

/* A value that was met, as it is written elsewhere: 591 30, 769900-0019. */
static struct str
as_written(struct items *it, struct str value)
{
	int64_t number;
	struct buf b;

	if (!str_int(value, &number))
		return value;
	buf_init(&b, it->scope->mem, 16);
	if (value.n == POSTCODE_DIGITS)
		format_postcode(&b, value);
	else
		format_organisation_number(&b, value);
	return buf_view(&b);
}

/* True for what is no prose: a locality, a number, another name. */
static bool
is_value(struct str text)
{
	return utf8_prefix(text, VALUE_LETTERS) == text.n && !str_ends(text, STR("."));
}

/* A field that the list shows is marked where it stands: publisher_parts; others are shown as labels. */
static void
add_value(struct items *it, struct seen *s, struct str value, json_t *parts, uint32_t met)
{
	const struct field *f;
	json_t *label;

	for (size_t i = 0; (f = kind_field_at(it->kind, i)) != NULL; i++)
		if ((f->flags & FIELD_IN_ITEMS) && f->type == FIELD_TEXT &&
		    str_eq(doc_get_str(s->item, f->name), value)) {
			doc_set(s->item, mem_printf(it->scope->mem, "%s_parts", f->name), parts);
			s->labelled |= met;
			return;
		}
	label = doc_object();
	doc_set_str(label, "name", as_written(it, value));
	doc_set(label, "name_parts",
	    str_eq(as_written(it, value), value) ? parts : all_marked(as_written(it, value)));
	add_label(s, label, met);
}

struct found {
	json_t *parts;
	uint32_t met;
	bool english;
};

/* The better place is in the reader's language, then has more of what is not seen yet, then comes first. */
static bool
is_better(const struct items *it, const struct found *one, const struct found *best, uint32_t seen)
{
	bool own = one->english == (it->scope->lang == LANG_EN);
	bool best_own = best->english == (it->scope->lang == LANG_EN);

	if (best->parts == NULL || own != best_own)
		return best->parts == NULL || own;
	return __builtin_popcount(one->met & ~seen) > __builtin_popcount(best->met & ~seen);
}

/* A text goes behind the summary where both have something, and stands for it where the summary has nothing. */
static void
add_snippet(struct seen *s, const struct found *found, struct str language)
{
	if (s->summary == 0) {
		s->snippet = found->parts;
		s->language = language;
		s->summary = found->met;
	} else if ((s->language.p == NULL) == (language.p == NULL)) {
		add_part(s->snippet, STR(" "), false);
		for (size_t i = 0; i < doc_count(found->parts); i++)
			doc_append(s->snippet, doc_share(doc_at(found->parts, i)));
		s->summary |= found->met;
	}
}

static void
look_in_text(struct items *it, struct seen *s, struct str text)
{
	struct found one, best = { .parts = NULL };
	struct str part;

	while (term_part(it->scope->mem, &text, &part, &one.english)) {
		one.parts = parts_of(it, part, SNIPPET_LETTERS, &one.met);
		if (one.parts == NULL)
			continue;
		if (is_value(part))
			add_value(it, s, part, one.parts, one.met);
		else if (is_better(it, &one, &best, all_of(s)))
			best = one;
	}
	if (best.parts == NULL || (s->summary != 0 && (best.met & ~all_of(s)) == 0))
		return;
	add_snippet(s, &best,
	    best.english == (it->scope->lang == LANG_EN)
		? STR_NONE
		: str_of(lang_code(best.english ? LANG_EN : LANG_SV)));
}

/* --------------------------------------------------------------- references */

/* Names of what is referred to and is no facet; of its own kind none is in the index. */
static void
look_in_references(struct items *it, struct seen *s, uint32_t record)
{
	struct stmt *q = db_read(it->r, SQL_LIST_REFERENCES);

	db_bind_int(q, ":record", record);
	db_bind_str(q, ":lang", str_of(lang_code(it->scope->lang)));
	while (db_next(q)) {
		const struct field *f = kind_field(it->kind, db_text(q, 0));
		const struct kind *target = kind_find(db_text(q, 2));
		struct str
		    name[LANG_COUNT] = { [LANG_SV] = db_text(q, 5), [LANG_EN] = db_text(q, 6) };
		struct value_seen seen;
		json_t *label;

		if (f == NULL || (f->flags & FIELD_FACET) || target == it->kind)
			continue;
		if (name[LANG_EN].p == NULL)
			name[LANG_EN] = name[LANG_SV];
		seen = items_look_at_name(it, name);
		if ((seen.met & ~all_of(s)) == 0)
			continue;
		label = store_reference(it->scope, it->kind, f, target, db_text(q, 3),
		    name[it->scope->lang], db_text(q, 4));
		doc_set(label, "name_parts", seen.parts);
		add_label(s, label, seen.met);
	}
}

/* ------------------------------------------------------------------- public */

static void
look_in_texts(struct items *it, struct seen *seen, const uint32_t *record, size_t count)
{
	uint32_t *wanted = mem_calloc(it->scope->mem, count, sizeof(*wanted));
	size_t *position = mem_calloc(it->scope->mem, count, sizeof(*position));
	size_t n = 0, i = 0;
	struct stmt *s;

	for (size_t j = 0; j < count; j++) {
		if (!is_wondering(it, &seen[j]))
			continue;
		wanted[n] = record[j];
		position[n++] = j;
	}
	if (n == 0)
		return;
	s = db_read(it->r, SQL_ITEMS_DOCUMENTS);
	db_bind_str(s, ":records", items_ids(it->scope->mem, wanted, n));
	while (db_next(s)) {
		i = items_place(wanted, n, i, db_int(s, 0));
		if (i < n)
			look_in_text(it, &seen[position[i++]], db_text(s, 1));
	}
}

/* Where nothing else explains a hit: the members of a compound, here and there in its texts. */
static void
look_for_members(struct items *it, struct seen *seen, const uint32_t *record, size_t count)
{
	struct items apart = *it;

	apart.wanted = it->apart;
	apart.sought = 0;
	for (size_t i = 0; i < count; i++)
		if (is_wondering(&apart, &seen[i]))
			mark_texts(&apart, &seen[i]);
	look_in_texts(&apart, seen, record, count);
}

void
items_mark(struct items *it, json_t *items, const uint32_t *record, size_t count)
{
	struct seen *seen = mem_calloc(it->scope->mem, count, sizeof(*seen));

	for (size_t i = 0; i < count; i++) {
		seen[i].item = doc_at(items, i);
		mark_texts(it, &seen[i]);
		for (unsigned f = 0; f < it->rows->facets; f++)
			mark_facet(it, &seen[i], &it->rows->facet[f],
			    it->catalogue->row[record[i]]);
	}
	look_in_texts(it, seen, record, count);
	for (size_t i = 0; i < count; i++)
		if (is_wondering(it, &seen[i]))
			look_in_references(it, &seen[i], record[i]);
	if (it->apart != NULL)
		look_for_members(it, seen, record, count);
	for (size_t i = 0; i < count; i++) {
		doc_set(seen[i].item, "labels", seen[i].labels);
		doc_set(seen[i].item, "snippet", seen[i].snippet);
		if (seen[i].snippet != NULL)
			doc_set_str(seen[i].item, "snippet_language", seen[i].language);
	}
}
