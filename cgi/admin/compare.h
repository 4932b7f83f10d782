/*
 * compare.h: where two documents of a record differ, for the template _changes.
 */
#ifndef MEDVERK_ADMIN_COMPARE_H
#define MEDVERK_ADMIN_COMPARE_H

#include "cgi/app.h"
#include "lib/store/edit.h"

/*
 * For each field and language that differs: control, label, before, after; and where it is worth reading so, `parts`: what is
 * is_gone, is_new or is_same of it, piece by piece (texts by words, lists of records by records). An empty array where they are alike.
 */
json_t *compare_documents(struct ctx *c, struct reader *r, const struct kind *k,
    struct edit_document before, struct edit_document after);

#endif
