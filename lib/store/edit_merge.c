/* edit_merge.c: what two people made of the same record, put together. */
#include "lib/store/edit.h"

#include "lib/store/attach.h"
#include "lib/store/entry.h"
#include "lib/store/value.h"
#include "lib/view/doc.h"

struct merging {
	struct mem *mem;
	struct edit_merged out;
};

/* --------------------------------------------------------------------- lists */

static bool
is_same_item(const json_t *a, const json_t *b)
{
	return doc_is_string(a) ? str_eq(doc_str(a), doc_str(b)) : doc_int(a) == doc_int(b);
}

static bool
has(const json_t *list, const json_t *item)
{
	size_t i = 0;

	while (i < doc_count(list) && !is_same_item(doc_at(list, i), item))
		i++;
	return i < doc_count(list);
}

/* True when something of `a` is in `b` (`in`) or is not, and in neither of the others that are given. */
static bool
any(const json_t *a, const json_t *b, bool in, const json_t *not_in, const json_t *nor_in)
{
	for (size_t i = 0; i < doc_count(a); i++) {
		const json_t *item = doc_at(a, i);

		if (has(b, item) == in && !has(not_in, item) && !has(nor_in, item))
			return true;
	}
	return false;
}

static bool
are_same_items(const json_t *a, const json_t *b)
{
	return doc_count(a) == doc_count(b) && !any(a, b, false, NULL, NULL);
}

/* What both have stands in the same order in both. */
static bool
is_in_order(const json_t *a, const json_t *b)
{
	size_t j = 0;

	for (size_t i = 0; i < doc_count(a); i++) {
		const json_t *item = doc_at(a, i);

		if (!has(b, item))
			continue;
		while (j < doc_count(b) && !has(a, doc_at(b, j)))
			j++;
		if (!is_same_item(item, doc_at(b, j++)))
			return false;
	}
	return true;
}

/* NULL when both put something else in the place of the same item, or (`ordered`) one put them in another order. */
static json_t *
merge_items(const json_t *was, const json_t *mine, const json_t *theirs, bool ordered)
{
	json_t *out = doc_array();

	if (any(was, mine, false, theirs, NULL) && any(mine, was, false, theirs, NULL) &&
	    any(theirs, was, false, mine, NULL))
		return NULL;
	if (ordered && (!is_in_order(was, mine) || !is_in_order(was, theirs)))
		return NULL;
	for (size_t i = 0; i < doc_count(theirs); i++)
		if (has(mine, doc_at(theirs, i)) || !has(was, doc_at(theirs, i)))
			doc_append(out, doc_copy(doc_at(theirs, i)));
	for (size_t i = 0; i < doc_count(mine); i++)
		if (!has(was, doc_at(mine, i)) && !has(theirs, doc_at(mine, i)))
			doc_append(out, doc_copy(doc_at(mine, i)));
	return out;
}

/* Several texts, as they are stored, and as a list. */
static json_t *
texts_of(const json_t *value)
{
	struct str rest = doc_str(value), part;
	json_t *list = doc_array();

	while (rest.n > 0 && str_cut(&rest, '|', &part))
		doc_append(list, doc_string(part));
	return list;
}

static json_t *
as_texts(struct mem *m, const json_t *list)
{
	struct buf b;

	if (doc_count(list) == 0)
		return NULL;
	buf_init(&b, m, 128);
	for (size_t i = 0; i < doc_count(list); i++) {
		if (i > 0)
			buf_byte(&b, '|');
		buf_str(&b, doc_str(doc_at(list, i)));
	}
	return doc_string(buf_view(&b));
}

/* -------------------------------------------------------------------- values */

bool
edit_is_alike(struct mem *m, const struct field *f, const json_t *a, const json_t *b)
{
	if (field_is_attachment(f))
		return attach_same(a, b);
	if (!field_is_reference(f))
		return str_eq(value_text(f, m, a), value_text(f, m, b));
	return are_same_items(a, b) && (field_is_chosen(f) || is_in_order(a, b));
}

static void
put(json_t *object, const char *name, json_t *value)
{
	doc_remove(object, name);
	if (value != NULL)
		doc_set(object, name, value);
}

static void
put_copy(json_t *object, const char *name, const json_t *value)
{
	put(object, name, value == NULL ? NULL : doc_copy(value));
}

static void
note_clash(struct merging *mg, const struct field *f, const char *lang)
{
	doc_append(mg->out.clashes, doc_string(str_of(entry_name(mg->mem, f, lang))));
}

/* What both changed, otherwise. */
static void
merge_both(struct merging *mg, const struct field *f, const json_t *was, const json_t *mine,
    const json_t *theirs)
{
	json_t *values = mg->out.document.values, *list = NULL;

	if (f->type == FIELD_REFERENCES)
		list = merge_items(was, mine, theirs, !field_is_chosen(f));
	else if (f->type == FIELD_TEXTS)
		list = merge_items(texts_of(was), texts_of(mine), texts_of(theirs), true);
	if (list == NULL)
		note_clash(mg, f, NULL);
	else
		put(values, f->name, f->type == FIELD_TEXTS ? as_texts(mg->mem, list) : list);
}

static void
merge_value(struct merging *mg, const struct field *f, const json_t *was, const json_t *mine,
    const json_t *theirs)
{
	if (edit_is_alike(mg->mem, f, was, mine))
		put_copy(mg->out.document.values, f->name, theirs);
	else if (!edit_is_alike(mg->mem, f, was, theirs) &&
	    !edit_is_alike(mg->mem, f, mine, theirs))
		merge_both(mg, f, was, mine, theirs);
}

static void
merge_translation(struct merging *mg, const struct field *f, const char *lang,
    const json_t *was_texts, const json_t *their_texts)
{
	json_t *texts = doc_get(mg->out.document.translations, lang);
	struct str was = doc_get_str(was_texts, f->name), mine = doc_get_str(texts, f->name),
		   theirs = doc_get_str(their_texts, f->name);

	if (!str_eq(was, mine)) {
		if (!str_eq(was, theirs) && !str_eq(mine, theirs))
			note_clash(mg, f, lang);
		return;
	}
	if (texts == NULL) {
		texts = doc_object();
		doc_set(mg->out.document.translations, lang, texts);
	}
	put_copy(texts, f->name, doc_get(their_texts, f->name));
}

struct edit_merged
edit_merge(struct mem *m, const struct kind *k, struct edit_document was, struct edit_document mine,
    struct edit_document theirs)
{
	struct merging mg = { m,
		{ { doc_copy(mine.values),
		      mine.translations == NULL ? doc_object() : doc_copy(mine.translations) },
		    doc_array() } };
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		if (f->flags & FIELD_INVERSE)
			continue;
		merge_value(&mg, f, doc_get(was.values, f->name), doc_get(mine.values, f->name),
		    doc_get(theirs.values, f->name));
		for (size_t l = 0; kind_language(k, f, l) != NULL; l++)
			merge_translation(&mg, f, kind_language(k, f, l),
			    doc_get(was.translations, kind_language(k, f, l)),
			    doc_get(theirs.translations, kind_language(k, f, l)));
	}
	return mg.out;
}
