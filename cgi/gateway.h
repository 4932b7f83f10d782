/*
 * gateway.h: where requests come in and answers go out. Only user of
 * fcgiapp.h. FastCGI 1.0 as a responder, and CGI/1.1 (RFC 3875).
 *
 * The connection is accepted here and handed to libfcgi, so that a timer can
 * shut it at its total deadline: half-sent heads and bodies hold nobody up.
 * After an answer the connection is closed even if the web server asked to
 * keep it: libfcgi would wait in it and starve the others (measured).
 */
#ifndef MEDVERK_GATEWAY_H
#define MEDVERK_GATEWAY_H

#include "cgi/request.h"
#include "lib/base/buf.h"

/* The whole of a CGI answer: status and headers with the empty line behind them, then the body. */
struct gateway_text {
	struct str head, body;
	int fd;                 /* a file that is the body instead, closed when it was sent; -1: none … */
	int64_t bytes;          /* … and how much of it */
};

/*
 * Answers one request. Memory from m, which is reset when the answer was sent. *whole: its body was read to the end, so that the connection
 * can simply be closed.
 */
typedef struct gateway_text gateway_answer(void *ctx, struct mem *m, const struct request_raw *raw,
    bool *whole);

/*
 * Serves connections of the listening socket until SIGTERM (or until
 * `answer` says so by gateway_stop()); a request in flight is finished. False when the socket cannot be used.
 */
bool gateway_serve(int listen_fd, const struct config *c, gateway_answer *answer, void *ctx);

/* Makes gateway_serve() return after the present request. */
void gateway_stop(void);

/* True when a web server started this program for one request, with the variables of CGI. */
bool gateway_is_cgi(void);

/* Answers that one request on standard output. */
void gateway_cgi(const struct config *c, gateway_answer *answer, void *ctx);

#endif
