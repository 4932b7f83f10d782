/* site.c: the start page, and what some pages show beside their record. */
#include "lib/store/site.h"

#include "lib/db/stmt.h"
#include "lib/store/choose.h"
#include "lib/store/items.h"
#include "lib/store/record.h"
#include "lib/view/doc.h"

enum { NEWEST = 4, NEARBY = 3, MUNICIPALITY_ITEMS = 20, FEW = 3 };

static const struct catalogue_kind *
rows_of(const struct catalogue *c, const char *kind)
{
	return &c->kind[kind_index(kind_find(str_of(kind)))];
}

/* Values of a facet with their counts; those without records only when `empty`. */
static json_t *
counted_values(const struct scope *s, const struct catalogue_kind *k, const char *field,
    const uint32_t *counts, bool empty)
{
	const struct facet *f = catalogue_facet(k, str_of(field));
	const struct kind *target = kind_find(str_of(f->field->target));
	json_t *list = doc_array();

	for (unsigned v = 0; v < f->values; v++) {
		json_t *value;

		if (counts[f->first + v] == 0 && !empty)
			continue;
		value = store_reference(s, k->kind, f->field, target, f->value[v].id,
		    f->value[v].name[s->lang], f->value[v].slug);
		doc_set_int(value, "count", counts[f->first + v]);
		doc_append(list, value);
	}
	return list;
}

/* How many enterprises have each value, no filter applied. */
static const uint32_t *
all_counts(const struct scope *s, const struct catalogue *c, const struct kind *k)
{
	struct list_query q = { .kind = k, .limit = 1, .page = 1 };
	struct choice chosen;

	choose(&chosen, c, k, &q, NULL, s->mem);
	return chosen.counts;
}

static json_t *
items_of(struct reader *r, const struct scope *s, const struct catalogue *c, const char *kind,
    enum sql which)
{
	const struct kind *k = kind_find(str_of(kind));
	struct stmt *q = db_read(r, which);
	uint32_t record[NEWEST];
	size_t n = 0;

	if (db_has(q, ":kind"))
		db_bind_str(q, ":kind", str_of(kind));
	db_bind_int(q, ":limit", NEWEST);
	while (db_next(q))
		if (n < NEWEST)
			record[n++] = (uint32_t)db_int(q, 0);
	return store_items(r, s, c, k, record, n, NULL);
}

void
store_start(struct reader *r, const struct scope *s, const struct catalogue *c, json_t *doc)
{
	static const char *const counted[] = { "enterprise", "project", "report", "municipality" };
	const struct catalogue_kind *enterprises = rows_of(c, "enterprise");
	const uint32_t *counts = all_counts(s, c, enterprises->kind);
	json_t *sizes = doc_object();

	for (size_t i = 0; i < COUNT_OF(counted); i++)
		doc_set_int(sizes, kind_find(str_of(counted[i]))->plural,
		    rows_of(c, counted[i])->rows);
	doc_set(doc, "counts", sizes);
	doc_set(doc, "areas", counted_values(s, enterprises, "goods_and_services", counts, false));
	doc_set(doc, "services",
	    counted_values(s, enterprises, "integration_services", counts, false));
	doc_set(doc, "municipalities",
	    counted_values(s, enterprises, "municipality", counts, true));
	doc_set(doc, "confirmed", items_of(r, s, c, "enterprise", SQL_LIST_LATEST_VERIFIED));
	doc_set(doc, "reports", items_of(r, s, c, "report", SQL_LIST_NEWEST_REPORTS));
	doc_set(doc, "projects", items_of(r, s, c, "project", SQL_LIST_NEWEST));
}

/* ------------------------------------------------------------ municipality */

static void
add_counts(const struct catalogue *c, json_t *references)
{
	const struct catalogue_kind *k = rows_of(c, "enterprise");
	const struct facet *f = catalogue_facet(k, STR("municipality"));

	for (size_t i = 0; i < doc_count(references); i++) {
		json_t *ref = doc_at(references, i);
		int value = facet_find(f, doc_get_str(ref, "id"));

		if (value >= 0)
			doc_set_int(ref, "count", catalogue_count(k, f, (unsigned)value));
	}
}

