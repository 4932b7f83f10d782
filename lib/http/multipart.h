/*
 * multipart.h: the body of a form with files, multipart/form-data (RFC 7578, in the framing of RFC 2046, section 5.1), whole in memory. Reads what
 * browsers send and nothing looser: no preamble, no epilogue, no encodings, CR LF everywhere.
 */
#ifndef MEDVERK_MULTIPART_H
#define MEDVERK_MULTIPART_H

#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"
#include "lib/http/form.h"

struct multipart_file {
	struct str name;                /* of its field, clean */
	struct str filename;            /* as its owner calls it, clean; "" when none was chosen */
	struct str content;             /* the bytes as they are, within the body */
};

struct multipart {
	struct form form;               /* the fields that are no files, as form_read() gives them */
	struct multipart_file *file;
	size_t files;
};

/* Says a Content-Type that the body is one of these? */
bool multipart_is(struct str content_type);

/*
 * Reads the body into *mp (memory from m; contents of files stay in the body). ERR_BAD_REQUEST when the boundary, the framing or a part's head is
 * malformed, a name or a value is not clean UTF-8, or there are more than max_parts parts.
 */
enum err multipart_read(struct multipart *mp, struct mem *m, struct str content_type,
    struct str body, size_t max_parts) NODISCARD;

/* The first file of a name, NULL when there is none. */
const struct multipart_file *multipart_file(const struct multipart *mp, const char *name);

#endif
