/*
 * snippet.c: finds hits by folding words of a text. Most words are no hits,
 * and are passed by a look at each byte: only where one of the searcher's
 * words may begin, by its first two letters, is a word looked at at all.
 */
#include "lib/text/snippet.h"

#include "lib/base/cc.h"
#include "lib/text/utf8.h"

enum {
	WORD_BYTES = 128,       /* folded; longer words are compared by their beginning */
	PARTS_FIRST = 8,
	SHORTEST = 8,           /* code points: "…", some of a hit, "…" */
	HITS_MAX = 32,          /* that are looked at for those that stand together */
	LEAD_SHARE = 3,         /* at most one part in three stands before the first hit */
};

#define ELLIPSIS STR("\xe2\x80\xa6")

/* What a byte of a text can be. */
enum {
	IN_WORD = 1,            /* an ASCII letter or digit */
	BEGINS = 2,             /* one of the searcher's words begins with it, small or capital */
	LOOK = 4,               /* it, or the letter that it begins, may be the first of one … */
	FOLLOWS = 8,            /* … and this may stand behind the first */
	MARKED = 16,            /* the letter that it ends behind c3, U+00C0 to U+00FF, may be the first */
};

struct snippet_wanted {
	struct snippet_search search;
	uint8_t byte[256];
	bool inside_marked;     /* a letter with a mark may fold to the first of one of these */
	size_t inside_bytes;    /* of the shortest that can stand within a word; SIZE_MAX: none */
};

/* A word of the text: bytes from `from` to before `to`. */
struct span {
	size_t from, to;
	unsigned thing;         /* of a hit: what it is */
	bool promising;         /* a byte behind its first is BEGINS */
};

struct parts {
	struct mem *mem;
	struct snippet_part *part;
	size_t n, room;
};

/*
 * True when a letter or digit stands at i; *next is then, and else, the index
 * behind it. U+00C0 to U+017F, which begin with c3 to c5, are all letters but two.
 */
static bool
word_at(struct str s, size_t i, size_t *next)
{
	unsigned char byte = (unsigned char)s.p[i];

	if (LIKELY(byte < 0x80)) {
		*next = i + 1;
		return (unsigned)(byte | 0x20) - 'a' < 26 || (unsigned)byte - '0' < 10;
	}
	if (LIKELY(byte >= 0xc3 && byte <= 0xc5 && i + 1 < s.n)) {
		*next = i + 2;
		byte = byte == 0xc3 ? (unsigned char)s.p[i + 1] : 0;
		return byte != 0x97 && byte != 0xb7;    /* × and ÷ */
	}
	*next = i;
	return utf8_is_word(utf8_next(s, next));
}

/* word_at() by the table, where that knows. */
static inline bool
is_in_word(const struct snippet_wanted *wanted, struct str s, size_t i, size_t *next)
{
	unsigned char byte = (unsigned char)s.p[i];

	if (UNLIKELY(byte >= 0x80))
		return word_at(s, i, next);
	*next = i + 1;
	return wanted->byte[byte] & IN_WORD;
}

/* Where, from i on, one of the searcher's words may begin; s.n: nowhere. */
static size_t
next_promising(const struct snippet_wanted *wanted, struct str s, size_t i)
{
	for (; i < s.n; i++) {
		unsigned char byte = (unsigned char)s.p[i], behind;

		if (LIKELY(!(wanted->byte[byte] & LOOK)))
			continue;
		if (i + 1 == s.n)
			break;
		behind = wanted->byte[(unsigned char)s.p[i + 1]];
		if (byte < 0x80 ? behind & FOLLOWS : byte != 0xc3 || behind & MARKED)
			return i;
	}
	return i < s.n ? i : s.n;
}

static size_t
code_point_before(struct str s, size_t i)
{
	do
		i--;
	while (i > 0 && ((unsigned char)s.p[i] & 0xc0) == 0x80);
	return i;
}

/* The word that has a letter at i and begins at `least` or behind it; false: no letter stands there. */
static bool
word_around(const struct snippet_wanted *wanted, struct str s, size_t least, size_t i,
    struct span *w)
{
	size_t next, before;

	if (!is_in_word(wanted, s, i, &next))
		return false;
	for (w->from = i; w->from > least; w->from = before) {
		size_t behind;

		before = code_point_before(s, w->from);
		if (!is_in_word(wanted, s, before, &behind))
			break;
	}
	for (w->to = next; w->to < s.n && is_in_word(wanted, s, w->to, &next);)
		w->to = next;
	return true;
}

/* Folds as much of a word as fits; true when that was all of it. */
static bool
fold_word(struct str word, char out[WORD_BYTES + UTF8_FOLD_ROOM], size_t *n)
{
	size_t i = 0;

	for (*n = 0; i < word.n && *n < WORD_BYTES;)
		*n += utf8_fold_point(utf8_next(word, &i), out + *n);
	return i == word.n;
}

/*
 * False for most words that are not wanted, after a look at the first letter.
 * A mark at the beginning has no letter: such a word has to be folded.
 */
