/*
 * test_catalogue.c: a catalogue that followed a long history, against one that was
 * loaded after it; and what makes it load everything.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/listing.h"
#include "lib/store/wording.h"
#include "lib/store/word_lists.h"
#include "tests/unit/testbed.h"

enum { STEPS = 150 };

struct history {
	struct testbed *t;
	uint64_t random;
	int last;                       /* enterprises were made with slugs e0 to this */
	int names;
	unsigned followed, loaded;
};

/* The same numbers at every run (xorshift64). */
static int
draw(struct history *h, int below)
{
	h->random ^= h->random << 13;
	h->random ^= h->random >> 7;
	h->random ^= h->random << 17;
	return (int)(h->random % (unsigned)below);
}

/* ------------------------------------------------------------------ comparing */

static void
values_are_equal(const struct catalogue_kind *a, const struct catalogue_kind *b)
{
	assert_int_equal(a->facets, b->facets);
	assert_int_equal(a->values, b->values);
	assert_int_equal(a->words, b->words);
	for (unsigned i = 0; i < a->facets; i++) {
		assert_int_equal(a->facet[i].values, b->facet[i].values);
		for (unsigned v = 0; v < a->facet[i].values; v++) {
			const struct facet_value *x = &a->facet[i].value[v],
						 *y = &b->facet[i].value[v];

			assert_int_equal(x->record, y->record);
			for (enum lang l = 0; l < LANG_COUNT; l++)
				assert_true(str_eq(x->name[l], y->name[l]));
			assert_true(str_eq(x->id, y->id) && str_eq(x->slug, y->slug));
		}
	}
}

/* The next slot that is taken, `slots` at the end. Free ones must count for nothing. */
static uint32_t
taken(const struct catalogue_kind *k, uint32_t slot)
{
	for (; slot < k->slots && k->record[slot] == 0; slot++)
		for (unsigned w = 0; w < k->words; w++)
			assert_int_equal(k->bits[slot * k->words + w], 0);
	return slot;
}

static void
counts_are_right(const struct catalogue_kind *k)
{
	for (unsigned bit = 0; bit < k->values; bit++) {
		uint32_t n = 0;

		for (uint32_t slot = 0; slot < k->slots; slot++)
			n += catalogue_has(k, slot, bit);
		assert_int_equal(k->counts[bit], n);
	}
}

static void
kinds_are_equal(const struct catalogue *ca, const struct catalogue *cb, size_t kind)
{
	const struct catalogue_kind *a = &ca->kind[kind], *b = &cb->kind[kind];
	uint32_t i = 0, j = 0, n = 0;

	values_are_equal(a, b);
	counts_are_right(a);
	counts_are_right(b);
	assert_int_equal(a->rows, b->rows);
	for (;; i++, j++, n++) {
		i = taken(a, i);
		j = taken(b, j);
		if (i == a->slots || j == b->slots)
			break;
		assert_int_equal(a->record[i], b->record[j]);
		assert_int_equal(a->standing[i], b->standing[j]);
		assert_memory_equal(&a->bits[i * a->words], &b->bits[j * b->words],
		    a->words * sizeof(uint64_t));
		if (a->place != NULL) {
			assert_memory_equal(&a->place[i], &b->place[j], sizeof(*a->place));
			assert_int_equal(a->precision[i], b->precision[j]);
		}
		assert_int_equal(ca->row[a->record[i]], i);
		assert_int_equal(ca->kind_of[a->record[i]], kind + 1);
	}
	assert_int_equal(n, a->rows);
	assert_int_equal(i, a->slots);
	assert_int_equal(j, b->slots);
}

/* That of the testbed, brought up to date, is as one that is loaded now; only what is public is in either. */
static void
is_as_loaded(struct testbed *t)
{
	struct catalogue loaded = { .mem = NULL };
	uint32_t known = 0;
	int64_t rows = 0;

	testbed_begin(t);
	catalogue_refresh(&loaded, &t->r);
	for (size_t i = 0; kind_at(i) != NULL; i++) {
		kinds_are_equal(&t->c, &loaded, i);
		rows += loaded.kind[i].rows;
	}
	for (uint32_t record = 0; record < t->c.records; record++)
		known += t->c.kind_of[record] != 0;
	assert_int_equal(known, rows);
	assert_int_equal(rows,
	    testbed_number(t,
		"SELECT count(*) FROM record WHERE state = 'published' AND kind NOT IN ('term', 'country')"));
	testbed_end(t);
	catalogue_release(&loaded);
}

