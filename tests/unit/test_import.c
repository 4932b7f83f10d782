/* test_import.c: records from CSV, and what is wrong with a file told by line, column, value and reason. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tests/unit/testbed.h"

#define HEAD "slug,name,municipality,goods_and_services\n"

static int64_t
records(const struct testbed *t)
{
	return testbed_number(t, "SELECT count(*) FROM record");
}

/* ---------------------------------------------------------- what is wrong */

static const struct {
	const char *kind, *text, *problems;     /* whole lines, the reason at least as it begins */
} wrong[] = {
	{ "enterprise", "", "0  <> the file is empty" },
	{ "enterprise", "\n\n", "0  <> the file is empty" },
	{ "enterprise", "slug\na\n", "1 name <> is missing from the header" },
	{ "enterprise", "name,colour\nA,röd\n", "1 colour <> is no column of this kind; there are: id, slug, name" },
	{ "enterprise", "name,name\nA,B\n", "1 name <> is there twice" },
	{ "enterprise", "name,email_en\nA,B\n", "1 email_en <> is no column" },
	{ "enterprise", "name,summary_de\nA,B\n", "1 summary_de <> is no column" },
	{ "organisation", "name,leads\nA,B\n", "1 leads <> is no column" },
	{ "enterprise", "name,\nA,B\n", "1  <> is no column" },
	{ "enterprise", "name,f\xe4rg\nA,B\n", "1  <> the name of a column is not UTF-8" },
	{ "enterprise", "name\nA,B\n", "2  <> the row has 2 cells, the header 1" },
	{ "enterprise", "name,slug\nA\n", "2  <> the row has 1 cells, the header 2" },
	{ "enterprise", "name\n\"A\n\n", "2  <> " },
	{ "enterprise", "name,slug\n,a\n", "2 name <> is empty" },
	{ "enterprise", "name\nBj\xf6rken\n", "2 name <> is not UTF-8 text" },
	{ "enterprise", "name,summary\nA,x\x01y\n", "2 summary <> is not UTF-8" },
	{ "enterprise", "name,latitude,longitude\nÅ,58.1,15\nÄ,N58,15\nÖ,5 8,x\n",
	    "3 latitude <N58> is not a number\n4 longitude <x> is not a number" },
	{ "enterprise", "name,organisation_number\nA,811218-9876\n",
	    "2 organisation_number <811218-9876> is not an organisation number" },
	{ "enterprise", "name,figures_date\nA,31/12 2024\n", "2 figures_date <31/12 2024> is not a date" },
	{ "enterprise", "name,website_url\nA,javascript:alert(1)\n", "2 website_url <javascript:alert(1)> is not a web" },
	{ "enterprise", "name,latitude\nA,58.1\n", "2 longitude <> is empty; latitude needs it" },
	{ "enterprise", "name,verified_on\nA,2026-01-01\n", "2 verified_by_kind <> is empty; verified_on needs it" },
	{ "enterprise", "name,verified_by_kind\nA,region\n", "2 verified_on <> is empty; verified_by_kind needs it" },
	{ "enterprise", "name,summary_en\nA,\"x\ny\"\n", "2 summary_en <x\ny> has a line break" },
	{ "enterprise", "name,slug_en\nA,Å\n", "2 slug_en <Å> is not an address part" },
	{ "project", "name,start_date,end_date\nA,2013-01-02,2013-01-01\n", "2 end_date <2013-01-01> is before start_date" },
	{ "project", "name,budget\nA,100\n", "2 currency <> is empty; amounts need it" },
	{ "enterprise", "name,municipality\nA,Motla\n", "2 municipality <Motla> is not known; did you mean Motala (0583)?" },
	{ "enterprise", "name,municipality\nA,Köpenhamn\n", "2 municipality <Köpenhamn> is not known; it must be imported" },
	{ "enterprise", "name,goods_and_services\nA,Snickare | Astronomi\n",
	    "2 goods_and_services <Snickare> is not known; did you mean Snickeri (snickeri)?\n"
	    "2 goods_and_services <Astronomi> is not a term of this code list; --create-terms" },
	{ "enterprise", "name,goods_and_services\nA,Arbetsträning\n", "2 goods_and_services <Arbetsträning> is not" },
	{ "enterprise", "name,municipality\nA,0583|Motala\n", "2 municipality <Motala> is there twice" },
	{ "enterprise", "name,legal_form\nA,aktiebolag|ekonomisk-forening\n", "2 legal_form <aktiebolag|ekonomisk-forening> has more than one value" },
	{ "enterprise", "id,name\nabc,A\n", "2 id <abc> is not the id of a record here" },
	{ "municipality", "code,name\n583,Motala\n", "2 code <583> is not a code" },
	{ "term", "taxonomy,code,name\ncolours,rod,Röd\n", "2 taxonomy <colours> is not one of the code lists" },
	/* the same record twice, by whatever it is called */
	{ "enterprise", "slug,name\na,A\nb,B\na,C\n", "4  <> an earlier line is about the same record" },
	{ "term", "taxonomy,code,name\nlegal_form,x,X\nprogramme,x,X\nlegal_form,x,Y\n", "4  <> an earlier line" },
	/* slugs of others */
	{ "enterprise", "slug,slug_en,name\na,b,A\nb,,B\nc,a,C\n",
	    "3  <> an earlier line is about the same record\n4 slug_en <a> is or was the address of another record" },
	{ "municipality", "code,slug,name\n0999,motala,Nya\n", "2 slug <motala> is or was the address of another" },
	{ "enterprise", "slug,name,latitude\na,A,\na,B,58.1\n",
	    "3  <> an earlier line is about the same record\n3 longitude <> is empty; latitude needs it" },
	{ "page", "slug,slug_en,name,name_en\nsok,search,A,B\n",
	    "2 slug <sok> is an address of the site itself\n2 slug_en <search> is an address of the site itself" },
	/* references within the file */
	{ "project", "slug,name,part_of\na,A,a\n", "2 part_of <a> refers to itself" },
	/* Whether "b" is known cannot be told before its row is right. */
	{ "project", "slug,name,part_of,start_date\na,A,b,\nb,B,,igår\n", "3 start_date <igår> is not a date" },
	{ "project", "slug,name,part_of\na,A,b\nc,C,\n", "2 part_of <b> is not known" },
	{ "municipality", "code,name,neighbours\n0584,Vadstena,0583|vadstena\n", "2 neighbours <0583|vadstena> refers to itself" },
	{ "country", "code,name\nse,Sverige\n", "2 code <se> is not a code" },
};

