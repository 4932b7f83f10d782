/*
 * stem.c: Snowball, and what it leaves apart. The words that rules are not for are in stem.tbl.h.
 *
 *   before   -or of agents         dator, datorer are their own stem (mattor is matta)
 *            genitive of plurals   föreningars → föreningar
 *            irregular forms       verkstäder → verkstad, böcker → bok
 *            words in stressed -e  kaféer, kaféet → kafé (written café, cafe)
 *            -ium                  stipendium, stipendiet → stipendi
 *            neuter -ena           arbetena → arbete
 *            neuter -et, -ets      snickeriet → snickeri, lagret → lager; not paket
 *            -eln, -elns           cykeln → cykel
 *            -an, -ans             skolan → skola; not planen, organ
 *            neuter adjectives     socialt → social
 *            own endings           kurs, plats, lager stay whole (kurser, platser)
 *   Snowball
 *   after    -ing, -ning           städning → städ, odling → odl (odla)
 *            -el                   cykel → cykl (cyklar, cykla)
 *            -vn, -pt              sjukskrivna → sjukskriv, köpt → köp
 *            -nad                  byggnaden → byggn (byggnad)
 *            doubled m             rummet → rum
 *            -r behind consonants  systrar → syst (syster), snickra → snick (snickare)
 *
 * Stems need not be words; they must be the same for what belongs together
 * and differ for what does not.
 */
#include "lib/text/stem.h"

#include <string.h>

#include <libstemmer.h>

#include "lib/base/cc.h"
#include "lib/text/utf8.h"

/* A word on its way: bytes that can be taken away at the end, or replaced. */
struct work {
	char *p;
	size_t n;
};

#define W(s)            .p = s, .n = sizeof(s) - 1

#include "lib/text/stem.tbl.h"

/* ------------------------------------------------------------------ helpers */

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* A word that somebody typed without dots ends as the one that has them. */
static bool
ends_without_dots(const struct work *w, struct str with)
{
	size_t i = w->n, n = with.n;

	while (n > 0 && i > 0) {
		char c = with.p[--n];

		if (is_continuation(c)) {
			c = (unsigned char)c == 0xb6 ? 'o' : 'a';       /* ö: c3 b6; å ä: c3 a5, c3 a4 */
			n--;
		}
		if (w->p[--i] != c)
			return false;
	}
	return n == 0;
}

static bool
ends_with(const struct work *w, struct str with)
{
	return w->n >= with.n && w->p[w->n - 1] == with.p[with.n - 1] &&
	    memcmp(w->p + w->n - with.n, with.p, with.n) == 0;
}

/* Most are told by their last letter. */
static inline bool
ends_as(const struct work *w, struct str with, bool dots)
{
	char last = with.p[with.n - 1];

	if (w->n == 0 || (w->p[w->n - 1] != last && !is_continuation(last)))
		return false;
	return dots ? ends_with(w, with) : ends_without_dots(w, with);
}

static bool
ends(const struct work *w, const char *with)
{
	return ends_with(w, str_of(with));
}

static bool
has_dots(const struct work *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (is_continuation(w->p[i]))
			return true;
	return false;
}

static size_t
letters_in(struct str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.n; i++)
		count += !is_continuation(s.p[i]);
	return count;
}

static size_t
letters(const struct work *w, size_t n)
{
	return letters_in((struct str){ w->p, n });
}

/* True when the letter that ends at n is a vowel. */
static bool
vowel_before(const struct work *w, size_t n)
{
	static const char *const vowels[] = { "å", "ä", "ö", "ü", "é" };

	if (n == 0)
		return false;
	if (!is_continuation(w->p[n - 1]))
		return strchr("aeiouy", w->p[n - 1]) != NULL;
	for (size_t i = 0; i < COUNT_OF(vowels) && n >= 2; i++)
		if (memcmp(w->p + n - 2, vowels[i], 2) == 0)
			return true;
	return false;
}

