/* stored.c: reading back what store_save() wrote. */
#include "lib/store/stored.h"

#include "lib/db/stmt.h"
#include "lib/store/attach.h"
#include "lib/store/value.h"
#include "lib/view/doc.h"

static json_t *
load_targets(struct reader *r, int64_t record, const struct field *f)
{
	struct stmt *q = db_read(r, SQL_LIST_TARGETS);
	json_t *targets = doc_array();

	db_bind_int(q, ":record", record);
	db_bind_str(q, ":relation", str_of(f->name));
	while (db_next(q))
		doc_append(targets, doc_integer(db_int(q, 0)));
	return targets;
}

/* The object of a language, made when it is first met. */
static json_t *
texts_in(json_t *translations, struct str lang)
{
	const char *known;
	json_t *texts;
	size_t i = 0;

	while ((known = kind_language_at(i)) != NULL && !str_is(lang, known))
		i++;
	if (known == NULL)
		return NULL;
	texts = doc_get(translations, known);
	if (texts == NULL) {
		texts = doc_object();
		doc_set(translations, known, texts);
	}
	return texts;
}

void
store_load_stored(struct reader *r, const struct kind *k, int64_t record, json_t *values,
    json_t *translations)
{
	struct stmt *q = db_read(r, k->stored);

	db_bind_int(q, ":record", record);
	db_row(q, values);
	for (size_t i = 0; i < k->fields; i++)
		if (field_is_reference(&k->field[i]) && !(k->field[i].flags & FIELD_INVERSE))
			doc_set(values, k->field[i].name, load_targets(r, record, &k->field[i]));
	for (size_t i = 0; i < k->fields; i++)
		if (field_is_attachment(&k->field[i]))
			doc_set(values, k->field[i].name, attach_stored(r, record, &k->field[i]));
	q = db_read(r, SQL_LIST_STORED_TRANSLATIONS);
	db_bind_int(q, ":record", record);
	while (db_next(q)) {
		const struct field *f = kind_field(k, db_text(q, 1));
		json_t *texts = texts_in(translations, db_text(q, 0));

		if (f != NULL && texts != NULL)
			doc_set_str(texts, f->name, db_text(q, 2));
	}
}

static bool
same_targets(const json_t *a, const json_t *b)
{
	if (doc_count(a) != doc_count(b))
		return false;
	for (size_t i = 0; i < doc_count(a); i++)
		if (doc_int(doc_at(a, i)) != doc_int(doc_at(b, i)))
			return false;
	return true;
}

static bool
same_value(const struct field *f, struct mem *m, const json_t *before, const json_t *now)
{
	if (field_is_reference(f))
		return same_targets(before, now);
	/* Without them, they stay. */
	if (field_is_attachment(f))
		return now == NULL || attach_same(before, now);
	if (now == NULL && f->type == FIELD_SLUG)
		return true;
	return str_eq(value_text(f, m, before), value_text(f, m, now));
}

bool
stored_same(const struct kind *k, struct mem *m, const json_t *values, const json_t *translations,
    const json_t *now, const json_t *translations_now)
{
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		if (f->flags & FIELD_INVERSE)
			continue;
		if (!same_value(f, m, doc_get(values, f->name), doc_get(now, f->name)))
			return false;
		for (size_t l = 0; kind_language(k, f, l) != NULL; l++) {
			const char *lang = kind_language(k, f, l);
			struct str a = doc_get_str(doc_get(translations, lang), f->name),
				   b = doc_get_str(doc_get(translations_now, lang), f->name);

			if (!str_eq(a, b))
				return false;
		}
	}
	return true;
}
