/* compound.c: splitting by a list of words. */
#include "lib/text/compound.h"

#include <string.h>

#include "lib/base/cc.h"
#include "lib/base/hash.h"
#include "lib/text/utf8.h"

enum {
	FIRST_ROOM = 1024,
	TEXT_BYTES = 4096,
	LETTERS_MIN = 3,
	STEM_LETTERS_MIN = 4,
	LAST_ALONE_LETTERS = 7,
	LAST_ALONE_STEM_LETTERS = 5,
	COMPOUND_LETTERS_MIN = 6,
	FIRST_ALONE_LETTERS = 4,
};

struct slot {
	const char *p;
	uint8_t n;
	uint8_t is;             /* IS_WORD, IS_STEM, IS_STEM_OF_LIST */
};

enum { IS_WORD = 1, IS_STEM = 2, IS_STEM_OF_LIST = 4 };

/* One table, open addressing: words and the stems of words. */
struct lexicon {
	struct mem *mem;
	struct stemmer *stemmer;
	struct slot *slot;
	size_t room, used, words;
	char *text;             /* where the next word is kept: side by side, since there are thousands */
	size_t text_room;
};

/* ------------------------------------------------------------------ the list */

static size_t
place(const struct lexicon *l, struct str key)
{
	size_t i = (size_t)hash_short(key) & (l->room - 1);

	while (l->slot[i].p != NULL && !str_eq((struct str){ l->slot[i].p, l->slot[i].n }, key))
		i = (i + 1) & (l->room - 1);
	return i;
}

static bool
is(const struct lexicon *l, struct str key, uint8_t what)
{
	return l->room > 0 && key.n <= UINT8_MAX && (l->slot[place(l, key)].is & what);
}

static void
grow_to(struct lexicon *l, size_t wanted)
{
	struct slot *old = l->slot;
	size_t room = l->room;

	l->room = wanted;
	l->slot = mem_calloc(l->mem, l->room, sizeof(*l->slot));
	for (size_t i = 0; i < room; i++)
		if (old[i].p != NULL)
			l->slot[place(l, (struct str){ old[i].p, old[i].n })] = old[i];
}

static const char *
keep_text(struct lexicon *l, struct str key)
{
	char *p;

	if (l->text_room < key.n) {
		l->text = mem_alloc(l->mem, TEXT_BYTES);
		l->text_room = TEXT_BYTES;
	}
	p = l->text;
	memcpy(p, key.p, key.n);
	l->text += key.n;
	l->text_room -= key.n;
	return p;
}

static void
put(struct lexicon *l, struct str key, uint8_t what)
{
	struct slot *s;

	if ((l->used + 1) * 4 > l->room * 3)
		grow_to(l, l->room == 0 ? FIRST_ROOM : l->room * 2);
	s = &l->slot[place(l, key)];
	if (s->p == NULL) {
		s->p = keep_text(l, key);
		s->n = (uint8_t)key.n;
		l->used++;
	}
	l->words += what == IS_WORD && !(s->is & IS_WORD);
	s->is |= what;
}

struct lexicon *
lexicon_new(struct mem *m, struct stemmer *s)
{
	struct lexicon *l = mem_calloc(m, 1, sizeof(*l));

	l->mem = m;
	l->stemmer = s;
	return l;
}

void
lexicon_expect(struct lexicon *l, size_t words)
{
	size_t room = FIRST_ROOM;

	/* A word and its stem each; never more than three quarters full. */
	while (room * 3 < words * 2 * 4)
		room *= 2;
	if (room > l->room)
		grow_to(l, room);
}

void
lexicon_add(struct lexicon *l, struct str word, bool short_too)
{
	struct term plain, stem;

	term_plain(word, &plain);
	if (plain.n == 0 || (plain.p[0] >= '0' && plain.p[0] <= '9') ||
	    utf8_length(term_str(&plain)) < (short_too ? 2 : LETTERS_MIN))
		return;
	put(l, term_str(&plain), IS_WORD);
	term_stem(l->stemmer, &plain, false, &stem);
	if (stem.n >= 2)
		put(l, term_str(&stem), short_too ? IS_STEM | IS_STEM_OF_LIST : IS_STEM);
}

bool
lexicon_has(const struct lexicon *l, struct str word)
{
	return is(l, word, IS_WORD);
}

bool
lexicon_has_stem(const struct lexicon *l, struct str stem)
{
	return is(l, stem, IS_STEM);
}

size_t
lexicon_size(const struct lexicon *l)
{
	return l->words;
}

/* ---------------------------------------------------------------- splitting */

struct split {
	const struct lexicon *lexicon;
	struct term member[COMPOUND_MEMBERS_MAX], best[COMPOUND_MEMBERS_MAX];
	struct str stem;        /* of the whole, if it is a word of the list: its last member's ends it */
	size_t members;         /* of the best; 0: none yet */
	size_t last;            /* bytes of its last member */
};

