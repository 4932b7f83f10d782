/* lacks.h: what a record lacks (complete.h), in words that lead to the fields of its form. */
#ifndef MEDVERK_ADMIN_LACKS_H
#define MEDVERK_ADMIN_LACKS_H

#include "cgi/app.h"

/* "sammanfattning, telefon eller e-post". In c->mem. */
struct str lacks_text(struct ctx *c, struct str lacks);

/* Each as an object: lack, field_url, which is `form_url` and the field behind; "" : on the page itself. */
json_t *lacks_links(struct ctx *c, struct str lacks, struct str form_url);

#endif
