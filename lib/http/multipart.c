/* multipart.c: one walk over the body, from boundary to boundary. */
#include "lib/http/multipart.h"

#include "lib/text/utf8.h"

enum {
	BOUNDARY_MAX = 70,      /* RFC 2046, section 5.1.1 */
	HEAD_MAX =
	    4096 /* bytes of one part's head; names of files are at most 255 bytes, three times that when encoded */
};

struct head {
	struct str name, filename;      /* p NULL: there is none */
};

struct reading {
	struct multipart *mp;
	struct mem *mem;
	struct str boundary;            /* with the two hyphens in front */
	struct str rest;
};

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

/* The boundary, with hyphens in front; p NULL: there is no proper one. */
static struct str
boundary_of(struct mem *m, struct str content_type)
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
read_disposition(struct mem *m, struct str value, struct head *h)
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
read_line(struct mem *m, struct str line, struct head *h)
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

/* Where CR LF begins, or s.n. */
static size_t
end_of_line(struct str s)
{
	size_t i = 0;

	while (i + 1 < s.n && !(s.p[i] == '\r' && s.p[i + 1] == '\n'))
		i++;
	return i + 1 < s.n ? i : s.n;
}

/* The lines before an empty one. */
static bool
read_head(struct reading *rd, struct head *h)
{
	size_t left = HEAD_MAX;

	*h = (struct head){ STR_NONE, STR_NONE };
	for (;;) {
		struct str window = { rd->rest.p, rd->rest.n < left ? rd->rest.n : left }, line;
		size_t end = end_of_line(window);

		if (end == window.n)
			return false;
		line = (struct str){ window.p, end };
		rd->rest = str_from(rd->rest, end + 2);
		left -= end + 2;
		if (line.n == 0)
			return h->name.p != NULL;
		if (!read_line(rd->mem, line, h))
			return false;
	}
}

/* ------------------------------------------------------------------- parts */

/* Where CR LF and the boundary begin, or s.n. */
static size_t
end_of_content(const struct reading *rd, struct str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end && (p = memchr(p, '\r', (size_t)(end - p))) != NULL) {
		struct str at = { p, (size_t)(end - p) };

		if (str_starts(at, STR("\r\n")) && str_starts(str_from(at, 2), rd->boundary))
			return (size_t)(p - s.p);
		p++;
	}
	return s.n;
}

static bool
keep_part(struct reading *rd, const struct head *h, struct str content)
{
	struct multipart *mp = rd->mp;
	struct form_pair *pair;

	if (h->filename.p != NULL) {
		mp->file[mp->files++] = (struct multipart_file){ h->name, h->filename, content };
		return true;
	}
	pair = &mp->form.pair[mp->form.pairs];
	pair->name = h->name;
	if (!utf8_accept(rd->mem, content, &pair->value)) {
		mp->form.problem = h->name;
		return false;
	}
	mp->form.pairs++;
	return true;
}

/* Behind a boundary: CR LF when a part follows, two hyphens when none does. */
static bool
read_part(struct reading *rd)
{
	struct head h;
	size_t end;

	if (!str_starts(rd->rest, STR("\r\n")))
		return false;
	rd->rest = str_from(rd->rest, 2);
	if (!read_head(rd, &h))
		return false;
	end = end_of_content(rd, rd->rest);
	if (end == rd->rest.n || !keep_part(rd, &h, (struct str){ rd->rest.p, end }))
		return false;
	rd->rest = str_from(rd->rest, end + 2 + rd->boundary.n);
	return true;
}

/* How many parts there can be, but no more than limit + 1. */
static size_t
count_parts(const struct reading *rd, size_t limit)
{
	struct str s = rd->rest;
	size_t n = 1, end;

	while (n <= limit && (end = end_of_content(rd, s)) < s.n) {
		s = str_from(s, end + 2 + rd->boundary.n);
		n++;
	}
	return n;
}

enum err
multipart_read(struct multipart *mp, struct mem *m, struct str content_type, struct str body,
    size_t max_parts)
{
	struct reading rd = { mp, m, boundary_of(m, content_type), body };
	size_t room;

	*mp = (struct multipart){ .form = { .problem = STR_NONE } };
	if (rd.boundary.p == NULL || !str_starts(body, rd.boundary))
		return ERR_BAD_REQUEST;
	rd.rest = str_from(body, rd.boundary.n);
	room = count_parts(&rd, max_parts + 1);
	/* The last boundary begins no part. */
	if (room > max_parts + 1)
		return ERR_BAD_REQUEST;
	mp->form.pair = mem_alloc(m, room * sizeof(*mp->form.pair));
	mp->file = mem_alloc(m, room * sizeof(*mp->file));
	while (!str_starts(rd.rest, STR("--")))
		if (!read_part(&rd))
			return ERR_BAD_REQUEST;
	rd.rest = str_from(rd.rest, 2);
	return rd.rest.n == 0 || str_eq(rd.rest, STR("\r\n")) ? ERR_NONE : ERR_BAD_REQUEST;
}

const struct multipart_file *
multipart_file(const struct multipart *mp, const char *name)
{
	for (size_t i = 0; i < mp->files; i++)
		if (str_is(mp->file[i].name, name))
			return &mp->file[i];
	return NULL;
}
