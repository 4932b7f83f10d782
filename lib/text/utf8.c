/*
 * utf8.c: text as code points. Nearly all of it is ASCII, and what is not is
 * mostly å, ä and ö, so every function has a short way for these and asks
 * utf8proc about the rest only.
 */
#include "lib/text/utf8.h"

#include <assert.h>
#include <utf8proc.h>

#include "lib/base/buf.h"

enum {
	MARKS_MAX = 30,         /* Stream-Safe Text Format: Annex 15, section 13 */
	DISTANCE_POINTS = 64,
	LATIN_FIRST = 0xc0,     /* the code points of fold_latin[] */
	LATIN_END = 0x180,
	POINTS_FOLDED = 8,      /* one code point folds and decomposes into fewer */
};

/* What scan() saw that has to be changed before text is as we store it. */
enum {
	HAS_RETURN = 1,         /* a carriage return */
	MAYBE_NOT_NFC = 2,
};

#define EACH_BYTE(b)    (UINT64_C(0x0101010101010101) * (b))

/*
 * U+00C0 to U+017F without case and marks, the letters that Unicode does not
 * decompose as a Swede without the key would type them. "" stays as it is.
 */
static const char fold_latin[LATIN_END - LATIN_FIRST][3] = {
	/* À */ "a", "a", "a", "a", "a", "a", "a", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	/* Ð */ "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss",
	/* à */ "a", "a", "a", "a", "a", "a", "a", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	/* ð */ "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y",
	/* Ā */ "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",
	/* Đ */ "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
	/* Ġ */ "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
	/* İ */ "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
	/* ŀ */ "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",
	/* Ő */ "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
	/* Š */ "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",
	/* Ű */ "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
};

