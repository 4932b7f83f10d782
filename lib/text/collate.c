/*
 * collate.c: Swedish order by a table. A text is read as a row of elements,
 * each a letter and, for texts that are equal in these, the marks and the case
 * it was written with. One pass compares the letters and remembers the first
 * difference in marks and in case. Equality in all three leaves the bytes.
 *
 * The table is what CLDR's "sv" and the root collation below it say about
 * Latin letters, except that ŋ, ŧ, ħ, ĸ and ı stand with n, t, h, k and i.
 */
#include "lib/text/collate.h"

#include "lib/base/cc.h"
#include "lib/text/utf8.h"

enum {
	END = 0,                /* of the text: before everything */
	BLANK,                  /* words before longer words: "AB Ö" before "Abba" */
	DIGIT,                  /* ten of them */
	LETTER = DIGIT + 10,    /* a to z */
	AA = LETTER + 26,
	AE,
	OE,
	OTHER,                  /* other scripts: this and the code point */

	TABLE_END = 0x180,
};

struct weight {
	uint8_t letter;         /* 0: ignored */
	uint8_t second;         /* as in ß and þ, which are ss and th; mostly 0 */
	uint16_t mark;          /* 0 for letters without marks */
	bool upper;
};

#define LATIN(c)                (LETTER + (c) - 'a')
#define FIGURE(c)               [c] = { .letter = DIGIT + (c) - '0' }
#define PLAIN(c)                [c] = { .letter = LATIN(c) }, CAPITAL(c)
#define CAPITAL(c)              [(c) ^ 0x20] = { .letter = LATIN(c), .upper = true }
#define SMALL(c, l)             [c] = { .letter = (l), .mark = (c) }
#define BIG(c, small, l)        [c] = { .letter = (l), .mark = (small), .upper = true }
/* Capital and small letter stand 0x20 apart in Latin-1, side by side from U+0100 on. */
#define APART(c, l)             BIG(c, (c) + 0x20, l), SMALL((c) + 0x20, l)
#define BESIDE(c, l)            BIG(c, (c) + 1, l), SMALL((c) + 1, l)

