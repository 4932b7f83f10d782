/* ask.c: building the question, and asking again where it gave nothing. */
#include "lib/store/ask_private.h"

#include "lib/base/cc.h"
#include "lib/store/correct.h"
#include "lib/text/sound.h"

enum { ATTEMPTS = 6 };

/* How many words from i on are an expression with synonyms, at least 2; the longest. */
static size_t
expression_at(struct asking *a, size_t i, struct str *key)
{
	struct buf b;
	size_t found = 0, n = 0;

	buf_init(&b, a->mem, 64);
	for (; n < WORDING_KEY_WORDS && i + n < a->tokens; n++) {
		const struct token *t = &a->token[i + n];

		if (t->quote != 0 || t->minus || a->token[i].apart)
			break;
		if (n > 0)
			buf_byte(&b, ' ');
		buf_str(&b, term_str(&t->stem));
		if (n > 0 && is_on(a, MECHANISM_SYNONYMS) &&
		    wording_synonym(a->w, buf_view(&b)) != NULL) {
			found = n + 1;
			*key = mem_dup(a->mem, buf_view(&b));
		}
	}
	return found;
}

/* What was typed from a token on. */
static struct str
text_of(const struct token *t, size_t tokens)
{
	const struct token *last = t + tokens - 1;

	return (struct str){ t->text.p, (size_t)(last->text.p + last->text.n - t->text.p) };
}

/* The filter that a key names, or the municipality that a synonym of it names: Kisa is in Kinda. */
static const struct label *
label_of(const struct asking *a, struct str key)
{
	const struct label *l = wording_label(a->w, key);
	const struct synonym *s;

	if (l != NULL || !is_on(a, MECHANISM_SYNONYMS))
		return l;
	for (s = wording_synonym(a->w, key); wording_has_key(a->w, s, key) && l == NULL; s++) {
		l = wording_label(a->w, wording_key(a->mem, a->w->stemmer, s->means));
		if (l != NULL && !l->place)
			l = NULL;
	}
	return l;
}

/* How many words from i on name a filter; the longest. */
static size_t
label_at(struct asking *a, size_t i)
{
	struct asked *out = a->out;
	const struct label *found = NULL;
	struct buf b;
	size_t words = 0;

	buf_init(&b, a->mem, 64);
	for (size_t n = 0; n < WORDING_KEY_WORDS && i + n < a->tokens; n++) {
		const struct token *t = &a->token[i + n];
		const struct label *l;

		if (t->minus)
			break;
		if (n > 0)
			buf_byte(&b, ' ');
		buf_str(&b, term_str(&t->stem));
		l = label_of(a, buf_view(&b));
		if (l != NULL) {
			found = l;
			words = n + 1;
		}
	}
	for (size_t j = 0; j < out->labels && found != NULL; j++)
		if (out->label[j]->facet == found->facet && out->label[j]->value == found->value)
			return words;
	if (found != NULL && out->labels < FTS_GROUPS_MAX) {
		out->label_text[out->labels] = text_of(&a->token[i], words);
		out->label[out->labels++] = found;
	}
	return words;
}

/* The words that named a municipality from the i-th on; NULL: they named none. */
static struct str *
place_named_at(const struct asking *a, size_t i)
{
	for (size_t j = 0; j < a->out->labels; j++)
		if (a->out->label_text[j].p == a->token[i].text.p && a->out->label[j]->place)
			return &a->out->label_text[j];
	return NULL;
}

/* Motala kommun is Motala; kommunikation i Motala is not. */
static bool
is_commune(const struct token *t)
{
	static const char *const forms[] = { "kommun", "kommuns", "kommunen", "kommunens" };

	for (size_t i = 0; i < COUNT_OF(forms) && t->quote == 0 && !t->minus; i++)
		if (str_is(term_str(&t->plain), forms[i]))
			return true;
	return false;
}

static void
read_labels(struct asking *a)
{
	a->out->labels = 0;
	for (size_t i = 0; i < a->tokens && is_on(a, MECHANISM_FILTERS);) {
		size_t n = label_at(a, i);
		struct str *place = n > 0 ? place_named_at(a, i) : NULL;

		if (place != NULL && i + n < a->tokens && is_commune(&a->token[i + n])) {
			a->token[i + n++].stop = true;
			*place = text_of(&a->token[i], n);
		}
		i += n > 0 ? n : 1;
	}
}

