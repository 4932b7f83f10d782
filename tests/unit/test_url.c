/* test_url.c: addresses, decoded, split, built and checked. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "lib/http/url.h"

static int
setup(void **state)
{
	*state = mem_new(0);
	return 0;
}

static int
teardown(void **state)
{
	mem_free(*state);
	return 0;
}

static void
assert_str(struct str got, const char *want)
{
	assert_non_null(got.p);
	assert_int_equal(got.n, strlen(want));
	assert_memory_equal(got.p, want, got.n);
}

static void
decodes(void **state)
{
	struct str in = STR("abc"), out;

	assert_true(url_decode(*state, in, true, &out));
	assert_ptr_equal(out.p, in.p);
	assert_true(url_decode(*state, STR("Mj%C3%B6lby+a%2bb%2F"), true, &out));
	assert_str(out, "Mjölby a+b/");
	assert_true(url_decode(*state, STR("a+b%20c"), false, &out));
	assert_str(out, "a+b c");
	assert_true(url_decode(*state, STR("o%cc%88"), true, &out));
	assert_str(out, "ö");
	assert_true(url_decode(*state, STR("a%0D%0Ab"), true, &out));
	assert_str(out, "a\nb");
	assert_true(url_decode(*state, STR(""), true, &out));
	assert_str(out, "");
	assert_true(url_decode(*state, STR("%25%35%30"), true, &out));
	assert_str(out, "%50");
}

static void
decodes_no_nonsense(void **state)
{
	static const char *const bad[] = { "%", "%4", "a%4", "%zz", "%4g", "%g4", "%%41", "% 1", "%+1",
		"%00", "%01", "%7F", "%C3", "%E4", "%C0%AF", "%ED%A0%80", "\xe4", "a\x01" };
	struct str out = STR("before");

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (url_decode(*state, str_of(bad[i]), true, &out))
			fail_msg("\"%s\" is taken", bad[i]);
	assert_str(out, "before");
}

static void
splits(void **state)
{
	static const char *const known[][3] = {
		{ "/", "/", NULL }, { "/foretag", "/foretag", NULL }, { "/a?b=c", "/a", "b=c" },
		{ "/a?", "/a", "" }, { "/a?b?c", "/a", "b?c" }, { "/a#b", "/a", NULL },
		{ "/a?b#c?d", "/a", "b" }, { "//x/y", "//x/y", NULL },
		{ "http://x.se/a?b", "/a", "b" }, { "HTTPS://x.se:8080/a", "/a", NULL },
		{ "http://x.se", "/", NULL }, { "http://x.se?b=/", "/", "b=/" },
		{ "/%2e%2E/?%", "/%2e%2E/", "%" },
	};
	static const char *const bad[] = { "", "?a", "#a", "a", "*", "foretag/", "http://", "http:///a",
		"http:/a", "ftp://x.se/", "http://?a", " /" };
	struct str path, query;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		assert_true(url_split(str_of(known[i][0]), &path, &query));
		assert_str(path, known[i][1]);
		if (known[i][2] == NULL)
			assert_null(query.p);
		else
			assert_str(query, known[i][2]);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (url_split(str_of(bad[i]), &path, &query))
			fail_msg("\"%s\" is taken", bad[i]);
	assert_false(url_split(STR_NONE, &path, &query));
}

static void
encodes(void **state)
{
	struct buf b;
	struct str out;

	buf_init(&b, *state, 0);
	url_encode(&b, STR("aZ09-._~ å&=+/?#%\""));
	assert_str(buf_view(&b), "aZ09-._~%20%C3%A5%26%3D%2B%2F%3F%23%25%22");
	assert_true(url_decode(*state, buf_view(&b), true, &out));
	assert_str(out, "aZ09-._~ å&=+/?#%\"");
	buf_clear(&b);
	url_encode(&b, STR(""));
	assert_int_equal(b.n, 0);
}

static void
web_addresses(void **state)
{
	static const char *const good[] = { "http://x.se", "https://www.exempel.se/", "HTTPS://X.SE/A",
		"https://exempel.se:8443/a?b=c#d", "https://åäö.se/", "https://xn--4cab6c.se",
		"https://sv.wikipedia.org/wiki/Östergötland", "https://x.se?a=b", "https://x.se#a",
		"http://192.0.2.1/", "https://x.se/L'Or%C3%A9al_(a)", "http://localhost:8080/",
		"https://x.se:65535" };
	static const char *const bad[] = { "", "x.se", "www.x.se", "//x.se", "ftp://x.se",
		"javascript:alert(1)", "http:x.se", "http://", "http:///a", "https://?a", "https://.se",
		"https://x..se", "https://x.se.", "https://-x.se", "https://x-.se", "https://x_y.se",
		"https://u@x.se", "https://u:p@x.se", "https://x.se:", "https://x.se:0",
		"https://x.se:65536", "https://x.se:-1", "https://x.se:8a", "https://x.se:80:80",
		"https://x.se/a b", "https://x.se/\"", "https://x.se/<", "https://x.se/>",
		"https://x.se/`", "https://x.se/\\", "https://x.se\\a", "https://x.se/\n",
		"https://x.se/\x7f", "https://x.se/\xc2\xa0", "https://x.se/\xe2\x80\xae",
		"https://x.se/\xe2\x80\x8b", "https://x.se/\xff", "https://x.se/\xc2\x85",
		" https://x.se", "https://x.se ", "https://x%2e.se", "https://[::1]/",
		"https://x\xe2\x80\xa4se/" };
	char longest[2001];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++)
		if (!url_is_web(str_of(good[i])))
			fail_msg("\"%s\" is refused", good[i]);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (url_is_web(str_of(bad[i])))
			fail_msg("\"%s\" is taken", bad[i]);
	assert_false(url_is_web(STR("https://x.se/\0")));
	assert_false(url_is_web(STR_NONE));
	memset(longest, 'a', sizeof(longest));
	memcpy(longest, "https://x.se/", 13);
	assert_true(url_is_web((struct str){ longest, 2000 }));
	assert_false(url_is_web((struct str){ longest, 2001 }));
	longest[8 + 64] = '/';
	longest[9] = longest[10] = longest[11] = longest[12] = 'x';
	assert_false(url_is_web((struct str){ longest, 200 }));         /* a label of 64 */
	longest[8 + 63] = '/';
	assert_true(url_is_web((struct str){ longest, 200 }));
}

