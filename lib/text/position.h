/*
 * position.h: coordinates as people write them: "58.41, 15.62", "58,41 15,62",
 * "58,41,15,62". Decimal degrees, WGS 84, to millionths of a degree; what is
 * written finer is left out.
 */
#ifndef MEDVERK_POSITION_H
#define MEDVERK_POSITION_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/str.h"

/* Latitude and longitude in this order. False, out untouched, when they are not two numbers, or outside what is on earth. */
bool position_read(struct str s, int32_t *latitude, int32_t *longitude);

/* True when it begins as a number does: no name of a place. */
bool position_is_meant(struct str s);

/* West, south, east, north between commas, with points before decimals (RFC 7946, section 5). False as above, and when south is above north. */
bool position_read_box(struct str s, int32_t box[4]);

/* 58410000 → "58.41" */
void position_write(struct buf *b, int32_t degrees);

#endif
