/* test_doc.c: building and reading documents. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/view/doc.h"

static int
setup(void **state)
{
	struct mem *m = mem_new(0);

	doc_init();
	mem_use(m);
	*state = m;
	return 0;
}

static int
teardown(void **state)
{
	mem_use(NULL);
	mem_free(*state);
	return 0;
}

static void
assert_str(struct str s, const char *expected)
{
	assert_non_null(s.p);
	assert_int_equal(s.n, strlen(expected));
	assert_memory_equal(s.p, expected, s.n);
}

static void
members_are_found_again(void **state)
{
	json_t *o = doc_object(), *list = doc_array();

	(void)state;
	doc_set_str(o, "name", STR("Åsa Öberg AB"));
	doc_set_cstr(o, "slug", "asa-oberg-ab");
	doc_set_int(o, "employed", INT64_MIN);
	doc_set_bool(o, "fictional", true);
	doc_append(list, doc_string(STR("a")));
	doc_append(list, doc_integer(2));
	doc_set(o, "list", list);
	assert_str(doc_get_str(o, "name"), "Åsa Öberg AB");
	assert_str(doc_get_str(o, "slug"), "asa-oberg-ab");
	assert_true(doc_get_int(o, "employed") == INT64_MIN);
	assert_true(doc_get_bool(o, "fictional"));
	assert_int_equal(doc_count(o), 5);
	assert_int_equal(doc_count(doc_get(o, "list")), 2);
	assert_str(doc_str(doc_at(list, 0)), "a");
	assert_null(doc_at(list, 2));
	assert_true(doc_is_object(o) && doc_is_array(list) && doc_is_string(doc_at(list, 0)));
	doc_remove(o, "slug");
	doc_remove(o, "slug");
	assert_null(doc_get(o, "slug"));
}

static void
absent_sets_nothing(void **state)
{
	json_t *o = doc_object(), *list = doc_array();

	(void)state;
	doc_set_str(o, "a", STR_NONE);
	doc_set_cstr(o, "b", NULL);
	doc_set(o, "c", NULL);
	doc_append(list, NULL);
	assert_int_equal(doc_count(o), 0);
	assert_int_equal(doc_count(list), 0);
	/* Empty is not absent. */
	doc_set_str(o, "d", STR(""));
	assert_str(doc_get_str(o, "d"), "");
}

static void
wrong_kinds_read_as_nothing(void **state)
{
	json_t *o = doc_object();

	(void)state;
	doc_set_cstr(o, "text", "7");
	doc_set_int(o, "number", 7);
	doc_set(o, "nothing", doc_null());
	assert_null(doc_get_str(o, "number").p);
	assert_null(doc_get_str(o, "absent").p);
	assert_int_equal(doc_get_int(o, "text"), 0);
	assert_false(doc_get_bool(o, "number"));
	assert_false(doc_get_bool(o, "nothing"));
	assert_null(doc_get(NULL, "a"));
	assert_null(doc_get(doc_integer(1), "a"));
	assert_null(doc_str(NULL).p);
	assert_int_equal(doc_count(doc_integer(1)), 0);
	assert_int_equal(doc_count(NULL), 0);
	assert_false(doc_is_object(NULL) || doc_is_array(NULL) || doc_is_string(NULL));
}

static void
text_may_contain_a_zero_byte(void **state)
{
	struct str s = { "a\0b", 3 };

	(void)state;
	s = doc_str(doc_string(s));
	assert_int_equal(s.n, 3);
	assert_memory_equal(s.p, "a\0b", 3);
}

static void
objects_are_walked_in_order_of_insertion(void **state)
{
	static const char *const keys[] = { "ö", "a", "z", "b", "å" };
	json_t *o = doc_object();
	size_t i = 0;

	(void)state;
	for (size_t k = 0; k < 5; k++)
		doc_set_int(o, keys[k], (int64_t)k);
	for (void *it = doc_first(o); it != NULL; it = doc_after(o, it), i++) {
		assert_string_equal(doc_key(it), keys[i]);
		assert_int_equal(json_integer_value(doc_value(it)), i);
	}
	assert_int_equal(i, 5);
	assert_null(doc_first(doc_object()));
	assert_null(doc_first(NULL));
}

