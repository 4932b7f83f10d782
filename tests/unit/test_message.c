/* test_message.c: what a message looks like, that nothing put into it gets out of its place, and that it can be read back. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/mail/message.h"
#include "lib/text/utf8.h"
#include "tests/unit/testbed.h"

static const struct message usual = {
	.from = { "Medverk <medverk@example.se>", 28 },
	.to = { "anna@example.org", 16 },
	.subject = { "Hej", 3 },
	.body = { "Hej!\n", 5 },
	.lang = { "sv", 2 },
	.id = { "0f8fad5b-d9cb-469f-a165-70867728950e", 36 },
	.written_at = { "2026-03-05T12:07:09Z", 20 },
};

static struct str
written(struct mem *m, const struct message *message)
{
	struct buf b;

	buf_init(&b, m, 0);
	assert_int_equal(message_write(&b, message), ERR_NONE);
	return buf_view(&b);
}

/* The value of a header as it stands there, its lines joined by "|"; STR_NONE: there is none. */
static struct str
header(struct mem *m, struct str text, const char *name)
{
	struct str line;
	struct buf b;
	bool here = false;
	int times = 0;

	buf_init(&b, m, 0);
	while (str_cut(&text, '\n', &line) && line.n > 0) {
		if (here && line.p[0] == ' ') {
			buf_byte(&b, '|');
			buf_str(&b, str_from(line, 1));
			continue;
		}
		here = str_starts(line, str_of(mem_printf(m, "%s: ", name)));
		times += here;
		if (here)
			buf_str(&b, str_from(line, strlen(name) + 2));
	}
	assert_in_range(times, 0, 1);
	return times == 0 ? STR_NONE : buf_view(&b);
}

static struct str
body_of(struct str text)
{
	for (size_t i = 0; i + 1 < text.n; i++)
		if (text.p[i] == '\n' && text.p[i + 1] == '\n')
			return str_from(text, i + 2);
	return STR_NONE;
}

static unsigned
hex(char c)
{
	assert_true((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'));
	return (unsigned)(c <= '9' ? c - '0' : c - 'A' + 10);
}

/* Quoted-printable read as RFC 2045 says; with `word` what stands in an encoded word. */
static void
read_quoted(struct buf *b, struct str s, bool word)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '=' && i + 1 < s.n && s.p[i + 1] == '\n') {
			i++;
		} else if (s.p[i] == '=') {
			assert_true(i + 2 < s.n);
			buf_byte(b, (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2])));
			i += 2;
		} else {
			buf_byte(b, word && s.p[i] == '_' ? ' ' : s.p[i]);
		}
	}
}

/* Encoded words with "|" between them, each of whole characters. */
static struct str
read_words(struct mem *m, struct str value)
{
	struct str word;
	struct buf b;

	buf_init(&b, m, 0);
	while (str_cut(&value, '|', &word)) {
		size_t from = b.n;

		assert_true(str_starts(word, STR("=?UTF-8?Q?")) && str_ends(word, STR("?=")));
		assert_in_range(word.n, 12, 75);
		read_quoted(&b, (struct str){ word.p + 10, word.n - 12 }, true);
		assert_true(utf8_is_clean((struct str){ b.p + from, b.n - from }));
	}
	return buf_view(&b);
}

/* What holds for every message. */
static void
looks_right(struct str text)
{
	struct str line;

	assert_true(str_ends(text, STR("\n")));
	text.n--;
	while (str_cut(&text, '\n', &line)) {
		assert_in_range(line.n, 0, 76);
		assert_false(str_is(line, "."));
		assert_false(str_starts(line, STR("From ")));
		for (size_t i = 0; i < line.n; i++)
			assert_true((line.p[i] >= ' ' && line.p[i] <= '~') || line.p[i] == '\t');
		assert_true(line.n == 0 ||
		    (line.p[line.n - 1] != ' ' && line.p[line.n - 1] != '\t'));
	}
}