/* The same word once more says nothing new. */
static bool
is_wanted_already(const struct asking *a, const struct wanted *g)
{
	const struct token *t = &a->token[g->first];

	for (size_t i = 0; i < a->groups; i++) {
		const struct wanted *w = &a->of_group[i];

		if (t->quote == 0 && a->token[w->first].quote == 0 && w->count == g->count &&
		    a->token[w->first].minus == t->minus && str_eq(w->key, g->key))
			return true;
	}
	return false;
}

/* True for a phrase that cannot be looked for: too common, and of no words that say anything, or not to be in what is found. */
static bool
is_hopeless(struct asking *a, struct token *t, size_t n)
{
	bool stop = true;

	if (t->quote == 0 || ask_phrase_fits(a, t, n))
		return false;
	for (size_t i = 0; i < n; i++)
		stop &= ask_is_stop_word(term_str(&t[i].plain));
	return stop || t->minus;
}

/* What is wanted, in groups of words: phrases, expressions with synonyms, single words. */
static void
read_groups(struct asking *a)
{
	size_t n;

	a->groups = a->out->skips = 0;
	for (size_t i = 0; i < a->tokens; i += n) {
		struct token *t = &a->token[i];
		struct wanted g = { .first = i, .key = term_str(&t->stem) };

		for (n = 1; t->quote != 0 && i + n < a->tokens && t[n].quote == t->quote;)
			n++;
		if (t->quote == 0)
			n = expression_at(a, i, &g.key);
		g.count = n == 0 ? 1 : n;
		if (n == 0 && t->stop) {
			n = 1;
			continue;
		}
		n = g.count;
		if (is_wanted_already(a, &g))
			continue;
		if (is_hopeless(a, t, n)) {
			a->out->cut = true;
			a->out->skipped[a->out->skips++] = text_of(t, n);
			continue;
		}
		if (a->groups == FTS_GROUPS_MAX) {
			a->full = true;
			a->out->rest = str_from(a->text, (size_t)(t->text.p - a->text.p));
			return;
		}
		g.general = t->quote == 0 && !t->minus && is_on(a, MECHANISM_GENERAL) &&
		    wording_is_general(a->w, g.key);
		a->of_group[a->groups++] = g;
	}
}

/* What every record has to do with is looked for when there is nothing else. */
static bool
all_are_general(const struct asking *a)
{
	for (size_t i = 0; i < a->groups; i++)
		if (!a->of_group[i].general && !a->token[a->of_group[i].first].minus)
			return false;
	return true;
}

/* What ends as verbs (laga) and adjectives (begagnad, trasiga, kommunal) do, and is no expression. */
static bool
describes(const struct asking *a, const struct wanted *w)
{
	static const char *const ends[] = {
		"a", "ad", "at", "ig", "igt", "isk", "iskt", "ande", "ende", "al", "alt", "ell", "ellt",
	};
	const struct token *t = &a->token[w->first];

	for (size_t i = 0; i < COUNT_OF(ends) && w->count == 1 && t->quote == 0; i++)
		if (str_ends(term_str(&t->plain), str_of(ends[i])))
			return true;
	return false;
}

/*
 * The group that all the others describe, the last one: begagnad cykel, laga bilen. Places describe, too, and what is general says
 * little. FTS_GROUPS_MAX: there is none, or it is not met as a whole.
 */
static size_t
head_of(const struct asking *a)
{
	size_t head = FTS_GROUPS_MAX;

	for (size_t g = 0; g < a->groups; g++) {
		const struct wanted *w = &a->of_group[g];

		if (a->token[w->first].minus || w->general || place_named_at(a, w->first) != NULL)
			continue;
		if (head != FTS_GROUPS_MAX && !describes(a, &a->of_group[head]))
			return FTS_GROUPS_MAX;
		head = g;
	}
	return head == FTS_GROUPS_MAX || a->token[a->of_group[head].first].attempt >= BY_MEMBERS
	    ? FTS_GROUPS_MAX
	    : head;
}

