/*
 * dispatch.h: one request from its bytes to its answer.
 */
#ifndef MEDVERK_DISPATCH_H
#define MEDVERK_DISPATCH_H

#include "cgi/app.h"
#include "cgi/gateway.h"

/*
 * The gateway's callback; ctx is the struct app. Without a database the answer is 503, and
 * opening it is tried again once a second.
 */
struct gateway_text dispatch(void *ctx, struct mem *m, const struct request_raw *raw, bool *whole);

#endif
