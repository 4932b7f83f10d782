/*
 * multipart.h: the body of a form with files, multipart/form-data (RFC 7578, in the framing of RFC 2046, section 5.1), as it
 * comes, piece by piece. Reads what browsers send and nothing looser: no preamble, no epilogue, no encodings, CR LF everywhere.
 * Fields are kept in memory, files on disk where a folder is named, so that their size is no matter.
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
	int64_t bytes;
	int fd;                         /* the bytes, from 0 on, in a file without a name; -1: in memory */
	struct str content;             /* the bytes, when they are in memory */
};

struct multipart {
	struct form form;               /* the fields that are no files, as form_read() gives them */
	struct multipart_file *file;
	size_t files;
};

struct multipart_limits {
	size_t parts;                   /* most parts */
	size_t field_bytes;             /* most bytes of all fields that are no files */
	const char
	    *folder; /* where files go, made if it is not there; NULL: they are kept in memory */
};

struct multipart_reader;

/* Says a Content-Type that the body is one of these? */
bool multipart_is(struct str content_type);

/* Begins to read a body of this type. Memory from m; the folder's name must stay as long as the reader. */
struct multipart_reader *multipart_begin(struct mem *m, struct str content_type,
    const struct multipart_limits *limits);

/* The next piece of the body, of any size. After a mistake nothing more is looked at. */
void multipart_push(struct multipart_reader *r, struct str piece);

/*
 * The body has ended: *mp is what was in it. ERR_BAD_REQUEST when the boundary, the framing or a part's head is
 * malformed, a name or a value is not clean UTF-8, or there are too many parts; ERR_TOO_LARGE for fields that are;
 * ERR_UNAVAILABLE after a log line when a file cannot be written. *mp is to be released in any case.
 */
enum err multipart_end(struct multipart_reader *r, struct multipart *mp) NODISCARD;

/* Closes the files: what nobody has copied is gone. */
void multipart_release(struct multipart *mp);

/* A body that is in memory, whole; its files too. Nothing to release. */
enum err multipart_read(struct multipart *mp, struct mem *m, struct str content_type,
    struct str body, size_t max_parts) NODISCARD;

/* The first file of a name, NULL when there is none. */
const struct multipart_file *multipart_file(const struct multipart *mp, const char *name);

/* The bytes of a file, in memory: for those that may be so large. False after a log line when they cannot be read. */
bool multipart_content(const struct multipart_file *f, struct mem *m, struct str *out) NODISCARD;

#endif
