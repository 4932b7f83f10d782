/*
 * doc.h: building documents. A document is a jansson tree that lives in the
 * arena that is current (mem_use): nothing is ever released one by one. With
 * json.c and mustache.c the only user of jansson; everybody else holds a
 * json_t * and calls these.
 *
 * doc_set_* take the value they are given; keys are program constants or
 * column names and must outlive the call only. Absent means absent: a span
 * whose p is NULL, or a NULL value, sets nothing.
 */
#ifndef MEDVERK_DOC_H
#define MEDVERK_DOC_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"

/* Teaches jansson to take its memory from the current arena. Once, at start. */
void doc_init(void);

json_t *doc_object(void);
json_t *doc_array(void);
json_t *doc_string(struct str s);
json_t *doc_integer(int64_t v);
json_t *doc_boolean(bool v);
/* value = scaled / 10^decimals (decimals 0–6), printed exactly by json_write() while |scaled| < 10^15. */
json_t *doc_scaled(int64_t scaled, unsigned decimals);
json_t *doc_null(void);
/* A copy of the whole tree in the current arena. */
json_t *doc_copy(const json_t *v);
/* The same value once more, for a second place in the same document; neither may be changed then. */
json_t *doc_share(json_t *v);

void doc_set(json_t *object, const char *key, json_t *value);
void doc_set_str(json_t *object, const char *key, struct str s);
void doc_set_cstr(json_t *object, const char *key, const char *s);
void doc_set_int(json_t *object, const char *key, int64_t v);
void doc_set_bool(json_t *object, const char *key, bool v);
void doc_remove(json_t *object, const char *key);
void doc_append(json_t *array, json_t *value);

/* The member, or NULL. doc_at: the element, or NULL. */
json_t *doc_get(const json_t *object, const char *key);
json_t *doc_at(const json_t *array, size_t i);
size_t doc_count(const json_t *array_or_object);

/* The member as text (STR_NONE when absent or no string), number (0), truth (false). */
struct str doc_get_str(const json_t *object, const char *key);
int64_t doc_get_int(const json_t *object, const char *key);
bool doc_get_bool(const json_t *object, const char *key);
/* The value itself as a number (0), as text. */
int64_t doc_int(const json_t *value);
struct str doc_str(const json_t *value);

/* The value itself as a real number (0). */
double doc_real(const json_t *value);

/* The member named by a span, as text. */
struct str doc_get_span(const json_t *object, struct str key);

bool doc_is_real(const json_t *value);
bool doc_is_object(const json_t *value);
bool doc_is_array(const json_t *value);
bool doc_is_string(const json_t *value);

/* Walks an object in the order of insertion: for (it = doc_first(o); it; it = doc_after(o, it)). */
void *doc_first(const json_t *object);
void *doc_after(const json_t *object, void *it);
const char *doc_key(void *it);
json_t *doc_value(void *it);

/*
 * Reads JSON text (jansson, duplicates refused) into the current arena. NULL when it
 * is not JSON; *problem (in m) then says what and *line where.
 */
json_t *doc_read(struct mem *m, struct str text, const char **problem, int *line);

#endif
