/*
 * part.h: a database within a larger file, for the folder's own use: SQLite
 * reads or writes it in its place in an archive, so that a copy is made once and
 * examined where it lies. The descriptor stays the caller's, who must not
 * close another one of the same file meanwhile if it holds a lock on it (fcntl(2)).
 */
#ifndef MEDVERK_PART_H
#define MEDVERK_PART_H

#include <sqlite3.h>
#include <stdbool.h>

struct part {
	sqlite3_vfs vfs;
	int fd;
	sqlite3_int64 at, size; /* where it begins, how long it is by now */
	bool writing;
	int why;                /* errno of what failed last; 0: nothing did */
};

/*
 * Opens what lies from `at` on: for reading n bytes that nobody changes, or for
 * writing, from nothing, without a journal. SQLite's code; *handle is to be closed by
 * part_close() in any case. *p must stay where it is.
 */
int part_open(struct part *p, int fd, sqlite3_int64 at, sqlite3_int64 n, bool writing,
    sqlite3 **handle);
void part_close(struct part *p, sqlite3 *handle);

#endif
