/*
 * str.h: a span of bytes somebody else owns. Not terminated; may be empty;
 * p is NULL only where a function says that it found nothing.
 */
#ifndef MEDVERK_STR_H
#define MEDVERK_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;          /* bytes */
};

/* A literal as a span; printf("%.*s", STR_ARGS(s)). */
#define STR(literal)    ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_NONE        ((struct str){ NULL, 0 })
#define STR_ARGS(s)     (int)(s).n, (s).n ? (s).p : ""

/* The span of a terminated string; STR_NONE for NULL. */
static inline struct str
str_of(const char *s)
{
	return s == NULL ? STR_NONE : (struct str){ s, strlen(s) };
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
str_is(struct str a, const char *b)
{
	return str_eq(a, str_of(b));
}

static inline bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n &&
	    (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

/* What is left of s after its first n bytes; empty when there are fewer. */
static inline struct str
str_from(struct str s, size_t n)
{
	return n >= s.n ? (struct str){ s.p, 0 } : (struct str){ s.p + n, s.n - n };
}

/* Byte order; shorter first when one is the beginning of the other. */
int str_cmp(struct str a, struct str b);

/* Index of the first c in s, or s.n. */
size_t str_index(struct str s, char c);

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);

/*
 * Takes the part of *rest before the first sep and moves *rest behind it.
 * False when *rest is used up (rest->p is then NULL). "a,,b" gives three
 * parts, "" one empty part.
 */
bool str_cut(struct str *rest, char sep, struct str *part);

/*
 * Reads a whole decimal number, "-12" or "7", without sign + and without
 * blanks. False when there is anything else, or outside the range of int64.
 */
bool str_int(struct str s, int64_t *out);

#endif
