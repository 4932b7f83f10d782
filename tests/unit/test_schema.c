/* test_schema.c: what sql/schema.sql refuses, and that what it refuses is all that is wrong with each row. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tests/unit/testbed.h"

#define NOW "'2026-03-05T12:00:00Z'"

/* A mail in this state, with this text and end. */
#define MAIL(state, body, ended_at) \
	"INSERT INTO outbox (uuid, priority, purpose, lang, address, subject, body, state, next_at, created_at, ended_at)" \
	" VALUES ('00000000-0000-4000-8000-000000000001', 1, 'check', 'sv', 'a@b.se', 'x', " body \
	", '" state "', " NOW ", " NOW ", " ended_at ")"

/* Records 1 enterprise, 2 project, 3 municipality, 4 term, 5 organisation, 6 report, 7 page, 8 country. */
static const char world[] =
    "INSERT INTO record (id, uuid, kind, class, code, name, slug, state, created_at, updated_at) VALUES"
    " (1, '00000000-0000-4000-8000-000000000001', 'enterprise', 'enterprise', NULL, 'Å', 'a', 'published', " NOW
    ", " NOW "),"
    " (2, '00000000-0000-4000-8000-000000000002', 'project', 'project', NULL, 'Ä', 'a', 'published', " NOW
    ", " NOW "),"
    " (3, '00000000-0000-4000-8000-000000000003', 'municipality', 'municipality', '0583', 'Motala', 'motala', 'published', " NOW
    ", " NOW "),"
    " (4, '00000000-0000-4000-8000-000000000004', 'term', 'goods_and_services', 'kafe', 'Kafé', 'kafe', 'published', " NOW
    ", " NOW "),"
    " (5, '00000000-0000-4000-8000-000000000005', 'organisation', 'organisation', NULL, 'Ö', 'o', 'published', " NOW
    ", " NOW "),"
    " (6, '00000000-0000-4000-8000-000000000006', 'report', 'report', NULL, 'R', 'r', 'published', " NOW
    ", " NOW "),"
    " (7, '00000000-0000-4000-8000-000000000007', 'page', 'page', NULL, 'P', 'p', 'published', " NOW
    ", " NOW "),"
    " (8, '00000000-0000-4000-8000-000000000008', 'country', 'country', 'SE', 'Sverige', 'sverige', 'published', " NOW
    ", " NOW ");"
    "INSERT INTO enterprise (id) VALUES (1); INSERT INTO project (id) VALUES (2);"
    "INSERT INTO municipality (id) VALUES (3); INSERT INTO organisation (id) VALUES (5);"
    "INSERT INTO term (id, taxonomy) VALUES (4, 'goods_and_services');"
    "INSERT INTO report (id) VALUES (6); INSERT INTO page (id) VALUES (7);"
    "INSERT INTO country (id) VALUES (8); INSERT INTO slug VALUES ('enterprise', 'a', 1);";

static int
setup(void **state)
{
	int failed = testbed_setup(state);

	if (failed == 0)
		testbed_sql(*state, world);
	return failed;
}

struct column_case {
	const char *table, *name;
	int64_t id;
	const char *good[8], *bad[16];
};