static uint64_t
load_eight(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

/*
 * True when all eight bytes are ASCII from blank to tilde. A byte below blank
 * borrows and one above tilde carries into its own high bit first, so that
 * what they do to their neighbours does not matter any more.
 */
static bool
eight_are_printable(uint64_t w)
{
	return ((w | (w - EACH_BYTE(0x20)) | (w + EACH_BYTE(0x01))) & EACH_BYTE(0x80)) == 0;
}

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/*
 * Reads the sequence of two to four bytes at p (RFC 3629, section 4). Its
 * length, 0 when it is malformed or does not end before n.
 */
static size_t
decode_long(const unsigned char *p, size_t n, uint32_t *c)
{
	static const uint32_t lowest[] = { [2] = 0x80, [3] = 0x800, [4] = 0x10000 };
	size_t length = p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
	uint32_t v;

	if (length == 0 || length > n)
		return 0;
	v = p[0] & (0x7fU >> length);
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		v = v << 6 | (p[i] & 0x3f);
	}
	if (v < lowest[length] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return 0;
	*c = v;
	return length;
}

/*
 * True for code points that NFC leaves alone wherever they stand (UAX 15,
 * section 9: quick check Yes and no mark): what Swedish and English are
 * written with, typographic signs and currencies included. Others may be too.
 */
static bool
is_always_nfc(uint32_t c)
{
	return c < 0x300 || (c >= 0x2002 && c <= 0x20cf);
}

/* utf8_is_clean(), and what utf8_accept() has left to do. */
static bool
scan(struct str s, unsigned *work)
{
	size_t i = 0, n;
	uint32_t c;

	*work = 0;
	while (i < s.n) {
		unsigned char byte = (unsigned char)s.p[i];

		if (byte == 0xc3 && i + 1 < s.n && is_continuation(s.p[i + 1])) {
			i += 2;         /* U+00C0 to U+00FF: å, ä, ö */
		} else if (s.n - i >= 8 && eight_are_printable(load_eight(s.p + i))) {
			i += 8;
		} else if (byte >= 0x80) {
			n = decode_long((const unsigned char *)s.p + i, s.n - i, &c);
			if (n == 0 || c < 0xa0)
				return false;
			if (!is_always_nfc(c))
				*work |= MAYBE_NOT_NFC;
			i += n;
		} else {
			if (byte == '\r')
				*work |= HAS_RETURN;
			else if ((byte < ' ' && byte != '\t' && byte != '\n') || byte == 0x7f)
				return false;
			i++;
		}
	}
	return true;
}

bool
utf8_is_clean(struct str s)
{
	unsigned work;

	return scan(s, &work);
}

uint32_t
utf8_next(struct str s, size_t *i)
{
	unsigned char byte;
	uint32_t c;
	size_t n;

	if (*i >= s.n)
		return 0;
	byte = (unsigned char)s.p[*i];
	if (LIKELY(byte < 0x80)) {
		(*i)++;
		return byte;
	}
	n = decode_long((const unsigned char *)s.p + *i, s.n - *i, &c);
	if (n == 0) {
		(*i)++;
		return 0xfffd;
	}
	*i += n;
	return c;
}

/*
 * True when no base letter has more than MARKS_MAX marks. utf8proc sorts
 * them in square time: without this a text of nothing but marks, well within
 * the size of a form, would hold a worker for minutes.
 */
static bool
marks_are_few(struct str s)
{
	unsigned marks = 0;

	for (size_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		if (c < 0x300 || utf8proc_get_property((int32_t)c)->combining_class == 0)
			marks = 0;
		else if (++marks > MARKS_MAX)
			return false;
	}
	return true;
}

/* A copy of s in NFC. The code points and then the text share one piece of m. */
static struct str
compose(struct mem *m, struct str s)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	const utf8proc_uint8_t *in = (const utf8proc_uint8_t *)s.p;
	utf8proc_ssize_t room = (utf8proc_ssize_t)(s.n + s.n / 2), n;
	int32_t *point = mem_alloc(m, ((size_t)room + 1) * sizeof(*point));

	n = utf8proc_decompose(in, (utf8proc_ssize_t)s.n, point, room, options);
	if (n > room) {
		room = n;
		point = mem_alloc(m, ((size_t)room + 1) * sizeof(*point));
		n = utf8proc_decompose(in, (utf8proc_ssize_t)s.n, point, room, options);
	}
	assert(n >= 0 && n <= room);
	n = utf8proc_reencode(point, n, options);
	assert(n >= 0);
	return (struct str){ (const char *)point, (size_t)n };
}

/* A copy of s in which CR LF and CR are LF. */
static struct str
line_feeds(struct mem *m, struct str s)
{
	char *p = mem_alloc(m, s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\r')
			p[n++] = s.p[i];
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			p[n++] = '\n';
	}
	return (struct str){ p, n };
}

bool
utf8_accept(struct mem *m, struct str in, struct str *out)
{
	unsigned work;

	if (!scan(in, &work))
		return false;
	if ((work & MAYBE_NOT_NFC) != 0) {
		if (!marks_are_few(in))
			return false;
		in = compose(m, in);
	}
	if ((work & HAS_RETURN) != 0)
		in = line_feeds(m, in);
	*out = in;
	return true;
}

/* How many of eight bytes begin a code point. */
static size_t
eight_begin(uint64_t w)
{
	uint64_t continuation = w >> 7 & ~w >> 6 & EACH_BYTE(1);

	return 8 - (size_t)(continuation * EACH_BYTE(1) >> 56);
}

size_t
utf8_length(struct str s)
{
	size_t length = 0, i = 0;

	for (; s.n - i >= 8; i += 8)
		length += eight_begin(load_eight(s.p + i));
	for (; i < s.n; i++)
		length += !is_continuation(s.p[i]);
	return length;
}

size_t
utf8_prefix(struct str s, size_t count)
{
	size_t i = 0;

	if (count >= s.n)
		return s.n;
	for (; s.n - i >= 8; i += 8) {
		size_t n = eight_begin(load_eight(s.p + i));

		if (n > count)
			break;
		count -= n;
	}
	for (; i < s.n && (count > 0 || is_continuation(s.p[i])); i++)
		count -= !is_continuation(s.p[i]);
	return i;
}

