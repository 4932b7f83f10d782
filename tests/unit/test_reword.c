/* test_reword.c: words changed and left out. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/reword.h"

static struct str
part_of(struct str text, const char *part)
{
	const char *p = strstr(text.p, part);

	assert_non_null(p);
	return (struct str){ p, strlen(part) };
}

static void
is(struct str got, const char *want)
{
	if (!str_is(got, want))
		fail_msg("<%.*s>, not <%s>", STR_ARGS(got), want);
}

static void
corrections(void **state)
{
	struct mem *m = *state;
	struct str text = STR("snikeri och motla");
	struct asked asked = { .corrections = 0 };

	is(reword(m, &asked, text), "snikeri och motla");
	/* In any order. */
	asked.correction[asked.corrections++] = (struct ask_correction){ part_of(text, "motla"), STR("motala") };
	asked.correction[asked.corrections++] = (struct ask_correction){ part_of(text, "snikeri"), STR("snickeri") };
	is(reword(m, &asked, text), "snickeri och motala");
	is(reword(m, &asked, (struct str){ text.p, 7 }), "snickeri");
	is(reword_without(m, &asked, text, part_of(text, "motla")), "snickeri");
	is(reword_without(m, &asked, text, part_of(text, "snikeri")), "motala");
	is(reword_without(m, &asked, text, part_of(text, "och")), "snickeri motala");
}

static void
left_out(void **state)
{
	static const struct {
		const char *text, *part, *rest;
	} cases[] = {
		{ "kafé", "kafé", NULL }, { "  kafé ", "kafé", NULL }, { "\"kafé\"", "kafé", NULL },
		{ "kafé motala", "kafé", "motala" }, { "kafé motala", "motala", "kafé" },
		{ "x  kafé  b", "kafé", "x b" },
		{ "\"sociala företag\" motala", "sociala företag", "motala" },
		{ "\"sociala företag\" motala", "motala", "\"sociala företag\"" },
		{ "motala \"sociala företag\"", "sociala företag", "motala" },
		{ "snick* motala", "snick", "motala" }, { "motala snick*", "snick", "motala" },
		{ "kafé, motala", "motala", "kafé," },
		{ "trycka x-shirt", "x", "trycka shirt" }, { "trycka x-shirt", "shirt", "trycka x" },
		{ "kafé -motala", "motala", "kafé" }, { "motala -kafé", "motala", "-kafé" },
		{ "var kan jag arbetsträna i motala", "motala", "arbetsträna" }, { "jag vill till Motala!", "Motala", NULL },
		{ "kafé - motala , och", "motala", "kafé" }, { "motala -och kafé", "motala", "-och kafé" },
		{ "i-och-för motala", "motala", "i-och-för" }, { "\"i en\" och motala", "motala", "\"i en\" och" }, { "\"kafé motala", "kafé", "\" motala" },
	};
	struct mem *m = *state;
	struct asked asked = { .corrections = 0 };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str text = str_of(cases[i].text);
		struct str rest = reword_without(m, &asked, text, part_of(text, cases[i].part));

		if (cases[i].rest == NULL)
			assert_null(rest.p);
		else
			is(rest, cases[i].rest);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(corrections), cmocka_unit_test(left_out),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
