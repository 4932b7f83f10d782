/* compare.c: two documents, field by field and word by word. */
#include "cgi/admin/compare.h"

#include "cgi/admin/form.h"
#include "lib/text/difference.h"
#include "lib/view/doc.h"

/* Of what is the same on both sides of a change, so much is shown of a long text. */
enum { LONG_PIECE = 400, SHOWN_PIECE = 120 };

static bool
is_in(const json_t *record, const json_t *list)
{
	size_t i = 0;

	while (i < doc_count(list) && doc_int(record) != doc_int(doc_at(list, i)))
		i++;
	return i < doc_count(list);
}

/* -------------------------------------------------------------------- pieces */

static void
add_piece(json_t *parts, const char *what, struct str text)
{
	json_t *part = doc_object();

	doc_set_bool(part, what, true);
	doc_set_str(part, "piece", text);
	doc_append(parts, part);
}

/* The beginning of a piece up to a blank, or all of it. */
static struct str
beginning(struct str s)
{
	struct str rest = str_from(s, SHOWN_PIECE);

	return (struct str){ s.p, SHOWN_PIECE + str_index(rest, ' ') };
}

/* Its end, from a blank on. */
static struct str
ending(struct str s)
{
	size_t i = s.n - SHOWN_PIECE;

	while (i > 0 && s.p[i] != ' ')
		i--;
	return str_from(s, i);
}

/* What is the same, without its middle where it is long; before the first change and after the last only what is next to it. */
static void
add_same(json_t *parts, struct str text, bool first, bool last)
{
	if (text.n <= LONG_PIECE) {
		add_piece(parts, "is_same", text);
		return;
	}
	if (!first)
		add_piece(parts, "is_same", beginning(text));
	add_piece(parts, "is_same", STR(" … "));
	if (!last)
		add_piece(parts, "is_same", ending(text));
}

/* NULL where the one is better read after the other. */
static json_t *
word_parts(struct ctx *c, struct str before, struct str after)
{
	static const char *const members[] = {
		[DIFFERENCE_GONE] = "is_gone", [DIFFERENCE_NEW] = "is_new",
	};
	struct difference_part *part;
	size_t n = difference_read(c->mem, before, after, &part);
	bool any_same = false;
	json_t *parts = doc_array();

	for (size_t i = 0; i < n; i++) {
		any_same |= part[i].what == DIFFERENCE_SAME;
		if (part[i].what == DIFFERENCE_SAME)
			add_same(parts, part[i].text, i == 0, i == n - 1);
		else
			add_piece(parts, members[part[i].what], part[i].text);
	}
	return any_same ? parts : NULL;
}

/* The names of `list`, as pieces, of those that are in `other` or are not. */
static bool
add_names(struct ctx *c, struct reader *r, json_t *parts, const json_t *list, const json_t *other,
    bool wanted, const char *what)
{
	struct str names = edit_names(r, c->mem, list, false, "\n"), name;
	bool any = false;

	for (size_t i = 0; i < doc_count(list) && str_cut(&names, '\n', &name); i++) {
		if (is_in(doc_at(list, i), other) != wanted)
			continue;
		if (doc_count(parts) > 0)
			add_piece(parts, "is_same", STR(", "));
		add_piece(parts, what, name);
		any = true;
	}
	return any;
}

/* What stays of a list, what is gone and what is new; NULL where nothing stays, or only the order differs. */
static json_t *
record_parts(struct ctx *c, struct reader *r, const json_t *before, const json_t *after)
{
	json_t *parts = doc_array();
	bool same = add_names(c, r, parts, before, after, true, "is_same"),
	     gone = add_names(c, r, parts, before, after, false, "is_gone"),
	     fresh = add_names(c, r, parts, after, before, false, "is_new");

	return same && (gone || fresh) ? parts : NULL;
}

/* ----------------------------------------------------------------- comparing */

static void
add_change(struct ctx *c, json_t *list, const struct field *f, const char *lang, struct str before,
    struct str after, json_t *parts)
{
	json_t *one = doc_object();

	doc_set_cstr(one, "control", entry_name(c->mem, f, lang));
	doc_set_str(one, "label", form_label(c, f, lang));
	doc_set_str(one, "before", before);
	doc_set_str(one, "after", after);
	doc_set(one, "parts", parts);
	doc_append(list, one);
}

static void
compare_field(struct ctx *c, struct reader *r, json_t *list, const struct field *f,
    const json_t *before, const json_t *after)
{
	struct str was, is;
	json_t *parts = NULL;

	if (edit_is_alike(c->mem, f, before, after))
		return;
	was = edit_value_text(r, c->mem, f, before);
	is = edit_value_text(r, c->mem, f, after);
	if (f->type == FIELD_REFERENCES)
		parts = record_parts(c, r, before, after);
	else if (f->type == FIELD_TEXT || f->type == FIELD_PROSE || f->type == FIELD_TEXTS)
		parts = word_parts(c, was, is);
	add_change(c, list, f, NULL, was, is, parts);
}

static struct str
translation(struct edit_document d, const char *lang, const struct field *f)
{
	struct str s = doc_get_str(doc_get(d.translations, lang), f->name);

	return s.p == NULL ? STR("") : s;
}

json_t *
compare_documents(struct ctx *c, struct reader *r, const struct kind *k,
    struct edit_document before, struct edit_document after)
{
	json_t *list = doc_array();
	const struct field *f;

	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		if (f->flags & FIELD_INVERSE)
			continue;
		compare_field(c, r, list, f, doc_get(before.values, f->name),
		    doc_get(after.values, f->name));
		for (size_t l = 0; kind_language(k, f, l) != NULL; l++) {
			const char *lang = kind_language(k, f, l);
			struct str was = translation(before, lang, f),
				   is = translation(after, lang, f);

			if (!str_eq(was, is))
				add_change(c, list, f, lang, was, is, word_parts(c, was, is));
		}
	}
	return list;
}
