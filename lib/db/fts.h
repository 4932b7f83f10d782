/*
 * fts.h: full-text search in one pass. An FTS5 auxiliary function walks the
 * index once per phrase (xQueryPhrase) and collects which records have it and
 * where; no row is read and no bm25 computed (PERFORMANCE: bm25 costs 2–3 µs
 * a matching row).
 *
 * A question is what a visitor wants, in groups; a record that has every
 * group is found. A group can be met in several ways (the word as typed, its
 * stem, a synonym …), each worth some percent. A way is made of slots that
 * must all be met, each by one of its phrases:
 *
 *     flyttstäd:  100 % flyttstäd · 90 % its stem · 55 % (flytt or flytt- as a member) and (städ or …)
 */
#ifndef MEDVERK_FTS_H
#define MEDVERK_FTS_H

#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/db/db.h"
#include "lib/text/term.h"

enum {
	FTS_GROUPS_MAX = 8,
	FTS_WAYS_MAX = 224,
	FTS_SLOTS_MAX = 256,
	FTS_CHOICES_MAX = 1024,
	FTS_PHRASES_MAX = 480,
	FTS_PHRASE_TERMS_MAX = 6,
};

/* Only fts_* fill it, and quote every term, so that no operator of FTS5 can come from outside. */
struct fts_query {
	struct mem *mem;
	struct str phrase[FTS_PHRASES_MAX];     /* as FTS5 reads them, quoted; each is asked for once */
	uint16_t phrases;
	uint16_t choice[FTS_CHOICES_MAX];       /* phrases by slot */
	uint16_t choices;
	struct fts_slot {
		uint16_t first, choices;
	} slot[FTS_SLOTS_MAX];
	uint16_t slots;
	struct fts_way {
		uint16_t first, slots, percent;
		bool about;
	} way[FTS_WAYS_MAX];
	uint16_t ways;
	struct fts_group {
		uint16_t first, ways;
		bool excluded, weak, optional, head;
	} group[FTS_GROUPS_MAX];
	uint16_t groups;                /* 0: nothing to search for */
	bool full;                      /* something did not fit: nothing more is added */
};

void fts_query_init(struct fts_query *q, struct mem *m);

/* A new group; records that have an excluded one are not found. False when there is no room: it was not added. */
bool fts_group(struct fts_query *q, bool excluded);

/* The last group is what can be done without first, where nothing has them all: a place. */
void fts_group_is_weak(struct fts_query *q);

/* The last group is what the others only describe: where nothing has them all, it is kept rather than they. */
void fts_group_is_head(struct fts_query *q);

/* No record needs the last group; those that have it come before. There must be a group that is needed. */
void fts_group_is_optional(struct fts_query *q);

/* A new way in the last group. What does not fit any more is left out, a way that is not whole with it. */
void fts_way(struct fts_query *q, unsigned percent);

/* The last way is met by what a record is about, its name, its labels and its summary; not by what its text mentions. */
void fts_way_is_about(struct fts_query *q);

/* A new slot in the last way. */
void fts_slot(struct fts_query *q);

/* A phrase for the last slot: terms side by side. `prefix`: the last one may go on. */
void fts_phrase(struct fts_query *q, const struct term *terms, size_t n, bool prefix);

/* Where a record has a phrase: the score of its best column, times the way's percent. */
enum {
	FTS_SCORE_NAME = 60,
	FTS_SCORE_LABELS = 24,
	FTS_SCORE_SUMMARY = 6,
	FTS_SCORE_TEXT = 2,
	FTS_SCORE_BEGINS = 10,          /* more for the beginning of a name */
};

struct fts_match {
	uint32_t record;        /* row id */
	uint32_t score;         /* sum over the groups of the best way's score */
};

struct fts_matches {
	/* By ascending record; as long as m and the reader's transaction. */
	const struct fts_match *match;
	size_t count;
	uint32_t empty;                 /* bit per group: no record has it */
	uint32_t left_out;              /* bit per group: not every record here has it */
	bool cut;                       /* there was more than may be walked over: some may be missing, the least worth */
};

/*
 * Records that have every group of q; where there are none, but groups that are met, those
 * that have most of these, and among as many the much rarer, then the head. Errors are remembered by the reader. Bounded: all
 * questions of a transaction walk over at most three rows for each record (and 10 000) in the index, the phrases
 * of the best ways first. What a group finds is
 * kept until another connection commits (db_options.kept_bytes), and in m until the reader's
 * transaction ends, however much it is: m must live so long.
 */
void fts_search(struct reader *r, struct mem *m, const struct fts_query *q,
    struct fts_matches *out);

#endif
