/*
 * records.h: lists of records as those who edit see them: filtered, counted, in some order, page by page. Fast with many: one
 * walk over one index (sql/schema.sql, record_edited), and none of its rows is asked for by itself.
 */
#ifndef MEDVERK_RECORDS_H
#define MEDVERK_RECORDS_H

#include <jansson.h>

#include "lib/db/db.h"
#include "lib/store/kind.h"

/* Filters beside the state; each is on or off. */
enum records_only {
	ONLY_MINE,              /* what the account has edited, or has a draft of */
	ONLY_WAITING,           /* a change waits for approval */
	ONLY_STALE,             /* public, and nobody has confirmed it for as long as the kind says */
	ONLY_INCOMPLETE,        /* it lacks what visitors need (complete.h) */
	ONLIES
};
/* "mine": its parameter, and the key of its words. */
const char *records_only_key(enum records_only o);

/* False where the kind knows no such thing: nobody confirms pages. */
bool records_only_has(const struct kind *k, enum records_only o);

struct records_query {
	const struct kind *kind;
	struct str state;               /* STR_NONE: all */
	struct str words;               /* this is in the key of the name (collate.h); STR_NONE: all */
	int64_t municipality;           /* row id; 0: all */
	bool only[ONLIES];
	int64_t account;                /* who asks, for ONLY_MINE; 0: the command line */
	bool own;                       /* only of the municipalities of the account */
	struct str sort;                /* "name", "state", "verified_on", "updated_on", "lacks"; STR_NONE: name */
	bool down;                      /* the last first */
};

/* A statement begun, whose rows have a row id each, for db_next(). limit -1: all. m lives as long as it. */
struct stmt *records_begin(struct reader *r, struct mem *m, const struct records_query *q,
    int64_t limit, int64_t offset);

/* What a page of the list shows: id, name, state, verified_on, updated_on, lacks, waits, municipality, by. */
json_t *records_page(struct reader *r, struct mem *m, const struct records_query *q, int64_t limit,
    int64_t offset);

struct records_counts {
	int64_t total;                  /* of the query */
	int64_t all, published, draft, hidden, archived;        /* with its other filters */
	int64_t only[ONLIES];           /* of the query, and this filter as well */
};
void records_count(struct reader *r, struct mem *m, const struct records_query *q,
    struct records_counts *out);

/* The row id of a municipality by its code; 0: there is none. */
int64_t records_municipality(struct reader *r, struct str code);

#endif