static bool
first_is_wanted(const struct snippet_wanted *wanted, struct str word)
{
	unsigned char byte = (unsigned char)word.p[0];
	char fold[UTF8_FOLD_ROOM];
	size_t i = 0;

	if (byte < 0x80)
		return wanted->byte[byte] & BEGINS;
	return utf8_fold_point(utf8_next(word, &i), fold) == 0 ||
	    wanted->byte[(unsigned char)fold[0]] & BEGINS;
}

/* False for most words that hold none of those that may stand within a word. */
static bool
may_hold(const struct snippet_wanted *wanted, struct str word)
{
	if (word.n <= wanted->inside_bytes)
		return false;
	for (size_t i = 1; i + wanted->inside_bytes <= word.n; i++)
		if (wanted->byte[(unsigned char)word.p[i]] & BEGINS)
			return true;
	return false;
}

static bool
looks_like(const struct snippet_word *wanted, struct str folded, bool whole)
{
	if (wanted->folded.n == 0)
		return false;
	if (wanted->prefix && str_starts(folded, wanted->folded))
		return true;
	for (size_t i = 0; wanted->inside && i + wanted->folded.n <= folded.n; i++)
		if (folded.p[i] == wanted->folded.p[0] &&
		    str_starts(str_from(folded, i), wanted->folded))
			return true;
	return whole && str_eq(folded, wanted->folded);
}

/* What a word is; 0: no hit. */
static unsigned
thing_of(const struct snippet_wanted *wanted, struct str word)
{
	const struct snippet_search *search = &wanted->search;
	char fold[WORD_BYTES + UTF8_FOLD_ROOM];
	struct str folded = { fold, 0 };
	bool whole;

	if (!first_is_wanted(wanted, word) && !may_hold(wanted, word))
		return 0;
	whole = fold_word(word, fold, &folded.n);
	for (size_t i = 0; i < search->words; i++)
		if (looks_like(&search->word[i], folded, whole))
			return search->judge == NULL ? (unsigned)i + 1
						     : search->judge(search->ctx, word);
	return 0;
}

static struct str
between(struct str text, size_t from, size_t to)
{
	return (struct str){ text.p + from, to - from };
}

/* The next hit in text, from i on, where no word is in two. */
static bool
next_hit(const struct snippet_wanted *wanted, struct str text, size_t i, struct span *hit)
{
	size_t least = i;

	while ((i = next_promising(wanted, text, i)) < text.n) {
		if (!word_around(wanted, text, least, i, hit)) {
			i++;
			continue;
		}
		hit->thing = thing_of(wanted, between(text, hit->from, hit->to));
		if (hit->thing != 0)
			return true;
		i = hit->to;
	}
	return false;
}

/*
 * Where the window begins: the first beginning of a word that is no more than
 * `lead` code points before `hit`; 0 when all before it is shown.
 */
static size_t
window_begin(struct str text, size_t hit, size_t lead)
{
	size_t best = hit, i = hit, next;
	bool after;             /* the code point at i is one of a word */

	for (after = true; i > 0; lead--) {
		size_t before = code_point_before(text, i);
		bool word = word_at(text, before, &next);

		if (after && !word)
			best = i;
		if (lead == 0)
			return best;
		after = word;
		i = before;
	}
	return 0;
}

/*
 * Where the window ends when it begins at `begin` and has room for `count`
 * code points: behind the last word that is whole, at the end of the text, or,
 * when the hit alone is too long, within the hit.
 */
static size_t
window_end(struct str text, size_t begin, const struct span *hit, size_t count)
{
	size_t end = begin + utf8_prefix(str_from(text, begin), count - 1), next;

	if (end + utf8_prefix(str_from(text, end), 1) == text.n)
		return text.n;
	if (end <= hit->to)
		return end;
	/* Back out of a word that is cut, then over what is no word: not "Café –…". */
	if (word_at(text, end, &next))
		while (word_at(text, code_point_before(text, end), &next))
			end = code_point_before(text, end);
	while (end > hit->to && !word_at(text, code_point_before(text, end), &next))
		end = code_point_before(text, end);
	return end;
}

static void
add_part(struct parts *p, struct str text, unsigned hit)
{
	if (text.n == 0)
		return;
	if (p->n == p->room) {
		size_t room = p->room == 0 ? PARTS_FIRST : p->room * 2;

		p->part = mem_grow(p->mem, p->part, p->n * sizeof(*p->part),
		    room * sizeof(*p->part));
		p->room = room;
	}
	p->part[p->n++] = (struct snippet_part){ .text = text, .hit = hit };
}

/* The window that shows the first hit and as much around it as `max` code points allow. */
static struct span
window_around(struct str text, const struct span *hit, size_t max)
{
	size_t length = utf8_length(between(text, hit->from, hit->to));
	size_t lead = max / LEAD_SHARE, behind;
	struct span w = { .from = 0, .to = text.n };

	if (text.n <= max || utf8_length(text) <= max)
		return w;
	if (lead + length + 2 > max)
		lead = length + 2 > max ? 0 : max - length - 2; /* rather the whole hit */
	behind = utf8_length(str_from(text, hit->from)) + 1;
	if (behind < max && max - behind > lead)
		lead = max - behind;    /* the text ends soon: more of what is before */
	w.from = window_begin(text, hit->from, lead);
	w.to = window_end(text, w.from, hit, max - (w.from > 0));
	return w;
}

