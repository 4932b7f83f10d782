/*
 * file.h: whole files.
 */
#ifndef MEDVERK_FILE_H
#define MEDVERK_FILE_H

#include <stdbool.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"

/* Reads a file whole into m ("-": standard input). False after log_say of why not. */
bool file_read(struct mem *m, const char *path, struct str *out);

bool file_exists(const char *path);

#endif
