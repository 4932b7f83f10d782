/* sound.c: the first of the rules that a place in the word meets says what is heard there. */
#include "lib/text/sound.h"

#include <stdbool.h>
#include <string.h>

#include "lib/base/cc.h"

enum where { ANYWHERE, AT_START };

#define W(s)            .p = s, .n = sizeof(s) - 1

/* `soft`: only before e i y ä ö. S is the sound of sju, C that of tjugo. */
static const struct rule {
	struct str written;
	const char *heard;
	enum where where;
	bool soft;
} rules[] = {
	{ { W("skj") }, "S", ANYWHERE, false }, { { W("stj") }, "S", ANYWHERE, false }, { { W("sch") }, "S", ANYWHERE, false },
	{ { W("ssion") }, "Son", ANYWHERE, false }, { { W("tion") }, "Son", ANYWHERE, false }, { { W("sion") }, "Son", ANYWHERE, false },
	{ { W("sj") }, "S", ANYWHERE, false }, { { W("sh") }, "S", ANYWHERE, false }, { { W("ch") }, "S", ANYWHERE, false },
	{ { W("sk") }, "S", AT_START, true }, { { W("tj") }, "C", ANYWHERE, false }, { { W("kj") }, "C", ANYWHERE, false },
	{ { W("k") }, "C", AT_START, true }, { { W("lj") }, "j", AT_START, false }, { { W("dj") }, "j", AT_START, false },
	{ { W("gj") }, "j", AT_START, false }, { { W("hj") }, "j", AT_START, false }, { { W("g") }, "j", AT_START, true },
	{ { W("ph") }, "f", ANYWHERE, false }, { { W("th") }, "t", ANYWHERE, false }, { { W("qu") }, "kv", ANYWHERE, false },
	{ { W("ck") }, "k", ANYWHERE, false }, { { W("c") }, "s", ANYWHERE, true }, { { W("c") }, "k", ANYWHERE, false },
	{ { W("q") }, "k", ANYWHERE, false }, { { W("x") }, "ks", ANYWHERE, false }, { { W("z") }, "s", ANYWHERE, false },
	{ { W("w") }, "v", ANYWHERE, false }, { { W("å") }, "o", ANYWHERE, false }, { { W("ä") }, "e", ANYWHERE, false },
};

static bool
is_soft(struct str rest)
{
	return rest.n > 0 &&
	    (strchr("eiy", rest.p[0]) != NULL || str_starts(rest, STR("ä")) ||
		str_starts(rest, STR("ö")));
}

static const struct rule *
rule_at(struct str rest, bool start)
{
	/* Most letters are heard as they are written. */
	if (strchr("abefijmnoruvy", rest.p[0]) != NULL)
		return NULL;
	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		const struct rule *r = &rules[i];

		if (rest.p[0] == r->written.p[0] && str_starts(rest, r->written) &&
		    (r->where == ANYWHERE || start) &&
		    (!r->soft || is_soft(str_from(rest, r->written.n))))
			return r;
	}
	return NULL;
}

struct str
sound_of(struct str plain, char out[SOUND_ROOM])
{
	size_t n = 0;

	for (size_t i = 0; i < plain.n;) {
		const struct rule *r = rule_at(str_from(plain, i), i == 0);
		const char *heard = r != NULL ? r->heard : plain.p + i;
		size_t letters = r != NULL ? strlen(heard) : 1;

		if (n + letters > SOUND_ROOM)
			break;
		for (size_t j = 0; j < letters; j++)
			if (n == 0 || out[n - 1] != heard[j])
				out[n++] = heard[j];
		i += r != NULL ? r->written.n : 1;
	}
	return (struct str){ out, n };
}

bool
sound_is_same(struct str a, struct str b)
{
	char x[SOUND_ROOM], y[SOUND_ROOM];

	return str_eq(sound_of(a, x), sound_of(b, y));
}
