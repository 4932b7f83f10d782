/* test_position.c: coordinates as people write them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/base/cc.h"
#include "lib/base/mem.h"
#include "lib/text/position.h"

static const struct {
	const char *text;
	int32_t latitude, longitude;
} right[] = {
	{ "58.41,15.62", 58410000, 15620000 },
	{ " 58.41, 15.62 ", 58410000, 15620000 },
	{ "58.41 15.62", 58410000, 15620000 },
	{ "58.41;15.62", 58410000, 15620000 },
	{ "58.41 , 15.62", 58410000, 15620000 },
	{ "58,41, 15,62", 58410000, 15620000 },
	{ "58,41 15,62", 58410000, 15620000 },
	{ "58,41;15,62", 58410000, 15620000 },
	{ "58,41,15,62", 58410000, 15620000 },
	{ "58,15", 58000000, 15000000 },
	{ "58., 15.", 58000000, 15000000 },
	{ "-0.000001,+0.5", -1, 500000 },
	{ "−33.9,−18.4", -33900000, -18400000 },
	{ "90,180", 90000000, 180000000 },
	{ "-90,-180", -90000000, -180000000 },
	{ "90.000000,180.0", 90000000, 180000000 },
	{ "58.4108999999999,15.62157", 58410899, 15621570 },
	{ "0058.41,15.62", 58410000, 15620000 },
};

static const char *const wrong[] = {
	"", " ", ",", ";", ",,", "58.41", "58.41,", ",15.62", "58.41,15.62,1", "58.41 15.62 1", "58,41,15",
	"58,41,15,62,3", "90.000001,15", "91,15", "58,180.5", "58,181", "-91,0", "999999999999999999999,1",
	"nan,nan", "inf,15", "1e1,15", "0x3a,15", "58.4.1,15", "58°24′,15°37′", "N58 E15", "--58,15",
	"+-58,15", "-,15", ".,.", "5 8.41,15.62", "Motala", ".5,15",
};

static void
pairs(void **state)
{
	int32_t latitude, longitude;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(right); i++) {
		if (!position_read(str_of(right[i].text), &latitude, &longitude))
			fail_msg("<%s> is not read", right[i].text);
		assert_int_equal(latitude, right[i].latitude);
		assert_int_equal(longitude, right[i].longitude);
		assert_true(i == 1 || position_is_meant(str_of(right[i].text)));
	}
	latitude = longitude = 7;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		if (position_read(str_of(wrong[i]), &latitude, &longitude))
			fail_msg("<%s> is read", wrong[i]);
		assert_int_equal(latitude, 7);
		assert_int_equal(longitude, 7);
	}
	assert_false(position_is_meant(STR("Motala")));
	assert_false(position_is_meant(STR("")));
}

static void
boxes(void **state)
{
	static const char *const no[] = { "", "1,2,3", "1,2,3,4,5", "1,2,3,4,", "15,58,16,57", "-181,0,0,0",
		"0,-91,0,0", "0,0,0,91", "a,b,c,d", "15;58;16;59", "58,41,15,62,58,42,15,63" };
	int32_t box[4] = { 1, 2, 3, 4 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(no); i++)
		if (position_read_box(str_of(no[i]), box))
			fail_msg("<%s> is read", no[i]);
	assert_int_equal(box[0], 1);
	assert_true(position_read_box(STR("14.5, 57.9,16.9,58.9"), box));
	assert_int_equal(box[0], 14500000);
	assert_int_equal(box[1], 57900000);
	assert_int_equal(box[2], 16900000);
	assert_int_equal(box[3], 58900000);
	/* Over the date line west is greater than east (RFC 7946, section 5.2). */
	assert_true(position_read_box(STR("170,-20,-170,-10"), box));
}

static void
written(void **state)
{
	static const struct {
		int32_t degrees;
		const char *text;
	} cases[] = {
		{ 0, "0" }, { 58000000, "58" }, { 58410000, "58.41" }, { 1, "0.000001" },
		{ -1, "-0.000001" }, { -33900000, "-33.9" }, { 180000000, "180" },
		{ 15621570, "15.62157" }, { 10000010, "10.00001" },
	};
	struct mem *m = mem_new(0);
	struct buf b;

	(void)state;
	buf_init(&b, m, 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		position_write(&b, cases[i].degrees);
		assert_string_equal(buf_cstr(&b), cases[i].text);
		buf_clear(&b);
	}
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs), cmocka_unit_test(boxes), cmocka_unit_test(written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
