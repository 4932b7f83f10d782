/* record.c: one record with everything it is linked to. */
#include "lib/store/record.h"

#include "lib/db/stmt.h"
#include "lib/store/attach.h"
#include "lib/view/doc.h"

/* ----------------------------------------------------------------- finding */

/* The present row of a tombstone. */
static json_t *
read_tombstone(struct stmt *s, const struct scope *scope)
{
	const struct kind *k = kind_find(db_text(s, 1));
	json_t *gone = doc_object();

	doc_set_str(gone, "reason", db_text(s, 0));
	if (k == NULL)
		return gone;
	doc_set_str(gone, "name", db_text(s, 3));
	doc_set_str(gone, "url",
	    scope->api ? address_api(scope, k, db_text(s, 4))
		       : address_record(scope, k, db_text(s, 2)));
	return gone;
}

static void
fail_missing(struct reader *r, const struct scope *scope, enum sql tombstone,
    const struct record_key *key, struct record_found *found)
{
	struct stmt *s = db_read(r, tombstone);

	db_bind_str(s, ":kind", str_of(key->kind->name));
	db_bind_str(s, key->slug.p != NULL ? ":slug" : ":id",
	    key->slug.p != NULL ? key->slug : key->id);
	if (db_next(s)) {
		found->gone = read_tombstone(s, scope);
		stmt_end(s);
	}
	db_fail(r, found->gone != NULL ? ERR_GONE : ERR_NOT_FOUND);
}

static int64_t
find_by_id(struct reader *r, const struct scope *scope, const struct record_key *key,
    struct record_found *found)
{
	static const enum sql ways[] = { SQL_FIND_RECORD_BY_UUID, SQL_FIND_RECORD_BY_CODE };

	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct stmt *s = db_read(r, ways[i]);
		int64_t record;

		db_bind_str(s, ":kind", str_of(key->kind->name));
		db_bind_str(s, ":id", key->id);
		if ((record = db_number(s)) != 0)
			return record;
	}
	fail_missing(r, scope, SQL_FIND_TOMBSTONE_BY_ID, key, found);
	return 0;
}

static void
find_by_slug(struct reader *r, const struct scope *scope, const struct record_key *key,
    struct record_found *found)
{
	struct stmt *s = db_read(r, SQL_FIND_RECORD_BY_SLUG);

	db_bind_str(s, ":kind", str_of(key->kind->name));
	db_bind_str(s, ":slug", key->slug);
	if (!db_next(s)) {
		fail_missing(r, scope, SQL_FIND_TOMBSTONE_BY_SLUG, key, found);
		return;
	}
	found->record = db_int(s, 0);
	found->slug[LANG_SV] = mem_dup(scope->mem, db_text(s, 1));
	found->slug[LANG_EN] = db_text(s, 2).p != NULL ? mem_dup(scope->mem, db_text(s, 2))
	    : found->slug[LANG_SV];
	stmt_end(s);
	if (str_eq(found->slug[scope->lang], key->slug))
		return;
	found->record = 0;
	found->moved = address_record(scope, key->kind, found->slug[scope->lang]);
	db_fail(r, ERR_MOVED);
}

void
store_record_find(struct reader *r, const struct scope *s, const struct record_key *key,
    struct record_found *found)
{
	*found = (struct record_found){ .record = 0 };
	if (key->slug.p != NULL)
		find_by_slug(r, s, key, found);
	else
		found->record = find_by_id(r, s, key, found);
}

/* ---------------------------------------------------------------- languages */

void
store_translate(json_t *object, struct str field, struct str text)
{
	const struct field *f = field_find(field);

	if (f != NULL)
		doc_set_str(object, f->name, text);
}

void
store_mark_fallback(const struct kind *k, json_t *object, const json_t *translated)
{
	json_t *languages = NULL;
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		bool names = f->type == FIELD_SLUG ||
		    (k->proper_names && str_is(STR("name"), f->name));

		if (!(f->flags & FIELD_TRANSLATABLE) || names || doc_get(object, f->name) == NULL ||
		    (translated != NULL && doc_get(translated, f->name) != NULL))
			continue;
		if (languages == NULL)
			languages = doc_object();
		doc_set_cstr(languages, f->name, lang_code(LANG_SV));
	}
	doc_set(object, "text_languages", languages);
}

/* Easy-to-read Swedish stands beside the text that it is of: NAME_easy. */
static void
add_easy_texts(struct reader *r, const struct scope *scope, const struct kind *k, int64_t record,
    json_t *doc)
{
	struct stmt *s = db_read(r, SQL_LIST_TRANSLATIONS);

	db_bind_int(s, ":record", record);
	db_bind_str(s, ":lang", STR(KIND_EASY));
	while (db_next(s)) {
		const struct field *f = kind_field(k, db_text(s, 0));

		if (f != NULL)
			doc_set_str(doc, mem_printf(scope->mem, "%s_" KIND_EASY, f->name),
			    db_text(s, 1));
	}
}