static void
all_of_it(void **state)
{
	struct message message = usual;
	struct mem *m = mem_new(0);

	(void)state;
	message.subject = STR("Bekräfta uppgifterna om Åsas kök");
	message.body = STR("Hej Åsa!\n\nHälsningar\n");
	message.unsubscribe_url = STR("https://medverk.example.se/e/0123456789abcdef");
	assert_str(written(m, &message),
	    "Date: Thu, 5 Mar 2026 12:07:09 +0000\n"
	    "From: Medverk\n"
	    " <medverk@example.se>\n"
	    "To: anna@example.org\n"
	    "Subject: =?UTF-8?Q?Bekr=C3=A4fta_uppgifterna_om_=C3=85sas_k=C3=B6k?=\n"
	    "Message-ID: <0f8fad5b-d9cb-469f-a165-70867728950e@example.se>\n"
	    "Auto-Submitted: auto-generated\n"
	    "X-Auto-Response-Suppress: All\n"
	    "List-Unsubscribe: <https://medverk.example.se/e/0123456789abcdef>\n"
	    "Content-Language: sv\n"
	    "MIME-Version: 1.0\n"
	    "Content-Type: text/plain; charset=utf-8\n"
	    "Content-Transfer-Encoding: quoted-printable\n"
	    "\n"
	    "Hej =C3=85sa!\n"
	    "\n"
	    "H=C3=A4lsningar\n");
	mem_free(m);
}

static void
subjects(void **state)
{
	static const char *const plain[] = { "Hej", "Re: 100 % (a=b)?", "x", "a = ? b" };
	static const char *const encoded[] = { "Å", "Räksmörgås", "=?UTF-8?Q?falsk?=", "日本語",
		"ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö ö",
		"plain, but so long that it does not fit on one line of at most seventy-six signs",
		"sjuttiosexsjuttiosexsjuttiosexsjuttiosexsjuttiosexsjuttiosexsjuttiosexsjuttiosexsjuttiosex",
		"𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞" };
	struct message message = usual;
	struct mem *m = mem_new(0);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(plain); i++) {
		message.subject = str_of(plain[i]);
		assert_str(header(m, written(m, &message), "Subject"), plain[i]);
	}
	for (size_t i = 0; i < COUNT_OF(encoded); i++) {
		message.subject = str_of(encoded[i]);
		looks_right(written(m, &message));
		assert_str(read_words(m, header(m, written(m, &message), "Subject")), encoded[i]);
	}
	mem_free(m);
}

/* Every length of line around the limits, and what begins and ends lines. */
static void
bodies(void **state)
{
	static const char *const pieces[] = { ".", "..", "From ", ">From", " ", "\t", "=", "å", "x", "\n",
		"ordet", "\xf0\x9d\x84\x9e" };
	struct message message = usual;
	struct mem *m = mem_new(0);
	uint32_t seed = 1;

	(void)state;
	message.body = STR(".\n..\nFrom here\n a \n\n=\nslut. ");
	assert_str(body_of(written(m, &message)),
	    "=2E\n=2E.\n=46rom here\n a=20\n\n=3D\nslut.=20\n");
	for (size_t n = 0; n < 400; n++) {
		struct buf b, back;
		struct str text;

		buf_init(&b, m, n * 8 + 1);
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			buf_puts(&b,
			    n % 2 == 0                  ? pieces[(seed >> 16) % COUNT_OF(pieces)]
				: (seed >> 16) % 9 == 0 ? "."
							: "a");
		}
		message.body = buf_view(&b);
		text = written(m, &message);
		looks_right(text);
		buf_init(&back, m, 0);
		read_quoted(&back, body_of(text), false);
		/* One line end at its end, however many there were. */
		while (b.n > 0 && b.p[b.n - 1] == '\n')
			b.n--;
		buf_byte(&b, '\n');
		assert_str(buf_view(&back), buf_cstr(&b));
	}
	mem_free(m);
}

static void
senders(void **state)
{
	static const struct {
		const char *from, *header;      /* NULL: refused */
	} cases[] = {
		{ "a@b.se", "a@b.se" }, { "<a@b.se>", "a@b.se" }, { " Medverk  <a@b.se> ", "Medverk|<a@b.se>" },
		{ "Öst <a@b.se>", "=?UTF-8?Q?=C3=96st?=|<a@b.se>" },
		{ "A, B <a@b.se>", "=?UTF-8?Q?A=2C_B?=|<a@b.se>" },
		{ "\"A\" <a@b.se>", "=?UTF-8?Q?=22A=22?=|<a@b.se>" },
		{ "", NULL }, { "Medverk", NULL }, { "Medverk <>", NULL }, { "a@b.se, c@d.se", NULL }, { "A <a@b.se", NULL },
		{ "A <a@b.se> x", NULL }, { "A <a@b.se>, B <c@d.se>", NULL }, { "A\nBcc: x@y.se\n <a@b.se>", NULL },
		{ "A <a@b.se\nBcc: x@y.se>", NULL },
	};
	struct mem *m = mem_new(0);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct message message = usual;
		struct buf b;

		message.from = str_of(cases[i].from);
		buf_init(&b, m, 0);
		if (cases[i].header != NULL) {
			assert_str(header(m, written(m, &message), "From"), cases[i].header);
		} else {
			assert_int_equal(message_write(&b, &message), ERR_INVALID);
			assert_int_equal(b.n, 0);
		}
	}
	mem_free(m);
}

