/* rules.c: rules between fields and between records. */
#include "lib/store/rules.h"

#include "lib/db/stmt.h"
#include "lib/store/listing.h"
#include "lib/view/doc.h"

struct checking {
	const struct kind *kind;
	rule_told told;
	void *ctx;
};

static const char *const keys[RULES] = {
	[RULE_NEEDS_OTHER] = "needs_other", [RULE_ENDS_BEFORE] = "ends_before",
	[RULE_NEEDS_CURRENCY] = "needs_currency", [RULE_RESERVED] = "taken",
	[RULE_TAKEN] = "taken", [RULE_ITSELF] = "itself",
};

const char *
rule_key(enum rule rule)
{
	return keys[rule];
}

static void
tell(const struct checking *c, enum rule rule, const struct field *f, const char *lang,
    const struct field *other)
{
	const struct broken_rule b = { rule, f, lang, other };

	c->told(c->ctx, &b);
}

static const struct field *
field_of(const struct checking *c, const char *name)
{
	return kind_field(c->kind, str_of(name));
}

/* ------------------------------------------------------------ between fields */

static void
check_pair(const struct checking *c, const json_t *v, const char *one, const char *other)
{
	bool has_one = doc_get(v, one) != NULL, has_other = doc_get(v, other) != NULL;

	if (has_one && !has_other)
		tell(c, RULE_NEEDS_OTHER, field_of(c, other), NULL, field_of(c, one));
	if (has_other && !has_one)
		tell(c, RULE_NEEDS_OTHER, field_of(c, one), NULL, field_of(c, other));
}

void
rules_between(const struct kind *k, const json_t *v, rule_told told, void *ctx)
{
	const struct checking c = { k, told, ctx };
	struct str start = doc_get_str(v, "start_date"), end = doc_get_str(v, "end_date");

	check_pair(&c, v, "verified_on", "verified_by_kind");
	check_pair(&c, v, "latitude", "longitude");
	if (start.p != NULL && end.p != NULL && str_cmp(start, end) > 0)
		tell(&c, RULE_ENDS_BEFORE, field_of(&c, "end_date"), NULL, NULL);
	if (doc_get(v, "currency") == NULL &&
	    (doc_get(v, "budget") != NULL || doc_get(v, "eu_contribution") != NULL))
		tell(&c, RULE_NEEDS_CURRENCY, field_of(&c, "currency"), NULL, NULL);
}

/* ----------------------------------------------------------- between records */

int64_t
rules_slug_owner(struct reader *r, const struct kind *k, struct str slug)
{
	struct stmt *q;

	if (slug.p == NULL)
		return 0;
	q = db_read(r, SQL_FIND_SLUG_OWNER);
	db_bind_str(q, ":kind", str_of(k->name));
	db_bind_str(q, ":slug", slug);
	return db_number(q);
}

int64_t
rules_code_owner(struct reader *r, const struct kind *k, struct str code, struct str taxonomy)
{
	struct stmt *q;

	if (code.p == NULL)
		return 0;
	q = db_read(r, SQL_FIND_CODE_OWNER);
	db_bind_str(q, ":kind", str_of(k->name));
	db_bind_str(q, ":code", code);
	db_bind_str(q, ":taxonomy", taxonomy);
	return db_number(q);
}

static void
check_slug(const struct checking *c, struct reader *r, int64_t record, const char *lang,
    struct str slug)
{
	int64_t owner = rules_slug_owner(r, c->kind, slug);

	if (slug.p == NULL)
		return;
	if (kind_reserves(c->kind, slug))
		tell(c, RULE_RESERVED, field_of(c, "slug"), lang, NULL);
	if (owner != 0 && owner != record)
		tell(c, RULE_TAKEN, field_of(c, "slug"), lang, NULL);
}

static void
check_self(const struct checking *c, int64_t record, const json_t *values)
{
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(c->kind, i)) != NULL; i++) {
		const json_t *targets = doc_get(values, f->name);

		if (!field_is_reference(f))
			continue;
		for (size_t j = 0; j < doc_count(targets); j++)
			if (doc_int(doc_at(targets, j)) == record)
				tell(c, RULE_ITSELF, f, NULL, NULL);
	}
}

void
rules_beside(struct reader *r, const struct kind *k, int64_t record, const json_t *values,
    const json_t *translations, rule_told told, void *ctx)
{
	const struct checking c = { k, told, ctx };
	int64_t owner = rules_code_owner(r, k, doc_get_str(values, "code"),
	    doc_get_str(values, "taxonomy"));

	check_slug(&c, r, record, NULL, doc_get_str(values, "slug"));
	for (void *l = doc_first(translations); l != NULL; l = doc_after(translations, l)) {
		enum lang lang;

		if (lang_read(str_of(doc_key(l)), &lang))
			check_slug(&c, r, record, lang_code(lang),
			    doc_get_str(doc_value(l), "slug"));
	}
	if (owner != 0 && owner != record)
		tell(&c, RULE_TAKEN, field_of(&c, "code"), NULL, NULL);
	if (record != 0)
		check_self(&c, record, values);
}

/* --------------------------------------------------------------------- alike */

static const struct {
	const char *key, *field;
} likenesses[LIKENESSES] = {
	[ALIKE_NUMBER] = { "number", "organisation_number" }, [ALIKE_NAME] = { "name", "name" },
};

const char *
likeness_key(enum likeness a)
{
	return likenesses[a].key;
}

const char *
likeness_field(enum likeness a)
{
	return likenesses[a].field;
}

struct stmt *
rules_alike(struct reader *r, struct mem *m, const struct kind *k, enum likeness a,
    const json_t *values, int64_t record)
{
	struct str value = doc_get_str(values, likenesses[a].field);
	struct stmt *q;

	if (value.p == NULL)
		return NULL;
	if (a == ALIKE_NUMBER) {
		q = db_read(r, SQL_FIND_SAME_ORGANISATION_NUMBER);
		db_bind_str(q, ":organisation_number", value);
	} else {
		q = db_read(r, SQL_FIND_SAME_NAME);
		db_bind_str(q, ":kind", str_of(k->name));
		db_bind_str(q, ":name_key", listing_name_key(m, value));
	}
	db_bind_int(q, ":record", record);
	return q;
}
