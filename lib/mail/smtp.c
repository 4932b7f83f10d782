/* smtp.c: libcurl does the talking; what is overheard of it tells whose fault a failure is. */
#include "lib/mail/smtp.h"

#include <curl/curl.h>

#include "lib/base/buf.h"

enum { CONNECT_SECONDS = 20, REPLY_MAX = 1000 };

/* What the two have said so far. */
struct talk {
	struct buf reply;       /* of the server, all its lines */
	bool more;              /* the reply goes on: 250-… */
	bool addressed;         /* the mail itself is being talked about: from RCPT on */
	bool over;              /* what comes after QUIT is of no interest */
	bool in_turn;           /* the reply is one to the last command */
};

struct source {
	struct str rest;        /* of the message */
};

/* ------------------------------------------------------------- overhearing */

static void
hear_command(struct talk *t, struct str line)
{
	t->over |= str_starts(line, STR("QUIT"));
	if (t->over)
		return;
	t->addressed |= str_starts(line, STR("RCPT"));
	t->in_turn = false;
}

static void
hear_reply(struct talk *t, struct str line)
{
	if (t->over || line.n < 3)
		return;
	if (!t->more)
		buf_clear(&t->reply);
	else if (t->reply.n > 0)
		buf_byte(&t->reply, ' ');
	if (t->reply.n + line.n <= REPLY_MAX)
		buf_str(&t->reply, str_trim(line));
	t->more = line.n > 3 && line.p[3] == '-';
	t->in_turn = !t->more;
}

/* Lines come one by one, with their ends; the message itself is no header. */
static int
overhear(CURL *curl, curl_infotype what, char *p, size_t n, void *ctx)
{
	(void)curl;
	if (what == CURLINFO_HEADER_OUT)
		hear_command(ctx, (struct str){ p, n });
	else if (what == CURLINFO_HEADER_IN)
		hear_reply(ctx, (struct str){ p, n });
	return 0;
}

static size_t
give(char *p, size_t size, size_t count, void *ctx)
{
	struct source *s = ctx;
	size_t n = size * count < s->rest.n ? size * count : s->rest.n;

	memcpy(p, s->rest.p, n);
	s->rest = str_from(s->rest, n);
	return n;
}

/* ------------------------------------------------------------------ sending */

/* On the wire lines end with CR LF. libcurl doubles dots at their beginning. */
static struct str
wire_form(struct mem *m, struct str message)
{
	struct buf b;

	buf_init(&b, m, message.n + message.n / 16);
	for (size_t i = 0; i < message.n; i++) {
		if (message.p[i] == '\n')
			buf_byte(&b, '\r');
		buf_byte(&b, message.p[i]);
	}
	return buf_view(&b);
}

/* What libcurl says EHLO with stands where other addresses have a path: the sender's domain. */
static const char *
url_of(struct mem *m, const struct smtp *s)
{
	const char *domain = strchr(s->sender, '@'), *host = strstr(s->server, "://");

	if (domain == NULL || host == NULL || strchr(host + 3, '/') != NULL)
		return s->server;
	return mem_printf(m, "%s/%s", s->server, domain + 1);
}

static bool
prepare(CURL *c, struct mem *m, const struct smtp *s, struct curl_slist *to, struct source *source,
    struct talk *talk, char *problem)
{
	CURLcode e = CURLE_OK;

	/* The first that fails stays; order does not matter. */
#define SET(option, value) (e = e != CURLE_OK ? e : curl_easy_setopt(c, option, value))
	SET(CURLOPT_URL, url_of(m, s));
	SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	SET(CURLOPT_TIMEOUT, (long)s->seconds);
	/* Without this libcurl waits two minutes more for an answer to its QUIT, whatever CURLOPT_TIMEOUT says. */
	SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)(s->seconds > 1 ? s->seconds / 2 : 1));
	SET(CURLOPT_USE_SSL, (long)(s->without_tls ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (s->ca_file != NULL)
		SET(CURLOPT_CAINFO, s->ca_file);
	if (s->user != NULL) {
		SET(CURLOPT_USERNAME, s->user);
		SET(CURLOPT_PASSWORD, s->password);
	}
	SET(CURLOPT_MAIL_FROM, mem_printf(m, "<%s>", s->sender));
	SET(CURLOPT_MAIL_RCPT, to);
	SET(CURLOPT_UPLOAD, 1L);
	SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)source->rest.n);
	SET(CURLOPT_READFUNCTION, give);
	SET(CURLOPT_READDATA, source);
	SET(CURLOPT_VERBOSE, 1L);
	SET(CURLOPT_DEBUGFUNCTION, overhear);
	SET(CURLOPT_DEBUGDATA, talk);
	SET(CURLOPT_ERRORBUFFER, problem);
#undef SET
	return e == CURLE_OK;
}

static enum send_result
result_of(CURLcode e, const struct talk *t)
{
	if (e == CURLE_OK)
		return SEND_DONE;
	if (!t->addressed)
		return SEND_NO_SERVER;
	return t->in_turn && t->reply.n > 0 && t->reply.p[0] == '5' ? SEND_REFUSED : SEND_LATER;
}

static struct str
words_of(struct mem *m, CURLcode e, const struct talk *t, const char *problem)
{
	bool refusing = t->in_turn && t->reply.n > 0 &&
	    (t->reply.p[0] == '4' || t->reply.p[0] == '5');

	if (e == CURLE_OK || refusing)
		return buf_view(&t->reply);
	return mem_dup(m, str_of(problem[0] != '\0' ? problem : curl_easy_strerror(e)));
}

enum send_result
smtp_send(struct mem *m, const struct smtp *s, struct str message, struct str *said)
{
	struct source source = { wire_form(m, message) };
	struct talk talk = { .addressed = false };
	char problem[CURL_ERROR_SIZE] = "";
	struct curl_slist *to = curl_slist_append(NULL, mem_printf(m, "<%s>", s->recipient));
	CURL *c = curl_easy_init();
	CURLcode e = CURLE_OUT_OF_MEMORY;

	buf_init(&talk.reply, m, REPLY_MAX);
	if (c != NULL && to != NULL && prepare(c, m, s, to, &source, &talk, problem))
		e = curl_easy_perform(c);
	*said = words_of(m, e, &talk, problem);
	curl_easy_cleanup(c);
	curl_slist_free_all(to);
	return result_of(e, &talk);
}
