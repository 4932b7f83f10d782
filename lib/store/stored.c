/* stored.c: reading back what store_save() wrote. */
#include "lib/store/stored.h"

#include "lib/db/stmt.h"
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
	enum lang l;
	json_t *texts;

	if (!lang_read(lang, &l))
		return NULL;
	texts = doc_get(translations, lang_code(l));
	if (texts == NULL) {
		texts = doc_object();
		doc_set(translations, lang_code(l), texts);
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
	q = db_read(r, SQL_LIST_STORED_TRANSLATIONS);
	db_bind_int(q, ":record", record);
	while (db_next(q)) {
		const struct field *f = kind_field(k, db_text(q, 1));
		json_t *texts = texts_in(translations, db_text(q, 0));

		if (f != NULL && texts != NULL)
			doc_set_str(texts, f->name, db_text(q, 2));
	}
}
