/* test_earth.c: circles and distances, against values computed elsewhere and against the formula written plainly. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "lib/base/cc.h"
#include "lib/base/earth.h"

/* Great circles on a sphere of 6 371.009 km, computed with Python's math in double precision. */
static const struct {
	const char *name;
	int32_t latitude, longitude, to_latitude, to_longitude;
	double metres;
} known[] = {
	{ "Linköping to Norrköping", 58410900, 15621600, 58587700, 16192400, 38552.6 },
	{ "Linköping to Motala", 58410900, 15621600, 58537100, 15036500, 36799.5 },
	{ "Stockholm to Göteborg", 59329300, 18068600, 57708900, 11974600, 396893.0 },
	{ "Kiruna to Abisko", 67850000, 20220000, 68350000, 18820000, 80386.4 },
	{ "a degree of the equator", 0, 0, 0, 1000000, 111195.1 },
	{ "across the date line", 0, 179500000, 0, -179500000, 111195.1 },
	{ "across the north pole", 89900000, 0, 89900000, 180000000, 22239.0 },
	{ "a quarter round it", 89500000, 0, 89500000, 90000000, 78626.3 },
	{ "near the south pole", -89500000, -170000000, -89000000, 170000000, 61941.2 },
	{ "from the pole itself", 90000000, 0, 89000000, 77000000, 111195.1 },
	{ "far north and east", 85000000, 0, 85000000, 20000000, 192850.6 },
	{ "200 km east", 58000000, 15000000, 58000000, 18390000, 199732.8 },
	{ "199 km north", 58000000, 15000000, 59790000, 15000000, 199039.2 },
	{ "no way at all", 58410000, 15620000, 58410000, 15620000, 0 },
};

static void
known_distances(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		struct earth_circle c;
		uint32_t metres = 0, back = 0;

		earth_circle(&c, known[i].latitude, known[i].longitude, EARTH_RADIUS_KM_MAX);
		if (!earth_circle_has(&c, known[i].to_latitude, known[i].to_longitude, &metres))
			fail_msg("%s: not in the circle", known[i].name);
		if (fabs(metres - known[i].metres) > 2 + known[i].metres * 2e-4)
			fail_msg("%s: %u m, not %.1f", known[i].name, metres, known[i].metres);
		earth_circle(&c, known[i].to_latitude, known[i].to_longitude, EARTH_RADIUS_KM_MAX);
		assert_true(earth_circle_has(&c, known[i].latitude, known[i].longitude, &back));
		assert_true(fabs((double)back - metres) <= 2 + metres * 2e-4);
	}
}

static double
plainly(int32_t latitude, int32_t longitude, int32_t to_latitude, int32_t to_longitude)
{
	const double unit = acos(-1) / 180e6;
	double p1 = latitude * unit, p2 = to_latitude * unit;
	double s = sin((p2 - p1) / 2), t = sin((double)(to_longitude - longitude) * unit / 2);

	return 2 * 6371009.0 * asin(fmin(1, sqrt(s * s + cos(p1) * cos(p2) * t * t)));
}

/* The same numbers at every run (xorshift64). */
static int32_t
draw(uint64_t *random, int32_t low, int32_t high)
{
	*random ^= *random << 13;
	*random ^= *random >> 7;
	*random ^= *random << 17;
	return low + (int32_t)(*random % (uint64_t)(high - low + 1));
}

/* Whatever the circle and the point: in it is what the plain formula says, but for a hair at its edge. */
static void
same_as_plainly(void **state)
{
	static const unsigned radii[] = { 1, 10, 200, EARTH_RADIUS_KM_MAX };
	uint64_t random = 88172645463325252;
	unsigned inside = 0;

	(void)state;
	for (int i = 0; i < 400000; i++) {
		unsigned km = radii[i % 4];
		int32_t reach = (int32_t)km * 12000;
		int32_t latitude = i % 8 < 4 ? draw(&random, 55000000, 69000000)
					     : draw(&random, -90000000, 90000000);
		int32_t longitude = draw(&random, -180000000, 180000000);
		int32_t up = latitude + draw(&random, -reach, reach);
		int32_t aside = i % 3 == 0 ? draw(&random, -180000000, 180000000)
					   : longitude + draw(&random, -reach * 2, reach * 2);
		struct earth_circle c;
		uint32_t metres;
		double want;

		if (up > 90000000 || up < -90000000 || aside > 180000000 || aside < -180000000)
			continue;
		want = plainly(latitude, longitude, up, aside);
		earth_circle(&c, latitude, longitude, km);
		if (!earth_circle_has(&c, up, aside, &metres)) {
			if (want < km * 1000 * 0.9997 - 2)
				fail_msg("%d,%d to %d,%d is left out of %u km", latitude, longitude,
				    up, aside, km);
			continue;
		}
		inside++;
		if (fabs(metres - want) > 2 + want * 2.5e-4)
			fail_msg("%d,%d to %d,%d: %u m, not %.1f", latitude, longitude, up, aside,
			    metres, want);
	}
	assert_true(inside > 50000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_distances), cmocka_unit_test(same_as_plainly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
