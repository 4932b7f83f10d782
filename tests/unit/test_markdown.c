/* test_markdown.c: what editors' texts become, and what they must not. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/mem.h"
#include "lib/text/markdown.h"
#include "lib/text/utf8.h"

static int
setup(void **state)
{
	static struct buf b;

	buf_init(&b, mem_new(0), 0);
	*state = &b;
	return 0;
}

static int
teardown(void **state)
{
	mem_free(((struct buf *)*state)->mem);
	return 0;
}

static void
assert_buf(struct buf *b, const char *want)
{
	assert_string_equal(buf_cstr(b), want);
	buf_clear(b);
}

static void
assert_html(struct buf *b, const char *text, const char *want)
{
	markdown_html(b, str_of(text));
	assert_buf(b, want);
}

static void
assert_plain(struct buf *b, const char *text, const char *want)
{
	markdown_plain(b, str_of(text));
	assert_buf(b, want);
}

static void
common_marks(void **state)
{
	assert_html(*state, "Vi *snickrar* och **målar**.\n\nÄven `kod`.",
	    "<p>Vi <em>snickrar</em> och <strong>målar</strong>.</p>\n<p>Även <code>kod</code>.</p>\n");
	assert_html(*state, "- ett\n- två", "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n");
	assert_html(*state, "a & b < \"c\"", "<p>a &amp; b &lt; &quot;c&quot;</p>\n");
	assert_html(*state, "", "");
}

static void
appends(void **state)
{
	buf_puts(*state, "<div>");
	assert_html(*state, "a", "<div><p>a</p>\n");
	buf_puts(*state, "före:");
	assert_plain(*state, "a\n\nb", "före:a b");
}

static void
headings_begin_at_two(void **state)
{
	assert_html(*state, "# Ett\n## Två\n### Tre", "<h2>Ett</h2>\n<h2>Två</h2>\n<h3>Tre</h3>\n");
	assert_html(*state, "Rubrik\n===", "<h2>Rubrik</h2>\n");
	assert_html(*state, "#\n##\ntext", "<p>text</p>\n");
}

static void
raw_html_is_left_out(void **state)
{
	assert_html(*state, "<script>alert(1)</script>\n\ntext", "<p>text</p>\n");
	assert_html(*state, "a <b onclick=\"x\">b</b> c", "<p>a b c</p>\n");
	assert_html(*state, "<div>\n\ntext\n\n</div>", "<p>text</p>\n");
	assert_html(*state, "<!-- c -->", "");
	assert_html(*state, "a<br>", "<p>a</p>\n");
	assert_html(*state, "<br><br/>", "");
}

static void
images_are_left_out(void **state)
{
	assert_html(*state, "a ![bild](https://x.se/b.png) b", "<p>a  b</p>\n");
	assert_html(*state, "![bild](b.png)", "");
	assert_html(*state, "[![bild](b.png)](https://x.se)", "");
	assert_html(*state, "![a ![b](c) *d*](e)text", "<p>text</p>\n");
}

static void
links_keep_known_schemes(void **state)
{
	assert_html(*state, "[a](https://x.se/?q=1&r=2)",
	    "<p><a href=\"https://x.se/?q=1&amp;r=2\">a</a></p>\n");
	assert_html(*state, "[a](HTTP://x.se)", "<p><a href=\"HTTP://x.se\">a</a></p>\n");
	assert_html(*state, "<info@x.se>", "<p><a href=\"mailto:info@x.se\">info@x.se</a></p>\n");
	assert_html(*state, "[a](tel:+4611123456)", "<p><a href=\"tel:+4611123456\">a</a></p>\n");
	assert_html(*state, "[a](/foretag)", "<p><a href=\"/foretag\">a</a></p>\n");
	assert_html(*state, "[a](#b:c)", "<p><a href=\"#b:c\">a</a></p>\n");
	assert_html(*state, "[a](b)", "<p><a href=\"b\">a</a></p>\n");
	assert_html(*state, "[a](/b \"rubrik\")", "<p><a href=\"/b\">a</a></p>\n");
}

static void
links_lose_other_schemes(void **state)
{
	static const char *const bad[] = {
		"[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)",
		"[a](vbscript:x)", "[a](file:///etc/passwd)", "[a](ftp://x.se)", "[a](x:y)",
		"[a](&#106;avascript:x)", "[a](java&#10;script:x)", "[a](&#1;javascript:x)",
		"[a](<  javascript:x>)", "[a](java&Tab;script:x)", "[a](:x)", "[a]()", "[a](<>)",
		"[a][b]\n\n[b]: javascript:x", "[a](https\xc3\xa5:x)", "[a](http&#0;s:x)",
	};

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_html(*state, bad[i], "<p>a</p>\n");
	assert_html(*state, "<javascript:a>", "<p>javascript:a</p>\n");
	assert_html(*state, "[*a* b](x:y) c", "<p><em>a</em> b c</p>\n");
}

/* Such a reference would make a page of megabytes from a text of kilobytes. */
static void
repeated_addresses_are_limited(void **state)
{
	struct mem *m = mem_new(0);
	struct buf text;

	buf_init(&text, m, 0);
	for (int i = 0; i < 2000; i++)
		buf_puts(&text, "[a]");
	buf_puts(&text, "\n\n[a]: /");
	for (int i = 0; i < 4000; i++)
		buf_byte(&text, 'x');
	markdown_html(*state, buf_view(&text));
	assert_in_range(((struct buf *)*state)->n, 4 * 4000, 20 * text.n);
	mem_free(m);
}