static void
problems_are_named(void **state)
{
	struct testbed *t = *state;
	int64_t before = records(t);
	struct testbed_ear ear = testbed_listen();
	int bad = 0;

	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		enum err e = testbed_import(t, wrong[i].kind, str_of(wrong[i].text), false);
		struct str want = str_of(wrong[i].problems), rest = buf_view(&t->problems), line,
			   got;
		bool same = e == ERR_INVALID && t->result.problems > 0;

		/* Every line wanted is there, in order, and no other (a value may have a line break). */
		if (testbed_has(want, "<x\ny>"))
			same &= testbed_has(rest, wrong[i].problems);
		else
			while (str_cut(&want, '\n', &line))
				same &= str_cut(&rest, '\n', &got) && str_starts(got, line);
		if (!same) {
			print_message("%s: %s\n got %.*s\nwant %s\n", wrong[i].text, err_key(e),
			    STR_ARGS(buf_view(&t->problems)), wrong[i].problems);
			bad++;
		}
		if (records(t) != before)
			fail_msg("something was imported from %s", wrong[i].text);
	}
	(void)testbed_heard(t, ear);
	assert_int_equal(bad, 0);
}

static void
all_problems_at_once(void **state)
{
	struct testbed *t = *state;

	assert_int_equal(testbed_import(t, "enterprise",
			     STR(HEAD
				 "a,A,Motala,snickeri\nb,,Motala,x\nc,C,Nangijala,snickeri|y\n"),
			     false),
	    ERR_INVALID);
	assert_int_equal(t->result.problems, 4);
	assert_int_equal(t->result.rows, 3);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM enterprise"), 0);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM search_document WHERE name = 'A'"),
	    0);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM slug WHERE slug = 'a'"), 0);
}

