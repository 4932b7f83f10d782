/*
 * upkeep.h: what is remembered of backups, for those who keep the directory.
 *
 * It is kept in a small file beside the database, medverk.db.upkeep, not in a table of it: a backup only reads
 * what it copies, also when that is damaged or its disk is full, which is when a failure must be told; and a
 * database that is restored does not bring back what was true when it was copied.
 */
#ifndef MEDVERK_UPKEEP_H
#define MEDVERK_UPKEEP_H

#include "lib/base/clock.h"
#include "lib/base/mem.h"

/* Why a backup failed: keys for words of the interface, none of which name a path. */
#define UPKEEP_DATABASE "database"      /* the database cannot be read */
#define UPKEEP_DAMAGED  "damaged"       /* the database, or its copy, is not whole */
#define UPKEEP_FILES    "files"         /* uploaded files cannot be read, or are damaged */
#define UPKEEP_ROOM     "room"          /* there is no room where it is written */
#define UPKEEP_TARGET   "target"        /* it cannot be written there at all */

struct upkeep {
	char begun[CLOCK_TEXT];         /* the last backup, however it ended; "": there was none */
	char good[CLOCK_TEXT];          /* when the last good one was begun; "": never */
	int64_t bytes, records, files, ms;      /* of that one */
	char failed[CLOCK_TEXT];        /* when the last that failed was begun; "": never */
	char why[CLOCK_TEXT];           /* UPKEEP_… of that one */
};

/* What is known; all empty and 0 when nothing is. One that was begun after both others was killed, or still runs. */
void upkeep_load(struct upkeep *u, struct mem *m, const char *db);

/* False after log_say of why it cannot be written. */
bool upkeep_save(const struct upkeep *u, struct mem *m, const char *db) NODISCARD;

#endif
