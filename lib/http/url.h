/*
 * url.h: addresses. Reads those that visitors send, checks those that editors
 * write, and builds query strings. RFC 3986.
 */
#ifndef MEDVERK_URL_H
#define MEDVERK_URL_H

#include <stdbool.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"

/*
 * Decodes %XX (and + as blank when `plus`) and accepts the result as text
 * (utf8_accept). False for malformed escapes, invalid UTF-8, NUL or controls.
 * What needs no change is not copied: *out lives as long as m and the bytes of in.
 */
bool url_decode(struct mem *m, struct str in, bool plus, struct str *out);

/*
 * Splits a request target (origin form, or absolute form whose scheme and
 * authority are dropped) into path and query, both still encoded. A missing
 * query is STR_NONE; a fragment is dropped; "http://host" has the path "/". False
 * when the path does not begin with "/".
 */
bool url_split(struct str target, struct str *path, struct str *query);

/* Appends s percent-encoded for a query value: unreserved kept, blank as %20. */
void url_encode(struct buf *b, struct str s);

/* A decoded path as it may stand in an address or a Location header: every byte but unreserved ones and / encoded. Copy in m. */
struct str url_path(struct mem *m, struct str path);

/*
 * True for an absolute http or https address that may stand in a link: host of
 * letters, digits, hyphens and dots (or IDN in UTF-8), optional port, no user
 * part, no blanks or controls or " ` < > \, at most 2 000 bytes. (' is a sign like
 * others in an address: RFC 3986, section 2.2.) Blanks are those of Unicode too,
 * and what is invisible.
 */
bool url_is_web(struct str s);

/* True for local@domain as HTML's input type=email takes it (ASCII), at most 254 bytes. */
bool url_is_email(struct str s);

#endif
