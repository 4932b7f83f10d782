/*
 * import.h: records from a CSV file, all or nothing.
 *
 * The header names fields of the kind (kind_*.c), NAME_en for English texts,
 * and `id` (UUID). A row whose id, code or slug is known changes that record, and empties what it has no
 * value for; nothing is written where it says what is there already. Others are new. No two rows may be about the same record. Lists are joined by |.
 */
#ifndef MEDVERK_IMPORT_H
#define MEDVERK_IMPORT_H

#include "lib/db/db.h"
#include "lib/store/kind.h"

/* First all rows are read and saved, then they are indexed. */
enum import_stage { IMPORT_ROWS, IMPORT_INDEX };

struct import_options {
	const struct kind *kind;
	struct str text;                /* the file's content */
	bool create_terms;
	/* Called for each problem: line and column name (may be empty), the value and an English reason. */
	void (*problem)(void *ctx, size_t line, struct str column, struct str value,
	    const char *reason);
	/* The same for what may be right but is unusual. May be NULL. */
	void (*warning)(void *ctx, size_t line, struct str column, struct str value,
	    const char *reason);
	/* Called now and then with how much is done, of how much (0: not known yet). May be NULL. */
	void (*progress)(void *ctx, enum import_stage stage, size_t done, size_t of);
	void *ctx;
};

struct import_result {
	size_t rows, created, changed, same, problems;
};

/*
 * Imports within a transaction of its own: ERR_NONE when everything was saved,
 * ERR_INVALID when there were problems (nothing was then), or what the database said.
 */
enum err store_import(struct writer *w, const struct import_options *options,
    struct import_result *result) NODISCARD;

#endif
