/*
 * main_smtp.c: medverk-smtp, which `medverk mail` starts for each message (lib/mail/send.h). No program for people:
 * all it needs comes in the environment, where `ps` does not show it to others, and the message on standard input.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cgi/mailer.h"
#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/mail/smtp.h"

static int
say(int status, struct str what)
{
	fprintf(stderr, "%.*s\n", STR_ARGS(what));
	return status;
}

/* NULL for what is empty. */
static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

/* The first line of the file; NULL after saying that it cannot be read. */
static const char *
read_password(struct mem *m, const char *path)
{
	struct str text, line;

	if (!file_read(m, path, &text))
		return NULL;
	return str_cut(&text, '\n', &line) ? mem_strdup(m, str_trim(line)) : "";
}

static int
run(struct mem *m)
{
	static const int statuses[] = { [SEND_DONE] = EXIT_SUCCESS, [SEND_LATER] = SEND_EXIT_LATER,
		[SEND_REFUSED] = SEND_EXIT_REFUSED, [SEND_NO_SERVER] = SEND_EXIT_NO_SERVER };
	const char *seconds = variable(MAILER_SECONDS), *path = variable(MAILER_PASSWORD_FILE);
	struct smtp s = { .server = variable(MAILER_SERVER),
		.without_tls = variable(MAILER_WITHOUT_TLS) != NULL,
		.user = variable(MAILER_USER),
		.ca_file = variable(MAILER_CA_FILE),
		.sender = variable(MAILER_SENDER),
		.recipient = variable(MAILER_RECIPIENT) };
	struct str message, said;
	enum send_result result;
	int64_t n;

	if (s.server == NULL || s.sender == NULL || s.recipient == NULL || seconds == NULL ||
	    !str_int(str_of(seconds), &n))
		return say(SEND_EXIT_NO_SERVER, STR("medverk-smtp is started by 'medverk mail'"));
	s.seconds = (unsigned)n;
	if (s.user != NULL) {
		s.password = path == NULL ? NULL : read_password(m, path);
		if (s.password == NULL)
			return say(SEND_EXIT_NO_SERVER,
			    STR("there is no password: set mail_password_file"));
	}
	if (!file_read(m, "-", &message) || message.n == 0)
		return say(SEND_EXIT_LATER, STR("there is no message"));
	result = smtp_send(m, &s, message, &said);
	return say(statuses[result], said);
}

int
main(void)
{
	struct mem *m = mem_new(0);
	int status = run(m);

	mem_free(m);
	return status;
}
