/*
 * markdown.c: cmark reads the text into a tree; what the page shall not have is
 * taken out of the tree, so that the rest of the site need not trust cmark's
 * own idea of what is harmless. The tree is cmark's memory and freed here.
 */
#include "lib/text/markdown.h"

#include <assert.h>
#include <cmark.h>

#include "lib/base/cc.h"

enum {
	HEADING_HIGHEST = 2,    /* the page's own <h1> is its title */
	/*
	 * References ("[a]: https://…" and then [a][a][a]) repeat an address that
	 * stands in the text once. All addresses together may be this many times
	 * as long as the text; links past that lose theirs.
	 */
	ADDRESS_SHARE = 4,
};

static cmark_node *
parse(struct str text)
{
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_node *root;

	cmark_parser_feed(parser, text.n == 0 ? "" : text.p, text.n);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	assert(root != NULL);
	return root;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool
same_scheme(struct str scheme, const char *known)
{
	if (scheme.n != strlen(known))
		return false;
	for (size_t i = 0; i < scheme.n; i++)
		if (lower(scheme.p[i]) != known[i])
			return false;
	return true;
}

/*
 * True for addresses with one of the known schemes, and for those within the
 * site, which have none: a colon that is not behind a / ? or # ends a scheme
 * (RFC 3986, section 4.2), however strange its letters.
 */
static bool
address_is_allowed(struct str url)
{
	static const char *const known[] = { "http", "https", "mailto", "tel" };
	size_t n = 0;

	while (n < url.n && strchr(":/?#", url.p[n]) == NULL)
		n++;
	if (n == url.n)
		return url.n != 0;
	if (url.p[n] != ':')
		return true;
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (same_scheme((struct str){ url.p, n }, known[i]))
			return true;
	return false;
}

/* Takes a node away and leaves its children in its place. */
static void
unwrap(cmark_node *node)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(node)) != NULL)
		cmark_node_insert_before(node, child);
	cmark_node_free(node);
}

/*
 * Makes one node harmless; it may be gone after that. Called when the walk
 * leaves the node, so that its children are as they will be.
 */
static void
clean_node(cmark_node *node, size_t *addresses)
{
	bool empty = cmark_node_first_child(node) == NULL;
	struct str url;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
	case CMARK_NODE_CUSTOM_BLOCK:
	case CMARK_NODE_CUSTOM_INLINE:
	case CMARK_NODE_IMAGE:
		cmark_node_free(node);
		break;
	case CMARK_NODE_PARAGRAPH:
		if (empty)
			cmark_node_free(node);
		break;
	case CMARK_NODE_HEADING:
		if (empty)
			cmark_node_free(node);
		else if (cmark_node_get_heading_level(node) < HEADING_HIGHEST)
			cmark_node_set_heading_level(node, HEADING_HIGHEST);
		break;
	case CMARK_NODE_LINK:
		url = str_of(cmark_node_get_url(node));
		if (empty || url.n > *addresses || !address_is_allowed(url)) {
			unwrap(node);
		} else {
			*addresses -= url.n;
			cmark_node_set_title(node, "");
		}
		break;
	default:
		break;
	}
}

/*
 * True for the nodes that the walk enters only; the others it leaves again,
 * when clean_node() may take them away (cmark.h: a node must not go between
 * its ENTER and its EXIT event).
 */
static bool
is_leaf(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
		return true;
	default:
		return false;
	}
}

static void
clean(cmark_node *root, size_t addresses)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_EXIT || is_leaf(node))
			clean_node(node, &addresses);
	}
	cmark_iter_free(iter);
}

/*
 * Appends text without the control characters that its numeric references
 * ("&#1;") may have brought in, which neither XML nor JSON readers take: the
 * same that utf8_is_clean() refuses.
 */
static void
add_clean(struct buf *b, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		size_t n = (c < ' ' && c != '\t' && c != '\n') || c == 0x7f;

		if (c == 0xc2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0)
			n = 2;
		if (n == 0)
			continue;
		buf_add(b, s.p + from, i - from);
		from = i + n;
		i = from - 1;
	}
	buf_add(b, s.p + from, s.n - from);
}

