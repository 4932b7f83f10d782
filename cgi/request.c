/* request.c: checking what clients send. */
#include "cgi/request.h"

#include "lib/http/url.h"

static enum method
read_method(struct str s)
{
	static const struct {
		const char *name;
		enum method method;
	} methods[] = {
		{ "GET", METHOD_GET }, { "HEAD", METHOD_HEAD }, { "POST", METHOD_POST },
		{ "OPTIONS", METHOD_OPTIONS },
	};

	for (size_t i = 0; i < COUNT_OF(methods); i++)
		if (str_is(s, methods[i].name))
			return methods[i].method;
	return METHOD_OTHER;
}

enum err
request_body_length(struct str content_length, const struct config *c, size_t *out)
{
	struct str s = str_trim(content_length);
	int64_t n;

	*out = 0;
	if (s.n == 0)
		return ERR_NONE;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return ERR_BAD_REQUEST;
	if (!str_int(s, &n) || n > c->body_bytes)
		return ERR_TOO_LARGE;
	*out = (size_t)n;
	return ERR_NONE;
}

/* What an address that cannot be read belongs to, so that its answer is of the right sort. */
static struct str
realm(struct str uri)
{
	if (str_starts(uri, STR("/api/")))
		return STR("/api/");
	return str_starts(uri, STR("/en/")) ? STR("/en/") : STR("/");
}

enum err
request_read(struct request *r, struct mem *m, const struct request_raw *raw,
    const struct config *c)
{
	struct str path;

	*r = (struct request){ .method = read_method(raw->method), .path = realm(raw->uri), .uri = raw->uri,
	    .body = raw->body, .if_none_match = raw->if_none_match };
	if (raw->head_bytes > (size_t)c->head_bytes && raw->uri.n <= (size_t)c->uri_bytes)
		return ERR_HEAD_LENGTH;
	if (raw->uri.n > (size_t)c->uri_bytes)
		return ERR_URI_LENGTH;
	if (!url_split(raw->uri, &path, &r->query) || !url_decode(m, path, false, &path) ||
	    str_index(path, '\n') < path.n || str_index(path, '\r') < path.n)
		return ERR_BAD_REQUEST;
	r->path = path;
	if (raw->body_problem != ERR_NONE)
		return raw->body_problem;
	return form_read(&r->form, m, r->query, (size_t)c->parameters);
}
