/* url.c: addresses as bytes, by the grammar of RFC 3986. */
#include "lib/http/url.h"

#include "lib/base/cc.h"
#include "lib/text/utf8.h"

enum {
	WEB_MAX = 2000,
	EMAIL_MAX = 254,        /* RFC 5321, section 4.5.3.1.3, without the < > */
	HOST_MAX = 253,
	LABEL_MAX = 63,         /* RFC 1035, section 2.3.4 */
	PORT_MAX = 65535,
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int
hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The bytes that in stands for, in m; false for malformed escapes. */
static bool
unescape(struct mem *m, struct str in, bool plus, struct str *out)
{
	char *p = mem_alloc(m, in.n);
	size_t n = 0;

	for (size_t i = 0; i < in.n; i++) {
		char c = in.p[i];

		if (c == '+' && plus) {
			c = ' ';
		} else if (c == '%') {
			int high = i + 2 < in.n ? hex_value(in.p[i + 1]) : -1;
			int low = i + 2 < in.n ? hex_value(in.p[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		}
		p[n++] = c;
	}
	*out = (struct str){ p, n };
	return true;
}

bool
url_decode(struct mem *m, struct str in, bool plus, struct str *out)
{
	bool escaped = str_index(in, '%') < in.n || (plus && str_index(in, '+') < in.n);

	if (escaped && !unescape(m, in, plus, &in))
		return false;
	return utf8_accept(m, in, out);
}

static bool
starts_with_scheme(struct str s, struct str scheme)
{
	if (s.n < scheme.n)
		return false;
	for (size_t i = 0; i < scheme.n; i++)
		if ((is_letter(s.p[i]) ? (char)(s.p[i] | 0x20) : s.p[i]) != scheme.p[i])
			return false;
	return true;
}

/* What is behind "http://" or "https://" in s; STR_NONE when it begins with neither. */
static struct str
behind_scheme(struct str s)
{
	if (starts_with_scheme(s, STR("https://")))
		return str_from(s, 8);
	if (starts_with_scheme(s, STR("http://")))
		return str_from(s, 7);
	return STR_NONE;
}

/* Index of the first byte that ends an authority (RFC 3986, section 3.2), or s.n. */
static size_t
end_of_authority(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] != '/' && s.p[i] != '?' && s.p[i] != '#')
		i++;
	return i;
}

bool
url_split(struct str target, struct str *path, struct str *query)
{
	struct str rest = behind_scheme(target), p;
	size_t end;

	if (rest.p != NULL) {
		end = end_of_authority(rest);
		if (end == 0)
			return false;
		target = str_from(rest, end);
	}
	/* A target has no fragment (RFC 9112, section 3.2), but some clients send theirs. */
	target.n = str_index(target, '#');
	end = str_index(target, '?');
	p = (struct str){ target.p, end };
	if (rest.p != NULL && end == 0)
		p = STR("/");   /* RFC 9112, section 3.2.1: the empty path of an origin is / */
	if (!str_starts(p, STR("/")))
		return false;
	*path = p;
	*query = end < target.n ? str_from(target, end + 1) : STR_NONE;
	return true;
}

static bool
is_unreserved(char c)
{
	return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void
url_encode(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n;) {
		size_t from = i;

		while (i < s.n && is_unreserved(s.p[i]))
			i++;
		buf_add(b, s.p + from, i - from);
		if (i < s.n) {
			unsigned char c = (unsigned char)s.p[i++];

			buf_add(b, (char[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
		}
	}
}

/* True for code points that show as nothing or as a blank, or turn the direction of writing. */
static bool
is_invisible(uint32_t c)
{
	return c == 0xa0 || c == 0xad || c == 0x1680 || c == 0x180e ||
	    (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) ||
	    (c >= 0x205f && c <= 0x206f) || c == 0x3000 || c == 0xfeff;
}

static bool
is_host_sign(uint32_t c, bool idn)
{
	if (c >= 0x80)
		return idn && utf8_is_word(c);
	return is_letter((char)c) || is_digit((char)c) || c == '-';
}

/* A label of a host name: RFC 1123, section 2.1, and letters of any script when `idn`. */
static bool
label_is_valid(struct str s, bool idn)
{
	if (s.n == 0 || s.n > LABEL_MAX || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n;)
		if (!is_host_sign(utf8_next(s, &i), idn))
			return false;
	return true;
}

static bool
host_is_valid(struct str s, bool idn)
{
	struct str label;

	if (s.n > HOST_MAX)
		return false;
	while (str_cut(&s, '.', &label))
		if (!label_is_valid(label, idn))
			return false;
	return true;
}

static bool
port_is_valid(struct str s)
{
	int64_t port;

	return s.n > 0 && is_digit(s.p[0]) && str_int(s, &port) && port > 0 && port <= PORT_MAX;
}

/* True for what may stand behind the authority; not for signs RFC 3986 has no place for. */
static bool
rest_is_valid(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (c <= ' ' || c == '"' || c == '<' || c == '>' || c == '`' || c == '\\' ||
		    is_invisible(c))
			return false;
	}
	return true;
}

bool
url_is_web(struct str s)
{
	struct str host = behind_scheme(s), rest;
	size_t end, colon;

	if (host.p == NULL || s.n > WEB_MAX || !utf8_is_clean(s))
		return false;
	end = end_of_authority(host);
	rest = str_from(host, end);
	host.n = end;
	colon = str_index(host, ':');
	if (colon < host.n && !port_is_valid(str_from(host, colon + 1)))
		return false;
	host.n = colon;
	return host_is_valid(host, true) && rest_is_valid(rest);
}

/* The local part: HTML, section 4.10.5.1.5, on purpose simpler than RFC 5322. */
static bool
local_is_valid(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_letter(s.p[i]) && !is_digit(s.p[i]) &&
		    (s.p[i] == '\0' || strchr(".!#$%&'*+/=?^_`{|}~-", s.p[i]) == NULL))
			return false;
	return s.n != 0;
}

bool
url_is_email(struct str s)
{
	size_t at = str_index(s, '@');

	return at < s.n && s.n <= EMAIL_MAX && local_is_valid((struct str){ s.p, at }) &&
	    host_is_valid(str_from(s, at + 1), false);
}

struct str
url_path(struct mem *m, struct str path)
{
	struct str segment;
	bool first = true;
	struct buf b;

	buf_init(&b, m, path.n * 2 + 1);
	while (str_cut(&path, '/', &segment)) {
		if (!first)
			buf_byte(&b, '/');
		url_encode(&b, segment);
		first = false;
	}
	return buf_view(&b);
}
