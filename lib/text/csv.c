/* csv.c: one walk over the text, a row at a time. */
#include "lib/text/csv.h"

enum { FIRST_ROOM = 32 };

/* The separator of a text, by its first row, where spreadsheets write the names of columns. */
static char
guess_separator(struct str text)
{
	static const char separators[] = { ',', ';', '\t' };
	size_t count[sizeof(separators)] = { 0 }, best = 0;
	bool quoted = false;

	text = str_trim(text);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '\n' || c == '\r'))
			break;
		for (size_t j = 0; !quoted && j < sizeof(separators); j++)
			count[j] += c == separators[j];
	}
	for (size_t j = 1; j < sizeof(separators); j++)
		if (count[j] > count[best])
			best = j;
	return separators[best];
}

void
csv_init(struct csv *c, struct mem *m, struct str text)
{
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_from(text, 3);
	*c = (struct csv){
		.mem = m,
		.rest = text,
		.separator = guess_separator(text),
		.line = 1,
	};
}

static void
add_cell(struct csv *c, struct str cell)
{
	struct csv_row *row = &c->row;

	if (row->cells == c->room) {
		size_t room = c->room == 0 ? FIRST_ROOM : c->room * 2;

		row->cell = mem_grow(c->mem, row->cell, c->room * sizeof(*row->cell),
		    room * sizeof(*row->cell));
		c->room = room;
	}
	row->cell[row->cells++] = cell;
}

/* Index of the first byte in s, from i on, that ends a cell; s.n when none does. */
static size_t
end_of_cell(struct str s, size_t i, char separator)
{
	while (i < s.n && s.p[i] != separator && s.p[i] != '\n' && s.p[i] != '\r')
		i++;
	return i;
}

/* True when a line ends at i: its LF, or its CR when no LF follows. */
static bool
line_ends(struct str s, size_t i)
{
	return s.p[i] == '\n' || (s.p[i] == '\r' && (i + 1 == s.n || s.p[i + 1] != '\n'));
}

/*
 * Index of the quote that closes the one at the beginning of s, s.n when there
 * is none; how many doubled ones and ends of lines are between them.
 */
static size_t
closing_quote(struct str s, size_t *doubled, size_t *lines)
{
	size_t i;

	*doubled = *lines = 0;
	for (i = 1; i < s.n; i++) {
		if (s.p[i] == '"') {
			if (i + 1 == s.n || s.p[i + 1] != '"')
				break;
			i++;
			++*doubled;
		} else if (line_ends(s, i)) {
			++*lines;
		}
	}
	return i;
}

/* What is between the quotes, doubled ones as one, and what is behind them, copied. */
static struct str
unquote(struct csv *c, struct str inside, struct str behind)
{
	char *p = mem_alloc(c->mem, inside.n + behind.n);
	size_t n = 0;

	for (size_t i = 0; i < inside.n; i++) {
		p[n++] = inside.p[i];
		if (inside.p[i] == '"')
			i++;
	}
	if (behind.n != 0)
		memcpy(p + n, behind.p, behind.n);
	return (struct str){ p, n + behind.n };
}

/* Reads the cell that c->rest begins with, up to its end. False when its quote is not closed. */
static bool
read_cell(struct csv *c)
{
	struct str rest = c->rest, inside, behind;
	size_t end, doubled, lines, close;

	if (!str_starts(rest, STR("\""))) {
		end = end_of_cell(rest, 0, c->separator);
		add_cell(c, (struct str){ rest.p, end });
		c->rest = str_from(rest, end);
		return true;
	}
	close = closing_quote(rest, &doubled, &lines);
	if (close == rest.n)
		return false;
	end = end_of_cell(rest, close + 1, c->separator);
	inside = (struct str){ rest.p + 1, close - 1 };
	behind = (struct str){ rest.p + close + 1, end - close - 1 };
	add_cell(c, doubled == 0 && behind.n == 0 ? inside : unquote(c, inside, behind));
	c->line += lines;
	c->rest = str_from(rest, end);
	return true;
}

/* Reads a row, if only an empty one, and the end of its line. False when a quote is not closed. */
static bool
read_row(struct csv *c)
{
	c->row.line = c->line;
	c->row.number++;
	c->row.cells = 0;
	while (read_cell(c)) {
		char end = c->rest.n == 0 ? '\n' : c->rest.p[0];

		c->rest = str_from(c->rest, str_starts(c->rest, STR("\r\n")) ? 2 : 1);
		if (end != c->separator) {
			c->line++;
			return true;
		}
	}
	c->problem = "a quote is not closed";
	c->rest = STR_NONE;
	c->row.cells = 0;
	return false;
}

static bool
row_is_empty(const struct csv_row *row)
{
	for (size_t i = 0; i < row->cells; i++)
		if (str_trim(row->cell[i]).n != 0)
			return false;
	return true;
}

bool
csv_next(struct csv *c)
{
	while (c->rest.n != 0) {
		if (!read_row(c))
			return false;
		if (!row_is_empty(&c->row))
			return true;
	}
	return false;
}

/* ------------------------------------------------------------------ writing */

/* True when the text, after any apostrophes, begins with what begins a formula. */
static bool
begins_formula(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] == '\'')
		i++;
	return i < s.n && memchr("=+-@\t\r", s.p[i], 6) != NULL;
}

/* Digits with a sign and one point or comma at most: a number is what it is. */
static bool
is_number(struct str s)
{
	size_t digits = 0, points = 0;

	for (size_t i = s.n > 0 && s.p[0] == '-'; i < s.n; i++) {
		if (s.p[i] == '.' || s.p[i] == ',')
			points++;
		else if (s.p[i] >= '0' && s.p[i] <= '9')
			digits++;
		else
			return false;
	}
	return digits > 0 && points <= 1;
}

static bool
needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (memchr("\",;\t\r\n", s.p[i], 6) != NULL)
			return true;
	/* A blank at an end is part of the text. */
	return str_trim(s).n != s.n;
}

void
csv_put(struct buf *b, struct str cell)
{
	bool quotes = needs_quotes(cell);

	if (quotes)
		buf_byte(b, '"');
	if (begins_formula(cell) && !is_number(cell))
		buf_byte(b, '\'');
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == '"')
			buf_byte(b, '"');
		buf_byte(b, cell.p[i]);
	}
	if (quotes)
		buf_byte(b, '"');
}

struct str
csv_plain(struct str cell)
{
	return cell.n > 0 && cell.p[0] == '\'' && begins_formula(cell) ? str_from(cell, 1) : cell;
}
