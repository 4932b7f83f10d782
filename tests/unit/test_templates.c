/* test_templates.c: a folder of templates, made for the test. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/view/doc.h"
#include "lib/view/templates.h"

struct fixture {
	struct mem *mem;
	char dir[64];
	json_t *constants[LANG_COUNT];
};

static const char *const names[] = {
	"layout.mustache", "list.mustache", "start.mustache", "_card.mustache", ".list.mustache",
	"notes.txt",
};

static void
write_file(const struct fixture *f, const char *name, const char *text)
{
	FILE *out = fopen(mem_printf(f->mem, "%s/%s", f->dir, name), "wb");

	assert_non_null(out);
	assert_true(fputs(text, out) >= 0);
	assert_int_equal(fclose(out), 0);
}

static int
setup(void **state)
{
	struct mem *m = mem_new(0);
	struct fixture *f = mem_calloc(m, 1, sizeof(*f));

	doc_init();
	mem_use(m);
	f->mem = m;
	snprintf(f->dir, sizeof(f->dir), "/tmp/test_templates.XXXXXX");
	for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
		json_t *text = doc_object();

		doc_set_cstr(text, "title", lang == LANG_SV ? "Företag" : "Enterprises");
		f->constants[lang] = doc_object();
		doc_set(f->constants[lang], "text", text);
	}
	*state = f;
	return mkdtemp(f->dir) == NULL;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(names); i++)
		unlink(mem_printf(f->mem, "%s/%s", f->dir, names[i]));
	rmdir(f->dir);
	mem_use(NULL);
	mem_free(f->mem);
	return 0;
}

static void
classify(void *ctx, struct str name, struct mustache_name *out)
{
	assert_string_equal(ctx, "context");
	if (str_is(name, "name_text"))
		out->how = 7, out->base = STR("name");
}

static void
derive(void *ctx, int how, const void *what, const json_t *frame, struct str base,
    const json_t *value, struct buf *out)
{
	(void)what;
	(void)frame;
	(void)base;
	assert_string_equal(ctx, "context");
	assert_int_equal(how, 7);
	buf_printf(out, "«%.*s»", STR_ARGS(doc_str(value)));
}

static char context[] = "context";
static const struct mustache_options shared = {
	.classify = classify, .derive = derive, .ctx = context, .strict = true, .compact = true,
};

static const struct mustache_options *
in_languages(const struct fixture *f, const struct mustache_options *common)
{
	struct mustache_options *options = mem_calloc(f->mem, LANG_COUNT, sizeof(*options));

	for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
		options[lang] = *common;
		options[lang].constants = f->constants[lang];
	}
	return options;
}

static const char *
render(const struct fixture *f, const struct mustache *t, const char *name)
{
	struct mustache_problem problem;
	json_t *view = doc_object();
	struct buf out;

	doc_set_cstr(view, "name", name);
	buf_init(&out, f->mem, 0);
	if (mustache_render(t, &view, 1, f->mem, &out, &problem) != ERR_NONE)
		return mem_strdup(f->mem, str_of(problem.text));
	return buf_cstr(&out);
}

static void
write_good_folder(const struct fixture *f)
{
	write_file(f, "layout.mustache", "<main>\n  {{>body}}\n</main>\n");
	write_file(f, "list.mustache", "<h1>{{text.title}}</h1>\n{{>_card}}\n");
	write_file(f, "start.mustache", "<b>{{name}}</b>");
	write_file(f, "_card.mustache", "<p>{{name_text}}\n");
	write_file(f, ".list.mustache", "<p {{x}}>");
	write_file(f, "notes.txt", "{{");
}

static void
pages_are_compiled_into_the_layout(void **state)
{
	const struct fixture *f = *state;
	struct templates *t;

	write_good_folder(f);
	t = templates_load(f->mem, f->dir, in_languages(f, &shared));
	assert_non_null(t);
	assert_string_equal(render(f, templates_find(t, STR("list"), LANG_SV), "Å"),
	    "<main>\n<h1>Företag</h1>\n<p>«Å»\n</main>\n");
	assert_string_equal(render(f, templates_find(t, STR("list"), LANG_EN), "<"),
	    "<main>\n<h1>Enterprises</h1>\n<p>«&lt;»\n</main>\n");
	assert_string_equal(render(f, templates_find(t, STR("start"), LANG_SV), "ö"),
	    "<main>\n<b>ö</b></main>\n");
	assert_null(templates_find(t, STR("layout"), LANG_SV));
	assert_null(templates_find(t, STR("_card"), LANG_SV));
	assert_null(templates_find(t, STR("nothing"), LANG_SV));
	assert_null(templates_find(t, STR(""), LANG_SV));
}

static void
messages_name_the_page(void **state)
{
	const struct fixture *f = *state;
	struct templates *t;

	write_good_folder(f);
	write_file(f, "list.mustache", "<h1>\n{{nmae}}</h1>");
	t = templates_load(f->mem, f->dir, in_languages(f, &shared));
	assert_non_null(t);
	assert_string_equal(render(f, templates_find(t, STR("list"), LANG_SV), "Å"),
	    "list:2: {{nmae}} resolves nowhere; there are: name");
}

static void
bad_folders_are_refused(void **state)
{
	const struct fixture *f = *state;
	static const struct {
		const char *file, *text;
	} bad[] = {
		{ "list.mustache", "<p class={{name}}>" },              /* the lint */
		{ "_card.mustache", "<script>{{name}}</script>" },
		{ "list.mustache", "{{#a}}" },                          /* the compiler */
		{ "list.mustache", "{{text.nothing}}" },
		{ "list.mustache", "{{>_nothing}}" },
		{ "list.mustache", "{{>start}}" },                      /* a page is no partial */
		{ "list.mustache", "{{>layout}}" },
		{ "list.mustache", "{{>body}}" },                       /* there is one frame only */
		{ "layout.mustache", "<main></main>" },                 /* no body */
	};

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		write_good_folder(f);
		assert_non_null(templates_load(f->mem, f->dir, in_languages(f, &shared)));
		write_file(f, bad[i].file, bad[i].text);
		assert_null(templates_load(f->mem, f->dir, in_languages(f, &shared)));
	}
	write_good_folder(f);
	unlink(mem_printf(f->mem, "%s/layout.mustache", f->dir));
	assert_null(templates_load(f->mem, f->dir, in_languages(f, &shared)));
	assert_null(templates_load(f->mem, "/nowhere/at/all", in_languages(f, &shared)));
}

static void
callbacks_may_be_absent(void **state)
{
	const struct mustache_options plain = { .strict = false };
	const struct fixture *f = *state;
	struct templates *t;

	write_good_folder(f);
	t = templates_load(f->mem, f->dir, in_languages(f, &plain));
	assert_non_null(t);
	assert_string_equal(render(f, templates_find(t, STR("start"), LANG_EN), "Å"),
	    "<main>\n<b>Å</b></main>\n");
}

static void
an_empty_folder_has_no_layout(void **state)
{
	const struct fixture *f = *state;

	assert_null(templates_load(f->mem, f->dir, in_languages(f, &shared)));
	write_file(f, "layout.mustache", "<p>{{>body}}");
	assert_non_null(templates_load(f->mem, f->dir, in_languages(f, &shared)));
	assert_null(templates_find(templates_load(f->mem, f->dir, in_languages(f, &shared)),
	    STR("start"), LANG_SV));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pages_are_compiled_into_the_layout),
		TEST(messages_name_the_page),
		TEST(bad_folders_are_refused),
		TEST(callbacks_may_be_absent),
		TEST(an_empty_folder_has_no_layout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
