/* request.c: checking what clients send. */
#include "cgi/request.h"

#include "lib/base/password.h"
#include "lib/http/url.h"
#include "lib/text/utf8.h"

enum { AGENT_MAX = 160, PIECE = 16 * 1024 };

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
request_body_length(struct str content_length, long limit, size_t *out)
{
	struct str s = str_trim(content_length);
	int64_t n;

	*out = 0;
	if (s.n == 0)
		return ERR_NONE;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return ERR_BAD_REQUEST;
	if (!str_int(s, &n) || n > limit)
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

/* -------------------------------------------------------------- who asks */

struct str
request_cookie(struct str cookies, const char *name)
{
	struct str pair;

	while (str_cut(&cookies, ';', &pair)) {
		size_t equals;

		pair = str_trim(pair);
		equals = str_index(pair, '=');
		if (equals < pair.n && str_is((struct str){ pair.p, equals }, name))
			return str_from(pair, equals + 1);
	}
	return STR_NONE;
}

/* What can be a token of ours: base64url, of its length. */
static struct str
token_in(struct str cookies)
{
	struct str s = request_cookie(cookies, REQUEST_COOKIE);

	if (s.n != TOKEN_TEXT - 1)
		return STR_NONE;
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
			(s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-' || s.p[i] == '_'))
			return STR_NONE;
	return s;
}

/* "example.org:8080" without its port: Debian's nginx passes the host without. */
static struct str
without_port(struct str host)
{
	size_t i = host.n;

	while (i > 0 && host.p[i - 1] >= '0' && host.p[i - 1] <= '9')
		i--;
	return i > 0 && i < host.n && host.p[i - 1] == ':' ? (struct str){ host.p, i - 1 } : host;
}

/* "https://host" is the host that was asked. */
static bool
is_of_host(struct str origin, struct str host)
{
	for (size_t i = 0; i + 3 <= origin.n; i++)
		if (memcmp(origin.p + i, "://", 3) == 0)
			return str_eq(without_port(str_from(origin, i + 3)), without_port(host));
	return false;
}

/* Browsers say with every POST where it comes from; "null" is nowhere that we know. */
static bool
is_foreign(const struct request_raw *raw, const struct config *c)
{
	if (raw->fetch_site.n > 0 && !str_is(raw->fetch_site, "same-origin") &&
	    !str_is(raw->fetch_site, "none"))
		return true;
	return raw->origin.n > 0 && !is_of_host(raw->origin, raw->host) &&
	    !(c->base_url[0] != '\0' && str_is(raw->origin, c->base_url));
}

static void
read_client(struct request *r, struct mem *m, const struct request_raw *raw, const struct config *c)
{
	struct str agent = { raw->agent.p, raw->agent.n < AGENT_MAX ? raw->agent.n : AGENT_MAX };

	r->token = token_in(raw->cookie);
	r->foreign = is_foreign(raw, c);
	r->address = raw->address;
	r->remote_user = raw->remote_user;
	if (!utf8_accept(m, str_trim(agent), &r->agent))
		r->agent = STR_NONE;
}

enum err
request_read(struct request *r, struct mem *m, const struct request_raw *raw,
    const struct config *c)
{
	struct str path;

	*r = (struct request){ .method = read_method(raw->method), .path = realm(raw->uri), .uri = raw->uri,
	    .if_none_match = raw->if_none_match };
	read_client(r, m, raw, c);
	if (raw->head_bytes > (size_t)c->head_bytes && raw->uri.n <= (size_t)c->uri_bytes)
		return ERR_HEAD_LENGTH;
	if (raw->uri.n > (size_t)c->uri_bytes)
		return ERR_URI_LENGTH;
	if (!url_split(raw->uri, &path, &r->query) || !url_decode(m, path, false, &path) ||
	    str_index(path, '\n') < path.n || str_index(path, '\r') < path.n)
		return ERR_BAD_REQUEST;
	r->path = path;
	return form_read(&r->form, m, r->query, (size_t)c->parameters);
}

/* ------------------------------------------------------------------ its body */

/* Files go to the folder as they come; fields are few, and stay. */
static enum err
read_pieces(struct request *r, struct mem *m, const struct request_raw *raw, const struct config *c,
    const struct request_room *room, size_t length, bool *whole)
{
	const struct multipart_limits limits = { (size_t)c->form_fields, (size_t)c->body_bytes,
		room->folder };
	struct multipart_reader *reader = multipart_begin(m, raw->content_type, &limits);
	char *piece = mem_alloc(m, PIECE);
	enum err e;

	for (size_t n = 1; length > 0 && n > 0; length -= n) {
		n = raw->source.read(raw->source.ctx, piece, length < PIECE ? length : PIECE);
		multipart_push(reader, (struct str){ piece, n });
	}
	*whole = length == 0 && raw->source.at_end(raw->source.ctx);
	e = multipart_end(reader, &r->uploaded);
	r->posted = r->uploaded.form;
	return !*whole ? ERR_BAD_REQUEST : e;
}

/* A form of HTML; other sorts of bodies belong to nobody. */
static enum err
read_posted(struct request *r, struct mem *m, struct str type, struct str body,
    const struct config *c)
{
	enum err e;

	if (r->method != METHOD_POST)
		return ERR_NONE;
	if (multipart_is(type)) {
		e = multipart_read(&r->uploaded, m, type, body, (size_t)c->form_fields);
		r->posted = r->uploaded.form;
		return e;
	}
	type.n = str_index(type, ';');
	if (!str_is(str_trim(type), "application/x-www-form-urlencoded"))
		return ERR_NONE;
	return form_read(&r->posted, m, body, (size_t)c->form_fields);
}

enum err
request_read_body(struct request *r, struct mem *m, const struct request_raw *raw,
    const struct config *c, const struct request_room *room, bool *whole)
{
	size_t length, n;
	enum err e = request_body_length(raw->content_length, room->bytes, &length);
	char *p;

	*whole = raw->source.read == NULL;
	if (e != ERR_NONE || (*whole && length == 0))
		return e;
	if (*whole)
		return ERR_BAD_REQUEST;
	if (room->folder != NULL && r->method == METHOD_POST && multipart_is(raw->content_type))
		return read_pieces(r, m, raw, c, room, length, whole);
	p = mem_alloc(m, length);
	n = length == 0 ? 0 : raw->source.read(raw->source.ctx, p, length);
	*whole = n == length && raw->source.at_end(raw->source.ctx);
	return !*whole ? ERR_BAD_REQUEST
		       : read_posted(r, m, raw->content_type, (struct str){ p, n }, c);
}

void
request_release(struct request *r)
{
	multipart_release(&r->uploaded);
}
