/*
 * files.h: where uploaded files lie: in one folder, each under the digest of
 * its content (lib/base/digest.h), FOLDER/ab/ab…64 digits. A file is there, and on the disk, before
 * the transaction that names it is committed, never changes, and is not taken away when the last record lets
 * go of it: so a copy of the database, and of the folder after it, fit together. What has another name (an
 * upload that is not done) is nobody's file.
 */
#ifndef MEDVERK_FILES_H
#define MEDVERK_FILES_H

#include "lib/base/digest.h"
#include "lib/base/mem.h"

/* The path of a file, in m. The digest is one (digest_is). */
const char *files_path(struct mem *m, const char *folder, const char *digest);

struct files_list {
	char (*digest)[DIGEST_TEXT];
	size_t n;
};

/* All there are, by digest; none when there is no such folder. False after log_say of what cannot be read. */
bool files_list(struct mem *m, const char *folder, struct files_list *out) NODISCARD;

/*
 * Puts n bytes from `at` of an open file there under their digest, and makes the folders they need.
 * What is there already, and whole, stays. False after log_say, also when they have another digest.
 */
bool files_put(struct mem *m, const char *folder, const char *digest, int fd, int64_t at,
    int64_t n) NODISCARD;

#endif
