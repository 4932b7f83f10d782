/* random.c: libsodium. */
#include "lib/base/random.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <sodium.h>

void
random_bytes(void *p, size_t n)
{
	if (sodium_init() < 0)
		abort();
	randombytes_buf(p, n);
}

void
random_uuid(char out[RANDOM_UUID_SIZE])
{
	unsigned char b[16];

	random_bytes(b, sizeof(b));
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	snprintf(out, RANDOM_UUID_SIZE,
	    "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
	    b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
	    b[15]);
}
