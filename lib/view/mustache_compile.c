/*
 * mustache_compile.c: from tokens to nodes.
 *
 * What is known beforehand happens here: constants become text and grow
 * together with the text around them, sections over constants are decided,
 * names are split and classified. What is left for mustache.c is to look up,
 * escape and copy.
 */
#include "lib/view/json.h"
#include "lib/view/mustache_unit.h"

static bool unit_emit(struct unit *u, size_t from, size_t to);

static void
node_append(struct unit *u, struct mustache_node node)
{
	if (u->n == u->room) {
		size_t room = u->room == 0 ? 32 : u->room * 2;

		u->nodes = mem_grow(u->shared->scratch, u->nodes, u->n * sizeof(u->nodes[0]),
		    room * sizeof(u->nodes[0]));
		u->room = room;
	}
	u->nodes[u->n++] = node;
}

/* Makes a node of the pending text, because something else follows or a section ends. */
static void
text_flush(struct unit *u)
{
	if (u->pending.n == 0)
		return;
	node_append(u,
	    (struct mustache_node){
		.kind = NODE_TEXT, .text = mem_dup(u->shared->mem, buf_view(&u->pending)),
	});
	buf_clear(&u->pending);
}

void
unit_add(struct unit *u, struct mustache_node node)
{
	text_flush(u);
	node_append(u, node);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A line break and all white space behind it is one line break; blanks inside a line stay. */
static void
literal_compact(struct buf *b, const struct mustache_token *t)
{
	struct str s = t->text;
	size_t i = 0, from;

	if (t->line_start)
		while (i < s.n && is_space(s.p[i]))
			i++;
	for (from = i; i < s.n;) {
		if (s.p[i] != '\n') {
			i++;
			continue;
		}
		buf_add(b, s.p + from, i - from - (i > from && s.p[i - 1] == '\r'));
		buf_byte(b, '\n');
		while (i < s.n && is_space(s.p[i]))
			i++;
		from = i;
	}
	buf_add(b, s.p + from, s.n - from);
}

static void
literal_emit(struct unit *u, const struct mustache_token *t)
{
	if (u->shared->options->compact)
		literal_compact(&u->pending, t);
	else
		buf_str(&u->pending, t->text);
}

/* A constant in the place of its tag. */
static bool
constant_emit(struct unit *u, const struct mustache_token *t, const json_t *value)
{
	struct buf *b = &u->pending;

	if (value == NULL || json_is_null(value))
		return true;
	if (json_is_object(value) || json_is_array(value))
		return mustache_complain(u->shared->problem, u->name, t->line,
		    "{{%.*s}} is no text", STR_ARGS(t->text));
	if (!json_is_string(value)) {
		json_write(b, value);
		return true;
	}
	struct str s = { json_string_value(value), json_string_length(value) };

	if (t->kind == MUSTACHE_RAW)
		buf_str(b, s);
	else
		mustache_escape(b, s);
	return true;
}

static bool
variable_emit(struct unit *u, const struct mustache_token *t)
{
	struct mustache_node node = {
		.kind = t->kind == MUSTACHE_RAW ? NODE_RAW : NODE_VALUE, .line = t->line,
	};
	json_t *value;
	bool constant;

	if (!name_constant(u, t, &constant, &value))
		return false;
	/*
	 * A group of constants is no text: then the name alone means what the
	 * document has by that name ({{text}} of a snippet, {{text.x}} of the words).
	 */
	if (constant && !(json_is_object(value) && str_index(t->text, '.') == t->text.n))
		return constant_emit(u, t, value);
	name_fill(u, &node, t->text);
	unit_add(u, node);
	return true;
}

/* A partial may look at the innermost value too, so it counts as a use of it. */
static bool
uses_implicit(const struct unit *u, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct mustache_token *t = &u->tokens.list[i];

		if (t->kind == MUSTACHE_PARTIAL ||
		    (t->kind != MUSTACHE_LITERAL && str_is(t->text, ".")))
			return true;
	}
	return false;
}

static bool
is_truthy(const json_t *v)
{
	if (v == NULL || json_is_null(v) || json_is_false(v))
		return false;
	if (json_is_string(v))
		return json_string_length(v) != 0;
	return !json_is_array(v) || json_array_size(v) != 0;
}