static bool
has_vowel(const struct work *w, size_t n)
{
	for (size_t i = 1; i <= n; i++)
		if ((i == w->n || !is_continuation(w->p[i])) && vowel_before(w, i))
			return true;
	return false;
}

static bool
ends_with_one_of(const struct work *w, const struct str *list, size_t count)
{
	bool dots = has_dots(w);

	for (size_t i = 0; i < count; i++)
		if (ends_as(w, list[i], dots))
			return true;
	return false;
}

static bool
is_one_of(const struct work *w, const struct str *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq((struct str){ w->p, w->n }, list[i]))
			return true;
	return false;
}

/* A stem: long enough to mean something. */
static bool
can_stand(const struct work *w, size_t n)
{
	return letters(w, n) >= 3 && has_vowel(w, n);
}

/* ------------------------------------------------------------ before Snowball */

static void
replace_irregular(struct work *w)
{
	struct work bare = *w;
	bool dots = has_dots(w);

	/* The genitive of any of them. */
	if (bare.n > 4 && bare.p[bare.n - 1] == 's')
		bare.n--;
	for (int genitive = 0; genitive <= (bare.n < w->n); genitive++) {
		const struct work *form = genitive ? &bare : w;

		for (size_t i = 0; i < COUNT_OF(irregular); i++) {
			struct str found = irregular[i].form, base = irregular[i].base;
			size_t n = found.n;

			if (!ends_as(form, found, dots))
				continue;
			if (!dots)
				n = letters_in(found);
			if (irregular[i].whole && form->n != n)
				continue;
			if (form->n - n + base.n >= STEM_ROOM)
				return;
			memcpy(w->p + form->n - n, base.p, base.n);
			w->n = form->n - n + base.n;
			return;
		}
	}
}

/* Plurals' genitive, which Snowball takes without their plural: föreningars. */
static void
cut_genitive(struct work *w)
{
	if ((ends(w, "ars") || ends(w, "ors") || ends(w, "ers") || ends(w, "ads")) &&
	    letters(w, w->n) >= 6 && !ends_with_one_of(w, not_genitive, COUNT_OF(not_genitive)))
		w->n--;
}

/* dator, datorn, datorer; true when it is one of them: it is its stem then. */
static bool
cut_behind_or(struct work *w)
{
	if (ends_with_one_of(w, own_or, COUNT_OF(own_or)))
		return true;
	for (size_t i = 0; i < COUNT_OF(or_endings); i++) {
		struct work bare = *w;

		if (!ends_with(w, or_endings[i]))
			continue;
		bare.n -= or_endings[i].n;
		if (ends_with_one_of(&bare, own_or, COUNT_OF(own_or))) {
			*w = bare;
			return true;
		}
	}
	return false;
}

/* Definite plural of neuter nouns in -e: arbetena, äpplena. */
static void
cut_definite_na(struct work *w)
{
	struct work bare = *w;

	if (ends(&bare, "s"))
		bare.n--;
	if (ends(&bare, "ena") && letters(&bare, bare.n) >= 6 && !vowel_before(&bare, bare.n - 3))
		w->n = bare.n - 2;
}

/* stipendium, stipendiet, stipendier: all as kansli, kansliet, kanslier. */
static void
cut_ium(struct work *w)
{
	struct work bare = *w;

	if (ends(&bare, "s"))
		bare.n--;
	if (ends(&bare, "ium") && letters(&bare, bare.n) >= 6)
		w->n = bare.n - 2;
}

/*
 * Words in a stressed -e: kafé, idé, armé, ateljé. The accent is gone in a
 * plain form, but before these endings two vowels meet as nowhere else.
 */
static bool
cut_stressed_e(struct work *w)
{
	static const struct str endings[] = {
	{ W("eernas") }, { W("eerna") }, { W("eers") }, { W("eer") }, { W("eets") }, { W("eet") }, { W("eens") }, { W("een") },
};

	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		size_t rest = w->n - endings[i].n;

		if (ends_with(w, endings[i]) && letters(w, rest) >= 2 && !vowel_before(w, rest)) {
			w->n = rest + 1;
			return true;
		}
	}
	return false;
}

