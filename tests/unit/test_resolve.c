/* test_resolve.c: which record a person means. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/resolve.h"
#include "tests/unit/testbed.h"

static const struct field *
field(const char *name)
{
	return kind_field(kind_find(STR("enterprise")), str_of(name));
}

static void
finds(struct testbed *t, struct resolver *rv, const char *name, const char *text, const char *slug)
{
	int64_t found = resolver_find(rv, field(name), str_of(text), t->mem),
		want = RESOLVE_UNKNOWN;

	if (slug != NULL && str_is(STR("?"), slug))
		want = RESOLVE_AMBIGUOUS;
	else if (slug != NULL)
		want = testbed_number(t,
		    mem_printf(t->mem, "SELECT id FROM record WHERE slug = '%s'", slug));
	if (found != want)
		fail_msg("%s <%s>: %d, not %d", name, text, (int)found, (int)want);
}

static void
by_every_name(void **state)
{
	struct testbed *t = *state;
	struct resolver *rv = resolver_new(t->mem, &t->w.reader, NULL);
	const char *uuid = testbed_text(t, "SELECT uuid FROM record WHERE slug = 'motala'").p;

	writer_begin(&t->w);
	finds(t, rv, "municipality", "0583", "motala");
	finds(t, rv, "municipality", "motala", "motala");
	finds(t, rv, "municipality", "Motala", "motala");
	finds(t, rv, "municipality", "MOTALA", "motala");
	finds(t, rv, "municipality", "Linköping", "linkoping");
	finds(t, rv, "municipality", "Linkoping", "linkoping");
	finds(t, rv, "municipality", "LINKÖPING", "linkoping");
	finds(t, rv, "municipality", uuid, "motala");
	finds(t, rv, "goods_and_services", "kafe", "goods-and-services-kafe");
	finds(t, rv, "goods_and_services", "Café", "goods-and-services-kafe");
	finds(t, rv, "goods_and_services", "kafé OCH servering", "goods-and-services-kafe");
	finds(t, rv, "goods_and_services", "carpentry", "goods-and-services-snickeri");
	/* Of the field's own sort only. */
	finds(t, rv, "goods_and_services", "Motala", NULL);
	finds(t, rv, "goods_and_services", "Arbetsträning", NULL);
	finds(t, rv, "legal_form", "Snickeri", NULL);
	finds(t, rv, "municipality", "", NULL);
	finds(t, rv, "municipality", "=", NULL);
	finds(t, rv, "municipality", "=Motala", NULL);
	finds(t, rv, "municipality", "Mota", NULL);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
}

static void
as_it_is_written_first(void **state)
{
	struct testbed *t = *state;
	struct resolver *rv = resolver_new(t->mem, &t->w.reader, NULL);

	testbed_load(t, "municipality",
	    "code,slug,name\n0305,habo,Håbo\n0643,habo-2,Habo\n"
	    "9998,dubbel,Dubbel\n9999,dubbel-2,Dubbel\n");
	writer_begin(&t->w);
	finds(t, rv, "municipality", "Håbo", "habo");
	finds(t, rv, "municipality", "Habo", "habo-2");
	finds(t, rv, "municipality", "habo", "habo");
	finds(t, rv, "municipality", "HABO", "?");
	finds(t, rv, "municipality", "Dubbel", "?");
	finds(t, rv, "municipality", "dubbel", "dubbel");
	finds(t, rv, "municipality", "9999", "dubbel-2");
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
}

static void
nearest(struct testbed *t, struct resolver *rv, const char *name, const char *text,
    const char *want)
{
	assert_str(resolver_nearest(rv, field(name), str_of(text), t->mem), want);
}

static void
suggests(void **state)
{
	struct testbed *t = *state;
	struct resolver *rv = resolver_new(t->mem, &t->w.reader, NULL);

	testbed_load(t, "municipality",
	    "code,slug,name\n9001,asa,Åsa\n9002,asb,Asb\n9003,asc,Asc\n9004,asd,Asd\n");
	writer_begin(&t->w);
	nearest(t, rv, "municipality", "Motalla", "Motala (0583)");
	nearest(t, rv, "municipality", "Linköpign", "Linköping (0580)");
	nearest(t, rv, "municipality", "Yder", "Ydre (0512)");
	nearest(t, rv, "municipality", "Göteborg", "");
	nearest(t, rv, "goods_and_services", "servering", "Kafé och servering (kafe)");
	nearest(t, rv, "goods_and_services", "snikeri", "Snickeri (snickeri)");
	/* Three at most, the nearest first, none of them twice. */
	nearest(t, rv, "municipality", "Asb", "Asb (9002), Åsa (9001), Asc (9003)");
	nearest(t, rv, "municipality", "Motal", "Motala (0583)");
	nearest(t, rv, "municipality", "", "");
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
}

static void
forgets(void **state)
{
	struct testbed *t = *state;
	struct resolver *rv = resolver_new(t->mem, &t->w.reader, NULL);

	writer_begin(&t->w);
	finds(t, rv, "municipality", "Vadstena", NULL);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	testbed_load(t, "municipality", "code,slug,name\n0584,vadstena,Vadstena\n");
	writer_begin(&t->w);
	finds(t, rv, "municipality", "Vadstena", NULL);
	resolver_forget(rv, kind_find(STR("enterprise")));
	finds(t, rv, "municipality", "Vadstena", NULL);
	resolver_forget(rv, kind_find(STR("municipality")));
	finds(t, rv, "municipality", "Vadstena", "vadstena");
	finds(t, rv, "municipality", "Motala", "motala");
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
}

/* More than the table begins with room for. */
static void
many(void **state)
{
	struct testbed *t = *state;
	struct resolver *rv = resolver_new(t->mem, &t->w.reader, &t->w);
	int64_t first[500];

	writer_begin(&t->w);
	for (int i = 0; i < 500; i++) {
		first[i] = resolver_find(rv, field("goods_and_services"),
		    str_of(mem_printf(t->mem, "Ämne %d", i)), t->mem);
		assert_true(first[i] > 0);
	}
	for (int i = 0; i < 500; i++)
		assert_int_equal(first[i],
		    resolver_find(rv, field("goods_and_services"),
		    str_of(mem_printf(t->mem, "ÄMNE %d", i)), t->mem));
	finds(t, rv, "goods_and_services", "Snickeri", "goods-and-services-snickeri");
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM term"), 507);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup_basics, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(by_every_name), WITH(as_it_is_written_first), WITH(suggests), WITH(forgets),
		WITH(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