/* SQL literals: each good one may stand in the row of that id, each bad one not. */
static const struct column_case columns[] = {
	{ "record", "uuid", 1,
	    { "'0f8fad5b-d9cb-469f-a165-70867728950e'" },
	    { "NULL", "''", "'0F8FAD5B-D9CB-469F-A165-70867728950E'", "'0f8fad5b-d9cb-169f-a165-70867728950e'",
	    "'0f8fad5b-d9cb-469f-c165-70867728950e'", "'0f8fad5bd9cb469fa16570867728950e'",
	    "'0f8fad5b-d9cb-469f-a165-70867728950'", "'0f8fad5b-d9cb-469f-a165-70867728950e0'",
	    "'444444444444444444444444444444444444'", "'00000000-0000-4000-8000-000000000002'" } },
	/* Its kind and its class are changed together or not at all. */
	{ "record", "kind", 1, { "'story', class = 'story'" },
	    { "NULL", "''", "'story'", "'company', class = 'company'", "'Enterprise', class = 'Enterprise'" } },
	{ "record", "code", 1, { "NULL" }, { "''" } },
	{ "record", "code", 3, { "'0580'", "'2584'" }, { "NULL", "''", "'583'", "'05830'", "'058A'", "' 583'" } },
	{ "record", "code", 8, { "'PL'" }, { "NULL", "''", "'se'", "'SWE'", "'S1'" } },
	{ "record", "code", 4, { "'snickeri'" }, { "NULL", "''" } },
	{ "record", "name", 1, { "'Björken'", "'x'" }, { "NULL", "''" } },
	{ "record", "summary", 1, { "NULL", "'En mening.'" }, { "''" } },
	{ "record", "slug", 1, { "'b'", "'bjorken-2'", "'2-a'" },
	    { "NULL", "''", "'-a'", "'a-'", "'a--b'", "'A'", "'å'", "'a b'", "'a/b'", "'a_b'" } },
	{ "record", "state", 1, { "'draft'", "'pending'", "'published'", "'hidden'", "'archived'", "'erased'" },
	    { "NULL", "''", "'Published'", "'deleted'" } },
	{ "record", "fictional", 1, { "NULL", "1" }, { "0", "2", "'x'" } },
	{ "record", "revision", 1, { "1", "900" }, { "NULL", "0", "-1", "'a'" } },
	{ "record", "verified_on", 1, { "NULL" }, { "''", "'2026-01-01'" } },
	{ "record", "verified_by_kind", 1, { "NULL" }, { "''", "'region'" } },
	{ "record", "created_at", 1, { "'2024-02-29T00:00:00Z'" },
	    { "NULL", "''", "'2024-02-29'", "'2024-02-29T00:00:00+01:00'", "'2024-02-29 00:00:00Z'", "'nu'" } },
	{ "record", "updated_at", 1, { "'2024-02-29T00:00:00Z'" }, { "NULL", "''", "'2024-02-29'" } },
	{ "record", "published_at", 1, { "NULL", "'2024-02-29T00:00:00Z'" }, { "''", "'2024-02-29'" } },
	{ "enterprise", "alternative_name", 1, { "NULL", "'B'" }, { "''" } },
	{ "enterprise", "description", 1, { "NULL", "'B'" }, { "''" } },
	{ "enterprise", "organisation_number", 1, { "NULL", "'5560360793'", "'7696000004'", "'2120000621'" },
	    { "''", "'5560360794'", "'5560630793'", "'556036-0793'", "'165560360793'", "'556036079'",
	    "'55603607930'", "'8112189876'", "'8102189874'", "'55603607 3'", "'abcdefghij'",
	    /* Luhn is right, the third digit is a month's: a person */ "'1212121212'", "'1112121219'" } },
	{ "enterprise", "reserved_procurement", 1, { "NULL", "1" }, { "0", "2" } },
	{ "enterprise", "street_address", 1, { "'Storgatan 1'" }, { "''" } },
	{ "enterprise", "postcode", 1, { "NULL", "'59130'" }, { "''", "'5913'", "'591 30'", "'01234'", "'5913a'", "'591300'" } },
	{ "enterprise", "locality", 1, { "'Motala'" }, { "''" } },
	{ "enterprise", "website_url", 1, { "NULL", "'http://x.se'", "'https://x.se/å'" },
	    { "''", "'x.se'", "'https://'", "'ftp://x.se'", "'javascript:alert(1)'", "' https://x.se'" } },
	{ "enterprise", "email", 1, { "NULL", "'a@b.se'" }, { "''", "'a'", "'@b.se'", "'a@'" } },
	{ "enterprise", "phone", 1, { "NULL", "'0141-12 34 56'" }, { "''" } },
	{ "enterprise", "employed", 1, { "NULL", "0", "12" }, { "-1", "1.5", "'tolv'" } },
	{ "enterprise", "occupied", 1, { "NULL", "0" }, { "-1" } },
	{ "enterprise", "figures_date", 1, { "NULL", "'2024-12-31'", "'2024-02-29'" },
	    { "''", "'2025-02-29'", "'2024-13-01'", "'2024-1-1'", "'2024'", "'i går'", "'2024-12-31T00:00:00Z'" } },
	{ "enterprise", "latitude", 1, { "NULL" }, { "58203700", "90000001", "'x'" } },
	{ "enterprise", "longitude", 1, { "NULL" }, { "15000000" } },
	{ "enterprise", "location_precision", 1, { "NULL", "'street'", "'postcode'", "'municipality'", "'hidden'" },
	    { "''", "'exact'", "'Street'" } },
	{ "project", "acronym", 2, { "'MESSE'" }, { "''" } },
	{ "project", "description", 2, { "'x'" }, { "''" } },
	{ "project", "results", 2, { "'x'" }, { "''" } },
	{ "project", "budget", 2, { "NULL" }, { "1" /* without currency */, "-1" } },
	{ "project", "eu_contribution", 2, { "NULL" }, { "1", "-1" } },
	{ "project", "currency", 2, { "NULL", "'EUR'" }, { "''", "'eur'", "'EURO'", "'€'" } },
	{ "project", "start_date", 2, { "NULL", "'2012-01-01'" }, { "''", "'2012-02-30'" } },
	{ "project", "end_date", 2, { "NULL", "'2012-01-01'" }, { "''", "'2012'" } },
	{ "project", "website_url", 2, { "'https://x.eu'" }, { "''", "'www.x.eu'" } },
	{ "project", "source", 2, { "'x'" }, { "''" } },
	{ "report", "description", 6, { "'x'" }, { "''" } },
	{ "report", "authors", 6, { "'A|B'" }, { "''" } },
	{ "report", "publisher", 6, { "'x'" }, { "''" } },
	{ "report", "year", 6, { "1900", "2199" }, { "1899", "2200", "'x'" } },
	{ "report", "series", 6, { "'x'" }, { "''" } },
	{ "report", "reference_number", 6, { "'x'" }, { "''" } },
	{ "report", "language", 6, { "'sv'" }, { "''", "'SV'", "'swe'" } },
	{ "report", "website_url", 6, { "'http://x.se'" }, { "''", "'x'" } },
	{ "page", "description", 7, { "'x'" }, { "''" } },
	{ "organisation", "website_url", 5, { "'http://x.se'" }, { "''", "'x'" } },
	{ "municipality", "seat", 3, { "'Motala'" }, { "''" } },
	{ "municipality", "population", 3, { "0", "43800" }, { "-1" } },
	{ "municipality", "population_date", 3, { "'2024-12-31'" }, { "''", "'2024'" } },
	{ "municipality", "latitude", 3, { "NULL" }, { "90000001", "-90000001" } },
	{ "municipality", "longitude", 3, { "NULL" }, { "180000001", "-180000001" } },
	{ "term", "taxonomy", 4, { "'legal_form'", "'programme'" }, { "NULL", "''", "'colours'" } },
	{ "term", "position", 4, { "NULL", "1" }, { "'x'" } },
};