static void
cut_neuter(struct work *w)
{
	struct work bare = *w;

	if (ends(&bare, "s"))
		bare.n--;
	if (!ends(&bare, "et") || ends_with_one_of(&bare, not_neuter, COUNT_OF(not_neuter)) ||
	    str_is((struct str){ bare.p, bare.n }, "diet"))
		return;
	if (ends(&bare, "elset")) {
		w->n = bare.n - 1;
		return;
	}
	/* A definite noun has a syllable before it, and one that can end a word. */
	if (!can_stand(&bare, bare.n - 2))
		return;
	w->n = bare.n - 2;
	/* lagr-et, fönstr-et: the e of lager, fönster. */
	if (ends(w, "r") && w->n > 2 && !vowel_before(w, w->n - 1) && !ends(w, "rr")) {
		w->p[w->n - 1] = 'e';
		w->p[w->n++] = 'r';
	}
}

static void
cut_neuter_t(struct work *w)
{
	if (ends_with_one_of(w, adjectives, COUNT_OF(adjectives)) && letters(w, w->n) >= 6)
		w->n--;
}

static void
cut_definite_a(struct work *w)
{
	struct work bare = *w;

	if (ends(&bare, "s"))
		bare.n--;
	if (ends(&bare, "an") && letters(&bare, bare.n) >= 5 && !vowel_before(&bare, bare.n - 2) &&
	    !ends_with_one_of(&bare, not_definite, COUNT_OF(not_definite)) &&
	    !is_one_of(&bare, small_an, COUNT_OF(small_an)))
		w->n = bare.n - 1;
}

static void
cut_definite_el(struct work *w)
{
	if (ends(w, "elns") && can_stand(w, w->n - 4))
		w->n -= 2;
	else if (ends(w, "eln") && can_stand(w, w->n - 3))
		w->n -= 1;
}

/* ------------------------------------------------------------- after Snowball */

/* As Snowball does with översätta: one t behind the first syllable. */
static void
cut_double_t(struct work *w)
{
	if (ends(w, "tt") && letters(w, w->n) >= 6)
		w->n--;
}

/* Nouns made of verbs: städ-ning, trän-ing. After a vowel the n belongs to the verb. */
static void
cut_verbal_noun(struct work *w)
{
	size_t rest;

	if (!ends(w, "ing") || ends_with_one_of(w, no_verb, COUNT_OF(no_verb)))
		return;
	rest = w->n - 3;
	/* skann-ing, not skan-ning: a root ends in nn as often as in n, but before -ning it would be one. */
	if (ends(w, "ning") && letters(w, w->n - 4) >= 3 && !vowel_before(w, w->n - 4) &&
	    w->p[w->n - 5] != 'n')
		rest = w->n - 4;
	if (!can_stand(w, rest))
		return;
	w->n = rest;
	if (ends_with_one_of(w, own_n, COUNT_OF(own_n)))
		w->p[w->n++] = 'n';
	cut_double_t(w);
}

/* Definite nouns in -nad, whose other forms Snowball takes for participles: byggnaden, byggnad. */
static void
cut_nad(struct work *w)
{
	if (ends(w, "nad") && can_stand(w, w->n - 2))
		w->n -= 2;
}

/* m is doubled before an ending only: rummet, medlemmar, programmen. */
static void
cut_double_m(struct work *w)
{
	if (ends_with_one_of(w, double_m, COUNT_OF(double_m)))
		w->n--;
}

/* systr-ar, teatr-ar, föräldr-ar, snickr-a: what Snowball makes of syster, teater, förälder, snickare. */
static void
cut_fleeting_r(struct work *w)
{
	if (ends(w, "r") && w->n > 3 && !vowel_before(w, w->n - 1) && !ends(w, "rr") &&
	    can_stand(w, w->n - 1) && !ends_with_one_of(w, own_r, COUNT_OF(own_r)))
		w->n--;
}

