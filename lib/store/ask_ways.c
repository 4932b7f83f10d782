/* ask_ways.c: in which ways a word or an expression of a question can be met. */
#include "lib/store/ask_private.h"

#include <string.h>

#include "lib/base/cc.h"
#include "lib/text/derive.h"
#include "lib/text/utf8.h"

enum {
	PREFIX_LETTERS = 3,
	MARK_LETTERS = 3,
	MARK_INSIDE_LETTERS = 3,
	MARK_CHANGED = 2,
	INSIDE_WORDS = 8
};

/* -------------------------------------------------------------------- marking */

/*
 * Words that may have this stem are looked for by its beginning, since inflections change its end: nyckel, nycklar
 * (nyckl). Which of them have it is known by mark.c.
 */
void
ask_mark(struct asking *a, const struct term *text, bool begins)
{
	struct asked *out = a->out;
	struct str folded = utf8_fold_marks(a->mem, term_str(text));
	size_t letters = utf8_length(folded), kept = letters;
	struct snippet_word *w;

	if (out->marks == ASK_MARKS_MAX || text->n == 0 ||
	    a->query->group[a->query->groups - 1].excluded)
		return;
	if (!begins && letters > MARK_LETTERS)
		kept = letters - MARK_CHANGED > MARK_LETTERS ? letters - MARK_CHANGED
							     : MARK_LETTERS;
	out->mark_text[out->marks] = mem_dup(a->mem, term_str(text));
	out->mark_begins[out->marks] = begins;
	out->mark_apart[out->marks] = false;
	out->mark_group[out->marks] = (uint8_t)a->query->groups;
	w = &out->mark[out->marks++];
	w->folded = (struct str){ folded.p, utf8_prefix(folded, kept) };
	w->prefix = letters >= MARK_LETTERS;
	w->inside = letters >= MARK_INSIDE_LETTERS && !begins;
}

/* Not to be marked where the whole word is. */
void
ask_mark_apart(struct asking *a, const struct term *stem)
{
	size_t marks = a->out->marks;

	ask_mark(a, stem, false);
	if (a->out->marks > marks)
		a->out->mark_apart[marks] = true;
}

/* ------------------------------------------------------------------- building */

static void
choice(struct asking *a, enum term_class class, const struct term *text, bool prefix)
{
	struct term t = term_of_class(class, text);

	fts_phrase(a->query, &t, 1, prefix);
}

void
ask_way_of_one(struct asking *a, enum worth worth, enum term_class class, const struct term *text)
{
	fts_way(a->query, worth);
	fts_slot(a->query);
	choice(a, class, text, false);
}

/* Stems of the same family; of known words, or the English sick would be of the family of sickeri. */
static size_t
family_of(const struct asking *a, const struct term *stem, struct term other[DERIVED_MAX])
{
	size_t n = is_on(a, MECHANISM_DERIVATION) ? derive(stem, other) : 0, known = 0;

	for (size_t i = 0; i < n; i++)
		if (lexicon_has_stem(a->w->lexicon, term_str(&other[i])))
			other[known++] = other[i];
	return known;
}

/* The same word of another kind: who does it, the trade, what is done. */
static void
choices_derived(struct asking *a, const struct term *stem)
{
	struct term other[DERIVED_MAX];
	size_t n = family_of(a, stem, other);

	for (size_t i = 0; i < n; i++) {
		choice(a, TERM_STEM, &other[i], false);
		choice(a, TERM_PART, &other[i], false);
	}
}

static const struct synonym *
synonym_of(const struct asking *a, struct str key)
{
	return is_on(a, MECHANISM_SYNONYMS) ? wording_synonym(a->w, key) : NULL;
}

/* Single words that mean the same. */
static void
choices_synonym(struct asking *a, const struct term *stem)
{
	struct str key = term_str(stem);

	for (const struct synonym *s = synonym_of(a, key); wording_has_key(a->w, s, key); s++) {
		struct term plain, other;

		if (s->means.n == 0 || str_index(s->means, ' ') < s->means.n)
			continue;
		term_plain(s->means, &plain);
		term_stem(a->w->stemmer, &plain, false, &other);
		choice(a, TERM_STEM, &other, false);
		choice(a, TERM_PART, &other, false);
	}
}

