/* ask.c: building the question, and asking again where it gave nothing. */
#include "lib/store/ask_private.h"

#include "lib/base/cc.h"
#include "lib/text/utf8.h"

/* What a way of meeting a word is worth, in percent of the word itself. */
enum worth {
	WORTH_EXACT = 100,
	WORTH_PHRASE = 95,
	WORTH_STEM = 90,
	WORTH_ENGLISH = 85,
	WORTH_FOLDED = 70,
	WORTH_PART = 60,
	WORTH_SPLIT = 55,
	WORTH_PART_FOLDED = 50,
	WORTH_PREFIX = 40,
	WORTH_PREFIX_FOLDED = 35,
	WORTH_SYNONYM = 30,
	WORTH_MEMBER = 25,
};

enum {
	PREFIX_LETTERS = 3,
	MARK_LETTERS = 3,
	MARK_INSIDE_LETTERS = 3,
	MARK_CHANGED = 2,
	ATTEMPTS = 5
};

/* -------------------------------------------------------------------- marking */

/*
 * Words that may have this stem are looked for by its beginning, since inflections change its end: nyckel, nycklar
 * (nyckl). Which of them have it is known by mark.c.
 */
static void
mark(struct asking *a, const struct term *text, bool begins)
{
	struct asked *out = a->out;
	struct str folded = utf8_fold_marks(a->mem, term_str(text));
	size_t letters = utf8_length(folded), kept = letters;
	struct snippet_word *w;

	if (out->marks == ASK_MARKS_MAX || text->n == 0)
		return;
	if (!begins && letters > MARK_LETTERS)
		kept = letters - MARK_CHANGED > MARK_LETTERS ? letters - MARK_CHANGED
							     : MARK_LETTERS;
	out->mark_text[out->marks] = mem_dup(a->mem, term_str(text));
	out->mark_begins[out->marks] = begins;
	out->mark_group[out->marks] = (uint8_t)a->query->groups;
	w = &out->mark[out->marks++];
	w->folded = (struct str){ folded.p, utf8_prefix(folded, kept) };
	w->prefix = letters >= MARK_LETTERS;
	w->inside = letters >= MARK_INSIDE_LETTERS && !begins;
}

/* ------------------------------------------------------------------- building */

static void
choice(struct asking *a, enum term_class class, const struct term *text, bool prefix)
{
	struct term t = term_of_class(class, text);

	fts_phrase(a->query, &t, 1, prefix);
}

static void
way_of_one(struct asking *a, enum worth worth, enum term_class class, const struct term *text)
{
	fts_way(a->query, worth);
	fts_slot(a->query);
	choice(a, class, text, false);
}

/* A slot for a word that is part of something longer: itself or as a member, with dots or without. */
static void
slot_of(struct asking *a, const struct term *stem)
{
	struct term folded[2];
	size_t variants = term_fold(a->w->stemmer, stem, folded);

	fts_slot(a->query);
	choice(a, TERM_STEM, stem, false);
	choice(a, TERM_PART, stem, false);
	for (size_t i = 0; i < variants; i++) {
		choice(a, TERM_FOLDED, &folded[i], false);
		choice(a, TERM_PART_FOLDED, &folded[i], false);
	}
}

/* What is typed without dots is met where dots are, and the other way round. */
static void
ways_folded(struct asking *a, const struct term *stem)
{
	struct term folded[2];
	size_t variants = term_fold(a->w->stemmer, stem, folded);

	for (size_t i = 0; i < variants; i++) {
		bool same = str_eq(term_str(&folded[i]), term_str(stem));

		fts_way(a->query, WORTH_FOLDED);
		fts_slot(a->query);
		choice(a, TERM_FOLDED, &folded[i], false);
		if (!same)
			choice(a, TERM_STEM, &folded[i], false);
	}
	way_of_one(a, WORTH_PART, TERM_PART, stem);
	for (size_t i = 0; i < variants; i++) {
		fts_way(a->query, WORTH_PART_FOLDED);
		fts_slot(a->query);
		choice(a, TERM_PART_FOLDED, &folded[i], false);
		if (!str_eq(term_str(&folded[i]), term_str(stem)))
			choice(a, TERM_PART, &folded[i], false);
	}
}

/* Members that stand apart in the text: flyttstäd in "flytt och städ". */
static void
way_split(struct asking *a, const struct token *t)
{
	struct term member[COMPOUND_MEMBERS_MAX], stem;
	size_t n = compound_split(a->w->lexicon, term_str(&t->plain), member);

	if (n < 2 || !is_on(a, MECHANISM_APART))
		return;
	fts_way(a->query, WORTH_SPLIT);
	for (size_t i = 0; i < n; i++) {
		term_stem(a->w->stemmer, &member[i], false, &stem);
		slot_of(a, &stem);
	}
}

