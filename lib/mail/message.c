/* message.c: headers, encoded words, quoted-printable. */
#include "lib/mail/message.h"

#include "lib/http/url.h"
#include "lib/text/utf8.h"

enum {
	LINE = 76,              /* RFC 2045, section 6.7 (5); RFC 2047, section 2 */
	WORD = 75,              /* an encoded word with its delimiters */
	LONGEST = 998,          /* RFC 5322, section 2.1.1 */
};

static const char word_begin[] = "=?UTF-8?Q?", word_end[] = "?=";

static void
put_hex(struct buf *b, unsigned char c)
{
	buf_byte(b, '=');
	buf_byte(b, "0123456789ABCDEF"[c >> 4]);
	buf_byte(b, "0123456789ABCDEF"[c & 15]);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* ----------------------------------------------------------- encoded words */

/* What may stand for itself in an encoded word wherever that stands: RFC 2047, section 5 (3). */
static bool
is_plain_in_word(char c)
{
	return is_letter(c) || (c != '\0' && strchr("!*+-/", c) != NULL);
}

/* A code point, as long as it is in an encoded word. */
static size_t
encoded_length(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += is_plain_in_word(s.p[i]) || s.p[i] == ' ' ? 1 : 3;
	return n;
}

/*
 * Encoded words, on lines of their own where there are several; characters are not split between
 * them (section 5). `column`: what the line has already.
 */
static void
put_encoded(struct buf *b, struct str s, size_t column)
{
	const size_t around = sizeof(word_begin) - 1 + sizeof(word_end) - 1;
	size_t room = WORD - around < LINE - column - around ? WORD - around
							     : LINE - column - around;
	size_t used = 0, i = 0;

	buf_puts(b, word_begin);
	while (i < s.n) {
		struct str point = { s.p + i, 0 };
		size_t n;

		utf8_next(s, &i);
		point.n = (size_t)(s.p + i - point.p);
		n = encoded_length(point);
		if (used + n > room) {
			buf_printf(b, "%s\n %s", word_end, word_begin);
			room = WORD - around;
			used = 0;
		}
		used += n;
		for (size_t j = 0; j < point.n; j++) {
			if (point.p[j] == ' ')
				buf_byte(b, '_');
			else if (is_plain_in_word(point.p[j]))
				buf_byte(b, point.p[j]);
			else
				put_hex(b, (unsigned char)point.p[j]);
		}
	}
	buf_puts(b, word_end);
}

/* Printable ASCII that nobody takes for an encoded word, and short. */
static bool
is_plain_line(struct str s, size_t room)
{
	if (s.n > room)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] > '~' ||
		    (s.p[i] == '=' && i + 1 < s.n && s.p[i + 1] == '?'))
			return false;
	return true;
}

/* Text that may be anything: a control character, and a line end is one, becomes a blank. */
static void
put_text_header(struct buf *b, const char *name, struct str text)
{
	size_t column = strlen(name) + 2;
	struct buf line;

	buf_init(&line, b->mem, text.n);
	for (size_t i = 0; i < text.n; i++)
		buf_byte(&line,
		    (unsigned char)text.p[i] < ' ' || text.p[i] == 0x7f ? ' ' : text.p[i]);
	text = str_trim(buf_view(&line));
	buf_printf(b, "%s: ", name);
	if (is_plain_line(text, LINE - column))
		buf_str(b, text);
	else
		put_encoded(b, text, column);
	buf_byte(b, '\n');
}

/* --------------------------------------------------------------- addresses */

bool
message_read_from(struct str from, struct str *name, struct str *address)
{
	size_t open = str_index(from, '<');
	struct str before = str_trim((struct str){ from.p, open }), inside = str_trim(from);

	if (open < from.n) {
		inside = str_trim(str_from(from, open + 1));
		if (!str_ends(inside, STR(">")))
			return false;
		inside.n--;
	} else {
		before.n = 0;
	}
	if (!url_is_email(inside) || !utf8_is_clean(before) || str_index(before, '\n') < before.n)
		return false;
	*name = before;
	*address = inside;
	return true;
}

/* Words of letters may stand in front of an address as they are: a phrase of atoms. */
static bool
is_phrase(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_letter(s.p[i]) && s.p[i] != ' ' && s.p[i] != '-')
			return false;
	return s.n < LINE / 2;
}

static void
put_from(struct buf *b, struct str name, struct str address)
{
	const size_t column = sizeof("From: ") - 1;

	buf_puts(b, "From: ");
	if (name.n == 0) {
		buf_str(b, address);
	} else {
		if (is_phrase(name))
			buf_str(b, name);
		else
			put_encoded(b, name, column);
		buf_printf(b, "\n <%.*s>", STR_ARGS(address));
	}
	buf_byte(b, '\n');
}

