/* cmd_mail.c: medverk mail. */
#include "cgi/commands.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgi/app.h"
#include "cgi/mailer.h"
#include "lib/base/log.h"
#include "lib/http/url.h"
#include "lib/view/doc.h"

enum { NOTE_ATTEMPTS = 12 };    /* each waits for the database for some seconds */

/* What a run has done. */
struct round {
	const struct mailer *mailer;
	struct writer *writer;
	unsigned sent, later, failed;
	struct str trouble;             /* why nothing more can be sent; p NULL: none */
};

/* ------------------------------------------------------------------ showing */

static void
print_row(void *ctx, const struct outbox_row *row)
{
	unsigned *n = ctx;

	if ((*n)++ == 0)
		printf("%-6s  %-7s  %-20s  %8s  %-16s  %s\n", "number", "state", "next or last try",
		    "attempts", "what for", "to");
	printf("%-6lld  %-7.*s  %-20.*s  %8u  %-16.*s  %.*s\n", (long long)row->id,
	    STR_ARGS(row->claimed ? STR("sending") : row->state), STR_ARGS(row->at), row->attempts,
	    STR_ARGS(row->purpose), STR_ARGS(row->address));
	if (row->error.p != NULL)
		printf("        %.*s\n", STR_ARGS(row->error));
}

static int
list(struct arguments *a)
{
	struct db_options options = app_db_options(a->config);
	struct reader r;
	unsigned n = 0;
	enum err e;

	options.lazily = true;
	if (reader_open(&r, a->mem, a->config->db, &options) != ERR_NONE)
		return EXIT_FAILURE;
	reader_begin(&r);
	store_outbox_list(&r, print_row, &n);
	e = reader_end(&r);
	reader_close(&r);
	if (e == ERR_NONE && n == 0)
		puts("nothing waits, and nothing has failed");
	return e == ERR_NONE ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int64_t
count_waiting(struct arguments *a, struct writer *w)
{
	struct mem *before = mem_use(a->mem);
	json_t *doc = doc_object();

	reader_begin(&w->reader);
	store_outbox_count(&w->reader, doc);
	if (reader_end(&w->reader) != ERR_NONE)
		doc_set_int(doc, "waiting", -1);
	mem_use(before);
	return doc_get_int(doc, "waiting");
}

/* ------------------------------------------------------------------- adding */

/* A mail that says that mail arrives. */
static bool
add_trial(struct arguments *a, struct writer *w)
{
	const struct outbox_letter letter = { .priority = OUTBOX_SIGN_IN, .lang = LANG_SV,
		.purpose = "try", .address = str_of(a->try_address) };
	struct words *words;

	if (!url_is_email(letter.address)) {
		log_say("--try: '%s' is not an e-mail address", a->try_address);
		return false;
	}
	words = words_load(a->mem, mem_printf(a->mem, "%s/words", a->config->www));
	if (words == NULL)
		return false;
	writer_begin(w);
	store_outbox_add(w, words, &letter);
	return writer_end(w, true) == ERR_NONE;
}

static bool
let_wait_again(struct writer *w)
{
	unsigned n;

	writer_begin(w);
	n = store_outbox_again(w);
	if (writer_end(w, true) != ERR_NONE)
		return false;
	printf("%u that had failed wait again\n", n);
	return true;
}

/* --------------------------------------------------------------- delivering */

/* True when it stands in the database. A mail that is sent and not noted would be sent again. */
static bool
note(struct round *r, const struct outbox_mail *mail, enum send_result result, struct str said)
{
	bool again = true;
	enum err e = ERR_BUSY;

	for (int i = 0; i < NOTE_ATTEMPTS && e != ERR_NONE; i++) {
		writer_begin(r->writer);
		if (result == SEND_DONE)
			store_outbox_sent(r->writer, mail);
		else if (result == SEND_LATER)
			again = store_outbox_later(r->writer, mail, said);
		else if (result == SEND_REFUSED)
			store_outbox_refused(r->writer, mail, said);
		else
			store_outbox_unclaim(r->writer, mail, said);
		e = writer_end(r->writer, true);
	}
	r->sent += result == SEND_DONE;
	r->failed += result == SEND_REFUSED || !again;
	r->later += result == SEND_LATER && again;
	if (e != ERR_NONE)
		log_say("mail %lld %s, and that could not be written down: %s", (long long)mail->id,
		    result == SEND_DONE ? "was sent" : "was not sent", err_title(e));
	return e == ERR_NONE;
}

/* Without addresses, and without what servers say, which may have addresses in it: this is read in journals. */
static void
tell(const struct outbox_mail *mail, enum send_result result, bool last)
{
	static const char *const words[] = {
		[SEND_DONE] = "sent",
		[SEND_LATER] = "later",
		[SEND_REFUSED] = "failed",
	};

	if (result == SEND_NO_SERVER)
		return;
	printf("%-6s  %lld  %.*s, attempt %u\n",
	    result == SEND_LATER && last ? "failed" : words[result], (long long)mail->id,
	    STR_ARGS(mail->purpose), mail->attempts);
	fflush(stdout);
}

/* Takes one, sends it, notes it. False: nothing is due, or nothing can be done. */
static bool
deliver_next(struct round *r, struct mem *m)
{
	const struct config *c = r->mailer->config;
	struct outbox_mail mail;
	enum send_result result;
	struct str said;
	bool taken;

	writer_begin(r->writer);
	taken = store_outbox_take(r->writer, m, mailer_claim_seconds(c), (unsigned)c->mail_daily,
	    &mail);
	if (writer_end(r->writer, true) != ERR_NONE) {
		r->trouble = STR("the database cannot be written");
		return false;
	}
	if (!taken)
		return false;
	result = mailer_send(r->mailer, m, &mail, &said);
	if (result == SEND_NO_SERVER)
		r->trouble = said;
	tell(&mail, result, mail.attempts >= OUTBOX_ATTEMPTS);
	return note(r, &mail, result, said) && result != SEND_NO_SERVER;
}

/*
 * One after the other. What ends the program (systemctl stop, Ctrl-C, a reader of its output that has gone)
 * ends it between two mails, not between the sending of one and the note that it was sent.
 */
static void
deliver_all(struct round *r, struct mem *lasting)
{
	sigset_t ends, before;
	bool more = true;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGHUP);
	sigaddset(&ends, SIGPIPE);
	while (more) {
		struct mem *m = mem_new(0);

		sigprocmask(SIG_BLOCK, &ends, &before);
		more = deliver_next(r, m);
		sigprocmask(SIG_SETMASK, &before, NULL);
		if (r->trouble.p != NULL)
			r->trouble = mem_dup(lasting, r->trouble);
		mem_free(m);
	}
}

