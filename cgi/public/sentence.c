/* sentence.c: filters said in words. */
#include "cgi/public/sentence.h"

#include "cgi/public/near_page.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

/* How each filter is said; the order is that of the sentence. */
static const struct {
	const char *field, *words;
} clauses[] = {
	{ "integration_services", "list.enterprises.offering" },
	{ "goods_and_services", "list.within" },
	{ "programme", "list.programme" },
	{ "projects", "list.projects_of" },
	{ "target_groups", "list.for" },
	{ "legal_form", "list.form" },
	{ "municipality", "list.in" },
};

/*
 * A term within a sentence: "Arbetsträning" becomes "arbetsträning", "IT" and
 * names of places and projects stay.
 */
static void
add_name(struct ctx *c, struct buf *b, const struct facet *f, struct str name)
{
	size_t first = utf8_prefix(name, 1), second = utf8_prefix(name, 2);
	struct str next = { name.p + first, second - first };

	if (f->field->taxonomy == NULL || !str_eq(utf8_fold_case(c->mem, next), next)) {
		buf_str(b, name);
		return;
	}
	buf_str(b, utf8_fold_case(c->mem, (struct str){ name.p, first }));
	buf_str(b, str_from(name, first));
}

/* "a, b och c" from the chosen values of a facet. */
static struct str
names_of(struct ctx *c, const struct facet *f, const bool *selected)
{
	unsigned chosen = 0, told = 0;
	struct buf b;

	for (unsigned v = 0; v < f->values; v++)
		chosen += selected[v];
	buf_init(&b, c->mem, 128);
	for (unsigned v = 0; v < f->values; v++) {
		if (!selected[v])
			continue;
		if (told > 0)
			buf_str(&b, ctx_words(c, told + 1 == chosen ? "list.and" : "list.comma"));
		add_name(c, &b, f, f->value[v].name[c->lang]);
		told++;
	}
	return buf_view(&b);
}

static void
add_clause(struct ctx *c, struct buf *b, const char *words, struct str names)
{
	words_fill(b, c->app->views.words, c->lang, words,
	    (struct words_value[]){ { "names", names }, { NULL, STR_NONE } });
}

void
sentence_add_filters(struct ctx *c, struct buf *b, const struct list_query *q)
{
	const struct catalogue_kind *k = &c->app->catalogue.kind[kind_index(q->kind)];

	for (size_t i = 0; i < COUNT_OF(clauses); i++) {
		const struct facet *f = catalogue_facet(k, str_of(clauses[i].field));

		if (f != NULL && q->selected[f - k->facet] != NULL)
			add_clause(c, b, clauses[i].words,
			    names_of(c, f, q->selected[f - k->facet]));
	}
}

static void
set_with_words(struct ctx *c, const char *name, const char *words, struct str q)
{
	struct buf b;

	buf_init(&b, c->mem, 160);
	words_fill(&b, c->app->views.words, c->lang, words,
	    (struct words_value[]){ { "q", q }, { NULL, STR_NONE } });
	doc_set_str(c->page, name, buf_view(&b));
}

bool
sentence_is_unclear(struct ctx *c, const struct list_query *q)
{
	const json_t *query = doc_get(c->doc, "query");
	bool excluded = doc_get_bool(query, "only_excluded");

	if (!excluded && !doc_get_bool(query, "only_stop_words") &&
	    !doc_get_bool(query, "no_words"))
		return false;
	doc_set_bool(c->page, "unclear", true);
	set_with_words(c, "sentence", "search.unclear", q->q);
	if (excluded)
		set_with_words(c, "excluded", "search.excluded", q->q);
	return true;
}

static void
set_offer(struct ctx *c, json_t *filter, const struct list_query *q)
{
	const struct kind *enterprise = kind_find(STR("enterprise"));
	const struct catalogue_kind *k = &c->app->catalogue.kind[kind_index(enterprise)];
	const struct facet *f = catalogue_facet(k, doc_get_str(filter, "field"));
	struct str rest = doc_get_str(filter, "q");
	struct buf b, name;

	buf_init(&b, c->mem, 128);
	buf_init(&name, c->mem, 64);
	buf_str(&b,
	    ctx_words(c, rest.p == NULL ? "search.show_enterprises" : "search.enterprises"));
	add_name(c, &name, f, doc_get_str(filter, "name"));
	for (size_t i = 0; i < COUNT_OF(clauses); i++)
		if (strcmp(clauses[i].field, f->field->name) == 0)
			add_clause(c, &b, clauses[i].words, buf_view(&name));
	near_page_say(c, &b, q);
	if (rest.p != NULL)
		words_fill(&b, c->app->views.words, c->lang, "list.matching",
		    (struct words_value[]){ { "q", rest }, { NULL, STR_NONE } });
	doc_set_str(filter, "sentence", buf_view(&b));
}

/* "Visa 5 företag som erbjuder arbetsträning i Motala" */
static void
set_together(struct ctx *c, json_t *together, const json_t *filters, const struct list_query *q)
{
	const struct catalogue_kind *k = &c->app->catalogue
					      .kind[kind_index(kind_find(STR("enterprise")))];
	struct buf b;

	buf_init(&b, c->mem, 160);
	words_count(&b, c->app->views.words, c->lang, "search.together",
	    doc_get_int(together, "count"), NULL);
	for (size_t i = 0; i < COUNT_OF(clauses); i++) {
		struct buf names;

		buf_init(&names, c->mem, 64);
		for (size_t j = 0; j < doc_count(filters); j++) {
			const json_t *filter = doc_at(filters, j);

			if (!str_is(doc_get_str(filter, "field"), clauses[i].field))
				continue;
			if (names.n > 0)
				buf_str(&names, ctx_words(c, "list.and"));
			add_name(c, &names, catalogue_facet(k, doc_get_str(filter, "field")),
			    doc_get_str(filter, "name"));
		}
		if (names.n > 0)
			add_clause(c, &b, clauses[i].words, buf_view(&names));
	}
	near_page_say(c, &b, q);
	doc_set_str(together, "sentence", buf_view(&b));
}

void
sentence_offer_filters(struct ctx *c, const struct list_query *q)
{
	json_t *filters = doc_get(doc_get(c->doc, "query"), "filters");
	json_t *together = doc_get(doc_get(c->doc, "query"), "together");

	if (together != NULL)
		set_together(c, together, filters, q);

	for (size_t i = 0; i < doc_count(filters); i++)
		set_offer(c, doc_at(filters, i), q);
}
