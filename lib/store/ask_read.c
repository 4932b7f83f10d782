/* ask_read.c: the words of a question: phrases, what is not wanted, numbers as Swedes write them. */
#include "lib/store/ask_private.h"

#include <string.h>

#include "lib/base/cc.h"
#include "lib/text/utf8.h"

bool
ask_is_stop_word(struct str plain)
{
	static const char *const words[] = {
		"och", "i", "att", "en", "ett", "som", "på", "för", "med", "av", "till", "den", "det", "de",
		"om", "är", "var", "vad", "vem", "vilka", "vilken", "vilket", "hur", "när", "kan", "jag",
		"man", "vi", "du", "ni", "mig", "min", "mitt", "mina", "oss", "er", "ska", "skall", "vill",
		"få", "får", "finns", "finnas", "ha", "har", "hos", "inom", "nära", "någon", "något", "några",
		"från", "vid", "eller", "efter", "sig", "sin", "sina", "sitt", "så", "att", "bli", "gör",
		"göra", "hitta", "söker", "sök", "söka", "där", "här", "åt", "mot", "under", "över", "ut", "in",
		"the", "of", "and", "for", "to", "a", "an", "is", "are", "where", "can", "with", "at", "on",
		"which", "what", "who", "how", "do", "my", "me", "near",
	};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_is(plain, words[i]))
			return true;
	return false;
}

bool
ask_is_number(const struct token *t)
{
	for (size_t i = 0; i < t->plain.n; i++)
		if (t->plain.p[i] < '0' || t->plain.p[i] > '9')
			return false;
	return t->plain.n > 0;
}

/* One more quotation mark between `from` and `to`, of any sort, for each call. */
static size_t
quotes_between(struct str text, size_t from, size_t to)
{
	size_t n = 0;

	while (from < to) {
		uint32_t c = utf8_next(text, &from);

		n += c == '"' || c == 0x201c || c == 0x201d || c == 0x201e;
	}
	return n;
}

static void
read_words(struct asking *a, struct str text)
{
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	size_t quotes = 0, all = quotes_between(text, 0, text.n), end = 0;

	while (term_next(text, &scan, &word)) {
		struct token *t = &a->token[a->tokens];

		if (a->tokens == ASK_WORDS_MAX) {
			a->out->cut = true;
			return;
		}
		quotes += quotes_between(text, end, word.from);
		end = word.to;
		*t = (struct token){ .text = { text.p + word.from, word.to - word.from } };
		term_plain(t->text, &t->plain);
		if (t->plain.n == 0)
			continue;
		/* A quotation mark without its other half opens nothing. */
		t->quote = quotes % 2 == 1 && quotes < all ? (unsigned)quotes : 0;
		t->minus = word.from > 0 && text.p[word.from - 1] == '-' &&
		    (word.from == 1 || text.p[word.from - 2] == ' ');
		t->star = word.to < text.n && text.p[word.to] == '*';
		a->tokens++;
	}
}

static void
merge(struct asking *a, size_t i, size_t skip)
{
	struct token *t = &a->token[i], *next = t + 1;

	memcpy(t->plain.p + t->plain.n, next->plain.p, next->plain.n);
	t->plain.n += next->plain.n;
	memmove(t->plain.p, t->plain.p + skip, t->plain.n - skip);
	t->plain.n -= skip;
	t->text.n = (size_t)(next->text.p + next->text.n - t->text.p);
	memmove(next, next + 1, (a->tokens - i - 2) * sizeof(*next));
	a->tokens--;
}

/*
 * Numbers that are written in pieces: 769900-0019 and 16 769900-0019
 * (organisation number, with the century of the register), 591 30 (postcode).
 */
static void
join_numbers(struct asking *a)
{
	for (size_t i = 0; i < a->tokens; i++) {
		struct token *t = &a->token[i], *next = t + 1;
		bool more = i + 1 < a->tokens;

		if (!ask_is_number(t))
			continue;
		if (more && ask_is_number(next) && t->plain.n == 2 && next->plain.n == 6 &&
		    str_is(term_str(&t->plain), "16"))
			merge(a, i, 2);
		more = i + 1 < a->tokens;
		if (more && ask_is_number(next) && t->plain.n == 6 && next->plain.n == 4)
			merge(a, i, 0);
		else if (more && ask_is_number(next) && t->plain.n == 8 && next->plain.n == 4 &&
		    str_starts(term_str(&t->plain), STR("16")))
			merge(a, i, 2);
		else if (more && ask_is_number(next) && t->plain.n == 3 && next->plain.n == 2)
			merge(a, i, 0);
		else if (t->plain.n == 12 && str_starts(term_str(&t->plain), STR("16"))) {
			memmove(t->plain.p, t->plain.p + 2, 10);
			t->plain.n = 10;
		}
	}
}

void
ask_read(struct asking *a, struct str text)
{
	bool all_stop = true;

	read_words(a, text);
	join_numbers(a);
	for (size_t i = 0; i < a->tokens; i++) {
		struct token *t = &a->token[i];

		term_stem(a->w->stemmer, &t->plain, false, &t->stem);
		t->stop = t->quote == 0 && ask_is_stop_word(term_str(&t->plain));
		all_stop &= t->stop;
	}
	a->out->nothing = a->tokens == 0;
	a->out->only_stop_words = a->tokens > 0 && all_stop;
}
