/* derive.c: by what stems end in. */
#include "lib/text/derive.h"

#include <string.h>

#include "lib/base/cc.h"
#include "lib/text/utf8.h"

/*
 * What stands at the end of a stem and may stand there instead. `letters` is what must be left before it, so that
 * mål and måleri are not of one family.
 */
static const struct {
	const char *from, *to;
	unsigned letters;
} endings[] = {
	/* the trade and its verb: snickeri snickra, tvätteri tvätta */
	{ "eri", "", 4 },
	/* who does it: städerska städa */
	{ "ersk", "", 3 },
	/* what is done: skötsel sköta, körsel köra (the stem of -sel is -sl); byggnad bygga */
	{ "sl", "", 3 }, { "ggn", "gg", 1 }, { "stn", "st", 2 }, { "mn", "m", 2 },
	/* reparation reparera reparatör, massage massera massör, montör montera */
	{ "ation", "er", 3 }, { "er", "ation", 4 }, { "atör", "er", 3 }, { "er", "atör", 4 }, { "atör", "ation", 3 }, { "ation", "atör", 3 },
	{ "ör", "er", 4 }, { "er", "ör", 4 }, { "ag", "er", 4 }, { "er", "ag", 4 }, { "ör", "ag", 4 }, { "ag", "ör", 4 },
	/* faktura fakturera, paket paketera, kopia kopiera */
	{ "er", "", 4 },
	/* fotograf fotografi, psykolog psykologi */
	{ "graf", "grafi", 2 }, { "grafi", "graf", 2 }, { "log", "logi", 3 }, { "logi", "log", 3 },
	/* brodyr brodera, gravyr gravera */
	{ "yr", "er", 3 }, { "er", "yr", 4 },
	/* keramisk keramik, ekonomisk ekonomi */
	{ "isk", "ik", 3 }, { "isk", "i", 3 }, { "ik", "isk", 3 }, { "mi", "misk", 3 },
	/* what was done: anställning anställd, bygga byggd, trycka tryckt, röka rökt */
	{ "ll", "lld", 2 }, { "lld", "ll", 2 }, { "gg", "ggd", 1 }, { "ggd", "gg", 1 }, { "ck", "ckt", 2 }, { "ckt", "ck", 2 },
	{ "rk", "rkt", 1 }, { "rkt", "rk", 1 }, { "ök", "ökt", 1 }, { "ökt", "ök", 1 }, { "stek", "stekt", 0 }, { "stekt", "stek", 0 },
	/* strong verbs and their participles: nedsättning nedsatt, binda bunden, försäljning såld */
	{ "sätt", "satt", 0 }, { "satt", "sätt", 0 }, { "sät", "sat", 0 }, { "sat", "sät", 0 }, { "bind", "bund", 0 }, { "bund", "bind", 0 },
	{ "sälj", "såld", 0 }, { "såld", "sälj", 0 }, { "skär", "skur", 0 }, { "skur", "skär", 0 },
	{ "sjung", "sång", 0 }, { "sång", "sjung", 0 },
	{ "bag", "bak", 0 }, { "bak", "bag", 0 }, { "bageri", "bak", 0 }, { "bak", "bageri", 0 },
	/* and any root that is long enough may be a trade */
	{ "", "eri", 4 }, { "", "sl", 4 }, { "", "er", 4 },
};

/* What is no verb of it: parkera, gravera, markera, formera, portera, kassera, postera. */
static bool
is_no_root_of_era(struct str root)
{
	static const char *const roots[] = { "park", "grav", "mark", "form", "port", "kass", "post" };

	for (size_t i = 0; i < COUNT_OF(roots); i++)
		if (str_is(root, roots[i]))
			return true;
	return false;
}

size_t
derive(const struct term *stem, struct term out[DERIVED_MAX])
{
	struct str text = term_str(stem);
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(endings) && n < DERIVED_MAX; i++) {
		struct str from = str_of(endings[i].from), to = str_of(endings[i].to), root = text;

		if (!str_ends(text, from))
			continue;
		root.n -= from.n;
		if (utf8_length(root) < endings[i].letters || root.n + to.n >= STEM_ROOM ||
		    root.n + to.n == 0)
			continue;
		if (((str_is(from, "er") && to.n == 0) || (from.n == 0 && str_is(to, "er"))) &&
		    is_no_root_of_era(root))
			continue;
		memcpy(out[n].p, root.p, root.n);
		memcpy(out[n].p + root.n, to.p, to.n);
		out[n++].n = root.n + to.n;
	}
	return n;
}

/* Particles as they stand behind a verb, and before it in what is made of both. */
static const struct {
	const char *behind, *before;
	bool seldom;            /* as often it is a preposition */
} particles[] = {
	{ "in", "in", false }, { "ut", "ut", false }, { "upp", "upp", false }, { "ner", "ned", false }, { "ned", "ned", false },
	{ "bort", "bort", false }, { "hem", "hem", false }, { "fram", "fram", false }, { "av", "av", true }, { "om", "om", true },
	{ "till", "till", true }, { "på", "på", true },
};

bool
derive_with_particle(struct str verb, struct str particle, bool surely, struct term *out)
{
	for (size_t i = 0; i < COUNT_OF(particles); i++) {
		struct str before = str_of(particles[i].before);

		if (!str_is(particle, particles[i].behind))
			continue;
		if ((surely && particles[i].seldom) || utf8_length(verb) < 2 ||
		    before.n + verb.n >= STEM_ROOM)
			return false;
		memcpy(out->p, before.p, before.n);
		memcpy(out->p + before.n, verb.p, verb.n);
		out->n = before.n + verb.n;
		return true;
	}
	return false;
}

size_t
derive_particle_of(struct str word)
{
	for (size_t i = 0; i < COUNT_OF(particles); i++) {
		struct str before = str_of(particles[i].before), verb = str_from(word, before.n);

		if (str_starts(word, before) && !particles[i].seldom && utf8_length(verb) >= 4 &&
		    (str_ends(verb, STR("a")) || str_ends(verb, STR("ning")) ||
			str_ends(verb, STR("ningar"))))
			return before.n;
	}
	return 0;
}
