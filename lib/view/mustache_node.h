/*
 * mustache_node.h: a compiled template, as mustache_compile.c makes it and
 * mustache.c walks it. Private to lib/view.
 *
 * The nodes of a template stand in one array in the order of the text. A
 * section's node says in `skip` where to go on behind it; its content is what
 * lies between. A partial is another template, so that one which includes
 * itself needs no end.
 */
#ifndef MEDVERK_MUSTACHE_NODE_H
#define MEDVERK_MUSTACHE_NODE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/str.h"
#include "lib/view/mustache.h"

enum mustache_node_kind {
	NODE_TEXT,
	NODE_VALUE,
	NODE_RAW,
	NODE_SECTION,
	NODE_INVERTED,
	NODE_PARTIAL,
};

/* One of the words between the points of a name. */
struct mustache_part {
	const char *p;
	uint32_t n;
	bool optional;          /* its absence is no mistake */
};

struct mustache_node {
	uint8_t kind;
	bool of_record;         /* the first part is looked up no further than the list item */
	uint16_t nparts;        /* 0: the implicit iterator, or `constant` */
	int32_t how;            /* > 0: derived from what the parts name */
	uint32_t skip;          /* sections: index of the first node behind */
	uint32_t line;
	const void *what;       /* … with this */
	struct str text;        /* the text itself; the name as written, for messages */
	const struct mustache_part *parts;
	union {
		json_t *constant;               /* sections: the value known beforehand, or NULL */
		const struct mustache *partial; /* NULL: the body of what is rendered */
	};
};

struct mustache {
	struct str name;
	const struct mustache_node *nodes;
	size_t n;
	const struct mustache_options *options;
	const struct mustache *body;    /* for partials left open; NULL: nothing */
};

#endif