static void
build(struct asking *a)
{
	bool general;
	size_t head;

	fts_query_init(a->query, a->mem);
	a->places_held_back = false;
	a->out->marks = 0;
	a->out->rest = a->unread;
	a->full = false;
	read_labels(a);
	read_groups(a);
	general = a->all_needed || all_are_general(a);
	head = head_of(a);
	for (size_t g = 0; g < a->groups; g++) {
		const struct wanted *w = &a->of_group[g];
		struct token *t = &a->token[w->first];

		if (!fts_group(a->query, t->minus)) {
			a->full = true;
			return;
		}
		a->names_place = place_named_at(a, w->first) != NULL;
		if (w->general && !general)
			fts_group_is_optional(a->query);
		else if (a->names_place)
			fts_group_is_weak(a->query);
		else if (g == head)
			fts_group_is_head(a->query);
		if (t->quote != 0) {
			ask_ways_of_phrase(a, t, w->count);
		} else if (w->count > 1) {
			ask_ways_of_expression(a, t, w->count, w->key);
		} else {
			ask_ways_of_word(a, t);
		}
	}
}

/* --------------------------------------------------------------- asking again */

/* As words or as stems: hårdisk is meant for hårddiskar. */
static bool
sound_alike(struct asking *a, struct str plain, struct str used)
{
	char x[STEM_ROOM], y[STEM_ROOM];

	return sound_is_same(used, plain) ||
	    sound_is_same(stem_swedish(a->w->stemmer, used, x),
		stem_swedish(a->w->stemmer, plain, y));
}

/* Of a compound one member, the other being known: möbelsnikeri, although nobody has written möbelsnickeri; möbblsnickeri. */
static struct str
member_corrected(struct asking *a, struct str plain)
{
	struct term first, member[COMPOUND_MEMBERS_MAX];
	struct str used;
	size_t at;

	if (compound_first(a->w->lexicon, plain, &first, &at)) {
		used = correct_word(a->r, a->mem, str_from(plain, at), a->w);
		return used.p == NULL
		    ? STR_NONE
		    : str_of(mem_printf(a->mem, "%.*s%.*s", (int)at, plain.p, STR_ARGS(used)));
	}
	if (!compound_last(a->w->lexicon, plain, &at))
		return STR_NONE;
	used = correct_word(a->r, a->mem, (struct str){ plain.p, at }, a->w);
	if (used.p == NULL)
		return STR_NONE;
	used = str_of(mem_printf(a->mem, "%.*s%.*s", STR_ARGS(used), (int)(plain.n - at),
	    plain.p + at));
	return compound_split(a->w->lexicon, used, member) > 1 ? used : STR_NONE;
}

/*
 * The whole word, or a member of it. What can be read as a compound may still be a name that sounds so: lind kvist,
 * Lindqvist.
 */
static struct str
corrected(struct asking *a, struct str plain)
{
	enum wording_spelling spelling = wording_spelling(a->w, plain);
	struct str used;

	if (spelling == SPELLING_RIGHT)
		return STR_NONE;
	used = correct_word(a->r, a->mem, plain, a->w);
	if (spelling == SPELLING_COMPOUND)
		return used.p != NULL && sound_alike(a, plain, used) ? used : STR_NONE;
	return used.p != NULL ? used : member_corrected(a, plain);
}

static void
set_word(struct asking *a, struct token *t, struct str word)
{
	t->hits = NOT_COUNTED;
	term_plain(word, &t->plain);
	term_stem(a->w->stemmer, &t->plain, false, &t->stem);
}

static bool
try_otherwise(struct asking *a, struct token *t, bool as_typed)
{
	struct str used = STR_NONE;

	switch (t->attempt) {
	case AS_TYPED:
		t->attempt = AS_BEGINNING;
		return true;
	case AS_BEGINNING:
		if (!as_typed && is_on(a, MECHANISM_CORRECTION))
			used = corrected(a, term_str(&t->plain));
		t->attempt = used.p != NULL ? CORRECTED : BY_MEMBERS;
		if (used.p != NULL) {
			a->out->correction[a->out->corrections++] = (struct ask_correction){ t->text, used };
			set_word(a, t, used);
		}
		return true;
	case CORRECTED:
		t->attempt = BY_MEMBERS;
		return true;
	case BY_MEMBERS:
	case GIVEN_UP:
		t->attempt = GIVEN_UP;
		return false;
	}
	return false;
}

