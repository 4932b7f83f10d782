/*
 * respond.h: from an outcome and a document to an answer.
 */
#ifndef MEDVERK_RESPOND_H
#define MEDVERK_RESPOND_H

#include "cgi/app.h"

/*
 * Fills the response: the page or the JSON, or what tells of the error; its
 * headers, its ETag, and 304 when the client has the same.
 */
void respond(struct ctx *c, enum err outcome, struct response *r);

/* The same answer as before to the same address, if it is kept and nothing has been saved since; false: it is not. */
bool respond_again(struct ctx *c, struct response *r);

#endif
