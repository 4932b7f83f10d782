/* hash.c: XXH3. */
#include "lib/base/hash.h"

#include <xxhash.h>

void
hash_text(struct str s, char out[HASH_TEXT])
{
	XXH128_hash_t h = XXH3_128bits(s.p, s.n);
	static const char hex[] = "0123456789abcdef";

	for (int i = 0; i < 16; i++) {
		out[15 - i] = hex[h.high64 >> (4 * i) & 15];
		out[31 - i] = hex[h.low64 >> (4 * i) & 15];
	}
	out[32] = '\0';
}

uint64_t
hash_short(struct str s)
{
	return XXH3_64bits(s.p, s.n);
}
