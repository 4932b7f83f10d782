/*
 * export.h: records as a CSV file that the import reads back: read again unchanged it changes nothing. UTF-8
 * with a mark, semicolons, decimal commas: what Excel in Sweden opens as a table.
 */
#ifndef MEDVERK_EXPORT_H
#define MEDVERK_EXPORT_H

#include "lib/store/records.h"

struct export_options {
	struct records_query of;        /* which records, in which order */
	/* Takes what is written so far and empties the buffer; called now and then. NULL: all stays in it. */
	void (*flush)(void *ctx, struct buf *b);
	void *ctx;
};

/*
 * Writes the names of the columns and a row for each record to out, within the reader's transaction. Stops where
 * out's limit is passed (buf_overflowed). Memory beside it is that of one record, and of the names that records refer to.
 */
void store_export(struct reader *r, const struct export_options *options, struct buf *out);

#endif
