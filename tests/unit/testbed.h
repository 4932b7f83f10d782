/*
 * testbed.h: for tests of the store: a database of one's own in a folder of
 * its own, filled from CSV, and SQL on a connection beside the program's for
 * what the program has no words for.
 */
#ifndef MEDVERK_TEST_TESTBED_H
#define MEDVERK_TEST_TESTBED_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/db/db_private.h"
#include "lib/store/address.h"
#include "lib/store/catalogue.h"
#include "lib/store/import.h"
#include "lib/store/list.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

struct testbed {
	struct mem *mem;
	char dir[64];
	const char *path;               /* of the database */
	struct db_options options;
	struct writer w;
	struct reader r;
	struct catalogue c;
	struct scope sv, en, api;
	struct buf problems;            /* of the last import, a line each: "2 name <value> reason" */
	struct import_result result;
};

/* ---------------------------------------------------------------- SQL beside */

/* A connection of one's own, with the program's tokenizer; to be closed with testbed_shut(). */
static inline int
testbed_connect(const struct testbed *t, struct db *beside)
{
	int code;

	*beside = (struct db){ .handle = NULL };
	code = sqlite3_open_v2(t->path, &beside->handle, SQLITE_OPEN_READWRITE, NULL);
	sqlite3_extended_result_codes(beside->handle, 1);
	return code != SQLITE_OK ? code : fts_register(beside);
}

static inline void
testbed_shut(struct db *beside)
{
	sqlite3_close(beside->handle);
	stemmer_release(&beside->stemmer);
}

