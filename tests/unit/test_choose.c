/*
 * test_choose.c: the catalogue and what is chosen from it, against the plainest
 * way to compute the same: filters one record at a time, counts one value at
 * a time, order by sorting everything.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/choose.h"
#include "lib/text/collate.h"
#include "tests/unit/testbed.h"

enum { RECORDS = 300, TERMS = 70, ROUNDS = 80 };

/* What the test knows of each enterprise. */
struct known {
	uint32_t record;
	char name[32];
	bool has[5][TERMS + 3];         /* by facet and value, in the catalogue's order */
	uint32_t score;                 /* of the present round; 0: no match */
};

struct world {
	struct testbed *t;
	struct known known[RECORDS];
	size_t count;
	uint64_t random;
};

/* The same numbers at every run (xorshift64). */
static unsigned
draw(struct world *w, unsigned below)
{
	w->random ^= w->random << 13;
	w->random ^= w->random >> 7;
	w->random ^= w->random << 17;
	return (unsigned)(w->random % below);
}

static const struct catalogue_kind *
enterprises(const struct world *w)
{
	return &w->t->c.kind[kind_index(kind_find(STR("enterprise")))];
}

/* More terms than a word has bits, names that are equal, records without any value. */
static void
fill(struct world *w)
{
	struct testbed *t = w->t;
	struct buf b;

	buf_init(&b, t->mem, 0);
	buf_puts(&b, "taxonomy,code,name\n");
	for (int i = 0; i < TERMS; i++)
		buf_printf(&b, "goods_and_services,t%d,Ämne %d\ntarget_groups,g%d,Grupp %d\n", i, i,
		    i, i);
	testbed_load(t, "term", buf_cstr(&b));
	buf_clear(&b);
	buf_puts(&b,
	    "name,municipality,goods_and_services,integration_services,target_groups,legal_form\n");
	for (int i = 0; i < RECORDS; i++) {
		static const char *const places[] = { "", "motala", "motala|ydre", "linkoping", "ydre" };

		buf_printf(&b, "%s %u,%s,", draw(w, 2) ? "Ö" : "A", draw(w, 120),
		    places[draw(w, 5)]);
		for (unsigned n = draw(w, 4), at = draw(w, 9); n > 0; n--, at += 1 + draw(w, 20))
			buf_printf(&b, "t%u|", at);
		buf_printf(&b, ",%s,", draw(w, 2) ? "arbetstraning" : "");
		for (unsigned n = draw(w, 3), at = draw(w, 20); n > 0; n--, at += 1 + draw(w, 20))
			buf_printf(&b, "g%u|", at);
		buf_printf(&b, ",%s\n", draw(w, 3) ? "aktiebolag" : "");
	}
	testbed_load(t, "enterprise", buf_cstr(&b));
}

static void
note_link(const struct catalogue_kind *k, struct known *n, const char *relation, uint32_t target)
{
	for (unsigned f = 0; f < k->facets; f++)
		for (unsigned v = 0; v < k->facet[f].values; v++)
			if (k->facet[f].value[v].record == target &&
			    strcmp(k->facet[f].field->name, relation) == 0)
				n->has[f][v] = true;
}

