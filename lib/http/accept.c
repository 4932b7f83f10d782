/* accept.c: reads the list of an If-None-Match field. */
#include "lib/http/accept.h"

#include "lib/base/cc.h"

/*
 * Takes an entity tag, or what stands in its place, from the list (RFC 9110,
 * section 5.6.1): *opaque is what is between its quotes, which may hold commas;
 * STR_NONE when it is malformed. False at the end.
 */
static bool
take_tag(struct str *list, struct str *opaque)
{
	struct str s = *list, junk;
	size_t end;

	while (s.n > 0 && (s.p[0] == ',' || s.p[0] == ' ' || s.p[0] == '\t'))
		s = str_from(s, 1);
	if (s.n == 0)
		return false;
	if (str_starts(s, STR("W/")))
		s = str_from(s, 2);
	*opaque = STR_NONE;
	if (str_starts(s, STR("\""))) {
		s = str_from(s, 1);
		end = str_index(s, '"');
		*opaque = end < s.n ? (struct str){ s.p, end } : STR_NONE;
		s = str_from(s, end + 1);
	}
	str_cut(&s, ',', &junk);
	if (str_trim(junk).n != 0)
		*opaque = STR_NONE;
	*list = s;
	return true;
}

/* True for the tag itself and for what web servers make of it when they compress. */
static bool
is_same(struct str opaque, struct str tag)
{
	static const char *const coding[] = { "gzip", "br", "deflate", "zstd" };
	struct str suffix = str_from(opaque, tag.n);

	if (opaque.p == NULL || !str_starts(opaque, tag))
		return false;
	if (suffix.n == 0)
		return true;
	if (suffix.p[0] != '-' && suffix.p[0] != ';')
		return false;
	for (size_t i = 0; i < COUNT_OF(coding); i++)
		if (str_is(str_from(suffix, 1), coding[i]))
			return true;
	return false;
}

bool
accept_none_match(struct str field, struct str tag)
{
	struct str wanted, opaque;

	field = str_trim(field);
	if (str_is(field, "*"))
		return true;
	if (!take_tag(&tag, &wanted) || wanted.p == NULL)
		return false;
	while (take_tag(&field, &opaque))
		if (is_same(opaque, wanted))
			return true;
	return false;
}
