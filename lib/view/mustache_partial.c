/* mustache_partial.c: partials, compiled once for each indentation they are used with. */
#include "lib/view/mustache_unit.h"

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

/* The text of the partial; false: complained. */
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
	for (struct entry *e = shared->entries; e != NULL; e = e->next) {
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
partial_compile(struct unit *u, const struct mustache_token *t, struct str indentation,
    struct mustache **program)
{
	struct shared *shared = u->shared;
	struct entry *e = mem_calloc(shared->scratch, 1, sizeof(*e));
	struct str text;
	bool ok;

	if (shared->depth == MUSTACHE_NESTING)
		return mustache_complain(shared->problem, u->name, t->line,
		    "partials are nested too deep");
	if (!partial_text(u, t, &text))
		return false;
	*program = mem_calloc(shared->mem, 1, sizeof(**program));
	(*program)->name = mem_dup(shared->mem, t->text);
	(*program)->options = shared->options;
	*e = (struct entry){ shared->entries, (*program)->name,
		mem_dup(shared->scratch, indentation), *program, true };
	shared->entries = e;
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
	const struct mustache *use;
	struct mustache *program = NULL;
	struct entry *e;
	bool grows;

	e = entry_find(u->shared, t->text, indentation, &grows);
	if (e == NULL && grows)
		return mustache_complain(u->shared->problem, u->name, t->line,
		    "{{>%.*s}} includes itself with growing indentation", STR_ARGS(t->text));
	if (e != NULL)
		program = e->program;
	else if (!partial_compile(u, t, indentation, &program))
		return false;
	/* A partial that is nothing but another one, as the layout's body is, needs no visit. */
	use = program;
	if (program->n == 1 && program->nodes[0].kind == NODE_PARTIAL)
		use = program->nodes[0].partial;
	unit_add(u,
	    (struct mustache_node){
		.kind = NODE_PARTIAL, .line = t->line, .text = use->name, .partial = use,
	});
	return true;
}
