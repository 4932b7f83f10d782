/*
 * fuzz_question.c: any clean text as what a visitor asks: read, searched for in
 * a small database, said of it what there is to say, and suggested from. What
 * is reported of the question lies in it, what is found is in order, and every
 * answer is whole.
 */
#include <stddef.h>
#include <stdint.h>

#include "lib/store/ask.h"
#include "lib/store/list.h"
#include "lib/store/suggest.h"
#include "lib/text/utf8.h"
#include "tests/fuzz/plain_asserts.h"
#include "tests/unit/testbed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { AS_TYPED = 1, ENGLISH = 2, API = 4, LETTERS_MAX = 200 };

static struct testbed *t;

static void
clean(void)
{
	void *state = t;

	(void)testbed_teardown(&state);
}

static void
make(void)
{
	void *state;

	if (testbed_setup_basics(&state) != 0)
		abort();
	t = state;
	testbed_sql(t,
	    "INSERT INTO lexicon (word, curated) VALUES ('möbel', 1), ('snickeri', 1), ('arbete', 1),"
	    " ('träning', 1), ('tvätt', 1), ('flytt', 1), ('städ', 1);"
	    "INSERT INTO synonym_line VALUES (1, 'fuzz');"
	    "INSERT INTO synonym VALUES (1, 'kafé', 'fik'), (1, 'second hand', 'begagnat'), (1, 'lss', 'daglig verksamhet'),"
	    " (1, 'arbete', '')");
	testbed_load(t, "enterprise",
	    "slug,name,summary,description,municipality,goods_and_services\n"
	    "a,Björkens snickeri,Vi snickrar möbler,Flytt och städ i Motala,Motala,snickeri|kafe\n"
	    "b,Café Oasen,Fik med begagnat,Daglig verksamhet och arbetsträning,Ydre,kafe\n"
	    "c,Eken 769900-0019,Möbelsnickeri,Tvätteri för personer som vill arbeta,Motala|Ydre,tvatt\n");
	testbed_begin(t);
	if (reader_end(&t->r) != ERR_NONE)
		abort();
	atexit(clean);
}

static void
lies_in(struct str part, struct str text)
{
	assert(part.p >= text.p && part.p + part.n <= text.p + text.n);
	assert(part.n > 0);
}

static void
check_asked(const struct asked *a, struct str text)
{
	assert(a->marks <= ASK_MARKS_MAX && a->labels <= FTS_GROUPS_MAX);
	assert(a->corrections <= ASK_WORDS_MAX && a->left_outs <= FTS_GROUPS_MAX);
	assert(a->partlys <= FTS_GROUPS_MAX);
	for (size_t i = 0; i < a->corrections; i++) {
		lies_in(a->correction[i].typed, text);
		assert(a->correction[i].used.n > 0 && utf8_is_clean(a->correction[i].used));
	}
	for (size_t i = 0; i < a->left_outs; i++)
		lies_in(a->left_out[i], text);
	for (size_t i = 0; i < a->partlys; i++)
		lies_in(a->partly[i], text);
	for (size_t i = 0; i < a->labels; i++)
		lies_in(a->label_text[i], text);
	for (size_t i = 0; i < a->matches.count; i++) {
		assert(a->matches.match[i].record < t->c.records);
		assert(i == 0 || a->matches.match[i - 1].record < a->matches.match[i].record);
	}
	assert(a->matches.count == 0 || (!a->nothing && !a->only_stop_words));
}

static void
check_answer(const struct scope *s, struct str text, bool as_typed)
{
	struct list_query q = { .q = text, .as_typed = as_typed, .search = true, .limit = LIST_LIMIT,
	    .usual_limit = LIST_LIMIT, .page = 1, .page_depth = 50, .sort = SORT_RELEVANCE };
	json_t *doc = doc_object(), *items;

	store_search(&t->r, s, &t->c, &q, doc);
	assert(doc_get(doc, "page") != NULL);
	assert(str_eq(doc_get_str(doc_get(doc, "query"), "q"), text));
	q.kind = kind_find(STR("enterprise"));
	q.search = false;
	doc = doc_object();
	store_list(&t->r, s, &t->c, &q, doc);
	assert(doc_get(doc, "items") != NULL);
	doc = doc_object();
	store_suggest(&t->r, s, &t->c, text, doc);
	items = doc_get(doc, "items");
	assert(doc_count(items) <= 8);
	for (size_t i = 0; i < doc_count(items); i++) {
		assert(doc_get_str(doc_at(items, i), "text").n > 0);
		assert(doc_get_str(doc_at(items, i), "url").n > 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m, *before;
	struct asked *a;
	struct str text;
	struct scope s;

	if (t == NULL)
		make();
	m = mem_new(0);
	if (size == 0 || !utf8_accept(m, (struct str){ (const char *)data + 1, size - 1 }, &text)) {
		mem_free(m);
		return 0;
	}
	text = str_trim(text);
	text.n = utf8_prefix(text, LETTERS_MAX);
	before = mem_use(m);
	s = (struct scope){ .lang = data[0] & ENGLISH ? LANG_EN : LANG_SV, .api = data[0] & API, .mem = m };
	testbed_begin(t);
	a = mem_calloc(m, 1, sizeof(*a));
	ask(a, &t->r, m, &t->c, text, data[0] & AS_TYPED);
	check_asked(a, text);
	if (text.n > 0)
		check_answer(&s, text, data[0] & AS_TYPED);
	testbed_end(t);
	mem_use(before);
	mem_free(m);
	return 0;
}
