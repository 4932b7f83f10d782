/*
 * fuzz_import.c: any bytes as a file to import. Whatever is wrong is found by
 * the rules here, with a line and a reason; what they let pass the schema
 * takes; and the database stays whole.
 */
#include <stddef.h>
#include <stdint.h>

#include "lib/text/utf8.h"
#include "tests/fuzz/plain_asserts.h"
#include "tests/unit/testbed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FRESH_EVERY = 500 };     /* imports that were saved, before the database is made anew */

static void
look_at_problem(void *ctx, size_t line, struct str column, struct str value, const char *reason)
{
	size_t *count = ctx;

	(void)line;
	(void)value;
	assert(utf8_is_clean(column));
	assert(!str_starts(str_of(reason), STR("breaks a rule of the database")));
	++*count;
}

static struct testbed *t;

static void
clean(void)
{
	void *state = t;

	(void)testbed_teardown(&state);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int saved;
	size_t problems = 0;
	struct import_options options = { .problem = look_at_problem, .ctx = &problems };
	struct import_result result;
	enum err e;

	if (size < 1)
		return 0;
	if (t == NULL || saved > FRESH_EVERY) {
		void *state = t;

		if (t != NULL && (db_check(t->path) != 0 || testbed_teardown(&state) != 0))
			abort();
		if (t == NULL)
			atexit(clean);
		if (testbed_setup_basics(&state) != 0)
			abort();
		t = state;
		saved = 0;
	}
	options.kind = kind_at(data[0] % 8);
	options.create_terms = data[0] & 0x80;
	options.text = (struct str){ (const char *)data + 1, size - 1 };
	e = store_import(&t->w, &options, &result);
	assert(e == ERR_NONE || e == ERR_INVALID);
	assert((e == ERR_NONE) == (problems == 0) && problems == result.problems);
	assert(e != ERR_NONE || result.rows == result.created + result.changed);
	saved += e == ERR_NONE;
	return 0;
}
