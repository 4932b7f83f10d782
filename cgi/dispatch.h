/*
 * dispatch.h: one request from its bytes to its answer.
 */
#ifndef MEDVERK_DISPATCH_H
#define MEDVERK_DISPATCH_H

#include "cgi/app.h"

/*
 * The gateway's callback; ctx is the struct app. Without a database the answer is 503, and
 * opening it is tried again once a second.
 */
void dispatch(void *ctx, struct mem *m, const struct request_raw *raw, struct buf *out);

#endif
