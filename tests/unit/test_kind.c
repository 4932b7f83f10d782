/* test_kind.c: the tables of kinds agree with each other and with the schema. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tests/unit/testbed.h"

static void
finds_kinds(void **state)
{
	(void)state;
	assert_string_equal(kind_find(STR("enterprise"))->plural, "enterprises");
	assert_string_equal(kind_find_plural(STR("municipalities"))->name, "municipality");
	assert_null(kind_find(STR("enterprises")));
	assert_null(kind_find(STR("")));
	assert_null(kind_find(STR_NONE));
	assert_null(kind_find_plural(STR("enterprise")));
	for (size_t i = 0; kind_at(i) != NULL; i++) {
		assert_int_equal(kind_index(kind_at(i)), i);
		assert_ptr_equal(kind_find(str_of(kind_at(i)->name)), kind_at(i));
		assert_ptr_equal(kind_find_plural(str_of(kind_at(i)->plural)), kind_at(i));
		assert_true(i < KINDS_MAX);
	}
	assert_null(kind_at(KINDS_MAX));
}

static void
finds_fields(void **state)
{
	const struct kind *k = kind_find(STR("project"));

	(void)state;
	assert_int_equal(kind_field(k, STR("budget"))->type, FIELD_MONEY);
	assert_int_equal(kind_field(k, STR("summary"))->flags & FIELD_IN_RECORD, FIELD_IN_RECORD);
	assert_null(kind_field(k, STR("seat")));
	assert_null(kind_field(k, STR("summary_en")));
	assert_null(kind_field(k, STR("")));
	assert_string_equal(kind_field_at(k, 0)->name, "slug");
	assert_int_equal(field_find(STR("seat"))->type, FIELD_TEXT);
	assert_null(field_find(STR("colour")));
	assert_true(field_is_reference(kind_field(k, STR("lead"))));
	assert_false(field_is_reference(kind_field(k, STR("source"))));
}

/* A name means the same in every kind: same type, and it can be translated everywhere or nowhere. */
static void
names_mean_the_same(void **state)
{
	const struct field *f;

	(void)state;
	for (size_t i = 0; kind_at(i) != NULL; i++)
		for (size_t j = 0; (f = kind_field_at(kind_at(i), j)) != NULL; j++) {
			const struct field *first = field_find(str_of(f->name));

			assert_int_equal(f->type, first->type);
			assert_int_equal(f->flags & FIELD_TRANSLATABLE,
			    first->flags & FIELD_TRANSLATABLE);
			assert_ptr_equal(kind_field(kind_at(i), str_of(f->name)), f);
		}
}

static bool
has_column(const struct testbed *t, const char *table, const char *name)
{
	return testbed_number(t,
		   mem_printf(t->mem,
		       "SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s'", table,
		       name)) == 1;
}

static bool
has_relation(const struct testbed *t, const char *name, const char *source, const char *target,
    const char *taxonomy)
{
	return testbed_number(t,
		   mem_printf(t->mem,
		       "SELECT count(*) FROM relation WHERE name = '%s'"
	    " AND source_kind = '%s' AND target_class = '%s'",
	    name, source, taxonomy == NULL ? target : taxonomy)) == 1;
}

/* Every field has its column, or its row in the table of relations. */
static void
fields_are_in_the_schema(void **state)
{
	struct testbed *t = *state;
	size_t relations = 0;
	const struct field *f;

	for (size_t i = 0; kind_at(i) != NULL; i++) {
		const struct kind *k = kind_at(i);

		assert_true(has_column(t, k->name, "id"));
		for (size_t j = 0; (f = kind_field_at(k, j)) != NULL; j++) {
			bool in_record = f->flags & FIELD_IN_RECORD || f->type == FIELD_CODE;

			if (f->flags & FIELD_INVERSE) {
				assert_true(has_relation(t, f->relation, f->target, k->name, NULL));
			} else if (field_is_reference(f)) {
				assert_true(has_relation(t, f->name, k->name, f->target,
				    f->taxonomy));
				relations++;
			} else if (field_is_attachment(f)) {
				assert_true(has_column(t, "attachment", "file"));
			} else if (!has_column(t, in_record ? "record" : k->name, f->name)) {
				fail_msg("%s.%s has no column", k->name, f->name);
			}
			assert_true((f->target != NULL) == field_is_reference(f));
			assert_true((f->taxonomy != NULL) <= str_is(STR("term"), f->target));
		}
	}
	assert_int_equal(relations, testbed_number(t, "SELECT count(*) FROM relation"));
}

/* And no column that a person could fill in is without a field. */
static void
columns_have_fields(void **state)
{
	struct testbed *t = *state;

	for (size_t i = 0; kind_at(i) != NULL; i++) {
		const struct kind *k = kind_at(i);

		for (int64_t c = 1;; c++) {
			struct str name = testbed_text(t,
			    mem_printf(t->mem,
				"SELECT name FROM pragma_table_info('%s') WHERE cid = %d", k->name,
				(int)c));

			if (name.p == NULL)
				break;
			if (kind_field(k, name) == NULL)
				fail_msg("%s.%s has no field", k->name, name.p);
		}
	}
}

/* Where a kind is listed and searched, it has what that needs. */
static void
kinds_are_whole(void **state)
{
	(void)state;
	for (size_t i = 0; kind_at(i) != NULL; i++) {
		const struct kind *k = kind_at(i);
		size_t facets = 0;

		assert_true(!k->listed || k->searched);
		assert_true(!k->searched || (k->items != SQL_COUNT && k->path[LANG_SV] != NULL));
		assert_true((k->path[LANG_SV] != NULL) == (k->path[LANG_EN] != NULL));
		assert_true(k->load != SQL_COUNT && k->insert != SQL_COUNT &&
		    k->update != SQL_COUNT);
		for (size_t j = 0; j < k->fields; j++)
			facets += (k->field[j].flags & FIELD_FACET) != 0;
		assert_true(facets <= 8);
	}
}

static void
expand(const struct testbed *t, const char *what, const char *kind, const char *want)
{
	struct buf b;

	buf_init(&b, t->mem, 0);
	buf_puts(&b, "SELECT ");
	assert_int_equal(kind_expand(&b, str_of(what), str_of(kind)), want != NULL);
	if (want != NULL)
		assert_str(buf_view(&b), mem_printf(t->mem, "SELECT %s", want));
}

static void
expands(void **state)
{
	const struct testbed *t = *state;

	expand(t, "names", "page", ", description");
	expand(t, "values", "page", ", :description");
	expand(t, "updates", "page", ", description = :description");
	expand(t, "names", "country", "");
	expand(t, "columns", "page",
	    "id AS \".id\", public_id AS id, kind, slug, name, summary,"
	    " fictional AS \"fictional?\", verified_on, verified_by_kind, description,"
	    " created_at, updated_at");
	expand(t, "items", "report",
	    "id AS \".id\", public_id AS id, kind, slug, name, summary,"
	    " fictional AS \"fictional?\", verified_on, verified_by_kind, publisher, year, language");
	expand(t, "columns", "pages", NULL);
	expand(t, "columns", "", NULL);
	expand(t, "everything", "page", NULL);
	expand(t, "", "page", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_kinds),
		cmocka_unit_test(finds_fields),
		cmocka_unit_test(names_mean_the_same),
		cmocka_unit_test(kinds_are_whole),
		cmocka_unit_test_setup_teardown(fields_are_in_the_schema, testbed_setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(columns_have_fields, testbed_setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(expands, testbed_setup, testbed_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
