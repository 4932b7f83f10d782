/* outbox.c: rows of the table outbox, from their first day to their last. */
#include "lib/store/outbox.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/http/url.h"
#include "lib/store/own_words.h"
#include "lib/text/utf8.h"

enum { ERROR_LETTERS = 500 };   /* of what a server said, as it is kept */

/* ------------------------------------------------------------------- adding */

/* A subject is one line, whatever was put into its places. */
static struct str
one_line(struct buf *b)
{
	for (size_t i = 0; i < b->n; i++)
		if ((unsigned char)b->p[i] < ' ' || b->p[i] == 0x7f)
			b->p[i] = ' ';
	return str_trim(buf_view(b));
}

/* The subject or the text: of the directory's own words, if they still have what the letter is for, or of the standard. */
static void
write_part(struct buf *b, struct writer *w, struct mem *m, const struct words *words,
    const struct outbox_letter *letter, const char *part)
{
	const char *key = mem_printf(m, "mail.%s.%s", letter->purpose, part);
	struct str standard = words_get(words, letter->lang, key),
		   own = own_words_find(&w->reader, m, key, letter->lang);
	const struct str places[] = { own, STR_NONE };
	struct str place;

	buf_init(b, m, 0);
	if (own.p != NULL && own_words_judge(own, standard, places, &place) == OWN_WORDS_FINE)
		words_fill_text(b, own, letter->values);
	else
		words_fill_text(b, standard, letter->values);
}

void
store_outbox_add(struct writer *w, const struct words *words, const struct outbox_letter *letter)
{
	struct mem *m = mem_new(0);
	struct buf subject, body;
	struct stmt *s;
	char now[CLOCK_TEXT], uuid[RANDOM_UUID_SIZE];

	if (!url_is_email(letter->address))
		db_fail(&w->reader, ERR_INVALID);
	write_part(&subject, w, m, words, letter, "subject");
	write_part(&body, w, m, words, letter, "text");
	clock_now(now);
	random_uuid(uuid);
	s = db_write(w, SQL_INSERT_MAIL);
	db_bind_str(s, ":uuid", str_of(uuid));
	db_bind_int(s, ":priority", letter->priority);
	db_bind_str(s, ":purpose", str_of(letter->purpose));
	db_bind_str(s, ":lang", str_of(lang_code(letter->lang)));
	db_bind_str(s, ":address", letter->address);
	db_bind_str(s, ":subject", one_line(&subject));
	db_bind_str(s, ":body", buf_view(&body));
	db_bind_str(s, ":unsubscribe_url", letter->unsubscribe_url);
	db_bind_str(s, ":next_at", str_of(letter->not_before != NULL ? letter->not_before : now));
	db_bind_str(s, ":now", str_of(now));
	db_run(s);
	mem_free(m);
}

/* ------------------------------------------------------------------- taking */

static bool
claim(struct writer *w, struct mem *m, enum outbox_priority priority, unsigned seconds,
    struct outbox_mail *out)
{
	struct stmt *s = db_write(w, SQL_UPDATE_MAIL_CLAIM);
	char now[CLOCK_TEXT];
	struct str *const texts[] = { &out->uuid, &out->purpose, &out->lang, &out->address,
		&out->subject, &out->body, &out->unsubscribe_url, &out->created_at };

	clock_now(now);
	random_uuid(out->claim);
	db_bind_str(s, ":claim", str_of(out->claim));
	db_bind_int(s, ":priority", priority);
	db_bind_int(s, ":seconds", seconds);
	db_bind_str(s, ":now", str_of(now));
	if (!db_next(s))
		return false;
	out->id = db_int(s, 0);
	out->attempts = (unsigned)db_int(s, 1);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct str text = db_text(s, (int)i + 2);

		*texts[i] = text.p == NULL ? STR_NONE : mem_dup(m, text);
	}
	stmt_end(s);
	return true;
}

static bool
may_send_bulk(struct writer *w, unsigned daily)
{
	struct stmt *s = db_read(&w->reader, SQL_COUNT_BULK_OF_DAY);
	char now[CLOCK_TEXT];

	clock_now(now);
	db_bind_str(s, ":now", str_of(now));
	return db_number(s) < daily && db_done(&w->reader) == ERR_NONE;
}

bool
store_outbox_take(struct writer *w, struct mem *m, unsigned seconds, unsigned daily,
    struct outbox_mail *out)
{
	while (claim(w, m, OUTBOX_SIGN_IN, seconds, out) ||
	    (may_send_bulk(w, daily) && claim(w, m, OUTBOX_BULK, seconds, out))) {
		if (out->attempts <= OUTBOX_ATTEMPTS)
			return true;
		store_outbox_refused(w, out,
		    STR("the program ended in the middle of each attempt"));
	}
	return false;
}

