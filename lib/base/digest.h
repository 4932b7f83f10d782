/*
 * digest.h: what names content and proves that it is whole: BLAKE2b of 256
 * bits (RFC 7693), as hexadecimal digits, the same that `b2sum -l 256` prints.
 * Nobody can make other bytes with the same digest.
 */
#ifndef MEDVERK_DIGEST_H
#define MEDVERK_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/cc.h"
#include "lib/base/str.h"

#define DIGEST_DIGITS 64
#define DIGEST_TEXT   (DIGEST_DIGITS + 1)

void digest_text(struct str s, char out[DIGEST_TEXT]);

/*
 * Of the n bytes from `at` of a file; progress (NULL: nobody) is told how many are done. False when they
 * cannot be read, errno says why; 0: there are fewer.
 */
bool digest_file(int fd, int64_t at, int64_t n, void (*progress)(void *ctx, int64_t done),
    void *ctx, char out[DIGEST_TEXT]) NODISCARD;

/* True for 64 hexadecimal digits in small letters. */
bool digest_is(struct str s);

#endif
