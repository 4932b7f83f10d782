/*
 * smtp.h: one message to one mail server (RFC 5321), by libcurl, of which this is the only user; only
 * the program medverk-smtp is linked with it: its thirty libraries would cost every worker 0.3 MB and double the start of a CGI process.
 */
#ifndef MEDVERK_SMTP_H
#define MEDVERK_SMTP_H

#include <stdbool.h>

#include "lib/mail/send.h"

struct smtp {
	const char *server;             /* smtp://HOST[:PORT] with STARTTLS, or smtps://HOST[:PORT] */
	bool without_tls;               /* smtp:// alone: in clear; never with a user */
	const char *user, *password;    /* NULL: without signing in */
	const char *ca_file;            /* certificates that vouch for the server; NULL: those of the system */
	const char *sender, *recipient; /* addresses */
	unsigned seconds;               /* for all of it; half of them for a single answer */
};

/*
 * Sends the message (lines ended by LF). A mail is refused by a 5xx reply to its recipient or content; whatever happens before that
 * (no connection, certificate, password, sender) is SEND_NO_SERVER, all else SEND_LATER. *said, in m: the server's last words, or what else went wrong.
 */
enum send_result smtp_send(struct mem *m, const struct smtp *s, struct str message,
    struct str *said);

#endif
