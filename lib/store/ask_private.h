/* ask_private.h: a question in the making, between ask_read.c and ask.c. */
#ifndef MEDVERK_ASK_PRIVATE_H
#define MEDVERK_ASK_PRIVATE_H

#include "lib/store/ask.h"

/* What a way of meeting a word is worth, in percent of the word itself. */
enum worth {
	WORTH_EXACT = 100,
	WORTH_PHRASE = 95,
	WORTH_STEM = 90,
	WORTH_ENGLISH = 85,
	WORTH_JOINED = 80,
	WORTH_FOLDED = 70,
	WORTH_JOINED_FOLDED = 65,
	WORTH_PART = 60,
	WORTH_SPLIT = 55,
	WORTH_JOINED_PART = 55,
	WORTH_PART_FOLDED = 50,
	WORTH_DERIVED = 45,
	WORTH_PREFIX = 40,
	WORTH_PREFIX_FOLDED = 35,
	WORTH_INSIDE = 33,
	WORTH_MEMBER = 25,
	WORTH_SYNONYM = 2,      /* below what was typed, wherever that stands */
};

/* How far a word has been taken that nothing has as it is. */
enum attempt { AS_TYPED, AS_BEGINNING, CORRECTED, BY_MEMBERS, GIVEN_UP };

struct token {
	struct str text;                /* as typed */
	struct term plain, stem;
	unsigned quote;                 /* number of the quoted phrase it is in; 0: none */
	bool minus, plus, star, stop;
	bool apart;                     /* no expression begins here: nothing has the one that does */
	enum attempt attempt;
	struct token *halves;           /* two words side by side that it may be; NULL: not looked for */
	enum {
		NOT_COUNTED,
		FITS,
		TOO_MANY
	} hits; /* of what begins so, or stands side by side from here on (ask_room.c) */
};

struct asking {
	struct asked *out;
	struct mem *mem;
	struct reader *r;
	struct wording *w;
	struct str text;                /* the question */
	struct str unread;              /* … from the word on that there was no room for */
	struct token token[ASK_WORDS_MAX];
	size_t tokens;
	struct fts_query *query;
	int64_t room, room_left;        /* for what FTS5 goes through unseen (ask_room.c) */
	struct wanted {
		size_t first, count;    /* tokens */
		struct str key;         /* of an expression with synonyms, or of the word */
		bool general;           /* it says little of what is looked for */
	} of_group[FTS_GROUPS_MAX];     /* by the groups of the query */
	size_t groups;
	bool full;                      /* there was no room for more of them, or for all of their ways */
	bool all_needed;                /* general words, too: nothing else was found */
	bool whole_places;              /* a locality means its municipality, too: it alone gave too little */
	bool names_place;               /* the group that is being built does */
	bool places_held_back;          /* there was one that could have */
};

static inline bool
is_on(const struct asking *a, enum mechanism m)
{
	return mechanism_is_on(a->w->stemmer, m);
}

/* Adds to the last group of the query the ways in which one word can be met; t is of a->token. */
void ask_ways_of_word(struct asking *a, struct token *t);

/* What those are made of: a way of one slot and one phrase in the last group. */
void ask_way_of_one(struct asking *a, enum worth worth, enum term_class class,
    const struct term *text);

/* A slot for a word that is part of something longer: itself or as a member, with dots or without, or one of its family. */
void ask_slot_of(struct asking *a, const struct term *stem);

/* The ways to what the key means. */
void ask_ways_of_synonyms(struct asking *a, struct str key);

/* Words of this stem, or that begin so, are marked where the last group is met; `apart`: not where the whole word is. */
void ask_mark(struct asking *a, const struct term *text, bool begins);
void ask_mark_apart(struct asking *a, const struct term *stem);

/* Ways of a word by what is written apart or joined (ask_apart.c): its members apart; with the word behind it as one. */
void ask_way_split(struct asking *a, const struct token *t);
void ask_ways_joined(struct asking *a, const struct token *first);
/* With the particle behind it as one word, since that is how its noun is written: binda in, inbindning. */
void ask_ways_with_particle(struct asking *a, const struct token *t);
/* As two words side by side that it may be, where it is nowhere: pitstop, Pit Stop. */
void ask_way_of_halves(struct asking *a, struct token *t);

/* An expression of n words that has synonyms, by its key: its words side by side, or anywhere, or what they mean. */
void ask_ways_of_expression(struct asking *a, const struct token *t, size_t n, struct str key);

/* A quoted phrase; when it is of words too common to look for side by side: its words, anywhere. */
void ask_ways_of_phrase(struct asking *a, struct token *t, size_t n);

/* Reads the visitor's words into a->token, and says in a->out what is remarkable about them. */
void ask_read(struct asking *a, struct str text);

/* True for a word of digits alone. */
bool ask_is_number(const struct token *t);

/* Room for a question to an index of so many records. */
void ask_make_room(struct asking *a, uint32_t records);

/* Is there room for all words that begin with this one, or with one of its `variants`? Where there is, it is taken. */
bool ask_beginnings_fit(struct asking *a, struct token *t, const struct term *folded,
    size_t variants);

/* The same for n words from this one on, side by side, as they are and as stems. */
bool ask_phrase_fits(struct asking *a, struct token *t, size_t n);

#endif
