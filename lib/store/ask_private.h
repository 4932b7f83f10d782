/* ask_private.h: a question in the making, between ask_read.c and ask.c. */
#ifndef MEDVERK_ASK_PRIVATE_H
#define MEDVERK_ASK_PRIVATE_H

#include "lib/store/ask.h"

/* How far a word has been taken that nothing has as it is. */
enum attempt { AS_TYPED, AS_BEGINNING, CORRECTED, BY_MEMBERS, GIVEN_UP };

struct token {
	struct str text;                /* as typed */
	struct term plain, stem;
	unsigned quote;                 /* number of the quoted phrase it is in; 0: none */
	bool minus, star, stop;
	enum attempt attempt;
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
	struct token token[ASK_WORDS_MAX];
	size_t tokens;
	struct fts_query *query;
	int64_t room, room_left;        /* for what FTS5 goes through unseen (ask_room.c) */
	struct {
		size_t first, count;    /* the tokens of a group */
	} of_group[FTS_GROUPS_MAX];
};

static inline bool
is_on(const struct asking *a, enum mechanism m)
{
	return mechanism_is_on(a->w->stemmer, m);
}

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