/* A slot for a word that is part of something longer: itself or as a member, with dots or without, or one of its family. */
void
ask_slot_of(struct asking *a, const struct term *stem)
{
	struct term folded[2];
	size_t variants = wording_fold(a->w, stem, folded);

	fts_slot(a->query);
	choice(a, TERM_STEM, stem, false);
	choice(a, TERM_PART, stem, false);
	for (size_t i = 0; i < variants; i++) {
		choice(a, TERM_FOLDED, &folded[i], false);
		choice(a, TERM_PART_FOLDED, &folded[i], false);
	}
	choices_derived(a, stem);
	choices_synonym(a, stem);
}

/* What is typed without dots is met where dots are, and the other way round. */
static void
ways_folded(struct asking *a, const struct term *stem)
{
	struct term folded[2];
	size_t variants = wording_fold(a->w, stem, folded);

	for (size_t i = 0; i < variants; i++) {
		bool same = str_eq(term_str(&folded[i]), term_str(stem));

		fts_way(a->query, WORTH_FOLDED);
		fts_slot(a->query);
		choice(a, TERM_FOLDED, &folded[i], false);
		if (!same)
			choice(a, TERM_STEM, &folded[i], false);
	}
	ask_way_of_one(a, WORTH_PART, TERM_PART, stem);
	for (size_t i = 0; i < variants; i++) {
		fts_way(a->query, WORTH_PART_FOLDED);
		fts_slot(a->query);
		choice(a, TERM_PART_FOLDED, &folded[i], false);
		if (!str_eq(term_str(&folded[i]), term_str(stem)))
			choice(a, TERM_PART, &folded[i], false);
	}
}

/* Who does something, or where it is done. */
static bool
is_someone_or_somewhere(struct str plain)
{
	static const char *const ends[] = { "are", "ör", "iker", "log", "skola", "bank", "kyrka", "klinik", "sjukhus", "museum", "simhall" };

	for (size_t i = 0; i < COUNT_OF(ends); i++)
		if (str_ends(plain, str_of(ends[i])))
			return true;
	return false;
}

/*
 * Where nothing has the whole of a compound: what has one of its members, but for those that say little. A tandläkare
 * is not who a text says it takes to their läkare: the members of such are met by what a record is about.
 */
static void
ways_member(struct asking *a, const struct token *t)
{
	struct term member[COMPOUND_MEMBERS_MAX], stem[COMPOUND_MEMBERS_MAX];
	size_t n = compound_split(a->w->lexicon, term_str(&t->plain), member), telling = 0, end;

	if (n == 0 && compound_first(a->w->lexicon, term_str(&t->plain), &member[0], &end))
		n = 1;
	for (size_t i = 0; i < n; i++) {
		term_stem(a->w->stemmer, &member[i], false, &stem[i]);
		telling += !wording_is_general(a->w, term_str(&stem[i]));
	}
	for (size_t i = 0; i < n; i++) {
		if (telling > 0 && wording_is_general(a->w, term_str(&stem[i])))
			continue;
		fts_way(a->query, WORTH_MEMBER);
		if (n > 1 && is_someone_or_somewhere(term_str(&member[n - 1])))
			fts_way_is_about(a->query);
		ask_slot_of(a, &stem[i]);
		ask_mark(a, &stem[i], false);
	}
}

/* A locality's municipality is meant where the locality itself gives too little. */
static bool
is_held_back(struct asking *a, struct str means)
{
	const struct label *l;

	if (a->whole_places || !a->names_place)
		return false;
	l = wording_label(a->w, wording_key(a->mem, a->w->stemmer, means));
	if (l == NULL || !l->place)
		return false;
	return a->places_held_back = true;
}

