/* html_walk.c: what a browser makes of the next byte. */
#include "lib/view/html_walk.h"

#include "lib/base/cc.h"
#include "lib/base/str.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Longer names than there is room for are none of those that matter. */
static void
name_add(struct html_name *name, char c)
{
	if (name->n < HTML_NAME_ROOM)
		name->p[name->n++] = lower(c);
}

static struct str
name_str(const struct html_name *name)
{
	return (struct str){ name->p, name->n };
}

static bool
name_in(const struct html_name *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name_str(name), list[i]))
			return true;
	return false;
}

static enum html_value
attribute_kind(const struct html_name *name)
{
	static const char *const addresses[] = {
		"href", "src", "action", "formaction", "poster", "cite", "data", "ping",
		"background", "xlink:href",
	};
	static const char *const lists[] = { "srcset", "imagesrcset" };
	static const char *const scripts[] = { "style", "srcdoc" };

	if (str_starts(name_str(name), STR("on")) || name_in(name, scripts, COUNT_OF(scripts)))
		return HTML_VALUE_SCRIPT;
	if (name_in(name, addresses, COUNT_OF(addresses)))
		return HTML_VALUE_ADDRESS;
	return name_in(name, lists, COUNT_OF(lists)) ? HTML_VALUE_ADDRESSES : HTML_VALUE_PLAIN;
}

/* Behind the > of a tag. */
static void
tag_end(struct html_walk *w)
{
	static const char *const code[] = {
		"script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext",
	};
	static const char *const title[] = { "title", "textarea" };

	w->matched = 0;
	w->state = HTML_TEXT;
	if (w->closing)
		return;
	if (name_in(&w->tag, code, COUNT_OF(code)))
		w->state = HTML_CODE;
	else if (name_in(&w->tag, title, COUNT_OF(title)))
		w->state = HTML_TITLE;
}

static void
tag_begin(struct html_walk *w, char c, bool closing)
{
	w->state = HTML_TAG_NAME;
	w->closing = closing;
	w->tags++;
	w->tag.n = 0;
	name_add(&w->tag, c);
}

/* Text without markup ends with </ and the name it began with. */
static const char *
step_raw(struct html_walk *w, char c)
{
	size_t m = w->matched;

	if (w->state == HTML_CODE && m == 1 && c == '!')
		return "<! inside a script or a style sheet changes where it ends";
	if (m == w->tag.n + 2 && (is_space(c) || c == '/' || c == '>')) {
		w->closing = true;
		w->tags++;
		w->state = HTML_BETWEEN;
		if (c == '>')
			tag_end(w);
		return NULL;
	}
	if ((m == 1 && c == '/') || (m >= 2 && m < w->tag.n + 2 && lower(c) == w->tag.p[m - 2]))
		w->matched++;
	else
		w->matched = c == '<';
	return NULL;
}

static const char *
step_less(struct html_walk *w, char c)
{
	if (w->state == HTML_LESS_SLASH) {
		if (is_letter(c))
			tag_begin(w, c, true);
		else
			w->state = c == '>' ? HTML_TEXT : HTML_DECLARATION;
	} else if (w->state == HTML_LESS_BANG) {
		if (c == '-' && ++w->matched == 2)
			w->state = HTML_COMMENT;
		else if (c != '-')
			w->state = c == '>' ? HTML_TEXT : HTML_DECLARATION;
	} else if (is_letter(c)) {
		tag_begin(w, c, false);
	} else {
		w->matched = 0;
		w->state = c == '/' ? HTML_LESS_SLASH
		    : c == '!'      ? HTML_LESS_BANG
		    : c == '?'      ? HTML_DECLARATION
		    : c == '<'      ? HTML_LESS
				    : HTML_TEXT;
	}
	return NULL;
}

/* A comment ends with -->; <!--> and <!---> are whole ones, so its own dashes count. */
static const char *
step_comment(struct html_walk *w, char c)
{
	if (c == '>' && w->matched >= 2)
		w->state = HTML_TEXT;
	w->matched = c == '-' ? w->matched + 1 : 0;
	return NULL;
}

