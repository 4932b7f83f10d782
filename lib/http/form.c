/* form.c: pairs by "&" and "=", each decoded on its own (WHATWG URL, section 5.1). */
#include "lib/http/form.h"

#include "lib/http/url.h"

/* How many parts of text are not empty, but no more than limit + 1. */
static size_t
count_parts(struct str text, size_t limit)
{
	struct str part;
	size_t n = 0;

	while (n <= limit && str_cut(&text, '&', &part))
		n += part.n != 0;
	return n;
}

static enum err
read_pair(struct form *f, struct mem *m, struct str part)
{
	struct form_pair *pair = &f->pair[f->pairs];
	size_t equals = str_index(part, '=');

	if (!url_decode(m, (struct str){ part.p, equals }, true, &pair->name))
		return ERR_BAD_REQUEST;
	if (!url_decode(m, str_from(part, equals + 1), true, &pair->value)) {
		f->problem = pair->name;
		return ERR_BAD_REQUEST;
	}
	f->pairs++;
	return ERR_NONE;
}

enum err
form_read(struct form *f, struct mem *m, struct str text, size_t max_pairs)
{
	struct str part;
	size_t n = count_parts(text, max_pairs);
	enum err e = ERR_NONE;

	*f = (struct form){ .problem = STR_NONE };
	if (n > max_pairs)
		return ERR_BAD_REQUEST;
	f->pair = mem_alloc(m, n * sizeof(*f->pair));
	while (e == ERR_NONE && str_cut(&text, '&', &part))
		if (part.n != 0)
			e = read_pair(f, m, part);
	return e;
}

void
form_write(struct buf *b, const struct form *f)
{
	for (size_t i = 0; i < f->pairs; i++) {
		if (i > 0)
			buf_byte(b, '&');
		url_encode(b, f->pair[i].name);
		buf_byte(b, '=');
		url_encode(b, f->pair[i].value);
	}
}

struct str
form_get(const struct form *f, const char *name)
{
	size_t i = 0;

	return form_next(f, name, &i);
}

struct str
form_next(const struct form *f, const char *name, size_t *i)
{
	struct str wanted = str_of(name);

	while (*i < f->pairs) {
		const struct form_pair *pair = &f->pair[(*i)++];

		if (str_eq(pair->name, wanted))
			return pair->value;
	}
	return STR_NONE;
}