static const struct weight table[TABLE_END] = {
	[' '] = { .letter = BLANK }, ['\t'] = { .letter = BLANK }, ['\n'] = { .letter = BLANK },
	['\r'] = { .letter = BLANK }, [0xa0] = { .letter = BLANK },

	FIGURE('0'), FIGURE('1'), FIGURE('2'), FIGURE('3'), FIGURE('4'),
	FIGURE('5'), FIGURE('6'), FIGURE('7'), FIGURE('8'), FIGURE('9'),

	PLAIN('a'), PLAIN('b'), PLAIN('c'), PLAIN('d'), PLAIN('e'), PLAIN('f'), PLAIN('g'),
	PLAIN('h'), PLAIN('i'), PLAIN('j'), PLAIN('k'), PLAIN('l'), PLAIN('m'), PLAIN('n'),
	PLAIN('o'), PLAIN('p'), PLAIN('q'), PLAIN('r'), PLAIN('s'), PLAIN('t'), PLAIN('u'),
	PLAIN('v'), PLAIN('w'), PLAIN('x'), PLAIN('y'), PLAIN('z'),

	/* The three letters, and what Swedish puts with ä and ö. Their own sign is unmarked. */
	[0xc5] = { .letter = AA, .upper = true }, [0xe5] = { .letter = AA },
	[0xc4] = { .letter = AE, .upper = true }, [0xe4] = { .letter = AE },
	[0xd6] = { .letter = OE, .upper = true }, [0xf6] = { .letter = OE },
	APART(0xc6, AE), BESIDE(0x118, AE),                                     /* æ ę */
	APART(0xd8, OE), APART(0xd4, OE), BESIDE(0x150, OE), BESIDE(0x152, OE), /* ø ô ő œ */

	APART(0xc0, LATIN('a')), APART(0xc1, LATIN('a')), APART(0xc2, LATIN('a')),
	APART(0xc3, LATIN('a')), BESIDE(0x100, LATIN('a')), BESIDE(0x102, LATIN('a')),
	BESIDE(0x104, LATIN('a')),
	APART(0xc7, LATIN('c')), BESIDE(0x106, LATIN('c')), BESIDE(0x108, LATIN('c')),
	BESIDE(0x10a, LATIN('c')), BESIDE(0x10c, LATIN('c')),
	APART(0xd0, LATIN('d')), BESIDE(0x10e, LATIN('d')), BESIDE(0x110, LATIN('d')),
	APART(0xc8, LATIN('e')), APART(0xc9, LATIN('e')), APART(0xca, LATIN('e')),
	APART(0xcb, LATIN('e')), BESIDE(0x112, LATIN('e')), BESIDE(0x114, LATIN('e')),
	BESIDE(0x116, LATIN('e')), BESIDE(0x11a, LATIN('e')),
	BESIDE(0x11c, LATIN('g')), BESIDE(0x11e, LATIN('g')), BESIDE(0x120, LATIN('g')),
	BESIDE(0x122, LATIN('g')),
	BESIDE(0x124, LATIN('h')), BESIDE(0x126, LATIN('h')),
	APART(0xcc, LATIN('i')), APART(0xcd, LATIN('i')), APART(0xce, LATIN('i')),
	APART(0xcf, LATIN('i')), BESIDE(0x128, LATIN('i')), BESIDE(0x12a, LATIN('i')),
	BESIDE(0x12c, LATIN('i')), BESIDE(0x12e, LATIN('i')), BESIDE(0x130, LATIN('i')),
	[0x132] = { .letter = LATIN('i'), .second = LATIN('j'), .mark = 0x133, .upper = true },
	[0x133] = { .letter = LATIN('i'), .second = LATIN('j'), .mark = 0x133 },
	BESIDE(0x134, LATIN('j')),
	BESIDE(0x136, LATIN('k')), SMALL(0x138, LATIN('k')),
	BESIDE(0x139, LATIN('l')), BESIDE(0x13b, LATIN('l')), BESIDE(0x13d, LATIN('l')),
	BESIDE(0x13f, LATIN('l')), BESIDE(0x141, LATIN('l')),
	APART(0xd1, LATIN('n')), BESIDE(0x143, LATIN('n')), BESIDE(0x145, LATIN('n')),
	BESIDE(0x147, LATIN('n')), SMALL(0x149, LATIN('n')), BESIDE(0x14a, LATIN('n')),
	APART(0xd2, LATIN('o')), APART(0xd3, LATIN('o')), APART(0xd5, LATIN('o')),
	BESIDE(0x14c, LATIN('o')), BESIDE(0x14e, LATIN('o')),
	BESIDE(0x154, LATIN('r')), BESIDE(0x156, LATIN('r')), BESIDE(0x158, LATIN('r')),
	BESIDE(0x15a, LATIN('s')), BESIDE(0x15c, LATIN('s')), BESIDE(0x15e, LATIN('s')),
	BESIDE(0x160, LATIN('s')), SMALL(0x17f, LATIN('s')),
	[0xdf] = { .letter = LATIN('s'), .second = LATIN('s') },
	BESIDE(0x162, LATIN('t')), BESIDE(0x164, LATIN('t')), BESIDE(0x166, LATIN('t')),
	[0xde] = { .letter = LATIN('t'), .second = LATIN('h'), .mark = 0xfe, .upper = true },
	[0xfe] = { .letter = LATIN('t'), .second = LATIN('h'), .mark = 0xfe },
	APART(0xd9, LATIN('u')), APART(0xda, LATIN('u')), APART(0xdb, LATIN('u')),
	BESIDE(0x168, LATIN('u')), BESIDE(0x16a, LATIN('u')), BESIDE(0x16c, LATIN('u')),
	BESIDE(0x16e, LATIN('u')), BESIDE(0x172, LATIN('u')),
	BESIDE(0x174, LATIN('w')),
	APART(0xdc, LATIN('y')), APART(0xdd, LATIN('y')), BESIDE(0x170, LATIN('y')),
	BESIDE(0x176, LATIN('y')), SMALL(0xff, LATIN('y')), BIG(0x178, 0xff, LATIN('y')),
	BESIDE(0x179, LATIN('z')), BESIDE(0x17b, LATIN('z')), BESIDE(0x17d, LATIN('z')),
};

struct element {
	uint32_t letter;
	uint32_t mark;
	bool upper;
};

/* Reads a text as elements: a code point gives none, one or some. */
struct reader {
	struct str text;
	size_t i;
	bool started;           /* an element has been given: blanks count from now on */
	bool blank;             /* blanks have been read, which count if more follows */
	uint8_t at, queued;
	struct element queue[1 + UTF8_FOLD_ROOM];
};

static void
put(struct reader *r, struct element e)
{
	if (e.letter == 0)
		return;
	if (e.letter == BLANK) {
		r->blank = r->started;
		return;
	}
	if (r->blank)
		r->queue[r->queued++] = (struct element){ .letter = BLANK };
	r->blank = false;
	r->started = true;
	r->queue[r->queued++] = e;
}

