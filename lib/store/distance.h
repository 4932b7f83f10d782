/* distance.h: what a list says of places: how far its records are, and where it was looked. */
#ifndef MEDVERK_DISTANCE_H
#define MEDVERK_DISTANCE_H

#include <jansson.h>

#include "lib/store/list.h"

/*
 * Sets distance_km in each of the items, which are of these records: to 0.1 km, or where the
 * place is known less exactly than to about 100 m, to whole kilometres, at least one, with distance_is_approximate.
 */
void distance_mark(json_t *items, const struct near *n, const struct catalogue *c,
    const struct kind *k, const uint32_t *record, size_t count);

/* Sets near {text, name, latitude, longitude, radius_km} and bbox in the query's object. */
void distance_tell(json_t *query, const struct scope *s, const struct near *n);

/*
 * For a list that found nothing near: near.wider, the addresses of the next larger circles in which there is
 * something [{radius_km, count, url}], at most two.
 */
void distance_widen(json_t *query, const struct scope *s, const struct catalogue *c,
    const struct list_query *q, const struct fts_matches *matches);

#endif
