/* columns.c: names of columns, by the tables of the kinds. */
#include "lib/store/columns.h"

bool
column_read(struct mem *m, const struct kind *k, struct str name, struct column *c)
{
	*c = (struct column){ .name = name };
	if (str_is(name, "id"))
		return true;
	c->field = kind_field(k, name);
	for (enum lang l = LANG_SV + 1; c->field == NULL && l < LANG_COUNT; l++) {
		struct str suffix = str_of(mem_printf(m, "_%s", lang_code(l)));

		if (!str_ends(name, suffix))
			continue;
		c->field = kind_field(k, (struct str){ name.p, name.n - suffix.n });
		c->lang = lang_code(l);
		if (c->field != NULL && !(c->field->flags & FIELD_TRANSLATABLE))
			return false;
	}
	return c->field != NULL && !(c->field->flags & FIELD_INVERSE);
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
		enum lang last = f->flags & FIELD_TRANSLATABLE ? LANG_COUNT - 1 : LANG_SV;

		if (f->flags & FIELD_INVERSE)
			continue;
		for (enum lang l = LANG_SV; l <= last; l++)
			if (i-- == 0) {
				*c = (struct column){ str_of(f->name), f,
					l == LANG_SV ? NULL : lang_code(l) };
				return true;
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
