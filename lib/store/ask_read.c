/* ask_read.c: the words of a question: phrases, what is not wanted, numbers as Swedes write them. */
#include "lib/store/ask_private.h"

#include <string.h>

#include "lib/base/cc.h"
#include "lib/text/utf8.h"

bool
ask_is_stop_word(struct str plain)
{
	static const char *const words[] = {
		/* small words */
		"och", "eller", "men", "utan", "samt", "i", "på", "av", "till", "från", "med", "för", "om", "vid", "hos", "inom",
		"åt", "mot", "mellan", "genom", "efter", "före", "innan", "under", "över", "ut", "in", "upp", "ner", "bort", "ur",
		"att", "som", "än", "när", "där", "här", "dit", "hit", "så", "då", "nu", "inte", "också", "även", "bara", "alla", "bakom", "framför", "bredvid", "bland", "ifrån", "emot", "längs", "förutom",
		"en", "ett", "den", "det", "de", "dem", "dom", "denna", "detta", "dessa", "någon", "något", "några", "nån", "nåt", "nära",
		"sig", "sin", "sitt", "sina", "jag", "mig", "mej", "min", "mitt", "mina", "du", "dig", "dej", "din", "ditt", "dina",
		"han", "hon", "hen", "honom", "henne", "hans", "hennes", "vi", "oss", "vår", "vårt", "våra", "ni", "er", "ert", "era",
		"man", "ens", "mycket", "mer", "mest", "lite", "hela", "varje", "olika", "annan", "annat", "andra", "kring",
		/* what questions are asked with */
		"var", "vart", "varifrån", "vad", "vem", "vems", "vilka", "vilken", "vilket", "hur", "varför",
		"är", "vara", "varit", "blir", "bli", "blivit", "ha", "har", "hade", "kan", "kunna", "kunde", "ska", "skall", "skulle",
		"vill", "vilja", "ville", "får", "få", "måste", "bör", "brukar", "behöver", "behöva", "finns", "finnas", "fanns",
		"gör", "göra", "går", "gå", "ger", "ge", "ta", "tar", "kommer", "komma", "åker", "åka",
		"hitta", "hittar", "söker", "sök", "söka", "vet", "veta", "vänder", "vända", "letar", "leta", "undrar",
		"tack", "snälla", "hej", "nånstans", "någonstans", "någonting", "nånting",
		/* English */
		"the", "of", "and", "or", "for", "to", "from", "a", "an", "is", "are", "be", "was", "where", "when", "can", "could", "with",
		"at", "on", "which", "what", "who", "how", "why", "do", "does", "did", "have", "has", "get", "i", "my", "me",
		"you", "your", "we", "our", "they", "their", "there", "that", "this", "any", "some", "near", "find", "need", "want", "would",
		"like", "please", "looking",
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

/* How many quotation marks, of any sort, stand between `from` and `to`; *last is where the last of them is. */
static size_t
quotes_between(struct str text, size_t from, size_t to, size_t *last)
{
	size_t n = 0;

	while (from < to) {
		size_t at = from;
		uint32_t c = utf8_next(text, &from);

		if (c != '"' && c != 0x201c && c != 0x201d && c != 0x201e)
			continue;
		*last = at;
		n++;
	}
	return n;
}

/* A blank of any sort that a keyboard or a copied text has, before i. */
static bool
is_behind_blank(struct str text, size_t i)
{
	return strchr(" \t\n", text.p[i - 1]) != NULL ||
	    str_ends((struct str){ text.p, i }, STR("\xc2\xa0"));
}

/* True when a minus of its own stands before i: not in möbel-snickeri. */
static bool
has_minus(struct str text, size_t i)
{
	return i > 0 && text.p[i - 1] == '-' && (i == 1 || is_behind_blank(text, i - 1));
}

static void
read_words(struct asking *a, struct str text)
{
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	size_t quote = 0, quotes = 0, all = quotes_between(text, 0, text.n, &quote), end = 0;

	while (term_next(text, &scan, &word)) {
		struct token *t = &a->token[a->tokens];

		if (a->tokens == ASK_WORDS_MAX) {
			a->out->cut = true;
			a->unread = str_from(text, word.from);
			return;
		}
		quotes += quotes_between(text, end, word.from, &quote);
		end = word.to;
		*t = (struct token){ .text = { text.p + word.from, word.to - word.from } };
		term_plain(t->text, &t->plain);
		if (t->plain.n == 0)
			continue;
		/* A quotation mark without its other half opens nothing. */
		t->quote = quotes % 2 == 1 && quotes < all ? (unsigned)quotes : 0;
		/* A phrase is wanted or not as a whole. */
		t->minus = has_minus(text, t->quote != 0 ? quote : word.from);
		t->plus = word.from > 0 && text.p[word.from - 1] == '+';
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
 * SE769900001901 is what 769900-0019 is called for value added tax (the number between the country and 01), and
 * SE-591 30 the postcode 591 30 on letters from abroad.
 */
static void
drop_country(struct asking *a)
{
	for (size_t i = 0; i < a->tokens; i++) {
		struct token *t = &a->token[i], *next = t + 1, number = *t;

		if (str_starts(term_str(&t->plain), STR("se")) && t->plain.n == 14 &&
		    str_ends(term_str(&t->plain), STR("01"))) {
			memmove(number.plain.p, t->plain.p + 2, 10);
			number.plain.n = 10;
			if (ask_is_number(&number))
				*t = number;
		} else if (str_is(term_str(&t->plain), "se") && i + 1 < a->tokens &&
		    t->text.p[t->text.n] == '-' && next->text.p == t->text.p + t->text.n + 1 &&
		    ask_is_number(next) && (next->plain.n == 3 || next->plain.n == 5)) {
			next->minus = t->minus;
			memmove(t, next, (a->tokens - i - 1) * sizeof(*t));
			a->tokens--;
		}
	}
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

/* Digits of a telephone number in groups, as many as stand side by side; 1: it is none. */
static size_t
telephone_at(const struct asking *a, size_t i)
{
	size_t digits = 0, n = 0;

	if (a->token[i].plain.p[0] != '0' && !a->token[i].plus)
		return 1;
	for (; i + n < a->tokens && ask_is_number(&a->token[i + n]) && a->token[i + n].quote == 0;
	     n++)
		digits += a->token[i + n].plain.n;
	return digits >= NUMBER_DIGITS_MIN && digits <= NUMBER_DIGITS_MAX ? n : 1;
}

/* 070-123 45 67, +46 70 123 45 67 and 0701234567 are the same telephone number. */
static void
join_telephones(struct asking *a)
{
	for (size_t i = 0; i < a->tokens; i++) {
		struct token *t = &a->token[i];

		if (!ask_is_number(t))
			continue;
		for (size_t n = telephone_at(a, i); n > 1; n--)
			merge(a, i, 0);
		number_normalise(&t->plain, t->plus);
	}
}

void
ask_read(struct asking *a, struct str text)
{
	bool all_stop = true, all_minus = true;

	read_words(a, text);
	drop_country(a);
	join_numbers(a);
	join_telephones(a);
	for (size_t i = 0; i < a->tokens; i++) {
		struct token *t = &a->token[i];

		term_stem(a->w->stemmer, &t->plain, false, &t->stem);
		t->stop = t->quote == 0 && ask_is_stop_word(term_str(&t->plain));
		all_stop &= t->stop;
		all_minus &= t->stop || t->minus;
	}
	a->out->nothing = a->tokens == 0;
	a->out->only_stop_words = a->tokens > 0 && all_stop;
	a->out->only_excluded = a->tokens > 0 && all_minus && !all_stop;
}
