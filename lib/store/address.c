/* address.c: addresses of records and lists. */
#include "lib/store/address.h"

#include "lib/http/url.h"
#include "lib/store/attach.h"

#define API_ROOT "/api/v1/"

/* Up to four pieces, one behind the other, in the request's memory. */
static struct str
join(const struct scope *s, struct str a, struct str b, struct str c)
{
	size_t n = s->base.n + a.n + b.n + c.n;
	char *p = mem_alloc(s->mem, n + 1), *at = p;
	const struct str parts[] = { s->base, a, b, c };

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (parts[i].n > 0)
			memcpy(at, parts[i].p, parts[i].n);
		at += parts[i].n;
	}
	*at = '\0';
	return (struct str){ p, n };
}

struct str
address_record(const struct scope *s, const struct kind *k, struct str slug)
{
	if (k->path[s->lang] == NULL)
		return STR_NONE;
	return join(s, str_of(k->path[s->lang]), STR("/"), slug);
}

struct str
address_api(const struct scope *s, const struct kind *k, struct str id)
{
	struct str root = join(s, STR(API_ROOT), str_of(k->plural), STR("/"));
	struct scope bare = *s;

	bare.base = root;
	return join(&bare, id, STR(""), STR(""));
}

struct str
address_list(const struct scope *s, const struct kind *k)
{
	if (s->api)
		return join(s, STR(API_ROOT), str_of(k->plural), STR(""));
	return join(s, str_of(k->path[s->lang]), STR(""), STR(""));
}

struct str
address_filtered(const struct scope *s, const struct kind *k, const char *field, struct str id)
{
	struct buf b;

	buf_init(&b, s->mem, 96);
	buf_str(&b, s->base);
	buf_puts(&b, k->path[s->lang]);
	buf_byte(&b, '?');
	buf_puts(&b, field);
	buf_byte(&b, '=');
	url_encode(&b, id);
	return buf_view(&b);
}

struct str
address_file(const struct scope *s, struct str digest, struct str type)
{
	return join(s, STR("/files/"), digest, str_of(file_ending(type)));
}

struct str
address_search(const struct scope *s)
{
	if (s->api)
		return join(s, STR(API_ROOT "search"), STR(""), STR(""));
	return join(s, s->lang == LANG_EN ? STR("/en/search") : STR("/sok"), STR(""), STR(""));
}
