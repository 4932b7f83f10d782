/*
 * file.h: whole files, parts of open ones, and files that only one process may hold.
 */
#ifndef MEDVERK_FILE_H
#define MEDVERK_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"

/* Reads a file whole into m ("-": standard input). False after log_say of why not. */
bool file_read(struct mem *m, const char *path, struct str *out);

bool file_exists(const char *path);

/* The folder a path leads into, in m: "." when it names none. */
const char *file_folder(struct mem *m, const char *path);

/*
 * All n bytes from or to `at` of an open file, whatever interrupts. False when
 * that cannot be, errno says why; 0: the file ends before.
 */
bool file_read_at(int fd, int64_t at, void *p, size_t n) NODISCARD;
bool file_write_at(int fd, int64_t at, const void *p, size_t n) NODISCARD;

/* Copies n bytes of one file into another, each from its place on. The same. */
bool file_copy(int from, int64_t from_at, int to, int64_t to_at, int64_t n) NODISCARD;

/* Makes what was renamed in a folder survive a loss of power. False, errno says why. */
bool file_sync_folder(const char *folder) NODISCARD;

/*
 * Opens, or makes, a file for what is to get another name when it is whole: readable for its owner only, and locked
 * (fcntl(2)) until it is closed. What somebody who was killed left there may be in it. -1, errno says why; EBUSY: somebody else
 * is at it; EEXIST: it is another's, or has more names, or is no file.
 */
int file_open_part(const char *path);

/*
 * Makes the file at path and holds it until file_release(), or until this process ends, however it does.
 * ERR_BUSY when another process holds it; ERR_UNAVAILABLE after log_say of why it cannot be made.
 * *held is for file_release() and only set with ERR_NONE.
 */
enum err file_hold(const char *path, int *held) NODISCARD;

/* Removes the file, and lets others have it. */
void file_release(const char *path, int held);

/* Gives an open file owner and permissions of another, as far as this user may; nothing when there is no such one. */
void file_take_after(int fd, const char *like);

/*
 * Puts a text in the place of a file, so that a reader meets the old one or the new one; as
 * file_take_after() says. False, errno says why.
 */
bool file_replace(struct mem *m, const char *path, struct str text, const char *like) NODISCARD;

#endif