static void
email_addresses(void **state)
{
	static const char *const good[] = { "a@b", "info@exempel.se", "a.b+c@x-y.se", "o'x@x.se",
		"!#$%&'*+/=?^_`{|}~-.@x.se", "A@B.C" };
	static const char *const bad[] = { "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b c", "å@x.se",
		"a@å.se", "a@-x.se", "a@x-.se", "a@x..se", "a@.se", "a@x.se.", "a@x_y.se", "a,b@x.se",
		"\"a\"@x.se", "<a@x.se>", "a@[192.0.2.1]", "a@x.se\n", " a@x.se", "a@x.se " };
	char longest[255];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++)
		if (!url_is_email(str_of(good[i])))
			fail_msg("\"%s\" is refused", good[i]);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (url_is_email(str_of(bad[i])))
			fail_msg("\"%s\" is taken", bad[i]);
	assert_false(url_is_email(STR("a\0b@x.se")));
	memset(longest, 'a', sizeof(longest));
	memcpy(longest + 250, "@x.se", 5);
	assert_false(url_is_email((struct str){ longest, 255 }));
	assert_true(url_is_email((struct str){ longest + 1, 254 }));
}

int
main(void)
{
#define WITH_MEM(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		WITH_MEM(decodes),
		WITH_MEM(decodes_no_nonsense),
		cmocka_unit_test(splits),
		WITH_MEM(encodes),
		cmocka_unit_test(web_addresses),
		cmocka_unit_test(email_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