/* The section's node, then its content. */
static bool
section_node(struct unit *u, size_t index, struct mustache_node node)
{
	const struct mustache_token *t = &u->tokens.list[index];
	size_t at;

	node.line = t->line;
	unit_add(u, node);
	at = u->n - 1;
	if (!unit_emit(u, index + 1, t->match))
		return false;
	text_flush(u);
	u->nodes[at].skip = (uint32_t)u->n;
	return true;
}

/*
 * A section over a constant is either dropped or, when nobody can see what it
 * pushes, replaced by its content; lists and objects are walked when rendering.
 */
static bool
section_constant(struct unit *u, size_t index, json_t *value)
{
	const struct mustache_token *t = &u->tokens.list[index];
	struct mustache_node node = { .kind = NODE_SECTION, .constant = value };

	if (is_truthy(value) == (t->kind == MUSTACHE_INVERTED))
		return true;
	if (t->kind == MUSTACHE_SECTION &&
	    (json_is_object(value) || json_is_array(value) ||
		uses_implicit(u, index + 1, t->match))) {
		node.text = mem_dup(u->shared->mem, t->text);
		return section_node(u, index, node);
	}
	return unit_emit(u, index + 1, t->match);
}

static bool
section_emit(struct unit *u, size_t index)
{
	const struct mustache_token *t = &u->tokens.list[index];
	struct mustache_node node = {
		.kind = t->kind == MUSTACHE_SECTION ? NODE_SECTION : NODE_INVERTED,
	};
	json_t *value;
	bool constant;

	if (!name_constant(u, t, &constant, &value))
		return false;
	if (constant)
		return section_constant(u, index, value);
	name_fill(u, &node, t->text);
	return section_node(u, index, node);
}

bool
unit_compile(struct shared *shared, struct str name, struct str text, struct mustache *program)
{
	struct unit u = { .shared = shared, .name = name };
	struct mustache_node *nodes;

	buf_init(&u.pending, shared->scratch, 0);
	if (!mustache_scan(shared->scratch, name, text, &u.tokens, shared->problem) ||
	    !unit_emit(&u, 0, u.tokens.n))
		return false;
	text_flush(&u);
	nodes = mem_calloc(shared->mem, u.n, sizeof(nodes[0]));
	if (u.n != 0)
		memcpy(nodes, u.nodes, u.n * sizeof(nodes[0]));
	program->nodes = nodes;
	program->n = u.n;
	return true;
}

/* Makes nodes of the tokens [from, to). */
static bool
unit_emit(struct unit *u, size_t from, size_t to)
{
	bool ok = true;

	for (size_t i = from; ok && i < to; i++) {
		const struct mustache_token *t = &u->tokens.list[i];

		switch (t->kind) {
		case MUSTACHE_LITERAL:
			literal_emit(u, t);
			break;
		case MUSTACHE_VARIABLE:
		case MUSTACHE_RAW:
			ok = variable_emit(u, t);
			break;
		case MUSTACHE_SECTION:
		case MUSTACHE_INVERTED:
			ok = section_emit(u, i);
			i = t->match;
			break;
		case MUSTACHE_PARTIAL:
			ok = partial_emit(u, t);
			break;
		case MUSTACHE_DELIMITERS:
		case MUSTACHE_CLOSE:
			break;
		}
	}
	return ok;
}

const struct mustache *
mustache_compile(struct mem *m, struct str name, struct str text,
    const struct mustache_options *options, struct mustache_problem *problem)
{
	struct mustache_options *kept = mem_alloc(m, sizeof(*kept));
	struct mustache *program = mem_calloc(m, 1, sizeof(*program));
	struct shared shared = {
		.mem = m, .scratch = mem_new(0), .options = kept, .problem = problem,
	};
	struct mustache_partials own = { shared.scratch, NULL };
	bool ok;

	shared.partials = options->partials != NULL ? options->partials : &own;
	*kept = *options;
	program->name = mem_dup(m, name);
	program->options = kept;
	problem->text[0] = '\0';
	ok = unit_compile(&shared, program->name, text, program);
	mem_free(shared.scratch);
	return ok ? program : NULL;
}

const struct mustache *
mustache_with_body(struct mem *m, const struct mustache *frame, const struct mustache *body)
{
	struct mustache *whole = mem_alloc(m, sizeof(*whole));

	*whole = *frame;
	whole->body = body;
	return whole;
}
