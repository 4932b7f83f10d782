/*
 * fuzz_mustache.c: a template, a line break or NUL, and the JSON it is rendered
 * over. The template is also its own partial, so recursion is reached, and the
 * lint sees it as well.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "lib/view/doc.h"
#include "lib/view/mustache.h"
#include "lib/view/template_lint.h"

enum { OUTPUT_MAX = 1024 * 1024 };

static bool
partial(void *ctx, struct str name, struct str *text)
{
	const struct str *template = ctx;

	if (str_is(name, "b")) {
		*text = STR("  b{{a}}\n{{#a}}{{>a}}{{/a}}\n");
		return true;
	}
	*text = *template;
	return str_is(name, "a");
}

static void
classify(void *ctx, struct str name, struct mustache_name *out)
{
	(void)ctx;
	out->optional = name.n % 2 == 0;
	out->of_record = str_starts(name, STR("r"));
	if (str_starts(name, STR("d")) && name.n > 1) {
		out->how = (int)name.n;
		out->base = str_from(name, 1);
	}
}

static void
derive(void *ctx, int how, const json_t *frame, struct str base, const json_t *value,
    struct buf *out)
{
	(void)ctx;
	if (json_object_getn(frame, base.p, base.n) != value)
		abort();
	if (how % 2 == 0)
		buf_str(out, base);
}

static void
render(struct mem *m, struct str template, json_t *view, struct mustache_options *options)
{
	struct mustache_problem problem;
	const struct mustache *t = mustache_compile(m, STR("fuzz"), template, options, &problem);
	json_t *views[2] = { view, view };
	struct buf out;
	enum err e;

	if (t == NULL) {
		if (problem.text[0] == '\0')
			abort();
		return;
	}
	buf_init(&out, m, 0);
	out.limit = OUTPUT_MAX;
	e = mustache_render(t, views, 2, m, &out, &problem);
	if ((e == ERR_NONE) != (problem.text[0] == '\0'))
		abort();
}

/* The line break ends the template, so one inside it is written as a vertical tab. */
static struct str
with_line_breaks(struct mem *m, struct str s)
{
	char *p = mem_strdup(m, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '\v')
			p[i] = '\n';
	return (struct str){ p, s.n };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size }, template;
	struct mustache_options options = { .partial = partial, .ctx = &template };
	struct mem *m = mem_new(0), *before = mem_use(m);
	size_t end = 0;
	const char *problem;
	json_t *view;
	int line;

	doc_init();
	while (end < size && data[end] != '\0' && data[end] != '\n')
		end++;
	template = with_line_breaks(m, (struct str){ text.p, end });
	view = doc_read(m, str_from(text, end + 1), &problem, &line);
	(void)template_lint(m, STR("fuzz"), template);
	render(m, template, view, &options);
	options.strict = options.compact = true;
	options.classify = classify;
	options.derive = derive;
	options.constants = doc_is_object(view) ? doc_get(view, "constants") : NULL;
	render(m, template, view, &options);
	mem_use(before);
	mem_free(m);
	return 0;
}
