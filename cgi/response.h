/*
 * response.h: an answer in the making: status, headers and body, complete before a byte is sent.
 */
#ifndef MEDVERK_RESPONSE_H
#define MEDVERK_RESPONSE_H

#include "lib/base/buf.h"
#include "lib/base/err.h"

struct response {
	enum err outcome;
	struct buf headers;     /* "Name: value\r\n" … */
	struct buf body;
	struct str tag;         /* ETag, with its quotes; STR_NONE: the answer has none */
	bool in_vain;           /* it is that of a search or list, and nothing was found */
	bool head_only;         /* the length is said, the body not sent */
	bool is_file;           /* a file is the body … */
	int64_t bytes;          /* … of this length */
	int fd;                 /* it is to be sent; -1: it is not */
	bool by_server;         /* the web server sends it, and says its length */
};

/* An empty answer with room in m. */
void response_init(struct response *r, struct mem *m);

/* Adds a header. Values with CR, LF or NUL are refused (asserted: they are never made from what comes from outside unchecked). */
void response_header(struct response *r, const char *name, struct str value);

/*
 * Appends the status line (as CGI has it), the headers, Content-Length and an
 * empty line to head. Returns the body that is to be sent behind them, which stays in r.
 */
struct str response_write(const struct response *r, struct buf *head);

#endif