/* -------------------------------------------------------------- shapes of files */

static const char *const shapes[] = {
	"slug,name,summary,municipality\nbjorken,Björken,\"Snickeri, och mer\",Motala|Ydre\n",
	"\xef\xbb\xbfslug,name,summary,municipality\r\nbjorken,Björken,\"Snickeri, och mer\",Motala|Ydre\r\n",
	"slug;name;summary;municipality\nbjorken;Björken;Snickeri, och mer;Motala|Ydre\n",
	"\xef\xbb\xbfslug;name;summary;municipality\r\nbjorken;Björken;Snickeri, och mer;Motala|Ydre",
	"slug,name,summary,municipality\rbjorken,Björken,\"Snickeri, och mer\",Motala|Ydre\r",
	" slug , name,summary,municipality\n\n bjorken , Björken ,\" Snickeri, och mer \", motala | | 0512 \n,,,\n\n",
	/* decomposed: a and o with marks of their own */
	"municipality,summary,slug,name\nMOTALA|ydre,\"Snickeri, och mer\",bjorken,Bjo\xcc\x88rken\n",
};

static void
shapes_are_the_same(void **state)
{
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(shapes); i++) {
		if (testbed_import(t, "enterprise", str_of(shapes[i]), false) != ERR_NONE)
			fail_msg("%zu: %.*s", i, STR_ARGS(buf_view(&t->problems)));
		assert_int_equal(t->result.rows, 1);
		assert_int_equal(t->result.created, i == 0);
		/* Nothing is written when nothing is said that is new. */
		assert_int_equal(t->result.changed, 0);
		assert_int_equal(t->result.same, i != 0);
		assert_str(testbed_text(t,
			       "SELECT name || '/' || summary || '/' || slug || '/' || revision"
		    " FROM record WHERE kind = 'enterprise'"),
		    "Björken/Snickeri, och mer/bjorken/1");
		assert_str(
		    testbed_text(t,
			"SELECT group_concat(r.name, '+') FROM link AS l"
		    " JOIN record AS r ON r.id = l.target WHERE l.relation = 'municipality' ORDER BY position"),
		    "Motala+Ydre");
	}
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM enterprise"), 1);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM revision WHERE revision > 1"), 0);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM change WHERE op = 'updated'"), 0);
}

