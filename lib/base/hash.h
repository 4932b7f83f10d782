/*
 * hash.h: a fingerprint of bytes, quick and wide enough that two different
 * answers of one address never share it by accident. Not for secrets. XXH3,
 * 128 bits; only user of libxxhash.
 */
#ifndef MEDVERK_HASH_H
#define MEDVERK_HASH_H

#include <stdint.h>

#include "lib/base/str.h"

#define HASH_TEXT 33    /* 32 hexadecimal digits and the end */

void hash_text(struct str s, char out[HASH_TEXT]);

uint64_t hash_short(struct str s);

#endif
