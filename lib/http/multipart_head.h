/*
 * multipart_head.h: what stands before the content of a part of multipart/form-data, and what separates the parts
 * (RFC 7578; RFC 2046, section 5.1). For multipart.c.
 */
#ifndef MEDVERK_MULTIPART_HEAD_H
#define MEDVERK_MULTIPART_HEAD_H

#include "lib/base/mem.h"
#include "lib/base/str.h"

struct multipart_head {
	struct str name;        /* clean */
	struct str filename;    /* clean; p NULL: the part is no file */
};

/* The boundary in a Content-Type, with two hyphens in front, in m; p NULL: there is no proper one. */
struct str multipart_boundary(struct mem *m, struct str content_type);

/*
 * Reads the lines of a head, with CR LF between, into *h (in m). False when one is malformed, there is no name, or the content would be
 * encoded.
 */
bool multipart_head_read(struct mem *m, struct str lines, struct multipart_head *h) NODISCARD;

#endif
