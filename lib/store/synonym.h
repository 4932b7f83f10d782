/*
 * synonym.h: what visitors mean, as editors keep it: lines (table synonym_line), each written as in word_lists.h, and the pairs
 * that follow from them, which the search reads (table synonym). Every change leaves a row of text_change, by which it is undone.
 */
#ifndef MEDVERK_SYNONYM_H
#define MEDVERK_SYNONYM_H

#include <jansson.h>

#include "lib/store/catalogue.h"

enum {
	SYNONYM_EXPRESSIONS_MAX = 32,   /* on one side of a line */
	SYNONYM_WORDS_MAX =
	    10, /* of an expression; who types more than WORDING_KEY_WORDS finds nothing more by it */
	SYNONYM_TEXT_MAX = 2000         /* bytes of a line */
};

enum synonym_way {
	SYNONYM_SAME,           /* whoever looks for one finds all */
	SYNONYM_ONE_WAY,        /* whoever looks for a word finds what it means, not the other way round */
	SYNONYM_GENERAL,        /* the words say little of what is looked for */
	SYNONYM_WAYS
};
/* "same", "one_way", "general": value of the form's control, key of its words. */
const char *synonym_way_key(enum synonym_way way);

struct synonym_line {
	int64_t id;             /* 0: a new one */
	enum synonym_way way;
	struct str words;       /* expressions, one on a line */
	struct str means;       /* likewise; of SYNONYM_ONE_WAY only */
};

enum synonym_problem {
	SYNONYM_FINE,
	SYNONYM_EMPTY,          /* no words */
	SYNONYM_ALONE,          /* one word that means itself */
	SYNONYM_NO_MEANING,
	SYNONYM_TOO_MANY,
	SYNONYM_TOO_LONG,       /* the line, or an expression */
	SYNONYM_SIGN,           /* = > # stand between words in a file */
	SYNONYM_NO_WORD,        /* an expression of which the search makes nothing */
	SYNONYM_TWICE,          /* an expression that is there already, in whatever writing */
	SYNONYM_KNOWN           /* other lines say all of this */
};
/* "empty": key of words admin.synonym.problems. */
const char *synonym_problem_key(enum synonym_problem p);

struct synonym_wrong {
	enum synonym_problem problem;
	bool in_means;                  /* which control it is of */
	struct str expression;          /* which it is about; STR_NONE: all */
	struct str line;                /* SYNONYM_KNOWN: the other line */
};

/* The line as it is written in a file, in m: "kafé = café = fik", "fika > kafé", "arbete >". */
struct str synonym_text(struct mem *m, const struct synonym_line *l);
/* The other way round; of what is no such line as much as can be read. */
void synonym_read(struct mem *m, struct str text, struct synonym_line *out);

/* False: *wrong says why. The text must be clean (utf8.h). */
bool synonym_check(struct reader *r, struct mem *m, const struct synonym_line *l,
    struct synonym_wrong *wrong);

/* False when there is none of this id. */
bool synonym_find(struct reader *r, struct mem *m, int64_t id, struct synonym_line *out);

/*
 * Within a transaction: writes a line that was checked, or takes one away. `account` 0: the command line. A line that is as it
 * was leaves nothing.
 */
void synonym_save(struct writer *w, struct mem *m, struct synonym_line *l, int64_t account);
void synonym_remove(struct writer *w, struct mem *m, int64_t id, int64_t account);

/* Adds a line as it is written in a file, without a trace. False when it is none. */
bool synonym_add(struct writer *w, struct mem *m, struct str text);

/* Takes all lines away and leaves no trace of them: for a file that replaces them. */
void synonym_remove_all(struct writer *w);

/*
 * Takes back a change of text_change: the line is again as it was before. False when the line has been changed
 * since, or there is no such change.
 */
bool synonym_undo(struct writer *w, struct mem *m, int64_t number, int64_t account);

/*
 * How many records a search for each expression of `words` finds, as an array of {"word", "hits"}, with the synonyms
 * that there are for the reader, also within a transaction that has changed them.
 */
json_t *synonym_hits(struct reader *r, struct mem *m, const struct catalogue *c, struct str words);

/* An expression in plain form (term.h), a blank between their words. In m. */
struct str synonym_plain(struct mem *m, struct str expression);

/* The next expression of several, one on a line; empty ones are gone past. False at the end. */
bool synonym_next(struct str *rest, struct str *out);

#endif