/* Reads back what was imported, by SQL of its own. */
static void
learn(struct world *w)
{
	const struct catalogue_kind *k = enterprises(w);
	sqlite3 *h = NULL;
	sqlite3_stmt *s = NULL;

	assert_int_equal(sqlite3_open(w->t->path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(h,
			     "SELECT id, name FROM record WHERE kind = 'enterprise'"
			     " AND state = 'published' ORDER BY id",
			     -1, &s, NULL),
	    SQLITE_OK);
	for (w->count = 0; sqlite3_step(s) == SQLITE_ROW; w->count++) {
		struct known *n = &w->known[w->count];

		*n = (struct known){ .record = (uint32_t)sqlite3_column_int(s, 0) };
		snprintf(n->name, sizeof(n->name), "%s", (const char *)sqlite3_column_text(s, 1));
	}
	sqlite3_finalize(s);
	assert_int_equal(sqlite3_prepare_v2(h, "SELECT source, relation, target FROM link", -1, &s,
			     NULL),
	    SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW)
		for (size_t i = 0; i < w->count; i++)
			if (w->known[i].record == (uint32_t)sqlite3_column_int(s, 0))
				note_link(k, &w->known[i], (const char *)sqlite3_column_text(s, 1),
				    (uint32_t)sqlite3_column_int(s, 2));
	sqlite3_finalize(s);
	sqlite3_close(h);
}

static int
setup(void **state)
{
	struct world *w;
	int failed = testbed_setup_basics(state);

	if (failed != 0)
		return failed;
	w = mem_calloc(((struct testbed *)*state)->mem, 1, sizeof(*w));
	w->t = *state;
	w->random = 88172645463325252;
	*state = w;
	fill(w);
	testbed_begin(w->t);
	learn(w);
	return 0;
}

static int
teardown(void **state)
{
	struct testbed *t = ((struct world *)*state)->t;

	if (reader_end(&t->r) != ERR_NONE)
		return -1;
	*state = t;
	return testbed_teardown(state);
}

/* ------------------------------------------------------------ the plain way */

/* Passes the filters of all facets but this one (FACETS_MAX: of all). */
static bool
passes(const struct world *w, const struct known *n, const struct list_query *q, unsigned but)
{
	const struct catalogue_kind *k = enterprises(w);

	for (unsigned f = 0; f < k->facets; f++) {
		bool any = false, met = false;

		if (f == but || q->selected[f] == NULL)
			continue;
		for (unsigned v = 0; v < k->facet[f].values; v++) {
			any |= q->selected[f][v];
			met |= q->selected[f][v] && n->has[f][v];
		}
		if (any && !met)
			return false;
	}
	return true;
}

static bool
is_before(const struct known *a, const struct known *b, enum list_sort sort)
{
	int order = collate_swedish(str_of(a->name), str_of(b->name));

	if (sort == SORT_RELEVANCE && a->score != b->score)
		return a->score > b->score;
	return order != 0 ? order < 0 : a->record < b->record;
}

/* Row ids of all that pass, sorted by insertion. */
static size_t
expected(const struct world *w, const struct list_query *q, bool searching, uint32_t *out)
{
	const struct known *sorted[RECORDS];
	size_t n = 0;

	for (size_t i = 0; i < w->count; i++) {
		const struct known *one = &w->known[i];
		size_t at = n;

		if ((searching && one->score == 0) || !passes(w, one, q, FACETS_MAX))
			continue;
		for (; at > 0 && is_before(one, sorted[at - 1], q->sort); at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = one;
		n++;
	}
	for (size_t i = 0; i < n; i++)
		out[i] = sorted[i]->record;
	return n;
}

/* How many there would be without the filters of one facet (FACETS_MAX: with all, beyond: with none). */
static uint32_t
count_but(const struct world *w, const struct list_query *q, bool searching, unsigned but)
{
	const struct list_query bare = { .kind = q->kind };
	uint32_t n = 0;

	for (size_t i = 0; i < w->count; i++)
		n += (!searching || w->known[i].score > 0) &&
		    passes(w, &w->known[i], but > FACETS_MAX ? &bare : q, but);
	return n;
}

static void
counts_are_right(const struct world *w, const struct list_query *q, bool searching,
    const struct choice *c)
{
	const struct catalogue_kind *k = enterprises(w);
	const uint32_t *counts = c->counts;

	assert_int_equal(c->unfiltered, count_but(w, q, searching, FACETS_MAX + 1));
	for (unsigned f = 0; f < k->facets; f++)
		assert_int_equal(c->total + c->without[f], count_but(w, q, searching, f));

	for (unsigned f = 0; f < k->facets; f++)
		for (unsigned v = 0; v < k->facet[f].values; v++) {
			uint32_t n = 0;

			for (size_t i = 0; i < w->count; i++)
				n += w->known[i].has[f][v] &&
				    (!searching || w->known[i].score > 0) &&
				    passes(w, &w->known[i], q, f);
			if (counts[k->facet[f].first + v] != n)
				fail_msg("%s %s: %u, not %u", k->facet[f].field->name,
				    k->facet[f].value[v].id.p, counts[k->facet[f].first + v], n);
		}
}

/* ------------------------------------------------------------------- rounds */

static void
draw_filters(struct world *w, struct list_query *q)
{
	const struct catalogue_kind *k = enterprises(w);

	for (unsigned f = 0; f < k->facets; f++) {
		if (draw(w, 3) != 0)
			continue;
		q->selected[f] = mem_calloc(w->t->mem, k->facet[f].values, sizeof(bool));
		for (unsigned n = draw(w, 4); n > 0; n--)
			q->selected[f][draw(w, k->facet[f].values)] = true;
	}
}

/* Some of the records, with few different scores, so that many are equal; by ascending record. */
static struct fts_matches
draw_matches(struct world *w)
{
	struct fts_match *match = mem_calloc(w->t->mem, RECORDS + 1, sizeof(*match));
	size_t n = 0;

	for (size_t i = 0; i < w->count; i++) {
		w->known[i].score = draw(w, 3) == 0 ? 0 : 2 + draw(w, 3);
		if (w->known[i].score > 0)
			match[n++] = (struct fts_match){ w->known[i].record, w->known[i].score };
	}
	/* A record of another kind, or none at all, is nothing to this list. */
	match[n++] = (struct fts_match){ w->t->c.records + 7, 99 };
	return (struct fts_matches){ .match = match, .count = n };
}

/* All pages by number and all by cursor give what is expected, each record once. */
static void
walk(struct world *w, struct list_query *q, const struct fts_matches *m, const uint32_t *want,
    size_t total)
{
	size_t seen = 0;
	struct choice c;

	for (q->page = 1;; q->page++) {
		choose(&c, &w->t->c, q->kind, q, m, w->t->mem);
		assert_int_equal(c.total, total);
		for (size_t i = 0; i < c.count; i++)
			assert_int_equal(c.record[i], want[seen + i]);
		seen += c.count;
		assert_int_equal(c.more, seen < total);
		if (!c.more)
			break;
		assert_int_equal(c.count, q->limit);
	}
	assert_int_equal(seen, total);
	counts_are_right(w, q, m != NULL, &c);
	q->page = 1;
	for (seen = 0; total > 0;) {
		choose(&c, &w->t->c, q->kind, q, m, w->t->mem);
		assert_false(c.lost);
		assert_int_equal(c.total, total);
		for (size_t i = 0; i < c.count; i++)
			assert_int_equal(c.record[i], want[seen + i]);
		seen += c.count;
		assert_int_equal(c.more, seen < total);
		if (!c.more)
			break;
		q->cursor = STR("x");
		q->cursor_record = c.record[c.count - 1];
	}
	assert_int_equal(seen, total);
	counts_are_right(w, q, m != NULL, &c);
}

static void
as_the_plain_way(void **state)
{
	struct world *w = *state;

	assert_int_equal(w->count, RECORDS);
	assert_int_equal(enterprises(w)->facets, 5);
	assert_true(enterprises(w)->words > 2);
	for (int i = 0; i < ROUNDS; i++) {
		struct list_query q = { .kind = kind_find(STR("enterprise")), .page = 1,
		    .limit = 3 + draw(w, 40), .sort = draw(w, 2) ? SORT_NAME : SORT_RELEVANCE };
		bool searching = draw(w, 2);
		uint32_t want[RECORDS];
		struct fts_matches m = { NULL, 0 };

		for (size_t n = 0; n < w->count; n++)
			w->known[n].score = 0;
		if (i > 0)
			draw_filters(w, &q);
		if (searching)
			m = draw_matches(w);
		walk(w, &q, searching ? &m : NULL, want, expected(w, &q, searching, want));
	}
}

static void
lost_cursors(void **state)
{
	struct world *w = *state;
	struct list_query q = { .kind = kind_find(STR("enterprise")), .page = 1, .limit = 10, .cursor = STR("x") };
	struct fts_match one = { w->known[3].record, 5 };
	struct fts_matches m = { &one, 1 };
	struct choice c;

	/* no such record, of another kind, beyond all */
	q.cursor_record = 0;
	choose(&c, &w->t->c, q.kind, &q, NULL, w->t->mem);
	assert_true(c.lost);
	q.cursor_record = (uint32_t)testbed_number(w->t,
	    "SELECT id FROM record WHERE slug = 'motala'");
	choose(&c, &w->t->c, q.kind, &q, NULL, w->t->mem);
	assert_true(c.lost);
	q.cursor_record = UINT32_MAX;
	choose(&c, &w->t->c, q.kind, &q, NULL, w->t->mem);
	assert_true(c.lost);
	/* still there, but no longer found: its place among scores is not known, that among names is */
	q.cursor_record = w->known[4].record;
	q.sort = SORT_RELEVANCE;
	choose(&c, &w->t->c, q.kind, &q, &m, w->t->mem);
	assert_true(c.lost);
	q.sort = SORT_NAME;
	choose(&c, &w->t->c, q.kind, &q, &m, w->t->mem);
	assert_false(c.lost);
}

static void
nothing_to_choose_from(void **state)
{
	struct world *w = *state;
	struct list_query q = { .kind = kind_find(STR("report")), .page = 50, .limit = 100 };
	struct fts_matches none = { NULL, 0 };
	struct choice c;

	choose(&c, &w->t->c, q.kind, &q, NULL, w->t->mem);
	assert_int_equal(c.total + c.count + c.more, 0);
	q.kind = kind_find(STR("enterprise"));
	choose(&c, &w->t->c, q.kind, &q, &none, w->t->mem);
	assert_int_equal(c.total + c.count + c.more, 0);
	counts_are_right(w, &q, true, &c);
	choose(&c, &w->t->c, q.kind, &q, NULL, w->t->mem);
	assert_int_equal(c.total, RECORDS);
	assert_int_equal(c.count + c.more, 0);
}

/* ---------------------------------------------------------------- catalogue */

static void
values_in_order(void **state)
{
	struct world *w = *state;
	const struct catalogue_kind *k = enterprises(w);
	const struct facet *f = catalogue_facet(k, STR("goods_and_services"));

	/* By position, then by name; those without a position last. */
	assert_str(f->value[0].id, "kafe");
	assert_str(f->value[0].name[LANG_EN], "Café");
	assert_str(f->value[1].id, "snickeri");
	assert_str(f->value[2].name[LANG_SV], "Tvätt");
	assert_str(f->value[3].name[LANG_SV], "Ämne 0");
	assert_str(f->value[3].name[LANG_EN], "Ämne 0");
	assert_int_equal(facet_find(f, STR("snickeri")), 1);
	assert_int_equal(facet_find(f, STR("Snickeri")), -1);
	assert_int_equal(facet_find(f, STR("")), -1);
	assert_null(catalogue_facet(k, STR("name")));
	assert_null(catalogue_facet(k, STR("")));
	f = catalogue_facet(k, STR("municipality"));
	assert_int_equal(catalogue_count(k, f, (unsigned)facet_find(f, STR("0583"))),
	    testbed_number(w->t,
		"SELECT count(*) FROM link JOIN record ON id = target WHERE code = '0583'"));
}

/* Loaded again after another connection's commit, and only then; hidden records leave, links to hidden terms too. */
static void
refreshed(void **state)
{
	struct world *w = *state;
	struct testbed *t = w->t;
	const struct mem *before = t->c.mem;
	const struct facet *f;
	struct choice c;
	struct list_query q = { .kind = kind_find(STR("enterprise")), .page = 1, .limit = 100 };

	catalogue_refresh(&t->c, &t->r);
	assert_ptr_equal(t->c.mem, before);
	testbed_end(t);
	testbed_begin(t);
	assert_ptr_equal(t->c.mem, before);
	testbed_sql(t,
	    mem_printf(t->mem, "UPDATE record SET state = 'hidden' WHERE id = %u",
		w->known[0].record));
	catalogue_refresh(&t->c, &t->r);
	assert_int_equal(enterprises(w)->rows, RECORDS);
	testbed_end(t);
	testbed_begin(t);
	assert_int_equal(enterprises(w)->rows, RECORDS - 1);
	assert_int_equal(t->c.kind_of[w->known[0].record], 0);
	learn(w);
	choose(&c, &t->c, q.kind, &q, NULL, t->mem);
	counts_are_right(w, &q, false, &c);
	testbed_end(t);
	testbed_sql(t, "UPDATE record SET state = 'archived' WHERE slug = 'motala'");
	testbed_begin(t);
	f = catalogue_facet(enterprises(w), STR("municipality"));
	assert_int_equal(facet_find(f, STR("0583")), -1);
	assert_int_equal(f->values, 2);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(as_the_plain_way), WITH(lost_cursors), WITH(nothing_to_choose_from),
		WITH(values_in_order), WITH(refreshed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
