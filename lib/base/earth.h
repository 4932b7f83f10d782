/*
 * earth.h: distances on the earth, which is taken as a sphere of its mean
 * radius, 6 371.009 km (R1 of IUGG, Moritz 2000): at most 0.6 % from those on
 * the ellipsoid. Coordinates are millionths of a degree, WGS 84: latitude −90 … 90
 * degrees, longitude −180 … 180.
 */
#ifndef MEDVERK_EARTH_H
#define MEDVERK_EARTH_H

#include <stdbool.h>
#include <stdint.h>

enum { EARTH_RADIUS_KM_MAX = 500 };

/* Everything within some distance of a point, prepared for asking often. */
struct earth_circle {
	int32_t latitude, longitude;    /* its centre */
	int32_t south, north;           /* no latitude in it is outside these … */
	int32_t width;                  /* … nor any longitude further than this from the centre's */
	double sine, cosine;            /* of the centre's latitude */
	double limit;                   /* sin² of half the angle to its edge */
};

/* km is at most EARTH_RADIUS_KM_MAX. The circle may have a pole or the date line in it. */
void earth_circle(struct earth_circle *c, int32_t latitude, int32_t longitude, unsigned km);

/* True when the point is in the circle; *metres, unless NULL, is then its distance from the centre. A few nanoseconds. */
bool earth_circle_has(const struct earth_circle *c, int32_t latitude, int32_t longitude,
    uint32_t *metres);

#endif
