/*
 * own_words.h: texts of the interface that this directory has written otherwise than www/words: subjects and texts of mails
 * ("mail.invitation.subject"), and what is said about a field of a form ("help.enterprise.summary"). They are read from the
 * database where they are needed, so a change holds from its commit on. Where there is none, the standard holds.
 */
#ifndef MEDVERK_OWN_WORDS_H
#define MEDVERK_OWN_WORDS_H

#include "lib/db/db.h"
#include "lib/view/words.h"

/* The directory's own text of a key, in m; STR_NONE: it has none. */
struct str own_words_find(struct reader *r, struct mem *m, const char *key, enum lang lang);

/*
 * Within a transaction: the text from now on; STR_NONE, or what is the same as `standard`: the standard. What changes leaves a row of
 * text_change (text_change.h), of the subject that the key begins with and the item "KEY.LANG".
 */
void own_words_set(struct writer *w, struct mem *m, const char *key, enum lang lang,
    struct str text, struct str standard, int64_t account);

/* Takes a change back, if the text has not been changed since. False: it has, or there is no such change. */
bool own_words_undo(struct writer *w, struct mem *m, const char *subject, int64_t number,
    int64_t account);

/* What may be wrong with the text of a mail. */
enum own_words_problem {
	OWN_WORDS_FINE,
	OWN_WORDS_UNKNOWN,      /* it has a place that nothing is known to fill */
	OWN_WORDS_LACKING       /* it lacks a link that the mail is for */
};

/*
 * Whether a text can stand for a standard one of a mail: its places are among `places` (texts of the mail, ended
 * by one whose p is NULL), and it has those of `standard` that are addresses ("…url"). *place: which is wrong.
 */
enum own_words_problem own_words_judge(struct str text, struct str standard,
    const struct str *places, struct str *place);

#endif
