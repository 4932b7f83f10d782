/*
 * mustache.c: walks the nodes of a template over a stack of values.
 *
 * A page has some two hundred tags and is wanted in microseconds: literal text
 * is copied in one piece, text of documents in spans between the characters to
 * be escaped, and nothing is allocated unless a value is derived.
 *
 * Falsey are null, false, the empty string, the empty list and what is absent.
 * The number 0 is truthy: implementations differ, the specification is silent,
 * and "0 employed" is a fact that a page wants to show.
 */
#include "lib/view/mustache.h"

#include <assert.h>
#include <stdio.h>

#include "lib/view/json.h"
#include "lib/view/mustache_node.h"
#include "lib/view/mustache_scan.h"
#include "lib/view/put.h"

enum { FRAMES_AT_FIRST = 64 };

/* What is on the stack: a value, or the text of a derived value (value is then NULL). */
struct frame {
	const json_t *value;
	struct str text;
	bool list;              /* an item of a list that is being walked */
};

struct render {
	const struct mustache_options *options;
	const struct mustache *body;
	struct frame *frames;
	size_t n, room;
	unsigned depth;         /* of partials */
	struct mem *scratch;
	struct buf *out;
	struct buf derived;
	struct mustache_problem *problem;
};

/* jansson's iterators take an object they might change; these do not change it. */
union unconst {
	const json_t *from;
	json_t *to;
};

static bool run(struct render *r, const struct mustache *t, size_t from, size_t to);

void
mustache_escape(struct buf *b, struct str s)
{
	static const unsigned char which[256] = {
		['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5,
	};
	static const struct str entities[] = {
		{ "", 0 }, { "&amp;", 5 }, { "&lt;", 4 }, { "&gt;", 4 }, { "&quot;", 6 },
		{ "&#39;", 5 },
	};
	size_t from = 0;

	if (s.n == 0)           /* s.p may be NULL, which C does not let one add 0 to */
		return;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char e = which[(unsigned char)s.p[i]];

		if (LIKELY(e == 0))
			continue;
		put(b, s.p + from, i - from);
		put(b, entities[e].p, entities[e].n);
		from = i + 1;
	}
	put(b, s.p + from, s.n - from);
}

static void
push(struct render *r, struct frame frame)
{
	if (UNLIKELY(r->n == r->room)) {
		r->frames = mem_grow(r->scratch, r->frames, r->n * sizeof(frame),
		    r->room * 2 * sizeof(frame));
		r->room *= 2;
	}
	r->frames[r->n++] = frame;
}

/* The names there are in an object, for somebody who looks for a slip of the pen. */
static size_t
list_keys(char *p, size_t room, const json_t *object)
{
	union unconst u = { .from = object };
	size_t n = 0;

	for (void *it = json_object_iter(u.to); it != NULL && n < room;
	     it = json_object_iter_next(u.to, it)) {
		int more = snprintf(p + n, room - n, " %s", json_object_iter_key(it));

		if (more < 0)
			break;
		n += (size_t)more;
	}
	return n < room ? n : room;
}

/* `inside`: where the missing part was looked for, or NULL for the whole stack. */
static bool
complain_absent(struct render *r, const struct mustache *t, const struct mustache_node *node,
    const json_t *inside)
{
	struct mustache_problem *p = r->problem;
	size_t n;

	mustache_complain(p, t->name, node->line,
	    "{{%.*s}} resolves nowhere; there are:", STR_ARGS(node->text));
	n = strlen(p->text);
	if (inside != NULL) {
		list_keys(p->text + n, sizeof(p->text) - n, inside);
		return false;
	}
	for (size_t i = r->n; i-- > 0 && n < sizeof(p->text);) {
		n += list_keys(p->text + n, sizeof(p->text) - n, r->frames[i].value);
		if (node->of_record && r->frames[i].list)
			break;
	}
	return false;
}

