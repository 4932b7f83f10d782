/*
 * fuzz_list_query.c: any bytes as the parameters of a list or of the search.
 * What is accepted has an address that means the same, and an answer.
 */
#include <stddef.h>
#include <stdint.h>

#include "lib/store/list.h"
#include "tests/fuzz/plain_asserts.h"
#include "tests/unit/testbed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct list_limits limits = { .query_letters = 200, .page_depth = 50 };

static struct testbed *t;

static void
clean(void)
{
	void *state = t;

	(void)testbed_teardown(&state);
}

static void
make(void)
{
	void *state;

	if (testbed_setup_basics(&state) != 0)
		abort();
	t = state;
	testbed_load(t, "municipality",
	    "slug,code,name,seat,latitude,longitude\n"
	    "motala,0583,Motala,Motala,58.54,15.04\nydre,0512,Ydre,Österbymo,57.83,15.27\n");
	testbed_load(t, "enterprise",
	    "slug,name,municipality,goods_and_services,locality,latitude,longitude,location_precision\n"
	    "a,Björkens snickeri,Motala,snickeri|kafe,Borensberg,58.56,15.28,\n"
	    "b,Café Oasen,Ydre,kafe,,57.8,15.3,postcode\nc,Eken,Motala|Ydre,,,,,\n");
	testbed_begin(t);
	if (reader_end(&t->r) != ERR_NONE)
		abort();
	atexit(clean);
}

static bool
read_text(struct list_query *q, const struct kind *k, struct str text, bool strict, struct mem *m)
{
	struct list_problem problem = { .key = NULL };
	struct form f;
	enum err e;

	if (form_read(&f, m, text, 100) != ERR_NONE)
		return false;
	e = list_query_read(q, &f, &t->c, k, &limits, m, strict, &problem);
	assert(e == ERR_NONE || e == ERR_BAD_REQUEST);
	assert((e == ERR_NONE) == (problem.key == NULL));
	return e == ERR_NONE;
}

static struct str
address(const struct scope *s, const struct list_query *q)
{
	struct list_change here = { .page = q->page, .cursor = q->cursor, .sort = -1 };

	return list_address(s, q, &t->c, &here);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const lists[] = { "enterprise", "project", "report", "municipality" };
	struct mem *m = mem_new(0), *before;
	const struct kind *k;
	struct list_query q, again;
	struct scope s;
	struct list_problem problem;
	struct str first, second;
	bool aimed;
	enum err e;

	if (t == NULL)
		make();
	before = mem_use(m);
	k = size == 0 || (data[0] & 7) > 3 ? NULL : kind_find(str_of(lists[data[0] & 3]));
	if (size > 0 &&
	    read_text(&q, k, (struct str){ (const char *)data + 1, size - 1 }, data[0] & 0x10, m)) {
		json_t *doc = doc_object();

		s = (struct scope){ .lang = data[0] & 0x20 ? LANG_EN : LANG_SV, .api = data[0] & 0x40, .mem = m };
		testbed_begin(t);
		aimed = list_query_aim(&q, &t->r, &t->c, m, data[0] & 0x10, &problem) == ERR_NONE;
		first = address(&s, &q);
		if (!read_text(&again, k, str_from(first, str_index(first, '?') + 1), true, m))
			abort();
		second = address(&s, &again);
		assert(str_eq(first, second));
		if (!aimed)
			;       /* a program that names no place gets no list */
		else if (k == NULL)
			store_search(&t->r, &s, &t->c, &q, doc);
		else
			store_list(&t->r, &s, &t->c, &q, doc);
		e = reader_end(&t->r);
		assert(e == ERR_NONE || e == ERR_NOT_FOUND || e == ERR_GONE);
		assert(e != ERR_NONE || !aimed || doc_get(doc, "page") != NULL);
	}
	mem_use(before);
	mem_free(m);
	return 0;
}
