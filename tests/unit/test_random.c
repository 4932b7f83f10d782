/* test_random.c: unguessable bytes. */
#include "lib/base/random.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

static void
uuid_is_version_4_in_lower_case(void **state)
{
	char uuid[RANDOM_UUID_SIZE];

	(void)state;
	for (int round = 0; round < 500; round++) {
		random_uuid(uuid);
		assert_int_equal(strlen(uuid), 36);
		assert_int_equal(strspn(uuid, "0123456789abcdef-"), 36);
		for (int i = 0; i < 36; i++)
			assert_int_equal(uuid[i] == '-', i == 8 || i == 13 || i == 18 || i == 23);
		assert_int_equal(uuid[14], '4');
		assert_non_null(strchr("89ab", uuid[19]));
	}
}

static void
uuids_differ(void **state)
{
	char a[RANDOM_UUID_SIZE], b[RANDOM_UUID_SIZE];

	(void)state;
	random_uuid(a);
	random_uuid(b);
	assert_string_not_equal(a, b);
}

static void
fills_exactly_what_is_asked(void **state)
{
	unsigned char p[64] = { 0 };
	int changed = 0;

	(void)state;
	random_bytes(p, 0);
	assert_int_equal(p[0], 0);
	for (int round = 0; round < 16; round++) {
		random_bytes(p, 63);
		changed |= p[62];
		assert_int_equal(p[63], 0);
	}
	assert_int_not_equal(changed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(uuid_is_version_4_in_lower_case),
		cmocka_unit_test(uuids_differ),
		cmocka_unit_test(fills_exactly_what_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
