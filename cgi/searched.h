/*
 * searched.h: which requests are searches, and how often they are asked. Workers
 * count in memory that they share; the supervisor writes it down. GET writes nothing, and
 * a program that answers as plain CGI counts nothing.
 *
 * A search is counted when a person asks it: the first page of a search or a list
 * in HTML, with words and nothing else in the address. Filters, other orders, later
 * pages and corrections refused go on with a search that was counted; suggestions are asked for by
 * every letter; HEAD and the API are programs'. Whether the answer was made, kept from before or
 * the browser's own (304) makes no difference.
 */
#ifndef MEDVERK_SEARCHED_H
#define MEDVERK_SEARCHED_H

#include "cgi/app.h"
#include "cgi/response.h"
#include "lib/base/clock.h"

/* Counts the request, if it is one to count. */
void searched_count(const struct ctx *c, const struct response *r);

/* The supervisor's side. */
struct searched {
	struct tally *tally;            /* NULL: nothing is counted */
	int64_t next;                   /* clock_ms() of the next writing */
	char day[CLOCK_DAY];            /* on which old rows were deleted last */
	bool failed;                    /* the last writing did, which is logged once */
};

/* Before workers are started. */
void searched_open(struct searched *s, const struct config *c);

/* Writes what was counted, when it is time to. A failure is logged; those counts are then lost. */
void searched_keep(struct searched *s, const struct config *c);

/* Writes the rest, when no worker is left. */
void searched_close(struct searched *s, const struct config *c);

/* The second database, beside the first. */
const char *searched_path(struct mem *m, const struct config *c);

#endif