/* --------------------------------------------------------------------- history */

static void
write_enterprise(struct history *h, struct buf *b, int slug)
{
	static const char *const starts[] = { "Ö", "A", "Åker", "ab", "Zebra", "B" };
	static const char *const points[] = { ",,", ",,hidden", "58.1,15.2,", "58.1,15.2,street", "58.1,15.2,postcode" };
	static const char *const places[] = { "", "motala", "motala|ydre", "linkoping", "ydre" };
	static const char *const areas[] = { "", "snickeri", "kafe|tvatt", "tvatt", "snickeri|kafe" };

	buf_printf(b, "e%d,%s %d,%s,%s,%s,%s,%s\n", slug, starts[draw(h, 6)], draw(h, h->names),
	    draw(h, 2) ? "Kort." : "", draw(h, 2) ? "2026-01-02,enterprise" : ",",
	    places[draw(h, 5)], areas[draw(h, 5)], points[draw(h, 5)]);
}

/* New and changed ones together. */
static void
save_enterprises(struct history *h, int count)
{
	struct buf b;

	buf_init(&b, h->t->mem, 0);
	buf_puts(&b,
	    "slug,name,summary,verified_on,verified_by_kind,municipality,goods_and_services,latitude,longitude,location_precision\n");
	for (int i = 0; i < count; i++) {
		bool is_new = h->last == 0 || draw(h, 2) == 0;
		int slug = is_new ? ++h->last : draw(h, h->last) + 1;
		const char *slot = mem_printf(h->t->mem, "\ne%d,", slug);

		/* A slug may stand in a file only once. */
		if (!testbed_has(buf_view(&b), slot))
			write_enterprise(h, &b, slug);
	}
	testbed_load(h->t, "enterprise", buf_cstr(&b));
}

static void
step(struct history *h)
{
	struct testbed *t = h->t;

	switch (draw(h, 11)) {
	default:
		save_enterprises(h, 1 + draw(h, 4));
		break;
	case 4:
		testbed_sql(t,
		    mem_printf(t->mem, "UPDATE record SET state = '%s' WHERE slug = 'e%d'",
			draw(h, 2) ? "hidden" : "published", 1 + draw(h, h->last)));
		break;
	case 5:
		testbed_load(t, "term",
		    mem_printf(t->mem,
			"taxonomy,code,name,name_en\ngoods_and_services,kafe,Kafé %d,Café %d\n",
			draw(h, 9), draw(h, 9)));
		break;
	case 6:
		testbed_sql(t,
		    mem_printf(t->mem, "UPDATE record SET state = '%s' WHERE slug = 'ydre'",
			draw(h, 2) ? "hidden" : "published"));
		break;
	case 7:
		testbed_load(t, "project",
		    mem_printf(t->mem, "slug,name,municipality\np%d,Projekt %d,motala\n",
			draw(h, 5), draw(h, 5)));
		testbed_load(t, "report",
		    mem_printf(t->mem, "slug,name,projects\nr%d,Rapport %d,p%d\n", draw(h, 3),
			draw(h, 50), draw(h, 5)));
		break;
	case 9:
		testbed_load(t, "municipality",
		    mem_printf(t->mem, "code,name,latitude,longitude\n0583,Motala,58.%d,15\n",
			draw(h, 9)));
		break;
	case 10:
		testbed_sql(t,
		    mem_printf(t->mem,
			"UPDATE enterprise SET location_precision = '%s' WHERE id %% 5 = %d",
			draw(h, 2) ? "street" : "hidden", draw(h, 5)));
		break;
	case 8:
		testbed_sql(t,
		    mem_printf(t->mem,
			"UPDATE record SET name = 'X' WHERE slug = 'e%d';"
			" UPDATE record SET state = 'archived' WHERE slug = 'e%d'",
			1 + draw(h, h->last), 1 + draw(h, h->last)));
		break;
	}
}

static void
count_one(int64_t record)
{
	assert_true(record > 0);
}

