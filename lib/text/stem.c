/*
 * stem.c: Snowball, and what it leaves apart.
 *
 *   before   irregular forms       verkstäder → verkstad, böcker → bok
 *            words in stressed -e  kaféer, kaféet → kafé (written café, cafe)
 *            neuter -et, -ets      snickeriet → snickeri, lagret → lager; not paket
 *            -eln, -elns           cykeln → cykel
 *            -an, -ans             skolan → skola; not planen, organ
 *            neuter adjectives     socialt → social
 *            nouns in -s           kurs, plats stay whole (kurser, platser)
 *   Snowball
 *   after    -ing, -ning           städning → städ, odling → odl (odla)
 *            -el                   cykel → cykl (cyklar, cykla)
 *            -vn                   sjukskrivna → sjukskriv
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

/* Nouns whose plural is no longer stem and suffix, also as last members: cykelverkstäder. */
static const struct {
	const char *form, *base;
	bool whole;             /* too short to be told at the end of another word */
} irregular[] = {
	{ "verkstäder", "verkstad", false }, { "verkstäderna", "verkstad", false },
	{ "verkstan", "verkstad", false }, { "verkstaden", "verkstad", false },
	{ "städer", "stad", true }, { "städerna", "stad", true },
	{ "staden", "stad", true }, { "händer", "hand", false }, { "händerna", "hand", false },
	{ "böcker", "bok", false }, { "böckerna", "bok", false }, { "boken", "bok", true },
	{ "män", "man", true }, { "männen", "man", false }, { "mannen", "man", false },
	{ "bröder", "bror", true }, { "söner", "son", true }, { "döttrar", "dotter", false },
	{ "rötter", "rot", false }, { "nätter", "natt", false }, { "tänder", "tand", false },
	{ "länder", "land", false }, { "länderna", "land", false }, { "ländernas", "land", false },
	{ "stränder", "strand", false }, { "krafter", "kraft", false },
	{ "museer", "museum", false }, { "museet", "museum", false }, { "museerna", "museum", false },
	{ "centra", "centrum", false }, { "centrumet", "centrum", false },
	{ "gymnasier", "gymnasium", false }, { "gymnasiet", "gymnasium", false },
	{ "ateljén", "ateljé", false }, { "ögon", "öga", true }, { "öron", "öra", true },
	{ "gäss", "gås", true }, { "möss", "mus", true }, { "getter", "get", true },
	{ "fötter", "fot", false }, { "vintrar", "vinter", false }, { "vintern", "vinter", false },
	{ "syskonen", "syskon", false }, { "fönstren", "fönster", false },
	{ "tecknen", "tecken", false }, { "vattnet", "vatten", false }, { "vapnen", "vapen", false },
	{ "lägren", "läger", false }, { "numret", "nummer", false },
	{ "arbetslöshet", "arbetslös", false }, { "arbetslösheten", "arbetslös", false },
};

/* What ends in -et without an article: Snowball 3.0 lists such endings; here the words that Swedes use. */
static const char *const not_neuter[] = {
	"het", "itet", "paket", "raket", "planet", "komet", "magnet", "budget", "internet", "alfabet",
	"poet", "diet", "profet", "sekret", "diskret", "konkret", "asket", "estet", "analfabet", "skelet",
	"nät", "ballet", "buffet", "racket", "basket", "cricket", "market", "ticket", "gadget", "widget",
	"mycket", "vilket", "något", "annat", "inget", "eget", "varit", "blivet", "sitet", "duplet",
};

/* Nouns in -ning and -ing that come from no verb that anybody has in mind. */
static const char *const no_verb[] = {
	"tidning", "ordning", "drottning", "våning", "aning", "landning", "camping", "shopping",
	"coaching", "marketing", "pudding", "köping", "leasing", "catering", "training",
};

/* Nouns whose s is their own, also as last members; Snowball takes it for a genitive, but not in their plurals. */
static const char *const own_s[] = {
	"kurs", "plats", "puts", "skjuts", "dans", "balans", "krets", "sats", "spets", "gips", "hals",
	"puls", "vers", "frans", "gräns", "chans", "licens", "konferens", "konkurrens", "kompetens",
	"resurs", "dagis", "fritids", "referens", "ambulans", "instans", "leverans", "distans", "finans",
};

/* What ends in -an without an article. */
static const char *const not_definite[] = {
	"plan", "kran", "roman", "organ", "veteran", "sedan", "medan", "innan", "utan", "annan", "orkan",
	"vulkan", "tulpan", "sultan", "pelikan", "slogan", "urban", "human", "span", "japan", "iran",
	"redan", "ovan", "hisspan", "kaftan", "ledan", "samman",
};

/* Adjectives before the t of their neuter. */
static const char *const adjectives[] = { "alt", "ellt", "iskt", "igt", "samt", "bart", "ivt", "ärt", "iellt" };

