/* index.c: when search documents are written, and whether they are right. */
#include "lib/store/index.h"

#include <stdlib.h>

#include "lib/db/documents.h"
#include "lib/db/stmt.h"
#include "lib/store/index_private.h"
#include "lib/store/wording.h"

enum {
	WORDS_KEPT = 1 << 17,           /* of whose members a writer remembers; some 8 MiB when full */
	LABELS_KEPT = 1 << 14,
	PROGRESS_ROWS = 500,
	FEW_RECORDS = 20000,            /* of so many the whole index is merged in a second */
};

/* Documents that wait for the end of the transaction. */
struct bulk {
	struct rows rows;
};

void
rows_add(struct rows *rows, int64_t record)
{
	if (rows->count == rows->room) {
		size_t room = rows->room == 0 ? 64 : rows->room * 2;

		rows->record = mem_grow(rows->mem, rows->record, rows->room * sizeof(*rows->record),
		    room * sizeof(*rows->record));
		rows->room = room;
	}
	rows->record[rows->count++] = record;
}

/* -------------------------------------------------------------- what a writer knows */

static void
indexer_free(struct indexer *ix)
{
	memo_free(ix->split);
	memo_free(ix->labels);
	mem_free(ix->fresh_mem);
	mem_free(ix->mem);
}

/* Others have saved: perhaps they taught the lexicon words, perhaps what labels say is another. */
static void
catch_up(struct writer *w, int64_t version)
{
	struct indexer *ix = w->indexer;
	int64_t last;

	if (ix->version == version)
		return;
	last = wording_last_word(&w->reader);
	if (last > ix->last_word) {
		wording_add_words(ix->lexicon, &w->reader, ix->last_word);
		memo_clear(ix->split);
	}
	if (ix->labels != NULL)
		memo_clear(ix->labels);
	ix->last_word = last;
	ix->version = version;
}

struct indexer *
indexer_of(struct writer *w)
{
	struct mem *m;
	int64_t version;

	if (w->indexer != NULL && (w->indexer->bulk != NULL || w->indexer->fixed))
		return w->indexer;
	version = db_data_version(&w->reader);
	if (w->indexer != NULL) {
		catch_up(w, version);
		return w->indexer;
	}
	m = mem_new(64 * 1024);
	w->indexer = mem_calloc(m, 1, sizeof(*w->indexer));
	w->release = indexer_free;
	*w->indexer = (struct indexer){
		.mem = m, .version = version, .split = memo_new(WORDS_KEPT),
		.stemmer = db_stemmer(&w->reader), .fresh_mem = mem_new(0),
		.lexicon = wording_lexicon(&w->reader, m, db_stemmer(&w->reader)),
		.last_word = wording_last_word(&w->reader),
	};
	return w->indexer;
}

/* -------------------------------------------------------------------- writing */

static const struct kind *
kind_of(struct writer *w, int64_t record, bool *public)
{
	struct stmt *q = db_read(&w->reader, SQL_FIND_KIND);
	const struct kind *k = NULL;

	*public = false;
	db_bind_int(q, ":record", record);
	if (db_next(q)) {
		k = kind_find(db_text(q, 0));
		*public = db_int(q, 1) != 0;
		stmt_end(q);
	}
	return k;
}

static void
write_document(struct writer *w, struct mem *m, const struct kind *k, int64_t record)
{
	struct document d;

	if (!document_compose(w, m, k, record, &d)) {
		documents_delete(w, record);
	} else {
		const struct str text[DOCUMENT_COLUMNS] = { buf_view(&d.name), buf_view(&d.labels),
			buf_view(&d.summary), buf_view(&d.text) };

		documents_put(w, record, text);
	}
}

void
store_index(struct writer *w, struct mem *m, const struct kind *k, int64_t record,
    const json_t *values)
{
	struct indexer *ix = indexer_of(w);
	bool public;

	if (ix->bulk == NULL) {
		write_document(w, m, k, record);
		return;
	}
	rows_add(&ix->bulk->rows, record);
	if (values != NULL && kind_of(w, record, &public) != NULL && public)
		document_teach(w, m, k, values);
}

void
store_index_in_bulk(struct writer *w)
{
	struct indexer *ix = indexer_of(w);

	if (ix->bulk != NULL)
		return;
	ix->bulk = mem_calloc(ix->mem, 1, sizeof(*ix->bulk));
	ix->bulk->rows.mem = ix->mem;
	ix->labels = memo_new(LABELS_KEPT);
	writer_expect_rows(w, true);
}

