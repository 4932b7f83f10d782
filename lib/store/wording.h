/*
 * wording.h: what a search knows of words, beside the index: members of
 * compounds, synonyms, names of filters, and the words there are. Kept with the
 * catalogue; after a commit only what it changed is read, when it is next asked for.
 */
#ifndef MEDVERK_WORDING_H
#define MEDVERK_WORDING_H

#include "lib/db/db.h"
#include "lib/store/catalogue.h"
#include "lib/store/vocabulary.h"
#include "lib/text/compound.h"

enum {
	WORDING_KEY_WORDS = 5,          /* longest expression that has a synonym */
	WORDING_END_LETTERS = 4,        /* of a word that longer ones end with */
	WORDING_INSIDE_LETTERS = 5,     /* of a stem that longer words have in them */
};

/* `key` are the stems of one or several words with blanks between; sorted by it. */
struct synonym {
	struct str key;
	struct str means;               /* plain words with blanks between; none: the key says little */
};

/* The name of a filter's value. */
struct label {
	struct str key;
	unsigned facet, value;          /* of enterprises */
	bool place;                     /* a municipality */
};

/* Hits of terms, counted before (hits.h); hash 0: none. */
struct counted {
	uint64_t hash;
	int64_t hits;
};

/* Each part has an arena of its own and remembers what it was made from. */
struct wording {
	struct mem *mem, *synonyms_mem, *labels_mem, *listed_mem, *frequent_mem;
	struct stemmer *stemmer;        /* &borrowed */
	struct stemmer borrowed;        /* that of the connection, which it outlives */
	int64_t data_version;
	struct lexicon *lexicon;
	int64_t last_word;              /* of the lexicon */
	struct synonym *synonym;
	size_t synonyms;
	struct listed_words {
		struct str *word;       /* NULL: to be loaded */
		size_t count, room;
	} listed;                       /* of the lexicon's own list and of the synonyms */
	unsigned synonyms_version;      /* the catalogue's */
	struct label *label;
	size_t labels;
	unsigned values_version;        /* the catalogue's */
	struct counted counted[256];
	struct str frequent;            /* where frequent_mem is: words as of data_version (vocabulary.h) */
};

/* That of the catalogue, loaded or brought up to date as far as it must be. */
struct wording *wording_of(struct catalogue *c, struct reader *r);

/* Gives it back; NULL is allowed. */
void wording_free(struct wording *w);

/* The lexicon as the database has it, in m. */
struct lexicon *wording_lexicon(struct reader *r, struct mem *m, struct stemmer *s);

/* The id of the last word that the database has; words that come later have greater ones. */
int64_t wording_last_word(struct reader *r);

/* Adds the words that came after the one of this id, those that it has left out. */
void wording_add_words(struct lexicon *l, struct reader *r, int64_t after);

/* The key of an expression: its words' stems, in m. */
struct str wording_key(struct mem *m, struct stemmer *s, struct str expression);

/* The first synonym of a key, or NULL; others of the same key follow it. */
const struct synonym *wording_synonym(const struct wording *w, struct str key);
/* True as long as s, counted up from there, is one of this key. */
bool wording_has_key(const struct wording *w, const struct synonym *s, struct str key);
const struct label *wording_label(const struct wording *w, struct str key);

/*
 * term_fold(), but for a short word that is known as it is typed: lager is not meant where läger is written, nor
 * läger where lager is. With fewer letters than TERM_FOLD_LETTERS that holds for every word. Wera may be Vera all the same.
 */
size_t wording_fold(const struct wording *w, const struct term *stem, struct term out[2]);

/* True for the key of an expression that says little of what is looked for here: arbete, verksamhet, sociala företag … */
bool wording_is_general(const struct wording *w, struct str key);

/*
 * Those of the frequent words that end with this one, of at least WORDING_END_LETTERS, or have its stem in
 * them, behind their beginning, with dots or without; at most `room`. How many.
 */
size_t wording_words_with(struct wording *w, struct reader *r, struct mem *m, struct str plain,
    struct str stem, struct str *word, size_t room);

/* The words of the lists; loaded now if they are not there. */
const struct listed_words *wording_listed(struct wording *w, struct reader *r);

/* How sure it is that a word is spelt as it should be. */
enum wording_spelling {
	SPELLING_UNKNOWN,
	SPELLING_COMPOUND,              /* it can be read as a compound of known words */
	SPELLING_RIGHT                  /* it is a word of the lexicon, in any form */
};
enum wording_spelling wording_spelling(const struct wording *w, struct str plain);

#endif
