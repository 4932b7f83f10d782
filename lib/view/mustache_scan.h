/*
 * mustache_scan.h: a template's text as a list of tokens, for the compiler and
 * the lint. Private to lib/view.
 */
#ifndef MEDVERK_MUSTACHE_SCAN_H
#define MEDVERK_MUSTACHE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/cc.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"
#include "lib/view/mustache.h"

enum { MUSTACHE_NESTING = 50 };         /* sections within sections, partials within partials */

enum mustache_token_kind {
	MUSTACHE_LITERAL,
	MUSTACHE_VARIABLE,              /* {{name}} */
	MUSTACHE_RAW,                   /* {{{name}}} or {{&name}} */
	MUSTACHE_SECTION,               /* {{#name}} */
	MUSTACHE_INVERTED,              /* {{^name}} */
	MUSTACHE_CLOSE,                 /* {{/name}} */
	MUSTACHE_PARTIAL,               /* {{>name}} */
	MUSTACHE_DELIMITERS,            /* {{=<% %>=}} */
};

struct mustache_token {
	enum mustache_token_kind kind;
	uint32_t line;                  /* of its first byte, from 1 */
	uint32_t match;                 /* sections: index of their close; close: of its section */
	bool line_start;                /* literals: a line of the template begins here */
	struct str text;                /* the literal, or the name without blanks around it */
	struct str indentation;         /* partials alone on their line: the blanks before them */
};

struct mustache_tokens {
	struct mustache_token *list;
	size_t n, room;
};

/*
 * Fills *tokens, in m, with what `text` consists of. Comments are left out, and
 * so is the rest of a line on which a tag other than a variable stands alone
 * (the specification's "standalone"). Tokens point into `text`. False and
 * *problem, "NAME:LINE: …", when a tag is not closed, has no proper name,
 * sections do not match or nest more than MUSTACHE_NESTING deep.
 */
bool mustache_scan(struct mem *m, struct str name, struct str text, struct mustache_tokens *tokens,
    struct mustache_problem *problem) NODISCARD;

/* Fills *problem with "NAME:LINE: " and the message. Always false, to be returned. */
bool mustache_complain(struct mustache_problem *problem, struct str name, uint32_t line,
    const char *format, ...) PRINTF(4, 5);

#endif
