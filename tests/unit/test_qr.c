/* test_qr.c: the picture has the marks that cameras look for, a margin, and is another for another text. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>

#include "lib/view/qr.h"

enum { MOST = 200 };

/* Paints the path; asserts that it is made of rows of rectangles that do not meet, within the side. */
static void
paint(const char *path, int side, char dark[MOST][MOST])
{
	memset(dark, 0, MOST * MOST);
	while (*path != '\0') {
		int x, y, w, back, n = 0;

		assert_int_equal(sscanf(path, "M%d %dh%dv1h-%dz%n", &x, &y, &w, &back, &n), 4);
		assert_true(n > 0 && w > 0 && w == back);
		assert_true(x >= 4 && y >= 4 && x + w <= side - 4 && y < side - 4);
		for (int i = x; i < x + w; i++) {
			assert_false(dark[y][i]);
			dark[y][i] = 1;
		}
		path += n;
	}
}

/* The square in a corner: a ring of dark, one of light, and a dark square of three. */
static bool
has_finder(char dark[MOST][MOST], int x, int y)
{
	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 7; j++) {
			bool ring = i == 0 || i == 6 || j == 0 || j == 6,
			     middle = i >= 2 && i <= 4 && j >= 2 && j <= 4;

			if (dark[y + i][x + j] != (ring || middle))
				return false;
		}
	return true;
}

static void
marks(void **state)
{
	static char dark[MOST][MOST];
	struct mem *m = mem_new(0);
	struct buf b, other;
	int side = 0, width;

	(void)state;
	buf_init(&b, m, 0);
	buf_init(&other, m, 0);
	assert_true(qr_path(&b,
	    STR("otpauth://totp/Medverk:anna%40example.se?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
	    &side));
	width = side - 8;
	/* Versions are 17 + 4 n modules wide. */
	assert_true(width >= 21 && (width - 17) % 4 == 0 && side < MOST);
	paint(buf_cstr(&b), side, dark);
	assert_true(has_finder(dark, 4, 4));
	assert_true(has_finder(dark, 4 + width - 7, 4));
	assert_true(has_finder(dark, 4, 4 + width - 7));
	assert_false(has_finder(dark, 4 + width - 7, 4 + width - 7));
	/* The row between two of them alternates: by it cameras count. */
	for (int i = 8; i < width - 8; i++)
		assert_int_equal(dark[4 + 6][4 + i], i % 2 == 0);
	assert_true(qr_path(&other,
	    STR("otpauth://totp/Medverk:kim%40example.se?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
	    &side));
	assert_string_not_equal(buf_cstr(&b), buf_cstr(&other));
	mem_free(m);
}

static void
too_long(void **state)
{
	static char text[4000];
	struct mem *m = mem_new(0);
	struct buf b;
	int side;

	(void)state;
	memset(text, 'a', sizeof(text));
	buf_init(&b, m, 0);
	assert_false(qr_path(&b, (struct str){ text, sizeof(text) }, &side));
	assert_int_equal(b.n, 0);
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(marks), cmocka_unit_test(too_long) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
