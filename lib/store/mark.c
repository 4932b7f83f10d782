/*
 * mark.c: a word of a text that looks like one of the question's is stemmed,
 * folded and split as it was for the index. What was said of it is kept: the
 * same words come again on the same page.
 */
#include "lib/store/mark.h"

#include "lib/base/hash.h"
#include "lib/text/utf8.h"

enum { SLOTS = 256, SLOTS_USED = 192, FOLDED_MAX = 2 };

/* One of the question's words. */
struct met {
	struct term stem, folded[FOLDED_MAX];
	size_t variants;
	bool begins;            /* what goes on so is met, too */
};

struct verdict {
	struct str word;        /* p NULL: free */
	bool is_met;
};

struct marker {
	struct mem *mem;
	const struct wording *w;
	struct met *met;
	size_t mets;
	struct verdict verdict[SLOTS];
	size_t verdicts;
};

/* True when the stem of a word, or of a member, is met by one of the question's. */
static bool
stem_is_met(const struct marker *mk, const struct term *stem)
{
	struct term folded[FOLDED_MAX];
	size_t variants = term_fold(mk->w->stemmer, stem, folded);

	for (size_t i = 0; i < mk->mets; i++) {
		const struct met *m = &mk->met[i];

		if (str_eq(term_str(&m->stem), term_str(stem)))
			return true;
		/* Typed without dots, written with them; and the other way round. */
		for (size_t j = 0; j < m->variants; j++) {
			if (str_eq(term_str(&m->folded[j]), term_str(stem)))
				return true;
			for (size_t k = 0; k < variants; k++)
				if (str_eq(term_str(&m->folded[j]), term_str(&folded[k])))
					return true;
		}
	}
	return false;
}

static bool
beginning_is_met(const struct marker *mk, const struct term *plain)
{
	for (size_t i = 0; i < mk->mets; i++) {
		const struct met *m = &mk->met[i];

		if (!m->begins)
			continue;
		if (str_starts(term_str(plain), term_str(&m->stem)))
			return true;
		for (size_t j = 0; j < m->variants; j++)
			if (str_starts(utf8_fold_marks(mk->mem, term_str(plain)),
				term_str(&m->folded[j])))
				return true;
	}
	return false;
}

static bool
word_is_met(const struct marker *mk, struct str word)
{
	struct term plain, stem, member[COMPOUND_MEMBERS_MAX];
	size_t members;

	term_plain(word, &plain);
	for (int english = 0; english <= 1; english++) {
		term_stem(mk->w->stemmer, &plain, english, &stem);
		if (stem_is_met(mk, &stem))
			return true;
	}
	if (beginning_is_met(mk, &plain))
		return true;
	members = compound_split(mk->w->lexicon, term_str(&plain), member);
	for (size_t i = 0; i < members; i++) {
		term_stem(mk->w->stemmer, &member[i], false, &stem);
		if (stem_is_met(mk, &stem))
			return true;
	}
	return false;
}

/* For snippet_prepare(). */
static bool
is_met(void *ctx, struct str word)
{
	struct marker *mk = ctx;
	size_t i = (size_t)hash_short(word) % SLOTS;

	for (; mk->verdict[i].word.p != NULL; i = (i + 1) % SLOTS)
		if (str_eq(mk->verdict[i].word, word))
			return mk->verdict[i].is_met;
	if (mk->verdicts == SLOTS_USED)
		return word_is_met(mk, word);
	mk->verdicts++;
	mk->verdict[i] = (struct verdict){ mem_dup(mk->mem, word), word_is_met(mk, word) };
	return mk->verdict[i].is_met;
}

const struct snippet_wanted *
mark_prepare(struct mem *m, const struct wording *w, const struct asked *a)
{
	struct marker *mk;

	if (a->marks == 0)
		return NULL;
	mk = mem_calloc(m, 1, sizeof(*mk));
	*mk = (struct marker){ .mem = m, .w = w, .mets = a->marks,
		.met = mem_calloc(m, a->marks, sizeof(*mk->met)) };
	for (size_t i = 0; i < a->marks; i++) {
		struct met *met = &mk->met[i];

		term_plain(a->mark_text[i], &met->stem);
		met->begins = a->mark_begins[i];
		met->variants = term_fold(w->stemmer, &met->stem, met->folded);
	}
	return snippet_prepare(m, a->mark, a->marks, is_met, mk);
}
