/* test_hash.c: fingerprints, against XXH3's published values. */
#include "lib/base/hash.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static void
text_is_the_published_value(void **state)
{
	char out[HASH_TEXT];

	(void)state;
	hash_text(STR(""), out);
	assert_string_equal(out, "99aa06d3014798d86001c324468d497f");
	hash_text(STR_NONE, out);
	assert_string_equal(out, "99aa06d3014798d86001c324468d497f");
	assert_true(hash_short(STR("")) == UINT64_C(0x2d06800538d394c2));
}

static void
every_byte_counts(void **state)
{
	char first[HASH_TEXT], other[HASH_TEXT];
	char bytes[1000] = { 0 };

	(void)state;
	hash_text((struct str){ bytes, sizeof(bytes) }, first);
	for (size_t i = 0; i < sizeof(bytes); i += 37) {
		bytes[i] = 1;
		hash_text((struct str){ bytes, sizeof(bytes) }, other);
		assert_string_not_equal(first, other);
		bytes[i] = 0;
	}
	hash_text((struct str){ bytes, sizeof(bytes) - 1 }, other);
	assert_string_not_equal(first, other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_the_published_value),
		cmocka_unit_test(every_byte_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
