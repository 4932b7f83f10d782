/*
 * texts.h: the form of texts of the interface that administrators write otherwise than www/words (own_words.h): each in every
 * language side by side, saved, taken back, set to the standard again.
 */
#ifndef MEDVERK_ADMIN_TEXTS_H
#define MEDVERK_ADMIN_TEXTS_H

#include "cgi/app.h"

enum { TEXTS_MAX = 64 };

/* One text of a form. */
struct text {
	const char *name;               /* of its control, less _sv: "subject" */
	const char *key;                /* of own_words: "mail.invitation.subject" */
	struct str label;
	struct str standard[LANG_COUNT];        /* STR_NONE: there is none */
	struct str typed[LANG_COUNT];
	unsigned rows;                  /* of its box; 1: a line */
	size_t most;                    /* letters */
	bool one_line;
	bool hinted;                    /* the standard stands beside what differs from it */
};

struct texts {
	const char *subject;            /* "mail" or "help": which changes are its own (text_change.h) … */
	const char *item;               /* … and the pattern of their items: "mail.invitation.*" */
	struct str list_url, save_url;
	struct text text[TEXTS_MAX];
	size_t count;
	struct str places[LANG_COUNT * 2 +
	    1]; /* of a mail: texts that have all of its places, then STR_NONE */
	void (*look)(struct ctx *c,
	    const struct texts *f); /* shows what was typed; NULL: it is not offered */
};

/* The texts that the address names, and the page's title; false: there are none such. */
typedef bool texts_find(struct ctx *c, struct texts *f);

/* The page; the same as it was sent, for when the session has ended; what its form does. */
enum err texts_page(struct ctx *c, struct reader *r, texts_find *find);
enum err texts_again(struct ctx *c, struct reader *r, texts_find *find);
enum err texts_post(struct ctx *c, struct writer *w, texts_find *find);

/* An entry of a list of such forms, marked when some of its texts (a pattern of keys) are written otherwise. */
void texts_list_add(struct reader *r, json_t *list, struct str name, struct str url,
    const char *keys);

#endif
