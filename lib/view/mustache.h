/*
 * mustache.h: logic-less templates, https://mustache.github.io/mustache.5.html,
 * the core modules of the official specification: comments, delimiters,
 * interpolation, inverted, partials, sections; no lambdas.
 *
 * A template is compiled once, into a flat list of nodes. Literal text is one
 * node as long as it is not interrupted; names that are constant (the words of
 * the interface) are looked up and escaped at compile time and become literal
 * text too. Only mustache.c writes HTML.
 */
#ifndef MEDVERK_MUSTACHE_H
#define MEDVERK_MUSTACHE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"

struct mustache;                /* a compiled template, in the arena given */
struct mustache_partials;       /* those compiled until now */

/* What the program knows about a name when it is compiled. */
struct mustache_name {
	bool optional;          /* may be absent without being a mistake */
	bool of_record;         /* belongs to one record: inside a list item it never resolves outward */
	struct str base;        /* derived names: the name it is made from … */
	int how;                /* … and the formatter's own code, > 0; 0: not derived */
	const void *what;       /* … and what else the formatter knows of the base */
};

struct mustache_options {
	/*
	 * The text of a partial; false when there is none. Needed only where partials occur. A
	 * text whose .p is NULL is left open: mustache_with_body() says what is there.
	 */
	bool (*partial)(void *ctx, struct str name, struct str *text);
	/* Partials that templates compiled with the same options one after another have in common; NULL: none. */
	struct mustache_partials *partials;
	/* Fills *out (zeroed before) for a name's last part, e.g. "start_date_text". May be NULL. */
	void (*classify)(void *ctx, struct str name, struct mustache_name *out);
	/*
	 * Appends a derived value: `frame` is the object in which `base` was found with
	 * `value`. What is appended is escaped by the renderer, unless the tag is raw.
	 * Nothing appended: false in a section, nothing in a variable. May be NULL.
	 */
	void (*derive)(void *ctx, int how, const void *what, const json_t *frame, struct str base,
	    const json_t *value, struct buf *out);
	void *ctx;
	json_t *constants;      /* first parts of names known at compile time; NULL: none */
	bool compact;           /* a line break and the blanks after it become one line break */
	bool strict;            /* a name that resolves nowhere is an error, see mustache_render() */
};

struct mustache_problem {
	char text[512];         /* "enterprise:14: {{nmae}} resolves nowhere; there are: id kind name …" */
};

/*
 * Compiles `text`, called `name` in messages, and its partials, into m. The
 * text is copied. NULL and *problem when a tag is not closed, sections do not
 * match, a partial is missing (absent partials are empty text when `partial`
 * is NULL, as the specification wants), constants lack a name, or a partial
 * includes itself with growing indentation.
 */
const struct mustache *mustache_compile(struct mem *m, struct str name, struct str text,
    const struct mustache_options *options, struct mustache_problem *problem);

/* Room for the partials of some templates, in m; needed until the last of them is compiled. Their arena is that of mustache_compile(). */
struct mustache_partials *mustache_partials_new(struct mem *m);

/* The template `frame`, which it shares, with `body` for each partial left open. In m. Without this they are empty. */
const struct mustache *mustache_with_body(struct mem *m, const struct mustache *frame,
    const struct mustache *body);

/*
 * Renders with a stack of `views` (outermost first; usually page, doc).
 * `scratch` is used for derived values. ERR_NONE; or, when strict and a name
 * resolves nowhere (and is neither optional nor constant), ERR_INTERNAL with
 * *problem filled, out as far as it got. Recursion is limited to 50 levels: past it ERR_INTERNAL.
 */
enum err mustache_render(const struct mustache *t, json_t *const *views, size_t nviews,
    struct mem *scratch, struct buf *out, struct mustache_problem *problem) NODISCARD;

/* Appends s with & < > " ' escaped: the one escaping function. */
void mustache_escape(struct buf *b, struct str s);

#endif
