/* mustache_partial.c: partials, compiled once for each indentation they are used with. */
#include "lib/view/mustache_unit.h"

struct mustache_partials *
mustache_partials_new(struct mem *m)
{
	struct mustache_partials *p = mem_calloc(m, 1, sizeof(*p));

	p->mem = m;
	return p;
}

/* The text with the indentation before each of its lines. */
static struct str
indent(struct mem *m, struct str text, struct str indentation)
{
	struct buf b;
	struct str rest = text;

	if (indentation.n == 0 || text.n == 0)
		return text;
	buf_init(&b, m, text.n + indentation.n);
	while (rest.n != 0) {
		size_t n = str_index(rest, '\n');

		n += n < rest.n;
		buf_str(&b, indentation);
		buf_add(&b, rest.p, n);
		rest = str_from(rest, n);
	}
	return buf_view(&b);
}

/* The text of the partial, .p NULL where it is left open; false: complained. */
static bool
partial_text(struct unit *u, const struct mustache_token *t, struct str *text)
{
	const struct mustache_options *o = u->shared->options;

	*text = STR("");
	if (o->partial == NULL || o->partial(o->ctx, t->text, text))
		return true;
	return mustache_complain(u->shared->problem, u->name, t->line,
	    "{{>%.*s}}: there is no such partial", STR_ARGS(t->text));
}

/*
 * The entry of a partial with this indentation; *grows when the same partial
 * is at work with less, so that there would be no end.
 */
static struct entry *
entry_find(struct shared *shared, struct str name, struct str indentation, bool *grows)
{
	struct entry *found = NULL;

	*grows = false;
	for (struct entry *e = shared->partials->first; e != NULL; e = e->next) {
		if (!str_eq(e->name, name))
			continue;
		if (str_eq(e->indentation, indentation))
			found = e;
		else if (e->busy && e->indentation.n < indentation.n)
			*grows = true;
	}
	return found;
}

static bool
partial_compile(struct unit *u, const struct mustache_token *t, struct str text,
    struct str indentation, struct mustache **program)
{
	struct shared *shared = u->shared;
	struct mustache_partials *p = shared->partials;
	struct entry *e = mem_calloc(p->mem, 1, sizeof(*e));
	bool ok;

	if (shared->depth == MUSTACHE_NESTING)
		return mustache_complain(shared->problem, u->name, t->line,
		    "partials are nested too deep");
	*program = mem_calloc(shared->mem, 1, sizeof(**program));
	(*program)->name = mem_dup(shared->mem, t->text);
	(*program)->options = shared->options;
	*e = (struct entry){ p->first, (*program)->name, mem_dup(p->mem, indentation), *program, true };
	p->first = e;
	shared->depth++;
	ok = unit_compile(shared, (*program)->name, indent(shared->scratch, text, indentation),
	    *program);
	shared->depth--;
	e->busy = false;
	return ok;
}

bool
partial_emit(struct unit *u, const struct mustache_token *t)
{
	struct str indentation = u->shared->options->compact ? STR("") : t->indentation;
	struct mustache *program = NULL;
	struct str text;
	struct entry *e;
	bool grows;

	e = entry_find(u->shared, t->text, indentation, &grows);
	if (e == NULL && grows)
		return mustache_complain(u->shared->problem, u->name, t->line,
		    "{{>%.*s}} includes itself with growing indentation", STR_ARGS(t->text));
	if (e != NULL)
		program = e->program;
	else if (!partial_text(u, t, &text) ||
	    (text.p != NULL && !partial_compile(u, t, text, indentation, &program)))
		return false;
	unit_add(u,
	    (struct mustache_node){
		.kind = NODE_PARTIAL, .line = t->line, .partial = program,
		.text = program != NULL ? program->name : mem_dup(u->shared->mem, t->text),
	});
	return true;
}
