/* plain_asserts.h: what tests/unit/testbed.h wants of cmocka, for fuzz targets, which are not linked with it. */
#ifndef MEDVERK_FUZZ_PLAIN_ASSERTS_H
#define MEDVERK_FUZZ_PLAIN_ASSERTS_H

#include <assert.h>
#include <stdio.h>

#define assert_int_equal(a, b)  assert((a) == (b))
#define assert_true(a)          assert(a)
#define assert_non_null(a)      assert((a) != NULL)
#define print_error(...)        fprintf(stderr, __VA_ARGS__)

#endif
