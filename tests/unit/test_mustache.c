/*
 * test_mustache.c: what we added to the specification: constants, derived
 * names, names of a record, strictness, compactness, limits. The specification
 * itself is test_mustache_spec.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/view/doc.h"
#include "lib/view/mustache.h"

struct partial {
	const char *name, *text;
};

static int
setup(void **state)
{
	struct mem *m = mem_new(0);

	doc_init();
	mem_use(m);
	*state = m;
	return 0;
}

static int
teardown(void **state)
{
	mem_use(NULL);
	mem_free(*state);
	return 0;
}

static json_t *
json(const char *text)
{
	const char *problem = "";
	int line = 0;
	struct mem *m = mem_new(0);
	json_t *v = doc_read(m, str_of(text), &problem, &line);

	if (v == NULL)
		fail_msg("%s in %s", problem, text);
	mem_free(m);
	return v;
}

static bool
partial(void *ctx, struct str name, struct str *text)
{
	for (const struct partial *p = ctx; p != NULL && p->name != NULL; p++)
		if (str_is(name, p->name)) {
			*text = str_of(p->text);
			return true;
		}
	return false;
}

enum { SHOUT = 1, SPLIT, NOTHING };

/* x_loud and x_lines and x_none are derived; acronym is optional; summary, acronym and lead are of a record. */
static void
classify(void *ctx, struct str name, struct mustache_name *out)
{
	(void)ctx;
	if (str_ends(name, STR("_loud")))
		out->how = SHOUT, out->base = (struct str){ name.p, name.n - 5 };
	if (str_ends(name, STR("_lines")))
		out->how = SPLIT, out->base = (struct str){ name.p, name.n - 6 };
	if (str_ends(name, STR("_none")))
		out->how = NOTHING, out->base = (struct str){ name.p, name.n - 5 };
	out->optional = str_is(name, "acronym") || str_is(name, "acronym_loud") ||
	    str_is(name, "lead");
	out->of_record = str_is(name, "summary") || str_is(name, "acronym") ||
	    str_is(name, "lead") || str_is(name, "summary_loud");
}

static void
derive(void *ctx, int how, const void *what, const json_t *frame, struct str base,
    const json_t *value, struct buf *out)
{
	(void)what;
	(void)ctx;
	assert_true(json_object_getn(frame, base.p, base.n) == value);
	if (how == SHOUT) {
		buf_str(out, doc_str(value));
		buf_puts(out, "!<");
	}
}

/* Compiles and renders; what went wrong is the result too. */
static const char *
render_with(struct mem *m, const struct mustache_options *o, const char *template,
    json_t *const *views, size_t n)
{
	struct mustache_problem problem = { "" };
	const struct mustache *t = mustache_compile(m, STR("t"), str_of(template), o, &problem);
	struct buf out;

	if (t == NULL)
		return mem_printf(m, "compile: %s", problem.text);
	buf_init(&out, m, 0);
	if (mustache_render(t, views, n, m, &out, &problem) != ERR_NONE)
		return mem_printf(m, "render: %s", problem.text);
	return buf_cstr(&out);
}

static const char *
render(struct mem *m, const struct mustache_options *o, const char *template, const char *data)
{
	json_t *view = json(data);

	return render_with(m, o, template, &view, 1);
}

static void
five_characters_are_escaped(void **state)
{
	struct buf b;

	buf_init(&b, *state, 0);
	mustache_escape(&b, STR("<a href=\"x\" title='y'>å & ö</a>"));
	assert_string_equal(buf_cstr(&b),
	    "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;å &amp; ö&lt;/a&gt;");
	buf_clear(&b);
	mustache_escape(&b, STR(""));
	mustache_escape(&b, STR_NONE);
	assert_int_equal(b.n, 0);
	mustache_escape(&b, (struct str){ "\0<", 2 });
	assert_memory_equal(b.p, "\0&lt;", 5);
}

static void
values_are_rendered_as_json_prints_them(void **state)
{
	struct mustache_options o = { .strict = false };

	assert_string_equal(
	    render(*state, &o, "{{a}} {{b}} {{c}} {{d}}{{e}}{{f}}{{g}}",
		"{\"a\":58.2037,\"b\":-7,\"c\":true,\"d\":false,\"e\":null,\"f\":[1],\"g\":{}}"),
	    "58.2037 -7 true false");
}

