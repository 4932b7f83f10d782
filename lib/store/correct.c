/* correct.c: by letters, by the stem, and by ear. */
#include "lib/store/correct.h"

#include <limits.h>
#include <string.h>

#include "lib/base/cc.h"
#include "lib/store/ask.h"
#include "lib/store/vocabulary.h"
#include "lib/text/sound.h"
#include "lib/text/utf8.h"

enum {
	SHORT_WORD = 4,         /* letters: from here on one mistake … */
	LONG_WORD = 8,          /* … two */
	ENDING_LETTERS = 6,     /* what inflection adds at most */
	SOUND_LETTERS = 4,      /* what spelling adds at most */
	SOUND_BEGIN = 4,        /* bytes that are enough to tell how a word begins */
	RARE = 27,              /* percent that a frequent word costs less */
	UNSEEN = 30,            /* percent that a word costs more which no record has */
	DEARER = 5,             /* percent of a mistake that a less direct likeness costs */
};

/* A word without dots, for comparing letter by letter. */
struct letters {
	char p[STEM_ROOM * 2];
	size_t n;
};

static void
letters_of(struct letters *l, struct str word)
{
	for (size_t i = l->n = 0; i < word.n && l->n + UTF8_FOLD_ROOM <= sizeof(l->p);) {
		if ((unsigned char)word.p[i] < 0x80)
			l->p[l->n++] = word.p[i++];
		else
			l->n += utf8_fold_point(utf8_next(word, &i), l->p + l->n);
	}
}

/* Letters that are written for each other, a bit for each of a to z. */
struct nearness {
	uint32_t to['z' - 'a' + 1];
};

/* Neighbours on a Swedish keyboard (its rows, å ä ö folded away), and those that sound alike. */
static void
nearness_init(struct nearness *near)
{
	static const char
	    *const pairs = "qw we er rt ty yu ui io op as sd df fg gh hj jk kl zx xc cv vb bn nm "
			   "qa ws ed rf tg yh uj ik ol az sx dc fv gb hn jm "
			   "ae ao ei iy uy uo ck sz vw gj sc kq xs bp dt ";

	*near = (struct nearness){ { 0 } };
	for (const char *p = pairs; *p != '\0'; p += 3) {
		near->to[p[0] - 'a'] |= 1u << (p[1] - 'a');
		near->to[p[1] - 'a'] |= 1u << (p[0] - 'a');
	}
}

static bool
are_near(const struct nearness *near, char a, char b)
{
	return a >= 'a' && a <= 'z' && b >= 'a' && b <= 'z' && (near->to[a - 'a'] >> (b - 'a') & 1);
}

/*
 * How many mistakes make one word of the other, `cap` at most: a letter too
 * much, too few, two swapped, one for its neighbour; one for any other letter
 * counts twice. Missing dots are one mistake, however many. `beginning`: as far as b is like a, and may go on.
 */
static unsigned
mistakes(const struct nearness *near, const struct letters *a, const struct letters *b,
    unsigned cap, bool beginning)
{
	unsigned row[3][STEM_ROOM * 2 + 1];

	for (size_t j = 0; j <= b->n; j++)
		row[0][j] = (unsigned)j;
	for (size_t i = 1; i <= a->n; i++) {
		unsigned *now = row[i % 3], *before = row[(i + 2) % 3], *two = row[(i + 1) % 3];
		unsigned least = now[0] = (unsigned)i;

		for (size_t j = 1; j <= b->n; j++) {
			char x = a->p[i - 1], y = b->p[j - 1];
			unsigned d = before[j - 1] + (x == y ? 0 : are_near(near, x, y) ? 1 : 2);

			d = before[j] + 1 < d ? before[j] + 1 : d;
			d = now[j - 1] + 1 < d ? now[j - 1] + 1 : d;
			if (i > 1 && j > 1 && x == b->p[j - 2] && a->p[i - 2] == y &&
			    two[j - 2] + 1 < d)
				d = two[j - 2] + 1;
			now[j] = d;
			least = d < least ? d : least;
		}
		if (least >= cap)
			return cap;
	}
	for (size_t j = beginning ? 0 : b->n; j <= b->n; j++)
		if (row[a->n % 3][j] < cap)
			cap = row[a->n % 3][j];
	return cap;
}

