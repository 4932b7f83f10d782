/* test_csv.c: values as spreadsheets write them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/text/csv.h"

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

/* Rows as "line:cell|cell" with a line feed behind each; then "!problem line" if there was one. */
static void
assert_rows(struct mem *m, struct str text, const char *want)
{
	struct csv c;
	struct buf b;

	buf_init(&b, m, 0);
	csv_init(&c, m, text);
	while (csv_next(&c)) {
		buf_printf(&b, "%zu:", c.row.line);
		for (size_t i = 0; i < c.row.cells; i++) {
			if (i > 0)
				buf_byte(&b, '|');
			buf_str(&b, c.row.cell[i]);
		}
		buf_byte(&b, '\n');
	}
	if (c.problem != NULL)
		buf_printf(&b, "!%zu", c.line);
	assert_false(csv_next(&c));
	assert_string_equal(buf_cstr(&b), want);
}

static void
plain_rows(void **state)
{
	assert_rows(*state, STR("a,b,c\n1,2,3\n"), "1:a|b|c\n2:1|2|3\n");
	assert_rows(*state, STR("a,b\n1,2"), "1:a|b\n2:1|2\n");
	assert_rows(*state, STR("a,\n,b"), "1:a|\n2:|b\n");
	assert_rows(*state, STR("a\n"), "1:a\n");
	assert_rows(*state, STR(" å , ö \n"), "1: å | ö \n");
	assert_rows(*state, STR(""), "");
	assert_rows(*state, STR_NONE, "");
}

static void
ends_of_lines(void **state)
{
	assert_rows(*state, STR("a,b\r\n1,2\r\n"), "1:a|b\n2:1|2\n");
	assert_rows(*state, STR("a,b\r1,2\r"), "1:a|b\n2:1|2\n");
	assert_rows(*state, STR("a\r\n\r\nb\n\nc\r\rd"), "1:a\n3:b\n5:c\n7:d\n");
}

static void
excel_in_sweden(void **state)
{
	assert_rows(*state, STR("\xef\xbb\xbfnamn;ort\r\nKafé, nytt;Mjölby\r\n"),
	    "1:namn|ort\n2:Kafé, nytt|Mjölby\n");
	assert_rows(*state, STR("\xef\xbb\xbf"), "");
	assert_rows(*state, STR("\"a;b;c\",d\n1;2,3"), "1:a;b;c|d\n2:1;2|3\n");
	assert_rows(*state, STR("a;b,c\n"), "1:a;b|c\n");
	assert_rows(*state, STR("a\n1;2\n"), "1:a\n2:1;2\n");
}

static void
quotes(void **state)
{
	assert_rows(*state, STR("\"a\",\"b,c\"\n"), "1:a|b,c\n");
	assert_rows(*state, STR("\"a \"\"b\"\" c\",d\n"), "1:a \"b\" c|d\n");
	assert_rows(*state, STR("\"\"\"\",\"\"\n"), "1:\"|\n");
	assert_rows(*state, STR("a\"b\"c,d"), "1:a\"b\"c|d\n");
	assert_rows(*state, STR("\"a\"b,c"), "1:ab|c\n");
	assert_rows(*state, STR("\"a\"\"\"b\"c,d"), "1:a\"b\"c|d\n");
	assert_rows(*state, STR("x\n\"a\nb\r\nc\rd\"\ny"), "1:x\n2:a\nb\r\nc\rd\n6:y\n");
	assert_rows(*state, STR("a,\"b\""), "1:a|b\n");
}

static void
empty_rows_are_skipped(void **state)
{
	assert_rows(*state, STR("\n\na;b\n;\n ; \t\n\"\";\n1;\n\n"), "3:a|b\n7:1|\n");
}

static void
open_quotes_are_a_problem(void **state)
{
	assert_rows(*state, STR("a\n\"b\nc"), "1:a\n!2");
	assert_rows(*state, STR("\""), "!1");
	assert_rows(*state, STR("a,\"b\"\"\n\nc"), "!1");
	assert_rows(*state, STR("\"a\nb\",\"c\n"), "!2");
}

static void
cells_stay_in_the_text(void **state)
{
	struct str text = STR("\"abc\",d\"e\n1,2\n");
	struct csv c;
	struct str first;

	csv_init(&c, *state, text);
	assert_true(csv_next(&c));
	first = c.row.cell[0];
	assert_ptr_equal(first.p, text.p + 1);
	assert_true(csv_next(&c));
	assert_int_equal(c.row.cells, 2);
	assert_memory_equal(first.p, "abc", 3);
}

static void
tabs(void **state)
{
	assert_rows(*state, STR("a\tb;c\td,e\n1\t2;3\t4,5\n"), "1:a|b;c|d,e\n2:1|2;3|4,5\n");
	assert_rows(*state, STR("a\tb;c\n"), "1:a\tb|c\n");
	assert_rows(*state, STR("a,b\tc\n"), "1:a|b\tc\n");
}

static void
writing(void **state)
{
	/* What a cell is written as. */
	static const struct {
		const char *text, *cell;
	} cells[] = {
		{ "", "" }, { "Kafé", "Kafé" }, { "a;b", "\"a;b\"" }, { "a,b", "\"a,b\"" },
		{ "a\tb", "\"a\tb\"" }, { "\"a\"", "\"\"\"a\"\"\"" }, { "a\nb", "\"a\nb\"" },
		{ " a", "\" a\"" }, { "=1+1", "'=1+1" }, { "+46 141", "'+46 141" },
		{ "@a", "'@a" }, { "-a", "'-a" }, { "- a\n- b", "\"'- a\n- b\"" }, { "-", "'-" },
		{ "-15,5", "\"-15,5\"" }, { "-15.5", "-15.5" }, { "-1-1", "'-1-1" },
		{ "-1,5,5", "\"'-1,5,5\"" }, { "\t=1", "\"'\t=1\"" }, { "'=1", "''=1" },
		{ "''=1", "'''=1" }, { "'90-tal", "'90-tal" }, { "'", "'" }, { "'-5", "''-5" },
		{ "a=1", "a=1" }, { "=\"a\";b", "\"'=\"\"a\"\";b\"" },
	};
	struct csv c;
	struct buf b;

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		buf_init(&b, *state, 0);
		csv_put(&b, str_of(cells[i].text));
		assert_string_equal(buf_cstr(&b), cells[i].cell);
		/* And read back, beside another: a row of nothing is none. */
		buf_puts(&b, ";x");
		csv_init(&c, *state, buf_view(&b));
		c.separator = ';';
		assert_true(csv_next(&c));
		assert_int_equal(c.row.cells, 2);
		assert_true(str_is(csv_plain(c.row.cell[0]), cells[i].text));
	}
}

static void
many_cells(void **state)
{
	char text[2000];
	struct csv c;

	memset(text, ',', sizeof(text));
	text[1999] = 'x';
	csv_init(&c, *state, (struct str){ text, sizeof(text) });
	assert_true(csv_next(&c));
	assert_int_equal(c.row.cells, 2000);
	assert_int_equal(c.row.cell[0].n, 0);
	assert_int_equal(c.row.cell[1999].n, 1);
}

int
main(void)
{
#define WITH_MEM(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		WITH_MEM(plain_rows),
		WITH_MEM(ends_of_lines),
		WITH_MEM(excel_in_sweden),
		WITH_MEM(quotes),
		WITH_MEM(empty_rows_are_skipped),
		WITH_MEM(open_quotes_are_a_problem),
		WITH_MEM(cells_stay_in_the_text),
		WITH_MEM(tabs),
		WITH_MEM(writing),
		WITH_MEM(many_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
