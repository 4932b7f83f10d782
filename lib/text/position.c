/* position.c: coordinates. */
#include "lib/text/position.h"

enum { DECIMALS = 6, MILLION = 1000000 };

/* One number, with point or comma; whole degrees up to `limit`. */
static bool
read_degrees(struct str s, int32_t limit, int32_t *out)
{
	bool negative = false, digit = false, point = false;
	int32_t whole = 0, part = 0, unit = MILLION;
	size_t i = 0;

	if (str_starts(s, STR("−"))) {
		negative = true;
		i = sizeof("−") - 1;
	} else if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+')) {
		negative = s.p[0] == '-';
		i = 1;
	}
	for (; i < s.n; i++) {
		char c = s.p[i];

		if ((c == '.' || c == ',') && digit && !point) {
			point = true;
		} else if (c < '0' || c > '9') {
			return false;
		} else if (!point) {
			digit = true;
			whole = whole * 10 + (c - '0');
			if (whole > limit)
				return false;
		} else if (unit > 1) {
			unit /= 10;
			part += (c - '0') * unit;
		}
	}
	if (!digit || (whole == limit && part > 0))
		return false;
	*out = whole * MILLION + part;
	if (negative)
		*out = -*out;
	return true;
}

static bool
is_between(char c)
{
	return c == ' ' || c == '\t' || c == ',' || c == ';';
}

/*
 * Where the two numbers part: at blanks or a semicolon, with commas about them; without these at the comma, or at
 * the second of three, since then the others stand before decimals.
 */
static bool
find_between(struct str s, size_t *end, size_t *begin)
{
	size_t commas = 0, second = 0;

	for (size_t i = 0; i < s.n; i++) {
		size_t from = i;
		bool apart = false;

		for (; i < s.n && is_between(s.p[i]); i++)
			apart |= s.p[i] != ',';
		if (apart) {
			*end = from;
			*begin = i;
			return true;
		}
		if (i > from && ++commas <= 2)
			second = from;
	}
	*end = second;
	*begin = second + 1;
	return commas == 1 || commas == 3;
}

bool
position_read(struct str s, int32_t *latitude, int32_t *longitude)
{
	int32_t north, east;
	size_t end, begin;

	s = str_trim(s);
	if (!find_between(s, &end, &begin) || !read_degrees((struct str){ s.p, end }, 90, &north) ||
	    !read_degrees(str_from(s, begin), 180, &east))
		return false;
	*latitude = north;
	*longitude = east;
	return true;
}

bool
position_is_meant(struct str s)
{
	return str_starts(s, STR("−")) ||
	    (s.n > 0 && ((s.p[0] >= '0' && s.p[0] <= '9') || s.p[0] == '-' || s.p[0] == '+'));
}

bool
position_read_box(struct str s, int32_t box[4])
{
	struct str part;
	int32_t read[4];
	int n = 0;

	for (; str_cut(&s, ',', &part); n++)
		if (n == 4 || !read_degrees(str_trim(part), n % 2 == 0 ? 180 : 90, &read[n]))
			return false;
	if (n != 4 || read[1] > read[3])
		return false;
	memcpy(box, read, sizeof(read));
	return true;
}

void
position_write(struct buf *b, int32_t degrees)
{
	uint32_t v = degrees < 0 ? -(uint32_t)degrees : (uint32_t)degrees, part = v % MILLION;
	unsigned places = DECIMALS;

	buf_printf(b, "%s%u", degrees < 0 ? "-" : "", v / MILLION);
	if (part == 0)
		return;
	for (; part % 10 == 0; places--)
		part /= 10;
	buf_printf(b, ".%0*u", (int)places, part);
}
