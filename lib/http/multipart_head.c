/* multipart_head.c: parameters of headers, quoted or not, and what a part's head says with them. */
#include "lib/http/multipart_head.h"

#include "lib/http/multipart.h"
#include "lib/text/utf8.h"

enum { BOUNDARY_MAX = 70 };     /* RFC 2046, section 5.1.1 */

/* --------------------------------------------------------------- parameters */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* True when the two are alike in ASCII, whatever the case. */
static bool
is_word(struct str s, const char *word)
{
	if (s.n != strlen(word))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (lower(s.p[i]) != word[i])
			return false;
	return true;
}

/* A quoted string that *rest begins with; browsers write " as %22 (HTML, "multipart/form-data"), others as \". */
static bool
read_quoted(struct mem *m, struct str *rest, struct str *out)
{
	char *p = mem_alloc(m, rest->n);
	size_t n = 0, i = 1;

	for (; i < rest->n && rest->p[i] != '"'; i++) {
		if (rest->p[i] == '\\' && i + 1 < rest->n &&
		    (rest->p[i + 1] == '"' || rest->p[i + 1] == '\\'))
			i++;
		p[n++] = rest->p[i];
	}
	if (i >= rest->n)
		return false;
	*out = (struct str){ p, n };
	*rest = str_from(*rest, i + 1);
	return true;
}

/*
 * The next "; name=value" of a header, value quoted or not. False at the end, and when it is none: *rest is then
 * not empty.
 */
static bool
next_parameter(struct mem *m, struct str *rest, struct str *name, struct str *value)
{
	struct str s = str_trim(*rest);
	size_t equals;

	*rest = s;
	if (s.n == 0 || s.p[0] != ';')
		return false;
	s = str_trim(str_from(s, 1));
	equals = str_index(s, '=');
	if (equals == 0 || equals == s.n)
		return false;
	*name = (struct str){ s.p, equals };
	s = str_from(s, equals + 1);
	if (s.n > 0 && s.p[0] == '"') {
		if (!read_quoted(m, &s, value))
			return false;
	} else {
		size_t end = str_index(s, ';');

		*value = str_trim((struct str){ s.p, end });
		s = str_from(s, end);
		if (value->n == 0)
			return false;
	}
	*rest = s;
	return true;
}

/* ------------------------------------------------------------------- heads */

bool
multipart_is(struct str content_type)
{
	content_type.n = str_index(content_type, ';');
	return is_word(str_trim(content_type), "multipart/form-data");
}

struct str
multipart_boundary(struct mem *m, struct str content_type)
{
	static const char
	    signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'()+_,-./:=? ";
	struct str rest = str_from(content_type, str_index(content_type, ';')), name, value;

	while (next_parameter(m, &rest, &name, &value)) {
		if (!is_word(name, "boundary"))
			continue;
		if (value.n == 0 || value.n > BOUNDARY_MAX || value.p[value.n - 1] == ' ')
			return STR_NONE;
		for (size_t i = 0; i < value.n; i++)
			if (memchr(signs, value.p[i], sizeof(signs) - 1) == NULL)
				return STR_NONE;
		return str_of(mem_printf(m, "--%.*s", STR_ARGS(value)));
	}
	return STR_NONE;
}

/* "form-data; name=…; filename=…" */
static bool
read_disposition(struct mem *m, struct str value, struct multipart_head *h)
{
	size_t end = str_index(value, ';');
	struct str rest = str_from(value, end), name, text;

	if (h->name.p != NULL || !is_word(str_trim((struct str){ value.p, end }), "form-data"))
		return false;
	while (next_parameter(m, &rest, &name, &text)) {
		struct str *to = is_word(name, "name") ? &h->name
		    : is_word(name, "filename")        ? &h->filename
						       : NULL;

		if (to != NULL && (to->p != NULL || !utf8_accept(m, text, to)))
			return false;
	}
	return rest.n == 0;
}

/* One line of a head. What no browser needs is read over, but for an encoding, which would change the content. */
static bool
read_line(struct mem *m, struct str line, struct multipart_head *h)
{
	size_t colon = str_index(line, ':');
	struct str name = { line.p, colon }, value = str_from(line, colon + 1);

	if (colon == 0 || colon == line.n)
		return false;
	if (is_word(name, "content-disposition"))
		return read_disposition(m, value, h);
	if (is_word(name, "content-transfer-encoding"))
		return is_word(str_trim(value), "binary") || is_word(str_trim(value), "8bit") ||
		    is_word(str_trim(value), "7bit");
	return true;
}

/* Cuts a line off; what follows the last CR LF is one, too. */
static struct str
take_line(struct str *rest)
{
	struct str line = *rest;
	size_t i = 0;

	while (i + 1 < rest->n && !(rest->p[i] == '\r' && rest->p[i + 1] == '\n'))
		i++;
	if (i + 1 < rest->n)
		line.n = i;
	*rest = str_from(*rest, line.n + 2);
	return line;
}

bool
multipart_head_read(struct mem *m, struct str lines, struct multipart_head *h)
{
	*h = (struct multipart_head){ STR_NONE, STR_NONE };
	/* What a part is called outlives the room that its head came in. */
	lines = mem_dup(m, lines);
	while (lines.n > 0)
		if (!read_line(m, take_line(&lines), h))
			return false;
	return h->name.p != NULL;
}