/* Where nothing has the whole of a compound: what has one of its members. */
static void
ways_member(struct asking *a, const struct token *t)
{
	struct term member[COMPOUND_MEMBERS_MAX], stem;
	size_t n = compound_split(a->w->lexicon, term_str(&t->plain), member);

	if (n == 0 && compound_first(a->w->lexicon, term_str(&t->plain), &member[0]))
		n = 1;
	for (size_t i = 0; i < n; i++) {
		term_stem(a->w->stemmer, &member[i], false, &stem);
		fts_way(a->query, WORTH_MEMBER);
		slot_of(a, &stem);
		mark(a, &stem, false);
	}
}

static const struct synonym *
synonym_of(const struct asking *a, struct str key)
{
	return is_on(a, MECHANISM_SYNONYMS) ? wording_synonym(a->w, key) : NULL;
}

static void
ways_synonym(struct asking *a, struct str key)
{
	const struct synonym *s = synonym_of(a, key);

	for (; s != NULL && s < a->w->synonym + a->w->synonyms && str_eq(s->key, key); s++) {
		struct term phrase[FTS_PHRASE_TERMS_MAX], plain, stem;
		struct term_scan scan = { .at = 0 };
		struct term_word word;
		size_t n = 0;

		while (n < FTS_PHRASE_TERMS_MAX && term_next(s->means, &scan, &word)) {
			term_plain((struct str){ s->means.p + word.from, word.to - word.from },
			    &plain);
			term_stem(a->w->stemmer, &plain, false, &stem);
			phrase[n++] = term_of_class(TERM_STEM, &stem);
			mark(a, &stem, false);
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
	mark(a, &t->plain, true);
	for (size_t i = 0; i < variants; i++) {
		fts_way(a->query, WORTH_PREFIX_FOLDED);
		fts_slot(a->query);
		choice(a, TERM_FOLDED, &folded[i], true);
	}
}

static void
ways_of_word(struct asking *a, struct token *t)
{
	struct term english;

	way_of_one(a, WORTH_EXACT, TERM_EXACT, &t->plain);
	if (ask_is_number(t))
		return;
	way_of_one(a, WORTH_STEM, TERM_STEM, &t->stem);
	term_stem(a->w->stemmer, &t->plain, true, &english);
	if (!str_eq(term_str(&english), term_str(&t->stem))) {
		way_of_one(a, WORTH_ENGLISH, TERM_STEM, &english);
		mark(a, &english, false);
	}
	ways_folded(a, &t->stem);
	way_split(a, t);
	ways_synonym(a, term_str(&t->stem));
	if (t->star || (t->attempt == AS_BEGINNING && is_on(a, MECHANISM_BEGINNINGS)))
		ways_beginning(a, t);
	if (t->attempt == BY_MEMBERS && is_on(a, MECHANISM_ONE_MEMBER))
		ways_member(a, t);
	mark(a, &t->stem, false);
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

/* A quoted phrase; when it is of words too common to look for side by side: its words, anywhere. */
static void
ways_of_phrase(struct asking *a, struct token *t, size_t n)
{
	if (ask_phrase_fits(a, t, n)) {
		way_side_by_side(a, t, n, TERM_EXACT, WORTH_EXACT);
		way_side_by_side(a, t, n, TERM_STEM, WORTH_STEM);
	} else {
		a->out->cut = true;
		fts_way(a->query, WORTH_PART);
	}
	for (size_t i = 0; i < n; i++) {
		mark(a, &t[i].stem, false);
		if (t->hits == TOO_MANY && !ask_is_stop_word(term_str(&t[i].plain)))
			slot_of(a, &t[i].stem);
	}
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

/* An expression that has synonyms: its words side by side, or anywhere, or what they mean. */
static void
ways_of_expression(struct asking *a, const struct token *t, size_t n, struct str key)
{
	way_side_by_side(a, t, n, TERM_EXACT, WORTH_EXACT);
	way_side_by_side(a, t, n, TERM_STEM, WORTH_PHRASE);
	fts_way(a->query, WORTH_PART);
	for (size_t i = 0; i < n; i++)
		if (!t[i].stop)
			slot_of(a, &t[i].stem);
	ways_synonym(a, key);
	for (size_t i = 0; i < n; i++)
		if (!t[i].stop)
			mark(a, &t[i].stem, false);
}

/* How many words from i on are an expression with synonyms, at least 2; the longest. */
static size_t
expression_at(struct asking *a, size_t i, struct str *key)
{
	struct buf b;
	size_t found = 0, n = 0;

	buf_init(&b, a->mem, 64);
	for (; n < WORDING_KEY_WORDS && i + n < a->tokens; n++) {
		const struct token *t = &a->token[i + n];

		if (t->quote != 0 || t->minus)
			break;
		if (n > 0)
			buf_byte(&b, ' ');
		buf_str(&b, term_str(&t->stem));
		if (n > 0 && synonym_of(a, buf_view(&b)) != NULL) {
			found = n + 1;
			*key = mem_dup(a->mem, buf_view(&b));
		}
	}
	return found;
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
		l = wording_label(a->w, buf_view(&b));
		if (l != NULL) {
			found = l;
			words = n + 1;
		}
	}
	for (size_t j = 0; j < out->labels && found != NULL; j++)
		if (out->label[j]->facet == found->facet && out->label[j]->value == found->value)
			return words;
	if (found != NULL && out->labels < FTS_GROUPS_MAX) {
		const struct token *last = &a->token[i + words - 1];

		out->label_text[out->labels] = (struct str){ a->token[i].text.p,
			(size_t)(last->text.p + last->text.n - a->token[i].text.p) };
		out->label[out->labels++] = found;
	}
	return words;
}

/* True when a municipality was named with the i-th word. */
static bool
names_place(const struct asking *a, size_t i)
{
	for (size_t j = 0; j < a->out->labels; j++)
		if (a->out->label_text[j].p == a->token[i].text.p && a->out->label[j]->place)
			return true;
	return false;
}

static void
build(struct asking *a)
{
	struct str key = STR_NONE;
	size_t n;

	fts_query_init(a->query, a->mem);
	a->out->marks = a->out->labels = 0;
	for (size_t i = 0; i < a->tokens && is_on(a, MECHANISM_FILTERS);) {
		size_t l = label_at(a, i);

		i += l > 0 ? l : 1;
	}
	for (size_t i = 0; i < a->tokens; i += n) {
		struct token *t = &a->token[i];

		for (n = 1; t->quote != 0 && i + n < a->tokens && t[n].quote == t->quote;)
			n++;
		if (t->quote == 0)
			n = expression_at(a, i, &key);
		if (n == 0 && t->stop) {
			n = 1;
			continue;
		}
		if (is_hopeless(a, t, n)) {
			a->out->cut = true;
			continue;
		}
		if (!fts_group(a->query, t->minus)) {
			a->out->cut = true;
			return;
		}
		if (names_place(a, i))
			fts_group_is_weak(a->query);
		a->of_group[a->query->groups - 1].first = i;
		a->of_group[a->query->groups - 1].count = n == 0 ? 1 : n;
		if (t->quote != 0) {
			ways_of_phrase(a, t, n);
		} else if (n > 1) {
			ways_of_expression(a, t, n, key);
		} else {
			n = 1;
			ways_of_word(a, t);
		}
	}
}

/* --------------------------------------------------------------- asking again */

static bool
try_otherwise(struct asking *a, struct token *t, bool as_typed)
{
	struct str used = STR_NONE;

	if (t->attempt == AS_TYPED) {
		t->attempt = AS_BEGINNING;
		return true;
	}
	if (t->attempt != AS_BEGINNING) {
		t->attempt = GIVEN_UP;
		return false;
	}
	if (!as_typed && is_on(a, MECHANISM_CORRECTION))
		used = wording_correct(a->r, a->mem, term_str(&t->plain));
	if (used.p == NULL) {
		t->attempt = BY_MEMBERS;
		return true;
	}
	t->attempt = CORRECTED;
	t->hits = NOT_COUNTED;
	a->out->correction[a->out->corrections++] = (struct ask_correction){ t->text, used };
	term_plain(used, &t->plain);
	term_stem(a->w->stemmer, &t->plain, false, &t->stem);
	return true;
}

/* Takes the words that nothing has a step further; false when there is none left to. */
static bool
escalate(struct asking *a, bool as_typed)
{
	bool changed = false;

	for (unsigned g = 0; g < a->query->groups; g++) {
		struct token *t = &a->token[a->of_group[g].first];

		if ((a->out->matches.empty >> g & 1) && a->of_group[g].count == 1 && t->quote == 0)
			changed |= try_otherwise(a, t, as_typed);
	}
	return changed;
}

static struct str
text_of_group(const struct asking *a, unsigned g)
{
	const struct token *first = &a->token[a->of_group[g].first];
	const struct token *last = first + a->of_group[g].count - 1;

	return (struct str){ first->text.p, (size_t)(last->text.p + last->text.n - first->text.p) };
}

void
ask(struct asked *out, struct reader *r, struct mem *m, struct catalogue *c, struct str text,
    bool as_typed)
{
	struct asking *a = mem_calloc(m, 1, sizeof(*a));

	*out = (struct asked){ .marks = 0 };
	a->out = out;
	a->mem = m;
	a->r = r;
	a->w = wording_of(c, r);
	a->query = mem_alloc(m, sizeof(*a->query));
	ask_make_room(a, c->records);
	ask_read(a, text);
	if (out->nothing || out->only_stop_words)
		return;
	for (int i = 0; i < ATTEMPTS; i++) {
		build(a);
		fts_search(r, m, a->query, &out->matches);
		out->cut |= out->matches.cut;
		/* What was not walked over is not known to be missing. */
		if (out->matches.empty == 0 || out->matches.cut || !escalate(a, as_typed))
			break;
	}
	if (out->matches.left_out != 0 && !is_on(a, MECHANISM_MOST_WORDS))
		out->matches.count = 0;
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
}
