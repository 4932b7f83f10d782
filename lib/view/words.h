/*
 * words.h: every word of the interface, from www/words/LANG.json. Objects of
 * texts, nested; a text with a number in it has forms: {"one": …, "other": …}
 * and may have "zero". {name} in a text is a place to be filled.
 */
#ifndef MEDVERK_WORDS_H
#define MEDVERK_WORDS_H

#include <jansson.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/text/format.h"

struct words;

/* Reads DIR/sv.json and DIR/en.json into m (jansson too: m is made current while it reads). NULL after log_say of what is wrong. */
struct words *words_load(struct mem *m, const char *dir);

/* The whole tree of a language, e.g. as the constant "text" of templates. */
json_t *words_tree(const struct words *w, enum lang lang);

/*
 * Says by log_say each key that one language has and another lacks, places
 * ({name}) that differ, and empty texts. Returns how many.
 */
size_t words_check(const struct words *w);

/* A text by its dotted key ("errors.not_found.title"); asserted to exist: keys are program constants. */
struct str words_get(const struct words *w, enum lang lang, const char *key);

/* The same, STR_NONE when there is none. */
struct str words_find(const struct words *w, enum lang lang, const char *key);

/* The text `key` of a group ("fields"), STR_NONE when there is none; `key` is no dotted one. */
struct str words_find_in(const struct words *w, enum lang lang, const char *group, struct str key);

struct words_value {
	const char *name;
	struct str value;
};

/* Appends the text with its places filled; a place without a value is asserted not to happen. `values` ends with a NULL name; NULL: none. */
void words_fill(struct buf *b, const struct words *w, enum lang lang, const char *key,
    const struct words_value *values);

/* The same for a text that is not of the words. */
void words_fill_text(struct buf *b, struct str text, const struct words_value *values);

/*
 * Moves *rest behind its next {name}. False when there is none; *before is what
 * stands in front of it, or all. A brace that begins no place is text.
 */
bool words_next_place(struct str *rest, struct str *before, struct str *name);

/* words_fill() for a text with forms; chooses by n, and fills {n} with n as people write it. */
void words_count(struct buf *b, const struct words *w, enum lang lang, const char *key, int64_t n,
    const struct words_value *values);

#endif
