/*
 * near.h: the place a list is asked for: within some distance of a point or of
 * a place that has a name, or in a box. Everything is computed from the places that the catalogue has, which are
 * as exact as the public may know them and no more: neither who is found,
 * nor the order, nor a distance tells of anything else.
 */
#ifndef MEDVERK_NEAR_H
#define MEDVERK_NEAR_H

#include "lib/base/earth.h"
#include "lib/base/mem.h"
#include "lib/store/catalogue.h"

enum { NEAR_KM = 10, NEAR_KM_MAX = 200, NEAR_LETTERS_MAX = 100 };

struct near {
	struct str typed;               /* the place as it was written; STR_NONE: none */
	struct str name;                /* what it is called; STR_NONE: coordinates, or not known yet */
	unsigned radius_km;
	bool radius_given;
	bool centred;                   /* a place is asked for … */
	bool pair;                      /* … by coordinates: those of the circle's centre */
	bool found;                     /* near_aim() was told where it is */
	bool guessed;                   /* it has another name than was written */
	struct earth_circle circle;
	bool boxed;
	int32_t box[4];                 /* west, south, east, north; west > east: over the date line */
	int32_t south, north;           /* nothing that is asked for lies outside these latitudes */
};

/* Nothing asked for. */
void near_init(struct near *n);

/* True for the parameters near, radius_km and bbox. */
bool near_has_parameter(struct str name);

/*
 * Takes one of these. NULL, or why it cannot be taken: a key of problems.
 * A postcode or a name of a place is not looked up here (gazetteer.h).
 */
const char *near_read(struct near *n, struct str name, struct str value);

/* From now on it is this place. */
void near_aim(struct near *n, int32_t latitude, int32_t longitude);

/* Drops what was asked for, but for what was written, so that it can be shown again. */
void near_drop(struct near *n);

/* True when only some places are asked for. */
static inline bool
near_is_asked(const struct near *n)
{
	return n->found || n->boxed;
}

/* False when the row is too far south or north: most are, and this is two comparisons. */
static inline bool
near_may_have(const struct near *n, const struct catalogue_kind *k, uint32_t row)
{
	return k->place != NULL && k->place[row].latitude >= n->south &&
	    k->place[row].latitude <= n->north;
}

/*
 * True when the row is there; *metres (unless NULL) is then its distance from the point, rounded to kilometres where the place
 * is not known better; 0 where only a box is asked for.
 */
bool near_has(const struct near *n, const struct catalogue_kind *k, uint32_t row, uint32_t *metres);

/* The values of near and bbox in an address, in m. */
struct str near_place_text(const struct near *n, struct mem *m);
struct str near_box_text(const struct near *n, struct mem *m);

#endif
