/* mailer.c: which program, with which environment. */
#include "cgi/mailer.h"

#include <unistd.h>

#include "lib/base/log.h"
#include "lib/mail/message.h"

enum {
	WORDS_MAX = 64,         /* of mail_command */
	LINKS_MAX = 16,
	TARGET_MAX = 4096,      /* of one */
	GRACE_SECONDS =
	    10, /* medverk-smtp keeps time itself, and can say what it was waiting for */
	NOTE_SECONDS = 300,     /* for the database to be free, and for clocks that are set right */
};

bool
mailer_is_configured(const struct config *c)
{
	return c->mail_server[0] != '\0' || c->mail_command[0] != '\0';
}

unsigned
mailer_claim_seconds(const struct config *c)
{
	return (unsigned)c->mail_seconds + GRACE_SECONDS + NOTE_SECONDS;
}

/* Words with blanks between them; no shell, so no quotes and nothing to escape. */
static const char *const *
split(struct mem *m, const char *command)
{
	const char **argv = mem_calloc(m, WORDS_MAX + 1, sizeof(*argv));
	struct str rest = str_of(command), word;
	size_t n = 0;

	while (n < WORDS_MAX && str_cut(&rest, ' ', &word))
		if (word.n > 0)
			argv[n++] = mem_strdup(m, word);
	return argv;
}

/* The folder of a path, without the slash at its end. */
static struct str
folder_of(struct str path)
{
	while (path.n > 1 && path.p[path.n - 1] != '/')
		path.n--;
	if (path.n > 1)
		path.n--;
	return path;
}

/* medverk-smtp in the folder of this program, also where that was started by a link to it; or in PATH, as this was. */
static const char *const *
helper(struct mem *m, const char *self)
{
	const char **argv = mem_calloc(m, 2, sizeof(*argv));
	char target[TARGET_MAX];
	ssize_t n;

	argv[0] = "medverk-smtp";
	if (strchr(self, '/') == NULL)
		return argv;
	for (int i = 0; i < LINKS_MAX && (n = readlink(self, target, sizeof(target))) > 0; i++) {
		struct str to = { target, (size_t)n };

		self = target[0] == '/'
		    ? mem_strdup(m, to)
		    : mem_printf(m, "%.*s/%.*s", STR_ARGS(folder_of(str_of(self))), STR_ARGS(to));
	}
	argv[0] = mem_printf(m, "%.*s/medverk-smtp", STR_ARGS(folder_of(str_of(self))));
	return argv;
}

static bool
server_is_right(const struct config *c)
{
	struct str server = str_of(c->mail_server);

	if (!str_starts(server, STR("smtp://")) && !str_starts(server, STR("smtps://"))) {
		log_say("setting mail_server: '%s' is not like smtp://mail.example.se:587 or "
			"smtps://mail.example.se:465",
		    c->mail_server);
		return false;
	}
	if (c->mail_user[0] != '\0' && !c->mail_tls && str_starts(server, STR("smtp://"))) {
		log_say("setting mail_user: no password is sent in clear. Set mail_tls = 1, or "
			"leave mail_user empty");
		return false;
	}
	return true;
}

bool
mailer_read(struct mailer *mailer, struct mem *m, const struct config *c, const char *self)
{
	struct str name;

	*mailer = (struct mailer){ .config = c, .by_command = c->mail_command[0] != '\0' };
	if (mailer->by_command && c->mail_server[0] != '\0') {
		log_say("settings mail_server and mail_command are both there; which shall it be? "
			"Leave one of them empty");
		return false;
	}
	if (!message_read_from(str_of(c->mail_from), &name, &mailer->sender)) {
		log_say("setting mail_from: '%s' is not like Medverk <medverk@example.se>",
		    c->mail_from);
		return false;
	}
	if (!mailer->by_command && !server_is_right(c))
		return false;
	mailer->argv = mailer->by_command ? split(m, c->mail_command) : helper(m, self);
	return mailer->argv[0] != NULL;
}

enum send_result
mailer_send(const struct mailer *mailer, struct mem *m, const struct outbox_mail *mail,
    struct str *said)
{
	const struct config *c = mailer->config;
	const struct send_variable environment[] = {
		{ MAILER_SERVER, c->mail_server },
		{ MAILER_WITHOUT_TLS, c->mail_tls ? "" : "1" },
		{ MAILER_USER, c->mail_user },
		{ MAILER_PASSWORD_FILE, c->mail_password_file },
		{ MAILER_CA_FILE, c->mail_ca_file },
		{ MAILER_SECONDS, mem_printf(m, "%ld", c->mail_seconds) },
		{ MAILER_SENDER, mem_strdup(m, mailer->sender) },
		{ MAILER_RECIPIENT, mem_strdup(m, mail->address) },
		{ NULL, NULL },
	};
	const struct send_program program = { .argv = mailer->argv,
		.environment = mailer->by_command ? NULL : environment,
		.seconds = (unsigned)c->mail_seconds + (mailer->by_command ? 0 : GRACE_SECONDS) };
	const struct message message = { .from = str_of(c->mail_from),
		.to = mail->address,
		.subject = mail->subject,
		.body = mail->body,
		.lang = mail->lang,
		.id = mail->uuid,
		.written_at = mail->created_at,
		.unsubscribe_url = mail->unsubscribe_url };
	struct buf b;

	buf_init(&b, m, mail->body.n * 2 + 1024);
	if (message_write(&b, &message) != ERR_NONE) {
		*said = STR(
		    "no message can be made of this: its address or its link is not well formed");
		return SEND_REFUSED;
	}
	return send_message(m, &program, buf_view(&b), said);
}
