/*
 * accept.h: conditional requests. RFC 9110, sections 8.8.3 and 13.1.2.
 */
#ifndef MEDVERK_ACCEPT_H
#define MEDVERK_ACCEPT_H

#include <stdbool.h>

#include "lib/base/str.h"

/*
 * True when the If-None-Match field names the tag (given with its quotes) or
 * is "*". Compares weakly, as the RFC wants for this field, and lets pass what
 * compressing web servers make of a tag: W/"x", "x-gzip", "x;gzip", and the same
 * with br, deflate and zstd. Malformed members of the list match nothing.
 */
bool accept_none_match(struct str field, struct str tag);

#endif