/* Endings of first members, and what stands in the list instead: arbets → arbete, gatu → gata, äppel → äpple. */
static const struct {
	const char *link, *ending;
} links[] = {
	{ "", "" }, { "s", "" }, { "s", "e" }, { "s", "a" }, { "", "a" }, { "", "e" }, { "u", "a" },
	{ "o", "a" }, { "e", "" }, { "e", "a" }, { "a", "" }, { "a", "e" }, { "n", "" }, { "er", "" }, { "or", "a" },
	{ "el", "le" }, { "el", "la" },
};

/* How many of the links are as common as a bare word; the others want a longer member. */
enum { PLAIN_LINKS = 4, UNUSUAL_BYTES = 4 };

/* Endings that make a word of another, although they look like words themselves. */
static bool
is_suffix(struct str text)
{
	static const char *const suffixes[] = {
		"skap", "skapet", "het", "heten", "ning", "else", "ande", "ling", "lig", "liga", "ighet",
		"aktig", "bar", "bara", "sam", "sen", "eri", "ist", "are", "arna", "erna", "ing", "ingar",
		"ingen", "ingens", "ings", "ingarna", "ningar", "ningen", "ende", "kap", "sel", "mans", "heter", "ler",
		"gängligt", "gänglig", "lös", "lösa", "löst", "löshet", "lösheten",
	};

	for (size_t i = 0; i < COUNT_OF(suffixes); i++)
		if (str_is(text, suffixes[i]))
			return true;
	return false;
}

/* Prefixes and particles: what they begin is no compound of their meaning and the rest's. */
static bool
is_particle(struct str text)
{
	static const char *const particles[] = {
		"till", "från", "för", "före", "över", "under", "efter", "fram", "inne", "utan", "kring", "emot", "ifrån",
		"mellan", "mot", "sam", "med", "ned", "upp", "hos", "vid", "per", "som", "det", "den", "att", "och", "app", "bort",
		"genom", "tills", "redo",
	};

	for (size_t i = 0; i < COUNT_OF(particles); i++)
		if (str_is(text, particles[i]))
			return true;
	return false;
}

/* Stems of words that only look like compounds, or whose members tell nothing any more. */
static bool
is_simple(struct str stem)
{
	static const char *const words[] = {
		"budget", "bolag", "lägen", "erfaren", "centrum", "centr", "landskap", "förhålland", "förstor", "formulär", "missbruk",
		"fortfarand", "innehåll", "uppgift", "fönst", "samling", "person", "minut", "kamrat", "hallon", "tomat", "talang",
		"ändr", "stadg", "villkor", "bidr",
	};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_is(stem, words[i]))
			return true;
	return false;
}

static bool
first_member(const struct lexicon *l, struct str text, struct term *out)
{
	for (size_t i = 0; i < COUNT_OF(links); i++) {
		struct str link = str_of(links[i].link), ending = str_of(links[i].ending);
		struct term t = { .n = 0 };

		if (!str_ends(text, link) || text.n - link.n + ending.n >= STEM_ROOM ||
		    (i >= PLAIN_LINKS && text.n < UNUSUAL_BYTES))
			continue;
		t.n = text.n - link.n;
		memcpy(t.p, text.p, t.n);
		memcpy(t.p + t.n, ending.p, ending.n);
		t.n += ending.n;
		if (t.n >= 2 && is(l, term_str(&t), IS_WORD) && !is_particle(term_str(&t)) &&
		    !is_particle(text)) {
			*out = t;
			return true;
		}
	}
	/* A first member is a stem as often as a word: grav- of gravar, drej- of drejning. */
	if (text.n >= STEM_ROOM || utf8_length(text) < STEM_LETTERS_MIN || !is(l, text, IS_STEM) ||
	    is_suffix(text) || is_particle(text))
		return false;
	memcpy(out->p, text.p, text.n);
	out->n = text.n;
	return true;
}

/* A short stem is that of many words: one of the list must be it, or it and the -a or -e that inflection takes away. */
static bool
is_of_short_word(const struct lexicon *l, const struct term *stem)
{
	struct term word = *stem;

	if (stem->n < 3 || stem->n + 1 >= STEM_ROOM)
		return false;
	word.n = stem->n + 1;
	word.p[stem->n] = 'a';
	if (is(l, term_str(stem), IS_WORD) || is(l, term_str(&word), IS_WORD))
		return true;
	word.p[stem->n] = 'e';
	return is(l, term_str(&word), IS_WORD);
}

