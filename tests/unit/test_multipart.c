/* test_multipart.c: forms with files, as browsers send them and as nobody should. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/http/multipart.h"

#define TYPE "multipart/form-data; boundary=--X"

enum { MAX = 3 };

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

static enum err
read_as(struct mem *m, const char *type, struct str body, struct multipart *mp)
{
	return multipart_read(mp, m, str_of(type), body, MAX);
}

/* A part: its head, which may have several lines, and its content. */
#define PART(head, content) "----X\r\n" head "\r\n\r\n" content "\r\n"
#define FIELD(name, content) PART("Content-Disposition: form-data; name=\"" name "\"", content)
#define FILE_(name, filename, content) \
	PART("Content-Disposition: form-data; name=\"" name "\"; filename=\"" filename \
	     "\"\r\nContent-Type: text/csv", \
	    content)
#define END "----X--\r\n"

static void
reads_fields_and_files(void **state)
{
	struct multipart mp;
	struct str body = STR(FIELD("do", "look") FILE_("file", "möbler.csv", "a;b\r\n\xff\0\r\n--")
		FIELD("text", "rad 1\r\nrad 2") END);

	assert_int_equal(read_as(*state, TYPE, body, &mp), ERR_NONE);
	assert_int_equal(mp.form.pairs, 2);
	assert_str(form_get(&mp.form, "do"), "look");
	assert_str(form_get(&mp.form, "text"), "rad 1\nrad 2");
	assert_int_equal(mp.files, 1);
	assert_str(multipart_file(&mp, "file")->filename, "möbler.csv");
	assert_int_equal(multipart_file(&mp, "file")->content.n, 11);
	assert_memory_equal(multipart_file(&mp, "file")->content.p, "a;b\r\n\xff\0\r\n--", 11);
	assert_null(multipart_file(&mp, "do"));
	assert_null(form_get(&mp.form, "file").p);
}

/* What is well formed, and how many fields and files it has. */
static const struct {
	const char *type, *body;
	size_t fields, files;
} fine[] = {
	{ TYPE, "----X--", 0, 0 },
	{ TYPE, "----X--\r\n", 0, 0 },
	{ TYPE, FILE_("file", "", "") END, 0, 1 },
	{ TYPE, FIELD("a", "") END, 1, 0 },
	{ TYPE, FIELD("a", "--") FIELD("a", "\r\n\r\n") FIELD("b", "\r\n--") END, 3, 0 },
	{ "Multipart/Form-Data;boundary=\"--X\"", FIELD("a", "b") END, 1, 0 },
	{ "multipart/form-data; charset=utf-8 ; BOUNDARY=--X", FIELD("a", "b") END, 1, 0 },
	{ TYPE, PART("content-disposition:form-data;name=a", "b") END, 1, 0 },
	{ TYPE, PART("Content-Type: text/plain\r\nX-Other: y\r\nContent-Disposition: form-data; name=\"a\"", "b") END, 1, 0 },
	{ TYPE, PART("Content-Transfer-Encoding: 8bit\r\nContent-Disposition: form-data; name=\"a\"", "b") END, 1, 0 },
	{ TYPE, FILE_("a", "x \\\"y\\\".csv", "b") END, 0, 1 },
	{ TYPE, FILE_("a", "x;y=z.csv", "b") END, 0, 1 },
};

static void
accepts(void **state)
{
	for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++) {
		struct multipart mp;

		if (read_as(*state, fine[i].type, str_of(fine[i].body), &mp) != ERR_NONE)
			fail_msg("%zu: %s", i, fine[i].body);
		assert_int_equal(mp.form.pairs, fine[i].fields);
		assert_int_equal(mp.files, fine[i].files);
	}
}

