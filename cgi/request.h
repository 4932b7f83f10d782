/*
 * request.h: what a client asks, checked and limited: from the variables of
 * CGI (RFC 3875) to a path, parameters and a body that hold clean UTF-8.
 */
#ifndef MEDVERK_REQUEST_H
#define MEDVERK_REQUEST_H

#include "cgi/config.h"
#include "lib/base/err.h"
#include "lib/http/form.h"
#include "lib/http/multipart.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OPTIONS, METHOD_OTHER };

/* What the gateway hands over: CGI variables and the body, unchecked. */
struct request_raw {
	struct str method, uri, content_length, content_type, if_none_match;
	struct str cookie, host, origin, fetch_site, agent, address, remote_user;
	struct str body;
	size_t head_bytes;              /* of all variables, names and values */
	enum err body_problem;          /* ERR_NONE, or why it could not be read */
};

struct request {
	enum method method;
	struct str path;                /* decoded, "/foretag/bjorken" */
	struct str uri;                 /* as it came */
	struct str query;               /* as it came, without "?" */
	struct form form;               /* the query's parameters */
	struct str body;
	struct form posted;             /* those of a form's body */
	struct multipart uploaded;      /* the files in it */
	struct str if_none_match;
	struct str token;               /* of the session's cookie; STR_NONE: none that can be one */
	bool foreign;                   /* sent by a page of another site, as the browser says */
	struct str agent;               /* what the browser calls itself, clean; STR_NONE: nothing */
	struct str address;             /* where it comes from; for slowing down only, kept nowhere */
	struct str remote_user;         /* whom the web server signed in; unchecked */
};

/*
 * Reads it into *r (memory from m). ERR_URI_LENGTH, ERR_TOO_LARGE, or
 * ERR_BAD_REQUEST for what is malformed; r->path is then as far as it could be read ("/" if not at all), so that
 * the answer can be in the right language.
 */
enum err request_read(struct request *r, struct mem *m, const struct request_raw *raw,
    const struct config *c) NODISCARD;

/* Name of the session's cookie. */
#define REQUEST_COOKIE "medverk"

/* The value of a cookie among those of a Cookie header (RFC 6265, section 4.2); STR_NONE: there is none. */
struct str request_cookie(struct str cookies, const char *name);

/*
 * How many bytes a body will have by CONTENT_LENGTH: 0 when absent. ERR_BAD_REQUEST
 * when it is no number, ERR_TOO_LARGE when it is more than the limit.
 */
enum err request_body_length(struct str content_length, const struct config *c,
    size_t *out) NODISCARD;

#endif
