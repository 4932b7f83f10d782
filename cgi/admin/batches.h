/* batches.h: what was done to many records at once, listed with a way to take it back. */
#ifndef MEDVERK_ADMIN_BATCHES_H
#define MEDVERK_ADMIN_BATCHES_H

#include "cgi/app.h"

/*
 * Sets c->doc "batches" for the template _batches: spreadsheets of a kind, or the other actions; and, where the address says that one
 * was done or undone, "done" and what was left as it is ("kept").
 */
void batches_set(struct ctx *c, struct reader *r, const struct kind *k, bool imports);

/* Takes back the one that the form names, then leads to the page `below` the list. ERR_SEE_OTHER. */
enum err batches_undo(struct ctx *c, struct writer *w, const struct kind *k, const char *below,
    struct str note);

/* "12 ändrade": a counted text. In c->mem. */
struct str batches_counted(struct ctx *c, const char *key, size_t n);

#endif