/* Every type of field, stored as the schema has it. */
static void
values_are_stored(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise",
	    "name,name_en,organisation_number,legal_form,municipality,goods_and_services,"
	    "integration_services,summary,summary_en,description,postcode,latitude,longitude,website_url,email,"
	    "phone,employed,occupied,figures_date,fictional,verified_on,verified_by_kind,reserved_procurement\n"
	    "Å Ä Ö,Oak,556036-0793,Ekonomisk förening,Motala,Snickeri|Café,arbetstraning,Kort.,Short.,"
	    "\"# Rubrik\n\nText\",591 30,\"58,2037\",15.1,HTTPS://exempel.se,a@exempel.se,0141-12 34 56,3,10,"
	    "2024-12-31,ja,2026-01-31,municipality,yes\n");
	assert_str(
	    testbed_text(t,
		"SELECT slug || '/' || state || '/' || fictional || '/' || verified_on || '/' || verified_by_kind"
		" FROM record WHERE name = 'Å Ä Ö'"),
	    "a-a-o/published/1/2026-01-31/municipality");
	assert_str(
	    testbed_text(t,
		"SELECT organisation_number || '/' || postcode || '/' || latitude || '/' || longitude || '/'"
	    " || website_url || '/' || email || '/' || phone || '/' || employed || '/' || occupied || '/' || figures_date"
	    " || '/' || reserved_procurement FROM enterprise"),
	    "5560360793/59130/58203700/15100000/https://exempel.se/a@exempel.se/0141-12 34 56/3/10/2024-12-31/1");
	assert_str(
	    testbed_text(t,
		"SELECT group_concat(lang || field || text, '/') FROM (SELECT * FROM translation"
		" WHERE record = (SELECT id FROM enterprise) ORDER BY field)"),
	    "ennameOak/ensummaryShort.");
	assert_str(
	    testbed_text(t,
		"SELECT group_concat(relation || position || target_name, '/') FROM (SELECT relation, position,"
	    " (SELECT name FROM record WHERE id = target) AS target_name FROM link WHERE source_kind = 'enterprise'"
		" ORDER BY relation, position)"),
	    "goods_and_services0Snickeri/goods_and_services1Kafé och servering/"
	    "integration_services0Arbetsträning/legal_form0Ekonomisk förening/municipality0Motala");
	assert_str(testbed_indexed(t, "labels", "Å"),
	    "|Snickeri~Carpentry|Kafé och servering~Café|Arbetsträning~Work training|Ekonomisk förening"
	    "~Co-operative|Motala");
	assert_str(testbed_indexed(t, "name || '/' || summary", "Å"), "|Å Ä Ö~Oak/|Kort.~Short.");
}

/* ------------------------------------------------------------ known and new */

static void
by_slug_id_and_code(void **state)
{
	struct testbed *t = *state;
	struct str uuid;
	int64_t before;

	testbed_load(t, "enterprise", HEAD "bjorken,Björken,Motala,Snickeri\n,Björken,Ydre,\n");
	assert_int_equal(t->result.created, 2);
	assert_str(testbed_text(t,
		       "SELECT group_concat(slug) FROM record WHERE name = 'Björken' ORDER BY id"),
	    "bjorken,bjorken-2");
	/* By id, under a new name; without a slug column its address stays. */
	uuid = testbed_text(t, "SELECT uuid FROM record WHERE slug = 'bjorken'");
	testbed_load(t, "enterprise", mem_printf(t->mem, "id,name\n%s,Asken\n", uuid.p));
	assert_int_equal(t->result.changed, 1);
	assert_str(testbed_text(t, "SELECT slug FROM record WHERE name = 'Asken'"), "bjorken");
	/* By id, at a new address; the old one is kept for it, also against others. */
	testbed_load(t, "enterprise", mem_printf(t->mem, "id,slug,name\n%s,asken,Asken\n", uuid.p));
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM slug WHERE record ="
			     " (SELECT id FROM record WHERE slug = 'asken')"),
	    2);
	assert_int_equal(testbed_import(t, "enterprise",
			     str_of(mem_printf(t->mem, "id,slug,name\n%s,bjorken-2,Asken\n",
				 uuid.p)),
			     false),
	    ERR_INVALID);
	assert_has(buf_view(&t->problems),
	    "2 slug <bjorken-2> is or was the address of another record");
	/* The addresses of the site itself are not for pages. */
	testbed_load(t, "page", "name\nSök\n");
	assert_str(testbed_text(t, "SELECT slug FROM record WHERE name = 'Sök'"), "sok-2");
	/* What has an official code is known by it. */
	before = records(t);
	testbed_load(t, "country", "code,name\nSE,Konungariket Sverige\n");
	testbed_load(t, "municipality", "code,name\n0583,Motala kommun\n");
	testbed_load(t, "term",
	    "taxonomy,code,name\ngoods_and_services,snickeri,Snickeri och möbler\nprogramme,snickeri,X\n");
	assert_int_equal(t->result.created, 1);
	assert_int_equal(t->result.changed, 1);
	assert_int_equal(records(t), before + 1);
	assert_str(testbed_text(t, "SELECT slug FROM record WHERE name = 'Motala kommun'"),
	    "motala");
	/* And the enterprises that are labelled with it are found under its new name. */
	testbed_load(t, "enterprise", HEAD "bjorken-2,Björken,0583,snickeri\n");
	testbed_load(t, "term", "taxonomy,code,name\ngoods_and_services,snickeri,Träslöjd\n");
	assert_str(testbed_indexed(t, "labels", "Björken"), "|Träslöjd~Carpentry|Motala kommun");
}

