/* earth.c: distances. */
#include "lib/base/earth.h"

#include <math.h>
#include <stddef.h>

#define RADIUS          6371009.0               /* metres */
#define PI              3.14159265358979323846
#define RADIANS         (PI / 180e6)            /* in a millionth of a degree */

enum { POLE = 90000000, HALF_TURN = 180000000, FULL_TURN = 360000000 };

void
earth_circle(struct earth_circle *c, int32_t latitude, int32_t longitude, unsigned km)
{
	double angle = km * 1000.0 / RADIUS, phi = latitude * RADIANS;
	/* A millionth more than needed, so that rounding leaves nothing out. */
	int32_t height = (int32_t)(angle / RADIANS) + 1;

	*c = (struct earth_circle){ .latitude = latitude, .longitude = longitude,
		.south = latitude - height, .north = latitude + height, .width = HALF_TURN,
		.sine = sin(phi), .cosine = cos(phi), .limit = sin(angle / 2) * sin(angle / 2) };
	/* The widest place of a circle is not at its centre's latitude; round a pole it has all longitudes. */
	if (c->south > -POLE && c->north < POLE)
		c->width = (int32_t)(asin(sin(angle) / c->cosine) / RADIANS) + 1;
}

/*
 * Haversine: sin²(d/2) = sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2). Only Δφ is known to be small
 * (at most 4.5 degrees in the largest circle), so sines and cosines are the first terms of their series,
 * cos φ₂ comes from φ₁ by addition, and no function is called for a
 * point: good to a metre or two where Δλ is small, to 0.02 % of the distance everywhere.
 */
static double
haversine(const struct earth_circle *c, int32_t up, int32_t aside)
{
	double p = up * RADIANS, pp = p * p, h = aside * RADIANS / 2, hh = h * h;
	double sine = p * (1 - pp / 6), cosine = 1 - pp / 2 + pp * pp / 24;
	double half = p / 2 * (1 - pp / 24);
	double across = h * (1 - hh / 6 * (1 - hh / 20 * (1 - hh / 42)));

	return half * half + c->cosine * (c->cosine * cosine - c->sine * sine) * across * across;
}

bool
earth_circle_has(const struct earth_circle *c, int32_t latitude, int32_t longitude,
    uint32_t *metres)
{
	int32_t aside = longitude - c->longitude;
	double a;

	if (latitude < c->south || latitude > c->north)
		return false;
	if (aside > HALF_TURN)
		aside -= FULL_TURN;
	else if (aside < -HALF_TURN)
		aside += FULL_TURN;
	if (aside > c->width || aside < -c->width)
		return false;
	a = haversine(c, latitude - c->latitude, aside);
	if (a > c->limit)
		return false;
	/* The angle is 2 asin √a, of which the series has two terms. At a pole a may be a hair below 0. */
	if (metres != NULL)
		*metres = a <= 0 ? 0 : (uint32_t)(2 * RADIUS * sqrt(a) * (1 + a / 6) + 0.5);
	return true;
}