static void
each_column(void **state)
{
	struct testbed *t = *state;
	int wrong = 0;

	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		const struct column_case *c = &columns[i];
		const char *const *lists[] = { c->good, c->bad };

		for (int bad = 0; bad < 2; bad++)
			for (size_t j = 0; lists[bad][j] != NULL; j++) {
				const char *sql = mem_printf(t->mem,
				    "SAVEPOINT a; UPDATE %s SET %s = %s WHERE id = %d;"
				    " ROLLBACK TO a;",
				    c->table, c->name, lists[bad][j], (int)c->id);
				int code = testbed_try(t, sql);

				if ((code != SQLITE_OK) != bad) {
					print_error("%s: %d\n", sql, code);
					wrong++;
				}
			}
	}
	assert_int_equal(wrong, 0);
}

static const struct {
	const char *sql;
	int code;
} statements[] = {
	/* rules between columns */
	{ "UPDATE record SET verified_on = '2026-01-01', verified_by_kind = 'region'", SQLITE_OK },
	{ "UPDATE record SET verified_on = '2026-01-01', verified_by_kind = 'friend'", SQLITE_CONSTRAINT },
	{ "UPDATE record SET verified_on = '2026-02-31', verified_by_kind = 'region'", SQLITE_CONSTRAINT },
	{ "UPDATE enterprise SET latitude = 58203700, longitude = 15000000", SQLITE_OK },
	{ "UPDATE enterprise SET latitude = 90000001, longitude = 15000000", SQLITE_CONSTRAINT },
	{ "UPDATE enterprise SET latitude = 58203700, longitude = -180000001", SQLITE_CONSTRAINT },
	{ "UPDATE municipality SET latitude = 58203700, longitude = 15000000", SQLITE_OK },
	{ "UPDATE municipality SET latitude = 58203700", SQLITE_CONSTRAINT },
	{ "UPDATE record SET created_at = '2026-01-01T24:00:00Z'", SQLITE_CONSTRAINT },
	{ "UPDATE record SET created_at = '20xx-01-01T10:00:00Z'", SQLITE_CONSTRAINT },
	{ "UPDATE record SET created_at = '2026-02-30T10:00:00Z'", SQLITE_CONSTRAINT },
	{ "UPDATE project SET start_date = '2012-01-01', end_date = '2012-01-01'", SQLITE_OK },
	{ "UPDATE project SET start_date = '2012-01-02', end_date = '2012-01-01'", SQLITE_CONSTRAINT },
	{ "UPDATE project SET budget = 1, eu_contribution = 0, currency = 'EUR'", SQLITE_OK },
	{ "UPDATE record SET kind = 'enterprise', class = 'enterprise', slug = 'a' WHERE id = 2", SQLITE_CONSTRAINT_UNIQUE },
	/* what refers to nothing */
	{ "INSERT INTO enterprise (id) VALUES (99)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO slug VALUES ('enterprise', 'b', 99)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO slug VALUES ('enterprise', 'a', 2)", SQLITE_CONSTRAINT_PRIMARYKEY },
	{ "INSERT INTO slug VALUES ('enterprise', '', 1)", SQLITE_CONSTRAINT },
	{ "DELETE FROM record WHERE id = 1", SQLITE_CONSTRAINT_FOREIGNKEY },
	/* translations */
	{ "INSERT INTO translation VALUES (1, 'en', 'name', 'x'), (1, 'easy', 'name', 'x')", SQLITE_OK },
	{ "INSERT INTO translation VALUES (1, 'en', 'name', '')", SQLITE_CONSTRAINT },
	{ "INSERT INTO translation VALUES (1, 'en', '', 'x')", SQLITE_CONSTRAINT },
	{ "INSERT INTO translation VALUES (1, 'eng', 'name', 'x')", SQLITE_CONSTRAINT },
	{ "INSERT INTO translation VALUES (1, 'EN', 'name', 'x')", SQLITE_CONSTRAINT },
	{ "INSERT INTO translation VALUES (1, '', 'name', 'x')", SQLITE_CONSTRAINT },
	{ "INSERT INTO translation VALUES (99, 'en', 'name', 'x')", SQLITE_CONSTRAINT_FOREIGNKEY },
	/* links: source, source_kind, relation, position, target, target_class */
	{ "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 3, 'municipality', '2020-01-01', '2021-01-01', 'x')", SQLITE_OK },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 3, 'municipality', '2021-01-01', '2020-01-01', NULL)", SQLITE_CONSTRAINT },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 3, 'municipality', '2021-02-30', NULL, NULL)", SQLITE_CONSTRAINT },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 3, 'municipality', NULL, NULL, '')", SQLITE_CONSTRAINT },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'municipality', -1, 3, 'municipality', NULL, NULL, NULL)", SQLITE_CONSTRAINT },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'goods_and_services', 0, 4, 'goods_and_services', NULL, NULL, NULL)", SQLITE_OK },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'legal_form', 0, 4, 'goods_and_services', NULL, NULL, NULL)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 5, 'organisation', NULL, NULL, NULL)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'legal_form', 0, 4, 'legal_form', NULL, NULL, NULL)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 5, 'municipality', NULL, NULL, NULL)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO link VALUES (1, 'project', 'lead', 0, 5, 'organisation', NULL, NULL, NULL)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO link VALUES (2, 'project', 'lead', 0, 5, 'organisation', NULL, NULL, NULL)", SQLITE_OK },
	{ "INSERT INTO link VALUES (2, 'project', 'leader', 0, 5, 'organisation', NULL, NULL, NULL)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO link VALUES (5, 'organisation', 'lead', 0, 2, 'project', NULL, NULL, NULL)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO link VALUES (2, 'project', 'part_of', 0, 2, 'project', NULL, NULL, NULL)", SQLITE_CONSTRAINT },
	{ "INSERT INTO link VALUES (2, 'project', 'lead', 0, 99, 'organisation', NULL, NULL, NULL)", SQLITE_CONSTRAINT_FOREIGNKEY },
	{ "INSERT INTO link VALUES (2, 'project', 'partners', 0, 5, 'organisation', NULL, NULL, NULL),"
	    " (2, 'project', 'partners', 1, 5, 'organisation', NULL, NULL, NULL)", SQLITE_CONSTRAINT_UNIQUE },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 3, 'municipality', NULL, NULL, NULL);"
	    " UPDATE link SET target = 5", SQLITE_CONSTRAINT_TRIGGER },
	{ "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 3, 'municipality', NULL, NULL, NULL);"
	    " UPDATE link SET source_kind = 'project'", SQLITE_CONSTRAINT_TRIGGER },
	/* history */
	{ "INSERT INTO revision (record, revision, status, document, created_at) VALUES (1, 1, 'accepted', '{}', " NOW "), (1, 2, 'open', '{}', " NOW ")", SQLITE_OK },
	{ "INSERT INTO revision (record, revision, status, document, created_at) VALUES (1, 1, 'open', '{}', " NOW "), (1, 2, 'open', '{}', " NOW ")", SQLITE_CONSTRAINT_UNIQUE },
	{ "INSERT INTO revision (record, revision, status, document, created_at) VALUES (1, 1, 'accepted', '{', " NOW ")", SQLITE_CONSTRAINT },
	{ "INSERT INTO revision (record, revision, status, document, created_at) VALUES (1, 1, 'maybe', '{}', " NOW ")", SQLITE_CONSTRAINT },
	{ "INSERT INTO revision (record, revision, status, document, created_at) VALUES (1, 0, 'open', '{}', " NOW ")", SQLITE_CONSTRAINT },
	{ "INSERT INTO revision (record, revision, status, document, created_at) VALUES (1, 1, 'open', '{}', 'now')", SQLITE_CONSTRAINT },
	{ "INSERT INTO change (record, op, at, revision) VALUES (1, 'created', " NOW ", 1)", SQLITE_OK },
	{ "INSERT INTO change (record, op, at, revision) VALUES (1, 'hidden', " NOW ", 1)", SQLITE_CONSTRAINT },
	{ "INSERT INTO change (record, op, at, revision) VALUES (1, 'created', 'now', 1)", SQLITE_CONSTRAINT },
	{ "INSERT INTO change (record, op, at, revision) VALUES (1, 'created', " NOW ", 0)", SQLITE_CONSTRAINT },
	{ "INSERT INTO change (record, op, at, revision, reason) VALUES (1, 'created', " NOW ", 1, 'x')", SQLITE_CONSTRAINT },
	{ "INSERT INTO change (record, op, at, revision, merged_into) VALUES (1, 'updated', " NOW ", 1, 2)", SQLITE_CONSTRAINT },
	{ "INSERT INTO change (record, op, at, revision, reason, merged_into) VALUES (1, 'deleted', " NOW ", 1, 'x', 2)", SQLITE_OK },
	{ "INSERT INTO change (record, op, at, revision, reason) VALUES (1, 'deleted', " NOW ", 1, '')", SQLITE_CONSTRAINT },
	/* mail: what waits has a text and no end, what was sent has an end and no text */
	{ MAIL("waiting", "'x'", "NULL"), SQLITE_OK },
	{ MAIL("failed", "'x'", NOW), SQLITE_OK },
	{ MAIL("failed", "NULL", NOW), SQLITE_OK },
	{ MAIL("sent", "NULL", NOW), SQLITE_OK },
	{ MAIL("sent", "'x'", NOW), SQLITE_CONSTRAINT },
	{ MAIL("waiting", "NULL", "NULL"), SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", NOW), SQLITE_CONSTRAINT },
	{ MAIL("failed", "'x'", "NULL"), SQLITE_CONSTRAINT },
	{ MAIL("lost", "'x'", NOW), SQLITE_CONSTRAINT },
	{ MAIL("waiting", "''", "NULL"), SQLITE_CONSTRAINT },
	{ MAIL("failed", "'x'", "'now'"), SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", "NULL") "; UPDATE outbox SET claim = 'x', error = 'x', attempts = 1", SQLITE_OK },
	{ MAIL("failed", "'x'", NOW) "; UPDATE outbox SET claim = 'x'", SQLITE_CONSTRAINT },
	{ MAIL("sent", "NULL", NOW) "; UPDATE outbox SET error = 'x'", SQLITE_CONSTRAINT },
	{ MAIL("sent", "NULL", NOW) "; UPDATE outbox SET unsubscribe_url = 'https://x.se'", SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", "NULL") "; UPDATE outbox SET unsubscribe_url = 'javascript:x'", SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", "NULL") "; UPDATE outbox SET address = 'a' || char(10) || '@b.se'", SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", "NULL") "; UPDATE outbox SET address = 'nobody'", SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", "NULL") "; UPDATE outbox SET priority = 2", SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", "NULL") "; UPDATE outbox SET purpose = 'a b'", SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", "NULL") "; UPDATE outbox SET lang = 'de'", SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", "NULL") "; UPDATE outbox SET next_at = '2026-03-05'", SQLITE_CONSTRAINT },
	{ MAIL("waiting", "'x'", "NULL") "; UPDATE outbox SET uuid = 'x@y'", SQLITE_CONSTRAINT },
	/* kinds and relations are closed lists */
	{ "INSERT INTO kind VALUES ('')", SQLITE_CONSTRAINT },
	{ "INSERT INTO relation VALUES ('', 'project', 'project')", SQLITE_CONSTRAINT },
	{ "INSERT INTO relation VALUES ('x', 'thing', 'project')", SQLITE_CONSTRAINT_FOREIGNKEY },
};

