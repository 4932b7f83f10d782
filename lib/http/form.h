/*
 * form.h: the name=value pairs of a query string (later also of a form's body),
 * decoded, checked and counted.
 */
#ifndef MEDVERK_FORM_H
#define MEDVERK_FORM_H

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"

struct form_pair {
	struct str name;        /* as clean as the value */
	struct str value;       /* clean UTF-8, NFC */
};

struct form {
	struct form_pair *pair;
	size_t pairs;
	struct str problem;     /* name of the pair that could not be read, when it could be */
};

/*
 * Reads application/x-www-form-urlencoded text into *f (memory from m; what
 * needs no decoding stays in text). ERR_BAD_REQUEST when an escape or its UTF-8 is
 * malformed or there are more than `max_pairs` pairs; *f then holds the pairs
 * before that one, for messages only. Empty parts ("a=1&&b=2") are skipped; a
 * name without "=" has an empty value, which is not STR_NONE.
 */
enum err form_read(struct form *f, struct mem *m, struct str text, size_t max_pairs) NODISCARD;

/* Appends the pairs as such text, "a=1&b=2": what form_read() makes the same pairs of. */
void form_write(struct buf *b, const struct form *f);

/* The first value of a name, STR_NONE when there is none. */
struct str form_get(const struct form *f, const char *name);

/*
 * Moves *i behind the next pair with this name and returns its value; STR_NONE at the end.
 * Start with *i = 0.
 */
struct str form_next(const struct form *f, const char *name, size_t *i);

#endif
