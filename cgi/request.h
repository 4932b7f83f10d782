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

/* The body as it comes in. */
struct request_source {
	/* Puts the next n bytes in p; returns how many there were before it ended. */
	size_t (*read)(void *ctx, char *p, size_t n);
	bool (*at_end)(void
		*ctx); /* nothing follows; called when all was read that should be there */
	void *ctx;
};

/* What the gateway hands over: CGI variables, unchecked, and where the body is. */
struct request_raw {
	struct str method, uri, content_length, content_type, if_none_match;
	struct str cookie, host, origin, fetch_site, agent, address, remote_user;
	size_t head_bytes;              /* of all variables, names and values */
	struct request_source source;   /* .read NULL: there is no body */
};

struct request {
	enum method method;
	struct str path;                /* decoded, "/foretag/bjorken" */
	struct str uri;                 /* as it came */
	struct str query;               /* as it came, without "?" */
	struct form form;               /* the query's parameters */
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
 * Reads all but the body into *r (memory from m). ERR_HEAD_LENGTH, ERR_URI_LENGTH, or
 * ERR_BAD_REQUEST for what is malformed; r->path is then as far as it could be read ("/" if not at all), so that
 * the answer can be in the right language.
 */
enum err request_read(struct request *r, struct mem *m, const struct request_raw *raw,
    const struct config *c) NODISCARD;

/* How large a body may be. */
struct request_room {
	long bytes;
	const char
	    *folder; /* where the files of a form go (multipart.h); NULL: they stay in memory */
};

/*
 * Reads the body, piece by piece where files go to a folder: what is no file is never more than settings allow any form. *whole: all
 * of it was read. ERR_TOO_LARGE, ERR_BAD_REQUEST when its length is none or not the one it has, or it is malformed.
 * request_release() is to follow.
 */
enum err request_read_body(struct request *r, struct mem *m, const struct request_raw *raw,
    const struct config *c, const struct request_room *room, bool *whole) NODISCARD;
void request_release(struct request *r);

/* Name of the session's cookie. */
#define REQUEST_COOKIE "medverk"

/* The value of a cookie among those of a Cookie header (RFC 6265, section 4.2); STR_NONE: there is none. */
struct str request_cookie(struct str cookies, const char *name);

/*
 * How many bytes a body will have by CONTENT_LENGTH: 0 when absent. ERR_BAD_REQUEST
 * when it is no number, ERR_TOO_LARGE when it is more than the limit.
 */
enum err request_body_length(struct str content_length, long limit, size_t *out) NODISCARD;

#endif
