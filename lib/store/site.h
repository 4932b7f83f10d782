/*
 * site.h: documents of the site as a whole.
 */
#ifndef MEDVERK_SITE_H
#define MEDVERK_SITE_H

#include <jansson.h>

#include "lib/store/address.h"
#include "lib/store/catalogue.h"

/* The start page: counts, areas, municipalities, the latest confirmed, newest reports and projects. */
void store_start(struct reader *r, const struct scope *s, const struct catalogue *c, json_t *doc);

/*
 * What a municipality's page has beside the record: its first enterprises,
 * what they do, neighbours with counts, `few` when there are fewer than three.
 */
void store_municipality(struct reader *r, const struct scope *s, const struct catalogue *c,
    json_t *doc);

/* What an enterprise's page has beside the record: up to four others nearby. */
void store_nearby(struct reader *r, const struct scope *s, const struct catalogue *c,
    int64_t record, json_t *doc);

/* Partners of a project by country, in the order in which they are named. */
void store_partners(json_t *doc);

/* How a report is cited: authors (year). Title. Publisher. Series, number. */
void store_citation(const struct scope *s, json_t *doc);

/* ERR_NONE when the database and the search index answer; it is remembered otherwise. */
void store_health(struct reader *r);

#endif
