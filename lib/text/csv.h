/*
 * csv.h: reads comma-, semicolon- or tab-separated values as spreadsheets write them, and writes them
 * (RFC 4180, with what Swedish Excel does: semicolons, a byte order mark, CR LF).
 */
#ifndef MEDVERK_CSV_H
#define MEDVERK_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"

struct csv_row {
	struct str *cell;       /* decoded: quotes gone, blanks kept */
	size_t cells;
	size_t line;            /* line in the file where the row begins, from 1 */
	size_t
	    number; /* as spreadsheets count rows, from 1: empty ones too, line ends in cells not */
};

struct csv {
	struct mem *mem;
	struct str rest;
	char separator;         /* , ; or a tab: what the first line has most of outside quotes */
	size_t line;            /* at which rest begins, from 1 */
	size_t room;            /* cells that row.cell has room for */
	struct csv_row row;
	const char *problem;    /* English fact when csv_next() stopped early, else NULL */
};

/*
 * Starts reading text (skips a byte order mark). The text must outlive the
 * reader; cells point into it or, where quotes were doubled, into m.
 */
void csv_init(struct csv *c, struct mem *m, struct str text);

/*
 * The next row in c->row. The array of cells is used again by the next call;
 * the cells' bytes live as long as the text and m. Rows end with LF, CR LF or
 * CR; within quotes these stay as they are. Rows of nothing but blanks are
 * skipped. What stands between a closing quote and the next separator belongs
 * to the cell; a quote within a cell that did not begin with one is a sign
 * like others. False at the end, or when a quote is not closed (c->problem and
 * c->line then say what and where it was opened), and ever after.
 */
bool csv_next(struct csv *c);

/* What a file begins with, so that Excel knows that it is UTF-8. */
#define CSV_MARK "\xef\xbb\xbf"

/*
 * Writes a cell, in quotes where one is needed whatever the separator. Text that a spreadsheet would take for a formula (OWASP, "CSV Injection": it begins with = + - @,
 * a tab or a CR, and is no plain number) gets an apostrophe in front; so does what begins with apostrophes before such a sign, so
 * that csv_plain() gives every text back.
 */
void csv_put(struct buf *b, struct str cell);

/* A decoded cell without that apostrophe. */
struct str csv_plain(struct str cell);

#endif
