/* difference.c: the shortest way from one text to another, by words. */
#include "lib/text/difference.h"

#include <stdint.h>

#include "lib/text/utf8.h"

enum {
	TOKENS_MAX = 16384,
	STEPS_MAX = 400,        /* gone and new tokens: their square is what it costs */
	NOWHERE = -1,
};

struct token {
	struct str text;
	bool word, changed;
};

struct tokens {
	struct token *token;
	size_t n;
};

/* ------------------------------------------------------------------- cutting */

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == 0xa0;
}

/* The end of the word, the blanks or the sign that begins at i. */
static size_t
token_end(struct str s, size_t i, bool *word)
{
	uint32_t c = utf8_next(s, &i);
	bool blank = is_blank(c);

	*word = utf8_is_word(c);
	while (i < s.n && (*word || blank)) {
		size_t next = i;

		c = utf8_next(s, &next);
		if (*word ? !utf8_is_word(c) : !is_blank(c))
			break;
		i = next;
	}
	return i;
}

/* False when there are too many. */
static bool
cut(struct mem *m, struct str s, struct tokens *t)
{
	size_t room = s.n < TOKENS_MAX ? s.n : TOKENS_MAX;

	*t = (struct tokens){ mem_alloc(m, (room + 1) * sizeof(*t->token)), 0 };
	for (size_t i = 0, end; i < s.n; i = end) {
		bool word;

		if (t->n == room)
			return false;
		end = token_end(s, i, &word);
		t->token[t->n++] = (struct token){ { s.p + i, end - i }, word, false };
	}
	return true;
}

/* ----------------------------------------------------------------- comparing */

/*
 * row[d][(k + d) / 2] is how far into `a` one comes on the diagonal k (place in a less place in b) with d tokens gone or new, or
 * NOWHERE. Its rows are kept, so that the way can be walked back.
 */
struct way {
	const struct token *a, *b;
	long n, m;              /* how many of each */
	int *row[STEPS_MAX + 1];
};

static int
furthest(const struct way *w, long d, long k)
{
	return d < 0 || k < -d || k > d ? NOWHERE : w->row[d][(k + d) / 2];
}

/* With one token more gone or new, before what is the same is walked over. *gone: which of both. */
static long
step(const struct way *w, long d, long k, bool *gone)
{
	long over = furthest(w, d - 1, k - 1), down = furthest(w, d - 1, k + 1);
	bool may_over = over != NOWHERE && over < w->n,
	     may_down = down != NOWHERE && down - k <= w->m;

	*gone = may_over && (!may_down || over + 1 > down);
	return *gone ? over + 1 : may_down ? down : NOWHERE;
}

static long
walk_over_same(const struct way *w, long x, long k)
{
	while (x < w->n && x - k < w->m && str_eq(w->a[x].text, w->b[x - k].text))
		x++;
	return x;
}

/* How many tokens are gone or new at least; NOWHERE when they are too many. */
static long
find_way(struct way *w, struct mem *mem)
{
	for (long d = 0; d <= STEPS_MAX; d++) {
		w->row[d] = mem_alloc(mem, (size_t)(d + 1) * sizeof(int));
		for (long k = -d; k <= d; k += 2) {
			bool gone;
			long x = d == 0 ? 0 : step(w, d, k, &gone);

			if (x != NOWHERE)
				x = walk_over_same(w, x, k);
			w->row[d][(k + d) / 2] = (int)x;
			if (x == w->n && k == w->n - w->m)
				return d;
		}
	}
	return NOWHERE;
}

/* Back from the end, marking what is gone and what is new. */
static void
mark_way(const struct way *w, long d, struct token *a, struct token *b)
{
	long k = w->n - w->m;

	for (; d > 0; d--) {
		bool gone;
		long x = step(w, d, k, &gone);

		if (gone)
			a[x - 1].changed = true;
		else
			b[x - k - 1].changed = true;
		k += gone ? -1 : 1;
	}
}