bool
utf8_is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
	if (c >= LATIN_FIRST && c < LATIN_END)
		return c != 0xd7 && c != 0xf7;
	switch (utf8proc_category((int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

/*
 * Simple case folding: utf8proc knows the full one only, and where that is
 * longer than a code point the simple one is the small letter.
 */
static uint32_t
fold_simple(uint32_t c)
{
	int32_t point[POINTS_FOLDED];
	utf8proc_ssize_t n;
	int boundary = 0;

	n = utf8proc_decompose_char((int32_t)c, point, POINTS_FOLDED, UTF8PROC_CASEFOLD, &boundary);
	return n == 1 ? (uint32_t)point[0] : (uint32_t)utf8proc_tolower((int32_t)c);
}

/* Appends a code point; there must be room for UTF8_FOLD_ROOM bytes. */
static size_t
encode(uint32_t c, char *out)
{
	return (size_t)utf8proc_encode_char((int32_t)c, (utf8proc_uint8_t *)out);
}

struct str
utf8_fold_case(struct mem *m, struct str s)
{
	struct buf b;
	size_t i = 0;

	buf_init(&b, m, s.n + UTF8_FOLD_ROOM);
	while (i < s.n) {
		if ((unsigned char)s.p[i] < 0x80) {
			buf_reserve(&b, s.n - i);
			while (i < s.n && (unsigned char)s.p[i] < 0x80)
				b.p[b.n++] = ascii_lower(s.p[i++]);
		} else {
			buf_reserve(&b, UTF8_FOLD_ROOM);
			b.n += encode(fold_simple(utf8_next(s, &i)), b.p + b.n);
		}
	}
	return buf_view(&b);
}

/* What the table says of a code point: bytes in out, 0 when it says nothing. */
static size_t
fold_by_table(uint32_t c, char *out)
{
	const char *base;

	if (c < LATIN_FIRST || c >= LATIN_END)
		return 0;
	base = fold_latin[c - LATIN_FIRST];
	out[0] = base[0];
	out[1] = base[1];
	return strlen(base);
}

/* The same by Unicode: full case folding, and of what it decomposes into all but the marks. */
static size_t
fold_by_unicode(uint32_t c, char *out)
{
	int32_t point[POINTS_FOLDED];
	utf8proc_ssize_t points;
	int boundary = 0;
	size_t n = 0;

	/* Decomposed into its three parts a syllable of Hangul would not be shorter, nor alike. */
	if (c >= 0xac00 && c <= 0xd7a3)
		return encode(c, out);
	points = utf8proc_decompose_char((int32_t)c, point, POINTS_FOLDED,
	    UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE, &boundary);
	assert(points >= 0 && points <= POINTS_FOLDED);
	for (utf8proc_ssize_t i = 0; i < points; i++) {
		size_t known;

		if (utf8proc_get_property(point[i])->combining_class != 0)
			continue;
		known = fold_by_table((uint32_t)point[i], out + n);
		n += known != 0 ? known : encode((uint32_t)point[i], out + n);
	}
	return n;
}

size_t
utf8_fold_point(uint32_t c, char out[UTF8_FOLD_ROOM])
{
	size_t n;

	if (c < 0x80) {
		out[0] = ascii_lower((char)c);
		return 1;
	}
	n = fold_by_table(c, out);
	return n != 0 ? n : fold_by_unicode(c, out);
}

struct str
utf8_fold_marks(struct mem *m, struct str s)
{
	struct buf b;
	size_t i = 0;

	buf_init(&b, m, s.n + UTF8_FOLD_ROOM);
	while (i < s.n) {
		if ((unsigned char)s.p[i] < 0x80) {
			buf_reserve(&b, s.n - i);
			while (i < s.n && (unsigned char)s.p[i] < 0x80)
				b.p[b.n++] = ascii_lower(s.p[i++]);
		} else {
			buf_reserve(&b, UTF8_FOLD_ROOM);
			b.n += utf8_fold_point(utf8_next(s, &i), b.p + b.n);
		}
	}
	return buf_view(&b);
}

struct str
utf8_slug(struct mem *m, struct str s, size_t max)
{
	struct str folded = utf8_fold_marks(m, s);
	char *p = mem_alloc(m, folded.n + 1);
	size_t n = 0, cut;

	for (size_t i = 0; i < folded.n; i++) {
		char c = folded.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			p[n++] = c;
		else if (n > 0 && p[n - 1] != '-')
			p[n++] = '-';
	}
	if (n > max) {
		for (cut = max; cut > 0 && p[cut] != '-';)
			cut--;
		n = cut > 0 ? cut : max;
	}
	if (n > 0 && p[n - 1] == '-')
		n--;
	p[n] = '\0';
	return (struct str){ p, n };
}

/* Takes from both what they begin and end with in common, in whole code points. */
static void
strip_common(struct str *a, struct str *b)
{
	size_t least = a->n < b->n ? a->n : b->n, i = 0;

	while (i < least && a->p[i] == b->p[i])
		i++;
	while (i > 0 &&
	    ((i < a->n && is_continuation(a->p[i])) || (i < b->n && is_continuation(b->p[i]))))
		i--;
	*a = str_from(*a, i);
	*b = str_from(*b, i);
	least -= i;
	for (i = 0; i < least && a->p[a->n - 1 - i] == b->p[b->n - 1 - i];)
		i++;
	while (i > 0 && is_continuation(a->p[a->n - i]))
		i--;
	a->n -= i;
	b->n -= i;
}

/* The code points of s, at most DISTANCE_POINTS + 1 of them. */
static size_t
points_of(struct str s, uint32_t out[DISTANCE_POINTS + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n <= DISTANCE_POINTS;)
		out[n++] = utf8_next(s, &i);
	return n;
}

static unsigned
least_of(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/*
 * The table of Damerau and Levenshtein (optimal string alignment). Only its
 * last three rows are kept, and only the band in which a distance below cap
 * is possible is computed; the rest counts as cap.
 */
unsigned
utf8_distance(struct str a, struct str b, unsigned cap)
{
	uint32_t x[DISTANCE_POINTS + 1], y[DISTANCE_POINTS + 1];
	unsigned rows[3][DISTANCE_POINTS + 1], *before = rows[0], *above = rows[1], *row = rows[2];
	size_t n, m;

	strip_common(&a, &b);
	n = points_of(a, x);
	m = points_of(b, y);
	if (n > DISTANCE_POINTS || m > DISTANCE_POINTS || (n > m ? n - m : m - n) >= cap)
		return n == m && n == 0 ? 0 : cap;
	cap = least_of(cap, DISTANCE_POINTS + 1);
	for (size_t j = 0; j <= m; j++)
		above[j] = least_of((unsigned)j, cap);
	for (size_t i = 1; i <= n; i++) {
		size_t first = i > cap ? i - cap : 1, last = i + cap < m ? i + cap : m;
		unsigned *oldest = before, smallest = least_of((unsigned)i, cap);

		for (size_t j = 1; j <= m; j++)
			row[j] = cap;
		row[0] = smallest;
		for (size_t j = first; j <= last; j++) {
			unsigned d = above[j - 1] + (x[i - 1] != y[j - 1]);

			d = least_of(d, least_of(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				d = least_of(d, before[j - 2] + 1);
			row[j] = least_of(d, cap);
			smallest = least_of(smallest, row[j]);
		}
		if (smallest >= cap)
			return cap;
		before = above;
		above = row;
		row = oldest;
	}
	return above[m];
}