static int
deliver(struct arguments *a, struct writer *w)
{
	struct mailer mailer;
	struct round r = { .mailer = &mailer, .writer = w };
	enum err e;

	if (!mailer_is_configured(a->config)) {
		log_say("there is no mail server: set mail_server or mail_command. %lld waiting",
		    (long long)count_waiting(a, w));
		return EXIT_FAILURE;
	}
	if (!mailer_read(&mailer, a->mem, a->config, a->argv[0]))
		return EXIT_FAILURE;
	deliver_all(&r, a->mem);
	writer_begin(w);
	store_outbox_forget(w, (unsigned)a->config->mail_days);
	e = writer_end(w, true);
	printf("%u sent, %u to be tried again, %u failed; %lld waiting\n", r.sent, r.later,
	    r.failed, (long long)count_waiting(a, w));
	if (r.trouble.p != NULL)
		log_say("no mail can be sent: %.*s", STR_ARGS(r.trouble));
	return e == ERR_NONE && r.trouble.p == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
cmd_mail(struct arguments *a)
{
	struct db_options options = app_db_options(a->config);
	int status = EXIT_FAILURE;
	struct writer w;

	if (a->list)
		return list(a);
	options.lazily = true;
	if (writer_open(&w, a->mem, a->config->db, &options) != ERR_NONE)
		return EXIT_FAILURE;
	if ((a->try_address == NULL || add_trial(a, &w)) && (!a->retry || let_wait_again(&w)))
		status = deliver(a, &w);
	writer_close(&w);
	return status;
}
