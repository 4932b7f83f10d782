/* test_digest.c: names of content, against published values of BLAKE2b and `b2sum -l 256`. */
#include "lib/base/digest.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>

static const char of_abc[] = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";

static void
text_is_the_published_value(void **state)
{
	char out[DIGEST_TEXT];

	(void)state;
	digest_text(STR_NONE, out);
	assert_string_equal(out,
	    "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
	digest_text(STR("abc"), out);
	assert_string_equal(out, of_abc);
}

static void
note(void *ctx, int64_t done)
{
	*(int64_t *)ctx = done;
}

static void
file_is_read_in_part(void **state)
{
	FILE *f = tmpfile();
	char out[DIGEST_TEXT], other[DIGEST_TEXT];
	int64_t done = 0;

	(void)state;
	assert_non_null(f);
	assert_true(fputs("xxabcyy", f) >= 0 && fflush(f) == 0);
	assert_true(digest_file(fileno(f), 2, 3, note, &done, out));
	assert_string_equal(out, of_abc);
	assert_int_equal(done, 3);
	assert_true(digest_file(fileno(f), 2, 0, NULL, NULL, other));
	assert_string_not_equal(other, out);
	/* Fewer bytes than asked for. */
	assert_false(digest_file(fileno(f), 2, 6, NULL, NULL, out));
	assert_int_equal(errno, 0);
	fclose(f);
	assert_false(digest_file(-1, 0, 1, NULL, NULL, out));
	assert_int_equal(errno, EBADF);
}

static void
only_digests_are(void **state)
{
	char text[DIGEST_TEXT] = "";

	(void)state;
	digest_text(STR("abc"), text);
	assert_true(digest_is(str_of(text)));
	assert_false(digest_is((struct str){ text, DIGEST_DIGITS - 1 }));
	text[3] = 'G';
	assert_false(digest_is(str_of(text)));
	text[3] = 'A';
	assert_false(digest_is(str_of(text)));
	assert_false(digest_is(STR("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_the_published_value),
		cmocka_unit_test(file_is_read_in_part),
		cmocka_unit_test(only_digests_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
