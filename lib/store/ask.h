/*
 * ask.h: from what a visitor typed to what the index is asked (fts.h): quoted
 * phrases, words left out by "-", numbers as they are written in Sweden,
 * inflections, compounds, synonyms; and, where that gives nothing, words that begin so and
 * corrected words.
 */
#ifndef MEDVERK_ASK_H
#define MEDVERK_ASK_H

#include "lib/db/fts.h"
#include "lib/store/wording.h"
#include "lib/text/snippet.h"

enum { ASK_WORDS_MAX = 24, ASK_MARKS_MAX = 64 };

struct ask_correction {
	struct str typed, used;
};

struct asked {
	struct fts_matches matches;
	struct snippet_word mark[ASK_MARKS_MAX];        /* what words look like that are to be marked */
	struct str mark_text[ASK_MARKS_MAX];            /* the stem that they have … */
	bool mark_begins[ASK_MARKS_MAX];                /* … or the word that they go on from */
	bool mark_apart[ASK_MARKS_MAX];                 /* it is a member of a compound that may stand apart */
	uint8_t mark_group[ASK_MARKS_MAX];              /* which of the groups is met so, from 1 on */
	size_t marks;
	struct ask_correction correction[ASK_WORDS_MAX];        /* of each word one at most */
	size_t corrections;
	/* What is looked for, as typed, expressions whole; not what nothing has. */
	struct str word[FTS_GROUPS_MAX];
	size_t words;
	uint32_t sought;        /* bits 1 << mark_group of these that every record found has */
	struct str left_out[FTS_GROUPS_MAX];    /* as typed: not every record found has them */
	size_t left_outs;
	struct str partly[FTS_GROUPS_MAX];      /* compounds, as typed, of which only a member was met */
	size_t partlys;
	const struct label *label[FTS_GROUPS_MAX];      /* filters that were named */
	struct str label_text[FTS_GROUPS_MAX];  /* the words that name them */
	size_t labels;
	bool cut;               /* more words than are looked for, or more matches than are walked over */
	struct str rest;        /* of the question, from the first word on that there was no room for */
	struct str skipped[ASK_WORDS_MAX];      /* phrases that were not looked for */
	size_t skips;
	bool only_stop_words;   /* nothing to look for but och, i, för … */
	bool only_excluded;     /* nothing but what is not wanted */
	bool nothing;           /* no words at all */
};

/* Searches for clean text. `as_typed`: no word is corrected. Errors are remembered by the reader. */
void ask(struct asked *a, struct reader *r, struct mem *m, struct catalogue *c, struct str text,
    bool as_typed);

/* Words of a question that say nothing of what is looked for: och, i, var, kan … In plain form (term.h). */
bool ask_is_stop_word(struct str plain);

#endif
