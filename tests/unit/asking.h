/*
 * asking.h: for tests of questions: a small directory, what is found in it, and how well. Included behind cmocka.h.
 */
#ifndef MEDVERK_TEST_ASKING_H
#define MEDVERK_TEST_ASKING_H

#include "lib/store/ask.h"
#include "tests/unit/testbed.h"

static inline int
asking_setup(void **state)
{
	struct testbed *t;
	int failed = testbed_setup_basics(state);

	if (failed != 0)
		return failed;
	t = *state;
	testbed_load(t, "page",
	    "slug,name,summary,description\n"
	    "a,Björkens snickeri,Möbler av trä,Vi lagar stolar.\n"
	    "b,Snickarna i Motala,Björkved,AND eller OR\n"
	    "c,Café Oasen,Kaffe och bullar,\"Fäbodvägen 3, NEAR kyrkan. Björkar.\"\n"
	    "d,C och D,1a klass ½ pris,x²\n"
	    "e,日本語 кафе Ελλάδα,naïve cliché,𝒜𝓇𝓉 😀 smörgås\n");
	testbed_load(t, "enterprise",
	    "slug,name,municipality,goods_and_services\nf,Eken,Motala,Snickeri\n");
	testbed_begin(t);
	return 0;
}

/* Slugs of what is found, in the order of rows. */
static inline struct str
found(struct testbed *t, struct str text)
{
	struct asked *a = mem_alloc(t->mem, sizeof(*a));
	struct buf b;

	ask(a, &t->r, t->mem, &t->c, text, true);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	buf_init(&b, t->mem, 0);
	for (size_t i = 0; i < a->matches.count; i++) {
		assert_true(i == 0 || a->matches.match[i].record > a->matches.match[i - 1].record);
		buf_puts(&b,
		    testbed_text(t,
			mem_printf(t->mem,
			    "SELECT CASE kind WHEN 'municipality' THEN '+' ELSE slug END"
			    " FROM record WHERE id = %u",
			    a->matches.match[i].record))
			.p);
	}
	return buf_view(&b);
}

static inline struct asked *
asked(struct testbed *t, const char *text, bool as_typed)
{
	struct asked *a = mem_alloc(t->mem, sizeof(*a));

	ask(a, &t->r, t->mem, &t->c, str_of(text), as_typed);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	return a;
}

static inline uint32_t
score(struct testbed *t, const char *text, const char *slug)
{
	struct asked *a = asked(t, text, true);
	int64_t record = testbed_number(t,
	    mem_printf(t->mem, "SELECT id FROM record WHERE slug = '%s'", slug));

	for (size_t i = 0; i < a->matches.count; i++)
		if (a->matches.match[i].record == record)
			return a->matches.match[i].score;
	return 0;
}

#endif