static inline int
testbed_try(const struct testbed *t, const char *sql)
{
	struct db beside;
	int code = testbed_connect(t, &beside);

	if (code == SQLITE_OK)
		code = sqlite3_exec(beside.handle, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_exec(beside.handle, sql, NULL, NULL, NULL);
	testbed_shut(&beside);
	return code;
}

static inline void
testbed_sql(const struct testbed *t, const char *sql)
{
	int code = testbed_try(t, sql);

	if (code != SQLITE_OK)
		print_error("%s\n", sql);
	assert_int_equal(code, SQLITE_OK);
}

/* The first column of the first row; STR_NONE for no row and for NULL. */
static inline struct str
testbed_text(const struct testbed *t, const char *sql)
{
	struct db beside;
	sqlite3_stmt *s = NULL;
	struct str text = STR_NONE;

	assert_int_equal(testbed_connect(t, &beside), SQLITE_OK);
	if (sqlite3_prepare_v2(beside.handle, sql, -1, &s, NULL) != SQLITE_OK)
		print_error("%s: %s\n", sql, sqlite3_errmsg(beside.handle));
	if (sqlite3_step(s) == SQLITE_ROW && sqlite3_column_text(s, 0) != NULL)
		text = mem_dup(t->mem, str_of((const char *)sqlite3_column_text(s, 0)));
	sqlite3_finalize(s);
	testbed_shut(&beside);
	return text;
}

static inline int64_t
testbed_number(const struct testbed *t, const char *sql)
{
	int64_t n = -1;

	(void)str_int(testbed_text(t, sql), &n);
	return n;
}

/* A column of a search document with its signs (term.h) as letters one can see: "|Swedish" "~English" "word+member". */
static inline struct str
testbed_indexed(const struct testbed *t, const char *column, const char *name)
{
	return testbed_text(t,
	    mem_printf(t->mem,
		"SELECT replace(replace(replace(%s, char(30), '|'), char(29), '~'), char(31), '+')"
		" FROM search_document WHERE instr(name, '%s') > 0",
		column, name));
}

/* ------------------------------------------------------------------ comparing */

static inline void
testbed_equal(struct str got, const char *want, const char *file, int line)
{
	if (!str_is(got, want) || (want != NULL && got.p == NULL))
		print_error("%s:%d: got <%.*s>, want <%s>\n", file, line, STR_ARGS(got),
		    want == NULL ? "nothing" : want);
	assert_true(str_is(got, want));
	assert_true((got.p == NULL) == (want == NULL));
}
#define assert_str(got, want) testbed_equal(got, want, __FILE__, __LINE__)

static inline bool
testbed_has(struct str text, const char *part)
{
	size_t n = strlen(part);

	for (size_t i = 0; i + n <= text.n; i++)
		if (memcmp(text.p + i, part, n) == 0)
			return true;
	return false;
}

static inline void
testbed_contains(struct str text, const char *part, const char *file, int line)
{
	if (!testbed_has(text, part))
		print_error("%s:%d: no <%s> in <%.*s>\n", file, line, part, STR_ARGS(text));
	assert_true(testbed_has(text, part));
}
#define assert_has(text, part) testbed_contains(text, part, __FILE__, __LINE__)

/* A document as text. */
static inline struct str
testbed_json(const struct testbed *t, const json_t *v)
{
	struct buf b;

	buf_init(&b, t->mem, 256);
	json_write(&b, v);
	return buf_view(&b);
}

/* ---------------------------------------------------------------------- filling */

static inline void
testbed_problem(void *ctx, size_t line, struct str column, struct str value, const char *reason)
{
	struct testbed *t = ctx;

	buf_printf(&t->problems, "%zu %.*s <%.*s> %s\n", line, STR_ARGS(column), STR_ARGS(value),
	    reason);
}

static inline enum err
testbed_import(struct testbed *t, const char *kind, struct str text, bool create_terms)
{
	struct import_options options = { .kind = kind_find(str_of(kind)), .text = text,
		.create_terms = create_terms, .problem = testbed_problem, .ctx = t };

	buf_clear(&t->problems);
	return store_import(&t->w, &options, &t->result);
}

/* Imports what must be right. */
static inline void
testbed_load(struct testbed *t, const char *kind, const char *text)
{
	enum err e = testbed_import(t, kind, str_of(text), false);

	if (e != ERR_NONE)
		print_error("%s: %s\n%.*s\n", kind, err_key(e), STR_ARGS(buf_view(&t->problems)));
	assert_int_equal(e, ERR_NONE);
}

/* Municipalities, terms and what else most tests refer to. */
static inline void
testbed_basics(struct testbed *t)
{
	testbed_load(t, "country", "code,name,name_en\nSE,Sverige,Sweden\nPL,Polen,Poland\n");
	testbed_load(t, "municipality",
	    "code,slug,name,population\n"
	    "0580,linkoping,Linköping,168000\n0583,motala,Motala,43800\n0512,ydre,Ydre,3626\n");
	testbed_load(t, "term",
	    "taxonomy,code,name,name_en,position\n"
	    "goods_and_services,snickeri,Snickeri,Carpentry,2\n"
	    "goods_and_services,kafe,Kafé och servering,Café,1\n"
	    "goods_and_services,tvatt,Tvätt,Laundry,\n"
	    "integration_services,arbetstraning,Arbetsträning,Work training,1\n"
	    "legal_form,ekonomisk-forening,Ekonomisk förening,Co-operative,1\n"
	    "legal_form,aktiebolag,Aktiebolag,Limited company,2\n"
	    "programme,eruf,Europeiska regionala utvecklingsfonden,,1\n");
}

/* Everything of sql/seed and sql/demo. */
static inline void
testbed_demo(struct testbed *t)
{
	static const char *const files[][2] = {
		{ "country", "seed/01_country" }, { "term", "seed/02_term" },
		{ "municipality", "seed/03_municipality" }, { "organisation", "seed/04_organisation" },
		{ "project", "seed/05_project" }, { "report", "seed/06_report" },
		{ "page", "seed/07_page" }, { "enterprise", "demo/01_enterprise" },
	};

	for (size_t i = 0; i < COUNT_OF(files); i++) {
		struct str text;

		assert_true(file_read(t->mem, mem_printf(t->mem, "sql/%s.csv", files[i][1]),
		    &text));
		testbed_load(t, files[i][0], mem_strdup(t->mem, text));
	}
	writer_optimize(&t->w);
}

/* ------------------------------------------------------------------ life cycle */

/* *state: an empty database with a writer and a reader. */
static inline int
testbed_setup(void **state)
{
	struct mem *m = mem_new(0);
	struct testbed *t = mem_calloc(m, 1, sizeof(*t));

	doc_init();
	log_level(LOG_ERROR);
	mem_use(m);
	*t = (struct testbed){ .mem = m, .dir = "/tmp/medverk_test.XXXXXX",
		.options = { .expand = kind_expand, .kept_bytes = 64 * 1024 } };
	if (mkdtemp(t->dir) == NULL)
		return -1;
	t->path = mem_printf(m, "%s/test.db", t->dir);
	t->sv = (struct scope){ .lang = LANG_SV, .mem = m };
	t->en = (struct scope){ .lang = LANG_EN, .mem = m };
	t->api = (struct scope){ .lang = LANG_SV, .mem = m, .api = true,
		.base = STR("https://medverk.example") };
	buf_init(&t->problems, m, 0);
	*state = t;
	if (db_create(t->path) != ERR_NONE ||
	    writer_open(&t->w, m, t->path, &t->options) != ERR_NONE ||
	    reader_open(&t->r, m, t->path, &t->options) != ERR_NONE)
		return -1;
	return 0;
}

static inline int
testbed_teardown(void **state)
{
	static const char *const behind[] = { "", "-wal", "-shm", "-journal" };
	struct testbed *t = *state;

	catalogue_release(&t->c);
	reader_close(&t->r);
	writer_close(&t->w);
	for (size_t i = 0; i < COUNT_OF(behind); i++)
		unlink(mem_printf(t->mem, "%s%s", t->path, behind[i]));
	rmdir(t->dir);
	mem_use(NULL);
	mem_free(t->mem);
	return 0;
}

/* For what reads from its set-up to its end, perhaps an end with an error. */
static inline int
testbed_teardown_reading(void **state)
{
	enum err e = reader_end(&((struct testbed *)*state)->r);

	(void)e;
	return testbed_teardown(state);
}

static inline int
testbed_setup_basics(void **state)
{
	int failed = testbed_setup(state);

	if (failed == 0)
		testbed_basics(*state);
	return failed;
}

static inline int
testbed_setup_demo(void **state)
{
	int failed = testbed_setup(state);

	if (failed == 0)
		testbed_demo(*state);
	return failed;
}

/* Begins to read, with a catalogue of what is there now. */
static inline void
testbed_begin(struct testbed *t)
{
	reader_begin(&t->r);
	catalogue_refresh(&t->c, &t->r);
	assert_int_equal(db_done(&t->r), ERR_NONE);
}

static inline void
testbed_end(struct testbed *t)
{
	assert_int_equal(reader_end(&t->r), ERR_NONE);
}

static const struct list_limits testbed_limits = { .query_letters = 200, .page_depth = 50 };

/* Reads what is behind "?" in the address of this kind's list (NULL: the search). */
static inline enum err
testbed_query(const struct testbed *t, struct list_query *q, const char *kind, const char *text,
    bool strict, struct list_problem *problem)
{
	struct form f;

	*problem = (struct list_problem){ .key = NULL };
	assert_int_equal(form_read(&f, t->mem, str_of(text), 1000), ERR_NONE);
	return list_query_read(q, &f, &t->c, kind == NULL ? NULL : kind_find(str_of(kind)),
	    &testbed_limits, t->mem, strict, problem);
}

/* What is written to stderr between testbed_listen() and testbed_heard(). */
struct testbed_ear {
	int saved;
	FILE *file;
};

static inline struct testbed_ear
testbed_listen(void)
{
	struct testbed_ear ear = { dup(STDERR_FILENO), tmpfile() };

	assert_non_null(ear.file);
	dup2(fileno(ear.file), STDERR_FILENO);
	return ear;
}

static inline struct str
testbed_heard(const struct testbed *t, struct testbed_ear ear)
{
	char *text = mem_calloc(t->mem, 1, 8192);

	dup2(ear.saved, STDERR_FILENO);
	close(ear.saved);
	rewind(ear.file);
	text[fread(text, 1, 8191, ear.file)] = '\0';
	fclose(ear.file);
	return str_of(text);
}

#endif