static bool
last_member(const struct lexicon *l, struct str text, struct term *out)
{
	struct term plain = { .n = text.n }, stem;

	if (text.n >= STEM_ROOM || utf8_length(text) < LETTERS_MIN)
		return false;
	memcpy(plain.p, text.p, text.n);
	if (!is(l, text, IS_WORD)) {
		term_stem(l->stemmer, &plain, false, &stem);
		if (!is(l, term_str(&stem), IS_STEM) || is_suffix(term_str(&stem)) ||
		    (utf8_length(term_str(&stem)) < STEM_LETTERS_MIN &&
			utf8_length(text) < LAST_ALONE_LETTERS && !is_of_short_word(l, &stem)))
			return false;
	}
	if (is_suffix(text))
		return false;
	*out = plain;
	return true;
}

static void
keep(struct split *s, size_t members)
{
	size_t last = s->member[members - 1].n;
	struct term stem;

	if (s->stem.n > 0) {
		term_stem(s->lexicon->stemmer, &s->member[members - 1], false, &stem);
		if (!str_ends(s->stem, term_str(&stem)))
			return;
	}
	if (s->members != 0 && (s->members < members || (s->members == members && s->last >= last)))
		return;
	memcpy(s->best, s->member, members * sizeof(*s->best));
	s->members = members;
	s->last = last;
}

static void
split_from(struct split *s, struct str rest, size_t members)
{
	size_t i = 0;

	if (members > 0 && last_member(s->lexicon, rest, &s->member[members]))
		keep(s, members + 1);
	if (members + 1 == COMPOUND_MEMBERS_MAX || (s->members != 0 && s->members <= members + 1))
		return;
	while (i < rest.n) {
		utf8_next(rest, &i);
		if (rest.n - i < LETTERS_MIN)
			return;
		if (i < 2 ||
		    !first_member(s->lexicon, (struct str){ rest.p, i }, &s->member[members]))
			continue;
		split_from(s, str_from(rest, i), members + 1);
		/* Of three like consonants at the joint two are written: glass, skål, glasskål. */
		if (rest.p[i - 1] == rest.p[i - 2] && (rest.p[i - 1] & 0x80) == 0 &&
		    is(s->lexicon, (struct str){ rest.p, i }, IS_WORD))
			split_from(s, str_from(rest, i - 1), members + 1);
	}
}

static size_t
stem_letters(const struct lexicon *l, const struct term *plain)
{
	struct term stem;

	term_stem(l->stemmer, plain, false, &stem);
	return utf8_length(term_str(&stem));
}

/* The longest known last member, behind a syllable or more that nobody knows. */
static void
find_last(struct split *s, struct str word)
{
	size_t i = 0;

	for (size_t letters = 1; i < word.n; letters++) {
		struct str rest;

		utf8_next(word, &i);
		rest = str_from(word, i);
		if (utf8_length(rest) < LAST_ALONE_LETTERS)
			return;
		if (letters >= LETTERS_MIN && last_member(s->lexicon, rest, &s->best[0]) &&
		    stem_letters(s->lexicon, &s->best[0]) >= LAST_ALONE_STEM_LETTERS) {
			s->members = 1;
			return;
		}
	}
}

size_t
compound_split(const struct lexicon *l, struct str word, struct term member[COMPOUND_MEMBERS_MAX])
{
	struct split s = { .lexicon = l };
	struct term plain, stem;

	if (utf8_length(word) < COMPOUND_LETTERS_MIN || word.n >= STEM_ROOM || l->room == 0 ||
	    (word.p[0] >= '0' && word.p[0] <= '9'))
		return 0;
	memcpy(plain.p, word.p, word.n);
	plain.n = word.n;
	term_stem(l->stemmer, &plain, false, &stem);
	if (is_simple(term_str(&stem)))
		return 0;
	/* vinsten is vinst, not vin-sten. */
	if (is(l, term_str(&stem), IS_STEM_OF_LIST))
		s.stem = term_str(&stem);
	split_from(&s, word, 0);
	if (s.members == 0 && s.stem.n == 0)
		find_last(&s, word);
	memcpy(member, s.best, s.members * sizeof(*member));
	return s.members;
}

bool
compound_first(const struct lexicon *l, struct str word, struct term *member, size_t *end)
{
	bool found = false;
	size_t i = 0;

	for (size_t letters = 1; i < word.n; letters++) {
		struct term t;

		utf8_next(word, &i);
		if (utf8_length(str_from(word, i)) < LETTERS_MIN)
			break;
		if (letters >= FIRST_ALONE_LETTERS &&
		    first_member(l, (struct str){ word.p, i }, &t)) {
			*member = t;
			*end = i;
			found = true;
		}
	}
	return found;
}

bool
compound_last(const struct lexicon *l, struct str word, size_t *from)
{
	size_t i = 0;

	for (size_t letters = 1; i < word.n; letters++) {
		struct term t;

		utf8_next(word, &i);
		if (utf8_length(str_from(word, i)) < LETTERS_MIN)
			return false;
		if (letters >= FIRST_ALONE_LETTERS && last_member(l, str_from(word, i), &t)) {
			*from = i;
			return true;
		}
	}
	return false;
}