/* The first object on the stack, from inside out, that has the first part of the name. */
static const json_t *
find_first(const struct render *r, const struct mustache_node *node, const json_t **owner)
{
	const struct mustache_part *part = &node->parts[0];

	for (size_t i = r->n; i-- > 0;) {
		const struct frame *f = &r->frames[i];

		if (json_is_object(f->value)) {
			const json_t *v = json_object_getn(f->value, part->p, part->n);

			if (v != NULL) {
				*owner = f->value;
				return v;
			}
		}
		if (node->of_record && f->list)
			break;
	}
	return NULL;
}

/*
 * What the name stands for: *value, NULL when absent, and the object it was
 * found in. False: it should be there, and rendering is strict.
 */
static bool
resolve(struct render *r, const struct mustache *t, const struct mustache_node *node,
    const json_t **value, const json_t **owner)
{
	const struct mustache_part *part = node->parts;
	const json_t *v = find_first(r, node, owner), *inside = NULL;

	for (unsigned i = 1; v != NULL && i < node->nparts; i++) {
		inside = v;
		part = &node->parts[i];
		*owner = v;
		v = json_object_getn(v, part->p, part->n);
	}
	*value = v;
	if (v != NULL || part->optional || !r->options->strict)
		return true;
	return complain_absent(r, t, node, inside);
}

/* Fills r->derived with the text of a derived name; empty when there is none. */
static void
derive(struct render *r, const struct mustache_node *node, const json_t *value, const json_t *owner,
    struct buf *out)
{
	const struct mustache_part *base = &node->parts[node->nparts - 1];

	if (value != NULL && !json_is_null(value))
		r->options->derive(r->options->ctx, node->how, node->what, owner,
		    (struct str){ base->p, base->n }, value, out);
}

static bool
put_value(struct render *r, const struct mustache *t, const struct mustache_node *node,
    const json_t *value)
{
	struct str s;

	switch (json_typeof(value)) {
	case JSON_STRING:
		s = (struct str){ json_string_value(value), json_string_length(value) };
		if (node->kind == NODE_RAW)
			buf_str(r->out, s);
		else
			mustache_escape(r->out, s);
		return true;
	case JSON_INTEGER:
	case JSON_REAL:
	case JSON_TRUE:
	case JSON_FALSE:
		json_write(r->out, value);
		return true;
	case JSON_OBJECT:
	case JSON_ARRAY:
		return !r->options->strict ||
		    mustache_complain(r->problem, t->name, node->line, "{{%.*s}} is no text",
			STR_ARGS(node->text));
	case JSON_NULL:
		break;
	}
	return true;
}

/* {{.}} */
static bool
put_innermost(struct render *r, const struct mustache *t, const struct mustache_node *node)
{
	const struct frame *f;

	if (r->n == 0)
		return true;
	f = &r->frames[r->n - 1];
	if (f->value != NULL)
		return put_value(r, t, node, f->value);
	if (node->kind == NODE_RAW)
		buf_str(r->out, f->text);
	else
		mustache_escape(r->out, f->text);
	return true;
}

static bool
put_variable(struct render *r, const struct mustache *t, const struct mustache_node *node)
{
	const json_t *value, *owner;

	if (node->nparts == 0)
		return put_innermost(r, t, node);
	if (!resolve(r, t, node, &value, &owner))
		return false;
	if (node->how == 0)
		return value == NULL || put_value(r, t, node, value);
	if (node->kind == NODE_RAW) {
		derive(r, node, value, owner, r->out);
		return true;
	}
	buf_clear(&r->derived);
	derive(r, node, value, owner, &r->derived);
	mustache_escape(r->out, buf_view(&r->derived));
	return true;
}

/* What a section is over: a frame to be pushed, its text for derived names. */
static bool
section_subject(struct render *r, const struct mustache *t, const struct mustache_node *node,
    struct frame *subject)
{
	const json_t *owner;