void
store_municipality(struct reader *r, const struct scope *s, const struct catalogue *c, json_t *doc)
{
	const struct catalogue_kind *k = rows_of(c, "enterprise");
	const struct facet *f = catalogue_facet(k, STR("municipality"));
	struct list_query q = { .kind = k->kind, .limit = MUNICIPALITY_ITEMS, .page = 1 };
	int value = facet_find(f, doc_get_str(doc, "id"));
	json_t *list = doc_object();
	struct choice chosen;

	if (value < 0)
		return;
	q.selected[f - k->facet] = mem_calloc(s->mem, f->values, sizeof(bool));
	q.selected[f - k->facet][value] = true;
	choose(&chosen, c, k->kind, &q, NULL, s->mem);
	doc_set(list, "items", store_items(r, s, c, k->kind, chosen.record, chosen.count, NULL));
	doc_set_int(list, "total", chosen.total);
	if (chosen.more)
		doc_set_bool(list, "more", true);
	doc_set_str(list, "url",
	    address_filtered(s, k->kind, "municipality", doc_get_str(doc, "id")));
	doc_set(doc, "enterprises", list);
	doc_set(doc, "areas", counted_values(s, k, "goods_and_services", chosen.counts, false));
	if (chosen.total < FEW)
		doc_set_bool(doc, "few", true);
	add_counts(c, doc_get(doc, "neighbours"));
}

/* --------------------------------------------------------------- enterprise */

void
store_nearby(struct reader *r, const struct scope *s, const struct catalogue *c, int64_t record,
    json_t *doc)
{
	const struct catalogue_kind *k = rows_of(c, "enterprise");
	const struct facet *f = catalogue_facet(k, STR("municipality"));
	uint32_t near[NEARBY], own;
	size_t n = 0;

	if (record <= 0 || record >= c->records || c->kind_of[record] == 0)
		return;
	own = c->row[record];
	/* From the next name on, around the alphabet: so that each is somebody's neighbour. */
	for (uint32_t i = 1; i < k->slots && n < NEARBY; i++) {
		uint32_t row = (own + i) % k->slots;

		for (unsigned v = 0; v < f->values; v++)
			if (catalogue_has(k, own, f->first + v) &&
			    catalogue_has(k, row, f->first + v)) {
				near[n++] = k->record[row];
				break;
			}
	}
	if (n > 0)
		doc_set(doc, "nearby", store_brief_items(r, s, k->kind, near, n));
}

/* ------------------------------------------------------------------ project */

static json_t *
group_of(json_t *groups, json_t *country)
{
	struct str id = doc_get_str(country, "id");
	json_t *group;

	for (size_t i = 0; i < doc_count(groups); i++)
		if (str_eq(doc_get_str(doc_get(doc_at(groups, i), "country"), "id"), id))
			return doc_at(groups, i);
	group = doc_object();
	doc_set(group, "country", doc_share(country));
	doc_set(group, "partners", doc_array());
	doc_append(groups, group);
	return group;
}

void
store_partners(json_t *doc)
{
	json_t *partners = doc_get(doc, "partners"), *groups = doc_array();

	for (size_t i = 0; i < doc_count(partners); i++) {
		json_t *partner = doc_at(partners, i), *country = doc_get(partner, "country");

		if (country != NULL)
			doc_append(doc_get(group_of(groups, country), "partners"),
			    doc_share(partner));
	}
	if (doc_count(groups) > 0)
		doc_set(doc, "partners_by_country", groups);
}

/* ------------------------------------------------------------------- report */

static void
add_sentence(struct buf *b, struct str text)
{
	if (text.n == 0)
		return;
	if (b->n > 0)
		buf_byte(b, ' ');
	buf_str(b, text);
	if (!str_ends(text, STR(".")) && !str_ends(text, STR("?")))
		buf_byte(b, '.');
}

void
store_citation(const struct scope *s, json_t *doc)
{
	json_t *authors = doc_get(doc, "authors");
	struct buf b, who;

	buf_init(&b, s->mem, 256);
	buf_init(&who, s->mem, 128);
	for (size_t i = 0; i < doc_count(authors); i++) {
		if (i > 0)
			buf_puts(&who, ", ");
		buf_str(&who, doc_str(doc_at(authors, i)));
	}
	if (who.n == 0)
		buf_str(&who, doc_get_str(doc, "publisher"));
	if (doc_get(doc, "year") != NULL)
		buf_printf(&who, " (%d)", (int)doc_get_int(doc, "year"));
	add_sentence(&b, buf_view(&who));
	add_sentence(&b,
	    doc_get(doc, "original_name") != NULL ? doc_get_str(doc, "original_name")
	    : doc_get_str(doc, "name"));
	if (doc_count(authors) > 0 && doc_get(doc, "publisher") != NULL &&
	    !(doc_count(authors) == 1 &&
	    str_eq(doc_str(doc_at(authors, 0)), doc_get_str(doc, "publisher"))))
		add_sentence(&b, doc_get_str(doc, "publisher"));
	add_sentence(&b, doc_get_str(doc, "series"));
	add_sentence(&b, doc_get_str(doc, "reference_number"));
	doc_set_str(doc, "citation", buf_view(&b));
}

void
store_health(struct reader *r)
{
	if (db_number(db_read(r, SQL_CHECK_HEALTH)) != 1)
		db_fail(r, ERR_UNAVAILABLE);
}
