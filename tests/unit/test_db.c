/* test_db.c: opening what may not be a database, transactions, and what SQLite's refusals mean. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "lib/db/stmt.h"
#include "tests/unit/dies.h"
#include "tests/unit/testbed.h"

/* ----------------------------------------------------------------- opening */

/* Opens t->path in a fresh arena as reader and as writer; both must say `says` and give `want`. */
static void
open_gives(struct testbed *t, enum err want, const char *says)
{
	for (int writing = 0; writing < 2; writing++) {
		struct mem *m = mem_new(0);
		struct testbed_ear ear = testbed_listen();
		struct writer w = { { NULL } };
		enum err e = writing ? writer_open(&w, m, t->path, &t->options)
		    : reader_open(&w.reader, m, t->path, &t->options);
		struct str heard = testbed_heard(t, ear);

		writer_close(&w);
		mem_free(m);
		assert_int_equal(e, want);
		assert_has(heard, says);
	}
}

/* Neither connection of the testbed is open while files are changed under it. */
static void
close_both(struct testbed *t)
{
	reader_close(&t->r);
	writer_close(&t->w);
	unlink(mem_printf(t->mem, "%s-wal", t->path));
	unlink(mem_printf(t->mem, "%s-shm", t->path));
}

static void
write_bytes(const char *path, long at, const char *bytes, size_t n)
{
	FILE *f = fopen(path, "r+b");

	assert_non_null(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void
missing(void **state)
{
	struct testbed *t = *state;
	int version;

	close_both(t);
	unlink(t->path);
	open_gives(t, ERR_UNAVAILABLE, "medverk init --db");
	assert_int_equal(access(t->path, F_OK), -1);
	assert_int_equal(db_version(t->path, &version), ERR_UNAVAILABLE);
	assert_int_equal(db_check(t->path), 1);
	assert_int_equal(access(t->path, F_OK), -1);
}

static void
not_a_database(void **state)
{
	struct testbed *t = *state;
	FILE *f;

	close_both(t);
	f = fopen(t->path, "wb");
	for (int i = 0; i < 1000; i++)
		fputs("inte en databas\n", f);
	fclose(f);
	open_gives(t, ERR_UNAVAILABLE, "damaged or not a database");
	assert_true(db_check(t->path) > 0);
	assert_int_equal(truncate(t->path, 0), 0);
	open_gives(t, ERR_UNAVAILABLE, "not one of Medverk's");
}

static void
somebody_elses(void **state)
{
	struct testbed *t = *state;
	int version;

	testbed_sql(t, "PRAGMA application_id = 7");
	close_both(t);
	open_gives(t, ERR_UNAVAILABLE, "not one of Medverk's");
	assert_int_equal(db_version(t->path, &version), ERR_UNAVAILABLE);
	assert_true(db_check(t->path) > 0);
}

static void
versions(void **state)
{
	struct testbed *t = *state;
	int version;

	assert_int_equal(db_version(t->path, &version), ERR_NONE);
	assert_int_equal(version, db_schema_version());
	testbed_sql(t, "PRAGMA user_version = 99");
	close_both(t);
	assert_int_equal(db_version(t->path, &version), ERR_NONE);
	assert_int_equal(version, 99);
	open_gives(t, ERR_UNAVAILABLE, "Install the newer program");
	testbed_sql(t, "PRAGMA user_version = 0");
	open_gives(t, ERR_UNAVAILABLE, "medverk migrate --db");
}

/* The first page's header is whole, the schema behind it is not. */
static void
damaged_schema(void **state)
{
	struct testbed *t = *state;

	close_both(t);
	write_bytes(t->path, 100, "\xff\xff\xff\xff\xff\xff\xff\xff", 8);
	open_gives(t, ERR_UNAVAILABLE, "damaged");
	assert_true(db_check(t->path) > 0);
}

/* The page that the records begin at is rubbish: opened, and each request fails without an end to the program. */
static void
damaged_tables(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear;
	char rubbish[4096];
	long root;

	testbed_basics(t);
	writer_optimize(&t->w);
	close_both(t);
	memset(rubbish, 0x5a, sizeof(rubbish));
	root = testbed_number(t, "SELECT rootpage FROM sqlite_master WHERE name = 'record'");
	write_bytes(t->path, (root - 1) * 4096, rubbish, sizeof(rubbish));
	assert_int_equal(reader_open(&t->r, t->mem, t->path, &t->options), ERR_NONE);
	ear = testbed_listen();
	reader_begin(&t->r);
	catalogue_refresh(&t->c, &t->r);
	assert_int_equal(db_done(&t->r), ERR_INTERNAL);
	assert_true(db_is_broken(&t->r));
	assert_int_equal(reader_end(&t->r), ERR_INTERNAL);
	assert_has(testbed_heard(t, ear), "malformed");
	assert_true(db_check(t->path) > 0);
}

/* A statement that does not fit: somebody removed a column. */
static void
other_schema(void **state)
{
	struct testbed *t = *state;

	testbed_sql(t, "ALTER TABLE report DROP COLUMN series");
	close_both(t);
	open_gives(t, ERR_UNAVAILABLE, "series");
}

/* Files that may not be read or written: as somebody who is not root, in a process of its own. */
static int
as_nobody(struct testbed *t, mode_t folder, mode_t file, enum err want, const char *says)
{
	int status = 0;
	pid_t pid;

	assert_int_equal(chmod(t->path, file), 0);
	assert_int_equal(chmod(t->dir, folder), 0);
	pid = fork();
	if (pid == 0) {
		struct testbed_ear ear;
		struct mem *m = mem_new(0);
		struct reader r = { NULL };
		struct str heard;
		enum err e;

		if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(3);
		ear = testbed_listen();
		e = reader_open(&r, m, t->path, &t->options);
		heard = testbed_heard(t, ear);
		if (e != want || !testbed_has(heard, says))
			fprintf(stderr, "%s: %.*s\n", err_key(e), STR_ARGS(heard));
		_exit(e != want ? 1 : !testbed_has(heard, says) ? 2 : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	chmod(t->dir, 0700);
	chmod(t->path, 0600);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
not_permitted(void **state)
{
	struct testbed *t = *state;

	close_both(t);
	assert_int_equal(as_nobody(t, 0755, 0600, ERR_UNAVAILABLE,
			     getuid() == 0 ? "may not be read" : ""),
	    getuid() == 0 ? 0 : 1);
	assert_int_equal(as_nobody(t, 0555, 0444, ERR_UNAVAILABLE, "directory must be writable"),
	    0);
}

static void
created_once(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();

	assert_int_equal(db_create(t->path), ERR_CONFLICT);
	assert_int_equal(db_create(mem_printf(t->mem, "%s/no/where.db", t->dir)), ERR_UNAVAILABLE);
	assert_has(testbed_heard(t, ear), "never written over");
	assert_str(testbed_text(t, "PRAGMA journal_mode"), "wal");
}

/* ------------------------------------------------------------ transactions */

static int64_t
terms(struct reader *r)
{
	struct stmt *s = db_read(r, SQL_LIST_FACET_VALUES);
	int64_t n = 0;

	db_bind_str(s, ":kind", STR("term"));
	db_bind_str(s, ":taxonomy", STR("legal_form"));
	while (db_next(s))
		n++;
	return n;
}

static void
one_state_per_transaction(void **state)
{
	struct testbed *t = *state;
	int64_t before, version;

	reader_begin(&t->r);
	version = db_data_version(&t->r);
	before = terms(&t->r);
	testbed_load(t, "term", "taxonomy,code,name\nlegal_form,stiftelse,Stiftelse\n");
	assert_int_equal(terms(&t->r), before);
	assert_int_equal(db_data_version(&t->r), version);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	reader_begin(&t->r);
	assert_int_not_equal(db_data_version(&t->r), version);
	assert_int_equal(terms(&t->r), before + 1);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
}

static void
errors_stay_until_the_end(void **state)
{
	struct testbed *t = *state;

	reader_begin(&t->r);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	db_fail(&t->r, ERR_GONE);
	db_fail(&t->r, ERR_NOT_FOUND);
	assert_int_equal(db_done(&t->r), ERR_GONE);
	assert_int_equal(terms(&t->r), 0);
	assert_int_equal(reader_end(&t->r), ERR_GONE);
	reader_begin(&t->r);
	assert_int_equal(db_done(&t->r), ERR_NONE);
	assert_int_equal(terms(&t->r), 2);
	assert_int_equal(reader_end(&t->r), ERR_NONE);
	assert_false(db_is_broken(&t->r));
}

static void
keep_slug(struct testbed *t, const char *kind, int64_t record)
{
	struct stmt *s = db_write(&t->w, SQL_KEEP_SLUG);

	db_bind_str(s, ":kind", str_of(kind));
	db_bind_str(s, ":slug", STR("ny"));
	db_bind_int(s, ":record", record);
	db_run(s);
}

static int64_t
kept(const struct testbed *t)
{
	return testbed_number(t, "SELECT count(*) FROM slug WHERE slug = 'ny'");
}

static void
kept_or_rolled_back(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear;

	writer_begin(&t->w);
	keep_slug(t, "term", 1);
	assert_int_equal(writer_end(&t->w, false), ERR_NONE);
	assert_int_equal(kept(t), 0);
	writer_begin(&t->w);
	keep_slug(t, "term", 1);
	db_fail(&t->w.reader, ERR_INVALID);
	assert_int_equal(writer_end(&t->w, true), ERR_INVALID);
	assert_int_equal(kept(t), 0);
	writer_begin(&t->w);
	keep_slug(t, "term", 1);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
	assert_int_equal(kept(t), 1);
	/* A foreign key that refers to nothing is a conflict, and nothing of the transaction stays. */
	testbed_sql(t, "DELETE FROM slug WHERE slug = 'ny'");
	ear = testbed_listen();
	writer_begin(&t->w);
	keep_slug(t, "term", 1);
	keep_slug(t, "page", 999);
	assert_int_equal(writer_end(&t->w, true), ERR_CONFLICT);
	assert_has(testbed_heard(t, ear), "FOREIGN KEY");
	assert_int_equal(kept(t), 0);
	/* The next transaction is a clean one. */
	writer_begin(&t->w);
	keep_slug(t, "term", 1);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
}

/* What breaks a CHECK is invalid, what is too much for the schema's trigger a conflict. */
static void
constraints(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();
	struct stmt *s;

	writer_begin(&t->w);
	s = db_write(&t->w, SQL_INSERT_TRANSLATION);
	db_bind_int(s, ":record", 1);
	db_bind_str(s, ":lang", STR("en"));
	db_bind_str(s, ":field", STR("name"));
	db_bind_str(s, ":text", STR(""));
	db_run(s);
	assert_int_equal(writer_end(&t->w, true), ERR_INVALID);
	writer_begin(&t->w);
	s = db_write(&t->w, SQL_INSERT_LINK);
	db_bind_int(s, ":source", 1);
	db_bind_str(s, ":kind", STR("country"));
	db_bind_str(s, ":relation", STR("lead"));
	db_bind_int(s, ":position", 0);
	db_bind_int(s, ":target", 2);
	db_bind_str(s, ":class", STR("organisation"));
	db_run(s);
	assert_int_equal(writer_end(&t->w, true), ERR_CONFLICT);
	assert_has(testbed_heard(t, ear), "what=insert_link");
}

static struct testbed *current;

static void
write_with_reader(void)
{
	/* What would write is not among a reader's statements at all. */
	struct writer w = { current->r };

	reader_begin(&current->r);
	db_write(&w, SQL_KEEP_SLUG);
}

static void
use_twice(void)
{
	reader_begin(&current->r);
	db_read(&current->r, SQL_LIST_LINKS);
	db_read(&current->r, SQL_LIST_LINKS);
}

static void
begin_twice(void)
{
	reader_begin(&current->r);
	reader_begin(&current->r);
}

static void
misuse_dies(void **state)
{
	current = *state;
	assert_true(dies(write_with_reader));
	assert_true(dies(use_twice));
	assert_true(dies(begin_twice));
	/* And past the statements, the connection itself refuses. */
	testbed_sql(current, "CREATE TABLE x (y)");
}

/* ------------------------------------------------------------- time and locks */

static void
fill(struct testbed *t, int n)
{
	testbed_sql(t,
	    mem_printf(t->mem,
		"WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c"
	    " WHERE i < %d) INSERT INTO record (uuid, kind, class, name, slug, state, created_at, updated_at)"
	    " SELECT printf('00000000-0000-4000-8000-%%012d', i), 'page', 'page', 'Sida ' || i, 's' || i,"
		" 'published', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z' FROM c",
		n));
}

static void
deadline(void **state)
{
	struct testbed *t = *state;
	struct db_options options = t->options;
	struct testbed_ear ear;
	struct stmt *q;

	fill(t, 20000);
	reader_close(&t->r);
	options.statement_ms = 1;
	assert_int_equal(reader_open(&t->r, t->mem, t->path, &options), ERR_NONE);
	ear = testbed_listen();
	reader_begin(&t->r);
	while (!db_is_late(&t->r))
		continue;
	q = db_read(&t->r, SQL_LIST_CATALOGUE_ROWS);
	db_bind_str(q, ":kind", STR("page"));
	while (db_next(q))
		continue;
	assert_int_equal(db_done(&t->r), ERR_BUSY);
	assert_true(db_is_late(&t->r));
	assert_int_equal(reader_end(&t->r), ERR_BUSY);
	assert_has(testbed_heard(t, ear), "interrupted");
	assert_false(db_is_late(&t->r));
	assert_false(db_is_broken(&t->r));
	/* Without a limit the same connection's file answers. */
	reader_close(&t->r);
	assert_int_equal(reader_open(&t->r, t->mem, t->path, &t->options), ERR_NONE);
	testbed_begin(t);
	assert_int_equal(t->c.kind[kind_index(kind_find(STR("page")))].rows, 20000);
	testbed_end(t);
}

/* Waits out both five seconds at the same time. */
static void
locked(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();
	sqlite3 *h = NULL, *other = NULL;
	int status = 0;
	pid_t pid;

	reader_close(&t->r);
	assert_int_equal(sqlite3_open(t->path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	pid = fork();
	if (pid == 0) {
		struct reader r;
		struct mem *m = mem_new(0);

		/* A rollback journal and an exclusive lock: another program copies or mends the file. */
		t->path = mem_printf(m, "%s/locked.db", t->dir);
		if (db_create(t->path) != ERR_NONE || sqlite3_open(t->path, &other) != SQLITE_OK ||
		    sqlite3_exec(other, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE", NULL, NULL,
			NULL))
			_exit(1);
		status = reader_open(&r, m, t->path, &t->options) == ERR_UNAVAILABLE ? 0 : 2;
		unlink(t->path);
		unlink(mem_printf(m, "%s-journal", t->path));
		_exit(status);
	}
	writer_begin(&t->w);
	assert_int_equal(db_done(&t->w.reader), ERR_BUSY);
	assert_int_equal(writer_end(&t->w, true), ERR_BUSY);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_has(testbed_heard(t, ear), "is locked by another program");
	assert_int_equal(sqlite3_close(h), SQLITE_OK);
	writer_begin(&t->w);
	assert_int_equal(writer_end(&t->w, true), ERR_NONE);
}

/* ----------------------------------------------------------------- checking */

/* Each kind of damage is seen and named; `says` NULL: all is well. */
static void
check_says(struct testbed *t, const char *damage, const char *says)
{
	struct testbed_ear ear;
	struct str heard;
	size_t problems;

	if (damage != NULL)
		testbed_sql(t, mem_printf(t->mem, "PRAGMA foreign_keys = OFF; %s", damage));
	ear = testbed_listen();
	problems = db_check(t->path);
	heard = testbed_heard(t, ear);
	assert_int_equal(problems > 0, says != NULL);
	assert_has(heard, says == NULL ? "" : says);
}

static void
check_sees(void **state)
{
	static const struct {
		const char *damage, *says, *mend;
	} damages[] = {
		{ "INSERT INTO slug VALUES ('page', 'spok', 999)", "foreign keys: slug",
		    "DELETE FROM slug WHERE slug = 'spok'" },
		{ "INSERT INTO translation VALUES (999, 'en', 'name', 'x')", "foreign keys: translation",
		    "DELETE FROM translation WHERE record = 999" },
		{ "INSERT INTO page (id) VALUES (999)", "foreign keys: page row 999",
		    "DELETE FROM page WHERE id = 999" },
		{ "UPDATE record SET state = 'hidden' WHERE slug = 'motala'", "not public but can be found",
		    "UPDATE record SET state = 'published' WHERE slug = 'motala'" },
		{ "DELETE FROM slug WHERE slug = 'motala'", "a slug that is not kept",
		    "INSERT INTO slug SELECT kind, slug, id FROM record WHERE slug = 'motala'" },
		{ "DELETE FROM search WHERE name LIKE '%Motala%'", "cannot be found", NULL },
	};
	struct testbed *t = *state;

	check_says(t, NULL, NULL);
	for (size_t i = 0; i < COUNT_OF(damages); i++) {
		check_says(t, damages[i].damage, damages[i].says);
		if (damages[i].mend != NULL)
			check_says(t, damages[i].mend, NULL);
	}
}

static void
check_sees_a_stale_index(void **state)
{
	struct testbed *t = *state;

	check_says(t, "UPDATE search_content SET c0 = 'X'", "search index");
}

#define WITH(test, setup) cmocka_unit_test_setup_teardown(test, setup, testbed_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(missing, testbed_setup),
		WITH(not_a_database, testbed_setup),
		WITH(somebody_elses, testbed_setup),
		WITH(versions, testbed_setup),
		WITH(damaged_schema, testbed_setup),
		WITH(damaged_tables, testbed_setup),
		WITH(other_schema, testbed_setup),
		WITH(not_permitted, testbed_setup),
		WITH(created_once, testbed_setup),
		WITH(one_state_per_transaction, testbed_setup_basics),
		WITH(errors_stay_until_the_end, testbed_setup_basics),
		WITH(kept_or_rolled_back, testbed_setup_basics),
		WITH(constraints, testbed_setup_basics),
		WITH(misuse_dies, testbed_setup_basics),
		WITH(deadline, testbed_setup),
		WITH(locked, testbed_setup),
		WITH(check_sees, testbed_setup_basics),
		WITH(check_sees_a_stale_index, testbed_setup_basics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
