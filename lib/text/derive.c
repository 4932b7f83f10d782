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
	/* reparation reparera */
	{ "ation", "er", 3 }, { "er", "ation", 4 },
	/* brodyr brodera, gravyr gravera */
	{ "yr", "er", 3 }, { "er", "yr", 4 },
	/* keramisk keramik, ekonomisk ekonomi */
	{ "isk", "ik", 3 }, { "isk", "i", 3 }, { "ik", "isk", 3 }, { "mi", "misk", 3 },
	/* strong verbs and their participles: nedsättning nedsatt, binda bunden, försäljning såld */
	{ "sätt", "satt", 0 }, { "satt", "sätt", 0 }, { "sät", "sat", 0 }, { "sat", "sät", 0 }, { "bind", "bund", 0 }, { "bund", "bind", 0 },
	{ "sälj", "såld", 0 }, { "såld", "sälj", 0 }, { "skär", "skur", 0 }, { "skur", "skär", 0 },
	{ "bag", "bak", 0 }, { "bak", "bag", 0 }, { "bageri", "bak", 0 }, { "bak", "bageri", 0 },
	/* and any root that is long enough may be a trade */
	{ "", "eri", 4 }, { "", "sl", 4 },
};

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
		memcpy(out[n].p, root.p, root.n);
		memcpy(out[n].p + root.n, to.p, to.n);
		out[n++].n = root.n + to.n;
	}
	return n;
}
