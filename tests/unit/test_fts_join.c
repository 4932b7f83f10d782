/* test_fts_join.c: lists joined by walking along them, against looking each record up. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/db/fts_private.h"

enum { RECORDS = 400, ROUNDS = 300, GROUPS = 4 };

struct world {
	struct mem *mem;
	uint64_t random;
	uint32_t score[GROUPS][RECORDS];        /* 0: the group's list does not have it */
	struct list list[GROUPS];
	struct fts_query q;
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

/* From lists with every record to lists with one in a hundred, so that steps are short and long. */
static void
draw_lists(struct world *w)
{
	for (unsigned g = 0; g < GROUPS; g++) {
		struct fts_match *match = mem_calloc(w->mem, RECORDS, sizeof(*match));
		unsigned thin = 1 + draw(w, 2) * draw(w, 100);
		size_t n = 0;

		for (uint32_t i = 0; i < RECORDS; i++) {
			w->score[g][i] = draw(w, thin) == 0 ? 1 + draw(w, 9) : 0;
			if (w->score[g][i] > 0)
				match[n++] = (struct fts_match){ i, w->score[g][i] };
		}
		w->list[g] = (struct list){ match, n };
	}
}

/* Groups 0 and 1 wanted, 2 and 3 not, or fewer of them. */
static void
draw_query(struct world *w)
{
	w->q = (struct fts_query){ .groups = (uint16_t)(1 + draw(w, GROUPS)) };
	for (unsigned g = 0; g < w->q.groups; g++)
		w->q.group[g].excluded = g >= 2;
}

static uint32_t
score_of(const struct world *w, uint32_t record)
{
	uint32_t sum = 0;

	for (unsigned g = 0; g < w->q.groups; g++) {
		if (w->q.group[g].excluded != (w->score[g][record] == 0))
			return 0;
		sum += w->q.group[g].excluded ? 0 : w->score[g][record];
	}
	return sum;
}

static size_t
expected(const struct world *w, struct fts_match *want)
{
	size_t n = 0;

	for (uint32_t i = 0; i < RECORDS; i++)
		if (score_of(w, i) > 0)
			want[n++] = (struct fts_match){ i, score_of(w, i) };
	return n;
}

static void
groups(void **state)
{
	struct world w = { .mem = mem_new(0), .random = 20260601 };
	struct fts_match want[RECORDS];
	int compared = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct fts_matches got = { .match = NULL };
		size_t n;

		draw_lists(&w);
		draw_query(&w);
		n = expected(&w, want);
		fts_join(w.mem, &w.q, w.list, &got);
		/* Where nothing has them all, most of them are asked for: another rule. */
		if (got.left_out != 0)
			continue;
		compared++;
		assert_int_equal(got.count, n);
		assert_memory_equal(got.match, want, n * sizeof(*want));
		mem_reset(w.mem);
	}
	assert_true(compared > ROUNDS / 2);
	mem_free(w.mem);
}

/* One group of two ways: (0 or 1) and 2 at 50 %, or 3 at 100 %. */
static void
ways(void **state)
{
	struct world w = { .mem = mem_new(0), .random = 20260602 };
	struct fts_query q = { .groups = 1, .ways = 2, .slots = 3, .choices = 4, .phrases = 4,
		.choice = { 0, 1, 2, 3 }, .slot = { { 0, 2 }, { 2, 1 }, { 3, 1 } },
		.way = { { 0, 2, 50 }, { 2, 1, 100 } }, .group = { { 0, 2, false, false } } };

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct list got;
		size_t n = 0;

		draw_lists(&w);
		got = fts_join_group(w.mem, &q, 0, w.list);
		for (uint32_t i = 0; i < RECORDS; i++) {
			uint32_t any = w.score[0][i] > w.score[1][i] ? w.score[0][i]
								     : w.score[1][i];
			uint32_t both = any < w.score[2][i] ? any : w.score[2][i];
			uint32_t one = 50 * both, other = 100 * w.score[3][i];
			uint32_t more = one > other ? one : other;
			bool apart = (both >= FTS_SCORE_SUMMARY) !=
			    (w.score[3][i] >= FTS_SCORE_SUMMARY);

			if (more == 0)
				continue;
			assert_true(n < got.count);
			assert_int_equal(got.match[n].record, i);
			/* Scores of these lists are those of two columns. */
			if (apart)
				more += (one + other - more) / 8;
			assert_int_equal(got.match[n++].score, more);
		}
		assert_int_equal(n, got.count);
		mem_reset(w.mem);
	}
	mem_free(w.mem);
}

