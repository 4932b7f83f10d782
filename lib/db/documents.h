/*
 * documents.h: the documents of the search index, and the words they have. A
 * word is counted where the index makes terms of it (tokenizer.c), so what
 * search_word says is what the index holds; nothing is read twice.
 */
#ifndef MEDVERK_DOCUMENTS_H
#define MEDVERK_DOCUMENTS_H

#include "lib/db/db.h"

enum { DOCUMENT_NAME, DOCUMENT_LABELS, DOCUMENT_SUMMARY, DOCUMENT_TEXT, DOCUMENT_COLUMNS };

/* Writes the document of a record, in place of the one there is. */
void documents_put(struct writer *w, int64_t record, const struct str text[DOCUMENT_COLUMNS]);

/* Takes it out, if there is one. */
void documents_delete(struct writer *w, int64_t record);

/*
 * Brings search_word up to date with the documents written since; writer_end() does it,
 * too. For who wants to read the words within the transaction.
 */
void documents_count(struct writer *w);

#endif
