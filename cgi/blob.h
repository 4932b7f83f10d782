/*
 * blob.h: a file of the folder of files as the answer to a request.
 */
#ifndef MEDVERK_BLOB_H
#define MEDVERK_BLOB_H

#include "cgi/app.h"
#include "lib/store/attach.h"

/* The digest in "DIGEST.jpg"; false when it is none. */
bool blob_read_name(struct str name, struct str *digest);

/* Makes it the answer. ERR_NOT_FOUND, after a log line, when it is not there or not as long as it should be. */
enum err blob_open(struct ctx *c, struct str digest, const struct attach_file *f) NODISCARD;

#endif