/* ------------------------------------------------------------------- noting */

/* What a server said, as one short line of clean text; STR_NONE for nothing. */
static struct str
clean_error(struct mem *m, struct str error)
{
	bool clean = utf8_is_clean(error);
	char *p;

	error.n = clean               ? utf8_prefix(error, ERROR_LETTERS)
	    : error.n < ERROR_LETTERS ? error.n
				      : ERROR_LETTERS;
	p = mem_strdup(m, error);
	for (size_t i = 0; i < error.n; i++)
		if ((unsigned char)p[i] < ' ' || p[i] == 0x7f)
			p[i] = ' ';
		else if ((unsigned char)p[i] > 0x7f && !clean)
			p[i] = '?';
	error = str_trim((struct str){ p, error.n });
	return error.n > 0 ? error : STR_NONE;
}

/* Runs a statement about a mail; `seconds` from now is for update_mail_later. */
static void
note(struct writer *w, enum sql which, const struct outbox_mail *mail, struct str error,
    int64_t seconds)
{
	struct mem *m = mem_new(0);
	struct stmt *s = db_write(w, which);
	char now[CLOCK_TEXT];

	clock_now(now);
	db_bind_int(s, ":id", mail->id);
	db_bind_str(s, ":now", str_of(now));
	if (which != SQL_UPDATE_MAIL_SENT) {
		db_bind_str(s, ":claim", str_of(mail->claim));
		db_bind_str(s, ":error", clean_error(m, error));
	}
	if (which == SQL_UPDATE_MAIL_LATER)
		db_bind_int(s, ":seconds", seconds);
	db_run(s);
	mem_free(m);
}

void
store_outbox_sent(struct writer *w, const struct outbox_mail *mail)
{
	note(w, SQL_UPDATE_MAIL_SENT, mail, STR_NONE, 0);
}

bool
store_outbox_later(struct writer *w, const struct outbox_mail *mail, struct str error)
{
	/* Greylisting lets in after minutes; a full mailbox or a broken server may take a day. */
	static const int64_t pauses[OUTBOX_ATTEMPTS - 1] = { 60, 5 * 60, 30 * 60, 2 * 3600,
		6 * 3600, 12 * 3600 };

	if (mail->attempts >= OUTBOX_ATTEMPTS) {
		store_outbox_refused(w, mail, error);
		return false;
	}
	note(w, SQL_UPDATE_MAIL_LATER, mail, error, pauses[mail->attempts - 1]);
	return true;
}

void
store_outbox_refused(struct writer *w, const struct outbox_mail *mail, struct str error)
{
	note(w, SQL_UPDATE_MAIL_FAILED, mail, error, 0);
}

void
store_outbox_unclaim(struct writer *w, const struct outbox_mail *mail, struct str error)
{
	note(w, SQL_UPDATE_MAIL_UNCLAIMED, mail, error, 0);
}

unsigned
store_outbox_again(struct writer *w)
{
	struct stmt *s = db_write(w, SQL_UPDATE_MAIL_AGAIN);
	char now[CLOCK_TEXT];
	unsigned n = 0;

	clock_now(now);
	db_bind_str(s, ":now", str_of(now));
	while (db_next(s))
		n++;
	return n;
}

void
store_outbox_forget(struct writer *w, unsigned days)
{
	struct stmt *s = db_write(w, SQL_DELETE_OLD_MAIL);
	char now[CLOCK_TEXT];

	clock_now(now);
	db_bind_str(s, ":now", str_of(now));
	db_bind_int(s, ":days", days);
	db_run(s);
}

/* ------------------------------------------------------------------ showing */

void
store_outbox_count(struct reader *r, json_t *doc)
{
	db_row(db_read(r, SQL_COUNT_MAIL), doc);
}

void
store_outbox_list(struct reader *r, void (*each)(void *ctx, const struct outbox_row *row),
    void *ctx)
{
	struct stmt *s = db_read(r, SQL_LIST_MAIL);
	char now[CLOCK_TEXT];

	clock_now(now);
	db_bind_str(s, ":now", str_of(now));
	while (db_next(s))
		each(ctx,
		    &(struct outbox_row){ .id = db_int(s, 0),
			.state = db_text(s, 1),
			.purpose = db_text(s, 2),
			.address = db_text(s, 3),
			.attempts = (unsigned)db_int(s, 4),
			.at = db_text(s, 5),
			.error = db_text(s, 6),
			.claimed = db_int(s, 7) != 0,
			.created_at = db_text(s, 8) });
}
