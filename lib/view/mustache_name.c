/* mustache_name.c: what the compiler knows about a name. */
#include "lib/view/mustache_unit.h"

static struct mustache_name
classify(const struct unit *u, struct str part)
{
	const struct mustache_options *o = u->shared->options;
	struct mustache_name name = { .optional = false };

	if (o->classify != NULL)
		o->classify(o->ctx, part, &name);
	if (o->derive == NULL)
		name.how = 0;
	return name;
}

bool
name_constant(const struct unit *u, const struct mustache_token *t, bool *found, json_t **value)
{
	json_t *v = u->shared->options->constants;
	struct str rest = t->text, part;
	bool first = true;

	*found = false;
	*value = NULL;
	if (v == NULL || str_is(t->text, "."))
		return true;
	while (str_cut(&rest, '.', &part)) {
		v = json_object_getn(v, part.p, part.n);
		if (v == NULL && first)
			return true;
		*found = true;
		first = false;
		if (v == NULL)
			return classify(u, part).optional ||
			    mustache_complain(u->shared->problem, u->name, t->line,
				"{{%.*s}}: the constants lack it", STR_ARGS(t->text));
	}
	*value = v;
	return true;
}

void
name_fill(const struct unit *u, struct mustache_node *node, struct str text)
{
	struct mem *m = u->shared->mem;
	struct str rest, part;
	struct mustache_part *parts;
	struct mustache_name about;
	uint16_t i = 0;

	node->text = mem_dup(m, text);
	if (str_is(text, "."))
		return;
	for (rest = text; str_cut(&rest, '.', &part);)
		node->nparts++;
	parts = mem_calloc(m, node->nparts, sizeof(parts[0]));
	for (rest = node->text; str_cut(&rest, '.', &part); i++) {
		about = classify(u, part);
		if (i == 0)
			node->of_record = about.of_record;
		if (i + 1 == node->nparts && about.how > 0 && about.base.n != 0) {
			node->how = about.how;
			node->what = about.what;
			part = mem_dup(m, about.base);
		}
		parts[i] = (struct mustache_part){ part.p, (uint32_t)part.n, about.optional };
	}
	node->parts = parts;
}
