/* wording.c: loading and looking up. */
#include "lib/store/wording.h"

#include <stdlib.h>
#include <string.h>

#include "lib/db/stmt.h"
#include "lib/store/vocabulary.h"
#include "lib/text/utf8.h"

enum {
	INFLECTION_BYTES = 3,
	MEMBER_LETTERS = 3,             /* of a compound that is spelt right */
};

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

int64_t
wording_last_word(struct reader *r)
{
	return db_number(db_read(r, SQL_FIND_LAST_WORD));
}

void
wording_add_words(struct lexicon *l, struct reader *r, int64_t after)
{
	struct stmt *q = db_read(r, SQL_LIST_LEXICON);

	db_bind_int(q, ":id", after);
	while (db_next(q))
		/* A writer has its own new words already. */
		if (after == 0 || !lexicon_has(l, db_text(q, 0)))
			lexicon_add(l, db_text(q, 0), db_int(q, 1) != 0);
}

struct lexicon *
wording_lexicon(struct reader *r, struct mem *m, struct stemmer *s)
{
	struct lexicon *l = lexicon_new(m, s);

	lexicon_expect(l, (size_t)db_number(db_read(r, SQL_COUNT_LEXICON)));
	wording_add_words(l, r, 0);
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

/* The key as those type it who leave out the dots, in m; STR_NONE where that is the same, or another word (term_fold). */
static struct str
key_without_dots(const struct wording *w, struct mem *m, struct str key)
{
	struct str folded;

	if (!mechanism_is_on(w->stemmer, MECHANISM_FOLDING) || utf8_length(key) < TERM_FOLD_LETTERS)
		return STR_NONE;
	folded = utf8_fold_marks(m, key);
	return str_eq(folded, key) ? STR_NONE : folded;
}

static void
add_synonym(struct wording *w, struct str key, struct str means, size_t *room)
{
	if (key.p == NULL)
		return;
	if (w->synonyms == *room) {
		size_t more = *room == 0 ? 512 : *room * 2;

		w->synonym = mem_grow(w->synonyms_mem, w->synonym, *room * sizeof(*w->synonym),
		    more * sizeof(*w->synonym));
		*room = more;
	}
	w->synonym[w->synonyms++] = (struct synonym){ key, means };
}

static void
load_synonyms(struct wording *w, struct reader *r)
{
	struct stmt *q = db_read(r, SQL_LIST_SYNONYMS);
	struct mem *m = begin_anew(&w->synonyms_mem);
	size_t room = 0;

	w->synonyms = 0;
	w->listed.word = NULL;
	while (db_next(q)) {
		struct str key = wording_key(m, w->stemmer, db_text(q, 0));
		struct str means = mem_dup(m, db_text(q, 1));

		add_synonym(w, key, means, &room);
		add_synonym(w, key_without_dots(w, m, key), means, &room);
	}
	if (w->synonyms > 0)
		qsort(w->synonym, w->synonyms, sizeof(*w->synonym), by_key);
}

static void
add_label(struct wording *w, struct str name, struct label label)
{
	struct str bare;

	label.key = wording_key(w->labels_mem, w->stemmer, name);
	w->label[w->labels++] = label;
	bare = key_without_dots(w, w->labels_mem, label.key);
	if (bare.p == NULL)
		return;
	label.key = bare;
	w->label[w->labels++] = label;
}

static void
load_labels(struct wording *w, const struct catalogue *c)
{
	const struct catalogue_kind *k = &c->kind[kind_index(kind_find(STR("enterprise")))];
	struct mem *m = begin_anew(&w->labels_mem);

	w->labels = 0;
	w->label = mem_calloc(m, (size_t)k->values * 2 * (LANG_COUNT + 1) + 1, sizeof(*w->label));
	for (unsigned f = 0; f < k->facets; f++)
		for (unsigned v = 0; v < k->facet[f].values; v++) {
			const struct facet_value *value = &k->facet[f].value[v];
			struct label label = { .facet = f, .value = v,
				.place = strcmp(k->facet[f].field->target, "municipality") == 0 };

			for (enum lang l = 0; l < LANG_COUNT; l++)
				add_label(w, value->name[l], label);
			/* Official codes are typed, too; those of our own lists only look like words. */
			if (label.place)
				add_label(w, value->id, label);
		}
	if (w->labels > 0)
		qsort(w->label, w->labels, sizeof(*w->label), by_key);
}

/* Words of the lists, whether or not a record has them: what they mean may be there. */
static void
add_listed(struct wording *w, struct str word)
{
	struct listed_words *list = &w->listed;

	if (list->count == list->room) {
		size_t more = list->room == 0 ? 2048 : list->room * 2;

		list->word = mem_grow(w->listed_mem, list->word, list->room * sizeof(*list->word),
		    more * sizeof(*list->word));
		list->room = more;
	}
	list->word[list->count++] = mem_dup(w->listed_mem, word);
}

const struct listed_words *
wording_listed(struct wording *w, struct reader *r)
{
	struct stmt *q;

	if (w->listed.word != NULL)
		return &w->listed;
	begin_anew(&w->listed_mem);
	w->listed = (struct listed_words){ .word = NULL };
	q = db_read(r, SQL_LIST_LEXICON);
	db_bind_int(q, ":id", 0);
	while (db_next(q))
		if (db_int(q, 1) != 0)
			add_listed(w, db_text(q, 0));
	q = db_read(r, SQL_LIST_SYNONYMS);
	while (db_next(q))
		if (str_index(db_text(q, 0), ' ') == db_text(q, 0).n)
			add_listed(w, db_text(q, 0));
	if (db_done(r) != ERR_NONE)
		w->listed = (struct listed_words){ .word = NULL };
	return &w->listed;
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

/* Words are only ever added. One that is added twice is there once, so after an error they are read again from the same on. */
static void
follow_lexicon(struct wording *w, struct reader *r)
{
	int64_t last = wording_last_word(r);

	if (w->lexicon == NULL)
		w->lexicon = wording_lexicon(r, w->mem, w->stemmer);
	else if (last > w->last_word)
		wording_add_words(w->lexicon, r, w->last_word);
	if (last != w->last_word)
		w->listed.word = NULL;
	if (db_done(r) == ERR_NONE)
		w->last_word = last;
}

static void
forget_frequent(struct wording *w)
{
	mem_free(w->frequent_mem);
	w->frequent_mem = NULL;
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
	forget_frequent(w);
	w->data_version = c->data_version;
	/* What was read by halves is read again by the next question. */
	if (db_done(r) != ERR_NONE) {
		w->synonyms_version = w->values_version = 0;
		w->data_version = -1;
	}
	return w;
}

void
wording_free(struct wording *w)
{
	if (w == NULL)
		return;
	mem_free(w->listed_mem);
	mem_free(w->synonyms_mem);
	mem_free(w->labels_mem);
	forget_frequent(w);
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

bool
wording_has_key(const struct wording *w, const struct synonym *s, struct str key)
{
	return s != NULL && s < w->synonym + w->synonyms && str_eq(s->key, key);
}

/* v and w, u and y and ü are one letter to those who spell names, however short these are. */
static bool
has_letters_alike(struct str stem)
{
	for (size_t i = 0; i < stem.n; i++)
		if (memchr("vwuy\xbc", stem.p[i], 5) != NULL)  /* ü: c3 bc */
			return true;
	return false;
}

size_t
wording_fold(const struct wording *w, const struct term *stem, struct term out[2])
{
	if (utf8_length(term_str(stem)) <= TERM_FOLD_LETTERS &&
	    !has_letters_alike(term_str(stem)) && lexicon_has_stem(w->lexicon, term_str(stem)))
		return 0;
	return term_fold(w->stemmer, stem, out);
}

bool
wording_is_general(const struct wording *w, struct str key)
{
	const struct synonym *s = wording_synonym(w, key);

	for (; wording_has_key(w, s, key); s++)
		if (s->means.n == 0)
			return true;
	return false;
}

enum wording_spelling
wording_spelling(const struct wording *w, struct str plain)
{
	struct term member[COMPOUND_MEMBERS_MAX];
	char room[STEM_ROOM];
	struct str stem = stem_swedish(w->stemmer, plain, room);
	size_t n;

	/* Only an inflection: stadning is no word, although stad is. */
	if (lexicon_has(w->lexicon, plain) ||
	    (plain.n <= stem.n + INFLECTION_BYTES && lexicon_has_stem(w->lexicon, stem)))
		return SPELLING_RIGHT;
	n = compound_split(w->lexicon, plain, member);
	for (size_t i = 0; i < n; i++)
		if (utf8_length(term_str(&member[i])) < MEMBER_LETTERS)
			return SPELLING_UNKNOWN;
	return n > 1 ? SPELLING_COMPOUND : SPELLING_UNKNOWN;
}

size_t
wording_words_with(struct wording *w, struct reader *r, struct mem *m, struct str plain,
    struct str stem, struct str *word, size_t room)
{
	struct str end = utf8_fold_marks(m, plain), inside = utf8_fold_marks(m, stem);
	struct str with_e = STR("");

	if (utf8_length(inside) < WORDING_INSIDE_LETTERS)
		inside = STR("");
	else if (str_ends(inside, STR("l")))
		/* The stem of cykel is cykl. */
		with_e = str_of(mem_printf(m, "%.*sel", (int)inside.n - 1, inside.p));
	if (w->frequent_mem == NULL) {
		w->frequent_mem = mem_new(0);
		w->frequent = vocabulary_frequent(r, w->frequent_mem, m);
	}
	/* What was read by halves is read again. */
	if (db_done(r) != ERR_NONE) {
		forget_frequent(w);
		return 0;
	}
	return vocabulary_inside(w->frequent, m, end, inside, with_e, word, room);
}
