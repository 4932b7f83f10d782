/* test_outbox.c: what is taken when, by whom, and what becomes of it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/outbox.h"
#include "tests/unit/testbed.h"

enum { CLAIM = 300, DAILY = 100 };

struct bed {
	struct testbed t;       /* first, for its tear-down */
	struct words *words;
};

static void
spew(struct mem *m, const char *dir, const char *name, const char *text)
{
	FILE *f = fopen(mem_printf(m, "%s/%s", dir, name), "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
at(const char *now)
{
	setenv("MEDVERK_NOW", now, 1);
}

static int
setup(void **state)
{
	struct testbed *t;
	struct bed *b;

	if (testbed_setup(state) != 0)
		return -1;
	t = *state;
	b = mem_calloc(t->mem, 1, sizeof(*b));
	b->t = *t;
	spew(t->mem, t->dir, "sv.json",
	    "{\"mail\": {\"invitation\": {\"subject\": \"Välkommen {name}\", "
	    "\"text\": \"Hej {name}!\\n\\n{url}\\n\"}, \"check\": {\"subject\": \"Stämmer det?\", \"text\": \"Se efter.\"}}}");
	spew(t->mem, t->dir, "en.json",
	    "{\"mail\": {\"invitation\": {\"subject\": \"Welcome {name}\", "
	    "\"text\": \"Hello {name}!\\n\\n{url}\\n\"}, \"check\": {\"subject\": \"Is it right?\", \"text\": \"Please look.\"}}}");
	b->words = words_load(t->mem, t->dir);
	unlink(mem_printf(t->mem, "%s/sv.json", t->dir));
	unlink(mem_printf(t->mem, "%s/en.json", t->dir));
	at("2026-03-05T12:00:00Z");
	*state = b;
	return b->words == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	unsetenv("MEDVERK_NOW");
	return testbed_teardown(state);
}

static void
add(struct bed *b, enum outbox_priority priority, const char *purpose, const char *address,
    const char *not_before)
{
	const struct words_value values[] = { { "name", STR("Åsa") }, { "url", STR("https://x.se/1") }, { NULL } };

	writer_begin(&b->t.w);
	store_outbox_add(&b->t.w, b->words,
	    &(struct outbox_letter){ .priority = priority, .lang = LANG_SV, .purpose = purpose,
	    .address = str_of(address), .values = values, .not_before = not_before });
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
}

/* To whom the next goes; NULL: nothing is due. */
static const char *
take(struct bed *b, unsigned daily, struct outbox_mail *mail)
{
	bool taken;

	writer_begin(&b->t.w);
	taken = store_outbox_take(&b->t.w, b->t.mem, CLAIM, daily, mail);
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	return taken ? mem_strdup(b->t.mem, mail->address) : NULL;
}

/* Takes the next, which goes to `address`, and it is sent. */
static void
sends(struct bed *b, const char *address)
{
	struct outbox_mail mail;

	assert_str(str_of(take(b, DAILY, &mail)), address);
	writer_begin(&b->t.w);
	store_outbox_sent(&b->t.w, &mail);
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
}

static bool
later(struct bed *b, const struct outbox_mail *mail, const char *error)
{
	bool again;

	writer_begin(&b->t.w);
	again = store_outbox_later(&b->t.w, mail, str_of(error));
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	return again;
}

static struct str
counted(struct bed *b)
{
	json_t *doc = doc_object();

	reader_begin(&b->t.r);
	store_outbox_count(&b->t.r, doc);
	assert_int_equal(reader_end(&b->t.r), ERR_NONE);
	return testbed_json(&b->t, doc);
}

static void
a_letter_is_filled(void **state)
{
	struct bed *b = *state;
	struct outbox_mail mail;
	const struct words_value values[] = { { "name", STR("Åsa\nBcc: x@y.se") }, { "url", STR("https://x.se/1") }, { NULL } };

	add(b, OUTBOX_SIGN_IN, "invitation", "asa@example.se", NULL);
	assert_str(counted(b),
	    "{\"waiting\":1,\"failed\":0,\"oldest_at\":\"2026-03-05T12:00:00Z\"}");
	assert_non_null(take(b, DAILY, &mail));
	assert_str(mail.subject, "Välkommen Åsa");
	assert_str(mail.body, "Hej Åsa!\n\nhttps://x.se/1\n");
	assert_str(mail.lang, "sv");
	assert_str(mail.purpose, "invitation");
	assert_str(mail.created_at, "2026-03-05T12:00:00Z");
	assert_null(mail.unsubscribe_url.p);
	assert_int_equal(mail.attempts, 1);
	assert_int_equal(mail.uuid.n, 36);
	/* A subject is one line. */
	writer_begin(&b->t.w);
	store_outbox_add(&b->t.w, b->words,
	    &(struct outbox_letter){ OUTBOX_BULK, LANG_EN, "invitation", STR("b@example.se"), values, STR("https://x.se/no"), NULL });
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	assert_non_null(take(b, DAILY, &mail));
	assert_str(mail.subject, "Welcome Åsa Bcc: x@y.se");
	assert_str(mail.unsubscribe_url, "https://x.se/no");
}

static void
it_is_added_with_its_cause_or_not_at_all(void **state)
{
	static const char *const evil[] = { "", "anna", "a@b.se\nc@d.se", "å@b.se", "a b@c.se" };
	struct bed *b = *state;
	struct outbox_letter letter = { OUTBOX_BULK, LANG_SV, "check", STR("a@example.se"), NULL, STR_NONE, NULL };

	writer_begin(&b->t.w);
	store_outbox_add(&b->t.w, b->words, &letter);
	assert_int_equal(writer_end(&b->t.w, false), ERR_NONE);
	for (size_t i = 0; i < COUNT_OF(evil); i++) {
		writer_begin(&b->t.w);
		letter.address = STR("a@example.se");
		store_outbox_add(&b->t.w, b->words, &letter);
		letter.address = str_of(evil[i]);
		store_outbox_add(&b->t.w, b->words, &letter);
		assert_int_equal(writer_end(&b->t.w, true), ERR_INVALID);
	}
	assert_int_equal(testbed_number(&b->t, "SELECT count(*) FROM outbox"), 0);
}

static void
sign_in_first_then_in_order(void **state)
{
	struct bed *b = *state;
	struct outbox_mail mail;

	add(b, OUTBOX_BULK, "check", "one@example.se", NULL);
	add(b, OUTBOX_BULK, "check", "two@example.se", NULL);
	add(b, OUTBOX_BULK, "check", "tomorrow@example.se", "2026-03-06T08:00:00Z");
	add(b, OUTBOX_SIGN_IN, "invitation", "now@example.se", NULL);
	sends(b, "now@example.se");
	sends(b, "one@example.se");
	add(b, OUTBOX_SIGN_IN, "invitation", "also@example.se", NULL);
	sends(b, "also@example.se");
	sends(b, "two@example.se");
	assert_null(take(b, DAILY, &mail));
	at("2026-03-06T07:59:59Z");
	assert_null(take(b, DAILY, &mail));
	at("2026-03-06T08:00:00Z");
	sends(b, "tomorrow@example.se");
	assert_str(counted(b), "{\"waiting\":0,\"failed\":0}");
}

/* Nothing but to whom and when is left of what is sent. */
static void
the_text_goes_when_it_is_sent(void **state)
{
	struct bed *b = *state;

	add(b, OUTBOX_SIGN_IN, "invitation", "a@example.se", NULL);
	at("2026-03-05T12:01:00Z");
	sends(b, "a@example.se");
	assert_str(testbed_text(&b->t,
		       "SELECT state || ' ' || (body IS NULL) || ' ' || ended_at || ' ' || attempts"
		       " || ifnull(claim, '') || ifnull(error, '') FROM outbox"),
	    "sent 1 2026-03-05T12:01:00Z 1");
}

static void
pauses_grow_until_it_fails(void **state)
{
	/* When each attempt is, by the pauses of outbox.h. */
	static const char *const times[OUTBOX_ATTEMPTS] = { "2026-03-05T12:00:00Z", "2026-03-05T12:01:00Z",
		"2026-03-05T12:06:00Z", "2026-03-05T12:36:00Z", "2026-03-05T14:36:00Z", "2026-03-05T20:36:00Z",
		"2026-03-06T08:36:00Z" };
	static const char *const before[OUTBOX_ATTEMPTS] = { NULL, "2026-03-05T12:00:59Z", "2026-03-05T12:05:59Z",
		"2026-03-05T12:35:59Z", "2026-03-05T14:35:59Z", "2026-03-05T20:35:59Z", "2026-03-06T08:35:59Z" };
	struct bed *b = *state;
	struct outbox_mail mail;

	add(b, OUTBOX_BULK, "check", "a@example.se", NULL);
	for (unsigned i = 0; i < OUTBOX_ATTEMPTS; i++) {
		if (before[i] != NULL) {
			at(before[i]);
			assert_null(take(b, DAILY, &mail));
		}
		at(times[i]);
		assert_non_null(take(b, DAILY, &mail));
		assert_int_equal(mail.attempts, i + 1);
		assert_int_equal(later(b, &mail, "450 4.2.1 full\n"), i + 1 < OUTBOX_ATTEMPTS);
		assert_str(testbed_text(&b->t, "SELECT error FROM outbox"), "450 4.2.1 full");
	}
	at("2027-01-01T00:00:00Z");
	assert_null(take(b, DAILY, &mail));
	assert_str(counted(b), "{\"waiting\":0,\"failed\":1}");
	/* Bulk keeps its text and may be let wait again, with all attempts before it. */
	writer_begin(&b->t.w);
	assert_int_equal(store_outbox_again(&b->t.w), 1);
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	assert_non_null(take(b, DAILY, &mail));
	assert_int_equal(mail.attempts, 1);
	assert_str(mail.body, "Se efter.");
}

/* A link that lets somebody in is not kept for ever, nor sent when it is too late. */
static void
failed_sign_in_mail_is_gone(void **state)
{
	struct bed *b = *state;
	struct outbox_mail mail;

	add(b, OUTBOX_SIGN_IN, "invitation", "a@example.se", NULL);
	assert_non_null(take(b, DAILY, &mail));
	writer_begin(&b->t.w);
	store_outbox_refused(&b->t.w, &mail, STR("550 \xff\x01 nobody"));
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	assert_str(testbed_text(&b->t,
		       "SELECT state || ' ' || (body IS NULL) || ' ' || error FROM outbox"),
	    "failed 1 550 ?  nobody");
	writer_begin(&b->t.w);
	assert_int_equal(store_outbox_again(&b->t.w), 0);
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
}

static void
a_claim_is_one_persons(void **state)
{
	struct bed *b = *state;
	struct outbox_mail first, second;

	add(b, OUTBOX_BULK, "check", "a@example.se", NULL);
	assert_non_null(take(b, DAILY, &first));
	assert_null(take(b, DAILY, &second));
	at("2026-03-05T12:04:59Z");
	assert_null(take(b, DAILY, &second));
	/* It has run out: whoever held it has died, as far as anybody knows. */
	at("2026-03-05T12:05:00Z");
	assert_non_null(take(b, DAILY, &second));
	assert_int_equal(second.id, first.id);
	assert_int_equal(second.attempts, 2);
	assert_str(second.uuid, mem_strdup(b->t.mem, first.uuid));
	/* The dead is alive after all. It may not say that it failed … */
	later(b, &first, "x");
	writer_begin(&b->t.w);
	store_outbox_refused(&b->t.w, &first, STR("x"));
	store_outbox_unclaim(&b->t.w, &first, STR("x"));
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	assert_str(testbed_text(&b->t,
		       "SELECT state || attempts || ifnull(error, '') || next_at FROM outbox"),
	    "waiting22026-03-05T12:10:00Z");
	/* … but that it was sent is so; and stays so, whatever the other says. */
	writer_begin(&b->t.w);
	store_outbox_sent(&b->t.w, &first);
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	later(b, &second, "x");
	assert_str(testbed_text(&b->t, "SELECT state FROM outbox"), "sent");
}

static void
what_was_not_tried_is_not_counted(void **state)
{
	struct bed *b = *state;
	struct outbox_mail mail;

	add(b, OUTBOX_BULK, "check", "a@example.se", NULL);
	for (int i = 0; i < 3 * OUTBOX_ATTEMPTS; i++) {
		assert_non_null(take(b, DAILY, &mail));
		assert_int_equal(mail.attempts, 1);
		writer_begin(&b->t.w);
		store_outbox_unclaim(&b->t.w, &mail, STR("no server"));
		assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	}
	assert_str(testbed_text(&b->t,
		       "SELECT state || ' ' || attempts || ' ' || error FROM outbox"),
	    "waiting 0 no server");
}

/* A mail that whoever sends it dies of is not tried for ever, and keeps no other waiting. */
static void
poison_fails(void **state)
{
	struct bed *b = *state;
	struct outbox_mail mail;

	add(b, OUTBOX_SIGN_IN, "invitation", "poison@example.se", NULL);
	for (int i = 0; i < OUTBOX_ATTEMPTS; i++) {
		at(mem_printf(b->t.mem, "2026-03-05T12:%02d:00Z", i * 6));
		assert_str(str_of(take(b, DAILY, &mail)), "poison@example.se");
	}
	add(b, OUTBOX_BULK, "check", "good@example.se", NULL);
	at("2026-03-05T13:00:00Z");
	assert_str(str_of(take(b, DAILY, &mail)), "good@example.se");
	assert_int_equal(
	    testbed_number(&b->t,
		"SELECT count(*) FROM outbox WHERE state = 'failed' AND error IS NOT NULL AND body IS NULL"),
	    1);
}

static void
bulk_is_capped(void **state)
{
	struct bed *b = *state;
	struct outbox_mail mail, other;

	for (int i = 0; i < 6; i++)
		add(b, OUTBOX_BULK, "check", mem_printf(b->t.mem, "b%d@example.se", i), NULL);
	sends(b, "b0@example.se");
	at("2026-03-05T18:00:00Z");
	assert_non_null(take(b, 3, &mail));
	/* What others are sending counts. */
	assert_non_null(take(b, 3, &other));
	assert_null(take(b, 3, &other));
	later(b, &mail, "x");
	assert_non_null(take(b, 3, &other));
	/* Sign-in mail is not held up, and does not count. */
	for (int i = 0; i < 4; i++)
		add(b, OUTBOX_SIGN_IN, "invitation", "now@example.se", NULL);
	for (int i = 0; i < 4; i++)
		sends(b, "now@example.se");
	assert_null(take(b, 0, &other));
	/* The claims have run out; of the day's three one has gone, until 24 hours later. */
	at("2026-03-06T11:59:59Z");
	sends(b, "b4@example.se");
	sends(b, "b5@example.se");
	assert_null(take(b, 3, &mail));
	at("2026-03-06T12:00:00Z");
	assert_non_null(take(b, 3, &mail));
	assert_null(take(b, 3, &mail));
}

static void
show_row(void *ctx, const struct outbox_row *row)
{
	buf_printf(ctx, "%.*s %.*s %.*s %u%s%s%.*s\n", STR_ARGS(row->state), STR_ARGS(row->purpose),
	    STR_ARGS(row->address), row->attempts, row->claimed ? " claimed" : "",
	    row->error.n > 0 ? " " : "", STR_ARGS(row->error));
}

static void
lists_and_forgetting(void **state)
{
	struct bed *b = *state;
	struct outbox_mail mail;
	struct buf shown;

	buf_init(&shown, b->t.mem, 0);
	add(b, OUTBOX_BULK, "check", "sent@example.se", NULL);
	sends(b, "sent@example.se");
	add(b, OUTBOX_BULK, "check", "refused@example.se", NULL);
	assert_non_null(take(b, DAILY, &mail));
	writer_begin(&b->t.w);
	store_outbox_refused(&b->t.w, &mail, STR("550 nobody"));
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	add(b, OUTBOX_BULK, "check", "claimed@example.se", NULL);
	assert_non_null(take(b, DAILY, &mail));
	add(b, OUTBOX_BULK, "check", "waits@example.se", NULL);
	add(b, OUTBOX_SIGN_IN, "invitation", "first@example.se", NULL);
	reader_begin(&b->t.r);
	store_outbox_list(&b->t.r, show_row, &shown);
	assert_int_equal(reader_end(&b->t.r), ERR_NONE);
	assert_str(buf_view(&shown),
	    "waiting invitation first@example.se 0\n"
	    "waiting check waits@example.se 0\n"
	    "waiting check claimed@example.se 1 claimed\n"
	    "failed check refused@example.se 1 550 nobody\n");
	/* Nobody is sending what a dead process has claimed. */
	at("2026-03-05T12:05:00Z");
	buf_clear(&shown);
	reader_begin(&b->t.r);
	store_outbox_list(&b->t.r, show_row, &shown);
	assert_int_equal(reader_end(&b->t.r), ERR_NONE);
	assert_false(testbed_has(buf_view(&shown), " claimed\n"));
	at("2026-06-03T12:00:00Z");
	for (int i = 0; i < 2; i++) {
		writer_begin(&b->t.w);
		store_outbox_forget(&b->t.w, 90);
		assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
		assert_int_equal(testbed_number(&b->t, "SELECT count(*) FROM outbox"),
		    i == 0 ? 5 : 3);
		at("2026-06-03T12:00:01Z");
	}
	assert_int_equal(testbed_number(&b->t,
			     "SELECT count(*) FROM outbox WHERE state = 'waiting'"),
	    3);
}

/* Nothing that is asked every minute, or by every page of who edits, walks over the table or sorts. */
static void
look(void *ctx, const char *name, const char *why, int scans, int sorts)
{
	if (why == NULL && scans + sorts > 0) {
		print_error("%s: %d steps of scans, %d sorts\n", name, scans, sorts);
		++*(int *)ctx;
	}
}

static void
none_scans(void **state)
{
	struct bed *b = *state;
	int wrong = 0;

	testbed_sql(&b->t,
	    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
	    " INSERT INTO outbox (uuid, priority, purpose, lang, address, subject, state, next_at, created_at, ended_at)"
	    " SELECT printf('%036x', i), 1, 'check', 'sv', 'a@b.se', 'x', 'sent', '2025-03-05T12:00:00Z',"
	    " '2025-03-05T12:00:00Z', '2025-03-05T12:00:00Z' FROM n");
	bulk_is_capped(state);
	counted(b);
	writer_begin(&b->t.w);
	store_outbox_again(&b->t.w);
	store_outbox_forget(&b->t.w, 2);
	assert_int_equal(writer_end(&b->t.w, true), ERR_NONE);
	db_scans(&b->t.w.reader, look, &wrong);
	db_scans(&b->t.r, look, &wrong);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_letter_is_filled), TEST(it_is_added_with_its_cause_or_not_at_all), TEST(sign_in_first_then_in_order),
		TEST(the_text_goes_when_it_is_sent), TEST(pauses_grow_until_it_fails), TEST(failed_sign_in_mail_is_gone),
		TEST(a_claim_is_one_persons), TEST(what_was_not_tried_is_not_counted), TEST(poison_fails), TEST(bulk_is_capped),
		TEST(lists_and_forgetting), TEST(none_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
