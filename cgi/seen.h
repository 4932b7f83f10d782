/*
 * seen.h: sessions that are used do not end. A page that is asked for writes nothing, so
 * that it was is counted in memory shared by all workers, and the supervisor writes it down once a minute.
 */
#ifndef MEDVERK_SEEN_H
#define MEDVERK_SEEN_H

#include "cgi/app.h"

struct seen {
	struct tally
	    *tally;   /* NULL: the system has no memory to share; sessions end by their beginning */
	int64_t next;                   /* clock_ms() of the next time */
};

void seen_open(struct seen *s);

/* A worker: the session of this request is in use. */
void seen_note(const struct ctx *c);

/* The supervisor: writes down what there is, when it is time. What cannot be written is lost: a minute of idleness. */
void seen_keep(struct seen *s, const struct config *c);
void seen_close(struct seen *s, const struct config *c);

#endif
