/*
 * doc.c: jansson behind names that say who owns what. Values live in arenas,
 * so no reference is ever counted down; the counts jansson keeps do no harm.
 */
#include "lib/view/doc.h"

#include <assert.h>

enum { DECIMALS_MAX = 6 };

void
doc_init(void)
{
	json_set_alloc_funcs(mem_current_alloc, mem_current_free);
	/* Now rather than at the first object: /dev/urandom may be out of reach later. */
	json_object_seed(0);
}

/* NULL can only mean that jansson, without an arena, found no memory. */
static json_t *
made(json_t *value)
{
	assert(value != NULL);
	return value;
}

json_t *
doc_object(void)
{
	return made(json_object());
}

json_t *
doc_array(void)
{
	return made(json_array());
}

/* Not checked for UTF-8: text was checked where it entered, and once is enough. */
json_t *
doc_string(struct str s)
{
	return s.p == NULL ? NULL : made(json_stringn_nocheck(s.p, s.n));
}

json_t *
doc_integer(int64_t v)
{
	return made(json_integer(v));
}

json_t *
doc_boolean(bool v)
{
	return json_boolean(v);
}

json_t *
doc_scaled(int64_t scaled, unsigned decimals)
{
	static const double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };

	assert(decimals <= DECIMALS_MAX);
	if (decimals == 0)
		return doc_integer(scaled);
	return made(json_real((double)scaled / powers[decimals]));
}

json_t *
doc_null(void)
{
	return json_null();
}

json_t *
doc_copy(const json_t *v)
{
	return v == NULL ? NULL : made(json_deep_copy(v));
}

void
doc_set(json_t *object, const char *key, json_t *value)
{
	assert(json_is_object(object) && object != value);
	if (value != NULL) {
		int failed = json_object_set_new_nocheck(object, key, value);

		assert(failed == 0);
	}
}

void
doc_set_str(json_t *object, const char *key, struct str s)
{
	doc_set(object, key, doc_string(s));
}

void
doc_set_cstr(json_t *object, const char *key, const char *s)
{
	doc_set(object, key, doc_string(str_of(s)));
}

void
doc_set_int(json_t *object, const char *key, int64_t v)
{
	doc_set(object, key, doc_integer(v));
}

void
doc_set_bool(json_t *object, const char *key, bool v)
{
	doc_set(object, key, doc_boolean(v));
}

void
doc_remove(json_t *object, const char *key)
{
	(void)json_object_del(object, key);
}

void
doc_append(json_t *array, json_t *value)
{
	assert(json_is_array(array) && array != value);
	if (value != NULL) {
		int failed = json_array_append_new(array, value);

		assert(failed == 0);
	}
}

json_t *
doc_get(const json_t *object, const char *key)
{
	return json_object_get(object, key);
}

json_t *
doc_at(const json_t *array, size_t i)
{
	return json_array_get(array, i);
}

size_t
doc_count(const json_t *array_or_object)
{
	return json_is_array(array_or_object) ? json_array_size(array_or_object)
					      : json_object_size(array_or_object);
}

struct str
doc_str(const json_t *value)
{
	if (!json_is_string(value))
		return STR_NONE;
	return (struct str){ json_string_value(value), json_string_length(value) };
}

struct str
doc_get_str(const json_t *object, const char *key)
{
	return doc_str(doc_get(object, key));
}

int64_t
doc_get_int(const json_t *object, const char *key)
{
	return json_integer_value(doc_get(object, key));
}

bool
doc_get_bool(const json_t *object, const char *key)
{
	return json_is_true(doc_get(object, key));
}

bool
doc_is_object(const json_t *value)
{
	return json_is_object(value);
}

bool
doc_is_array(const json_t *value)
{
	return json_is_array(value);
}

bool
doc_is_string(const json_t *value)
{
	return json_is_string(value);
}

/* jansson's iterators take an object they might change; these do not change it. */
static json_t *
unconst(const json_t *v)
{
	union {
		const json_t *from;
		json_t *to;
	} u = { .from = v };

	return u.to;
}

void *
doc_first(const json_t *object)
{
	return json_object_iter(unconst(object));
}

void *
doc_after(const json_t *object, void *it)
{
	return json_object_iter_next(unconst(object), it);
}

const char *
doc_key(void *it)
{
	return json_object_iter_key(it);
}

json_t *
doc_value(void *it)
{
	return json_object_iter_value(it);
}

json_t *
doc_read(struct mem *m, struct str text, const char **problem, int *line)
{
	json_error_t error;
	json_t *value = json_loadb(text.n == 0 ? "" : text.p, text.n,
	    JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

	if (value == NULL) {
		*problem = mem_strdup(m, str_of(error.text));
		*line = error.line;
	}
	return value;
}

json_t *
doc_share(json_t *v)
{
	return json_incref(v);
}

int64_t
doc_int(const json_t *value)
{
	return json_integer_value(value);
}

double
doc_real(const json_t *value)
{
	return json_real_value(value);
}

bool
doc_is_real(const json_t *value)
{
	return json_is_real(value);
}

struct str
doc_get_span(const json_t *object, struct str key)
{
	return doc_str(json_object_getn(object, key.p, key.n));
}
