/*
 * dispatch.h: one request from its bytes to its answer.
 */
#ifndef MEDVERK_DISPATCH_H
#define MEDVERK_DISPATCH_H

#include "cgi/app.h"

/* The gateway's callback; ctx is the struct app. */
void dispatch(void *ctx, struct mem *m, const struct request_raw *raw, struct buf *out);

/* The same when the database could not be opened: answers one request, 503, and stops the gateway. */
void dispatch_unavailable(void *ctx, struct mem *m, const struct request_raw *raw, struct buf *out);

#endif