/* Met in another column as well is better met; in the same column, once more is nothing new. */
static void
columns(void **state)
{
	struct mem *m = mem_new(0);
	const struct fts_match name[] = { { 1, FTS_SCORE_NAME }, { 2, FTS_SCORE_NAME } };
	const struct fts_match other[] = { { 1, FTS_SCORE_TEXT }, { 2, FTS_SCORE_NAME } };
	const struct list lists[] = { { name, 2 }, { other, 2 } };
	struct fts_query q = { .groups = 1, .ways = 2, .slots = 2, .choices = 2, .phrases = 2,
		.choice = { 0, 1 }, .slot = { { 0, 1 }, { 1, 1 } },
		.way = { { 0, 1, 100 }, { 1, 1, 80 } }, .group = { { 0, 2, false, false } } };
	struct list got = fts_join_group(m, &q, 0, lists);

	(void)state;
	assert_int_equal(got.count, 2);
	assert_int_equal(got.match[0].score, 100 * FTS_SCORE_NAME + 80 * FTS_SCORE_TEXT / 8);
	assert_int_equal(got.match[1].score, 100 * FTS_SCORE_NAME);
	mem_free(m);
}

/* A way that is about a record is not met by its text. */
static void
about(void **state)
{
	struct mem *m = mem_new(0);
	const struct fts_match match[] = { { 1, FTS_SCORE_TEXT }, { 2, FTS_SCORE_SUMMARY }, { 3, FTS_SCORE_LABELS } };
	const struct list lists[] = { { match, 3 } };
	struct fts_query q = { .groups = 1, .ways = 1, .slots = 1, .choices = 1, .phrases = 1, .choice = { 0 }, .slot = { { 0, 1 } },
		.way = { { 0, 1, 100, true } }, .group = { { .ways = 1 } } };
	struct list got = fts_join_group(m, &q, 0, lists);

	(void)state;
	assert_int_equal(got.count, 2);
	assert_int_equal(got.match[0].record, 2);
	q.way[0].about = false;
	assert_int_equal(fts_join_group(m, &q, 0, lists).count, 3);
	mem_free(m);
}

/* Where no record has both, those that have the head; without one, all. */
static void
heads(void **state)
{
	struct mem *m = mem_new(0);
	const struct fts_match used[] = { { 1, 9 }, { 3, 9 } }, cycle[] = { { 2, 1 }, { 4, 1 } };
	const struct list lists[] = { { used, 2 }, { cycle, 2 } };
	struct fts_query q = { .groups = 2, .group = { { .ways = 1 }, { .ways = 1, .head = true } } };
	struct fts_matches got = { .match = NULL };

	(void)state;
	fts_join(m, &q, lists, &got);
	assert_int_equal(got.count, 2);
	assert_int_equal(got.match[0].record, 2);
	assert_int_equal(got.left_out, 1);
	q.group[1].head = false;
	got = (struct fts_matches){ .match = NULL };
	fts_join(m, &q, lists, &got);
	assert_int_equal(got.count, 4);
	assert_int_equal(got.left_out, 3);
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(groups), cmocka_unit_test(ways),
		cmocka_unit_test(columns), cmocka_unit_test(about), cmocka_unit_test(heads) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
