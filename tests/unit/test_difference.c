/* test_difference.c: what became of a text. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/text/difference.h"

/* "Slöjd av [-trä-][+ek+]." Both texts are put together again from the parts. */
static const char *
marked(struct mem *m, const char *before, const char *after)
{
	static const char *const begin[] = { "", "[-", "[+" }, *const end[] = { "", "-]", "+]" };
	struct buf shown, was, now;
	struct difference_part *part;
	size_t n = difference_read(m, str_of(before), str_of(after), &part);

	buf_init(&shown, m, 0);
	buf_init(&was, m, 0);
	buf_init(&now, m, 0);
	for (size_t i = 0; i < n; i++) {
		assert_true(part[i].text.n > 0);
		buf_puts(&shown, begin[part[i].what]);
		buf_str(&shown, part[i].text);
		buf_puts(&shown, end[part[i].what]);
		if (part[i].what != DIFFERENCE_NEW)
			buf_str(&was, part[i].text);
		if (part[i].what != DIFFERENCE_GONE)
			buf_str(&now, part[i].text);
	}
	assert_string_equal(buf_cstr(&was), before);
	assert_string_equal(buf_cstr(&now), after);
	return buf_cstr(&shown);
}

static void
words(void **state)
{
	static const struct {
		const char *before, *after, *want;
	} cases[] = {
		{ "", "", "" }, { "En", "En", "En" }, { "", "Ny text.", "[+Ny text.+]" },
		{ "Gammal.", "", "[-Gammal.-]" },
		{ "Slöjd av trä.", "Slöjd av ek.", "Slöjd av [-trä-][+ek+]." },
		{ "Slöjd av trä.", "Slöjd av svensk ek.", "Slöjd av [-trä-][+svensk ek+]." },
		{ "ett två tre", "ett tre", "ett [-två -]tre" },
		{ "ett tre", "ett två tre", "ett [+två +]tre" },
		{ "två tre fyra", "ett två tre fyra", "[+ett +]två tre fyra" },
		{ "ett två tre", "ett två tre fyra", "ett två tre[+ fyra+]" },
		{ "Häst", "Hästar", "[-Häst-][+Hästar+]" },
		/* What stayed is a blank: one change, not two. */
		{ "Vi säljer fina stolar och bord hos oss", "Vi säljer gamla pallar och bord hos oss",
		    "Vi säljer [-fina stolar-][+gamla pallar+] och bord hos oss" },
		/* Little is the same: read one after the other. */
		{ "Kafé i Motala.", "Snickeri och tvätt för alla i Ydre.",
		    "[-Kafé i Motala.-][+Snickeri och tvätt för alla i Ydre.+]" },
		{ "a b c d e f", "x a b c y d e f z", "[+x +]a b c [+y +]d e f[+ z+]" },
		{ "Ett stycke.\n\nEtt till.", "Ett stycke.\n\nEtt annat till.\n\nSlut.",
		    "Ett stycke.\n\nEtt [+annat +]till[+.\n\nSlut+]." },
	};
	struct mem *m = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(marked(m, cases[i].before, cases[i].after), cases[i].want);
}

/* "ord0 ord1 …" with a step between the numbers. */
static const char *
numbers(struct mem *m, unsigned n, unsigned step)
{
	struct buf b;

	buf_init(&b, m, 0);
	for (unsigned i = 0; i < n; i++)
		buf_printf(&b, "ord%u ", i * step);
	return buf_cstr(&b);
}

static bool
is_whole(struct mem *m, const char *before, const char *after)
{
	struct difference_part *part;
	size_t n = difference_read(m, str_of(before), str_of(after), &part);

	(void)marked(m, before, after);
	return n == 2 && part[0].what == DIFFERENCE_GONE && part[1].what == DIFFERENCE_NEW;
}

static void
limits(void **state)
{
	struct mem *m = *state;
	size_t used;

	/* A word in a long text; every other word of it gone; and one that is too long. */
	assert_string_equal(marked(m,
				mem_printf(m, "%strä %s", numbers(m, 3000, 1), numbers(m, 3000, 2)),
				mem_printf(m, "%sek %s", numbers(m, 3000, 1), numbers(m, 3000, 2))),
	    mem_printf(m, "%s[-trä-][+ek+] %s", numbers(m, 3000, 1), numbers(m, 3000, 2)));
	assert_false(is_whole(m, numbers(m, 100, 1), numbers(m, 50, 2)));
	assert_true(is_whole(m, numbers(m, 4000, 1), numbers(m, 2000, 2)));
	assert_true(is_whole(m, numbers(m, 9000, 1), mem_printf(m, "%sslut", numbers(m, 9000, 1))));
	/* The worst there is takes its half megabyte, beside the tokens. */
	used = mem_used(m);
	assert_true(is_whole(m, numbers(m, 8000, 1), numbers(m, 8000, 3)));
	assert_in_range(mem_used(m) - used, 1, 4 * 1024 * 1024);
}

/* Whatever the texts are, they can be put together again (marked() checks). */
static void
anything(void **state)
{
	struct mem *m = *state;
	uint32_t seed = 1;

	for (unsigned i = 0; i < 3000; i++) {
		char text[2][40];

		for (unsigned t = 0; t < 2; t++) {
			unsigned n = 0;

			for (; n < 38; n++) {
				seed = seed * 1664525 + 1013904223;
				if (seed >> 27 == 0)
					break;
				text[t][n] = "ab ,"[(seed >> 20) % 4];
			}
			text[t][n] = '\0';
		}
		(void)marked(m, text[0], text[1]);
	}
}

static int
setup(void **state)
{
	*state = mem_new(0);
	return 0;
}

static int
teardown(void **state)
{
	mem_free(*state);
	return 0;
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { WITH(words), WITH(limits), WITH(anything) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
