/* entry.c: reading forms by the tables. */
#include "lib/store/entry.h"

#include "lib/store/rules.h"
#include "lib/view/doc.h"

struct reading {
	struct entry *e;
	struct mem *mem;
	struct resolver *resolver;
};

const char *
entry_name(struct mem *m, const struct field *f, const char *lang)
{
	return lang == NULL ? f->name : mem_printf(m, "%s_%s", f->name, lang);
}

static void
complain(struct entry *e, const struct field *f, const char *lang, const char *key,
    struct str value)
{
	for (size_t i = 0; i < e->problems; i++)
		if (e->problem[i].field == f && e->problem[i].lang == lang)
			return;
	if (e->problems < ENTRY_PROBLEMS_MAX)
		e->problem[e->problems++] = (struct entry_problem){ f, lang, key, value };
}

/* The next part before | or the end of a line; false at the end. */
static bool
next_part(struct str *rest, struct str *part)
{
	size_t i = 0;

	if (rest->p == NULL)
		return false;
	while (i < rest->n && rest->p[i] != '|' && rest->p[i] != '\n')
		i++;
	*part = str_trim((struct str){ rest->p, i });
	*rest = i == rest->n ? STR_NONE : str_from(*rest, i + 1);
	return true;
}

static void
read_references(struct reading *rd, const struct field *f, struct str text)
{
	json_t *list = doc_array();
	struct str part;

	while (next_part(&text, &part)) {
		int64_t found;
		bool there = false;

		if (part.n == 0)
			continue;
		found = resolver_find(rd->resolver, f, part, rd->mem);
		if (found <= 0) {
			complain(rd->e, f, NULL,
			    found == RESOLVE_AMBIGUOUS ? "ambiguous_record" : "no_such_record",
			    part);
			continue;
		}
		/* Twice the same is once. */
		for (size_t i = 0; i < doc_count(list); i++)
			there |= doc_int(doc_at(list, i)) == found;
		if (!there)
			doc_append(list, doc_integer(found));
	}
	if (f->type == FIELD_REFERENCE && doc_count(list) > 1)
		complain(rd->e, f, NULL, value_problem_key(VALUE_TOO_MANY), STR_NONE);
	doc_set(rd->e->values, f->name, list);
}

/* Lines of a text area as FIELD_TEXTS has its parts. */
static struct str
with_bars(struct mem *m, struct str text)
{
	char *p = mem_strdup(m, text);

	for (size_t i = 0; i < text.n; i++)
		if (p[i] == '\n' || p[i] == '\r')
			p[i] = '|';
	return (struct str){ p, text.n };
}

static json_t *
texts_in(struct entry *e, const char *lang)
{
	json_t *texts = doc_get(e->translations, lang);

	if (texts == NULL) {
		texts = doc_object();
		doc_set(e->translations, lang, texts);
	}
	return texts;
}

static void
read_translation(struct reading *rd, const struct field *f, const char *lang, struct str text)
{
	enum value_problem p;
	json_t *value;

	p = value_read(f, rd->mem, text, &value);
	if (p != VALUE_FINE && p != VALUE_MISSING)
		complain(rd->e, f, lang, value_problem_key(p), STR_NONE);
	else if (p == VALUE_FINE && value != NULL)
		doc_set(texts_in(rd->e, lang), f->name, value);
}

static void
read_field(struct reading *rd, const struct field *f, struct str text)
{
	enum value_problem p;
	json_t *value;

	if (field_is_reference(f)) {
		read_references(rd, f, text);
		return;
	}
	if (f->type == FIELD_TEXTS)
		text = with_bars(rd->mem, text);
	p = value_read(f, rd->mem, text, &value);
	if (p != VALUE_FINE)
		complain(rd->e, f, NULL, value_problem_key(p), STR_NONE);
	else if (value != NULL)
		doc_set(rd->e->values, f->name, value);
}

void
entry_read(struct entry *e, struct resolver *rv, struct mem *m, const struct kind *k,
    struct str (*text)(void *ctx, const char *name), void *ctx, const json_t *present,
    const json_t *present_translations)
{
	struct reading rd = { e, m, rv };
	const struct field *f;

	*e = (struct entry){ .kind = k, .values = doc_object(), .translations = doc_object() };
	for (size_t i = 0; (f = kind_field_at(k, i)) != NULL; i++) {
		struct str s = field_is_attachment(f) ? STR_NONE : text(ctx, f->name);

		if (f->flags & FIELD_INVERSE)
			continue;
		if (s.p != NULL)
			read_field(&rd, f, s);
		else if (present != NULL && doc_get(present, f->name) != NULL)
			doc_set(e->values, f->name, doc_share(doc_get(present, f->name)));
		else if (f->flags & FIELD_REQUIRED)
			complain(e, f, NULL, value_problem_key(VALUE_MISSING), STR_NONE);
		for (size_t l = 0; kind_language(k, f, l) != NULL; l++) {
			const char *lang = kind_language(k, f, l);
			json_t *before = doc_get(doc_get(present_translations, lang), f->name);

			s = text(ctx, entry_name(m, f, lang));
			if (s.p != NULL)
				read_translation(&rd, f, lang, s);
			else if (before != NULL)
				doc_set(texts_in(e, lang), f->name, doc_share(before));
		}
	}
}

/* ---------------------------------------------------------------------- rules */

static void
tell_broken(void *ctx, const struct broken_rule *b)
{
	complain(ctx, b->field, b->lang, rule_key(b->rule), STR_NONE);
}

void
entry_check(struct entry *e, struct reader *r, int64_t record)
{
	rules_between(e->kind, e->values, tell_broken, e);
	rules_beside(r, e->kind, record, e->values, e->translations, tell_broken, e);
}
