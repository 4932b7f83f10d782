/* test_routes.c: which address is answered by whom. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "cgi/routes.h"
#include "tests/unit/testbed.h"

/* path → "VIEW lang slug/id", or "> moved", or "" for nothing. */
static const struct {
	const char *path, *want;
} paths[] = {
	{ "/", "/ sv" }, { "/en/", "/ en" }, { "/en", "> /en/" },
	{ "/foretag", "/foretag sv" }, { "/foretag/", "> /foretag" },
	{ "/en/enterprises", "/foretag en" }, { "/en/enterprises/", "> /en/enterprises" },
	{ "/foretag/bjorken", "/foretag/:slug sv bjorken" }, { "/foretag/bjorken/", "> /foretag/bjorken" },
	{ "/en/enterprises/å", "/foretag/:slug en å" }, { "/en/foretag", "/:slug en foretag" },
	{ "/foretag/a/b", "" }, { "/foretag//", "" }, { "//", "> /" }, { "//foretag", "" }, { "/en//", "> /en/" },
	{ "/sok", "/sok sv" }, { "/en/search", "/sok en" }, { "/health", "/health sv" }, { "/health/", "" },
	{ "/om", "/:slug sv om" }, { "/en/about", "/:slug en about" }, { "/FORETAG", "/:slug sv FORETAG" },
	{ "/api/v1/enterprises", "/api/v1/enterprises sv" }, { "/api/v1/enterprises/", "> /api/v1/enterprises" },
	{ "/api/v1/enterprises/0f8f", "/api/v1/enterprises/:id sv 0f8f" }, { "/api/v1", "> /api/v1/" },
	{ "/api/v1/terms", "" }, { "/api/v2/enterprises", "" }, { "/en/api/v1/enterprises", "" },
	{ "/api/v1/enterprises/a/b", "" }, { "", "" },
	/* what is put into a Location header is an address again, and one of ours */
	{ "/foretag/å b?/", "> /foretag/%C3%A5%20b%3F" }, { "/foretag/\\x/", "> /foretag/%5Cx" },
	{ "/\\evil.example/", "> /%5Cevil.example" }, { "//evil.example/", "" }, { "///evil.example/", "" },
};

static void
finds(void **state)
{
	struct mem *m = mem_new(0);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		struct ctx c = { .mem = m };
		const struct route *r = route_find(&c, str_of(paths[i].path));
		const char *got = "";

		if (r != NULL)
			got = mem_printf(m, "%s %s%s%.*s%.*s", r->path[LANG_SV], lang_code(c.lang),
			    c.slug.n + c.id.n > 0 ? " " : "", STR_ARGS(c.slug), STR_ARGS(c.id));
		else if (c.moved.p != NULL)
			got = mem_printf(m, "> %.*s", STR_ARGS(c.moved));
		if (strcmp(got, paths[i].want) != 0)
			fail_msg("<%s>: %s, not %s", paths[i].path, got, paths[i].want);
	}
	mem_free(m);
}

static void
nature(void **state)
{
	(void)state;
	assert_int_equal(route_lang(STR("/en")), LANG_EN);
	assert_int_equal(route_lang(STR("/en/x")), LANG_EN);
	assert_int_equal(route_lang(STR("/english")), LANG_SV);
	assert_int_equal(route_lang(STR("/")), LANG_SV);
	assert_int_equal(route_lang(STR("")), LANG_SV);
	assert_true(route_is_api(STR("/api/v1/x")));
	assert_true(route_is_api(STR("/health")));
	assert_false(route_is_api(STR("/apiary")));
	assert_false(route_is_api(STR("/healthy")));
}

/* Every route can be reached: none is hidden behind an earlier one; and what it names is there. */
static void
table(void **state)
{
	struct mem *m = mem_new(0);
	const struct route *r;

	(void)state;
	for (size_t i = 0; (r = route_at(i)) != NULL; i++) {
		assert_true(r->get != NULL || r->post != NULL);
		if (r->kind != NULL)
			assert_non_null(kind_find(str_of(r->kind)));
		for (enum lang l = 0; l < LANG_COUNT; l++) {
			struct ctx c = { .mem = m };
			struct buf b;

			if (r->path[l] == NULL)
				continue;
			buf_init(&b, m, 0);
			for (const char *p = r->path[l]; *p != '\0'; p++)
				buf_byte(&b, *p == ':' ? 'x' : *p);
			assert_ptr_equal(route_find(&c, buf_view(&b)), r);
			assert_int_equal(c.lang, l);
		}
		/* A page cannot take the place of an address, nor of a folder of them. */
		for (enum lang l = 0; l < LANG_COUNT; l++) {
			struct str path = str_of(r->path[l] != NULL ? r->path[l] : "/"), part;

			path = str_from(path, str_starts(path, STR("/en/")) ? strlen("/en/") : 1);
			str_cut(&path, '/', &part);
			if (part.n > 0 && part.p[0] != ':')
				assert_true(kind_reserves(kind_find(STR("page")), part));
		}
		if (r->json != NULL) {
			struct ctx c = { .mem = m };
			const struct route *json = route_find(&c, str_of(r->json));

			assert_non_null(json);
			assert_null(json->view);
			assert_ptr_equal(json->get, r->get);
		}
		/* Lists and records are where their kinds say they are. */
		if (r->kind != NULL && r->view != NULL)
			for (enum lang l = 0; l < LANG_COUNT; l++)
				assert_true(str_starts(str_of(r->path[l]),
				    str_of(kind_find(str_of(r->kind))->path[l])));
	}
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds), cmocka_unit_test(nature), cmocka_unit_test(table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