	*subject = (struct frame){ .value = NULL };
	if (node->nparts == 0) {
		subject->value = node->kind == NODE_SECTION ? node->constant : NULL;
		if (subject->value == NULL && r->n != 0) {
			*subject = r->frames[r->n - 1];
			subject->list = false;
		}
		return true;
	}
	if (!resolve(r, t, node, &subject->value, &owner))
		return false;
	if (node->how != 0) {
		buf_clear(&r->derived);
		derive(r, node, subject->value, owner, &r->derived);
		subject->value = NULL;
		if (r->derived.n != 0 && node->kind == NODE_SECTION)
			subject->text = mem_dup(r->scratch, buf_view(&r->derived));
		else
			subject->text = buf_view(&r->derived);
	}
	return true;
}

static bool
is_truthy(const struct frame *subject)
{
	const json_t *v = subject->value;

	if (v == NULL)
		return subject->text.n != 0;
	switch (json_typeof(v)) {
	case JSON_STRING:
		return json_string_length(v) != 0;
	case JSON_ARRAY:
		return json_array_size(v) != 0;
	case JSON_FALSE:
	case JSON_NULL:
		return false;
	default:
		return true;
	}
}

static bool
run_list(struct render *r, const struct mustache *t, size_t from, size_t to, const json_t *list)
{
	size_t n = json_array_size(list);
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++) {
		push(r, (struct frame){ .value = json_array_get(list, i), .list = true });
		ok = run(r, t, from, to);
		r->n--;
	}
	return ok;
}

static bool
run_section(struct render *r, const struct mustache *t, size_t at)
{
	const struct mustache_node *node = &t->nodes[at];
	struct frame subject;
	bool ok;

	if (!section_subject(r, t, node, &subject))
		return false;
	if (is_truthy(&subject) != (node->kind == NODE_SECTION))
		return true;
	if (node->kind == NODE_INVERTED)
		return run(r, t, at + 1, node->skip);
	if (json_is_array(subject.value))
		return run_list(r, t, at + 1, node->skip, subject.value);
	push(r, subject);
	ok = run(r, t, at + 1, node->skip);
	r->n--;
	return ok;
}

static bool
run_partial(struct render *r, const struct mustache *t, const struct mustache_node *node)
{
	const struct mustache *partial = node->partial != NULL ? node->partial : r->body;
	bool ok;

	if (partial == NULL)
		return true;
	if (r->depth == MUSTACHE_NESTING)
		return mustache_complain(r->problem, t->name, node->line,
		    "{{>%.*s}}: partials are nested too deep", STR_ARGS(node->text));
	r->depth++;
	ok = run(r, partial, 0, partial->n);
	r->depth--;
	return ok;
}

/* Renders the nodes [from, to). False: r->problem says why not. */
static bool
run(struct render *r, const struct mustache *t, size_t from, size_t to)
{
	bool ok = true;

	for (size_t i = from; ok && i < to; i++) {
		const struct mustache_node *node = &t->nodes[i];

		switch ((enum mustache_node_kind)node->kind) {
		case NODE_TEXT:
			put(r->out, node->text.p, node->text.n);
			break;
		case NODE_VALUE:
		case NODE_RAW:
			ok = put_variable(r, t, node);
			break;
		case NODE_SECTION:
		case NODE_INVERTED:
			ok = run_section(r, t, i);
			i = node->skip - 1;
			break;
		case NODE_PARTIAL:
			ok = run_partial(r, t, node);
			break;
		}
	}
	return ok;
}

enum err
mustache_render(const struct mustache *t, json_t *const *views, size_t nviews, struct mem *scratch,
    struct buf *out, struct mustache_problem *problem)
{
	struct render r = {
		.options = t->options, .body = t->body, .scratch = scratch, .out = out, .problem = problem,
		.room = nviews + FRAMES_AT_FIRST,
	};

	problem->text[0] = '\0';
	r.frames = mem_alloc(scratch, r.room * sizeof(r.frames[0]));
	buf_init(&r.derived, scratch, 0);
	for (size_t i = 0; i < nviews; i++)
		push(&r, (struct frame){ .value = views[i] });
	return run(&r, t, 0, t->n) ? ERR_NONE : ERR_INTERNAL;
}