/* Rules between fields hold for the record as it will be, with what the file has no column for. */
static void
changed_with_stored_fields(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "project", "slug,name,budget,currency,end_date\np,P,100,SEK,2013-01-01\n");
	testbed_load(t, "project", "slug,name,budget\np,P,200\n");
	assert_int_equal(t->result.changed, 1);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM project WHERE currency = 'SEK'"),
	    1);
	assert_int_equal(testbed_import(t, "project", STR("slug,name,start_date\np,P,2014-01-01\n"),
			     false),
	    ERR_INVALID);
	assert_has(buf_view(&t->problems), "2 end_date <2013-01-01> is before start_date");
	assert_int_equal(testbed_import(t, "project", STR("slug,name,currency\np,P,\n"), false),
	    ERR_INVALID);
	assert_has(buf_view(&t->problems), "2 currency <> is empty; amounts need it");
}

static void
columns_that_are_not_there_are_kept(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise",
	    "slug,name,summary,summary_en,municipality,phone\n"
	    "bjorken,Björken,Kort.,Short.,Motala|Ydre,0141-12 34 56\n");
	testbed_load(t, "enterprise", "slug,name,phone\nbjorken,Björken,0141-65 43 21\n");
	assert_int_equal(t->result.changed, 1);
	assert_str(testbed_text(t,
		       "SELECT summary || phone FROM record JOIN enterprise USING (id)"
		       " WHERE slug = 'bjorken'"),
	    "Kort.0141-65 43 21");
	assert_str(testbed_text(t,
		       "SELECT text FROM translation WHERE field = 'summary' AND record ="
		       " (SELECT id FROM record WHERE slug = 'bjorken')"),
	    "Short.");
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM link WHERE relation = 'municipality'"
			     " AND source = (SELECT id FROM record WHERE slug = 'bjorken')"),
	    2);
}

static void
an_absent_value_empties(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise",
	    "slug,name,summary,summary_en,municipality,phone\n"
	    "bjorken,Björken,Kort.,Short.,Motala,0141-12 34 56\n");
	testbed_load(t, "enterprise",
	    "slug,name,summary,summary_en,municipality,phone\nbjorken,Björken,,,,\n");
	assert_str(testbed_text(t,
		       "SELECT coalesce(summary, phone) FROM record JOIN enterprise USING (id)"),
	    NULL);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM link"), 0);
	assert_int_equal(
	    testbed_number(t,
		"SELECT count(*) FROM translation WHERE lang = 'en' AND field = 'summary'"),
	    0);
	assert_int_equal(
	    testbed_number(t,
		"SELECT count(*) FROM search WHERE search MATCH 'kort OR short OR motala'"
		" AND rowid = (SELECT id FROM enterprise)"),
	    0);
}

