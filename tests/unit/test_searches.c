/* test_searches.c: what is counted as one question, what is kept and for how long, and what is shown. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/searches.h"
#include "tests/unit/testbed.h"

static void
questions_have_one_key(void **state)
{
	static const struct {
		const char *question, *key;     /* NULL: not counted */
	} cases[] = {
		{ "snickeri", "0snickeri" }, { "SNICKERI", "0snickeri" }, { "Snickeri  \t Motala", "0snickeri motala" },
		{ "ÅÄÖ", "0åäö" }, { "kafé\xc2\xa0\xc2\xa0motala", "0kafé motala" }, { "\"flytt och städ\"", "0\"flytt och städ\"" },
		{ " blanks ", "0blanks" }, { "日本語", "0日本語" }, { "769900-0019", "0769900-0019" },
		{ "", NULL }, { "   ", NULL }, { "!!!", NULL }, { "\"*\"", NULL }, { "\xf0\x9f\x98\x80", NULL },
		{ "\xe2\x80\x8b", NULL }, { "anna@example.se", NULL }, { "850101-1236", NULL }, { "070-123 45 67", NULL },
	};
	struct mem *m = mem_new(0);
	char text[SEARCHES_LETTERS_MAX * 4 + 2];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_str(searches_key(m, LANG_SV, str_of(cases[i].question)), cases[i].key);
	assert_str(searches_key(m, LANG_EN, STR("Joinery")), "1joinery");
	memset(text, 'a', sizeof(text));
	assert_int_equal(searches_key(m, LANG_SV, (struct str){ text, SEARCHES_LETTERS_MAX }).n,
	    SEARCHES_LETTERS_MAX + 1);
	assert_null(searches_key(m, LANG_SV, (struct str){ text, SEARCHES_LETTERS_MAX + 1 }).p);
	/* Letters are counted, but what does not fit as bytes is not counted either. */
	for (size_t i = 0; i + 4 <= sizeof(text); i += 4)
		memcpy(text + i, "\xf0\xa0\x80\x80", 4);
	assert_null(searches_key(m, LANG_SV, (struct str){ text, SEARCHES_LETTERS_MAX * 4 }).p);
	mem_free(m);
}

/* ---------------------------------------------------------------------- rows */

struct bed {
	struct testbed *t;
	struct writer w;
	struct buf shown;       /* "question sv 7 2\n" … */
};

static void
open_bed(struct bed *b, void **state)
{
	const struct db_options options = { .which = DB_SEARCHES };

	b->t = *state;
	assert_int_equal(writer_open(&b->w, b->t->mem,
	    mem_printf(b->t->mem, "%s/searches", b->t->dir), &options),
	    ERR_NONE);
	buf_init(&b->shown, b->t->mem, 256);
}

static void
close_bed(struct bed *b)
{
	writer_close(&b->w);
	assert_int_equal(unlink(mem_printf(b->t->mem, "%s/searches", b->t->dir)), 0);
}

static void
add(struct bed *b, const char *day, const char *key, uint32_t times, uint32_t in_vain)
{
	const struct tally_count one = { str_of(key), times, in_vain };

	writer_begin(&b->w);
	store_searches_add(&b->w, str_of(day), &one, 1);
	assert_int_equal(writer_end(&b->w, true), ERR_NONE);
}

static void
show_row(void *ctx, const struct searches_row *row)
{
	buf_printf(ctx, "%.*s %.*s %u %u\n", STR_ARGS(row->question), STR_ARGS(row->lang),
	    row->times, row->in_vain);
}

static struct str
shown(struct bed *b, const char *today, unsigned days, bool in_vain)
{
	buf_clear(&b->shown);
	reader_begin(&b->w.reader);
	store_searches_list(&b->w.reader, str_of(today), days, in_vain, show_row, &b->shown);
	assert_int_equal(reader_end(&b->w.reader), ERR_NONE);
	return buf_view(&b->shown);
}

static void
forget(struct bed *b, const char *today)
{
	writer_begin(&b->w);
	store_searches_forget(&b->w, str_of(today), 30, 395);
	assert_int_equal(writer_end(&b->w, true), ERR_NONE);
}

