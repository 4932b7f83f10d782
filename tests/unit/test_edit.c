/* test_edit.c: forms read into values, drafts beside what is public, and saving over another's change. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "lib/store/edit.h"
#include "lib/store/entry.h"
#include "tests/unit/testbed.h"

/* "name=Eken|postcode=59130", the fields of a form; \n in a value is a line end. */
static struct str
field_of(void *ctx, const char *name)
{
	struct str rest = str_of(ctx), part;

	while (str_cut(&rest, ';', &part)) {
		size_t equals = str_index(part, '=');

		if (str_is((struct str){ part.p, equals }, name))
			return str_from(part, equals + 1);
	}
	return STR_NONE;
}

static struct entry
entry_of(struct testbed *t, const char *kind, char *form, const struct edited *e)
{
	struct entry entry;

	entry_read(&entry, resolver_new(t->mem, &t->w.reader, NULL), t->mem,
	    kind_find(str_of(kind)), field_of, form, e == NULL ? NULL : e->values,
	    e == NULL ? NULL : e->translations);
	entry_check(&entry, &t->w.reader, e == NULL ? 0 : e->record);
	return entry;
}

/* "postcode:not_a_postcode projects:no_such_record" */
static struct str
problems(struct testbed *t, const char *kind, const char *form)
{
	struct entry e;
	struct buf b;

	writer_begin(&t->w);
	e = entry_of(t, kind, mem_strdup(t->mem, str_of(form)), NULL);
	assert_int_equal(writer_end(&t->w, false), ERR_NONE);
	buf_init(&b, t->mem, 64);
	for (size_t i = 0; i < e.problems; i++)
		buf_printf(&b, "%s%s:%s", i > 0 ? " " : "",
		    entry_name(t->mem, e.problem[i].field, e.problem[i].lang), e.problem[i].key);
	return b.n == 0 ? STR("") : buf_view(&b);
}

static void
entries(void **state)
{
	struct testbed *t = *state;

	assert_str(problems(t, "enterprise", "name=Eken"), "");
	assert_str(problems(t, "enterprise", "name= "), "name:missing");
	assert_str(problems(t, "enterprise", "name=E;postcode=12;email=x;phone=y;website_url=z"),
	    "postcode:not_a_postcode website_url:not_a_url email:not_an_email phone:not_a_phone");
	assert_str(problems(t, "enterprise", "name=E;latitude=58"), "longitude:needs_other");
	assert_str(problems(t, "enterprise", "name=E;municipality=Motala|Nangijala"),
	    "municipality:no_such_record");
	assert_str(problems(t, "enterprise", "name=E;municipality=motala\nMOTALA\n\n0583"), "");
	assert_str(problems(t, "enterprise", "name=E;legal_form=Aktiebolag|Ekonomisk förening"),
	    "legal_form:too_many");
	assert_str(problems(t, "enterprise", "name=E;summary_en=a\nb"), "summary_en:not_one_line");
	assert_str(problems(t, "project",
		       "name=P;budget=1;start_date=2026-02-02;end_date=2026-01-01"),
	    "end_date:ends_before currency:needs_currency");
	assert_str(problems(t, "municipality", "name=M;code=0583"), "code:taken");
	assert_str(problems(t, "municipality", "name=M;code=9999;slug=motala"), "slug:taken");
}

static struct account
editor(struct testbed *t)
{
	struct account a = { .email = STR("anna@example.se"), .role = ROLE_EDITOR };

	writer_begin(&t->w);
	assert_int_equal(account_save(&t->w, t->mem, &a), ACCOUNT_FINE);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	return a;
}

/* Saves a form over the record of a uuid ("": a new one) as it was at a revision; the uuid. */
static struct str
save(struct testbed *t, struct str uuid, int64_t base, enum edit_how how, const struct account *by,
    const char *form, enum edit_outcome *outcome)
{
	struct edited e = { .kind = kind_find(STR("enterprise")) };
	struct entry entry;

	writer_begin(&t->w);
	if (uuid.n > 0)
		assert_true(edit_find(&t->w.reader, t->mem, e.kind, uuid, &e));
	entry = entry_of(t, "enterprise", mem_strdup(t->mem, str_of(form)), &e);
	assert_int_equal(entry.problems, 0);
	*outcome = edit_save(&t->w, t->mem, &e, &(struct edit_base){ base, str_of(e.open.mark) },
	    how, by, STR("why"), entry.values, entry.translations);
	assert_int_equal(writer_end(&t->w, *outcome == EDIT_SAVED), ERR_NONE);
	return e.uuid;
}