static void
creates_terms(void **state)
{
	struct testbed *t = *state;

	assert_int_equal(
	    testbed_import(t, "enterprise",
		STR(HEAD
		    "a,A,Motala,Cykelverkstad|SNICKERI\nb,B,Motala,cykelverkstad|Hund & katt\n"),
		true),
	    ERR_NONE);
	assert_str(
	    testbed_text(t,
		"SELECT group_concat(code || ':' || name, '/') FROM (SELECT * FROM record JOIN term USING (id)"
	    " WHERE taxonomy = 'goods_and_services' ORDER BY code)"),
	    "cykelverkstad:Cykelverkstad/hund-katt:Hund & katt/kafe:Kafé och servering/snickeri:Snickeri/tvatt:Tvätt");
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM link WHERE relation = 'goods_and_services'"),
	    4);
	/* Not without the option, not for municipalities, and nothing when another line is wrong. */
	assert_int_equal(testbed_import(t, "enterprise", STR(HEAD "c,C,Motala,Golf\n"), false),
	    ERR_INVALID);
	assert_int_equal(testbed_import(t, "enterprise", STR(HEAD "c,C,Nangijala,Golf\n"), true),
	    ERR_INVALID);
	assert_has(buf_view(&t->problems), "2 municipality <Nangijala> is not known");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM record WHERE name = 'Golf'"), 0);
	/* Another word with the code of a known one is not guessed at, and rubbish is no term. */
	assert_int_equal(testbed_import(t, "enterprise", STR(HEAD "c,C,Motala,Hund-katt!\n"), true),
	    ERR_INVALID);
	assert_int_equal(testbed_import(t, "enterprise", STR(HEAD "c,C,Motala,!!!\n"), true),
	    ERR_INVALID);
	assert_int_equal(testbed_import(t, "enterprise", STR(HEAD "c,C,Motala,\"a\nb\"\n"), true),
	    ERR_INVALID);
}

/* ---------------------------------------------------------- within the file */

static void
refers_within_the_file(void **state)
{
	struct testbed *t = *state;
	struct str first;

	testbed_load(t, "project",
	    "slug,name,part_of\ndel,Del,hela\nhela,Hela,\nannan,Annan,Hela\n");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM link WHERE relation = 'part_of'"),
	    2);
	testbed_load(t, "municipality",
	    "code,slug,name,neighbours\n0584,vadstena,Vadstena,0583|Ödeshög\n"
	    "0509,odeshog,Ödeshög,Vadstena\n");
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM link WHERE relation = 'neighbours'"),
	    3);
	/* Search documents are the same however often and in whatever order the file was read. */
	first = testbed_text(t, "SELECT group_concat(name || labels) FROM search_document");
	assert_false(testbed_has(testbed_text(t,
				     "SELECT labels FROM search_document WHERE name = 'Vadstena'"),
	    "Motala"));
	testbed_load(t, "municipality",
	    "code,slug,name,neighbours\n0509,odeshog,Ödeshög,Vadstena\n"
	    "0584,vadstena,Vadstena,0583|Ödeshög\n");
	assert_str(testbed_text(t, "SELECT group_concat(name || labels) FROM search_document"),
	    first.p);
	assert_int_equal(testbed_number(t,
			     "SELECT count(*) FROM link WHERE relation = 'neighbours'"),
	    3);
}

/* ----------------------------------------------------------------- the rest */

static size_t told[2];

static void
count_progress(void *ctx, enum import_stage stage, size_t done, size_t of)
{
	(void)ctx;
	assert_int_equal(of, stage == IMPORT_ROWS ? 0 : 1200);
	assert_true(done >= told[stage]);
	told[stage] = done;
}

static void
many_rows(void **state)
{
	struct testbed *t = *state;
	struct import_options options = { .kind = kind_find(STR("enterprise")),
	    .problem = testbed_problem, .progress = count_progress, .ctx = t };
	struct buf b;

	buf_init(&b, t->mem, 0);
	buf_puts(&b, HEAD);
	for (int i = 0; i < 1200; i++)
		buf_printf(&b, "e%d,Företag %d,%s,snickeri|tvatt\n", i, i,
		    i % 2 ? "Motala" : "0580|ydre");
	options.text = buf_view(&b);
	assert_int_equal(store_import(&t->w, &options, &t->result), ERR_NONE);
	assert_int_equal(t->result.created, 1200);
	assert_int_equal(told[IMPORT_ROWS], 1000);
	assert_int_equal(told[IMPORT_INDEX], 1000);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM link"), 600 * 3 + 600 * 4);
	assert_int_equal(db_check(t->path), 0);
}