static int
by_record(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void
index_write(struct writer *w, struct mem *m, int64_t record)
{
	struct mem *before = mem_use(m);
	bool public;
	const struct kind *k = kind_of(w, record, &public);

	if (k != NULL && k->searched)
		write_document(w, m, k, record);
	mem_use(before);
	mem_reset(m);
}

/* In the order of their rows, which is how the index takes most of them at once. */
static void
write_all(struct writer *w, struct rows *rows, void (*progress)(void *, size_t, size_t), void *ctx)
{
	struct mem *one = mem_new(64 * 1024);

	if (rows->count > 0)
		qsort(rows->record, rows->count, sizeof(*rows->record), by_record);
	for (size_t i = 0; i < rows->count && db_done(&w->reader) == ERR_NONE; i++) {
		if (i > 0 && rows->record[i] == rows->record[i - 1])
			continue;
		index_write(w, one, rows->record[i]);
		if (progress != NULL && i % PROGRESS_ROWS == 0)
			progress(ctx, i, rows->count);
	}
	mem_free(one);
}

/* Whether so many documents are as good as all: then the index is merged into one behind them. */
static bool
are_most(struct writer *w, size_t documents)
{
	int64_t records = db_number(db_read(&w->reader, SQL_FIND_LAST_ROW));

	return records <= FEW_RECORDS || (int64_t)documents >= records / 4;
}

void
store_learn(struct writer *w, void (*progress)(void *ctx, size_t done, size_t of), void *ctx)
{
	struct indexer *ix = w->indexer;
	struct mem *m;
	struct rows rows;
	bool most = false;

	if (ix == NULL || (ix->words == 0 && ix->bulk == NULL))
		return;
	m = mem_new(0);
	rows = (struct rows){ .mem = m };
	if (ix->bulk != NULL) {
		/* What is referred to may have got another name since. */
		memo_clear(ix->labels);
		rows = ix->bulk->rows;
		ix->bulk = NULL;
		most = are_most(w, rows.count);
		writer_expect_documents(w, most);
	}
	/* What the documents of a bulk have of new words beside those told before is learnt behind it. */
	do {
		if (ix->words > 0)
			learn_all(w, &rows);
		write_all(w, &rows, progress, ctx);
		rows = (struct rows){ .mem = m };
	} while (ix->words > 0 && db_done(&w->reader) == ERR_NONE);
	if (ix->labels != NULL) {
		writer_settle_documents(w, most);
		writer_expect_rows(w, false);
	}
	memo_free(ix->labels);
	ix->labels = NULL;
	mem_free(m);
}

/* ------------------------------------------------------------------- checking */

static bool
is_as_composed(struct writer *w, struct mem *m, const struct kind *k, int64_t record)
{
	struct document d;
	struct stmt *q;
	bool same;

	if (!document_compose(w, m, k, record, &d))
		return true;
	q = db_read(&w->reader, SQL_LOAD_SEARCH_DOCUMENT);
	db_bind_int(q, ":record", record);
	if (!db_next(q))
		return false;
	same = str_eq(db_text(q, 0), buf_view(&d.name)) &&
	    str_eq(db_text(q, 1), buf_view(&d.labels)) &&
	    str_eq(db_text(q, 2), buf_view(&d.summary)) && str_eq(db_text(q, 3), buf_view(&d.text));
	stmt_end(q);
	return same;
}

size_t
store_check_index(struct writer *w, void (*differs)(int64_t record))
{
	struct mem *one = mem_new(16 * 1024), *before = mem_use(one);
	int64_t record = 0;
	size_t wrong = 0;

	(void)indexer_of(w);
	for (;;) {
		struct stmt *q = db_read(&w->reader, SQL_NEXT_RECORD);
		const struct kind *k;

		db_bind_int(q, ":record", record);
		if (!db_next(q))
			break;
		record = db_int(q, 0);
		k = kind_find(db_text(q, 1));
		stmt_end(q);
		if (k->searched && !is_as_composed(w, one, k, record)) {
			differs(record);
			wrong++;
		}
		mem_reset(one);
	}
	mem_use(before);
	mem_free(one);
	return wrong;
}