static void
each_statement(void **state)
{
	struct testbed *t = *state;
	int wrong = 0;

	for (size_t i = 0; i < COUNT_OF(statements); i++) {
		int want = statements[i].code,
		    code = testbed_try(t,
			mem_printf(t->mem, "SAVEPOINT a; %s; ROLLBACK TO a;", statements[i].sql));

		/* SQLITE_CONSTRAINT alone: of any sort. */
		if (code == want || (want == SQLITE_CONSTRAINT && (code & 0xff) == want))
			continue;
		print_error("%s: %d, not %d\n", statements[i].sql, code, want);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* The search index follows its documents, and the view shows them. */
static void
search_follows_documents(void **state)
{
	struct testbed *t = *state;
	const char
	    *found = "SELECT group_concat(rowid) FROM search WHERE search MATCH '\"björk\" *'";
	const char *integrity = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)";

	testbed_sql(t, "INSERT INTO search (rowid, name) VALUES (1, 'Björken'), (2, 'Eken')");
	assert_str(testbed_text(t, found), "1");
	testbed_sql(t, "UPDATE search SET name = 'Boken' WHERE rowid = 1");
	testbed_sql(t, "UPDATE search SET text = 'björkar' WHERE rowid = 2");
	assert_str(testbed_text(t, found), "2");
	assert_str(testbed_text(t, "SELECT group_concat(id || name) FROM search_document"),
	    "1Boken,2Eken");
	testbed_sql(t, "DELETE FROM search WHERE rowid = 2");
	assert_str(testbed_text(t, found), NULL);
	testbed_sql(t, integrity);
	testbed_sql(t, "UPDATE search_content SET c0 = 'Granen'");
	assert_int_not_equal(testbed_try(t, integrity), SQLITE_OK);
}

/* Every table's name that reaches the public goes through a view that filters. */
static void
views_hide(void **state)
{
	static const char *const states[] = { "draft", "pending", "hidden", "archived", "erased" };
	struct testbed *t = *state;
	const char *seen = "SELECT (SELECT count(*) FROM public_record WHERE id = 1)"
	    " + (SELECT count(*) FROM public_enterprise WHERE id = 1)"
	    " + (SELECT count(*) FROM public_translation WHERE record = 1)"
	    " + (SELECT count(*) FROM public_reference WHERE 1 IN (source, target))"
	    " + (SELECT count(*) FROM public_referrer WHERE 1 IN (source, target))"
	    " + (SELECT count(*) FROM public_slug WHERE record = 1)"
	    " + (SELECT count(*) FROM public_document WHERE id = 1)";

	testbed_sql(t,
	    "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 3, 'municipality', NULL, NULL, NULL);"
	    "INSERT INTO translation VALUES (1, 'en', 'name', 'x');"
	    "INSERT INTO search (rowid, name) VALUES (1, 'x')");
	assert_int_equal(testbed_number(t, seen), 7);
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		testbed_sql(t,
		    mem_printf(t->mem, "UPDATE record SET state = '%s' WHERE id = 1", states[i]));
		assert_int_equal(testbed_number(t, seen), 0);
	}
	testbed_sql(t,
	    "UPDATE record SET state = 'published' WHERE id = 1;"
	    "UPDATE record SET state = 'hidden' WHERE id = 3");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM public_reference"), 0);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM public_referrer"), 0);
}

