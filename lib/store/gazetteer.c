/*
 * gazetteer.c: names to places. Municipalities are in the catalogue; their central localities are read,
 * a few hundred rows at most; localities are found by the search index, since addresses are in it
 * so far as they are public.
 */
#include "lib/store/gazetteer.h"

#include "lib/db/stmt.h"
#include "lib/text/number.h"
#include "lib/text/term.h"
#include "lib/text/utf8.h"

enum {
	COMMON = 5000,
	SLIPS_MAX = 2,
	SLIP_LETTERS = 5,
	SAME = 0,
	SAME_FOLDED = 1,
	NEARLY = 2,
	NOT = 9
};

struct search_for {
	struct near *n;
	struct reader *r;
	const struct catalogue *c;
	struct mem *mem;
	char postcode[POSTCODE_DIGITS + 1];     /* "": none was written */
	struct str bare;        /* what else was written, in small letters, without "kommun" … */
	struct str folded;      /* … and without dots */
	bool genitive;          /* "Linköpings kommun": an s at its end may not belong to it */
	/* The best name so far: how like it is, and whether another one is as like. */
	unsigned unlike;
	bool tie;
	struct str name;
	struct place place;
};

static void
prepare(struct search_for *sf)
{
	const struct str commune = STR(" kommun");
	struct str town = sf->n->typed;

	(void)postcode_read(sf->n->typed, sf->postcode, &town);
	sf->bare = utf8_fold_case(sf->mem, town);
	if (str_ends(sf->bare, commune)) {
		sf->bare = str_trim((struct str){ sf->bare.p, sf->bare.n - commune.n });
		sf->genitive = str_ends(sf->bare, STR("s"));
	}
	sf->folded = utf8_fold_marks(sf->mem, sf->bare);
	sf->unlike = NOT;
}

static bool
is_written(const struct search_for *sf, struct str name, struct str written)
{
	return str_eq(name, written) ||
	    (sf->genitive && name.n + 1 == written.n && str_starts(written, name));
}

/* How unlike a name is to what was written. */
static unsigned
compare(const struct search_for *sf, struct str name)
{
	struct str folded = utf8_fold_marks(sf->mem, name);
	unsigned slips = utf8_length(sf->bare) < SLIP_LETTERS ? 1 : SLIPS_MAX;
	unsigned distance;

	if (is_written(sf, utf8_fold_case(sf->mem, name), sf->bare))
		return SAME;
	if (is_written(sf, folded, sf->folded))
		return SAME_FOLDED;
	distance = utf8_distance(folded, sf->folded, slips + 1);
	return distance > slips ? NOT : NEARLY + distance;
}

static void
consider(struct search_for *sf, struct str name, uint32_t record)
{
	const struct catalogue_kind *k = &sf->c->kind[kind_index(kind_find(STR("municipality")))];
	unsigned unlike = compare(sf, name);
	struct place place;

	if (unlike == NOT || unlike > sf->unlike || record >= sf->c->records ||
	    k->precision[sf->c->row[record]] == PRECISION_NONE)
		return;
	place = k->place[sf->c->row[record]];
	sf->tie = unlike == sf->unlike &&
	    (place.latitude != sf->place.latitude || place.longitude != sf->place.longitude);
	if (unlike == sf->unlike)
		return;
	sf->unlike = unlike;
	sf->place = place;
	sf->name = mem_dup(sf->mem, name);
}

static void
consider_municipalities(struct search_for *sf)
{
	const struct catalogue_kind *k = &sf->c->kind[kind_index(kind_find(STR("enterprise")))];
	const struct facet *f = catalogue_facet(k, STR("municipality"));
	struct stmt *s;

	for (unsigned i = 0; i < f->values; i++)
		consider(sf, f->value[i].name[LANG_SV], f->value[i].record);
	s = db_read(sf->r, SQL_LIST_SEATS);
	while (db_next(s))
		consider(sf, db_text(s, 1), (uint32_t)db_int(s, 0));
}

/*
 * Asks the index for the longest word of the name, which most likely is its rarest: a phrase of words that all
 * are common would be looked for through all records. False when there is no word in it.
 */