void
markdown_html(struct buf *b, struct str text)
{
	cmark_node *root = parse(text);
	char *html;

	clean(root, text.n * ADDRESS_SHARE);
	html = cmark_render_html(root, CMARK_OPT_DEFAULT);
	assert(html != NULL);
	add_clean(b, str_of(html));
	cmark_get_default_mem_allocator()->free(html);
	cmark_node_free(root);
}

/* The words appended so far, and what the next one needs to know. */
struct words {
	struct buf *out;
	size_t start;           /* length of out before the first word */
	bool blank;             /* white space has been read, which counts if a word follows */
};

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* Words with one blank between them are taken together, as they mostly stand. */
static void
add_words(struct words *w, struct str literal)
{
	size_t i = 0, from;

	while (i < literal.n) {
		for (from = i; i < literal.n && is_white(literal.p[i]); i++)
			;
		w->blank = w->blank || i > from;
		for (from = i; i < literal.n; i++)
			if (is_white(literal.p[i]) &&
			    (literal.p[i] != ' ' || i + 1 == literal.n ||
				is_white(literal.p[i + 1])))
				break;
		if (i == from)
			break;
		if (w->blank && w->out->n > w->start)
			buf_byte(w->out, ' ');
		w->blank = false;
		buf_add(w->out, literal.p + from, i - from);
	}
}

/*
 * True for text in which Markdown has nothing to find: no byte that is a sign of its own, no
 * line that begins as those of lists, headings, rules or code do. It is its own words, without a tree.
 * test_markdown.c compares both ways.
 */
static bool
is_only_words(struct str text)
{
	/* F: not first in a line; N: nowhere; L: ends a line; C: nowhere before a byte below a0, with which it is a control character. */
	enum { F = 1, N, L, C };
	static const unsigned char sort[256] = {
		N, N, N, N, N, N, N, N, N, N, L, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
		N, N, N, N, [' '] = F, ['#'] = F, ['+'] = F, ['-'] = F, ['='] = F, ['0'] = F,
		['1'] = F, ['2'] = F, ['3'] = F, ['4'] = F, ['5'] = F, ['6'] = F, ['7'] = F,
		['8'] = F, ['9'] = F, ['&'] = N, ['*'] = N, ['<'] = N, ['>'] = N, ['['] = N,
		['\\'] = N, [']'] = N, ['_'] = N, ['`'] = N, ['~'] = N, [0x7f] = N, [0xc2] = C,
	};
	bool first = true;      /* in its line */

	for (size_t i = 0; i < text.n; i++) {
		unsigned char what = sort[(unsigned char)text.p[i]];

		if (what == N || (what == F && first) ||
		    (what == C && i + 1 < text.n && (unsigned char)text.p[i + 1] < 0xa0))
			return false;
		first = what == L;
	}
	return true;
}

/* The words of a literal without its control characters. */
static void
add_literal(struct words *w, struct buf *scratch, const char *literal)
{
	buf_clear(scratch);
	add_clean(scratch, str_of(literal));
	add_words(w, buf_view(scratch));
}

void
markdown_plain(struct buf *b, struct str text)
{
	struct words w = { .out = b, .start = b->n };
	cmark_node *root;
	cmark_iter *iter;

	struct buf scratch;

	if (is_only_words(text)) {
		add_words(&w, text);
		return;
	}
	buf_init(&scratch, b->mem, 0);
	root = parse(text);
	clean(root, text.n * ADDRESS_SHARE);
	iter = cmark_iter_new(root);
	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_TEXT:
		case CMARK_NODE_CODE:
			add_literal(&w, &scratch, cmark_node_get_literal(node));
			break;
		case CMARK_NODE_CODE_BLOCK:
			w.blank = true;
			add_literal(&w, &scratch, cmark_node_get_literal(node));
			break;
		case CMARK_NODE_EMPH:
		case CMARK_NODE_STRONG:
		case CMARK_NODE_LINK:
			break;
		default:
			w.blank = true; /* a break, or the beginning or end of a block */
		}
	}
	cmark_iter_free(iter);
	cmark_node_free(root);
}