static void
random_histories(void **state)
{
	struct testbed *t = *state;
	struct history h = { .t = t, .random = 88172645463325252, .names = 40 };
	size_t wrong;

	testbed_load(t, "project",
	    "slug,name\np0,Projekt 0\np1,Projekt 1\np2,P\np3,P\np4,Projekt 4\n");
	save_enterprises(&h, 40);
	is_as_loaded(t);
	for (int i = 0; i < STEPS; i++) {
		const struct mem *before = t->c.mem;

		for (int n = draw(&h, 3); n >= 0; n--)
			step(&h);
		is_as_loaded(t);
		if (t->c.mem == before)
			h.followed++;
		else
			h.loaded++;
	}
	/* Both roads were taken. */
	assert_true(h.followed > STEPS / 2);
	assert_true(h.loaded > 5);
	reader_begin(&t->r);
	wrong = listing_check(&t->r, count_one);
	testbed_end(t);
	/* Who renames past the program leaves the key behind. */
	assert_int_equal(wrong, testbed_number(t, "SELECT count(*) FROM record WHERE name = 'X'"));
}

/* Names that all come at one slot use up what is free around it, and go on. */
static void
crowded(void **state)
{
	struct testbed *t = *state;
	struct history h = { .t = t, .random = 123456789, .names = 1000 };
	const struct mem *before;
	struct buf b;

	save_enterprises(&h, 200);
	is_as_loaded(t);
	before = t->c.mem;
	buf_init(&b, t->mem, 0);
	for (int i = 0; i < 5; i++) {
		buf_clear(&b);
		buf_puts(&b, "slug,name\n");
		for (int j = 0; j < 4; j++)
			buf_printf(&b, "x%d-%d,Nora %c%c\n", i, j, "hagbe"[i], "zbya"[j]);
		testbed_load(t, "enterprise", buf_cstr(&b));
		is_as_loaded(t);
	}
	assert_ptr_equal(t->c.mem, before);
	/* Until there is no slot at all. */
	buf_clear(&b);
	buf_puts(&b, "slug,name\n");
	for (int i = 0; i < 60; i++)
		buf_printf(&b, "y%d,Nora %d\n", i, i * 7 % 60);
	testbed_load(t, "enterprise", buf_cstr(&b));
	is_as_loaded(t);
	assert_ptr_not_equal(t->c.mem, before);
}

/* Nothing is read before another connection has committed, and nothing is loaded when that changed no list. */
static void
only_what_changed(void **state)
{
	struct testbed *t = *state;
	const struct mem *before;
	unsigned values;

	testbed_load(t, "enterprise", "slug,name\na,A\nb,B\n");
	is_as_loaded(t);
	before = t->c.mem;
	values = t->c.values_version;
	testbed_begin(t);
	testbed_load(t, "enterprise", "slug,name\nc,C\n");
	catalogue_refresh(&t->c, &t->r);
	assert_int_equal(t->c.kind[0].rows, 2);
	testbed_end(t);
	is_as_loaded(t);
	assert_int_equal(t->c.kind[0].rows, 3);
	testbed_sql(t,
	    "UPDATE enterprise SET phone = '0141-1'; UPDATE record SET updated_at = '2026-01-01T00:00:00Z'");
	is_as_loaded(t);
	assert_int_equal(t->c.values_version, values);
	/* A term that has another name in English only. */
	testbed_load(t, "term",
	    "taxonomy,code,name,name_en\ngoods_and_services,kafe,Kafé och servering,Coffee\n");
	is_as_loaded(t);
	assert_int_equal(t->c.values_version, values + 1);
	assert_ptr_equal(t->c.mem, before);
	/* A database of which some changes are no longer told. */
	testbed_load(t, "enterprise", "slug,name\nd,D\n");
	testbed_sql(t,
	    "DELETE FROM listing_change WHERE seq <= (SELECT max(seq) FROM listing_change)");
	testbed_load(t, "enterprise", "slug,name\ne,E\n");
	testbed_sql(t, "UPDATE listing_change SET seq = seq + 100000");
	is_as_loaded(t);
	assert_ptr_not_equal(t->c.mem, before);
	/* One that was restored from a backup. */
	before = t->c.mem;
	testbed_sql(t,
	    "UPDATE listing_change SET seq = 1 WHERE seq = (SELECT max(seq) FROM listing_change)");
	testbed_sql(t, "DELETE FROM listing_change WHERE seq > 1");
	is_as_loaded(t);
	assert_ptr_not_equal(t->c.mem, before);
}

