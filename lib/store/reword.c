/* reword.c: changing some of the words of a question. */
#include "lib/store/reword.h"

/* The first correction at or behind `at` and before `end`; NULL when there is none. */
static const struct ask_correction *
next_correction(const struct asked *asked, const char *at, const char *end)
{
	const struct ask_correction *next = NULL;

	for (size_t i = 0; i < asked->corrections; i++) {
		const struct ask_correction *c = &asked->correction[i];

		if (c->typed.p >= at && c->typed.p < end &&
		    (next == NULL || c->typed.p < next->typed.p))
			next = c;
	}
	return next;
}

/* Words do not overlap, so neither do corrections. */
static void
add_corrected(struct buf *b, const struct asked *asked, struct str text)
{
	const char *at = text.p, *end = text.p + text.n;
	const struct ask_correction *c;

	while (at < end && (c = next_correction(asked, at, end)) != NULL) {
		buf_add(b, at, (size_t)(c->typed.p - at));
		buf_str(b, c->used);
		at = c->typed.p + c->typed.n;
	}
	if (at < end)
		buf_add(b, at, (size_t)(end - at));
}

struct str
reword(struct mem *m, const struct asked *asked, struct str text)
{
	struct buf b;

	buf_init(&b, m, text.n + 1);
	add_corrected(&b, asked, text);
	return buf_view(&b);
}

/* True for what is no word, or says nothing of what is looked for. */
static bool
is_idle(struct str piece)
{
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct term plain;

	if (!term_next(piece, &scan, &word))
		return true;
	term_plain((struct str){ piece.p + word.from, word.to - word.from }, &plain);
	return ask_is_stop_word(term_str(&plain)) && !str_starts(piece, STR("-")) &&
	    !term_next(piece, &scan, &word);
}

/* "var kan jag arbetsträna i" is "arbetsträna"; within quotation marks every word counts. */
static struct str
telling(struct mem *m, struct str text)
{
	struct str rest = text, piece;
	struct buf b;

	if (str_index(text, '"') < text.n)
		return text;
	buf_init(&b, m, text.n + 1);
	while (str_cut(&rest, ' ', &piece)) {
		if (is_idle(piece))
			continue;
		if (b.n > 0)
			buf_byte(&b, ' ');
		buf_str(&b, piece);
	}
	return buf_view(&b);
}

struct str
reword_without(struct mem *m, const struct asked *asked, struct str text, struct str part)
{
	struct str before = { text.p, (size_t)(part.p - text.p) };
	struct str after = str_from(text, before.n + part.n);
	struct buf b;

	if (str_ends(before, STR("\"")) && str_starts(after, STR("\""))) {
		before.n--;
		after = str_from(after, 1);
	} else if (str_starts(after, STR("*"))) {
		after = str_from(after, 1);
	}
	/* What is left of t-shirt is no word that is not wanted. */
	if (str_starts(after, STR("-")))
		after = str_from(after, 1);
	if (str_ends(before, STR("-")))
		before.n--;
	before = str_trim(before);
	after = str_trim(after);
	buf_init(&b, m, text.n + 1);
	add_corrected(&b, asked, before);
	if (before.n > 0 && after.n > 0)
		buf_byte(&b, ' ');
	add_corrected(&b, asked, after);
	after = telling(m, buf_view(&b));
	return after.n == 0 ? STR_NONE : after;
}