static void
control_characters_are_left_out(void **state)
{
	assert_html(*state, "a&#1;b&#127;c&#x85;d&#13;e", "<p>abcde</p>\n");
	assert_html(*state, "&#0;&#xd800;", "<p>\xef\xbf\xbd\xef\xbf\xbd</p>\n");
	assert_plain(*state, "a&#1;b&#x80;e&#xa0;g", "abe\xc2\xa0g");
	assert_plain(*state, "`a`&#11;`b`", "ab");
	assert_plain(*state, "a\n&#1;", "a");
	assert_plain(*state, "a\n&#1;\nb", "a b");
}

static void
plain_is_words(void **state)
{
	assert_plain(*state,
	    "# Om *oss*\n\nVi [snickrar](https://x.se)\noch  målar.\n\n- ett\n- två\n",
	    "Om oss Vi snickrar och målar. ett två");
	assert_plain(*state, "a\\\nb  \nc", "a b c");
	assert_plain(*state, "a<b>c</b>d ![bild](b)e", "acd e");
	assert_plain(*state, "    kod\n    mer\n\ntext\n\n***\n\n> citat", "kod mer text citat");
	assert_plain(*state, "<div>x</div>", "");
	assert_plain(*state, "", "");
	assert_plain(*state, "\n\n  \n", "");
	assert_plain(*state, "&lt;b&gt; &amp; *å*ä**ö**", "<b> & åäö");
}

/*
 * Text without signs is read without a tree. A definition that nothing refers to
 * adds no words and makes one, so both ways are compared with each other.
 */
static void
plain_without_a_tree(void **state)
{
	static const char *const texts[] = {
		"Vi säljer kaffe.", "Kaffe och te.\n\nI köket,\npå torget!", "\n\na\n\n\nb\n", "å  ä", "a \n b",
		" a", "    a", "\ta", "a\n    b", "a\tb", "# a", "a # b", "- a", "a - b", "-", "--", "---", "a\n---",
		"a\n===", "=", "a = b", "+ a", "a + b", "1. a", "1) a", "10 a", "a 1. b", "7", "a\n7. b", "* a", "> a", "a > b",
		"_a_", "a_b", "\\", "a\\b", "a&amp;b", "a & b", "a]b", "!a", "a: b", "\"a\" 'b' (c) | d ^ e $ f", "a\xc2\xa0" "b",
		"\xc2\xa0" "a\xc2\xa0", "a\xe2\x80\xa8" "b", "a\r\nb",
	};
	struct buf *b = *state, longer;

	buf_init(&longer, b->mem, 64);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		size_t n;

		buf_clear(&longer);
		buf_puts(&longer, texts[i]);
		buf_puts(&longer, "\n\n[zz]: /u\n");
		buf_clear(b);
		markdown_plain(b, buf_view(&longer));
		n = b->n;
		buf_byte(b, '=');
		markdown_plain(b, str_of(texts[i]));
		assert_int_equal(b->n, 2 * n + 1);
		assert_memory_equal(b->p, b->p + n + 1, n);
	}
}

/* Deep nesting must cost neither the stack nor square time worth mentioning. */
static void
deep_nesting(void **state)
{
	static const char *const sign[] = { ">", "*a ", "[", "![", "`", "<", "- ", "**a _b " };
	struct mem *m = mem_new(0);
	struct buf text;

	buf_init(&text, m, 0);
	for (size_t i = 0; i < COUNT_OF(sign); i++) {
		buf_clear(&text);
		while (text.n < 8000)
			buf_puts(&text, sign[i]);
		markdown_html(*state, buf_view(&text));
		assert_true(utf8_is_clean(buf_view(*state)));
		buf_clear(*state);
		markdown_plain(*state, buf_view(&text));
		buf_clear(*state);
	}
	mem_free(m);
}

int
main(void)
{
#define WITH_BUF(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		WITH_BUF(common_marks),
		WITH_BUF(appends),
		WITH_BUF(headings_begin_at_two),
		WITH_BUF(raw_html_is_left_out),
		WITH_BUF(images_are_left_out),
		WITH_BUF(links_keep_known_schemes),
		WITH_BUF(links_lose_other_schemes),
		WITH_BUF(repeated_addresses_are_limited),
		WITH_BUF(control_characters_are_left_out),
		WITH_BUF(plain_is_words),
		WITH_BUF(plain_without_a_tree),
		WITH_BUF(deep_nesting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
