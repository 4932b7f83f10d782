/*
 * answers.h: answers given before, kept by each worker for as long as the
 * database does not change. What is asked for again is answered without asking the
 * tables: the key is the address as it came, the state of the database is that of the
 * request's own read transaction, so an answer is never older than a commit before it.
 */
#ifndef MEDVERK_ANSWERS_H
#define MEDVERK_ANSWERS_H

#include "cgi/response.h"
#include "lib/base/kept.h"

/* Fills in headers, body, tag and in_vain of what was kept for this address in this state; false: nothing. */
bool answers_find(struct kept *answers, int64_t data_version, struct str uri, struct response *r);

/* Keeps a complete answer under an address that has none, unless it takes more than its share of the room. */
void answers_keep(struct kept *answers, int64_t data_version, struct str uri,
    const struct response *r);

#endif
