/*
 * mailer.h: from settings and a row of the outbox to a message, and to the program that sends it.
 */
#ifndef MEDVERK_MAILER_H
#define MEDVERK_MAILER_H

#include "cgi/config.h"
#include "lib/mail/send.h"
#include "lib/store/outbox.h"

/* What medverk-smtp is told in its environment; empty is as good as absent. */
#define MAILER_SERVER        "MEDVERK_MAIL_SERVER"
#define MAILER_WITHOUT_TLS   "MEDVERK_MAIL_WITHOUT_TLS"
#define MAILER_USER          "MEDVERK_MAIL_USER"
#define MAILER_PASSWORD_FILE "MEDVERK_MAIL_PASSWORD_FILE"
#define MAILER_CA_FILE       "MEDVERK_MAIL_CA_FILE"
#define MAILER_SECONDS       "MEDVERK_MAIL_SECONDS"
#define MAILER_SENDER        "MEDVERK_MAIL_SENDER"
#define MAILER_RECIPIENT     "MEDVERK_MAIL_RECIPIENT"

struct mailer {
	const struct config *config;
	struct str sender;              /* address within mail_from */
	const char *const *argv;        /* mail_command, or medverk-smtp */
	bool by_command;
};

/* True when the settings name a way to send mail. */
bool mailer_is_configured(const struct config *c);

/*
 * Reads the settings; what it makes is in m. `self` is how this program was started (argv[0]): medverk-smtp lies beside it.
 * False after log_say of which setting is wrong.
 */
bool mailer_read(struct mailer *mailer, struct mem *m, const struct config *c, const char *self);

/* How long a claim must hold, in seconds: longer than any attempt takes, with time to note what became of it. */
unsigned mailer_claim_seconds(const struct config *c);

/* Sends a mail that is claimed. *said, in m: what there is to say about it. */
enum send_result mailer_send(const struct mailer *mailer, struct mem *m,
    const struct outbox_mail *mail, struct str *said);

#endif
