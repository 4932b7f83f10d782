/*
 * ask_apart.c: what is joined in the question and apart in the text, or the other way round: compounds, verbs with their
 * particles, names.
 */
#include "lib/store/ask_private.h"

#include <string.h>

#include "lib/store/vocabulary.h"
#include "lib/text/derive.h"
#include "lib/text/utf8.h"

enum { HALF_LETTERS = 2 };

/* Members that stand apart in the text: flyttstäd in "flytt och städ". */
void
ask_way_split(struct asking *a, const struct token *t)
{
	struct term member[COMPOUND_MEMBERS_MAX], stem;
	size_t n = compound_split(a->w->lexicon, term_str(&t->plain), member);

	if (n < 2 || !is_on(a, MECHANISM_APART))
		return;
	fts_way(a->query, WORTH_SPLIT);
	for (size_t i = 0; i < n; i++) {
		term_stem(a->w->stemmer, &member[i], false, &stem);
		ask_slot_of(a, &stem);
		ask_mark_apart(a, &stem);
	}
}

static bool
can_be_joined(const struct asking *a, const struct token *t)
{
	return t >= a->token && t < a->token + a->tokens && t->quote == 0 && !t->minus &&
	    !t->stop && !ask_is_number(t);
}

/* Both as one word. Of three like consonants at the joint two are written: glass, skål, glasskål. */
static bool
joined(const struct token *first, struct term *out)
{
	struct str a = term_str(&first->plain), b = term_str(&first[1].plain);

	if (a.n < 2 || a.n + b.n >= STEM_ROOM)
		return false;
	if (a.p[a.n - 1] == a.p[a.n - 2] && a.p[a.n - 1] == b.p[0])
		b = str_from(b, 1);
	*out = first->plain;
	memcpy(out->p + out->n, b.p, b.n);
	out->n += b.n;
	return true;
}

/* A compound that was typed as two words: each of them is met by the whole. */
void
ask_ways_joined(struct asking *a, const struct token *first)
{
	struct term whole, stem, folded[2];
	size_t variants;

	if (!is_on(a, MECHANISM_APART) || !can_be_joined(a, first) ||
	    !can_be_joined(a, first + 1) || !joined(first, &whole))
		return;
	term_stem(a->w->stemmer, &whole, false, &stem);
	ask_way_of_one(a, WORTH_JOINED, TERM_STEM, &stem);
	ask_way_of_one(a, WORTH_JOINED_PART, TERM_PART, &stem);
	variants = wording_fold(a->w, &stem, folded);
	for (size_t i = 0; i < variants; i++)
		ask_way_of_one(a, WORTH_JOINED_FOLDED, TERM_FOLDED, &folded[i]);
	ask_ways_of_synonyms(a, term_str(&stem));
	ask_mark(a, &stem, false);
}

/* The other way round the index has it (document.c): "hyr ut" is met by uthyrning. It is to be marked. */
static void
mark_verb_of_particle(struct asking *a, const struct token *t)
{
	size_t n = derive_particle_of(term_str(&t->plain));
	struct term verb, stem;

	if (n == 0 || !is_on(a, MECHANISM_APART))
		return;
	term_plain(str_from(term_str(&t->plain), n), &verb);
	term_stem(a->w->stemmer, &verb, false, &stem);
	ask_mark_apart(a, &stem);
}

/* A verb with its particle as one word, since that is how its noun is written: binda in, inbindning. */
void
ask_ways_with_particle(struct asking *a, const struct token *t)
{
	struct term whole, stem;

	mark_verb_of_particle(a, t);
	if (!is_on(a, MECHANISM_APART) || !can_be_joined(a, t) || t + 1 == a->token + a->tokens ||
	    t[1].quote != 0 || t[1].minus ||
	    !derive_with_particle(term_str(&t->plain), term_str(&t[1].plain), false, &whole))
		return;
	term_stem(a->w->stemmer, &whole, false, &stem);
	if (!lexicon_has_stem(a->w->lexicon, term_str(&stem)))
		return;
	ask_way_of_one(a, WORTH_JOINED, TERM_STEM, &stem);
	ask_way_of_one(a, WORTH_JOINED_PART, TERM_PART, &stem);
	ask_mark(a, &stem, false);
}

/* The two known words that a word nobody has can be cut into, so that what they are worth together is the most. */
static struct token *
halves_of(struct asking *a, struct str plain)
{
	struct token *half = mem_calloc(a->mem, 2, sizeof(*half));
	int64_t best = 0;

	for (size_t i = 0; i < plain.n;) {
		struct str first, second;
		int64_t x, y;

		utf8_next(plain, &i);
		first = (struct str){ plain.p, i };
		second = str_from(plain, i);
		if (utf8_length(first) < HALF_LETTERS || utf8_length(second) < HALF_LETTERS)
			continue;
		x = vocabulary_records(a->r, first);
		y = x > 0 ? vocabulary_records(a->r, second) : 0;
		if ((x < y ? x : y) <= best)
			continue;
		best = x < y ? x : y;
		term_plain(first, &half[0].plain);
		term_plain(second, &half[1].plain);
	}
	for (size_t i = 0; i < 2 && best > 0; i++)
		term_stem(a->w->stemmer, &half[i].plain, false, &half[i].stem);
	return half;
}

/* What was typed as one word and is nowhere: two words side by side, pitstop and Pit Stop. */
void
ask_way_of_halves(struct asking *a, struct token *t)
{
	struct term both[2];

	if (!is_on(a, MECHANISM_APART))
		return;
	if (t->halves == NULL)
		t->halves = halves_of(a, term_str(&t->plain));
	if (t->halves->plain.n == 0 || !ask_phrase_fits(a, t->halves, 2))
		return;
	both[0] = t->halves[0].plain;
	both[1] = t->halves[1].plain;
	fts_way(a->query, WORTH_JOINED);
	fts_slot(a->query);
	fts_phrase(a->query, both, 2, false);
	ask_mark_apart(a, &t->halves[0].stem);
	ask_mark_apart(a, &t->halves[1].stem);
}
