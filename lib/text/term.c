/* term.c: words to terms. */
#include "lib/text/term.h"

#include <string.h>

#include "lib/base/cc.h"
#include "lib/text/utf8.h"

/* ------------------------------------------------------------------ finding */

/* Bytes of which a look tells that they are of a word: 1 letters and digits of ASCII, 2 the first of two of U+00C0 to U+00FF. */
static const unsigned char word_bytes[256] = {
	['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
	['8'] = 1, ['9'] = 1,
	['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1,
	['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1,
	['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1,
	['Y'] = 1, ['Z'] = 1,
	['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1,
	['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1,
	['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
	['y'] = 1, ['z'] = 1,
	[0xc3] = 2,
};

/* × and ÷ stand among the letters of U+00C0 to U+00FF. */
static inline bool
is_latin_letter(unsigned char second)
{
	return (second & 0xc0) == 0x80 && second != 0x97 && second != 0xb7;
}

/* Where the letters and digits that begin at i end, as far as bytes tell. */
static inline size_t
behind_letters(struct str text, size_t i)
{
	while (i < text.n) {
		unsigned char n = word_bytes[(unsigned char)text.p[i]];

		if (n == 0 ||
		    (n == 2 && (i + 1 == text.n || !is_latin_letter((unsigned char)text.p[i + 1]))))
			break;
		i += n;
	}
	return i;
}

/* Reads a sign that is of no word; false: at the end, or before a word. */
static bool
skip_sign(struct str text, size_t *i, struct term_scan *scan, bool *member)
{
	size_t next = *i;
	unsigned char byte;

	if (next == text.n)
		return false;
	byte = (unsigned char)text.p[next];
	if (byte < 0x80 ? word_bytes[byte] != 0 : utf8_is_word(utf8_next(text, &next)))
		return false;
	if (byte < 0x80)
		next++;
	if (byte == TERM_ENGLISH || byte == TERM_SWEDISH)
		scan->english = byte == TERM_ENGLISH;
	*member = byte == TERM_MEMBER;
	*i = next;
	return true;
}

bool
term_next(struct str text, struct term_scan *scan, struct term_word *word)
{
	bool member = false;
	size_t i = scan->at, from;

	while (skip_sign(text, &i, scan, &member))
		;
	from = i;
	for (;;) {
		size_t next = i = behind_letters(text, i);

		if (i >= text.n || (unsigned char)text.p[i] < 0x80 ||
		    !utf8_is_word(utf8_next(text, &next)))
			break;
		i = next;
	}
	scan->at = i;
	if (i == from)
		return false;
	*word = (struct term_word){ .from = from, .to = i, .english = scan->english,
		.member = member };
	return true;
}

/* Where the members that begin at i end: they are words, with the sign before each. */
static size_t
behind_members(struct str text, size_t i)
{
	size_t next = i;

	while (next < text.n) {
		unsigned char byte = (unsigned char)text.p[next];

		i = next;
		if (byte == TERM_MEMBER || (unsigned)(byte | 0x20) - 'a' < 26 ||
		    (unsigned)byte - '0' < 10)
			next++;
		else if (byte < 0x80 || !utf8_is_word(utf8_next(text, &next)))
			return i;
	}
	return next;
}

bool
term_part(struct mem *m, struct str *rest, struct str *part, bool *english)
{
	struct str text;
	size_t n = 0;
	char *p;

	if (rest->n == 0)
		return false;
	*english = rest->p[0] == TERM_ENGLISH;
	if (*english || rest->p[0] == TERM_SWEDISH)
		*rest = str_from(*rest, 1);
	text = (struct str){ rest->p, str_index(*rest, TERM_ENGLISH) };
	text.n = str_index(text, TERM_SWEDISH);
	*rest = str_from(*rest, text.n);
	p = mem_alloc(m, text.n + 1);
	/* Stretches without a sign are copied whole. */
	while (text.n > 0) {
		size_t plain = str_index(text, TERM_MEMBER);

		memcpy(p + n, text.p, plain);
		n += plain;
		text = str_from(text, behind_members(text, plain));
	}
	*part = (struct str){ p, n };
	return true;
}

/* ------------------------------------------------------------------ writing */

static void
add(struct term *t, const char *p, size_t n)
{
	memcpy(t->p + t->n, p, n);
	t->n += n;
}

/* Letters that are Swedish as they are, or that Swedes read as one of theirs. */
static const char *
swedish_letter(uint32_t c)
{
	switch (c) {
	case 0xe5:
	case 0xc5:
		return "å";
	case 0xe4:
	case 0xc4:
	case 0xe6:
	case 0xc6:
		return "ä";
	case 0xf6:
	case 0xd6:
	case 0xf8:
	case 0xd8:
		return "ö";
	case 0xfc:
	case 0xdc:
		return "ü";
	default:
		return NULL;
	}
}

void
term_plain(struct str word, struct term *out)
{
	size_t i = 0;

	out->n = 0;
	while (i < word.n) {
		uint32_t c = utf8_next(word, &i);
		const char *letter = swedish_letter(c);
		char fold[UTF8_FOLD_ROOM];
		size_t n = letter != NULL ? 2 : utf8_fold_point(c, fold);

		if (out->n + n >= STEM_ROOM)
			return;
		add(out, letter != NULL ? letter : fold, n);
	}
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

void
number_normalise(struct term *digits, bool plus)
{
	size_t skip = plus && str_starts(term_str(digits), STR("46")) ? 2
	    : str_starts(term_str(digits), STR("0046"))               ? 4
								      : 0;

	if (skip == 0 || digits->n < NUMBER_DIGITS_MIN + skip)
		return;
	/* +46 (0)70: the zero is written all the same. */
	if (digits->p[skip] == '0')
		skip++;
	memmove(digits->p + 1, digits->p + skip, digits->n - skip);
	digits->p[0] = '0';
	digits->n -= skip - 1;
}

bool
term_number(struct str text, const struct term_word *first, struct term *digits, size_t *end)
{
	size_t i = first->from, groups = 1;

	digits->n = 0;
	for (; i < text.n && digits->n <= NUMBER_DIGITS_MAX; i++) {
		if (is_digit(text.p[i])) {
			digits->p[digits->n++] = text.p[i];
			*end = i + 1;
		} else if (i + 1 < text.n && (text.p[i] == ' ' || text.p[i] == '-') &&
		    is_digit(text.p[i + 1])) {
			groups++;
		} else {
			break;
		}
	}
	if (digits->n < NUMBER_DIGITS_MIN || digits->n > NUMBER_DIGITS_MAX || groups == 1)
		return false;
	number_normalise(digits, first->from > 0 && text.p[first->from - 1] == '+');
	return true;
}

static bool
is_number(const struct term *t)
{
	return t->n > 0 && t->p[0] >= '0' && t->p[0] <= '9';
}

void
term_stem(struct stemmer *s, const struct term *plain, bool english, struct term *out)
{
	if (is_number(plain))
		*out = *plain;
	else
		out->n = (english ? stem_english : stem_swedish)(s, term_str(plain), out->p).n;
}

size_t
term_fold(const struct stemmer *s, const struct term *stem, struct term out[2])
{
	size_t letters = utf8_length(term_str(stem)), variants = 1, i = 0;
	bool dots = false;

	out[0].n = out[1].n = 0;
	if (!mechanism_is_on(s, MECHANISM_FOLDING))
		return 0;
	while (i < stem->n) {
		size_t from = i;
		uint32_t c = utf8_next(term_str(stem), &i);

		if (c == 0xe5 || c == 0xe4 || c == 0xf6) {
			dots = true;
			add(&out[0], c == 0xf6 ? "o" : "a", 1);
			add(&out[1], c == 0xf6 ? "o" : "a", 1);
		} else if (c == 0xfc) {
			variants = 2;
			add(&out[0], "u", 1);
			add(&out[1], "y", 1);
		} else if (c == 'w') {
			add(&out[0], "v", 1);
			add(&out[1], "v", 1);
		} else {
			add(&out[0], stem->p + from, i - from);
			add(&out[1], stem->p + from, i - from);
		}
	}
	return dots && letters < TERM_FOLD_LETTERS ? 0 : variants;
}

struct term
term_of_class(enum term_class class, const struct term *text)
{
	struct term t = { .n = 0 };
	char sign = (char)class;

	if (class != TERM_EXACT)
		add(&t, &sign, 1);
	add(&t, text->p, text->n);
	return t;
}

/* What stands in every English text, and would be found for the Swedish it, i, var or man. */
static bool
is_english_function_word(struct str plain)
{
	static const char *const words[] = {
		"a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from", "had",
		"has", "have", "he", "i", "if", "in", "is", "it", "its", "no", "not", "of", "on", "or", "our",
		"she", "so", "that", "the", "their", "they", "this", "to", "was", "we", "were", "which",
		"who", "will", "with", "you", "your",
	};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_is(plain, words[i]))
			return true;
	return false;
}

size_t
term_make(struct stemmer *s, struct str text, const struct term_word *word,
    struct term out[TERMS_MAX])
{
	struct term plain, stem, folded[2];
	size_t n = 0, variants;

	term_plain((struct str){ text.p + word->from, word->to - word->from }, &plain);
	if (plain.n == 0 || (word->english && is_english_function_word(term_str(&plain))))
		return 0;
	term_stem(s, &plain, word->english, &stem);
	if (!word->member)
		out[n++] = term_of_class(TERM_EXACT, &plain);
	out[n++] = term_of_class(word->member ? TERM_PART : TERM_STEM, &stem);
	variants = term_fold(s, &stem, folded);
	/* What folding leaves as it is can be asked for as a stem. */
	for (size_t i = 0; i < variants; i++)
		if (!str_eq(term_str(&folded[i]), term_str(&stem)))
			out[n++] = term_of_class(word->member ? TERM_PART_FOLDED : TERM_FOLDED,
			    &folded[i]);
	return n;
}
