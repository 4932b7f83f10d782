/* wording.c: loading and looking up. */
#include "lib/store/wording.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db/stmt.h"
#include "lib/store/vocabulary.h"
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

/* Adds the words that came after the one of this id. */
static void
add_words(struct lexicon *l, struct reader *r, int64_t after)
{
	struct stmt *q = db_read(r, SQL_LIST_LEXICON);

	db_bind_int(q, ":id", after);
	while (db_next(q))
		lexicon_add(l, db_text(q, 0), db_int(q, 1) != 0);
}

struct lexicon *
wording_lexicon(struct reader *r, struct mem *m, struct stemmer *s)
{
	struct lexicon *l = lexicon_new(m, s);

	lexicon_expect(l, (size_t)db_number(db_read(r, SQL_COUNT_LEXICON)));
	add_words(l, r, 0);
	return l;
}

/* -------------------------------------------------------------------- loading */

/* Both kinds of entries begin with their key. */
static int
by_key(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static struct mem *
begin_anew(struct mem **m)
{
	mem_free(*m);
	return *m = mem_new(MEM_APART);
}

static void
load_synonyms(struct wording *w, struct reader *r)
{
	struct stmt *q = db_read(r, SQL_LIST_SYNONYMS);
	struct mem *m = begin_anew(&w->synonyms_mem);
	size_t room = 0;

	w->synonyms = 0;
	while (db_next(q)) {
		if (w->synonyms == room) {
			size_t more = room == 0 ? 512 : room * 2;

			w->synonym = mem_grow(m, w->synonym, room * sizeof(*w->synonym),
			    more * sizeof(*w->synonym));
			room = more;
		}
		w->synonym[w->synonyms++] = (struct synonym){
			wording_key(m, w->stemmer, db_text(q, 0)), mem_dup(m, db_text(q, 1)),
		};
	}
	if (w->synonyms > 0)
		qsort(w->synonym, w->synonyms, sizeof(*w->synonym), by_key);
}

static void
load_labels(struct wording *w, const struct catalogue *c)
{
	const struct catalogue_kind *k = &c->kind[kind_index(kind_find(STR("enterprise")))];
	struct mem *m = begin_anew(&w->labels_mem);

	w->labels = 0;
	w->label = mem_calloc(m, (size_t)k->values * (LANG_COUNT + 1) + 1, sizeof(*w->label));
	for (unsigned f = 0; f < k->facets; f++)
		for (unsigned v = 0; v < k->facet[f].values; v++) {
			const struct facet_value *value = &k->facet[f].value[v];
			bool place = strcmp(k->facet[f].field->target, "municipality") == 0;

			for (enum lang l = 0; l < LANG_COUNT; l++)
				w->label[w->labels++] = (struct label){
					wording_key(m, w->stemmer, value->name[l]), f, v, place };
			/* Official codes are typed, too; those of our own lists only look like words. */
			if (place)
				w->label[w->labels++] = (struct label){
					wording_key(m, w->stemmer, value->id), f, v, place };
		}
	if (w->labels > 0)
		qsort(w->label, w->labels, sizeof(*w->label), by_key);
}

static struct wording *
new_wording(void)
{
	struct mem *m = mem_new(MEM_APART);
	struct wording *w = mem_calloc(m, 1, sizeof(*w));

	w->mem = m;
	w->stemmer = &w->borrowed;
	return w;
}

/* Words are only ever added; fewer than before is another database. */
static void
follow_lexicon(struct wording *w, struct reader *r)
{
	int64_t last = db_number(db_read(r, SQL_FIND_LAST_WORD));

	if (w->lexicon == NULL)
		w->lexicon = wording_lexicon(r, w->mem, w->stemmer);
	else if (last > w->last_word)
		add_words(w->lexicon, r, w->last_word);
	w->last_word = last;
}

struct wording *
wording_of(struct catalogue *c, struct reader *r)
{
	struct wording *w = c->wording;

	if (w == NULL)
		w = c->wording = new_wording();
	w->borrowed = *db_stemmer(r);
	if (w->data_version == c->data_version)
		return w;
	follow_lexicon(w, r);
	if (w->synonyms_mem == NULL || w->synonyms_version != c->synonyms_version)
		load_synonyms(w, r);
	if (w->labels_mem == NULL || w->values_version != c->values_version)
		load_labels(w, c);
	w->synonyms_version = c->synonyms_version;
	w->values_version = c->values_version;
	memset(w->counted, 0, sizeof(w->counted));
	w->data_version = c->data_version;
	/* What was read by halves is read again. */
	if (db_done(r) != ERR_NONE)
		w->synonyms_version = w->values_version = 0;
	return w;
}

void
wording_free(struct wording *w)
{
	if (w == NULL)
		return;
	mem_free(w->synonyms_mem);
	mem_free(w->labels_mem);
	mem_free(w->mem);
}

/* -------------------------------------------------------------------- looking up */

/* The first of the entries with this key, which are `size` bytes each and begin with it. */
static const void *
first_with(const void *entries, size_t count, size_t size, struct str key)
{
	const char *p = entries;
	size_t low = 0, high = count;

	if (count == 0)
		return NULL;
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

/* A word without dots, for comparing letter by letter. */
struct letters {
	char p[STEM_ROOM * 2];
	size_t n;
};

static void
letters_of(struct letters *l, struct str word)
{
	for (size_t i = l->n = 0; i < word.n && l->n + UTF8_FOLD_ROOM <= sizeof(l->p);)
		l->n += utf8_fold_point(utf8_next(word, &i), l->p + l->n);
}

/*
 * Letters that are written for each other: neighbours on a Swedish keyboard
 * (its rows, å ä ö folded away), and those that sound alike.
 */
static bool
are_near(char a, char b)
{
	static const char
	    *const pairs = "qw we er rt ty yu ui io op as sd df fg gh hj jk kl zx xc cv vb bn nm "
			   "qa ws ed rf tg yh uj ik ol az sx dc fv gb hn jm "
			   "ae ao ei iy uy uo ck sz vw gj sc kq xs ";
	char pair[] = { a, b, '\0' }, other[] = { b, a, '\0' };

	return strstr(pairs, pair) != NULL || strstr(pairs, other) != NULL;
}

/*
 * How many mistakes make one word of the other, `cap` at most: a letter too
 * much, too few, two swapped, one for its neighbour; one for any other letter
 * counts twice. Missing dots are one mistake, however many.
 */
static unsigned
mistakes(const struct letters *a, const struct letters *b, unsigned cap)
{
	unsigned row[3][STEM_ROOM * 2 + 1];

	for (size_t j = 0; j <= b->n; j++)
		row[0][j] = (unsigned)j;
	for (size_t i = 1; i <= a->n; i++) {
		unsigned *now = row[i % 3], *before = row[(i + 2) % 3], *two = row[(i + 1) % 3];
		unsigned least = now[0] = (unsigned)i;

		for (size_t j = 1; j <= b->n; j++) {
			char x = a->p[i - 1], y = b->p[j - 1];
			unsigned d = before[j - 1] + (x == y ? 0 : are_near(x, y) ? 1 : 2);

			d = before[j] + 1 < d ? before[j] + 1 : d;
			d = now[j - 1] + 1 < d ? now[j - 1] + 1 : d;
			if (i > 1 && j > 1 && x == b->p[j - 2] && a->p[i - 2] == y &&
			    two[j - 2] + 1 < d)
				d = two[j - 2] + 1;
			now[j] = d;
			least = d < least ? d : least;
		}
		if (least >= cap)
			return cap;
	}
	return row[a->n % 3][b->n] < cap ? row[a->n % 3][b->n] : cap;
}

struct correcting {
	struct mem *mem;
	struct letters typed;
	unsigned cap;           /* mistakes there may be */
	unsigned best;          /* what the word found costs */
	struct str found;
};

/* A mistake costs more than any frequency; among equals the first of the alphabet is taken. */
static void
consider(void *ctx, struct str word, struct str folded, unsigned level)
{
	struct correcting *c = ctx;
	struct letters known;
	unsigned d, cost;

	if (folded.n < 2 || folded.n > sizeof(known.p) || c->typed.n < 2)
		return;
	memcpy(known.p, folded.p, folded.n);
	known.n = folded.n;
	/* The first letter is seldom the wrong one, but two can be swapped there. */
	if (known.p[0] != c->typed.p[0] &&
	    !(known.p[0] == c->typed.p[1] && known.p[1] == c->typed.p[0]))
		return;
	d = mistakes(&c->typed, &known, c->cap + 1);
	if (d == 0)
		d = 1;
	if (d > c->cap)
		return;
	cost = d * 100 - (level < 9 ? level * 3 : 27);
	if (cost < c->best || (cost == c->best && str_cmp(word, c->found) < 0)) {
		c->best = cost;
		c->found = mem_dup(c->mem, word);
	}
}

struct str
wording_correct(struct reader *r, struct mem *m, struct str plain)
{
	unsigned count = (unsigned)utf8_length(plain);
	struct correcting c = { .mem = m, .best = UINT_MAX, .found = STR_NONE,
		.cap = count < SHORT_WORD ? 0 : count < LONG_WORD ? 1 : 2 };
	size_t least = count - c.cap < SHORT_WORD ? SHORT_WORD : count - c.cap;
	struct str typed;

	if (c.cap == 0 || plain.n >= STEM_ROOM || (plain.p[0] >= '0' && plain.p[0] <= '9'))
		return STR_NONE;
	letters_of(&c.typed, plain);
	typed = (struct str){ c.typed.p, c.typed.n };
	vocabulary_like(r, typed, least, count + c.cap, consider, &c);
	if (typed.n > 1 && typed.p[0] != typed.p[1])
		vocabulary_like(r, str_from(typed, 1), least, count + c.cap, consider, &c);
	return str_eq(c.found, plain) ? STR_NONE : c.found;
}