static void
values_read_themselves(void **state)
{
	json_t *o = doc_object();

	(void)state;
	doc_set(o, "latitude", doc_scaled(582037, 4));
	doc_set_cstr(o, "name", "Å");
	assert_true(doc_is_real(doc_get(o, "latitude")));
	assert_false(doc_is_real(doc_integer(1)) || doc_is_real(NULL));
	assert_true(doc_real(doc_get(o, "latitude")) > 58.2036);
	assert_true(doc_real(doc_get(o, "latitude")) < 58.2038);
	assert_true(doc_real(doc_integer(7)) == 0 && doc_real(NULL) == 0);
	assert_int_equal(doc_int(doc_integer(-7)), -7);
	assert_int_equal(doc_int(doc_string(STR("7"))), 0);
	assert_int_equal(doc_int(NULL), 0);
	assert_str(doc_get_span(o, (struct str){ "names", 4 }), "Å");
	assert_null(doc_get_span(o, STR("nam")).p);
	assert_null(doc_get_span(NULL, STR("name")).p);
}

static void
a_shared_value_has_two_places(void **state)
{
	json_t *value = doc_string(STR("Motala")), *a = doc_object(), *b = doc_array();

	(void)state;
	doc_set(a, "name", value);
	doc_append(b, doc_share(value));
	doc_remove(a, "name");
	assert_str(doc_str(doc_at(b, 0)), "Motala");
}

static void
a_copy_is_of_the_current_arena(void **state)
{
	struct mem *other = mem_new(0);
	json_t *o = doc_object(), *inner = doc_object(), *copy;

	doc_set_cstr(inner, "name", "Motala");
	doc_set(o, "inner", inner);
	mem_use(other);
	copy = doc_copy(o);
	mem_use(*state);
	doc_set_cstr(inner, "name", "Linköping");
	assert_str(doc_get_str(doc_get(copy, "inner"), "name"), "Motala");
	assert_null(doc_copy(NULL));
	mem_free(other);
}

static void
json_is_read(void **state)
{
	const char *problem = NULL;
	int line = 0;
	json_t *v = doc_read(*state, STR("{\"a\": {\"b\": [1, \"å\", null]}}"), &problem, &line);

	assert_non_null(v);
	assert_str(doc_str(doc_at(doc_get(doc_get(v, "a"), "b"), 1)), "å");
	assert_int_equal(doc_get_int(doc_object(), "x"), 0);
	assert_str(doc_str(doc_read(*state, STR("\"text\""), &problem, &line)), "text");
}

static void
bad_json_is_refused(void **state)
{
	static const char *const bad[] = {
		"", " ", "{", "{\"a\": 1,}", "{\"a\": 1} x", "{\"a\": 1, \"a\": 2}", "[\"\xff\"]",
		"[\"\\u0000\"]", "nope", "[1e999]", "[99999999999999999999]",
	};
	const char *problem;
	int line;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		problem = NULL;
		assert_null(doc_read(*state, str_of(bad[i]), &problem, &line));
		assert_non_null(problem);
	}
	assert_null(doc_read(*state, STR("{\n\"a\": 1,\n\"b\": x}"), &problem, &line));
	assert_int_equal(line, 3);
	assert_null(doc_read(*state, STR_NONE, &problem, &line));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(members_are_found_again, setup, teardown),
		cmocka_unit_test_setup_teardown(absent_sets_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_kinds_read_as_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(text_may_contain_a_zero_byte, setup, teardown),
		cmocka_unit_test_setup_teardown(objects_are_walked_in_order_of_insertion, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(values_read_themselves, setup, teardown),
		cmocka_unit_test_setup_teardown(a_shared_value_has_two_places, setup, teardown),
		cmocka_unit_test_setup_teardown(a_copy_is_of_the_current_arena, setup, teardown),
		cmocka_unit_test_setup_teardown(json_is_read, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_json_is_refused, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
