/* windows.c: bytes to code points to UTF-8. */
#include "lib/text/windows.h"

#include "lib/base/buf.h"

/* 0x80 to 0x9F; 0: no sign. */
static const uint16_t high[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
	0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
	0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static uint32_t
point_of(unsigned char c)
{
	if (c >= 0x80 && c < 0xA0)
		return high[c - 0x80];
	if (c == 0x7F || (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
		return 0;
	return c;
}

static void
put(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_byte(b, (char)c);
	} else if (c < 0x800) {
		buf_byte(b, (char)(0xC0 | c >> 6));
		buf_byte(b, (char)(0x80 | (c & 0x3F)));
	} else {
		buf_byte(b, (char)(0xE0 | c >> 12));
		buf_byte(b, (char)(0x80 | (c >> 6 & 0x3F)));
		buf_byte(b, (char)(0x80 | (c & 0x3F)));
	}
}

bool
windows_1252_read(struct mem *m, struct str in, struct str *out)
{
	struct buf b;

	buf_init(&b, m, in.n + in.n / 8);
	for (size_t i = 0; i < in.n; i++) {
		uint32_t c = point_of((unsigned char)in.p[i]);

		if (c == 0)
			return false;
		put(&b, c);
	}
	*out = buf_view(&b);
	return true;
}