static bool
is_wide_blank(uint32_t c)
{
	return (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
	    c == 0x205f || c == 0x3000;
}

/* A code point outside the table stands where its letters without marks stand. */
static void
put_other(struct reader *r, uint32_t c)
{
	char fold[UTF8_FOLD_ROOM];
	struct str folded = { fold, 0 };

	if (is_wide_blank(c))
		put(r, (struct element){ .letter = BLANK });
	if (!utf8_is_word(c))
		return;
	folded.n = utf8_fold_point(c, fold);
	for (size_t i = 0; i < folded.n;) {
		uint32_t base = utf8_next(folded, &i);
		struct element e = { .letter = OTHER + base, .mark = c };

		if (base < TABLE_END)
			e.letter = table[base].letter;
		put(r, e);
	}
}

static struct element
next(struct reader *r)
{
	while (r->at == r->queued) {
		const struct weight *w;
		uint32_t c;

		if (r->i >= r->text.n)
			return (struct element){ .letter = END };
		r->at = r->queued = 0;
		c = utf8_next(r->text, &r->i);
		if (UNLIKELY(c >= TABLE_END)) {
			put_other(r, c);
			continue;
		}
		w = &table[c];
		put(r, (struct element){ w->letter, w->mark, w->upper });
		put(r, (struct element){ .letter = w->second });
	}
	return r->queue[r->at++];
}

/*
 * How many bytes a and b have in common that need not be compared: up to a
 * letter or digit of ASCII, after which nothing that was read before matters.
 */
static size_t
common(struct str a, struct str b)
{
	size_t least = a.n < b.n ? a.n : b.n, i = 0;

	while (i < least && a.p[i] == b.p[i])
		i++;
	while (i > 0 &&
	    ((unsigned char)a.p[i - 1] >= 0x80 || table[(unsigned char)a.p[i - 1]].letter < DIGIT))
		i--;
	return i;
}

static int
compare(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

int
collate_swedish(struct str a, struct str b)
{
	size_t from = common(a, b);
	struct reader ra, rb;
	int marks = 0, upper = 0;

	ra.text = a;
	rb.text = b;
	ra.i = rb.i = from;
	ra.started = rb.started = from > 0;
	ra.blank = rb.blank = false;
	ra.at = rb.at = ra.queued = rb.queued = 0;
	for (;;) {
		struct element x = next(&ra), y = next(&rb);

		if (x.letter != y.letter)
			return compare(x.letter, y.letter);
		if (x.letter == END)
			break;
		if (marks == 0)
			marks = compare(x.mark, y.mark);
		if (upper == 0)
			upper = compare(x.upper, y.upper);
	}
	return marks != 0 ? marks : upper != 0 ? upper : str_cmp(a, b);
}

/* ------------------------------------------------------------------------ keys */

enum {
	KEY_END = ' ',                  /* of the letters, and of the marks: before each of them */
	KEY_FIRST,                      /* 0 of what is written */
	KEY_LEVELS = 3,
	SURROGATES = 0xd800,
	SURROGATES_COUNT = 0x800,
};

/* The bits of UTF-8, which keep the order of numbers. */
static void
put_number(struct buf *b, uint32_t n)
{
	n += KEY_FIRST;
	if (n >= SURROGATES)
		n += SURROGATES_COUNT;
	if (n < 0x80) {
		buf_byte(b, (char)n);
		return;
	}
	if (n < 0x800) {
		buf_byte(b, (char)(0xc0 | n >> 6));
	} else {
		if (n < 0x10000) {
			buf_byte(b, (char)(0xe0 | n >> 12));
		} else {
			buf_byte(b, (char)(0xf0 | n >> 18));
			buf_byte(b, (char)(0x80 | (n >> 12 & 0x3f)));
		}
		buf_byte(b, (char)(0x80 | (n >> 6 & 0x3f)));
	}
	buf_byte(b, (char)(0x80 | (n & 0x3f)));
}

void
collate_beginning(struct buf *b, struct str text)
{
	struct reader r = { .text = text };
	struct element e;

	while ((e = next(&r)).letter != END)
		put_number(b, e.letter);
}

/* All letters, then all marks, then all cases; of the last two up to where there are any, since none come first. */
void
collate_key(struct buf *b, struct str text)
{
	size_t start = b->n;

	for (int level = 0; level < KEY_LEVELS; level++) {
		struct reader r = { .text = text };
		size_t end = b->n;
		struct element e;

		while ((e = next(&r)).letter != END) {
			uint32_t n = level == 0 ? e.letter : level == 1 ? e.mark : e.upper;

			put_number(b, n);
			if (n != 0)
				end = b->n;
		}
		b->n = end;
		buf_byte(b, KEY_END);
	}
	while (b->n > start && b->p[b->n - 1] == KEY_END)
		b->n--;
}