static void
warn(void *ctx, size_t line, struct str column, struct str value, const char *reason)
{
	testbed_problem(ctx, line, column, value, reason);
}

static void
warns_of_duplicates(void **state)
{
	struct testbed *t = *state;
	struct import_options options = { .kind = kind_find(STR("enterprise")),
	    .problem = testbed_problem, .warning = warn, .ctx = t,
	    .text = STR("slug,name,organisation_number\na,Asken,5560360793\nb,Björken,556036-0793\n") };

	assert_int_equal(store_import(&t->w, &options, &t->result), ERR_NONE);
	assert_str(buf_view(&t->problems),
	    "3 organisation_number <5560360793> is also that of Asken; is it the same enterprise?\n");
	assert_int_equal(t->result.problems, 0);
	/* Not of itself. */
	buf_clear(&t->problems);
	options.text = STR("slug,name,organisation_number\nc,C,7696000004\n");
	assert_int_equal(store_import(&t->w, &options, &t->result), ERR_NONE);
	assert_int_equal(store_import(&t->w, &options, &t->result), ERR_NONE);
	assert_str(buf_view(&t->problems), "");
}

/* A rule that only the schema has: still told by line. */
static void
rule_of_the_schema(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();

	testbed_sql(t,
	    "CREATE TRIGGER no_b BEFORE INSERT ON enterprise WHEN (SELECT name FROM record WHERE id = NEW.id) = 'B'"
	    " BEGIN SELECT RAISE(ABORT, 'no B'); END");
	assert_int_equal(testbed_import(t, "enterprise", STR("name\nA\nB\nC\n"), false),
	    ERR_CONFLICT);
	assert_has(testbed_heard(t, ear), "no B");
	assert_str(buf_view(&t->problems),
	    "3  <> breaks a rule of the database; the log says which\n");
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM enterprise"), 0);
}

/* A database that is gone from under the program is no fault of the file. */
static void
broken_database(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();

	testbed_sql(t, "DROP TABLE slug");
	assert_int_equal(testbed_import(t, "enterprise", STR(HEAD "a,A,Motala,snickeri\n"), false),
	    ERR_INTERNAL);
	assert_has(testbed_heard(t, ear), "slug");
}

/* A record that is hidden can be changed, and nothing of that shows. */
static void
hidden_stays_hidden(void **state)
{
	struct testbed *t = *state;

	testbed_load(t, "enterprise", HEAD "a,A,Motala,snickeri\n");
	testbed_sql(t,
	    "UPDATE record SET state = 'hidden' WHERE slug = 'a' AND kind = 'enterprise'");
	testbed_load(t, "enterprise", HEAD "a,Alen,Motala,snickeri\n");
	assert_str(testbed_text(t, "SELECT state FROM record WHERE name = 'Alen'"), "hidden");
	assert_int_equal(
	    testbed_number(t,
		"SELECT count(*) FROM search_document WHERE id = (SELECT id FROM enterprise)"),
	    0);
	assert_int_equal(
	    testbed_number(t,
		"SELECT count(*) FROM change WHERE record = (SELECT id FROM enterprise)"),
	    1);
	assert_int_equal(db_check(t->path), 0);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, testbed_setup_basics, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(problems_are_named), WITH(all_problems_at_once), WITH(shapes_are_the_same),
		WITH(values_are_stored), WITH(by_slug_id_and_code), WITH(changed_with_stored_fields), WITH(an_absent_value_empties), WITH(columns_that_are_not_there_are_kept),
		WITH(creates_terms), WITH(refers_within_the_file), WITH(many_rows),
		WITH(warns_of_duplicates), WITH(broken_database), WITH(rule_of_the_schema), WITH(hidden_stays_hidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