static struct str
public_summary(struct testbed *t)
{
	return testbed_text(t, "SELECT summary FROM public_record WHERE kind = 'enterprise'");
}

static void
drafts(void **state)
{
	struct testbed *t = *state;
	struct account a = editor(t);
	enum edit_outcome outcome;
	struct edited e;
	struct str uuid = save(t, STR(""), 0, EDIT_KEEP, &a,
	    "name=Eken;summary=Ett;municipality=Motala", &outcome);

	/* A draft is nowhere. */
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM public_record WHERE kind = 'enterprise'"),
	    0);
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM search_document WHERE name LIKE '%Eken%'"),
	    0);
	assert_int_equal(
	    testbed_number(t,
		"SELECT count(*) FROM change AS c JOIN record AS r ON r.id = c.record WHERE r.kind = 'enterprise'"),
	    0);
	save(t, uuid, 1, EDIT_KEEP, &a, "name=Eken;summary=Två", &outcome);
	assert_int_equal(outcome, EDIT_SAVED);
	save(t, uuid, 2, EDIT_PUBLISH, &a, "name=Eken;summary=Tre", &outcome);
	assert_str(public_summary(t), "Tre");
	assert_str(testbed_text(t, "SELECT op FROM change ORDER BY seq DESC LIMIT 1"), "created");
	/* A change beside it. */
	save(t, uuid, 3, EDIT_SEND, &a, "name=Eken;summary=Fyra", &outcome);
	assert_str(public_summary(t), "Tre");
	reader_begin(&t->r);
	assert_true(edit_find(&t->r, t->mem, kind_find(STR("enterprise")), uuid, &e));
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	assert_int_equal(e.revision, 3);
	assert_int_equal(e.open.revision, 4);
	assert_true(e.open.sent);
	assert_str(doc_get_str(e.open.values, "summary"), "Fyra");
	assert_str(e.open.note, "why");
	/* The file of an import goes on as ever; the open one makes room. */
	testbed_load(t, "enterprise",
	    mem_printf(t->mem, "id,name,phone\n%.*s,Eken,010-000 00 00\n", STR_ARGS(uuid)));
	assert_int_equal(testbed_number(t,
			     "SELECT max(revision) FROM revision WHERE status = 'accepted'"),
	    4);
	assert_int_equal(testbed_number(t, "SELECT revision FROM revision WHERE status = 'open'"),
	    5);
	save(t, uuid, 3, EDIT_PUBLISH, &a, "name=Eken;summary=Fem", &outcome);
	assert_int_equal(outcome, EDIT_CONFLICT);
	assert_str(public_summary(t), "Tre");
	save(t, uuid, 4, EDIT_PUBLISH, &a, "name=Eken;summary=Fem", &outcome);
	assert_int_equal(outcome, EDIT_SAVED);
	assert_str(public_summary(t), "Fem");
	/* What the form had no field for is kept. */
	assert_str(testbed_text(t, "SELECT phone FROM enterprise"), "010-000 00 00");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM revision WHERE status = 'open'"),
	    0);
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM revision WHERE account IS NOT NULL"),
	    4);
	assert_int_equal(db_check(t->path), 0);
}

static void
withdrawn(void **state)
{
	struct testbed *t = *state;
	struct account a = editor(t);
	enum edit_outcome outcome;
	struct edited e;
	struct str uuid = save(t, STR(""), 0, EDIT_PUBLISH, &a,
	    "name=Eken;summary=Ett;municipality=Motala", &outcome);

	writer_begin(&t->w);
	assert_true(edit_find(&t->w.reader, t->mem, kind_find(STR("enterprise")), uuid, &e));
	store_withdraw(&t->w, t->mem, e.kind, e.record,
	    &(struct withdrawal){ .state = STR("archived"), .reason = STR("Slutade"), .account = a.id, .note = STR("Ringde") });
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM public_record WHERE kind = 'enterprise'"),
	    0);
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM search_document WHERE name LIKE '%Eken%'"),
	    0);
	assert_str(testbed_text(t, "SELECT reason FROM public_tombstone"), "Slutade");
	/* It is a revision: who, when and why; the document is the one before. */
	assert_str(
	    testbed_text(t,
		"SELECT deed || ' ' || note || ' ' || account FROM revision WHERE revision = 2"),
	    "archived Ringde 1");
	assert_int_equal(
	    testbed_number(t,
		"SELECT count(DISTINCT document) FROM revision WHERE record = (SELECT record FROM revision WHERE deed = 'archived')"),
	    1);
	assert_int_equal(testbed_number(t, "SELECT revision FROM change WHERE op = 'deleted'"), 2);
	assert_int_equal(db_check(t->path), 0);
	/* Once more is nothing new, and what is not public is no news to the public. */
	writer_begin(&t->w);
	store_withdraw(&t->w, t->mem, e.kind, e.record,
	    &(struct withdrawal){ .state = STR("archived") });
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM revision WHERE deed = 'archived'"),
	    1);
	writer_begin(&t->w);
	store_withdraw(&t->w, t->mem, e.kind, e.record,
	    &(struct withdrawal){ .state = STR("hidden") });
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM change WHERE op = 'deleted'"), 1);
	/* It comes back with the same id; who had the form open before is told. */
	save(t, uuid, e.revision, EDIT_PUBLISH, &a, "name=Eken;summary=Två", &outcome);
	assert_int_equal(outcome, EDIT_CONFLICT);
	save(t, uuid, 3, EDIT_PUBLISH, &a, "name=Eken;summary=Två;municipality=Motala", &outcome);
	assert_str(public_summary(t), "Två");
	assert_str(testbed_text(t, "SELECT op FROM change ORDER BY seq DESC LIMIT 1"), "created");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM public_tombstone"), 0);
	assert_str(testbed_text(t, "SELECT deed FROM revision ORDER BY rowid DESC LIMIT 1"),
	    "published");
	assert_int_equal(db_check(t->path), 0);
}

