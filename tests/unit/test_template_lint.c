/* test_template_lint.c: which templates are safe, and why the others are not. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/mem.h"
#include "lib/view/template_lint.h"

static void
safe_templates_pass(void **state)
{
	static const char *const safe[] = {
		"",
		"Å & {{name}}",
		"<!doctype html>\n<html lang=\"{{page.lang}}\"><title>{{#t}}{{t}} – {{/t}}M</title>",
		"<body class='a {{#b}}c{{/b}}'>{{>body}}</body></html>",
		"{{! <script>{{x }}<p>{{{description_html}}}{{&a.results_html}}</p>",
		"<p{{#summary_lang}} lang=\"{{summary_lang}}\"{{/summary_lang}}>{{summary}}</p>",
		"<p{{#a}} id=\"a\"{{/a}}{{#b}} id=\"b\"{{/b}}>x</p>",
		"<input type=checkbox value=\"{{v}}\"{{#c}} checked{{/c}}>",
		"<input{{#c}} checked{{/c}}{{^c}} required{{/c}} name=\"{{n}}\">",
		"<input {{#c}}checked{{/c}}/>",
		"<option {{#s}}\n selected\n {{/s}}\n value='{{v}}'>",
		"<a href=\"{{url}}\">", "<a href=\"{{page.json_url}}\">", "<a href='{{phone_tel_href}}'>",
		"<a href=\"/foretag/{{slug}}?q={{q}}#{{id}}\">", "<a href=\"?q={{q}}\">",
		"<a href=\"#{{id}}\">", "<a href=\"mailto:{{email}}\">", "<a href=\"tel:{{p}}\">",
		"<a href=\"https://{{host}}/\">", "<a href=\"foretag/{{slug}}\">",
		"<a href=\"{{#a_url}}{{a_url}}{{/a_url}}{{^a_url}}/{{slug}}{{/a_url}}\">",
		"<a href=\"{{a_url}}{{q}}\">", "<a href=\"  {{a_url}}\">", "<a href=\"\">{{x}}</a>",
		"<img srcset=\"{{a_url}} 1x, {{b_url}} 2x\" src=\"/b/{{id}}.webp\" alt=\"{{n}}\">",
		"<form action=\"{{q.action_url}}\" method=get>",
		"<script>var a = \"<b>\";</script>{{x}}", "<SCRIPT src='/a.js'></SCRIPT >{{x}}",
		"<script>a</scripty></script>{{x}}", "<style>a{b:c}</style>{{x}}",
		"<!-- plain -->{{x}}", "<!-->{{x}}", "<!--->{{x}}", "<!-- - -- -->{{x}}",
		"<textarea name=\"a\">\n{{text}}</textarea>", "<title>a < b</title>{{x}}",
		"a < b {{x}} <3", "<br/>{{x}}", "<p class = \"{{x}}\">", "</p >{{x}}", "<!>{{x}}", "</>{{x}}",
		"<p data-on=\"{{x}}\" title=\"onclick={{x}}\">", "<p a=\"1\"b=\"{{x}}\">",
		"<script>a</script>{{#a}}<td>{{/a}}{{^a}}<th>{{/a}}", "<?xml version=\"1\"?>{{x}}",
		"<svg><use href=\"/static/icons.svg#phone\"/></svg>{{x}}",
	};
	struct mem *m = mem_new(0);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(safe); i++) {
		const char *problem = template_lint(m, STR("t"), str_of(safe[i]));

		if (problem != NULL)
			fail_msg("%s\n%s", safe[i], problem);
	}
	mem_free(m);
}

static const struct {
	const char *template, *why;
} unsafe[] = {
	{ "<script>{{x}}</script>", "script" },
	{ "<script>\nvar a = 1;\n{{#x}}b{{/x}}</script>", "script" },
	{ "<style>{{x}}</style>", "script" },
	{ "<STYLE>a</STYL>{{x}}", "script" },
	{ "<iframe>{{x}}</iframe>", "script" },
	{ "<script/>{{x}}", "script" },
	{ "<script>{{{x_html}}}</script>", "script" },
	{ "<script>{{>p}}</script>", "script" },
	{ "<script><!--<script></script>{{x}}", "<!" },
	{ "<!-- {{x}} -->", "comment" },
	{ "<!-- {{#x}}a{{/x}} -->", "comment" },
	{ "<!--- -> {{x}}", "comment" },
	{ "<!doctype {{x}}>", "comment or declaration" },
	{ "<{{x}}>", "name" },
	{ "</{{x}}>", "name" },
	{ "<!{{x}}", "name" },
	{ "<h{{level}}>", "name" },
	{ "<p {{attributes}}>", "name" },
	{ "<p data-{{x}}=\"1\">", "name" },
	{ "<p a {{x}}>", "name" },
	{ "<p{{#a}}x{{/a}}>", "a name goes on" },
	{ "<input {{#a}}on{{/a}}click=\"{{x}}\">", "a name goes on" },
	{ "<input {{#a}}on{{/a}}{{#b}}click{{/b}}>", "a name goes on" },
	{ "<input on{{#a}}click{{/a}}=\"{{x}}\">", "a name goes on" },
	{ "<input onclick {{#a}}=\"{{x}}\"{{/a}}>", "=" },
	{ "<input {{#a}}onclick{{/a}} =\"{{x}}\">", "=" },
	{ "<p \"a={{x}}>", "quote" },
	{ "<p onclick=\"a('{{x}}')\">", "on…" },
	{ "<p ONMOUSEOVER='{{x}}'>", "on…" },
	{ "<p style=\"color: {{x}}\">", "style" },
	{ "<p style=\"{{#x}}a{{/x}}\">", "style" },
	{ "<iframe srcdoc=\"{{x}}\">", "style" },
	{ "<p class={{x}}>", "unquoted" },
	{ "<p class=a{{x}}>", "unquoted" },
	{ "<p class= {{#x}}\"a\"{{/x}}>", "unquoted" },
	{ "<p class={{#x}}\"{{/x}}{{y}}\">", "unquoted" },
	{ "{{{x}}}", "_html" },
	{ "{{&x}}", "_html" },
	{ "{{{x_html.y}}}", "_html" },
	{ "<p title=\"{{{x_html}}}\">", "outside of text" },
	{ "<title>{{{x_html}}}</title>", "outside of text" },
	{ "<textarea>{{&x_html}}</textarea>", "outside of text" },
	{ "<a href=\"{{x}}\">", "_url" },
	{ "<a href='{{x}}'>", "_url" },
	{ "<a href=\"{{.}}\">", "_url" },
	{ "<a href=\" \n{{x}}\">", "_url" },
	{ "<a href=\"{{x_url.y}}\">", "_url" },
	{ "<a href=\"{{curl}}\">", "_url" },
	{ "<a href=\"{{#x}}/a{{/x}}{{y}}\">", "_url" },
	{ "<a href=\"{{#x_url}}{{x}}{{/x_url}}\">", "_url" },
	{ "<img src=\"{{x}}\">", "_url" },
	{ "<form action=\"{{x}}\">", "_url" },
	{ "<button formaction=\"{{x}}\">", "_url" },
	{ "<video poster=\"{{x}}\">", "_url" },
	{ "<q cite=\"{{x}}\">", "_url" },
	{ "<img srcset=\"{{x}}\">", "_url" },
	{ "<img srcset=\"/a 1x, {{x}} 2x\">", "_url" },
	{ "<use xlink:href=\"{{x}}\">", "_url" },
	{ "<a href=\"java{{x}}\">", "before its path" },
	{ "<a href=\"j{{x_url}}\">", "before its path" },
	{ "<a href=\"{{#x}}java{{/x}}{{y_url}}\">", "before its path" },
	{ "<a href=\"javascript:{{x}}\">", "no http" },
	{ "<a href=\"JavaScript:/{{x}}\">", "no http" },
	{ "<img src=\"data:image/png;base64,{{x}}\">", "no http" },
	{ "<p title=\"{{>p}}\">", "partial" },
	{ "<title>{{>p}}</title>", "partial" },
	{ "<p{{>p}}>", "partial" },
	{ "{{=<% %>=}}<%x%>", "delimiters" },
	{ "{{#a}}<script>{{/a}}{{x}}", "script" },
	{ "{{#a}}<p {{/a}}title=\"{{x}}\">", "another place" },
	{ "{{#a}}<title>{{/a}}", "another place" },
	{ "<p{{#a}}>{{/a}}", "another place" },
	{ "<p class=\"{{#a}}b\"{{/a}}>", "another place" },
	{ "<p {{#a}}class=\"{{/a}}b\">", "another place" },
	{ "<a href=\"{{#a}}\" title=\"{{/a}}{{x}}\">", "another tag or attribute" },
	{ "<a {{#a}}><b {{/a}}>", "another tag or attribute" },
	{ "<title>{{#a}}</title><title>{{/a}}</title>", "another tag or attribute" },
	{ "<p", "ends inside" }, { "<p class=\"a", "ends inside" }, { "<!-- a", "ends inside" },
	{ "<script>a", "ends inside" }, { "<title>a", "ends inside" }, { "a<", "ends inside" },
	{ "{{#a}}", "is not closed" }, { "{{a", "is not closed" },
};

static void
unsafe_templates_do_not(void **state)
{
	struct mem *m = mem_new(0);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(unsafe); i++) {
		const char *problem = template_lint(m, STR("t"), str_of(unsafe[i].template));

		if (problem == NULL || strstr(problem, unsafe[i].why) == NULL)
			fail_msg("%s\nshould be refused because of \"%s\": %s", unsafe[i].template,
			    unsafe[i].why, problem == NULL ? "it is not" : problem);
	}
	mem_free(m);
}

static void
the_place_is_told(void **state)
{
	struct mem *m = mem_new(0);

	(void)state;
	assert_string_equal(template_lint(m, STR("list"), STR("<p>\n{{a}}\n\n<p class={{b}}>")),
	    "list:4: tag in an unquoted attribute");
	assert_string_equal(template_lint(m, STR("list"), STR("<p>\n<p\n\n\"")),
	    "list:4: an attribute's name with a quote, < or =");
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(safe_templates_pass),
		cmocka_unit_test(unsafe_templates_do_not),
		cmocka_unit_test(the_place_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