/* What was typed, in the forms that are compared. */
struct mistyped {
	unsigned count, cap;            /* letters; mistakes that are forgiven */
	struct letters whole, stem, sound;
	struct term bare;               /* the stem itself */
	uint32_t first;                 /* a bit for each letter of a to z that the word meant may begin with */
	struct nearness near;
};

static void
sound_letters(struct letters *l, struct str word)
{
	char out[SOUND_ROOM];

	letters_of(l, sound_of(word, out));
}

/* Its own, the second one where two were swapped, and those that sound as it may. */
static uint32_t
first_letters(const struct letters *l)
{
	static const char *const alike[] = { "ckqstzxg", "jghld", "vwfp", "iy", "ao", "ae" };
	uint32_t set = 0;

	for (size_t i = 0; i < 2 && i < l->n; i++)
		if (l->p[i] >= 'a' && l->p[i] <= 'z')
			set |= 1u << (l->p[i] - 'a');
	for (size_t i = 0; i < COUNT_OF(alike) && l->n > 0; i++)
		for (const char *p = alike[i]; strchr(alike[i], l->p[0]) != NULL && *p != '\0'; p++)
			set |= 1u << (unsigned)(*p - 'a');
	return set;
}

static bool
may_begin(const struct mistyped *m, char letter)
{
	return letter < 'a' || letter > 'z' || (m->first >> (unsigned)(letter - 'a') & 1);
}

static void
mistyped_set(struct mistyped *m, struct stemmer *s, struct str plain)
{
	m->count = (unsigned)utf8_length(plain);
	m->cap = m->count < SHORT_WORD ? 0 : m->count < LONG_WORD ? 1 : 2;
	letters_of(&m->whole, plain);
	m->bare.n = stem_swedish(s, plain, m->bare.p).n;
	letters_of(&m->stem, term_str(&m->bare));
	sound_letters(&m->sound, plain);
	nearness_init(&m->near);
	m->first = first_letters(&m->whole);
}

/* The first letter is seldom the wrong one, but two can be swapped there. */
static bool
begin_alike(const struct letters *a, const struct letters *b)
{
	return a->n >= 2 && b->n >= 2 &&
	    (a->p[0] == b->p[0] || (a->p[0] == b->p[1] && a->p[1] == b->p[0]));
}

/* By how the word begins. */
static bool
may_sound(const struct mistyped *m, struct str word)
{
	char out[SOUND_ROOM];
	struct str begin = sound_of((struct str){ word.p, word.n < SOUND_BEGIN ? word.n : SOUND_BEGIN },
	    out);

	return begin.n > 0 && m->sound.n > 1 &&
	    (begin.p[0] == m->sound.p[0] || begin.p[0] == m->sound.p[1]);
}

/*
 * Mistakes between what was typed and a known word, in percent: as they are written, as their stems are
 * (the same word in another form), or as they sound, where the spelling is one mistake
 * and then there may be another. More than the cap allows: too many.
 */
static unsigned
mistakes_to(const struct mistyped *m, struct stemmer *s, struct str word, unsigned letters)
{
	unsigned too_many = (m->cap + 1) * 100, best = too_many, d;
	struct letters l;
	char stem[STEM_ROOM];
	bool alike;

	letters_of(&l, word);
	alike = begin_alike(&m->whole, &l);
	if (alike && letters <= m->count + m->cap && m->count <= letters + m->cap) {
		d = mistakes(&m->near, &m->whole, &l, m->cap + 1, false);
		best = (d == 0 ? 1 : d) * 100;
	}
	/* Stems begin as their words do, or nearly so: that is quicker to see. */
	if (alike && best > 100 && letters <= m->count + ENDING_LETTERS &&
	    m->count <= letters + ENDING_LETTERS &&
	    mistakes(&m->near, &m->stem, &l, m->cap + 2, true) <= m->cap + 1) {
		struct str other = stem_swedish(s, word, stem);

		/* The same word in another form is no mistake. */
		if (str_eq(other, term_str(&m->bare)))
			return UINT_MAX;
		letters_of(&l, other);
		if (l.n >= SHORT_WORD && m->stem.n >= SHORT_WORD) {
			d = mistakes(&m->near, &m->stem, &l, m->cap + 1, false);
			d = (d == 0 ? 1 : d) * 100 + DEARER;
			best = d < best ? d : best;
		}
	}
	if (best > 100 && letters <= m->count + SOUND_LETTERS &&
	    m->count <= letters + SOUND_LETTERS && may_sound(m, word)) {
		sound_letters(&l, word);
		if (begin_alike(&m->sound, &l)) {
			d = (1 + mistakes(&m->near, &m->sound, &l, m->cap, false)) * 100 + DEARER;
			best = d < best ? d : best;
		}
	}
	return best < too_many ? best : UINT_MAX;
}

