/* wording.c: loading and looking up. */
#include "lib/store/wording.h"

#include <limits.h>
#include <stdlib.h>

#include "lib/db/stmt.h"
#include "lib/text/utf8.h"

enum { SHORT_WORD = 4, LONG_WORD = 8 };         /* letters: from here on one mistake, two */

struct str
wording_key(struct mem *m, struct stemmer *s, struct str expression)
{
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct term plain, stem;
	struct buf b;

	buf_init(&b, m, expression.n + 8);
	while (term_next(expression, &scan, &word)) {
		term_plain((struct str){ expression.p + word.from, word.to - word.from }, &plain);
		term_stem(s, &plain, false, &stem);
		if (b.n > 0)
			buf_byte(&b, ' ');
		buf_str(&b, term_str(&stem));
	}
	return buf_view(&b);
}

struct lexicon *
wording_lexicon(struct reader *r, struct mem *m, struct stemmer *s)
{
	struct lexicon *l = lexicon_new(m, s);
	struct stmt *q = db_read(r, SQL_LIST_LEXICON);

	while (db_next(q))
		lexicon_add(l, db_text(q, 0), db_int(q, 1) != 0);
	return l;
}

/* -------------------------------------------------------------------- loading */

/* Both kinds of entries begin with their key. */
static int
by_key(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void
load_synonyms(struct wording *w, struct reader *r)
{
	struct stmt *q = db_read(r, SQL_LIST_SYNONYMS);
	size_t room = 0;

	while (db_next(q)) {
		if (w->synonyms == room) {
			size_t more = room == 0 ? 512 : room * 2;

			w->synonym = mem_grow(w->mem, w->synonym, room * sizeof(*w->synonym),
			    more * sizeof(*w->synonym));
			room = more;
		}
		w->synonym[w->synonyms++] = (struct synonym){
			wording_key(w->mem, w->stemmer, db_text(q, 0)), mem_dup(w->mem, db_text(q, 1)),
		};
	}
	if (w->synonyms > 0)
		qsort(w->synonym, w->synonyms, sizeof(*w->synonym), by_key);
}

static void
load_labels(struct wording *w, const struct catalogue *c)
{
	const struct catalogue_kind *k = &c->kind[kind_index(kind_find(STR("enterprise")))];

	w->label = mem_calloc(w->mem, (size_t)k->values * (LANG_COUNT + 1) + 1, sizeof(*w->label));
	for (unsigned f = 0; f < k->facets; f++)
		for (unsigned v = 0; v < k->facet[f].values; v++) {
			const struct facet_value *value = &k->facet[f].value[v];

			for (enum lang l = 0; l < LANG_COUNT; l++)
				w->label[w->labels++] = (struct label){
					wording_key(w->mem, w->stemmer, value->name[l]), f, v };
			/* Official codes are typed, too; those of our own lists only look like words. */
			if (strcmp(k->facet[f].field->target, "municipality") == 0)
				w->label[w->labels++] = (struct label){
					wording_key(w->mem, w->stemmer, value->id), f, v };
		}
	if (w->labels > 0)
		qsort(w->label, w->labels, sizeof(*w->label), by_key);
}

struct wording *
wording_of(struct catalogue *c, struct reader *r)
{
	struct wording *w = c->wording;

	if (w != NULL)
		return w;
	w = mem_calloc(c->mem, 1, sizeof(*w));
	w->mem = c->mem;
	w->stemmer = db_stemmer(r);
	w->lexicon = wording_lexicon(r, c->mem, w->stemmer);
	load_synonyms(w, r);
	load_labels(w, c);
	if (db_done(r) == ERR_NONE)
		c->wording = w;
	return w;
}

void
wording_load_known(struct wording *w, struct reader *r)
{
	struct stmt *q;
	size_t room = 0;

	if (w->known != NULL)
		return;
	q = db_read(r, SQL_LIST_KNOWN_WORDS);
	while (db_next(q)) {
		struct str word = mem_dup(w->mem, db_text(q, 0));

		if (w->knowns == room) {
			size_t more = room == 0 ? 2048 : room * 2;

			w->known = mem_grow(w->mem, w->known, room * sizeof(*w->known),
			    more * sizeof(*w->known));
			room = more;
		}
		w->known[w->knowns++] = (struct known_word){
			word, (uint32_t)db_int(q, 1), (uint16_t)utf8_length(word),
		};
	}
}

/* -------------------------------------------------------------------- looking up */

/* The first of the entries with this key, which are `size` bytes each and begin with it. */
static const void *
first_with(const void *entries, size_t count, size_t size, struct str key)
{
	const char *p = entries;
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (str_cmp(*(const struct str *)(const void *)(p + middle * size), key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	p += low * size;
	return low < count && str_eq(*(const struct str *)(const void *)p, key) ? p : NULL;
}

const struct synonym *
wording_synonym(const struct wording *w, struct str key)
{
	return first_with(w->synonym, w->synonyms, sizeof(*w->synonym), key);
}

const struct label *
wording_label(const struct wording *w, struct str key)
{
	return first_with(w->label, w->labels, sizeof(*w->label), key);
}

static unsigned
frequency(uint32_t records)
{
	unsigned bits = 0;

	for (; records > 0; records >>= 1)
		bits++;
	return bits;
}

/* Without its dots a word is written wrong in one way only, however many they are. */
static unsigned
mistakes(struct str typed, struct str word, unsigned cap)
{
	unsigned d = utf8_distance(typed, word, cap);
	char a[STEM_ROOM * 2], b[STEM_ROOM * 2];
	size_t n = 0, k = 0, i = 0;

	if (d <= 1)
		return d;
	for (i = 0; i < typed.n;)
		n += utf8_fold_point(utf8_next(typed, &i), a + n);
	for (i = 0; i < word.n;)
		k += utf8_fold_point(utf8_next(word, &i), b + k);
	return str_eq((struct str){ a, n }, (struct str){ b, k }) ? 1 : d;
}

struct str
wording_correct(struct wording *w, struct reader *r, struct str plain)
{
	unsigned letters = (unsigned)utf8_length(plain);
	unsigned cap = letters < SHORT_WORD ? 0 : letters < LONG_WORD ? 1 : 2;
	unsigned best = UINT_MAX;
	struct str found = STR_NONE;

	if (cap == 0 || plain.n >= STEM_ROOM || (plain.p[0] >= '0' && plain.p[0] <= '9'))
		return STR_NONE;
	wording_load_known(w, r);
	for (size_t i = 0; i < w->knowns; i++) {
		const struct known_word *k = &w->known[i];
		unsigned d, cost;

		if (k->letters + cap < letters || letters + cap < k->letters ||
		    k->letters < SHORT_WORD)
			continue;
		d = mistakes(plain, k->word, cap + 1);
		if (d > cap)
			continue;
		cost = d * 100 + (plain.p[0] == k->word.p[0] ? 0 : 30) -
		    (frequency(k->records) < 9 ? frequency(k->records) * 3 : 27);
		if (cost < best) {
			best = cost;
			found = k->word;
		}
	}
	return found;
}
