/*
 * rebuild.h: the search index made anew while the site goes on: filled beside
 * the old one, in transactions of some 50 ms with pauses between, brought up to date with
 * what was saved meanwhile, and put in its place in one more of them. Readers
 * find the old index until then. It may be killed at any moment: the old index stays,
 * and the next rebuild begins anew. So there must not be two at a time (cgi/cmd_rebuild.c).
 */
#ifndef MEDVERK_REBUILD_H
#define MEDVERK_REBUILD_H

#include "lib/db/db.h"

/* How long a rebuild waits for others that write, an import of many rows for instance (writer_wait()). */
#define REBUILD_WAIT_MS (10 * 60 * 1000)

/*
 * Outside transactions. Each of its own waits REBUILD_WAIT_MS before it is ERR_BUSY. progress: NULL, or called now and then with the row that was
 * reached and the last one. What the database said.
 */
enum err store_rebuild(struct writer *w, void (*progress)(void *ctx, size_t done, size_t of),
    void *ctx) NODISCARD;

#endif
