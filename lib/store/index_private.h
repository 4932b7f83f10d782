/*
 * index_private.h: what index.c (when documents are written), learn.c (which words
 * compounds are made of) and document.c (what a document says) share.
 */
#ifndef MEDVERK_INDEX_PRIVATE_H
#define MEDVERK_INDEX_PRIVATE_H

#include <jansson.h>

#include "lib/base/memo.h"
#include "lib/store/index.h"
#include "lib/text/compound.h"

struct learnt {
	struct str word;
	bool curated;
};

/* What a writer knows while it writes documents; made when it writes the first. */
struct indexer {
	struct mem *mem;                /* of all that follows */
	int64_t version;                /* of the database that the lexicon is that of */
	int64_t last_word;              /* the last that was read; ids grow, and no word goes */
	struct stemmer *stemmer;
	struct lexicon *lexicon;
	struct memo *split;             /* the members of words, with the lexicon as it is */
	struct memo *labels;            /* of what is referred to; NULL except while many are written */
	struct mem *fresh_mem;          /* of what is forgotten when it has been learnt: */
	struct lexicon *fresh;          /* words that are not in the lexicon yet … */
	struct learnt *learnt;          /* … and the same as a list */
	size_t words, room;
	struct bulk *bulk;              /* NULL: documents are written at once */
	bool fixed;                     /* the lexicon is not read anew: what others learn is noticed otherwise */
};

struct document {
	struct buf name, labels, summary, text;
};

/* Rows of records whose documents are to be written. */
struct rows {
	struct mem *mem;
	int64_t *record;
	size_t count, room;
};
void rows_add(struct rows *rows, int64_t record);

/* Writes the document of a row of any kind; nothing when its kind is not searched. m: for its work, reset. */
void index_write(struct writer *w, struct mem *m, int64_t record);

/* That of the writer, brought up to date when another process has changed something. */
struct indexer *indexer_of(struct writer *w);

/* The record's document, in m; false when it is not public. Notes the new words it meets. indexer_of() went before. */
bool document_compose(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    struct document *d);

/*
 * Notes the new words of a record that is about to be indexed, as far as its values
 * (struct save) tell: so the lexicon is complete before many documents are written.
 */
void document_teach(struct writer *w, struct mem *m, const struct kind *k, const json_t *values);

/* Notes a plain word, unless it is known or can be no member. */
void learn_word(struct indexer *ix, const struct term *plain);

/* Notes the words of the lexicon that others have added. */
void learn_from_others(struct writer *w);

/* Takes the noted words into the lexicon; adds to `touched` what has to be written anew. */
void learn_all(struct writer *w, struct rows *touched);

#endif
