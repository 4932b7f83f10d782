/* mechanism.c: their names. */
#include "lib/text/mechanism.h"

#include "lib/base/cc.h"

static const struct {
	const char *name;
	enum mechanism mechanism;
} mechanisms[] = {
	{ "stems", MECHANISM_STEMS }, { "rules", MECHANISM_RULES }, { "english", MECHANISM_ENGLISH },
	{ "folding", MECHANISM_FOLDING }, { "first_members", MECHANISM_FIRST_MEMBERS },
	{ "last_members", MECHANISM_LAST_MEMBERS }, { "apart", MECHANISM_APART },
	{ "derivation", MECHANISM_DERIVATION }, { "synonyms", MECHANISM_SYNONYMS }, { "beginnings", MECHANISM_BEGINNINGS },
	{ "correction", MECHANISM_CORRECTION }, { "one_member", MECHANISM_ONE_MEMBER },
	{ "filters", MECHANISM_FILTERS }, { "general", MECHANISM_GENERAL },
	{ "most_words", MECHANISM_MOST_WORDS },
};

bool
mechanism_read(struct str names, unsigned *set, struct str *unknown)
{
	struct str name;

	*set = 0;
	while (str_cut(&names, ',', &name)) {
		size_t i = 0;

		name = str_trim(name);
		if (name.n == 0)
			continue;
		while (i < COUNT_OF(mechanisms) && !str_is(name, mechanisms[i].name))
			i++;
		if (i == COUNT_OF(mechanisms)) {
			*unknown = name;
			return false;
		}
		*set |= mechanisms[i].mechanism;
	}
	return true;
}

void
mechanism_write_names(struct buf *b)
{
	for (size_t i = 0; i < COUNT_OF(mechanisms); i++)
		buf_printf(b, "%s%s", i > 0 ? ", " : "", mechanisms[i].name);
}
