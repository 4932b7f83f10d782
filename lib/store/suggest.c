/* suggest.c: suggestions. */
#include "lib/store/suggest.h"

#include "lib/db/stmt.h"
#include "lib/store/ask.h"
#include "lib/store/correct.h"
#include "lib/store/list.h"
#include "lib/store/vocabulary.h"
#include "lib/text/collate.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

enum {
	ITEMS_MAX = 8,
	FILTERS_MAX = 4,
	WORDS_MAX = 3,
	NAMES_MAX = 4,
	LETTERS_MIN = 2,
	/* In texts of records, of words that begin as the last one; more are not read for those in names. */
	PLACES_MAX = 2000,
};

struct suggesting {
	struct reader *r;
	const struct scope *scope;
	struct catalogue *catalogue;
	struct str typed;               /* trimmed … */
	struct str small, folded;       /* … in small letters; without dots */
	struct str before;              /* what stands before the last word */
	struct term last;               /* the last word, plain */
	json_t *items;
};

static bool
has_room(const struct suggesting *sg)
{
	return doc_count(sg->items) < ITEMS_MAX;
}

static void
add(struct suggesting *sg, const char *kind, struct str text, struct str url)
{
	json_t *item;

	for (size_t i = 0; i < doc_count(sg->items); i++)
		if (str_eq(utf8_fold_marks(sg->scope->mem,
			       doc_get_str(doc_at(sg->items, i), "text")),
			utf8_fold_marks(sg->scope->mem, text)))
			return;
	item = doc_object();
	doc_set_cstr(item, "kind", kind);
	doc_set_str(item, "text", text);
	doc_set_str(item, "url", url);
	doc_append(sg->items, item);
}

/* Where in a text what was typed begins; the better, the larger. */
enum where { NOWHERE, FOLDED_AT_A_WORD, FOLDED_AT_THE_BEGINNING, AT_A_WORD, AT_THE_BEGINNING };

static enum where
begins_so(struct str text, struct str typed)
{
	if (str_starts(text, typed))
		return AT_THE_BEGINNING;
	for (size_t i = 1; i + typed.n <= text.n; i++)
		if ((text.p[i - 1] == ' ' || text.p[i - 1] == '-') &&
		    str_starts(str_from(text, i), typed))
			return AT_A_WORD;
	return NOWHERE;
}

/* As it was typed, or without its dots. */
static enum where
begins(const struct suggesting *sg, struct str text)
{
	struct mem *m = sg->scope->mem;
	enum where where = begins_so(utf8_fold_case(m, text), sg->small);

	if (where != NOWHERE)
		return where;
	where = begins_so(utf8_fold_marks(m, text), sg->folded);
	return where == NOWHERE ? NOWHERE : where - (AT_A_WORD - FOLDED_AT_A_WORD);
}

/* ------------------------------------------------------------------- filters */

struct candidate {
	const struct facet *facet;
	unsigned value;
	enum where where;
};

static void
add_filters(struct suggesting *sg)
{
	const struct kind *kind = kind_find(STR("enterprise"));
	const struct catalogue_kind *k = &sg->catalogue->kind[kind_index(kind)];
	struct candidate *found = mem_calloc(sg->scope->mem, k->values + 1, sizeof(*found));
	size_t n = 0, most = doc_count(sg->items) + FILTERS_MAX;

	for (unsigned i = 0; i < k->facets; i++)
		for (unsigned v = 0; v < k->facet[i].values; v++) {
			const struct facet *f = &k->facet[i];
			enum where where = begins(sg, f->value[v].name[sg->scope->lang]);

			if (where != NOWHERE && catalogue_count(k, f, v) > 0)
				found[n++] = (struct candidate){ f, v, where };
		}
	for (enum where where = AT_THE_BEGINNING; where > NOWHERE; where--)
		for (size_t i = 0; i < n && doc_count(sg->items) < most; i++) {
			const struct facet_value *value = &found[i].facet->value[found[i].value];

			if (found[i].where == where && has_room(sg))
				add(sg, found[i].facet->field->name, value->name[sg->scope->lang],
				    address_filtered(sg->scope, kind, found[i].facet->field->name,
					value->id));
		}
}

/* --------------------------------------------------------------------- words */

static struct str
search_address(struct suggesting *sg, struct str words)
{
	struct list_query q = { .q = words, .search = true, .sort = SORT_RELEVANCE,
	    .limit = LIST_LIMIT, .usual_limit = LIST_LIMIT };

	return list_address(sg->scope, &q, sg->catalogue, &(struct list_change){ .sort = -1 });
}

