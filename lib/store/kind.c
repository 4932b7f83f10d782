/* kind.c: looking things up in the kinds' tables, and the SQL that follows from them. */
#include "lib/store/kind.h"

#include "lib/store/kinds.h"

/* What every record has. They come first in every list of fields. */
static const struct field shared[] = {
	{ "slug", FIELD_SLUG, FIELD_IN_RECORD | FIELD_IN_ITEMS | FIELD_TRANSLATABLE, .max = 120,
	    .group = GROUP_ADDRESS },
	{ "name", FIELD_TEXT, FIELD_REQUIRED | FIELD_IN_RECORD | FIELD_IN_ITEMS |
	    FIELD_TRANSLATABLE, .max = 200 },
	{ "summary", FIELD_TEXT, FIELD_IN_RECORD | FIELD_IN_ITEMS | FIELD_TRANSLATABLE | FIELD_EASY,
	    .max = 400 },
	{ "fictional", FIELD_BOOLEAN, FIELD_IN_RECORD | FIELD_IN_ITEMS, .group = GROUP_ADDRESS },
	{ "verified_on", FIELD_DATE, FIELD_IN_RECORD | FIELD_IN_ITEMS, .group = GROUP_CHECKED },
	{ "verified_by_kind", FIELD_VERIFIER, FIELD_IN_RECORD | FIELD_IN_ITEMS,
	    .group = GROUP_CHECKED },
};

static const struct kind *const kinds[] = {
	&kind_enterprise, &kind_project, &kind_report, &kind_page, &kind_organisation,
	&kind_municipality, &kind_country, &kind_term,
};

const struct kind *
kind_find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_is(name, kinds[i]->name))
			return kinds[i];
	return NULL;
}

const struct kind *
kind_find_plural(struct str plural)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_is(plural, kinds[i]->plural))
			return kinds[i];
	return NULL;
}

struct str
kind_folder(const struct kind *k, enum lang lang)
{
	struct str path = str_of(k->path[lang]);

	if (path.p == NULL || path.n < 2)
		return str_of(k->plural);
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return str_from(path, i);
	return path;
}

const struct kind *
kind_find_folder(struct str folder, enum lang lang)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(folder, kind_folder(kinds[i], lang)))
			return kinds[i];
	return NULL;
}

const char *
field_group_key(enum field_group g)
{
	static const char *const keys[GROUPS] = {
		[GROUP_ABOUT] = "about", [GROUP_ORGANISATION] = "organisation",
		[GROUP_PLACE] = "place", [GROUP_CONTACT] = "contact", [GROUP_FIGURES] = "figures",
		[GROUP_LINKS] = "links", [GROUP_CHECKED] = "checked", [GROUP_ADDRESS] = "address",
	};

	return keys[g];
}

const struct kind *
kind_at(size_t i)
{
	return i < COUNT_OF(kinds) ? kinds[i] : NULL;
}

size_t
kind_index(const struct kind *k)
{
	size_t i = 0;

	while (kinds[i] != k)
		i++;
	return i;
}

const struct field *
kind_field_at(const struct kind *k, size_t i)
{
	if (i < COUNT_OF(shared))
		return &shared[i];
	i -= COUNT_OF(shared);
	return i < k->fields ? &k->field[i] : NULL;
}

const struct field *
kind_field(const struct kind *k, struct str name)
{
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++)
		if (str_is(name, f->name))
			return f;
	return NULL;
}

const struct field *
field_find(struct str name)
{
	const struct field *f;

	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if ((f = kind_field(kinds[i], name)) != NULL)
			return f;
	return NULL;
}

const char *
kind_language_at(size_t i)
{
	return i + 1 < LANG_COUNT ? lang_code((enum lang)(i + 1))
	    : i + 1 == LANG_COUNT ? KIND_EASY
				  : NULL;
}

const char *
kind_language(const struct kind *k, const struct field *f, size_t i)
{
	if (!(f->flags & FIELD_TRANSLATABLE) || i + 1 > LANG_COUNT)
		return NULL;
	if (i + 1 == LANG_COUNT && (!(f->flags & FIELD_EASY) || k->path[LANG_SV] == NULL))
		return NULL;
	return kind_language_at(i);
}

bool
kind_reserves(const struct kind *k, struct str slug)
{
	for (const char *const *r = k->reserved; r != NULL && *r != NULL; r++)
		if (str_is(slug, *r))
			return true;
	return false;
}

bool
field_is_reference(const struct field *f)
{
	return f->type == FIELD_REFERENCE || f->type == FIELD_REFERENCES;
}

bool
field_is_attachment(const struct field *f)
{
	return f->type == FIELD_PICTURES || f->type == FIELD_DOCUMENTS;
}

bool
kind_has_files(const struct kind *k)
{
	for (size_t i = 0; i < k->fields; i++)
		if (field_is_attachment(&k->field[i]))
			return true;
	return false;
}

bool
field_is_chosen(const struct field *f)
{
	return field_is_reference(f) &&
	    (f->taxonomy != NULL || strcmp(f->target, "municipality") == 0 ||
		strcmp(f->target, "country") == 0);
}

/* -------------------------------------------------------------------- SQL */

static void
comma(struct buf *b)
{
	if (b->n > 0 && b->p[b->n - 1] != ' ')
		buf_puts(b, ", ");
}

/* column AS "alias", with the sign that says how it becomes JSON (stmt.h). */
static void
add_column(struct buf *b, const struct field *f)
{
	comma(b);
	buf_puts(b, f->name);
	switch (f->type) {
	case FIELD_BOOLEAN:
		buf_printf(b, " AS \"%s?\"", f->name);
		break;
	case FIELD_SCALED:
		buf_printf(b, " AS \"%s/%u\"", f->name, f->decimals);
		break;
	case FIELD_MONEY:
		buf_printf(b, " AS \"%s/2\"", f->name);
		break;
	case FIELD_TEXTS:
		buf_printf(b, " AS \"%s|\"", f->name);
		break;
	default:
		break;
	}
}

bool
kind_expand(struct buf *b, struct str what, struct str name)
{
	const struct kind *k = kind_find(name);
	bool columns = str_is(what, "columns"), items = str_is(what, "items");
	bool names = str_is(what, "names"), values = str_is(what, "values");
	bool stored = str_is(what, "stored");
	const struct field *f;

	if (k == NULL ||
	    !(columns || items || names || values || stored || str_is(what, "updates")))
		return false;
	if (columns || items)
		buf_puts(b, "id AS \".id\", public_id AS id, kind");
	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		bool in_record = f->flags & FIELD_IN_RECORD;

		if (field_is_reference(f) || field_is_attachment(f) ||
		    (f->type == FIELD_CODE && !stored))
			continue;
		if (stored) {
			comma(b);
			buf_puts(b, f->name);
			continue;
		}
		if (columns || (items && (f->flags & FIELD_IN_ITEMS))) {
			add_column(b, f);
		} else if (!items && !in_record) {
			if (names)
				buf_printf(b, ", %s", f->name);
			else if (values)
				buf_printf(b, ", :%s", f->name);
			else
				buf_printf(b, ", %s = :%s", f->name, f->name);
		}
	}
	if (columns)
		buf_puts(b, ", created_at, updated_at");
	return true;
}