/* What both begin and end with alike is no part of the search. False when they differ too much. */
static bool
compare(struct mem *mem, struct tokens *a, struct tokens *b)
{
	size_t begin = 0, end = 0;
	struct way w;
	long d;

	while (begin < a->n && begin < b->n && str_eq(a->token[begin].text, b->token[begin].text))
		begin++;
	while (end < a->n - begin && end < b->n - begin &&
	    str_eq(a->token[a->n - 1 - end].text, b->token[b->n - 1 - end].text))
		end++;
	w = (struct way){ .a = a->token + begin, .b = b->token + begin,
		.n = (long)(a->n - begin - end), .m = (long)(b->n - begin - end) };
	d = find_way(&w, mem);
	if (d == NOWHERE)
		return false;
	mark_way(&w, d, a->token + begin, b->token + begin);
	return true;
}

/* ------------------------------------------------------------------- reading */

/* Where the tokens from i on that are changed, or are not, end. */
static size_t
run_end(const struct tokens *t, size_t i, bool changed)
{
	while (i < t->n && t->token[i].changed == changed)
		i++;
	return i;
}

static size_t
count_words(const struct tokens *t, size_t from, size_t to, bool same_only)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += t->token[i].word && !(same_only && t->token[i].changed);
	return n;
}

static void
mark(struct tokens *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		t->token[i].changed = true;
}

/* How long what is the same goes on in both. */
static size_t
same_length(const struct tokens *a, size_t i, const struct tokens *b, size_t j)
{
	size_t here = run_end(a, i, false) - i, there = run_end(b, j, false) - j;

	return here < there ? here : there;
}

/* Blanks and signs that stayed between two changes would only make them hard to read. */
static void
join_changes(struct tokens *a, struct tokens *b)
{
	size_t i = same_length(a, 0, b, 0), j = i, length;

	for (; i < a->n || j < b->n; i += length, j += length) {
		i = run_end(a, i, true);
		j = run_end(b, j, true);
		length = same_length(a, i, b, j);
		/* After the last change there is none that it could be joined with. */
		if ((i + length < a->n || j + length < b->n) &&
		    count_words(a, i, i + length, false) == 0) {
			mark(a, i, i + length);
			mark(b, j, j + length);
		}
	}
}

static struct str
span(const struct tokens *t, size_t from, size_t to)
{
	const char *p = t->token[from].text.p;

	return (struct str){ p, (size_t)(t->token[to - 1].text.p + t->token[to - 1].text.n - p) };
}

static size_t
add(struct difference_part *part, size_t parts, enum difference what, const struct tokens *t,
    size_t from, size_t to)
{
	if (from == to)
		return parts;
	part[parts] = (struct difference_part){ what, span(t, from, to) };
	return parts + 1;
}

static size_t
write_parts(struct mem *m, const struct tokens *a, const struct tokens *b,
    struct difference_part **out)
{
	size_t i = 0, j = 0, n = 0, end;

	*out = mem_alloc(m, (a->n + b->n + 1) * sizeof(**out));
	while (i < a->n || j < b->n) {
		end = run_end(a, i, true);
		n = add(*out, n, DIFFERENCE_GONE, a, i, end);
		i = end;
		end = run_end(b, j, true);
		n = add(*out, n, DIFFERENCE_NEW, b, j, end);
		j = end;
		end = i + same_length(a, i, b, j);
		n = add(*out, n, DIFFERENCE_SAME, a, i, end);
		j += end - i;
		i = end;
	}
	return n;
}

static size_t
whole(struct mem *m, struct str before, struct str after, struct difference_part **out)
{
	size_t n = 0;

	*out = mem_alloc(m, 2 * sizeof(**out));
	if (before.n > 0)
		(*out)[n++] = (struct difference_part){ DIFFERENCE_GONE, before };
	if (after.n > 0)
		(*out)[n++] = (struct difference_part){ DIFFERENCE_NEW, after };
	return n;
}

size_t
difference_read(struct mem *m, struct str before, struct str after, struct difference_part **out)
{
	struct tokens a, b;
	size_t most;

	if (before.n == 0 || after.n == 0 || !cut(m, before, &a) || !cut(m, after, &b) ||
	    !compare(m, &a, &b))
		return whole(m, before, after, out);
	most = count_words(&a, 0, a.n, false);
	if (count_words(&b, 0, b.n, false) > most)
		most = count_words(&b, 0, b.n, false);
	if (count_words(&a, 0, a.n, true) * 3 < most)
		return whole(m, before, after, out);
	join_changes(&a, &b);
	return write_parts(m, &a, &b, out);
}
