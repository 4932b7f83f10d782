/*
 * due.h: the supervisor publishes what is due (lib/store/due.h), within a minute, and when it starts. Where there is no
 * supervisor, `medverk tick` does it.
 */
#ifndef MEDVERK_CGI_DUE_H
#define MEDVERK_CGI_DUE_H

#include "cgi/app.h"

struct due_watch {
	int64_t next;                   /* clock_ms() of the next look; 0: now */
};

/* Looks, when it is time to; a process of its own does what there is to do. */
void due_keep(struct due_watch *d, const struct config *c);

/* Does it, and logs what it did. False when not all could be done. */
bool due_run(const struct config *c);

#endif