/* Changes are forgotten in the end: the table stays small. */
static void
few_changes(void **state)
{
	struct testbed *t = *state;

	testbed_sql(t,
	    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)"
	    " INSERT INTO listing_change (record) SELECT 1 FROM n");
	assert_in_range(testbed_number(t, "SELECT count(*) FROM listing_change"), 5000, 6000);
	is_as_loaded(t);
	testbed_load(t, "enterprise", "slug,name\na,A\n");
	is_as_loaded(t);
}

/* A visitor's time does not end what is read for everybody; it begins after that. */
static void
takes_its_time(void **state)
{
	struct testbed *t = *state;
	int64_t before;

	testbed_sql(t,
	    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
	    " INSERT INTO record (uuid, kind, class, name, slug, state, created_at, updated_at)"
	    " SELECT printf('00000000-0000-4000-8000-%012d', i), 'page', 'page', 'S', 's' || i, 'published',"
	    " '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z' FROM n");
	t->r.db->options.statement_ms = 60000;
	reader_begin(&t->r);
	before = t->r.db->deadline;
	t->r.db->deadline = 1;
	catalogue_refresh(&t->c, &t->r);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	assert_int_equal(t->c.kind[kind_index(kind_find(STR("page")))].rows, 20000);
	assert_true(t->r.db->deadline >= before);
	testbed_end(t);
}

/* Another process begins with what it was given, on a connection of its own. */
static void
inherited(void **state)
{
	struct testbed *t = *state;
	const struct mem *before;
	struct wording *w;

	testbed_load(t, "enterprise", "slug,name\na,A\n");
	testbed_begin(t);
	before = t->c.mem;
	w = wording_of(&t->c, &t->r);
	testbed_end(t);
	reader_close(&t->r);
	catalogue_inherit(&t->c);
	testbed_load(t, "enterprise", "slug,name\nb,B\n");
	assert_int_equal(reader_open(&t->r, t->mem, t->path, &t->options), ERR_NONE);
	is_as_loaded(t);
	assert_ptr_equal(t->c.mem, before);
	reader_begin(&t->r);
	assert_ptr_equal(wording_of(&t->c, &t->r), w);
	assert_ptr_equal(w->stemmer->swedish, db_stemmer(&t->r)->swedish);
	testbed_end(t);
}

/* ---------------------------------------------------------------------- wording */

/* Words, synonyms and labels are read again when they are others, and each only then. */
static void
wording_follows(void **state)
{
	struct testbed *t = *state;
	size_t words, line;
	struct wording *w;
	const struct lexicon *lexicon;
	const struct synonym *synonym;
	const struct label *label;

	testbed_begin(t);
	w = wording_of(&t->c, &t->r);
	lexicon = w->lexicon;
	synonym = w->synonym;
	label = w->label;
	testbed_end(t);
	testbed_load(t, "enterprise", "slug,name,summary\na,A,Vi har äppelmusteri.\n");
	testbed_begin(t);
	assert_false(lexicon_has(w->lexicon, STR("äppelmusteri")));
	assert_ptr_equal(wording_of(&t->c, &t->r), w);
	assert_true(lexicon_has(w->lexicon, STR("äppelmusteri")));
	assert_ptr_equal(w->lexicon, lexicon);
	assert_ptr_equal(w->label, label);
	testbed_end(t);
	assert_int_equal(store_import_synonyms(&t->w, STR("bageri = bagarstuga\n"), &words, &line),
	    ERR_NONE);
	testbed_begin(t);
	w = wording_of(&t->c, &t->r);
	assert_ptr_equal(w->lexicon, lexicon);
	assert_ptr_equal(w->label, label);
	assert_ptr_not_equal(w->synonym, synonym);
	assert_int_equal(w->synonyms, 2);
	assert_non_null(wording_synonym(w, wording_key(t->mem, w->stemmer, STR("bageri"))));
	testbed_end(t);
	testbed_load(t, "term", "taxonomy,code,name\ngoods_and_services,kafe,Fikaställe\n");
	testbed_begin(t);
	w = wording_of(&t->c, &t->r);
	assert_non_null(wording_label(w, wording_key(t->mem, w->stemmer, STR("fikaställe"))));
	assert_null(wording_label(w, wording_key(t->mem, w->stemmer, STR("kafé och servering"))));
	assert_int_equal(w->synonyms, 2);
	testbed_end(t);
}

static bool
is_listed(struct testbed *t, const char *word)
{
	const struct listed_words *list = wording_listed(wording_of(&t->c, &t->r), &t->r);

	for (size_t i = 0; i < list->count; i++)
		if (str_is(list->word[i], word))
			return true;
	return false;
}

