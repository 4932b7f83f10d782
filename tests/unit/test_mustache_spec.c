/*
 * test_mustache_spec.c: the cases of the Mustache specification's core modules,
 * in our own words, one TAP result each. tests/spec/MODULE.json is a list of
 * {name, data, template, expected, partials}. Run from the project's root, or
 * with the folder as argument.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/view/doc.h"
#include "lib/view/mustache.h"

enum { FILE_MAX = 256 * 1024, MODULES_MAX = 32, CASES = 136 };

struct tally {
	struct mem *mem;
	unsigned done, failed;
};

static bool
partial(void *ctx, struct str name, struct str *text)
{
	char key[64];

	/* The specification: what does not exist is empty. */
	*text = STR("");
	if (name.n < sizeof(key)) {
		memcpy(key, name.p, name.n);
		key[name.n] = '\0';
		if (doc_get(ctx, key) != NULL)
			*text = doc_get_str(ctx, key);
	}
	return true;
}

/* NULL, or what went wrong. */
static const char *
run(struct mem *m, const json_t *c)
{
	struct mustache_options options = { .partial = partial, .ctx = doc_get(c, "partials") };
	struct str expected = doc_get_str(c, "expected");
	json_t *view = doc_get(c, "data");
	struct mustache_problem problem;
	const struct mustache *t;
	struct buf out;

	t = mustache_compile(m, STR("case"), doc_get_str(c, "template"), &options, &problem);
	if (t == NULL)
		return mem_printf(m, "does not compile: %s", problem.text);
	buf_init(&out, m, 0);
	if (mustache_render(t, &view, 1, m, &out, &problem) != ERR_NONE)
		return mem_printf(m, "does not render: %s", problem.text);
	if (expected.p == NULL || !str_eq(buf_view(&out), expected))
		return mem_printf(m, "expected \"%.*s\", got \"%s\"", STR_ARGS(expected),
		    buf_cstr(&out));
	return NULL;
}

static void
report(struct tally *t, const char *module, struct str name, const char *problem)
{
	printf("%sok %u - %s: %.*s\n", problem == NULL ? "" : "not ", ++t->done, module,
	    STR_ARGS(name));
	if (problem == NULL)
		return;
	t->failed++;
	printf("# ");
	for (; *problem != '\0'; problem++) {
		putchar(*problem);
		if (*problem == '\n')
			printf("# ");
	}
	putchar('\n');
}

static void
run_module(struct tally *t, const char *dir, const char *module)
{
	char *text = mem_alloc(t->mem, FILE_MAX);
	FILE *f = fopen(mem_printf(t->mem, "%s/%s", dir, module), "rb");
	const char *problem = "cannot be read";
	json_t *cases = NULL;
	int line = 0;

	if (f != NULL) {
		size_t n = fread(text, 1, FILE_MAX, f);

		fclose(f);
		cases = doc_read(t->mem, (struct str){ text, n }, &problem, &line);
	}
	if (doc_count(cases) == 0)
		report(t, module, STR("file"), problem);
	for (size_t i = 0; i < doc_count(cases); i++)
		report(t, module, doc_get_str(doc_at(cases, i), "name"),
		    run(t->mem, doc_at(cases, i)));
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t
list(struct mem *m, const char *dir, char *modules[MODULES_MAX])
{
	DIR *d = opendir(dir);
	const struct dirent *e;
	size_t n = 0;

	while (d != NULL && (e = readdir(d)) != NULL && n < MODULES_MAX)
		if (str_ends(str_of(e->d_name), STR(".json")))
			modules[n++] = mem_strdup(m, str_of(e->d_name));
	if (d != NULL)
		closedir(d);
	qsort(modules, n, sizeof(modules[0]), compare);
	return n;
}

int
main(int argc, char **argv)
{
	const char *dir = argc > 1 ? argv[1] : "tests/spec";
	struct tally t = { .mem = mem_new(0) };
	char *modules[MODULES_MAX] = { NULL };
	size_t n;

	doc_init();
	mem_use(t.mem);
	printf("TAP version 13\n1..%d\n", CASES);
	n = list(t.mem, dir, modules);
	for (size_t i = 0; i < n; i++)
		run_module(&t, dir, modules[i]);
	if (t.done != CASES)
		printf("# %u cases instead of %d\n", t.done, CASES);
	mem_use(NULL);
	mem_free(t.mem);
	return t.failed == 0 && t.done == CASES ? EXIT_SUCCESS : EXIT_FAILURE;
}
