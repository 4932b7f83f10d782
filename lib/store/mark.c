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
	unsigned group;         /* of the question, from 1 on */
	bool begins;            /* what goes on so is met, too */
};

struct verdict {
	struct str word;        /* p NULL: free */
	unsigned group;         /* that is met; 0: none */
};

struct marker {
	struct mem *mem;
	const struct wording *w;
	struct met *met;
	size_t mets;
	struct verdict verdict[SLOTS];
	size_t verdicts;
};

/* The group that is met by the stem of a word, or of a member; 0: none. */
static unsigned
group_of_stem(const struct marker *mk, const struct term *stem)
{
	struct term folded[FOLDED_MAX];
	size_t variants = term_fold(mk->w->stemmer, stem, folded);

	for (size_t i = 0; i < mk->mets; i++) {
		const struct met *m = &mk->met[i];

		if (str_eq(term_str(&m->stem), term_str(stem)))
			return m->group;
		/* Typed without dots, written with them; and the other way round. */
		for (size_t j = 0; j < m->variants; j++) {
			if (str_eq(term_str(&m->folded[j]), term_str(stem)))
				return m->group;
			for (size_t k = 0; k < variants; k++)
				if (str_eq(term_str(&m->folded[j]), term_str(&folded[k])))
					return m->group;
		}
	}
	return 0;
}

static unsigned
group_of_beginning(const struct marker *mk, const struct term *plain)
{
	for (size_t i = 0; i < mk->mets; i++) {
		const struct met *m = &mk->met[i];

		if (!m->begins)
			continue;
		if (str_starts(term_str(plain), term_str(&m->stem)))
			return m->group;
		for (size_t j = 0; j < m->variants; j++)
			if (str_starts(utf8_fold_marks(mk->mem, term_str(plain)),
				term_str(&m->folded[j])))
				return m->group;
	}
	return 0;
}

static unsigned
group_of_word(const struct marker *mk, struct str word)
{
	struct term plain, stem, member[COMPOUND_MEMBERS_MAX];
	unsigned group = 0;
	size_t members;

	term_plain(word, &plain);
	for (int english = 0; english <= 1 && group == 0; english++) {
		term_stem(mk->w->stemmer, &plain, english, &stem);
		group = group_of_stem(mk, &stem);
	}
	if (group == 0)
		group = group_of_beginning(mk, &plain);
	if (group != 0)
		return group;
	members = compound_split(mk->w->lexicon, term_str(&plain), member);
	for (size_t i = 0; i < members && group == 0; i++) {
		term_stem(mk->w->stemmer, &member[i], false, &stem);
		group = group_of_stem(mk, &stem);
	}
	return group;
}

/* For snippet_prepare(). */
static unsigned
judge(void *ctx, struct str word)
{
	struct marker *mk = ctx;
	size_t i = (size_t)hash_short(word) % SLOTS;

	for (; mk->verdict[i].word.p != NULL; i = (i + 1) % SLOTS)
		if (str_eq(mk->verdict[i].word, word))
			return mk->verdict[i].group;
	if (mk->verdicts == SLOTS_USED)
		return group_of_word(mk, word);
	mk->verdicts++;
	mk->verdict[i] = (struct verdict){ mem_dup(mk->mem, word), group_of_word(mk, word) };
	return mk->verdict[i].group;
}

const struct snippet_wanted *
mark_prepare(struct mem *m, const struct wording *w, const struct asked *a, bool apart)
{
	struct snippet_word *word;
	struct marker *mk;
	size_t marks = 0;

	for (size_t i = 0; i < a->marks; i++)
		marks += a->mark_apart[i] == apart;
	if (marks == 0)
		return NULL;
	word = mem_calloc(m, marks, sizeof(*word));
	mk = mem_calloc(m, 1, sizeof(*mk));
	mk->mem = m;
	mk->w = w;
	mk->met = mem_calloc(m, marks, sizeof(*mk->met));
	for (size_t i = 0; i < a->marks; i++) {
		struct met *met = &mk->met[mk->mets];

		if (a->mark_apart[i] != apart)
			continue;
		word[mk->mets++] = a->mark[i];
		term_plain(a->mark_text[i], &met->stem);
		met->begins = a->mark_begins[i];
		met->group = a->mark_group[i];
		met->variants = wording_fold(w, &met->stem, met->folded);
	}
	return snippet_prepare(m,
	    &(struct snippet_search){ .word = word, .words = marks, .things = (unsigned)a->words,
	    .judge = judge, .ctx = mk });
}