static void
own_records(void **state)
{
	struct testbed *t = *state;
	struct account a = editor(t),
		       kim = { .email = STR("kim@example.se"), .role = ROLE_MUNICIPALITY_EDITOR };
	const struct kind *k = kind_find(STR("enterprise"));
	enum edit_outcome outcome;
	struct edited e;
	struct str here = save(t, STR(""), 0, EDIT_PUBLISH, &a, "name=Här;municipality=Ydre|Motala",
		       &outcome),
		   there = save(t, STR(""), 0, EDIT_PUBLISH, &a, "name=Där;municipality=Ydre",
		       &outcome);

	kim.municipality[kim.municipalities++] = testbed_number(t,
	    "SELECT id FROM record WHERE code = '0583'");
	writer_begin(&t->w);
	assert_int_equal(account_save(&t->w, t->mem, &kim), ACCOUNT_FINE);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	reader_begin(&t->r);
	assert_true(edit_find(&t->r, t->mem, k, here, &e));
	assert_true(edit_may(&t->r, &kim, ACTION_PUBLISH, k, e.record));
	assert_true(edit_stays_own(&kim, ACTION_PUBLISH, k, e.values));
	assert_true(edit_find(&t->r, t->mem, k, there, &e));
	assert_false(edit_may(&t->r, &kim, ACTION_SEE, k, e.record));
	assert_false(edit_stays_own(&kim, ACTION_PUBLISH, k, e.values));
	assert_true(edit_may(&t->r, &a, ACTION_PUBLISH, k, e.record));
	assert_int_equal(reader_end(&t->r), ERR_NONE);
}

/* A document with one list: "1 2 3" of row ids, or texts with | between. */
static struct edit_document
with_list(const struct field *f, const char *text)
{
	struct edit_document d = { doc_object(), doc_object() };
	struct str rest = str_of(text), part;
	json_t *list = doc_array();
	int64_t id;

	if (f->type == FIELD_TEXTS) {
		doc_set_cstr(d.values, f->name, text);
		return d;
	}
	while (str_cut(&rest, ' ', &part))
		if (str_int(part, &id))
			doc_append(list, doc_integer(id));
	doc_set(d.values, f->name, list);
	return d;
}

static struct str
list_text(struct testbed *t, const struct field *f, const json_t *values)
{
	const json_t *value = doc_get(values, f->name);
	struct buf b;

	if (f->type == FIELD_TEXTS)
		return doc_str(value).p == NULL ? STR("") : doc_str(value);
	buf_init(&b, t->mem, 32);
	for (size_t i = 0; i < doc_count(value); i++)
		buf_printf(&b, "%s%d", i > 0 ? " " : "", (int)doc_int(doc_at(value, i)));
	return buf_view(&b);
}