static void
translate_record(struct reader *r, const struct scope *scope, const struct kind *k, int64_t record,
    json_t *doc)
{
	json_t *translated = doc_object();
	struct stmt *s;

	if (scope->lang == LANG_SV) {
		add_easy_texts(r, scope, k, record, doc);
		return;
	}
	s = db_read(r, SQL_LIST_TRANSLATIONS);
	db_bind_int(s, ":record", record);
	db_bind_str(s, ":lang", str_of(lang_code(scope->lang)));
	while (db_next(s)) {
		/* A title is cited as it was given. */
		if (str_is(db_text(s, 0), "name"))
			doc_set_str(doc, "original_name",
			    mem_dup(scope->mem, doc_get_str(doc, "name")));
		store_translate(doc, db_text(s, 0), db_text(s, 1));
		store_translate(translated, db_text(s, 0), db_text(s, 1));
	}
	store_mark_fallback(k, doc, translated);
}

/* --------------------------------------------------------------- references */

json_t *
store_reference(const struct scope *s, const struct kind *from, const struct field *f,
    const struct kind *target, struct str id, struct str name, struct str slug)
{
	json_t *ref = doc_object();

	doc_set_str(ref, "id", id);
	doc_set_str(ref, "name", name);
	if (target->path[s->lang] != NULL) {
		doc_set_str(ref, "url", address_record(s, target, slug));
		if (s->api)
			doc_set_str(ref, "api_url", address_api(s, target, id));
	} else if (f->flags & FIELD_FACET) {
		doc_set_str(ref, "url", address_filtered(s, from, f->name, id));
	}
	return ref;
}

/* The member `f` of doc gets the reference: the only one, or one more. */
static void
attach(json_t *doc, const struct field *f, json_t *ref)
{
	json_t *list;

	if (f->type == FIELD_REFERENCE) {
		doc_set(doc, f->name, ref);
		return;
	}
	list = doc_get(doc, f->name);
	if (list == NULL) {
		list = doc_array();
		doc_set(doc, f->name, list);
	}
	doc_append(list, ref);
}

/* Columns of list_references and list_referrers: relation, row, kind, public id, slug, name, translated. */
static json_t *
reference_of_row(struct stmt *q, const struct scope *s, const struct kind *from,
    const struct field *f)
{
	const struct kind *target = kind_find(db_text(q, 2));
	struct str translated = db_text(q, 6);

	return store_reference(s, from, f, target, db_text(q, 3),
	    translated.p != NULL ? translated : db_text(q, 5), db_text(q, 4));
}

/* Organisations of a project: which country each is in, by row id. */
struct countries {
	struct {
		int64_t organisation;
		json_t *country;
	} of[400];
	size_t count;
};

static void
load_countries(struct reader *r, const struct scope *scope, int64_t record, struct countries *c)
{
	struct stmt *q = db_read(r, SQL_LIST_PARTNER_COUNTRIES);

	c->count = 0;
	db_bind_int(q, ":record", record);
	db_bind_str(q, ":lang", str_of(lang_code(scope->lang)));
	while (db_next(q) && c->count < COUNT_OF(c->of)) {
		struct str translated = db_text(q, 3);
		json_t *country = doc_object();

		doc_set_str(country, "id", db_text(q, 1));
		doc_set_str(country, "name", translated.p != NULL ? translated : db_text(q, 2));
		c->of[c->count].organisation = db_int(q, 0);
		c->of[c->count++].country = country;
	}
}

static json_t *
country_of(const struct countries *c, int64_t organisation)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->of[i].organisation == organisation)
			return doc_copy(c->of[i].country);
	return NULL;
}

/* A reference gets what belongs to it: an organisation its country. */
static void
load_references(struct reader *r, const struct scope *s, const struct kind *k, int64_t record,
    json_t *doc)
{
	struct countries countries = { .count = 0 };
	bool has_partners = kind_field(k, STR("partners")) != NULL;
	struct stmt *q;

	if (has_partners)
		load_countries(r, s, record, &countries);
	q = db_read(r, SQL_LIST_REFERENCES);
	db_bind_int(q, ":record", record);
	db_bind_str(q, ":lang", str_of(lang_code(s->lang)));
	while (db_next(q)) {
		const struct field *f = kind_field(k, db_text(q, 0));
		json_t *ref;

		if (f == NULL || !field_is_reference(f))
			continue;
		ref = reference_of_row(q, s, k, f);
		if (has_partners)
			doc_set(ref, "country", country_of(&countries, db_int(q, 1)));
		attach(doc, f, ref);
	}
}

static void
load_referrers(struct reader *r, const struct scope *s, const struct kind *k, int64_t record,
    json_t *doc)
{
	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];
		struct stmt *q;

		if (!(f->flags & FIELD_INVERSE))
			continue;
		q = db_read(r, SQL_LIST_REFERRERS);
		db_bind_int(q, ":record", record);
		db_bind_str(q, ":relation", str_of(f->relation));
		db_bind_str(q, ":kind", str_of(f->target));
		db_bind_str(q, ":lang", str_of(lang_code(s->lang)));
		while (db_next(q))
			attach(doc, f, reference_of_row(q, s, k, f));
	}
}

void
store_record_load(struct reader *r, const struct scope *s, const struct kind *k, int64_t record,
    json_t *doc)
{
	struct stmt *q = db_read(r, k->load);

	db_bind_int(q, ":record", record);
	db_row(q, doc);
	translate_record(r, s, k, record, doc);
	doc_set_str(doc, "url", address_record(s, k, doc_get_str(doc, "slug")));
	doc_set_str(doc, "api_url", address_api(s, k, doc_get_str(doc, "id")));
	load_references(r, s, k, record, doc);
	load_referrers(r, s, k, record, doc);
	if (kind_has_files(k))
		attach_show(r, s, k, record, doc);
}