void
ask_ways_of_synonyms(struct asking *a, struct str key)
{
	for (const struct synonym *s = synonym_of(a, key); wording_has_key(a->w, s, key); s++) {
		struct term phrase[FTS_PHRASE_TERMS_MAX], plain, stem;
		struct term_scan scan = { .at = 0 };
		struct term_word word;
		size_t n = 0;

		if (s->means.n == 0 || is_held_back(a, s->means))
			continue;
		while (n < FTS_PHRASE_TERMS_MAX && term_next(s->means, &scan, &word)) {
			term_plain((struct str){ s->means.p + word.from, word.to - word.from },
			    &plain);
			term_stem(a->w->stemmer, &plain, false, &stem);
			phrase[n++] = term_of_class(TERM_STEM, &stem);
			/* "ek. för." is no reason to mark every "för". */
			if (!ask_is_stop_word(term_str(&plain)))
				ask_mark(a, &stem, false);
		}
		fts_way(a->query, WORTH_SYNONYM);
		fts_slot(a->query);
		fts_phrase(a->query, phrase, n, false);
		if (n == 1)
			choice(a, TERM_PART, &stem, false);
	}
}

static void
ways_beginning(struct asking *a, struct token *t)
{
	struct term folded[2];
	size_t variants = term_fold(a->w->stemmer, &t->plain, folded);

	if (utf8_length(term_str(&t->plain)) < PREFIX_LETTERS ||
	    !ask_beginnings_fit(a, t, folded, variants))
		return;
	fts_way(a->query, WORTH_PREFIX);
	fts_slot(a->query);
	choice(a, TERM_EXACT, &t->plain, true);
	ask_mark(a, &t->plain, true);
	for (size_t i = 0; i < variants; i++) {
		fts_way(a->query, WORTH_PREFIX_FOLDED);
		fts_slot(a->query);
		choice(a, TERM_FOLDED, &folded[i], true);
	}
}

/* Known words that have it in them, further in: what the lexicon did not know to split. */
static void
ways_inside(struct asking *a, const struct token *t)
{
	struct str word[INSIDE_WORDS];
	size_t n;

	if (utf8_length(term_str(&t->plain)) < WORDING_END_LETTERS)
		return;
	n = wording_words_with(a->w, a->r, a->mem, term_str(&t->plain), term_str(&t->stem), word,
	    INSIDE_WORDS);
	for (size_t i = 0; i < n; i++) {
		struct term plain;

		term_plain(word[i], &plain);
		ask_way_of_one(a, WORTH_INSIDE, TERM_EXACT, &plain);
		ask_mark(a, &plain, true);
	}
}

static void
way_derived(struct asking *a, const struct term *stem)
{
	struct term other[DERIVED_MAX];
	size_t n = family_of(a, stem, other);

	if (n == 0)
		return;
	fts_way(a->query, WORTH_DERIVED);
	fts_slot(a->query);
	choices_derived(a, stem);
	for (size_t i = 0; i < n; i++)
		ask_mark(a, &other[i], false);
}

/* ------------------------------------------------------------ without dots */

/* The next way to set dots in a short stem; false when all were. choice[i] is that of its i-th letter. */
static bool
next_dots(const struct term *stem, uint8_t choice[TERM_FOLD_LETTERS])
{
	for (size_t i = 0; i < stem->n; i++) {
		uint8_t choices = stem->p[i] == 'a' ? 3 : stem->p[i] == 'o' ? 2 : 1;

		if (++choice[i] < choices)
			return true;
		choice[i] = 0;
	}
	return false;
}