/* The best so far of what a mistyped word may have been meant to be. */
struct guess {
	const struct mistyped *typed;
	struct stemmer *stemmer;
	struct mem *mem;
	struct str word;
	unsigned cost;          /* percent of a mistake */
	unsigned dearer;        /* what all words that are considered cost more */
};

/*
 * A mistake costs more than any frequency; among equals the first of the alphabet is taken. Nobody looks for small
 * words, which are near to many others.
 */
static void
consider(void *ctx, struct str word, struct str folded, unsigned level)
{
	struct guess *g = ctx;
	unsigned cost;

	if (word.n >= STEM_ROOM || folded.n < 2)
		return;
	cost = mistakes_to(g->typed, g->stemmer, word, (unsigned)utf8_length(word));
	if (cost == UINT_MAX)
		return;
	cost += g->dearer - (level < RARE / 3 ? level * 3 : RARE);
	if ((cost < g->cost || (cost == g->cost && str_cmp(word, g->word) < 0)) &&
	    !ask_is_stop_word(word)) {
		g->cost = cost;
		g->word = mem_dup(g->mem, word);
	}
}

/* Words of the index that begin with a letter the mistyped one may have been meant to begin with. */
static void
guess_known(struct guess *g, struct reader *r)
{
	const struct mistyped *m = g->typed;

	/* Other scripts have no letters that sound alike here. */
	if (m->first == 0)
		vocabulary_like(r, (struct str){ m->whole.p, m->whole.n }, m->count, SHORT_WORD,
		    ENDING_LETTERS, consider, g);
	for (unsigned i = 0; i <= 'z' - 'a'; i++) {
		char letter = (char)('a' + i);

		if (m->first >> i & 1)
			vocabulary_like(r, (struct str){ &letter, 1 }, m->count, SHORT_WORD,
			    ENDING_LETTERS, consider, g);
	}
}

static void
guess_listed(struct guess *g, struct wording *w, struct reader *r)
{
	const struct listed_words *list = wording_listed(w, r);
	struct letters folded;

	g->dearer += UNSEEN;
	for (size_t i = 0; i < list->count; i++) {
		struct str word = list->word[i];

		if (utf8_length(word) < SHORT_WORD || word.n >= STEM_ROOM)
			continue;
		letters_of(&folded, word);
		if (may_begin(g->typed, folded.p[0]))
			consider(g, word, (struct str){ folded.p, folded.n }, 0);
	}
}

struct str
correct_word(struct reader *r, struct mem *m, struct str plain, struct wording *lists)
{
	struct mistyped typed;
	struct guess g = { .typed = &typed, .stemmer = db_stemmer(r), .mem = m, .word = STR_NONE,
		.cost = UINT_MAX, .dearer = RARE };

	if (plain.n >= STEM_ROOM || plain.n == 0 || (plain.p[0] >= '0' && plain.p[0] <= '9'))
		return STR_NONE;
	mistyped_set(&typed, g.stemmer, plain);
	if (typed.cap == 0)
		return STR_NONE;
	guess_known(&g, r);
	if (lists != NULL)
		guess_listed(&g, lists, r);
	return str_eq(g.word, plain) ? STR_NONE : g.word;
}