/* The words that corrections know of the two lists. */
static void
listed_words_follow(void **state)
{
	struct testbed *t = *state;
	size_t words, line;

	assert_int_equal(store_import_synonyms(&t->w, STR("bageri = bagarstuga\n"), &words, &line),
	    ERR_NONE);
	testbed_begin(t);
	assert_true(is_listed(t, "bagarstuga"));
	assert_false(is_listed(t, "kvarn"));
	testbed_end(t);
	assert_int_equal(store_import_lexicon(&t->w, STR("kvarn\n"), &words, &line), ERR_NONE);
	testbed_begin(t);
	assert_true(is_listed(t, "kvarn"));
	assert_true(is_listed(t, "bagarstuga"));
	testbed_end(t);
	assert_int_equal(store_import_synonyms(&t->w, STR("bageri = bagarbod\n"), &words, &line),
	    ERR_NONE);
	testbed_begin(t);
	assert_false(is_listed(t, "bagarstuga"));
	assert_true(is_listed(t, "kvarn"));
	testbed_end(t);
}

/* What an error kept from being read is there for the next question, although nothing has changed since. */
static void
wording_after_error(void **state)
{
	struct testbed *t = *state;
	size_t words, line;
	struct wording *w;

	testbed_begin(t);
	(void)wording_of(&t->c, &t->r);
	testbed_end(t);
	assert_int_equal(store_import_synonyms(&t->w, STR("bageri = bagarstuga\n"), &words, &line),
	    ERR_NONE);
	testbed_load(t, "term", "taxonomy,code,name\ngoods_and_services,kafe,Fikaställe\n");
	testbed_load(t, "enterprise", "slug,name\na,Äppelmusteri\n");
	testbed_begin(t);
	db_fail(&t->r, ERR_BUSY);
	(void)wording_of(&t->c, &t->r);
	assert_int_equal(reader_end(&t->r), ERR_BUSY);
	testbed_begin(t);
	w = wording_of(&t->c, &t->r);
	assert_int_equal(w->synonyms, 2);
	assert_non_null(wording_label(w, wording_key(t->mem, w->stemmer, STR("fikaställe"))));
	assert_true(lexicon_has(w->lexicon, STR("äppelmusteri")));
	testbed_end(t);
}

/* --------------------------------------------------------------------- checking */

static void
check_sees(void **state)
{
	static const char *const harm[] = {
		"UPDATE record SET facets = NULL WHERE slug = 'a'",
		"UPDATE record SET facets = facets || ' 1' WHERE slug = 'a'",
		"UPDATE record SET name = 'Ö' WHERE slug = 'a'",
		"DELETE FROM link WHERE source = (SELECT id FROM record WHERE slug = 'a') AND relation = 'municipality'",
		"UPDATE listing_place SET latitude = 0 WHERE id = (SELECT id FROM record WHERE slug = 'a')",
		"DELETE FROM listing_place WHERE id = (SELECT id FROM record WHERE slug = 'a')",
		"INSERT INTO listing_place (id, latitude, longitude, precision) SELECT id, 1, 1, 0 FROM record WHERE slug = 'b'",
		"UPDATE record SET facets = '1', state = 'hidden' WHERE slug = 'b'",
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(harm); i++) {
		size_t wrong[2];

		/* Another sentence each time: a row that changes nothing mends nothing. */
		testbed_load(t, "enterprise",
		    mem_printf(t->mem,
			"slug,name,summary,municipality,goods_and_services,latitude,longitude\na,A,%zu,motala|ydre,snickeri,58,15\nb,B,%zu,,,,\n",
			i, i));
		reader_begin(&t->r);
		wrong[0] = listing_check(&t->r, count_one);
		testbed_end(t);
		testbed_sql(t, harm[i]);
		reader_begin(&t->r);
		wrong[1] = listing_check(&t->r, count_one);
		testbed_end(t);
		if (wrong[0] != 0 || wrong[1] != 1)
			fail_msg("%s: %zu, %zu", harm[i], wrong[0], wrong[1]);
	}
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup_basics, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(random_histories), WITH(crowded), WITH(only_what_changed), WITH(few_changes), WITH(takes_its_time),
		WITH(inherited), WITH(wording_follows), WITH(listed_words_follow), WITH(wording_after_error), WITH(check_sees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
