/*
 * mustache_unit.h: what the compiler's three files share: mustache_compile.c
 * makes nodes, mustache_name.c knows names and constants, mustache_partial.c
 * finds and compiles partials. Private to them.
 */
#ifndef MEDVERK_MUSTACHE_UNIT_H
#define MEDVERK_MUSTACHE_UNIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"
#include "lib/view/mustache.h"
#include "lib/view/mustache_node.h"
#include "lib/view/mustache_scan.h"

/* A partial that is compiled, or is being compiled; one for each indentation it is used with. */
struct entry {
	struct entry *next;
	struct str name, indentation;
	struct mustache *program;
	bool busy;
};

struct mustache_partials {
	struct mem *mem;
	struct entry *first;
};

/* What one call of mustache_compile() shares. */
struct shared {
	struct mem *mem;                /* of the result */
	struct mem *scratch;            /* until the end of the call */
	const struct mustache_options *options;
	struct mustache_partials *partials;
	unsigned depth;
	struct mustache_problem *problem;
};

/* One template or partial. */
struct unit {
	struct shared *shared;
	struct str name;
	struct mustache_tokens tokens;
	struct mustache_node *nodes;
	size_t n, room;
	struct buf pending;             /* text that is not a node yet, because more may follow */
};

/* Appends a node behind the text that is pending. */
void unit_add(struct unit *u, struct mustache_node node);

/*
 * Fills the nodes of *program with what `text` consists of. False: complained.
 * `name` is the template's in messages.
 */
bool unit_compile(struct shared *shared, struct str name, struct str text,
    struct mustache *program) NODISCARD;

/*
 * Looks the name of a tag up among the constants. *found: its first part is
 * there; *value is then what it names, or NULL when that is absent and may be.
 * False: complained.
 */
bool name_constant(const struct unit *u, const struct mustache_token *t, bool *found,
    json_t **value) NODISCARD;

/* Fills the node's name, its parts and what is known of them; of derived names those of the base. */
void name_fill(const struct unit *u, struct mustache_node *node, struct str text);

/* The node of a {{>partial}}, compiled when it is not yet. False: complained. */
bool partial_emit(struct unit *u, const struct mustache_token *t) NODISCARD;

#endif
