/*
 * outbox.h: mail that is to be sent. Whoever causes mail adds it within the
 * transaction that causes it; `medverk mail` takes one after the other, sends it
 * outside any transaction (lib/mail/send.h), and notes what became of it:
 *
 *     waiting ── store_outbox_take ──▶ claimed ── sent ─────▶ sent
 *        ▲                               │  └──── refused ──▶ failed
 *        └── later, unclaimed, or the ───┘
 *            claim has run out
 *
 *     const struct words_value values[] = { { "name", name }, { "url", url }, { NULL } };
 *     store_outbox_add(w, words, &(struct outbox_letter){ .priority = OUTBOX_SIGN_IN, .lang = lang,
 *         .purpose = "invitation", .address = address, .values = values });
 *
 * Any number of processes may take at the same time: what is claimed is nobody else's until its
 * claim runs out, which it does when the process died. Then it is sent once more, under the same
 * Message-ID: mail is never lost, and is sent twice only where a process died between the moment a server
 * took it and the moment that was noted, or was held up in between for longer than its claim.
 */
#ifndef MEDVERK_OUTBOX_H
#define MEDVERK_OUTBOX_H

#include <jansson.h>

#include "lib/base/random.h"
#include "lib/db/db.h"
#include "lib/view/words.h"

enum outbox_priority {
	OUTBOX_SIGN_IN,         /* somebody sits and waits for it: goes first, without a cap */
	OUTBOX_BULK
};

enum {
	OUTBOX_ATTEMPTS = 7
}; /* after 1 and 5 and 30 minutes, 2, 6 and 12 hours; then it has failed */

struct outbox_letter {
	enum outbox_priority priority;
	enum lang lang;                         /* of who reads it */
	const char *purpose;                    /* "invitation": words mail.invitation.subject and .text */
	struct str address;
	const struct words_value *values;       /* for the places in them; NULL: none (words.h) */
	struct str unsubscribe_url;             /* where its reader may say no to more of it; p NULL: nowhere */
	const char *not_before;                 /* RFC 3339, UTC; NULL: now */
};

/*
 * Adds a letter within the writer's transaction. ERR_INVALID is remembered when the address is none
 * (url_is_email()): whoever has it from a person has checked it before.
 */
void store_outbox_add(struct writer *w, const struct words *words,
    const struct outbox_letter *letter);

/* A mail that this process has claimed; texts in the arena given to store_outbox_take(). */
struct outbox_mail {
	int64_t id;
	unsigned attempts;                      /* this one counted */
	struct str uuid, purpose, lang, address, subject, body, created_at;
	struct str unsubscribe_url;             /* p NULL: none */
	char claim[RANDOM_UUID_SIZE];
};

/*
 * Claims the next mail that is due for `seconds`, within a transaction; nothing may be sent before that is
 * committed. Sign-in mail first; bulk while less than `daily` of it went in the last 24 hours. What a
 * process died of OUTBOX_ATTEMPTS times is failed here. False: nothing is due.
 */
bool store_outbox_take(struct writer *w, struct mem *m, unsigned seconds, unsigned daily,
    struct outbox_mail *out);

/*
 * What became of it, within a transaction. `error` (UTF-8 or not; any length) is kept for the operator.
 * Of a mail that another process has claimed meanwhile only store_outbox_sent() changes anything.
 */
void store_outbox_sent(struct writer *w, const struct outbox_mail *mail);
/* Again when it is time; false: that was the last attempt, it has failed. */
bool store_outbox_later(struct writer *w, const struct outbox_mail *mail, struct str error);
/* It has failed for good. */
void store_outbox_refused(struct writer *w, const struct outbox_mail *mail, struct str error);
/* It was not tried, for a reason that has nothing to do with it: due as before, the attempt not counted. */
void store_outbox_unclaim(struct writer *w, const struct outbox_mail *mail, struct str error);

/* Lets what failed wait again, if its text is still there: bulk. Returns how many. */
unsigned store_outbox_again(struct writer *w);

/* Deletes what was sent or failed more than `days` ago. */
void store_outbox_forget(struct writer *w, unsigned days);

/* Members of doc: waiting, failed (numbers), oldest_at (when the oldest that waits was added; absent: none waits). */
void store_outbox_count(struct reader *r, json_t *doc);

struct outbox_row {
	int64_t id;
	struct str state;       /* "waiting", "failed" */
	struct str purpose, address, error;
	struct str at;          /* of the next attempt, or when it failed */
	struct str created_at;
	unsigned attempts;
	bool claimed;           /* being sent */
};

/* Calls `each` for what waits, in the order in which it will be sent, then for what failed; 10 000 at most. */
void store_outbox_list(struct reader *r, void (*each)(void *ctx, const struct outbox_row *row),
    void *ctx);

#endif
