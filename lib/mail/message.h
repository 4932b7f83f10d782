/*
 * message.h: from a subject and a text to the bytes that mail servers pass on: RFC 5322 with
 * MIME (RFC 2045), words outside ASCII as RFC 2047 has them. Nothing that is put in can
 * begin a header of its own: addresses and links are checked, a subject is one line.
 */
#ifndef MEDVERK_MESSAGE_H
#define MEDVERK_MESSAGE_H

#include "lib/base/buf.h"
#include "lib/base/err.h"

struct message {
	struct str from;                /* "Medverk <medverk@example.se>", or the address alone */
	struct str to;                  /* an address */
	struct str subject, body;       /* UTF-8; body: lines ended by LF */
	struct str lang;                /* "sv" */
	struct str id;                  /* of its Message-ID, before the @: a UUID */
	struct str written_at;          /* RFC 3339, UTC: 2026-03-05T12:07:00Z */
	struct str unsubscribe_url;     /* p NULL: none */
};

/* The parts of `from`; *name may be empty. False, both untouched, when it is not written so. */
bool message_read_from(struct str from, struct str *name, struct str *address);

/*
 * Appends the message, its lines ended by LF and none longer than 76 bytes except a header with one long
 * word (998 at most). No line is a dot alone, or begins with "From ": it goes through any sendmail
 * command as it is. The same values give the same bytes. ERR_INVALID, nothing appended, when
 * one of the addresses, the link, the time, the language or the id is not what it should be.
 */
enum err message_write(struct buf *b, const struct message *m) NODISCARD;

#endif