static bool
match_of(struct buf *b, struct str text)
{
	struct term_scan scan = { .at = 0 };
	struct term_word word, longest = { .from = 0 };
	struct term plain;

	while (term_next(text, &scan, &word))
		if (word.to - word.from > longest.to - longest.from)
			longest = word;
	term_plain((struct str){ text.p + longest.from, longest.to - longest.from }, &plain);
	buf_printf(b, "{text} : \"%.*s\"", STR_ARGS(term_str(&plain)));
	return plain.n > 0;
}

/* The middle of the addresses that have it as their locality, of the first 1 000 records that have its word. */
static bool
find_locality(struct search_for *sf)
{
	int64_t latitude = 0, longitude = 0, n = 0;
	struct stmt *s;
	struct buf match;

	buf_init(&match, sf->mem, 64);
	if (!match_of(&match, sf->bare))
		return false;
	s = db_read(sf->r, SQL_LIST_LOCALITIES_WITH);
	db_bind_str(s, ":match", buf_view(&match));
	while (db_next(s)) {
		struct str locality = db_text(s, 0);

		if (!str_eq(utf8_fold_case(sf->mem, locality), sf->bare))
			continue;
		if (n++ == 0)
			sf->name = mem_dup(sf->mem, locality);
		latitude += db_int(s, 1);
		longitude += db_int(s, 2);
	}
	if (n == 0)
		return false;
	sf->place = (struct place){ (int32_t)(latitude / n), (int32_t)(longitude / n) };
	return true;
}

/* "591 30 Motala" */
static struct str
address_of(struct mem *m, struct str postcode, struct str locality)
{
	struct buf b;

	buf_init(&b, m, 32);
	format_postcode(&b, postcode);
	if (locality.n > 0) {
		buf_byte(&b, ' ');
		buf_str(&b, locality);
	}
	return buf_view(&b);
}

/* The middle of the addresses that have the postcode; of no other than its nearest one where there are none. */
static bool
find_postcode(struct search_for *sf, const char *match)
{
	int64_t latitude = 0, longitude = 0, n = 0;
	char nearest[POSTCODE_DIGITS + 1] = "";
	struct stmt *s = db_read(sf->r, SQL_LIST_POSTCODES_WITH);

	db_bind_str(s, ":match", str_of(match));
	db_bind_str(s, ":postcode", str_of(sf->postcode));
	while (db_next(s)) {
		struct str postcode = db_text(s, 0);

		if (n == 0) {
			memcpy(nearest, postcode.p, POSTCODE_DIGITS);
			sf->name = address_of(sf->mem, postcode, db_text(s, 1));
		}
		if (!str_is(postcode, nearest))
			continue;
		latitude += db_int(s, 2);
		longitude += db_int(s, 3);
		n++;
	}
	if (n == 0)
		return false;
	sf->n->guessed = strcmp(nearest, sf->postcode) != 0;
	sf->place = (struct place){ (int32_t)(latitude / n), (int32_t)(longitude / n) };
	return true;
}

static bool
find_name(struct search_for *sf)
{
	consider_municipalities(sf);
	if (sf->unlike < NEARLY || find_locality(sf))
		return true;
	sf->n->guessed = true;
	return sf->unlike != NOT && !sf->tie;
}

bool
gazetteer_find(struct near *n, struct reader *r, const struct catalogue *c, struct mem *m)
{
	struct search_for sf = { .n = n, .r = r, .c = c, .mem = m };

	if (n->pair) {
		near_aim(n, n->circle.latitude, n->circle.longitude);
		return true;
	}
	prepare(&sf);
	/* The postcode itself, else the town behind it, else a postcode like it. */
	if (!(sf.postcode[0] != '\0' &&
		find_postcode(&sf, mem_printf(m, "{text} : \"%s\"", sf.postcode))) &&
	    !(sf.bare.n > 0 && find_name(&sf)) &&
	    !(sf.postcode[0] != '\0' &&
		find_postcode(&sf, mem_printf(m, "{text} : \"%.3s\" *", sf.postcode))))
		return false;
	n->name = sf.name;
	near_aim(n, sf.place.latitude, sf.place.longitude);
	return true;
}