static struct term
with_dots(const struct term *stem, const uint8_t choice[TERM_FOLD_LETTERS])
{
	static const char *const of_a[] = { "a", "å", "ä" };
	struct term out = { .n = 0 };

	for (size_t i = 0; i < stem->n; i++) {
		struct str letter = { &stem->p[i], 1 };

		if (choice[i] > 0)
			letter = str_of(stem->p[i] == 'a' ? of_a[choice[i]] : "ö");
		memcpy(out.p + out.n, letter.p, letter.n);
		out.n += letter.n;
	}
	return out;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/*
 * Short words stand in the index with their dots alone, for there they are other words without: städ, stad. But what
 * nobody knows as it is typed may be one whose dots were left out: stada, bat.
 */
static void
ways_dotted(struct asking *a, const struct token *t)
{
	uint8_t choice[TERM_FOLD_LETTERS] = { 0 };

	if (!is_on(a, MECHANISM_FOLDING) || t->stem.n >= TERM_FOLD_LETTERS ||
	    !is_ascii(term_str(&t->plain)) || lexicon_has(a->w->lexicon, term_str(&t->plain)) ||
	    vocabulary_records(a->r, term_str(&t->plain)) > 0)
		return;
	while (next_dots(&t->stem, choice)) {
		struct term stem = with_dots(&t->stem, choice);

		if (!lexicon_has_stem(a->w->lexicon, term_str(&stem)))
			continue;
		ask_way_of_one(a, WORTH_FOLDED, TERM_STEM, &stem);
		ask_way_of_one(a, WORTH_PART_FOLDED, TERM_PART, &stem);
		ask_mark(a, &stem, false);
	}
}

/* ---------------------------------------------------------------- all ways */

void
ask_ways_of_word(struct asking *a, struct token *t)
{
	struct term english;

	ask_way_of_one(a, WORTH_EXACT, TERM_EXACT, &t->plain);
	if (ask_is_number(t)) {
		/* The same digits in groups. */
		if (t->plain.n >= NUMBER_DIGITS_MIN)
			ask_way_of_one(a, WORTH_STEM, TERM_PART, &t->plain);
		ask_mark(a, &t->plain, false);
		return;
	}
	/* Before its synonyms and relations, which may be too many to mark. */
	ask_mark(a, &t->stem, false);
	ask_way_of_one(a, WORTH_STEM, TERM_STEM, &t->stem);
	term_stem(a->w->stemmer, &t->plain, true, &english);
	if (!str_eq(term_str(&english), term_str(&t->stem))) {
		ask_way_of_one(a, WORTH_ENGLISH, TERM_STEM, &english);
		ask_mark(a, &english, false);
	}
	ways_folded(a, &t->stem);
	/* What is not wanted is the word itself, in any form. */
	if (t->minus)
		return;
	ways_dotted(a, t);
	way_derived(a, &t->stem);
	ask_way_split(a, t);
	ask_ways_with_particle(a, t);
	ask_ways_of_synonyms(a, term_str(&t->stem));
	ask_ways_joined(a, t - 1);
	ask_ways_joined(a, t);
	if (t->star || (t->attempt == AS_BEGINNING && is_on(a, MECHANISM_BEGINNINGS)))
		ways_beginning(a, t);
	if (t->attempt == AS_BEGINNING && is_on(a, MECHANISM_BEGINNINGS))
		ways_inside(a, t);
	if (t->attempt == AS_BEGINNING)
		ask_way_of_halves(a, t);
	if (t->attempt == BY_MEMBERS && is_on(a, MECHANISM_ONE_MEMBER))
		ways_member(a, t);
}

static void
way_side_by_side(struct asking *a, const struct token *t, size_t n, enum term_class class,
    enum worth worth)
{
	struct term phrase[FTS_PHRASE_TERMS_MAX];

	if (n > FTS_PHRASE_TERMS_MAX)
		n = FTS_PHRASE_TERMS_MAX;
	for (size_t i = 0; i < n; i++)
		phrase[i] = term_of_class(class, class == TERM_EXACT ? &t[i].plain : &t[i].stem);
	fts_way(a->query, worth);
	fts_slot(a->query);
	fts_phrase(a->query, phrase, n, false);
}

void
ask_ways_of_phrase(struct asking *a, struct token *t, size_t n)
{
	if (ask_phrase_fits(a, t, n)) {
		way_side_by_side(a, t, n, TERM_EXACT, WORTH_EXACT);
		way_side_by_side(a, t, n, TERM_STEM, WORTH_STEM);
	} else {
		a->out->cut = true;
		fts_way(a->query, WORTH_PART);
	}
	for (size_t i = 0; i < n; i++) {
		ask_mark(a, &t[i].stem, false);
		if (t->hits == TOO_MANY && !ask_is_stop_word(term_str(&t[i].plain)))
			ask_slot_of(a, &t[i].stem);
	}
}

void
ask_ways_of_expression(struct asking *a, const struct token *t, size_t n, struct str key)
{
	way_side_by_side(a, t, n, TERM_EXACT, WORTH_EXACT);
	way_side_by_side(a, t, n, TERM_STEM, WORTH_PHRASE);
	fts_way(a->query, WORTH_PART);
	for (size_t i = 0; i < n; i++)
		if (!t[i].stop)
			ask_slot_of(a, &t[i].stem);
	ask_ways_of_synonyms(a, key);
	for (size_t i = 0; i < n; i++)
		if (!t[i].stop)
			ask_mark(a, &t[i].stem, false);
}