/* Letters are meant small and capital. */
static void
flag_letter(struct snippet_wanted *w, unsigned char byte, uint8_t flags)
{
	w->byte[byte] |= flags;
	if (byte >= 'a' && byte <= 'z')
		w->byte[byte - 0x20] |= flags;
}

/* What the first two letters of a word are looked for by. Bytes from c0 on begin letters that may fold to any. */
static void
flag_word(struct snippet_wanted *w, struct str folded)
{
	if (folded.n == 0)
		return;
	flag_letter(w, (unsigned char)folded.p[0], BEGINS | LOOK);
	if (folded.n > 1)
		flag_letter(w, (unsigned char)folded.p[1], FOLLOWS);
	for (unsigned byte = folded.n > 1 ? 0xc0 : 0; byte < 256; byte++)
		w->byte[byte] |= FOLLOWS;
}

static void
flag_marked(struct snippet_wanted *w)
{
	for (unsigned byte = 0xc0; byte < 256; byte++)
		w->byte[byte] |= LOOK;
	for (unsigned behind = 0x80; behind < 0xc0; behind++) {
		char fold[UTF8_FOLD_ROOM];
		size_t n = utf8_fold_point(0xc0 + behind - 0x80, fold);

		for (size_t i = 0; i < n; i++)
			if (w->byte[(unsigned char)fold[i]] & BEGINS)
				w->byte[behind] |= MARKED;
	}
}

const struct snippet_wanted *
snippet_prepare(struct mem *m, const struct snippet_search *search)
{
	const struct snippet_word *words = search->word;
	struct snippet_wanted *w = mem_calloc(m, 1, sizeof(*w));

	*w = (struct snippet_wanted){ .search = *search, .inside_bytes = SIZE_MAX };
	for (unsigned char byte = 0; byte < 0x80; byte++)
		if ((unsigned)(byte | 0x20) - 'a' < 26 || (unsigned)byte - '0' < 10)
			w->byte[byte] = IN_WORD;
	for (size_t i = 0; i < search->words; i++) {
		flag_word(w, words[i].folded);
		if (!words[i].inside)
			continue;
		if (words[i].folded.n < w->inside_bytes)
			w->inside_bytes = words[i].folded.n;
		w->inside_marked |= strchr("bfghjkmpqrvwx", words[i].folded.p[0]) == NULL;
	}
	flag_marked(w);
	for (unsigned byte = 0x80; byte < 256 && w->inside_marked; byte++)
		w->byte[byte] |= BEGINS;
	return w;
}

/*
 * The first of the hits from which on most different things stand within
 * what a window shows behind its beginning.
 */
static struct span
together(const struct snippet_wanted *wanted, struct str text, struct span first, size_t max)
{
	struct span hit[HITS_MAX], best = first;
	size_t n = 0;
	int most = 1;

	hit[n++] = first;
	while (n < HITS_MAX && next_hit(wanted, text, hit[n - 1].to, &hit[n]))
		n++;
	for (size_t i = 0; i < n; i++) {
		uint32_t things = 0;

		for (size_t j = i; j < n && hit[j].to - hit[i].from <= max - max / LEAD_SHARE; j++)
			things |= (uint32_t)1 << hit[j].thing % 32;
		if (__builtin_popcount(things) > most) {
			most = __builtin_popcount(things);
			best = hit[i];
		}
	}
	return best;
}

size_t
snippet_find(struct mem *m, struct str text, const struct snippet_wanted *wanted, size_t max,
    struct snippet_part **out)
{
	struct parts parts = { .mem = m };
	struct str shown = text;
	struct span hit, before, window;
	bool several;
	size_t i;

	*out = NULL;
	if (!next_hit(wanted, text, 0, &hit))
		return 0;
	max = max < SHORTEST ? SHORTEST : max;
	several = wanted->search.things > 1 && text.n > max;
	if (several)
		hit = together(wanted, text, hit, max);
	window = window_around(text, &hit, max);
	if (window.from > 0)
		add_part(&parts, ELLIPSIS, 0);
	shown.n = window.to;
	i = window.from;
	if (several && next_hit(wanted, shown, i, &before) && before.from < hit.from)
		hit = before;
	do {
		add_part(&parts, between(text, i, hit.from), 0);
		i = hit.to < window.to ? hit.to : window.to;
		add_part(&parts, between(text, hit.from, i), hit.thing);
	} while (next_hit(wanted, shown, i, &hit));
	add_part(&parts, between(text, i, window.to), 0);
	if (window.to < text.n)
		add_part(&parts, ELLIPSIS, 0);
	*out = parts.part;
	return parts.n;
}
