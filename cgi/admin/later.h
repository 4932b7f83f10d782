/*
 * later.h: the fields of a form that say when it is published by itself (lib/store/due.h): a day and a time, by the clocks of Sweden.
 */
#ifndef MEDVERK_ADMIN_LATER_H
#define MEDVERK_ADMIN_LATER_H

#include "cgi/app.h"
#include "lib/base/clock.h"
#include "lib/store/edit.h"

struct later {
	struct str day, time;           /* as they were written */
	bool wrong;                     /* no time, or one that has been */
	char at[CLOCK_TEXT];            /* UTC, RFC 3339 */
};

/* Does the form that was sent have a day? */
bool later_is_given(const struct ctx *c);

/* Without a time it is eight in the morning. */
struct later later_read(struct ctx *c);

/* Sets publish_on, publish_clock and is_timed of c->doc: what was sent, or when the open change is published as things are. */
void later_show(struct ctx *c, const struct edited *e);

/* The form is shown again, with what is wrong with the time. ERR_INVALID. */
enum err later_refuse(struct ctx *c, const struct later *l);

#endif