/* What the public sees of a place at each precision, and that a place within the same cell is seen as the same. */
static void
views_blur(void **state)
{
	static const struct {
		const char *precision, *seen, *place;
	} cases[] = {
		{ "NULL", "58123456 -15123456 Storgatan 1 59130 Motala", "58123456 -15123456 0" },
		{ "'street'", "58123000 -15124000 - 59130 Motala", "58123000 -15124000 1" },
		{ "'postcode'", "58120000 -15120000 - 59130 Motala", "58120000 -15120000 2" },
		{ "'municipality'", "58540000 15040000 - - -", "58540000 15040000 3" },
		{ "'hidden'", "- - - - -", NULL },
	};
	struct testbed *t = *state;

	testbed_sql(t,
	    "UPDATE municipality SET latitude = 58540000, longitude = 15040000;"
	    "INSERT INTO link VALUES (1, 'enterprise', 'municipality', 0, 3, 'municipality', NULL, NULL, NULL);");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		testbed_sql(t,
		    mem_printf(t->mem,
			"UPDATE enterprise SET latitude = 58123456, longitude = -15123456,"
			" street_address = 'Storgatan 1', postcode = '59130', locality = 'Motala',"
			" location_precision = %s",
			cases[i].precision));
		assert_str(
		    testbed_text(t,
			"SELECT ifnull(latitude, '-') || ' ' || ifnull(longitude, '-') || ' '"
			" || ifnull(street_address, '-') || ' ' || ifnull(postcode, '-') || ' '"
			" || ifnull(locality, '-') FROM public_enterprise"),
		    cases[i].seen);
		assert_str(testbed_text(t,
			       "SELECT latitude || ' ' || longitude || ' ' || precision"
			       " FROM public_place WHERE kind = 'enterprise'"),
		    cases[i].place);
	}
	/* Without coordinates it is where its municipality is, unless it does not want to be found. */
	testbed_sql(t,
	    "UPDATE enterprise SET latitude = NULL, longitude = NULL, location_precision = NULL");
	assert_str(testbed_text(t,
		       "SELECT latitude || ' ' || longitude || ' ' || precision"
		       " FROM public_place WHERE kind = 'enterprise'"),
	    "58540000 15040000 3");
	assert_int_equal(testbed_number(t, "SELECT latitude IS NULL FROM public_enterprise"), 1);
	testbed_sql(t, "UPDATE enterprise SET location_precision = 'hidden'");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM public_place"), 1);
	testbed_sql(t, "UPDATE record SET state = 'hidden'");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM public_place"), 0);
}

/* Every column shows in the public view, and every kind has a table and a view. */
static void
views_show_all_columns(void **state)
{
	struct testbed *t = *state;

	for (size_t i = 0; kind_at(i) != NULL; i++) {
		const char *kind = kind_at(i)->name;

		assert_int_equal(
		    testbed_number(t,
			mem_printf(t->mem,
		    "SELECT count(*) FROM (SELECT name FROM pragma_table_info('%s')"
		    " UNION SELECT name FROM pragma_table_info('record')"
			    " EXCEPT SELECT name FROM pragma_table_info('public_%s'))",
			    kind, kind)),
		    0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_column, setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(each_statement, setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(search_follows_documents, setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(views_hide, setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(views_blur, setup, testbed_teardown),
		cmocka_unit_test_setup_teardown(views_show_all_columns, setup, testbed_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
