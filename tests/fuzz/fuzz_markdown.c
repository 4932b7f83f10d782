/* fuzz_markdown.c: any text to HTML that is safe, and to words. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <strings.h>

#include "lib/base/mem.h"
#include "lib/text/markdown.h"
#include "lib/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The elements that CommonMark has and pages may hold; all others, images too, are a fault. */
static bool
tag_is_known(struct str tag)
{
	static const char *const known[] = { "p>", "h2>", "h3>", "h4>", "h5>", "h6>", "em>", "strong>",
		"code>", "code class=\"language-", "pre>", "blockquote>", "ul>", "ol>",
		"ol start=\"", "li>", "a>", "a href=\"", "br />", "hr />" };

	if (str_starts(tag, STR("/")))
		tag = str_from(tag, 1);
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (str_starts(tag, str_of(known[i])))
			return true;
	return false;
}

/* A link goes to one of four schemes or stays within the site. */
static bool
href_is_known(struct str url)
{
	static const char *const known[] = { "http:", "https:", "mailto:", "tel:" };

	url.n = str_index(url, '"');
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		size_t n = strlen(known[i]);

		if (url.n >= n && strncasecmp(url.p, known[i], n) == 0)
			return true;
	}
	url.n = str_index(url, '/');
	url.n = str_index(url, '?');
	url.n = str_index(url, '#');
	return str_index(url, ':') == url.n;
}

/* A definition that nothing refers to adds no words, but makes a tree of what could be read without one. */
static void
check_both_ways(struct mem *m, struct str text, struct str plain)
{
	struct buf longer, b;

	for (size_t i = 0; i < text.n; i++)
		if (strchr("[<`~", text.p[i]) != NULL)
			return;
	buf_init(&longer, m, text.n + 16);
	buf_str(&longer, text);
	buf_puts(&longer, "\n\n[zz]: /u\n");
	buf_init(&b, m, 0);
	markdown_plain(&b, buf_view(&longer));
	assert(str_eq(buf_view(&b), plain));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0);
	struct str text;
	struct buf b;

	if (utf8_accept(m, (struct str){ (const char *)data, size }, &text)) {
		buf_init(&b, m, 0);
		markdown_html(&b, text);
		assert(utf8_is_clean(buf_view(&b)));
		for (size_t i = 0; i < b.n; i++) {
			struct str rest = str_from(buf_view(&b), i + 1);

			if (b.p[i] == '<')
				assert(tag_is_known(rest));
			if (b.p[i] == '<' && str_starts(rest, STR("a href=\"")))
				assert(href_is_known(str_from(rest, 8)));
		}
		buf_clear(&b);
		markdown_plain(&b, text);
		assert(utf8_is_clean(buf_view(&b)));
		assert(str_trim(buf_view(&b)).n == b.n);
		check_both_ways(m, text, buf_view(&b));
	}
	mem_free(m);
	return 0;
}
