/*
 * json.c: a tree as text. Strings are copied in spans: a table of 256 bytes
 * says which byte ends a span, and most strings are one span.
 */
#include "lib/view/json.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/view/put.h"

/* What a byte becomes: 0 itself, u \u00XX, s \u00XX in <script> only, else \ and the letter. */
static const char escapes[256] = {
	[0x00] = 'u', [0x01] = 'u', [0x02] = 'u', [0x03] = 'u', [0x04] = 'u', [0x05] = 'u',
	[0x06] = 'u', [0x07] = 'u', [0x08] = 'b', [0x09] = 't', [0x0a] = 'n', [0x0b] = 'u',
	[0x0c] = 'f', [0x0d] = 'r', [0x0e] = 'u', [0x0f] = 'u', [0x10] = 'u', [0x11] = 'u',
	[0x12] = 'u', [0x13] = 'u', [0x14] = 'u', [0x15] = 'u', [0x16] = 'u', [0x17] = 'u',
	[0x18] = 'u', [0x19] = 'u', [0x1a] = 'u', [0x1b] = 'u', [0x1c] = 'u', [0x1d] = 'u',
	[0x1e] = 'u', [0x1f] = 'u', ['"'] = '"', ['\\'] = '\\',
	['<'] = 's', ['>'] = 's', ['&'] = 's',
};

static void
write_escape(struct buf *b, unsigned char c, char how)
{
	static const char digits[] = "0123456789abcdef";

	if (how == 'u' || how == 's') {
		char six[6] = { '\\', 'u', '0', '0', digits[c >> 4], digits[c & 15] };

		put(b, six, sizeof(six));
	} else {
		char two[2] = { '\\', how };

		put(b, two, sizeof(two));
	}
}

static void
write_string(struct buf *b, const char *p, size_t n, bool script)
{
	size_t from = 0;

	put_byte(b, '"');
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		char how = escapes[c];

		if (LIKELY(how == 0) || (how == 's' && !script))
			continue;
		put(b, p + from, i - from);
		write_escape(b, c, how);
		from = i + 1;
	}
	put(b, p + from, n - from);
	put_byte(b, '"');
}

/*
 * A double carries every decimal number of 15 significant digits there and
 * back, but not every one of 16. So the size of the whole part decides how many
 * of the six decimals are meant; the others would be noise.
 */
static int
meaningful_decimals(double v)
{
	int decimals = 6;

	for (double limit = 1e9; decimals > 0 && v >= limit; limit *= 10)
		decimals--;
	return decimals;
}

/* fraction / 10^decimals as ".037", or nothing when it is 0. */
static void
write_fraction(struct buf *b, int64_t fraction, int decimals)
{
	char digits[8];
	size_t end = (size_t)decimals + 1;

	if (fraction == 0)
		return;
	digits[0] = '.';
	for (int i = decimals; i > 0; i--) {
		digits[i] = (char)('0' + fraction % 10);
		fraction /= 10;
	}
	while (digits[end - 1] == '0')
		end--;
	put(b, digits, end);
}

static void
write_real(struct buf *b, double v)
{
	static const double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
	double size = v < 0 ? -v : v;
	int decimals = meaningful_decimals(size);
	int64_t whole, fraction;

	if (size >= 1e18) {     /* beyond int64: never ours, but it must not go wrong */
		buf_printf(b, "%.17g", v);
		return;
	}
	whole = (int64_t)size;
	fraction = (int64_t)((size - (double)whole) * powers[decimals] + 0.5);
	if ((double)fraction >= powers[decimals]) {
		whole++;
		fraction = 0;
	}
	if (v < 0 && (whole != 0 || fraction != 0))
		put_byte(b, '-');
	buf_int(b, whole);
	write_fraction(b, fraction, decimals);
}

/* jansson's iterators take an object they might change; these do not change it. */
union unconst {
	const json_t *from;
	json_t *to;
};

static void write_value(struct buf *b, const json_t *value, bool script);

static void
write_object(struct buf *b, const json_t *object, bool script)
{
	union unconst u = { .from = object };
	char before = '{';

	for (void *it = json_object_iter(u.to); it != NULL; it = json_object_iter_next(u.to, it)) {
		put_byte(b, before);
		write_string(b, json_object_iter_key(it), json_object_iter_key_len(it), script);
		put_byte(b, ':');
		write_value(b, json_object_iter_value(it), script);
		before = ',';
	}
	if (before == '{')
		put_byte(b, '{');
	put_byte(b, '}');
}

static void
write_array(struct buf *b, const json_t *array, bool script)
{
	size_t n = json_array_size(array);

	put_byte(b, '[');
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			put_byte(b, ',');
		write_value(b, json_array_get(array, i), script);
	}
	put_byte(b, ']');
}

static void
write_value(struct buf *b, const json_t *value, bool script)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		write_object(b, value, script);
		break;
	case JSON_ARRAY:
		write_array(b, value, script);
		break;
	case JSON_STRING:
		write_string(b, json_string_value(value), json_string_length(value), script);
		break;
	case JSON_INTEGER:
		buf_int(b, json_integer_value(value));
		break;
	case JSON_REAL:
		write_real(b, json_real_value(value));
		break;
	case JSON_TRUE:
		put(b, "true", 4);
		break;
	case JSON_FALSE:
		put(b, "false", 5);
		break;
	case JSON_NULL:
		put(b, "null", 4);
		break;
	}
}

void
json_write(struct buf *b, const json_t *value)
{
	assert(value != NULL);
	write_value(b, value, false);
}

void
json_write_script(struct buf *b, const json_t *value)
{
	assert(value != NULL);
	write_value(b, value, true);
}