/* cykel, cykl-ar; möbel, möbl-er; not hotell. */
static void
cut_fleeting_e(struct work *w)
{
	if (!ends(w, "el") || w->n < 4 || vowel_before(w, w->n - 2) || letters(w, w->n) < 4)
		return;
	w->p[w->n - 2] = 'l';
	w->n--;
}

static void
cut_participle(struct work *w)
{
	if ((ends(w, "vn") || ends(w, "ppt") || ends(w, "öpt") || ends(w, "jälpt")) &&
	    can_stand(w, w->n - 1))
		w->n--;
}

/* ------------------------------------------------------------------- public */

bool
stemmer_init(struct stemmer *s)
{
	s->swedish = sb_stemmer_new("swedish", "UTF_8");
	s->english = sb_stemmer_new("english", "UTF_8");
	s->without = 0;
	return s->swedish != NULL && s->english != NULL;
}

void
stemmer_release(struct stemmer *s)
{
	sb_stemmer_delete(s->swedish);
	sb_stemmer_delete(s->english);
	*s = (struct stemmer){ .swedish = NULL };
}

/* The stem is never longer than the word; both algorithms only take away or replace. */
static void
snowball(struct sb_stemmer *s, struct work *w)
{
	const sb_symbol *stem = sb_stemmer_stem(s, (const sb_symbol *)w->p, (int)w->n);
	size_t n = (size_t)sb_stemmer_length(s);

	if (stem == NULL || n == 0 || n >= STEM_ROOM)
		return;
	memcpy(w->p, stem, n);
	w->n = n;
}

static struct work
copy(struct str word, char *out)
{
	if (word.n >= STEM_ROOM) {
		word.n = STEM_ROOM - 1;
		while (word.n > 0 && is_continuation(word.p[word.n]))
			word.n--;
	}
	if (word.n > 0)
		memcpy(out, word.p, word.n);
	return (struct work){ out, word.n };
}

/* What is done before Snowball. */
static void
prepare(struct work *w)
{
	cut_genitive(w);
	replace_irregular(w);
	if (cut_stressed_e(w))
		return;
	cut_ium(w);
	cut_definite_na(w);
	cut_neuter(w);
	cut_definite_el(w);
	cut_definite_a(w);
	cut_neuter_t(w);
}

/* And after it. */
static void
finish(struct work *w)
{
	cut_verbal_noun(w);
	cut_fleeting_e(w);
	cut_participle(w);
	cut_nad(w);
	cut_double_m(w);
	cut_fleeting_r(w);
}

struct str
stem_swedish(struct stemmer *s, struct str word, char out[STEM_ROOM])
{
	struct work w = copy(word, out);
	bool rules = mechanism_is_on(s, MECHANISM_RULES);

	if (!mechanism_is_on(s, MECHANISM_STEMS))
		return (struct str){ w.p, w.n };
	if (rules && cut_behind_or(&w))
		return (struct str){ w.p, w.n };
	if (rules)
		prepare(&w);
	if (rules && ends_with_one_of(&w, own_ending, COUNT_OF(own_ending)))
		return (struct str){ w.p, w.n };
	snowball(s->swedish, &w);
	if (rules)
		finish(&w);
	return (struct str){ w.p, w.n };
}

struct str
stem_english(struct stemmer *s, struct str word, char out[STEM_ROOM])
{
	struct work w = copy(word, out);

	if (mechanism_is_on(s, MECHANISM_STEMS) && mechanism_is_on(s, MECHANISM_ENGLISH))
		snowball(s->english, &w);
	return (struct str){ w.p, w.n };
}

static bool
is_plain_vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

bool
stem_may_be_within(struct str word, struct str stem)
{
	if (stem.n < 2)
		return true;
	for (size_t i = 0; i + 1 < word.n; i++)
		if (word.p[i] == stem.p[0] &&
		    (word.p[i + 1] == stem.p[1] ||
			(is_plain_vowel(word.p[i + 1]) && is_plain_vowel(stem.p[1]))))
			return true;
	return false;
}