static void
days_add_up_and_few_are_hidden(void **state)
{
	struct bed b;

	open_bed(&b, state);
	add(&b, "2026-03-01", "0snickeri", 2, 0);
	add(&b, "2026-03-01", "0snickeri", 1, 1);
	add(&b, "2026-03-02", "0snickeri", 2, 1);
	add(&b, "2026-03-02", "0orgelbygge", 9, 9);
	add(&b, "2026-03-02", "0kafé", 4, 4);
	add(&b, "2026-03-02", "1kafé", 4, 0);
	assert_str(shown(&b, "2026-03-02", 30, false), "orgelbygge sv 9 9\nsnickeri sv 5 2\n");
	assert_str(shown(&b, "2026-03-02", 30, true), "orgelbygge sv 9 9\n");
	assert_str(shown(&b, "2026-03-02", 1, false), "orgelbygge sv 9 9\n");
	assert_str(shown(&b, "2026-04-01", 30, false), "");
	add(&b, "2026-03-02", "1kafé", 1, 0);
	assert_str(shown(&b, "2026-03-02", 1, false), "orgelbygge sv 9 9\nkafé en 5 0\n");
	close_bed(&b);
}

static void
the_rare_are_forgotten_first(void **state)
{
	struct bed b;

	open_bed(&b, state);
	add(&b, "2026-03-01", "0rare", 4, 0);
	add(&b, "2026-03-01", "0often", 4, 0);
	add(&b, "2026-03-20", "0often", 1, 0);
	forget(&b, "2026-03-31");
	add(&b, "2026-03-31", "0rare", 1, 0);
	assert_str(shown(&b, "2026-03-31", 60, false), "often sv 5 0\nrare sv 5 0\n");
	add(&b, "2026-04-02", "0other", 4, 0);
	forget(&b, "2026-05-03");
	add(&b, "2026-05-03", "0other", 1, 0);
	/* The four of April are gone; what has been asked five times stays, each of its days. */
	assert_str(shown(&b, "2026-05-03", 365, false), "often sv 5 0\nrare sv 5 0\n");
	forget(&b, "2027-04-01");
	assert_str(shown(&b, "2027-04-01", 3660, false), "");
	close_bed(&b);
}

static void
a_day_is_bounded(void **state)
{
	enum { SURPLUS = 50 };
	struct tally_count *many;
	struct bed b;

	open_bed(&b, state);
	many = mem_calloc(b.t->mem, SEARCHES_OF_DAY_MAX + SURPLUS, sizeof(*many));
	for (int i = 0; i < SEARCHES_OF_DAY_MAX + SURPLUS; i++)
		many[i] = (struct tally_count){ str_of(mem_printf(b.t->mem, "0q%05d", i)), 5, 0 };
	for (int round = 0; round < 2; round++) {
		writer_begin(&b.w);
		store_searches_add(&b.w, STR("2026-03-01"), many, SEARCHES_OF_DAY_MAX + SURPLUS);
		assert_int_equal(writer_end(&b.w, true), ERR_NONE);
	}
	writer_begin(&b.w);
	struct stmt *s = db_read(&b.w.reader, SQL_COUNT_SEARCHES_OF_DAY);
	db_bind_str(s, ":day", STR("2026-03-01"));
	assert_int_equal(db_number(s), SEARCHES_OF_DAY_MAX);
	assert_int_equal(writer_end(&b.w, false), ERR_NONE);
	/* Those that are there go on being counted. */
	assert_true(str_starts(shown(&b, "2026-03-01", 1, false), STR("q00000 sv 10 0\n")));
	close_bed(&b);
}

static void
the_directory_is_no_such_file(void **state)
{
	const struct db_options options = { .which = DB_SEARCHES };
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();
	struct writer w;
	struct reader r;
	enum err e = writer_open(&w, t->mem, t->path, &options);
	enum err of_reader = reader_open(&r, t->mem, mem_printf(t->mem, "%s/none", t->dir),
	    &options);

	testbed_heard(t, ear);
	assert_int_equal(e, ERR_UNAVAILABLE);
	/* A reader makes nothing. */
	assert_int_equal(of_reader, ERR_UNAVAILABLE);
	assert_int_not_equal(access(mem_printf(t->mem, "%s/none", t->dir), F_OK), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_have_one_key),
		cmocka_unit_test_setup_teardown(days_add_up_and_few_are_hidden, testbed_setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(the_rare_are_forgotten_first, testbed_setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(a_day_is_bounded, testbed_setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(the_directory_is_no_such_file, testbed_setup, testbed_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