static void
add_word(struct suggesting *sg, struct str word)
{
	struct str text = word;

	if (ask_is_stop_word(word))
		return;
	if (sg->before.n > 0)
		text = str_of(mem_printf(sg->scope->mem, "%.*s %.*s", STR_ARGS(sg->before),
		    STR_ARGS(word)));
	add(sg, "word", text, search_address(sg, text));
}

/* The most frequent of the words that go on so; what is typed is no suggestion. */
static void
add_words(struct suggesting *sg)
{
	struct str last = term_str(&sg->last), best[WORDS_MAX], corrected;
	size_t n = vocabulary_beginning(sg->r, sg->scope->mem, last, best, WORDS_MAX);

	for (size_t i = 0; i < n && has_room(sg); i++)
		add_word(sg, best[i]);
	if (n > 0 || vocabulary_records(sg->r, last) > 0)
		return;
	corrected = correct_word(sg->r, sg->scope->mem, last, NULL);
	if (corrected.p != NULL && has_room(sg))
		add_word(sg, corrected);
}

/* --------------------------------------------------------------------- names */

/* Up to `most` items; q has kind, name and slug. */
static void
add_names_of(struct suggesting *sg, struct stmt *q, size_t most)
{
	while (db_next(q)) {
		const struct kind *k = kind_find(db_text(q, 0));
		struct str name = db_text(q, 1);

		if (doc_count(sg->items) < most && has_room(sg) && k->path[LANG_SV] != NULL &&
		    begins(sg, name) != NOWHERE)
			add(sg, k->name, mem_dup(sg->scope->mem, name),
			    address_record(sg->scope, k, db_text(q, 2)));
	}
}

/* Names with a word that begins as the last one; the index reads every place of all such words, in texts too. */
static void
add_names_with(struct suggesting *sg, size_t most)
{
	struct term folded[2];
	struct buf match;
	struct stmt *q;

	buf_init(&match, sg->scope->mem, 64);
	/* A plain word is letters and digits: there is no quote in it. */
	buf_printf(&match, "{name} : (\"%.*s\" *", STR_ARGS(term_str(&sg->last)));
	for (size_t i = 0, n = term_fold(db_stemmer(sg->r), &sg->last, folded); i < n; i++) {
		struct term t = term_of_class(TERM_FOLDED, &folded[i]);

		buf_printf(&match, " OR \"%.*s\" *", STR_ARGS(term_str(&t)));
	}
	buf_byte(&match, ')');
	q = db_read(sg->r, SQL_LIST_NAMES_WITH);
	db_bind_str(q, ":match", buf_view(&match));
	add_names_of(sg, q, most);
}

/* Names that begin as everything typed does. */
static void
add_names_beginning(struct suggesting *sg, size_t most)
{
	struct buf begin, end;

	buf_init(&begin, sg->scope->mem, 64);
	buf_init(&end, sg->scope->mem, 64);
	collate_beginning(&begin, sg->small);
	buf_str(&end, buf_view(&begin));
	buf_puts(&end, COLLATE_BEHIND);
	for (size_t i = 0; kind_at(i) != NULL; i++) {
		struct stmt *q = db_read(sg->r, SQL_LIST_NAMES_BEGINNING);

		db_bind_str(q, ":kind", str_of(kind_at(i)->name));
		db_bind_str(q, ":begin", buf_view(&begin));
		db_bind_str(q, ":end", buf_view(&end));
		add_names_of(sg, q, most);
	}
}

static void
add_names(struct suggesting *sg)
{
	size_t most = doc_count(sg->items) + NAMES_MAX;

	if (vocabulary_exceeds(sg->r, sg->scope->mem, term_str(&sg->last), PLACES_MAX))
		add_names_beginning(sg, most);
	else
		add_names_with(sg, most);
}

void
store_suggest(struct reader *r, const struct scope *s, struct catalogue *c, struct str typed,
    json_t *doc)
{
	struct suggesting sg = { .r = r, .scope = s, .catalogue = c, .items = doc_array(),
	    .typed = str_trim(typed), .before = STR_NONE };
	struct term_scan scan = { .at = 0 };
	struct term_word word, last = { .from = 0 };
	json_t *query = doc_object();

	doc_set_str(query, "q", sg.typed);
	doc_set(doc, "query", query);
	doc_set(doc, "items", sg.items);
	if (utf8_length(sg.typed) < LETTERS_MIN)
		return;
	while (term_next(sg.typed, &scan, &word))
		last = word;
	term_plain((struct str){ sg.typed.p + last.from, last.to - last.from }, &sg.last);
	if (sg.last.n == 0)
		return;
	sg.before = str_trim((struct str){ sg.typed.p, last.from });
	sg.small = utf8_fold_case(s->mem, sg.typed);
	sg.folded = utf8_fold_marks(s->mem, sg.typed);
	add_filters(&sg);
	add_names(&sg);
	add_words(&sg);
}
