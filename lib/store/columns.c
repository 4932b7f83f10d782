/* columns.c: names of columns, by the tables of the kinds. */
#include "lib/store/columns.h"

static bool
has_language(const struct kind *k, const struct field *f, const char *lang)
{
	size_t i = 0;

	while (kind_language(k, f, i) != NULL && strcmp(kind_language(k, f, i), lang) != 0)
		i++;
	return kind_language(k, f, i) != NULL;
}

bool
column_read(struct mem *m, const struct kind *k, struct str name, struct column *c)
{
	*c = (struct column){ .name = name };
	if (str_is(name, "id"))
		return true;
	c->field = kind_field(k, name);
	for (size_t i = 0; c->field == NULL && kind_language_at(i) != NULL; i++) {
		struct str suffix = str_of(mem_printf(m, "_%s", kind_language_at(i)));

		if (!str_ends(name, suffix))
			continue;
		c->field = kind_field(k, (struct str){ name.p, name.n - suffix.n });
		c->lang = kind_language_at(i);
		if (c->field != NULL && !has_language(k, c->field, c->lang))
			return false;
	}
	return c->field != NULL && !(c->field->flags & FIELD_INVERSE) &&
	    !field_is_attachment(c->field);
}

bool
column_at(const struct kind *k, size_t i, struct column *c)
{
	const struct field *f;

	*c = (struct column){ .name = STR("id") };
	if (i == 0)
		return true;
	i--;
	for (size_t j = 0; (f = kind_field_at(k, j)) != NULL; j++) {
		const char *lang = NULL;

		if (f->flags & FIELD_INVERSE || field_is_attachment(f))
			continue;
		for (size_t n = 0; n == 0 || lang != NULL; n++) {
			if (i-- == 0) {
				*c = (struct column){ str_of(f->name), f, lang };
				return true;
			}
			lang = kind_language(k, f, n);
		}
	}
	return false;
}

bool
columns_have(const struct column *c, size_t n, const struct field *f, const char *lang)
{
	for (size_t i = 0; i < n; i++)
		if (c[i].field == f &&
		    (c[i].lang == NULL ? lang == NULL
				       : lang != NULL && strcmp(c[i].lang, lang) == 0))
			return true;
	return false;
}