static const struct {
	const char *type, *body;
} bad[] = {
	{ "multipart/form-data", FIELD("a", "b") END },
	{ "multipart/form-data; boundary=", FIELD("a", "b") END },
	{ "multipart/form-data; boundary=\"\"", FIELD("a", "b") END },
	{ "multipart/form-data; boundary=\"--X", FIELD("a", "b") END },
	{ "multipart/form-data; boundary=\"--X \"", FIELD("a", "b") END },
	{ "multipart/form-data; boundary=--Y", FIELD("a", "b") END },
	{ "multipart/form-data; boundary=--\xc3\xa5", FIELD("a", "b") END },
	{ "multipart/form-data; boundary=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	    "--AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA--" },
	{ TYPE, "" },
	{ TYPE, "a=b" },
	{ TYPE, "----X" },
	{ TYPE, "----X-" },
	{ TYPE, "\r\n" FIELD("a", "b") END },
	{ TYPE, "preamble\r\n" FIELD("a", "b") END },
	{ TYPE, FIELD("a", "b") END "epilogue" },
	{ TYPE, FIELD("a", "b") },
	{ TYPE, "----X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end" },
	{ TYPE, "----X\r\nContent-Disposition: form-data; name=\"a\"\r\n----X--" },
	{ TYPE, "----X\nContent-Disposition: form-data; name=\"a\"\n\nb\n----X--" },
	{ TYPE, "----X \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n----X--" },
	{ TYPE, FIELD("a", "b\r\n----Xyz") END },
	{ TYPE, PART("", "b") END },
	{ TYPE, PART("Content-Type: text/plain", "b") END },
	{ TYPE, PART("Content-Disposition: form-data", "b") END },
	{ TYPE, PART("Content-Disposition: attachment; name=\"a\"", "b") END },
	{ TYPE, PART("Content-Disposition: form-data; name=\"a", "b") END },
	{ TYPE, PART("Content-Disposition: form-data; name=", "b") END },
	{ TYPE, PART("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "b") END },
	{ TYPE, PART("Content-Disposition: form-data; name=\"a\"x", "b") END },
	{ TYPE, PART("Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"", "b") END },
	{ TYPE, PART("Content-Disposition: form-data; name=\"\xff\"", "b") END },
	{ TYPE, PART("no colon\r\nContent-Disposition: form-data; name=\"a\"", "b") END },
	{ TYPE, PART(": empty\r\nContent-Disposition: form-data; name=\"a\"", "b") END },
	{ TYPE, PART("Content-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=\"a\"", "b") END },
	{ TYPE, FIELD("a", "\xff") END },
	{ TYPE, FIELD("a", "1") FIELD("b", "2") FIELD("c", "3") FIELD("d", "4") END },
};

static void
refuses(void **state)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct multipart mp;

		if (read_as(*state, bad[i].type, str_of(bad[i].body), &mp) != ERR_BAD_REQUEST)
			fail_msg("%zu: %s", i, bad[i].body);
	}
}

static void
long_heads(void **state)
{
	struct multipart mp;
	char *name = mem_calloc(*state, 1, 8001);

	memset(name, 'n', 1000);
	assert_int_equal(read_as(*state, TYPE,
			     str_of(mem_printf(*state,
				 PART("Content-Disposition: form-data; name=\"%s\"", "b") END,
				 name)),
			     &mp),
	    ERR_NONE);
	memset(name, 'n', 8000);
	assert_int_equal(read_as(*state, TYPE,
			     str_of(mem_printf(*state,
				 PART("Content-Disposition: form-data; name=\"%s\"", "b") END,
				 name)),
			     &mp),
	    ERR_BAD_REQUEST);
}

static void
types(void **state)
{
	(void)state;
	assert_true(multipart_is(STR("multipart/form-data")));
	assert_true(multipart_is(STR(" Multipart/form-data ; boundary=x")));
	assert_false(multipart_is(STR("multipart/mixed; boundary=x")));
	assert_false(multipart_is(STR("application/x-www-form-urlencoded")));
	assert_false(multipart_is(STR("")));
}

/* Every prefix of a good body but the whole is refused, and none is read beyond its end. */
static void
cut_short(void **state)
{
	struct str body = STR(FIELD("do", "look") FILE_("file", "a.csv", "a;b\r\n") "----X--");

	for (size_t n = 0; n <= body.n; n++) {
		char *copy = mem_alloc(*state, n);
		struct multipart mp;

		memcpy(copy, body.p, n);
		assert_int_equal(read_as(*state, TYPE, (struct str){ copy, n }, &mp),
		    n == body.n ? ERR_NONE : ERR_BAD_REQUEST);
	}
}

/* The same in pieces of any length, and with files on disk. */
static void
in_pieces(void **state)
{
	char folder[] = "/tmp/medverk_multipart.XXXXXX";
	struct str body = STR(FIELD("do", "look") FILE_("file", "a.csv", "a;b\r\n--\r\n----Y")
		FILE_("none", "", "") FIELD("text", "\r\n--") END);

	assert_non_null(mkdtemp(folder));
	for (size_t n = 1; n <= body.n; n++) {
		const struct multipart_limits limits = { MAX + 1, 100, n % 2 == 0 ? folder : NULL };
		struct multipart_reader *r = multipart_begin(*state, STR(TYPE), &limits);
		const struct multipart_file *f;
		struct str rest = body, content;
		struct multipart mp;

		for (; rest.n > 0; rest = str_from(rest, n))
			multipart_push(r, (struct str){ rest.p, rest.n < n ? rest.n : n });
		assert_int_equal(multipart_end(r, &mp), ERR_NONE);
		assert_str(form_get(&mp.form, "do"), "look");
		assert_str(form_get(&mp.form, "text"), "\n--");
		assert_int_equal(mp.files, 2);
		f = multipart_file(&mp, "file");
		assert_int_equal(f->fd >= 0, limits.folder != NULL);
		assert_int_equal(f->bytes, 14);
		assert_true(multipart_content(f, *state, &content));
		assert_str(content, "a;b\r\n--\r\n----Y");
		f = multipart_file(&mp, "none");
		assert_int_equal(f->fd, -1);
		assert_int_equal(f->bytes, 0);
		multipart_release(&mp);
	}
	/* Nothing is left there. */
	assert_int_equal(rmdir(folder), 0);
}

static void
limits(void **state)
{
	static const struct {
		size_t parts, bytes;
		const char *folder, *body;
		enum err want;
	} some[] = {
		{ 2, 3, NULL, FIELD("a", "12") FIELD("b", "3") END, ERR_NONE },
		{ 2, 3, NULL, FIELD("a", "12") FIELD("b", "34") END, ERR_TOO_LARGE },
		{ 1, 3, NULL, FIELD("a", "12") FIELD("b", "3") END, ERR_BAD_REQUEST },
		{ 1, 3, NULL, FILE_("a", "a", "as long as it likes") END, ERR_NONE },
		{ 1, 3, "/dev/null/files", FILE_("a", "a", "no room") END, ERR_UNAVAILABLE },
		{ 1, 3, "/dev/null/files", FILE_("a", "a", "") END, ERR_NONE },
	};

	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		const struct multipart_limits l = { some[i].parts, some[i].bytes, some[i].folder };
		struct multipart_reader *r = multipart_begin(*state, STR(TYPE), &l);
		struct multipart mp;

		multipart_push(r, str_of(some[i].body));
		if (multipart_end(r, &mp) != some[i].want)
			fail_msg("%zu: %s", i, some[i].body);
		multipart_release(&mp);
	}
}

int
main(void)
{
#define WITH_MEM(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		WITH_MEM(reads_fields_and_files),
		WITH_MEM(accepts),
		WITH_MEM(refuses),
		WITH_MEM(long_heads),
		WITH_MEM(types),
		WITH_MEM(cut_short),
		WITH_MEM(in_pieces),
		WITH_MEM(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