/* ------------------------------------------------------------------ helpers */

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* A word that somebody typed without dots ends as the one that has them. */
static bool
ends_without_dots(const struct work *w, const char *with)
{
	size_t i = w->n, n = strlen(with);

	while (n > 0 && i > 0) {
		char c = with[--n];

		if (is_continuation(c)) {
			c = (unsigned char)c == 0xb6 ? 'o' : 'a';       /* ö: c3 b6; å ä: c3 a5, c3 a4 */
			n--;
		}
		if (w->p[--i] != c)
			return false;
	}
	return n == 0;
}

static size_t
letters_of(const char *s)
{
	size_t count = 0;

	for (; *s != '\0'; s++)
		count += !is_continuation(*s);
	return count;
}

static bool
ends(const struct work *w, const char *with)
{
	size_t n = strlen(with);

	return w->n >= n && memcmp(w->p + w->n - n, with, n) == 0;
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
letters(const struct work *w, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !is_continuation(w->p[i]);
	return count;
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
ends_with_one_of(const struct work *w, const char *const *list, size_t count)
{
	bool dots = has_dots(w);

	for (size_t i = 0; i < count; i++)
		if (dots ? ends(w, list[i]) : ends_without_dots(w, list[i]))
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
	for (int genitive = 0; genitive < 2; genitive++) {
		const struct work *form = genitive ? &bare : w;

		for (size_t i = 0; i < COUNT_OF(irregular); i++) {
			size_t n = strlen(irregular[i].form), base = strlen(irregular[i].base);

			if (!(dots ? ends(form, irregular[i].form)
				   : ends_without_dots(form, irregular[i].form)))
				continue;
			if (!dots)
				n = letters_of(irregular[i].form);
			if (irregular[i].whole && form->n != n)
				continue;
			if (form->n - n + base >= STEM_ROOM)
				return;
			memcpy(w->p + form->n - n, irregular[i].base, base);
			w->n = form->n - n + base;
			return;
		}
	}
}

/*
 * Words in a stressed -e: kafé, idé, armé, ateljé. The accent is gone in a
 * plain form, but before these endings two vowels meet as nowhere else.
 */
static bool
cut_stressed_e(struct work *w)
{
	static const char *const endings[] = {
		"eernas", "eerna", "eers", "eer", "eets", "eet", "eens", "een",
	};

	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		size_t rest = w->n - strlen(endings[i]);

		if (ends(w, endings[i]) && letters(w, rest) >= 2 && !vowel_before(w, rest)) {
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
	if (!ends(&bare, "et") || ends_with_one_of(&bare, not_neuter, COUNT_OF(not_neuter)))
		return;
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
	    !ends_with_one_of(&bare, not_definite, COUNT_OF(not_definite)))
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

/* Nouns made of verbs: städ-ning, trän-ing. After a vowel the n belongs to the verb. */
static void
cut_verbal_noun(struct work *w)
{
	size_t rest;

	if (!ends(w, "ing") || ends_with_one_of(w, no_verb, COUNT_OF(no_verb)))
		return;
	rest = w->n - 3;
	if (ends(w, "ning") && !vowel_before(w, w->n - 4) && letters(w, w->n - 4) >= 3)
		rest = w->n - 4;
	if (!can_stand(w, rest))
		return;
	w->n = rest;
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
	if (ends(w, "vn") && can_stand(w, w->n - 1))
		w->n--;
}

/* ------------------------------------------------------------------- public */

bool
stemmer_init(struct stemmer *s)
{
	s->swedish = sb_stemmer_new("swedish", "UTF_8");
	s->english = sb_stemmer_new("english", "UTF_8");
	return s->swedish != NULL && s->english != NULL;
}

void
stemmer_release(struct stemmer *s)
{
	sb_stemmer_delete(s->swedish);
	sb_stemmer_delete(s->english);
	*s = (struct stemmer){ NULL, NULL };
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

struct str
stem_swedish(struct stemmer *s, struct str word, char out[STEM_ROOM])
{
	struct work w = copy(word, out);

	replace_irregular(&w);
	if (!cut_stressed_e(&w)) {
		cut_neuter(&w);
		cut_definite_el(&w);
		cut_definite_a(&w);
		cut_neuter_t(&w);
	}
	if (ends_with_one_of(&w, own_s, COUNT_OF(own_s)))
		return (struct str){ w.p, w.n };
	snowball(s->swedish, &w);
	cut_verbal_noun(&w);
	cut_fleeting_e(&w);
	cut_participle(&w);
	return (struct str){ w.p, w.n };
}

struct str
stem_english(struct stemmer *s, struct str word, char out[STEM_ROOM])
{
	struct work w = copy(word, out);

	snowball(s->english, &w);
	return (struct str){ w.p, w.n };
}