/* --------------------------------------------------------------------- date */

static int
number_at(struct str s, size_t at, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++)
		v = v * 10 + (s.p[at + i] - '0');
	return v;
}

static bool
is_time(struct str s)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";

	if (s.n != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (form[i] == 'd' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != form[i])
			return false;
	return number_at(s, 5, 2) >= 1 && number_at(s, 5, 2) <= 12;
}

/* Sakamoto's method, as in RFC 3339, appendix B: 0 is Sunday. */
static int
day_of_week(int year, int month, int day)
{
	static const int shift[] = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 };

	year -= month < 3;
	return (year + year / 4 - year / 100 + year / 400 + shift[month - 1] + day) % 7;
}

static void
put_date(struct buf *b, struct str t)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
		"Aug", "Sep", "Oct", "Nov", "Dec" };
	int year = number_at(t, 0, 4), month = number_at(t, 5, 2), day = number_at(t, 8, 2);

	buf_printf(b, "Date: %s, %d %s %d %.8s +0000\n", days[day_of_week(year, month, day)], day,
	    months[month - 1], year, t.p + 11);
}

/* --------------------------------------------------------------------- body */

/* Bytes that need no encoding in the middle of a line: RFC 2045, section 6.7 (2). */
static bool
is_plain_in_body(char c)
{
	return (c >= '!' && c <= '~' && c != '=') || c == ' ' || c == '\t';
}

/*
 * What some program on the way takes for something else is encoded where it begins a line, also one that
 * a soft break made: a dot, and "From ", which mailboxes are cut at.
 */
static bool
is_taken_for_else(struct str rest)
{
	return rest.p[0] == '.' || str_starts(rest, STR("From "));
}

static void
put_line(struct buf *b, struct str line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		bool last = i + 1 == line.n, plain = is_plain_in_body(c);

		/* Blanks at the end of a line get lost on the way. */
		if (last && (c == ' ' || c == '\t'))
			plain = false;
		if (column == 0 && is_taken_for_else(str_from(line, i)))
			plain = false;
		/* One column is kept for the soft break, unless nothing comes after it. */
		if (column + (plain ? 1 : 3) > (size_t)(last ? LINE : LINE - 1)) {
			buf_puts(b, "=\n");
			column = 0;
			if (is_taken_for_else(str_from(line, i)))
				plain = false;
		}
		if (plain)
			buf_byte(b, c);
		else
			put_hex(b, (unsigned char)c);
		column += plain ? 1 : 3;
	}
	buf_byte(b, '\n');
}

static void
put_body(struct buf *b, struct str body)
{
	struct str line;

	while (body.n > 0 && body.p[body.n - 1] == '\n')
		body.n--;
	while (str_cut(&body, '\n', &line))
		put_line(b, line);
}

/* -------------------------------------------------------------------- whole */

/* Letters, digits and hyphens only. */
static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_letter(s.p[i]) && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n < LINE / 2;
}

static bool
is_link(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~' || s.p[i] == '<' || s.p[i] == '>')
			return false;
	return url_is_web(s) && s.n <= LONGEST - (sizeof("List-Unsubscribe: <>") - 1);
}

enum err
message_write(struct buf *b, const struct message *m)
{
	struct str name, sender;

	if (!message_read_from(m->from, &name, &sender) || !url_is_email(m->to) ||
	    !is_name(m->lang) || !is_name(m->id) || !is_time(m->written_at) ||
	    (m->unsubscribe_url.p != NULL && !is_link(m->unsubscribe_url)))
		return ERR_INVALID;
	put_date(b, m->written_at);
	put_from(b, name, sender);
	buf_printf(b, "To: %.*s\n", STR_ARGS(m->to));
	put_text_header(b, "Subject", m->subject);
	buf_printf(b, "Message-ID: <%.*s@%.*s>\n", STR_ARGS(m->id),
	    STR_ARGS(str_from(sender, str_index(sender, '@') + 1)));
	/* RFC 3834; the other name is the one that Exchange knows. Nobody wants "I am on holiday" for an answer. */
	buf_puts(b, "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n");
	if (m->unsubscribe_url.p != NULL)
		buf_printf(b, "List-Unsubscribe: <%.*s>\n", STR_ARGS(m->unsubscribe_url));
	buf_printf(b, "Content-Language: %.*s\n", STR_ARGS(m->lang));
	buf_puts(b,
	    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
	    "Content-Transfer-Encoding: quoted-printable\n\n");
	put_body(b, m->body);
	return ERR_NONE;
}
