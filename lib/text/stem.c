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

#define W(s)            .p = s, .n = sizeof(s) - 1

/* Nouns whose plural is no longer stem and suffix, also as last members: cykelverkstäder. */
static const struct {
	struct str form, base;
	bool whole;             /* too short to be told at the end of another word */
} irregular[] = {
	{ { W("verkstäder") }, { W("verkstad") }, false }, { { W("verkstäderna") }, { W("verkstad") }, false },
	{ { W("verkstan") }, { W("verkstad") }, false }, { { W("verkstaden") }, { W("verkstad") }, false },
	{ { W("städer") }, { W("stad") }, true }, { { W("städerna") }, { W("stad") }, true },
	{ { W("staden") }, { W("stad") }, true }, { { W("händer") }, { W("hand") }, false },
	{ { W("händerna") }, { W("hand") }, false }, { { W("böcker") }, { W("bok") }, false },
	{ { W("böckerna") }, { W("bok") }, false }, { { W("boken") }, { W("bok") }, true }, { { W("män") }, { W("man") }, true },
	{ { W("männen") }, { W("man") }, false }, { { W("mannen") }, { W("man") }, false },
	{ { W("bröder") }, { W("bror") }, true }, { { W("söner") }, { W("son") }, true },
	{ { W("döttrar") }, { W("dotter") }, false }, { { W("rötter") }, { W("rot") }, false },
	{ { W("nätter") }, { W("natt") }, false }, { { W("tänder") }, { W("tand") }, false },
	{ { W("länder") }, { W("land") }, false }, { { W("länderna") }, { W("land") }, false },
	{ { W("ländernas") }, { W("land") }, false }, { { W("stränder") }, { W("strand") }, false },
	{ { W("krafter") }, { W("kraft") }, false }, { { W("museer") }, { W("museum") }, false },
	{ { W("museet") }, { W("museum") }, false }, { { W("museerna") }, { W("museum") }, false },
	{ { W("centra") }, { W("centrum") }, false }, { { W("centrumet") }, { W("centrum") }, false },
	{ { W("gymnasier") }, { W("gymnasium") }, false }, { { W("gymnasiet") }, { W("gymnasium") }, false },
	{ { W("ateljén") }, { W("ateljé") }, false }, { { W("ögon") }, { W("öga") }, true },
	{ { W("öron") }, { W("öra") }, true }, { { W("gäss") }, { W("gås") }, true }, { { W("möss") }, { W("mus") }, true },
	{ { W("getter") }, { W("get") }, true }, { { W("fötter") }, { W("fot") }, false },
	{ { W("vintrar") }, { W("vinter") }, false }, { { W("vintern") }, { W("vinter") }, false },
	{ { W("syskonen") }, { W("syskon") }, false }, { { W("fönstren") }, { W("fönster") }, false },
	{ { W("tecknen") }, { W("tecken") }, false }, { { W("vattnet") }, { W("vatten") }, false },
	{ { W("vapnen") }, { W("vapen") }, false }, { { W("lägren") }, { W("läger") }, false },
	{ { W("numret") }, { W("nummer") }, false }, { { W("arbetslöshet") }, { W("arbetslös") }, false },
	{ { W("arbetslösheten") }, { W("arbetslös") }, false },
};

/* What ends in -et without an article: Snowball 3.0 lists such endings; here the words that Swedes use. */
static const struct str not_neuter[] = {
	{ W("het") }, { W("itet") }, { W("paket") }, { W("raket") }, { W("planet") }, { W("komet") }, { W("magnet") }, { W("budget") },
	{ W("internet") }, { W("alfabet") }, { W("poet") }, { W("diet") }, { W("profet") }, { W("sekret") }, { W("diskret") },
	{ W("konkret") }, { W("asket") }, { W("estet") }, { W("analfabet") }, { W("skelet") }, { W("nät") }, { W("ballet") },
	{ W("buffet") }, { W("racket") }, { W("basket") }, { W("cricket") }, { W("market") }, { W("ticket") }, { W("gadget") },
	{ W("widget") }, { W("mycket") }, { W("vilket") }, { W("något") }, { W("annat") }, { W("inget") }, { W("eget") },
	{ W("varit") }, { W("blivet") }, { W("sitet") }, { W("duplet") },
};

/* Nouns in -ning and -ing that come from no verb that anybody has in mind. */
static const struct str no_verb[] = {
	{ W("tidning") }, { W("ordning") }, { W("drottning") }, { W("våning") }, { W("aning") }, { W("landning") },
	{ W("camping") }, { W("shopping") }, { W("coaching") }, { W("marketing") }, { W("pudding") }, { W("köping") },
	{ W("leasing") }, { W("catering") }, { W("training") },
};

/* Nouns whose s is their own, also as last members; Snowball takes it for a genitive, but not in their plurals. */
static const struct str own_s[] = {
	{ W("kurs") }, { W("plats") }, { W("puts") }, { W("skjuts") }, { W("dans") }, { W("balans") }, { W("krets") }, { W("sats") },
	{ W("spets") }, { W("gips") }, { W("hals") }, { W("puls") }, { W("vers") }, { W("frans") }, { W("gräns") }, { W("chans") },
	{ W("licens") }, { W("konferens") }, { W("konkurrens") }, { W("kompetens") }, { W("resurs") }, { W("dagis") },
	{ W("fritids") }, { W("referens") }, { W("ambulans") }, { W("instans") }, { W("leverans") }, { W("distans") },
	{ W("finans") },
};

/* What ends in -an without an article. */
static const struct str not_definite[] = {
	{ W("plan") }, { W("kran") }, { W("roman") }, { W("organ") }, { W("veteran") }, { W("sedan") }, { W("medan") }, { W("innan") },
	{ W("utan") }, { W("annan") }, { W("orkan") }, { W("vulkan") }, { W("tulpan") }, { W("sultan") }, { W("pelikan") },
	{ W("slogan") }, { W("urban") }, { W("human") }, { W("span") }, { W("japan") }, { W("iran") }, { W("redan") }, { W("ovan") },
	{ W("hisspan") }, { W("kaftan") }, { W("ledan") }, { W("samman") },
};

/* Adjectives before the t of their neuter. */
static const struct str adjectives[] = {
	{ W("alt") }, { W("ellt") }, { W("iskt") }, { W("igt") }, { W("samt") }, { W("bart") }, { W("ivt") }, { W("ärt") }, { W("iellt") },
};

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
		if (dots ? ends_with(w, list[i]) : ends_without_dots(w, list[i]))
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
			struct str found = irregular[i].form, base = irregular[i].base;
			size_t n = found.n;

			if (!(dots ? ends_with(form, found) : ends_without_dots(form, found)))
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
	replace_irregular(w);
	if (cut_stressed_e(w))
		return;
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
}

struct str
stem_swedish(struct stemmer *s, struct str word, char out[STEM_ROOM])
{
	struct work w = copy(word, out);
	bool rules = mechanism_is_on(s, MECHANISM_RULES);

	if (!mechanism_is_on(s, MECHANISM_STEMS))
		return (struct str){ w.p, w.n };
	if (rules)
		prepare(&w);
	if (rules && ends_with_one_of(&w, own_s, COUNT_OF(own_s)))
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
