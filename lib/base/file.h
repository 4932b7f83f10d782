/*
 * file.h: whole files, and files that only one process may hold.
 */
#ifndef MEDVERK_FILE_H
#define MEDVERK_FILE_H

#include <stdbool.h>

#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"

/* Reads a file whole into m ("-": standard input). False after log_say of why not. */
bool file_read(struct mem *m, const char *path, struct str *out);

bool file_exists(const char *path);

/*
 * Makes the file at path and holds it until file_release(), or until this process ends, however it does.
 * ERR_BUSY when another process holds it; ERR_UNAVAILABLE after log_say of why it cannot be made.
 * *held is for file_release() and only set with ERR_NONE.
 */
enum err file_hold(const char *path, int *held) NODISCARD;

/* Removes the file, and lets others have it. */
void file_release(const char *path, int held);

#endif
