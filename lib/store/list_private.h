/* list_private.h: what list.c and search.c share: the members that every list has. */
#ifndef MEDVERK_LIST_PRIVATE_H
#define MEDVERK_LIST_PRIVATE_H

#include "lib/store/list.h"

/* {limit, number, total, pages} */
json_t *list_page_of(const struct list_query *q, uint32_t total);

/* {self, next, prev}; `last` is the public id of the page's last item. */
json_t *list_links_of(const struct scope *s, const struct catalogue *c, const struct list_query *q,
    bool more, struct str last);

/* {q, sort} as understood. */
json_t *list_query_of(const struct list_query *q);

#endif
