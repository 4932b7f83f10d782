/*
 * template_lint.c: walks a template as a browser would and looks at the place
 * of each tag.
 *
 * The walk takes the content of every section once, in the order of the text.
 * That is enough because a section must end where it began: in text, between
 * the attributes of the same HTML tag, or in the same attribute's value. So
 * whether it is left out, rendered or repeated, what follows stands in the
 * place the walk believes.
 */
#include "lib/view/template_lint.h"

#include "lib/view/html_walk.h"
#include "lib/view/mustache_scan.h"

/* Where a section began. */
struct place {
	enum html_state state;
	enum html_address address;
	unsigned tag, value;    /* running numbers, to know the same one again */
};

struct walk {
	struct mem *mem;
	struct str template;
	uint32_t line;
	const char *problem;
	struct html_walk html;
	struct place sections[MUSTACHE_NESTING];
	size_t depth;
};

static bool
refuse(struct walk *w, const char *why)
{
	if (w->problem == NULL)
		w->problem = mem_printf(w->mem, "%.*s:%u: %s", STR_ARGS(w->template), w->line, why);
	return false;
}

static bool
literal(struct walk *w, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		const char *why = html_walk_byte(&w->html, s.p[i]);

		if (why != NULL)
			return refuse(w, why);
		if (s.p[i] == '\n')
			w->line++;
	}
	return true;
}

static bool
in_names(enum html_state s)
{
	return s == HTML_TAG_NAME || s == HTML_JOINT || s == HTML_BETWEEN || s == HTML_ATTRIBUTE ||
	    s == HTML_AFTER_ATTRIBUTE;
}

static bool
in_quotes(enum html_state s)
{
	return s == HTML_DOUBLE || s == HTML_SINGLE;
}

/* The places where no tag at all may stand, but sections between attributes. */
static bool
place_is_closed(struct walk *w)
{
	switch (w->html.state) {
	case HTML_CODE:
		return refuse(w, "tag in a script, a style sheet or the like");
	case HTML_COMMENT:
	case HTML_DECLARATION:
		return refuse(w, "tag in an HTML comment or declaration");
	case HTML_LESS:
	case HTML_LESS_SLASH:
	case HTML_LESS_BANG:
		return refuse(w, "tag in the name of an HTML tag");
	case HTML_BEFORE_VALUE:
	case HTML_BARE:
		return refuse(w, "tag in an unquoted attribute");
	case HTML_DOUBLE:
	case HTML_SINGLE:
		return w->html.kind != HTML_VALUE_SCRIPT ||
		    refuse(w, "tag in an on… or style attribute");
	default:
		return true;
	}
}

static bool
is_address_name(struct str name)
{
	struct str last = name;

	while (str_index(last, '.') != last.n)
		last = str_from(last, str_index(last, '.') + 1);
	return str_is(last, "url") || str_ends(last, STR("_url")) || str_ends(last, STR("_href"));
}

static bool
variable(struct walk *w, const struct mustache_token *t)
{
	if (t->kind == MUSTACHE_RAW && w->html.state != HTML_TEXT)
		return refuse(w, "raw tag outside of text");
	if (t->kind == MUSTACHE_RAW && !str_ends(t->text, STR("_html")))
		return refuse(w, "raw tag whose name does not end in _html");
	if (in_names(w->html.state))
		return refuse(w, "tag in the name of an HTML tag or an attribute");
	if (!in_quotes(w->html.state) || w->html.kind == HTML_VALUE_PLAIN ||
	    w->html.address == HTML_ADDRESS_SAFE)
		return true;
	if (w->html.address == HTML_ADDRESS_OPEN)
		return refuse(w, "tag in an address before its path has begun");
	if (w->html.address == HTML_ADDRESS_BAD)
		return refuse(w, "tag in an address that is no http, https, mailto or tel");
	if (!is_address_name(t->text))
		return refuse(w,
		    "address that begins with a tag whose name does not end in "
		    "_url or _href");
	w->html.address = HTML_ADDRESS_SAFE;
	return true;
}

/* A section's tag between attributes ends the name before it. */
static void
join(struct walk *w)
{
	if (w->html.state == HTML_TAG_NAME || w->html.state == HTML_ATTRIBUTE)
		w->html.state = HTML_JOINT;
	else if (w->html.state == HTML_AFTER_ATTRIBUTE)
		w->html.state = HTML_BETWEEN;
}

static bool
section_open(struct walk *w)
{
	join(w);
	w->sections[w->depth++] = (struct place){
		w->html.state, w->html.address, w->html.tags, w->html.values,
	};
	return true;
}

static bool
section_close(struct walk *w)
{
	const struct place *p = &w->sections[--w->depth];
	bool in_tag = in_names(w->html.state), quoted = in_quotes(w->html.state);

	if (in_tag ? !in_names(p->state) : w->html.state != p->state)
		return refuse(w, "section that ends in another place of the HTML than it begins");
	if ((w->html.state != HTML_TEXT && w->html.tags != p->tag) ||
	    (quoted && w->html.values != p->value))
		return refuse(w, "section that ends in another tag or attribute than it begins");
	join(w);
	if (in_tag && p->state == HTML_JOINT)
		w->html.state = HTML_JOINT;
	/* It may have been left out. */
	if (p->address > w->html.address)
		w->html.address = p->address;
	return true;
}

static bool
token(struct walk *w, const struct mustache_token *t)
{
	w->line = t->line;
	if (t->kind == MUSTACHE_LITERAL)
		return literal(w, t->text);
	if (t->kind == MUSTACHE_DELIMITERS)
		return refuse(w, "changed delimiters");
	if (!place_is_closed(w))
		return false;
	switch (t->kind) {
	case MUSTACHE_SECTION:
	case MUSTACHE_INVERTED:
		return section_open(w);
	case MUSTACHE_CLOSE:
		return section_close(w);
	case MUSTACHE_PARTIAL:
		return w->html.state == HTML_TEXT || refuse(w, "partial outside of text");
	default:
		return variable(w, t);
	}
}

const char *
template_lint(struct mem *m, struct str name, struct str text)
{
	struct walk w = { .mem = m, .template = name, .line = 1 };
	struct mem *scratch = mem_new(0);
	struct mustache_problem problem;
	struct mustache_tokens tokens;

	if (!mustache_scan(scratch, name, text, &tokens, &problem)) {
		w.problem = mem_strdup(m, str_of(problem.text));
	} else {
		for (size_t i = 0; i < tokens.n && token(&w, &tokens.list[i]); i++)
			continue;
		if (w.problem == NULL && w.html.state != HTML_TEXT)
			refuse(&w,
			    "the template ends inside of an HTML tag, a comment, a script "
			    "or a title");
	}
	mem_free(scratch);
	return w.problem;
}