static void
merged_lists(void **state)
{
	static const struct {
		const char *kind, *field, *was, *mine, *theirs, *want;  /* NULL: to be chosen */
	} cases[] = {
		/* Ticked: in no order. */
		{ "enterprise", "goods_and_services", "1 2", "1 2 3", "1 2 4", "1 2 4 3" },
		{ "enterprise", "goods_and_services", "1 2", "2", "1 2 4", "2 4" },
		{ "enterprise", "goods_and_services", "1 2", "1", "2", "" },
		{ "enterprise", "goods_and_services", "2 1", "1 2", "2 1 3", "2 1 3" },
		{ "enterprise", "goods_and_services", "1 2", "1 3", "1 3", "1 3" },
		{ "enterprise", "goods_and_services", "1", "2", "3", NULL },
		{ "enterprise", "goods_and_services", "1", "", "3", "3" },
		{ "enterprise", "goods_and_services", "", "1", "2", "2 1" },
		/* Written by name: the order says something. */
		{ "enterprise", "projects", "1 2", "1 2 3", "4 1 2", "4 1 2 3" },
		{ "enterprise", "projects", "1 2", "2 1", "1 2 3", NULL },
		{ "enterprise", "projects", "1 2", "2 1", "1 2", "2 1" },
		/* Texts. */
		{ "report", "authors", "Eva|Bo", "Eva|Bo|Kim", "Bo", "Bo|Kim" },
		{ "report", "authors", "Eva|Bo", "Eva Ek|Bo", "Eva Al|Bo", NULL },
		{ "report", "authors", "Eva", "", "Eva|Bo", "Bo" },
		{ "report", "authors", "A|A", "A|A|B", "A|A|C", "A|A|C|B" },
		/* One of a few. */
		{ "enterprise", "legal_form", "1", "2", "3", NULL },
		{ "enterprise", "legal_form", "1", "1", "3", "3" },
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct kind *k = kind_find(str_of(cases[i].kind));
		const struct field *f = kind_field(k, str_of(cases[i].field));
		struct edit_merged merged = edit_merge(t->mem, k, with_list(f, cases[i].was),
		    with_list(f, cases[i].mine), with_list(f, cases[i].theirs));

		assert_int_equal(doc_count(merged.clashes), cases[i].want == NULL);
		assert_str(list_text(t, f, merged.document.values),
		    cases[i].want == NULL ? cases[i].mine : cases[i].want);
	}
}

/* A document of a summary and its English. */
static struct edit_document
with_texts(const char *summary, const char *english)
{
	struct edit_document d = { doc_object(), doc_object() };
	json_t *texts = doc_object();

	doc_set_cstr(d.values, "summary", summary);
	doc_set_cstr(texts, "summary", english);
	doc_set(d.translations, "en", texts);
	return d;
}

static void
merged_texts(void **state)
{
	struct testbed *t = *state;
	const struct kind *k = kind_find(STR("enterprise"));
	struct edit_merged merged = edit_merge(t->mem, k, with_texts("a", "x"),
	    with_texts("b", "x"), with_texts("a", "y"));

	assert_int_equal(doc_count(merged.clashes), 0);
	assert_str(doc_get_str(merged.document.values, "summary"), "b");
	assert_str(doc_get_str(doc_get(merged.document.translations, "en"), "summary"), "y");
	merged = edit_merge(t->mem, k, with_texts("a", "x"), with_texts("b", "y"),
	    with_texts("b", "z"));
	assert_str(testbed_json(t, merged.clashes), "[\"summary_en\"]");
	assert_str(doc_get_str(doc_get(merged.document.translations, "en"), "summary"), "y");
}

/* Every stored value is written in forms so that it is read back the same. */
static void
there_and_back(void **state)
{
	static const struct {
		const char *kind, *field, *text;
	} cases[] = {
		{ "enterprise", "latitude", "58.410807" }, { "enterprise", "latitude", "-0.5" }, { "enterprise", "longitude", "15" },
		{ "project", "budget", "1592235,33" }, { "project", "budget", "0" }, { "project", "budget", "12,5" },
		{ "enterprise", "organisation_number", "769900-0019" }, { "enterprise", "postcode", "591 30" },
		{ "report", "authors", "Eva Ek\nBo Björk" }, { "report", "year", "2014" }, { "enterprise", "reserved_procurement", "1" },
		{ "enterprise", "figures_date", "2026-02-28" }, { "enterprise", "location_precision", "street" },
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct field *f = kind_field(kind_find(str_of(cases[i].kind)),
		    str_of(cases[i].field));
		char *text = mem_strdup(t->mem, str_of(cases[i].text));
		json_t *value;

		for (char *p = text; *p != '\0'; p++)
			if (*p == '\n')
				*p = '|';
		assert_int_equal(value_read(f, t->mem, str_of(text), &value), VALUE_FINE);
		assert_str(value_text(f, t->mem, value), cases[i].text);
	}
	assert_str(value_text(kind_field(kind_find(STR("enterprise")), STR("phone")), t->mem, NULL),
	    "");
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup_basics, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(entries), WITH(drafts), WITH(withdrawn), WITH(own_records), WITH(merged_lists), WITH(merged_texts), WITH(there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
