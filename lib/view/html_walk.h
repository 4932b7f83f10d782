/*
 * html_walk.h: follows HTML byte by byte, as far as needed to say where one
 * stands. The states are those of the HTML Standard, section 13.2.5
 * (tokenization), with those taken together that the lint treats alike.
 * Private to lib/view.
 */
#ifndef MEDVERK_HTML_WALK_H
#define MEDVERK_HTML_WALK_H

#include <stdbool.h>
#include <stddef.h>

enum html_state {
	HTML_TEXT,
	HTML_TITLE,             /* of <title> and <textarea>: text without markup */
	HTML_CODE,              /* of <script>, <style> and the like */
	HTML_LESS,              /* behind < */
	HTML_LESS_SLASH,        /* behind </ */
	HTML_LESS_BANG,         /* behind <! or <!- */
	HTML_COMMENT,
	HTML_DECLARATION,       /* <!doctype …, <?…: to the next > */
	HTML_TAG_NAME,
	HTML_JOINT,             /* behind a name and a section's tag: the name must not go on */
	HTML_BETWEEN,           /* where an attribute may begin */
	HTML_ATTRIBUTE,
	HTML_AFTER_ATTRIBUTE,   /* behind its name and a blank: = may follow */
	HTML_BEFORE_VALUE,
	HTML_DOUBLE,
	HTML_SINGLE,
	HTML_BARE,
};

/* How far the beginning of an address is known; larger is worse. */
enum html_address {
	HTML_ADDRESS_SAFE,      /* a path has begun, or a scheme of the harmless ones */
	HTML_ADDRESS_START,
	HTML_ADDRESS_OPEN,      /* what is there may still become a scheme */
	HTML_ADDRESS_BAD,
};

/* What the value of an attribute means to a browser. */
enum html_value {
	HTML_VALUE_PLAIN,
	HTML_VALUE_ADDRESS,
	HTML_VALUE_ADDRESSES,   /* several, with commas between */
	HTML_VALUE_SCRIPT,      /* a script, a style or a page */
};

enum { HTML_NAME_ROOM = 24 };

struct html_name {
	char p[HTML_NAME_ROOM];
	size_t n;
};

/* Zeroed, it stands in text at the beginning. */
struct html_walk {
	enum html_state state;
	enum html_value kind;           /* of the attribute's value it is in, or was in last */
	enum html_address address;      /* when that is an address */
	unsigned tags, values;          /* how many have begun: to know the same one again */
	struct html_name tag, attribute, scheme;
	bool closing;                   /* the tag is </…> */
	size_t matched;                 /* of </script, or of the dashes of a comment */
};

/* One byte on. NULL, or why the template cannot be judged: plain text, English. */
const char *html_walk_byte(struct html_walk *w, char c);

#endif