static void
truth(void **state)
{
	struct mustache_options o = { .strict = false };
	static const struct {
		const char *data, *result;
	} cases[] = {
		{ "{\"a\":0}", "yes" }, { "{\"a\":0.0}", "yes" }, { "{\"a\":\"0\"}", "yes" },
		{ "{\"a\":{}}", "yes" }, { "{\"a\":[0]}", "yes" }, { "{\"a\":\"\"}", "no" },
		{ "{\"a\":[]}", "no" }, { "{\"a\":null}", "no" }, { "{\"a\":false}", "no" },
		{ "{}", "no" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(render(*state, &o, "{{#a}}yes{{/a}}{{^a}}no{{/a}}",
					cases[i].data),
		    cases[i].result);
}

static void
views_are_searched_from_the_last(void **state)
{
	struct mustache_options o = { .strict = true };
	json_t *views[2] = { json("{\"a\":1,\"b\":2}"), json("{\"b\":3,\"c\":4}") };

	assert_string_equal(render_with(*state, &o, "{{a}}{{b}}{{c}}", views, 2), "134");
	assert_string_equal(render_with(*state, &o, "x{{.}}", NULL, 0), "x");
	assert_string_equal(render_with(*state, &o, "x{{#.}}y{{/.}}", NULL, 0), "x");
}

static void
constants_become_text(void **state)
{
	struct mustache_options o = { .strict = true };

	o.constants =
	    json("{\"text\":{\"a\":\"Å & <ö>\",\"n\":7,\"deep\":{\"b\":\"B\"},\"no\":false,"
		 "\"empty\":\"\",\"yes\":true,\"null\":null}}");
	/* The constants win over whatever a document calls text. */
	assert_string_equal(render(*state, &o,
				"[{{text.a}}|{{{text.a}}}|{{text.n}}|{{text.deep.b}}]",
				"{\"text\":1}"),
	    "[Å &amp; &lt;ö&gt;|Å & <ö>|7|B]");
	assert_string_equal(
	    render(*state, &o,
		"{{#text.yes}}y{{x}}{{/text.yes}}{{^text.yes}}n"
		"{{nowhere}}{{/text.yes}}{{#text.no}}n{{/text.no}}{{^text.no}}m{{/text.no}}"
		"{{^text.empty}}e{{/text.empty}}{{#text.null}}z{{/text.null}}{{text.null}}",
		"{\"x\":1}"),
	    "y1me");
	assert_string_equal(render(*state, &o, "{{#text.a}}({{.}}){{/text.a}}", "{}"),
	    "(Å &amp; &lt;ö&gt;)");
}

static void
lists_and_objects_of_constants_are_walked(void **state)
{
	struct partial partials[] = { { "p", "<{{.}}>" }, { NULL, NULL } };
	struct mustache_options o = { .strict = true, .partial = partial, .ctx = partials };

	o.constants = json("{\"site\":{\"list\":[{\"n\":\"å\"},{\"n\":\"ö\"}],\"o\":{\"k\":\"v\"},"
			   "\"texts\":[\"a\",\"b\"],\"none\":[],\"s\":\"S\"}}");
	assert_string_equal(
	    render(*state, &o,
		"{{#site.list}}{{n}}{{x}},{{/site.list}}"
		"{{^site.none}}-{{/site.none}}{{#site.none}}+{{/site.none}}"
		"{{#site.texts}}{{.}}{{/site.texts}}{{#site}}{{#o}}{{k}}{{/o}}{{/site}}",
		"{\"x\":1}"),
	    "å1,ö1,-abv");
	assert_string_equal(render(*state, &o, "{{#site.s}}{{>p}}{{/site.s}}", "{}"), "<S>");
}

static void
missing_constants_do_not_compile(void **state)
{
	struct mustache_options o = { .classify = classify };

	o.constants = json("{\"text\":{\"a\":\"A\",\"forms\":{\"one\":\"1\"}}}");
	assert_string_equal(render(*state, &o, "a\n{{text.b}}", "{}"),
	    "compile: t:2: {{text.b}}: the constants lack it");
	assert_string_equal(render(*state, &o, "{{#text.b}}{{/text.b}}", "{}"),
	    "compile: t:1: {{text.b}}: the constants lack it");
	assert_string_equal(render(*state, &o, "{{text.a.b}}", "{}"),
	    "compile: t:1: {{text.a.b}}: the constants lack it");
	assert_string_equal(render(*state, &o, "{{text.forms}}", "{}"),
	    "compile: t:1: {{text.forms}} is no text");
	assert_string_equal(render(*state, &o, "[{{text.acronym}}]", "{}"), "[]");
}

static void
derived_names(void **state)
{
	struct mustache_options o = { .classify = classify, .derive = derive, .strict = true };
	static const char data[] = "{\"name\":\"Ö\",\"lead\":{\"name\":\"L\"},\"gone\":null,"
				   "\"list\":[{\"name\":\"1\"},{\"name\":\"2\"}]}";

	assert_string_equal(render(*state, &o, "{{name_loud}} {{{name_loud}}} {{&name_loud}}",
				data),
	    "Ö!&lt; Ö!< Ö!<");
	assert_string_equal(render(*state, &o, "{{lead.name_loud}}{{#list}}{{name_loud}}{{/list}}",
				data),
	    "L!&lt;1!&lt;2!&lt;");
	assert_string_equal(render(*state, &o, "[{{name_none}}{{gone_loud}}]", data), "[]");
	assert_string_equal(
	    render(*state, &o,
		"{{#name_loud}}{{.}}{{{.}}}{{name}}{{/name_loud}}"
		"{{^name_loud}}x{{/name_loud}}{{#name_none}}x{{/name_none}}{{^name_none}}y{{/name_none}}"
		"{{^gone_loud}}z{{/gone_loud}}",
		data),
	    "Ö!&lt;Ö!<Öyz");
	assert_string_equal(render(*state, &o,
				"{{#name_loud}}{{#.}}{{.}}{{/.}}{{lead.name_loud}}{{.}}"
				"{{/name_loud}}",
				data),
	    "Ö!&lt;L!&lt;Ö!&lt;");
	assert_string_equal(render(*state, &o,
				"{{acronym_loud}}{{#acronym_loud}}x{{/acronym_loud}}", data),
	    "");
	assert_string_equal(render(*state, &o, "{{nmae_loud}}", data),
	    "render: t:1: {{nmae_loud}} resolves nowhere; there are: name lead gone list");
	o.derive = NULL;
	assert_string_equal(render(*state, &o, "{{name_loud}}", "{\"name_loud\":\"plain\"}"),
	    "plain");
}

static void
names_of_a_record_stop_at_the_item(void **state)
{
	struct mustache_options o = { .classify = classify, .derive = derive };
	static const char data
	    [] = "{\"summary\":\"outer\",\"lead\":{\"name\":\"Outer\"},\"title\":\"T\","
		 "\"list\":[{\"summary\":\"inner\",\"open\":true,\"lead\":{\"name\":\"Inner\"}},"
		 "{\"open\":true,\"part\":{\"summary\":\"part\"}},{\"open\":true}]}";

	assert_string_equal(render(*state, &o,
				"{{summary}}:{{#list}}[{{summary}}{{title}}]{{/list}}", data),
	    "outer:[innerT][T][T]");
	/* A section that is no list is no end; nor is the value of a truth. */
	assert_string_equal(render(*state, &o,
				"{{#list}}{{#open}}{{#part}}<{{summary}}>{{/part}}"
				"{{summary}}{{summary_loud}};{{/open}}{{/list}}",
				data),
	    "innerinner!&lt;;<part>;;");
	/* Of a dotted name the first part counts. */
	assert_string_equal(render(*state, &o, "{{lead.name}}:{{#list}}{{lead.name}},{{/list}}",
				data),
	    "Outer:Inner,,,");
	o.classify = NULL;
	assert_string_equal(render(*state, &o, "{{#list}}{{summary}},{{/list}}", data),
	    "inner,outer,outer,");
}

static void
strict_names_must_exist(void **state)
{
	struct mustache_options o = { .classify = classify, .strict = true };
	static const char
	    data[] = "{\"id\":1,\"kind\":2,\"list\":[{\"å\":3,\"summary\":\"s\"},{\"ö\":4}],"
		     "\"lead\":{\"x\":1},\"other\":{}}";

	assert_string_equal(render(*state, &o, "\n\n{{#id}}{{nmae}}{{/id}}", data),
	    "render: t:3: {{nmae}} resolves nowhere; there are: id kind list lead other");
	assert_string_equal(render(*state, &o, "{{#nmae}}{{/nmae}}", data),
	    "render: t:1: {{nmae}} resolves nowhere; there are: id kind list lead other");
	assert_string_equal(render(*state, &o, "{{^nmae}}{{/nmae}}", data),
	    "render: t:1: {{nmae}} resolves nowhere; there are: id kind list lead other");
	/* Only the item's own names are offered for a name of a record. */
	assert_string_equal(render(*state, &o, "{{#list}}{{summary}}{{/list}}", data),
	    "render: t:1: {{summary}} resolves nowhere; there are: ö");
	assert_string_equal(render(*state, &o, "{{lead.name}}", data),
	    "render: t:1: {{lead.name}} resolves nowhere; there are: x");
	assert_string_equal(render(*state, &o,
				"[{{acronym}}{{#acronym}}x{{/acronym}}{{other.lead}}]", data),
	    "[]");
	/* The lead may be absent; its name may not be absent in it. */
	assert_string_equal(render(*state, &o, "[{{lead.name}}]", "{}"), "[]");
	assert_string_equal(render(*state, &o, "{{laed.acronym}}", data),
	    "render: t:1: {{laed.acronym}} resolves nowhere; there are: id kind list lead other");
	assert_string_equal(render(*state, &o, "{{#list}}{{#.}}{{/.}}{{/list}}", data), "");
	assert_string_equal(render(*state, &o, "{{list}}", data),
	    "render: t:1: {{list}} is no text");
}

static void
long_lists_of_names_are_cut(void **state)
{
	struct mustache_options o = { .strict = true };
	json_t *view = doc_object();
	const char *result;

	for (int i = 0; i < 200; i++)
		doc_set_int(view, mem_printf(*state, "name_%d", i), i);
	result = render_with(*state, &o, "{{x}}", &view, 1);
	assert_true(strlen(result) < sizeof(struct mustache_problem) + 8);
	assert_non_null(strstr(result, "name_40 "));
}

static void
compact_keeps_lines_and_blanks_inside_them(void **state)
{
	struct partial partials[] = { { "p", "  <p>\n\n    {{x}}  y\r\n  </p>\n" }, { NULL, NULL } };
	struct mustache_options o = { .compact = true, .partial = partial, .ctx = partials };

	assert_string_equal(render(*state, &o, "<a  b>\n\t  c  {{x}}  d  \n\n\n  {{x}} e\n",
				"{\"x\":1}"),
	    "<a  b>\nc  1  d  \n1 e\n");
	assert_string_equal(render(*state, &o, "<ul>\n  {{#l}}\n    <li> {{.}}\n  {{/l}}\n</ul>\n",
				"{\"l\":[1,2]}"),
	    "<ul>\n<li> 1\n<li> 2\n</ul>\n");
	/* Blanks behind a tag are inside the line. */
	assert_string_equal(render(*state, &o, "{{x}}  {{x}}{{! c }}  {{x}}", "{\"x\":1}"),
	    "1  1  1");
	assert_string_equal(render(*state, &o, "a\n  {{>p}}\nb", "{\"x\":1}"),
	    "a\n  <p>\n1  y\n</p>\nb");
	/* What a value contains is not the template's. */
	assert_string_equal(render(*state, &o, "<pre>{{x}}</pre>", "{\"x\":\"a\\n\\n  b\"}"),
	    "<pre>a\n\n  b</pre>");
}

static void
partials_within_partials(void **state)
{
	struct partial partials[] = {
		{ "a", "a\n{{>b}}\n" }, { "b", "b\n  {{>c}}\n" }, { "c", "c\nd\n" },
		{ "only", "{{>c}}" }, { "grow", "x\n {{>grow}}\n" }, { "flat", "{{>flat}}" },
		{ "tree", "({{name}}{{#parts}}{{>tree}}{{/parts}})" },
		{ "left", "l{{#x}}\n  {{>right}}\n{{/x}}" }, { "right", "r{{#x}}\n  {{>left}}\n{{/x}}" },
		{ "bad", "\n\n{{#x}}" }, { NULL, NULL },
	};
	struct mustache_options o = { .partial = partial, .ctx = partials };

	assert_string_equal(render(*state, &o, " {{>a}}\n", "{}"), " a\n b\n   c\n   d\n");
	assert_string_equal(render(*state, &o, "  {{>only}}\n{{>only}}.", "{}"),
	    "  c\n  d\nc\nd\n.");
	assert_string_equal(
	    render(*state, &o, "{{>tree}}",
		"{\"name\":\"å\",\"parts\":[{\"name\":\"ä\",\"parts\":[]},{\"name\":\"ö\",\"parts\":[]}]}"),
	    "(å(ä)(ö))");
	assert_string_equal(render(*state, &o, "{{>nope}}", "{}"),
	    "compile: t:1: {{>nope}}: there is no such partial");
	assert_string_equal(render(*state, &o, "{{>grow}}", "{}"),
	    "compile: grow:2: {{>grow}} includes itself with growing indentation");
	assert_string_equal(render(*state, &o, "{{>left}}", "{}"),
	    "compile: right:2: {{>left}} includes itself with growing indentation");
	assert_string_equal(render(*state, &o, "{{>bad}}", "{}"),
	    "compile: bad:3: {{#x}} is not closed");
	assert_string_equal(render(*state, &o, "{{>flat}}", "{}"),
	    "render: flat:1: {{>flat}}: partials are nested too deep");
	o.partial = NULL;
	assert_string_equal(render(*state, &o, "[{{>nope}}]", "{}"), "[]");
}

static void
what_does_not_compile(void **state)
{
	struct mustache_options o = { .strict = false };
	static const struct {
		const char *template, *problem;
	} cases[] = {
		{ "a\n{{b", "t:2: a tag is not closed" },
		{ "{{{b}}", "t:1: a tag is not closed" },
		{ "{{=<% %>}}", "t:1: a tag is not closed" },
		{ "{{!", "t:1: a tag is not closed" },
		{ "{{}}", "t:1: {{}} is no name" },
		{ "{{a b}}", "t:1: {{a b}} is no name" },
		{ "{{a..b}}", "t:1: {{a..b}} is no name" },
		{ "{{.a}}", "t:1: {{.a}} is no name" },
		{ "{{ #a}}{{/a}}", "t:1: {{#a}} is no name" },
		{ "{{>}}", "t:1: {{}} is no name" },
		{ "{{#a}}\n{{/b}}", "t:2: {{/b}} where {{/a}} of line 1 is due" },
		{ "{{/a}}", "t:1: {{/a}} closes nothing" },
		{ "\n{{^a}}\n", "t:2: {{^a}} is not closed" },
		{ "{{#a}}{{^b}}{{/a}}{{/b}}", "t:1: {{/a}} where {{/b}} of line 1 is due" },
		{ "{{=a=}}", "t:1: {{=a=}} is no pair of delimiters" },
		{ "{{=a b c=}}", "t:1: {{=a b c=}} is no pair of delimiters" },
		{ "{{== ==}}", "t:1: {{== ==}} is no pair of delimiters" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *result = render(*state, &o, cases[i].template, "{}");

		assert_true(strncmp(result, "compile: ", 9) == 0);
		assert_string_equal(result + 9, cases[i].problem);
	}
}

static void
nesting_has_a_limit(void **state)
{
	struct mustache_options o = { .strict = true };
	struct buf b;

	for (int depth = 50; depth <= 51; depth++) {
		buf_init(&b, *state, 0);
		for (int i = 0; i < depth; i++)
			buf_puts(&b, "{{#a}}");
		buf_puts(&b, "x");
		for (int i = 0; i < depth; i++)
			buf_puts(&b, "{{/a}}");
		assert_string_equal(render(*state, &o, buf_cstr(&b), "{\"a\":{\"b\":1}}"),
		    depth == 50 ? "x" : "compile: t:1: sections are nested too deep");
	}
}

static void
recursion_deep_in_sections_keeps_its_stack(void **state)
{
	struct partial partials[] = {
		{ "p", "{{#a}}{{#b}}{{#c}}{{n}}{{>p}}{{/c}}{{/b}}{{/a}}" }, { NULL, NULL },
	};
	struct mustache_options o = { .partial = partial, .ctx = partials };

	/* More frames than there is room for at first. */
	assert_string_equal(render(*state, &o, "{{>p}}", "{\"n\":1,\"a\":1,\"b\":1,\"c\":1}"),
	    "render: p:1: {{>p}}: partials are nested too deep");
}

static unsigned asked;

static bool
count_partial(void *ctx, struct str name, struct str *text)
{
	asked++;
	return partial(ctx, name, text);
}

static void
partials_of_several_templates_are_compiled_once(void **state)
{
	struct partial partials[] = { { "p", "<{{>q}}>" }, { "q", "{{x}}" }, { NULL, NULL } };
	struct mustache_options o = { .partial = count_partial, .ctx = partials };

	asked = 0;
	o.partials = mustache_partials_new(*state);
	assert_string_equal(render(*state, &o, "1{{>p}}", "{\"x\":2}"), "1<2>");
	assert_string_equal(render(*state, &o, "{{>q}}{{>p}}3", "{\"x\":2}"), "2<2>3");
	assert_int_equal(asked, 2);
	o.partials = NULL;
	assert_string_equal(render(*state, &o, "{{>q}}", "{\"x\":2}"), "2");
	assert_int_equal(asked, 3);
}

static void
a_body_stands_where_the_frame_is_open(void **state)
{
	struct partial partials[] = { { "open", NULL }, { NULL, NULL } };
	struct mustache_options o = { .partial = partial, .ctx = partials };
	struct mustache_problem problem;
	const struct mustache *frame = mustache_compile(*state, STR("frame"),
	    STR("<{{#list}}{{>open}}{{/list}}>"), &o, &problem);
	const struct mustache *body = mustache_compile(*state, STR("body"), STR("{{x}}"), &o,
	    &problem);
	const struct mustache *endless = mustache_compile(*state, STR("t"), STR("{{>open}}"), &o,
	    &problem);
	json_t *view = json("{\"list\":[{\"x\":1},{\"x\":2}]}");
	struct buf out;

	buf_init(&out, *state, 0);
	assert_int_equal(mustache_render(mustache_with_body(*state, frame, body), &view, 1, *state,
			     &out, &problem),
	    ERR_NONE);
	assert_string_equal(buf_cstr(&out), "<12>");
	buf_clear(&out);
	assert_int_equal(mustache_render(frame, &view, 1, *state, &out, &problem), ERR_NONE);
	assert_string_equal(buf_cstr(&out), "<>");
	assert_int_equal(mustache_render(mustache_with_body(*state, frame, endless), &view, 1,
			     *state, &out, &problem),
	    ERR_INTERNAL);
	assert_string_equal(problem.text, "t:1: {{>open}}: partials are nested too deep");
}

static void
the_limit_of_the_output_is_kept(void **state)
{
	struct mustache_options o = { .strict = false };
	struct mustache_problem problem;
	const struct mustache *t = mustache_compile(*state, STR("t"), STR("12345{{a}}"), &o,
	    &problem);
	json_t *view = json("{\"a\":\"<<<<<<\"}");
	struct buf out;

	buf_init(&out, *state, 0);
	out.limit = 16;
	assert_int_equal(mustache_render(t, &view, 1, *state, &out, &problem), ERR_NONE);
	assert_true(buf_overflowed(&out));
	assert_true(out.n <= 16);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(five_characters_are_escaped),
		TEST(values_are_rendered_as_json_prints_them),
		TEST(truth),
		TEST(views_are_searched_from_the_last),
		TEST(constants_become_text),
		TEST(lists_and_objects_of_constants_are_walked),
		TEST(missing_constants_do_not_compile),
		TEST(derived_names),
		TEST(names_of_a_record_stop_at_the_item),
		TEST(strict_names_must_exist),
		TEST(long_lists_of_names_are_cut),
		TEST(compact_keeps_lines_and_blanks_inside_them),
		TEST(partials_within_partials),
		TEST(what_does_not_compile),
		TEST(nesting_has_a_limit),
		TEST(recursion_deep_in_sections_keeps_its_stack),
		TEST(partials_of_several_templates_are_compiled_once),
		TEST(a_body_stands_where_the_frame_is_open),
		TEST(the_limit_of_the_output_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