static const char *
step_attribute(struct html_walk *w, char c)
{
	if (c == '>') {
		tag_end(w);
	} else if (c == '/') {
		w->state = HTML_BETWEEN;
	} else if (is_space(c)) {
		w->state = w->state == HTML_ATTRIBUTE || w->state == HTML_AFTER_ATTRIBUTE
		    ? HTML_AFTER_ATTRIBUTE
		    : HTML_BETWEEN;
	} else if (w->state == HTML_JOINT) {
		return "a name goes on behind a section's tag";
	} else if (c == '=' && (w->state == HTML_ATTRIBUTE || w->state == HTML_AFTER_ATTRIBUTE)) {
		w->state = HTML_BEFORE_VALUE;
		w->kind = attribute_kind(&w->attribute);
	} else if (c == '=' || c == '"' || c == '\'' || c == '<') {
		return "an attribute's name with a quote, < or =";
	} else if (w->state == HTML_TAG_NAME) {
		name_add(&w->tag, c);
	} else {
		if (w->state != HTML_ATTRIBUTE)
			w->attribute.n = 0;
		w->state = HTML_ATTRIBUTE;
		name_add(&w->attribute, c);
	}
	return NULL;
}

static void
step_address(struct html_walk *w, char c)
{
	static const char *const harmless[] = { "http", "https", "mailto", "tel" };

	if (w->kind == HTML_VALUE_ADDRESSES && c == ',') {
		w->address = HTML_ADDRESS_START;
		return;
	}
	if (w->address == HTML_ADDRESS_START && (unsigned char)c > ' ') {
		w->address = HTML_ADDRESS_OPEN;
		w->scheme.n = 0;
	}
	if (w->address != HTML_ADDRESS_OPEN)
		return;
	if (c == '/' || c == '?' || c == '#')
		w->address = HTML_ADDRESS_SAFE;
	else if (c == ':')
		w->address = name_in(&w->scheme, harmless, COUNT_OF(harmless)) ? HTML_ADDRESS_SAFE
									       : HTML_ADDRESS_BAD;
	else
		name_add(&w->scheme, c);
}

static const char *
step_value(struct html_walk *w, char c)
{
	if (w->state == HTML_BEFORE_VALUE) {
		if (c == '>')
			tag_end(w);
		else if (!is_space(c))
			w->state = c == '"' ? HTML_DOUBLE : c == '\'' ? HTML_SINGLE : HTML_BARE;
		w->values++;
		w->address = HTML_ADDRESS_START;
	} else if (w->state == HTML_BARE) {
		if (c == '>')
			tag_end(w);
		else if (is_space(c))
			w->state = HTML_BETWEEN;
	} else if (c == (w->state == HTML_DOUBLE ? '"' : '\'')) {
		w->state = HTML_BETWEEN;
	} else {
		step_address(w, c);
	}
	return NULL;
}

const char *
html_walk_byte(struct html_walk *w, char c)
{
	switch (w->state) {
	case HTML_TEXT:
		if (c == '<')
			w->state = HTML_LESS;
		return NULL;
	case HTML_TITLE:
	case HTML_CODE:
		return step_raw(w, c);
	case HTML_LESS:
	case HTML_LESS_SLASH:
	case HTML_LESS_BANG:
		return step_less(w, c);
	case HTML_COMMENT:
		return step_comment(w, c);
	case HTML_DECLARATION:
		if (c == '>')
			w->state = HTML_TEXT;
		return NULL;
	case HTML_TAG_NAME:
	case HTML_JOINT:
	case HTML_BETWEEN:
	case HTML_ATTRIBUTE:
	case HTML_AFTER_ATTRIBUTE:
		return step_attribute(w, c);
	case HTML_BEFORE_VALUE:
	case HTML_DOUBLE:
	case HTML_SINGLE:
	case HTML_BARE:
		return step_value(w, c);
	}
	return NULL;
}
