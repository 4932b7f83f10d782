/*
 * progress.h: how far long work has come, on stderr: one line that is written
 * over when that is a terminal, a line each second when it was asked for
 * with --progress, nothing otherwise, so that scripts hear of problems only.
 */
#ifndef MEDVERK_PROGRESS_H
#define MEDVERK_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	bool terminal, asked;
	int64_t last;           /* clock_ms() of what was shown last; 0: nothing yet */
};

void progress_init(struct progress *p, bool asked);

/* `done` of `of` WHAT; of 0: nobody knows of how many. May be called as often as one likes. */
void progress_show(struct progress *p, const char *what, size_t done, size_t of);

/* Clears the line, if there is one, for what comes behind. */
void progress_end(struct progress *p);

#endif