/* What is in a subject or a text stays there; what is no address or link makes no message. */
static void
nothing_gets_out(void **state)
{
	static const char *const evil[] = { "a@b.se\nBcc: x@y.se", "a@b.se\r\nBcc: x@y.se", "a@b.se>", "<a@b.se>", "a@b.se, x@y.se",
		"a b@c.se", "a@b.se\n", "", "å@b.se", "a@b", "a@@b.se", "(x) a@b.se", "\"a\nb\"@c.se" };
	static const char *const links[] = { "https://x.se/\nBcc: x@y.se", "https://x.se/>, <mailto:x@y.se", "javascript:alert(1)", "",
		"https://x.se/a b", "https://x.se/å", "mailto:x@y.se" };
	static const char *const subjects_of[] = { "Hej\nBcc: x@y.se", "Hej\r\nBcc: x@y.se\r\n\r\nBody", "\n\nHej", "Hej\r\n",
		"Åsa\nBcc: x@y.se" };
	struct mem *m = mem_new(0);
	struct buf b;

	(void)state;
	buf_init(&b, m, 0);
	for (size_t i = 0; i < COUNT_OF(evil); i++) {
		struct message message = usual;

		message.to = str_of(evil[i]);
		if (!str_is(message.to, "a@b"))
			assert_int_equal(message_write(&b, &message), ERR_INVALID);
	}
	for (size_t i = 0; i < COUNT_OF(links); i++) {
		struct message message = usual;

		message.unsubscribe_url = str_of(links[i]);
		assert_int_equal(message_write(&b, &message), ERR_INVALID);
	}
	for (size_t i = 0; i < COUNT_OF(subjects_of); i++) {
		struct message message = usual;
		struct str text, line;

		message.subject = str_of(subjects_of[i]);
		message.body = STR("\nBcc: x@y.se\r\n");
		text = written(m, &message);
		assert_null(header(m, text, "Bcc").p);
		looks_right(text);
		assert_str(body_of(text), "\nBcc: x@y.se=0D\n");
		/* As many headers as ever. */
		for (size_t n = 0;; n++) {
			assert_true(str_cut(&text, '\n', &line));
			if (line.n == 0) {
				assert_int_equal(n, 12);
				break;
			}
		}
	}
	assert_int_equal(b.n, 0);
	mem_free(m);
}

static void
the_rest_is_checked(void **state)
{
	static const char *const times[] = { "2026-03-05 12:07:09Z", "2026-13-05T12:07:09Z", "", "nu", "2026-03-05T12:07:09Z\nX: y",
		"2026-00-05T12:07:09Z" };
	static const struct {
		const char *time, *date;
	} dates[] = { { "2024-02-29T00:00:00Z", "Thu, 29 Feb 2024 00:00:00 +0000" },
		{ "2026-11-25T23:59:59Z", "Wed, 25 Nov 2026 23:59:59 +0000" },
		{ "2000-01-01T01:02:03Z", "Sat, 1 Jan 2000 01:02:03 +0000" },
		{ "2100-12-31T01:02:03Z", "Fri, 31 Dec 2100 01:02:03 +0000" } };
	struct message message = usual;
	struct mem *m = mem_new(0);
	struct buf b;

	(void)state;
	buf_init(&b, m, 0);
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		message.written_at = str_of(times[i]);
		assert_int_equal(message_write(&b, &message), ERR_INVALID);
	}
	for (size_t i = 0; i < COUNT_OF(dates); i++) {
		message.written_at = str_of(dates[i].time);
		assert_str(header(m, written(m, &message), "Date"), dates[i].date);
	}
	message = usual;
	message.id = STR("a@b> <c");
	assert_int_equal(message_write(&b, &message), ERR_INVALID);
	message = usual;
	message.lang = STR("sv\nX: y");
	assert_int_equal(message_write(&b, &message), ERR_INVALID);
	mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_it),
		cmocka_unit_test(subjects),
		cmocka_unit_test(bodies),
		cmocka_unit_test(senders),
		cmocka_unit_test(nothing_gets_out),
		cmocka_unit_test(the_rest_is_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