/* Takes the words that nothing has a step further; false when there is none left to. An expression comes apart. */
static bool
escalate(struct asking *a, bool as_typed)
{
	bool changed = false;

	for (unsigned g = 0; g < a->query->groups; g++) {
		struct token *t = &a->token[a->of_group[g].first];

		if (!(a->out->matches.empty >> g & 1) || t->quote != 0)
			continue;
		if (a->of_group[g].count == 1)
			changed |= try_otherwise(a, t, as_typed);
		else
			changed = t->apart = true;
	}
	return changed;
}

/* What was corrected and still is nowhere stays as it was typed. */
static void
forget_vain_corrections(struct asking *a)
{
	struct asked *out = a->out;
	size_t kept = 0;

	for (size_t i = 0; i < out->corrections; i++) {
		bool vain = false;

		for (unsigned g = 0; g < a->query->groups; g++)
			vain |= (out->matches.empty >> g & 1) &&
			    a->token[a->of_group[g].first].text.p == out->correction[i].typed.p;
		if (!vain)
			out->correction[kept++] = out->correction[i];
	}
	out->corrections = kept;
}

static bool
has_optional(const struct asking *a)
{
	for (unsigned g = 0; g < a->query->groups; g++)
		if (a->query->group[g].optional)
			return true;
	return false;
}

/* Builds the question and asks it. */
static void
search(struct asking *a)
{
	build(a);
	fts_search(a->r, a->mem, a->query, &a->out->matches);
	a->out->cut |= a->out->matches.cut;
}

/* As typed; of a place with the "kommun" behind it. */
static struct str
text_of_group(const struct asking *a, unsigned g)
{
	const struct wanted *w = &a->of_group[g];
	const struct token *t = &a->token[w->first];
	size_t behind = w->first + w->count;
	bool commune = behind < a->tokens && a->token[behind].stop &&
	    is_commune(&a->token[behind]) && place_named_at(a, w->first) != NULL;

	return text_of(t, w->count + commune);
}

void
ask(struct asked *out, struct reader *r, struct mem *m, struct catalogue *c, struct str text,
    bool as_typed)
{
	struct asking *a = mem_calloc(m, 1, sizeof(*a));

	*out = (struct asked){ .rest = STR_NONE };
	a->out = out;
	a->mem = m;
	a->r = r;
	a->w = wording_of(c, r);
	a->text = text;
	a->query = mem_alloc(m, sizeof(*a->query));
	ask_make_room(a, c->records);
	ask_read(a, text);
	out->rest = a->unread;
	if (out->nothing || out->only_stop_words || out->only_excluded)
		return;
	for (int i = 0; i < ATTEMPTS; i++) {
		search(a);
		if (a->places_held_back &&
		    (out->matches.count == 0 || out->matches.left_out != 0)) {
			a->whole_places = true;
			search(a);
		}
		/* What was not walked over is not known to be missing. */
		if (out->matches.empty == 0 || out->matches.cut || !escalate(a, as_typed))
			break;
	}
	if (out->matches.count == 0 && has_optional(a)) {
		a->all_needed = true;
		search(a);
	}
	/* Corrections may have made one word of two, so that there was room in the end. */
	out->cut |= a->full;
	if (out->matches.left_out != 0 && !is_on(a, MECHANISM_MOST_WORDS))
		out->matches.count = 0;
	forget_vain_corrections(a);
	for (unsigned g = 0; g < a->query->groups; g++)
		if (a->token[a->of_group[g].first].attempt == BY_MEMBERS &&
		    !(out->matches.empty >> g & 1))
			out->partly[out->partlys++] = text_of_group(a, g);
	for (unsigned g = 0; g < a->query->groups; g++)
		if (!a->query->group[g].excluded && !(out->matches.empty >> g & 1))
			out->word[out->words++] = text_of_group(a, g);
	for (unsigned g = 0; g < a->query->groups; g++)
		if (out->matches.left_out >> g & 1)
			out->left_out[out->left_outs++] = text_of_group(a, g);
	for (unsigned g = 0; g < a->query->groups; g++)
		if (!a->query->group[g].excluded && !a->query->group[g].optional &&
		    !((out->matches.empty | out->matches.left_out) >> g & 1))
			out->sought |= 1u << (g + 1);
}
