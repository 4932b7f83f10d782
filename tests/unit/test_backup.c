/* test_backup.c: what is remembered, archives with everything wrong that a tar file can have, copies, and who has a database open. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>

#include "lib/base/tar.h"
#include "lib/store/archive.h"
#include "lib/store/backup.h"
#include "lib/store/files.h"
#include "tests/unit/testbed.h"

/* -------------------------------------------------------------- remembering */

static void
upkeep_is_kept(void **state)
{
	struct testbed *t = *state;
	const char *path = mem_printf(t->mem, "%s.upkeep", t->path);
	struct upkeep u = { .begun = "2026-03-05T12:00:00Z", .good = "2026-03-04T12:00:00Z",
		.bytes = INT64_C(10000000000), .records = 7, .files = 3, .ms = 1234,
		.failed = "2026-03-03T12:00:00Z", .why = UPKEEP_ROOM },
		      v;

	upkeep_load(&v, t->mem, t->path);
	assert_true(v.begun[0] == '\0' && v.good[0] == '\0' && v.failed[0] == '\0' && v.bytes == 0);
	assert_true(upkeep_save(&u, t->mem, t->path));
	upkeep_load(&v, t->mem, t->path);
	assert_memory_equal(&u, &v, sizeof(u));
	/* What is not understood is left out. */
	assert_true(file_replace(t->mem, path,
	    STR("\nrecords -4\nfiles x\nbegun 2026-03-05T12:00:00Z and longer than it may be\n"
		"new thing\ngood 2026-01-01T00:00:00Z\nwhy\nbytes 5"),
	    t->path));
	upkeep_load(&v, t->mem, t->path);
	assert_string_equal(v.good, "2026-01-01T00:00:00Z");
	assert_true(v.bytes == 5 && v.records == 0 && v.files == 0 && v.begun[0] == '\0');
	unlink(path);
}

/* ----------------------------------------------------------------- archives */

static struct backup
backup_of(struct testbed *t)
{
	return (struct backup){ .db = t->path, .files = mem_printf(t->mem, "%s/files", t->dir),
		.archive = mem_printf(t->mem, "%s/archive", t->dir) };
}

static void
clean(struct testbed *t, const struct backup *b)
{
	struct files_list l;

	assert_true(files_list(t->mem, b->files, &l));
	for (size_t i = 0; i < l.n; i++) {
		unlink(files_path(t->mem, b->files, l.digest[i]));
		rmdir(mem_printf(t->mem, "%s/%.2s", b->files, l.digest[i]));
	}
	rmdir(b->files);
	unlink(b->archive);
	unlink(mem_printf(t->mem, "%s.upkeep", t->path));
}

static void
add_upload(struct testbed *t, const struct backup *b, struct str text)
{
	FILE *f = tmpfile();
	char digest[DIGEST_TEXT];

	assert_true(fwrite(text.p, 1, text.n, f) == text.n && fflush(f) == 0);
	digest_text(text, digest);
	assert_true(files_put(t->mem, b->files, digest, fileno(f), 0, (int64_t)text.n));
	fclose(f);
}

/* Reads and verifies bytes as an archive. */
static enum err
judge(struct testbed *t, struct str bytes, struct archive *a)
{
	FILE *f = tmpfile();
	enum err e;

	assert_true(fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fflush(f) == 0);
	e = archive_read(a, t->mem, fileno(f), "it");
	if (e == ERR_NONE)
		e = archive_verify(a, t->mem, (struct db_progress){ NULL });
	fclose(f);
	return e;
}

/* An archive of the testbed's database and two files, as bytes. */
static struct str
make_archive(struct testbed *t, struct backup *b)
{
	struct upkeep u;
	struct stat st;
	struct str bytes;

	*b = backup_of(t);
	add_upload(t, b, STR("abc"));
	add_upload(t, b, STR(""));
	assert_int_equal(store_backup(b, t->mem, &u), ERR_NONE);
	assert_true(u.files == 2 && u.good[0] != '\0' && u.failed[0] == '\0');
	assert_true(file_read(t->mem, b->archive, &bytes));
	assert_int_equal(u.bytes, bytes.n);
	assert_int_equal(stat(b->archive, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	return bytes;
}

static void
written_is_read(void **state)
{
	struct testbed *t = *state;
	struct archive a;
	struct backup b;
	struct str bytes = make_archive(t, &b);

	assert_int_equal(judge(t, bytes, &a), ERR_NONE);
	assert_int_equal(a.files, 2);
	assert_int_equal(a.facts.records, testbed_number(t, "SELECT count(*) FROM record"));
	assert_int_equal(a.facts.version, db_schema_version());
	clean(t, &b);
}

static void
without_files(void **state)
{
	struct testbed *t = *state;
	struct backup b = backup_of(t);
	struct upkeep u;

	assert_int_equal(store_backup(&b, t->mem, &u), ERR_NONE);
	assert_int_equal(u.files, 0);
	clean(t, &b);
}

/* Every length is refused, and every change of a byte: at all heads and ends, and here and there in the content. */
static void
damage_is_refused(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();
	struct archive a;
	struct backup b;
	struct str bytes = make_archive(t, &b);
	char *p = mem_strdup(t->mem, bytes);

	for (size_t n = 0; n < bytes.n; n += n < 4096 || n + 8192 > bytes.n ? 256 : 65536)
		assert_int_equal(judge(t, (struct str){ bytes.p, n }, &a), ERR_INVALID);
	for (size_t i = 0; i < bytes.n; i += i < 2048 || i + 4096 > bytes.n ? 31 : 100003) {
		p[i] ^= 0x10;
		assert_int_equal(judge(t, (struct str){ p, bytes.n }, &a), ERR_INVALID);
		p[i] ^= 0x10;
	}
	assert_int_equal(judge(t, (struct str){ p, bytes.n }, &a), ERR_NONE);
	assert_int_equal(judge(t, (struct str){ p, bytes.n + 1 }, &a), ERR_INVALID);
	assert_has(testbed_heard(t, ear), "it is no whole backup");
	clean(t, &b);
}

/* ------------------------------------------------- archives somebody else made */

/* Parts with right heads, one behind the other, with sums that agree when `sums`. */
static struct str
forge(struct testbed *t, const char *const *parts, size_t n, bool sums)
{
	struct buf b, list;

	buf_init(&b, t->mem, 4096);
	buf_init(&list, t->mem, 256);
	for (size_t i = 0; i < n + sums; i++) {
		struct str text = i < n ? str_of(parts[2 * i + 1]) : buf_view(&list);
		struct tar_part p = { .size = (int64_t)text.n, .made = 1 };
		unsigned char head[TAR_BLOCK];
		char digest[DIGEST_TEXT];

		snprintf(p.name, sizeof(p.name), "%s", i < n ? parts[2 * i] : "B2SUMS");
		tar_write_head(&p, head);
		buf_add(&b, head, sizeof(head));
		digest_text(text, digest);
		buf_str(&b, text);
		while (b.n % TAR_BLOCK != 0)
			buf_byte(&b, '\0');
		if (i < n)
			buf_printf(&list, "%s  %s\n", digest, p.name);
	}
	for (int i = 0; i < TAR_END; i++)
		buf_byte(&b, '\0');
	return buf_view(&b);
}

#define INFO \
	"medverk-backup", \
	    "medverk-backup 1\nmade 2026-03-05T12:00:00Z\nprogram 0\nschema 1\nrecords 0\n"
#define DATABASE "medverk.db", "no database"
#define OF_ABC   "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"

static void
forged_is_refused(void **state)
{
	static const struct {
		const char *part[10];
		const char *says;
	} cases[] = {
		{ { "x", "y" }, "not written by 'medverk backup'" },
		{ { DATABASE, INFO }, "not written by 'medverk backup'" },
		{ { INFO }, "not written by 'medverk backup'" },
		{ { INFO, "../medverk.db", "x" }, "not written by 'medverk backup'" },
		{ { INFO, DATABASE, "../../etc/passwd", "x" }, "no backup holds" },
		{ { INFO, DATABASE, "/etc/passwd", "x" }, "no backup holds" },
		{ { INFO, DATABASE, "files/../" OF_ABC, "abc" }, "no backup holds" },
		{ { INFO, DATABASE, "files/b/../" OF_ABC, "abc" }, "no backup holds" },
		{ { INFO, DATABASE, "files/aa/" OF_ABC, "abc" }, "no backup holds" },
		{ { INFO, DATABASE, "files/bd/" OF_ABC "0", "abc" }, "no backup holds" },
		{ { INFO, DATABASE, "files/bd/" OF_ABC, "abc", "files/bd/" OF_ABC, "abc" }, "no backup holds" },
		{ { INFO, DATABASE, DATABASE }, "no backup holds" },
		{ { INFO, DATABASE, "files/bd/" OF_ABC, "abd" }, "not what its name says" },
		{ { INFO, DATABASE, "files/bd/" OF_ABC, "abc" }, "database cannot be read" },
		{ { "medverk-backup", "medverk-backup 2\n", DATABASE }, "does not know" },
		{ { "medverk-backup", "medverk-backup 1\nmade 2026-03-05T12:00:00Z and much, much later\n", DATABASE }, "it was changed" },
		{ { "medverk-backup", "medverk-backup 1\nmade x\nprogram 0\nschema 99999999999\nrecords 0\n", DATABASE }, "it was changed" },
		{ { "medverk-backup", "medverk-backup 1\nmade x\nprogram 0\nschema 1\nrecords many\n", DATABASE }, "it was changed" },
		{ { "medverk-backup", "", DATABASE }, "does not know" },
	};
	struct testbed *t = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct testbed_ear ear = testbed_listen();
		size_t n = 0;
		struct archive a;
		enum err e;
		struct str heard;

		while (n < COUNT_OF(cases[i].part) / 2 && cases[i].part[2 * n] != NULL)
			n++;
		e = judge(t, forge(t, cases[i].part, n, true), &a);
		heard = testbed_heard(t, ear);
		assert_int_equal(e, ERR_INVALID);
		assert_has(heard, cases[i].says);
	}
}

/* A size beyond the file, up to the largest there is, and parts that are not there. */
static void
sizes_are_refused(void **state)
{
	static const int64_t sizes[] = { 4096, INT64_C(1) << 40, INT64_MAX - 1024, INT64_MAX };
	const char *const parts[] = { INFO, DATABASE };
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();
	struct str bytes = forge(t, parts, 2, true);
	char *p = mem_strdup(t->mem, bytes);
	struct archive a;

	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct tar_part part = { "medverk.db", sizes[i], 1 };

		tar_write_head(&part, (unsigned char *)p + 1024);
		assert_int_equal(judge(t, (struct str){ p, bytes.n }, &a), ERR_INVALID);
	}
	assert_has(testbed_heard(t, ear), "ends in the middle");
	assert_int_equal(judge(t, forge(t, parts, 2, false), &a), ERR_INVALID);
}

/* -------------------------------------------------------------------- places */

static void
only_backups_are_replaced(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();
	struct backup b = backup_of(t);
	struct upkeep u;
	struct str before, after;

	assert_int_equal(store_backup(&b, t->mem, &u), ERR_NONE);
	assert_int_equal(store_backup(&b, t->mem, &u), ERR_CONFLICT);
	b.force = true;
	assert_int_equal(store_backup(&b, t->mem, &u), ERR_NONE);
	/* Not even then the database itself, a text, or a folder. */
	assert_true(file_read(t->mem, t->path, &before));
	b.archive = t->path;
	assert_int_equal(store_backup(&b, t->mem, &u), ERR_CONFLICT);
	assert_true(file_read(t->mem, t->path, &after));
	assert_true(str_eq(before, after));
	b.archive = t->dir;
	assert_int_equal(store_backup(&b, t->mem, &u), ERR_CONFLICT);
	b.archive = "tests/unit/test_backup.c";
	assert_int_equal(store_backup(&b, t->mem, &u), ERR_CONFLICT);
	assert_has(testbed_heard(t, ear), "is no backup of Medverk's");
	/* None of these is a failure to remember. */
	upkeep_load(&u, t->mem, t->path);
	assert_string_equal(u.failed, "");
	b = backup_of(t);
	clean(t, &b);
}

static void
failures_are_remembered(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();
	struct backup b = backup_of(t);
	const char *path;
	struct upkeep u;

	b.archive = mem_printf(t->mem, "%s/none/archive", t->dir);
	assert_int_equal(store_backup(&b, t->mem, &u), ERR_UNAVAILABLE);
	upkeep_load(&u, t->mem, t->path);
	assert_string_equal(u.why, UPKEEP_TARGET);
	assert_true(u.failed[0] != '\0' && u.good[0] == '\0');
	/* A damaged upload is left out and told. */
	b = backup_of(t);
	add_upload(t, &b, STR("abc"));
	path = files_path(t->mem, b.files, OF_ABC);
	assert_true(file_replace(t->mem, path, STR("abd"), path));
	assert_int_equal(store_backup(&b, t->mem, &u), ERR_INVALID);
	upkeep_load(&u, t->mem, t->path);
	assert_string_equal(u.why, UPKEEP_FILES);
	assert_true(u.good[0] != '\0' && u.files == 0);
	assert_has(testbed_heard(t, ear), "is damaged, and left out");
	clean(t, &b);
}

/* A copy of a database that is not whole is not kept. */
static void
damaged_database_is_not_kept(void **state)
{
	struct testbed *t = *state;
	struct testbed_ear ear = testbed_listen();
	struct backup b = backup_of(t);
	long root = testbed_number(t,
	    "SELECT rootpage FROM sqlite_schema WHERE name = 'record_by_kind'");
	char rubbish[4096];
	struct upkeep u;
	int fd;

	writer_optimize(&t->w);
	reader_close(&t->r);
	writer_close(&t->w);
	fd = open(t->path, O_WRONLY);
	memset(rubbish, 0x5a, sizeof(rubbish));
	assert_true(file_write_at(fd, (root - 1) * 4096, rubbish, sizeof(rubbish)));
	close(fd);
	assert_int_equal(store_backup(&b, t->mem, &u), ERR_INTERNAL);
	assert_has(testbed_heard(t, ear), "medverk check --db");
	assert_false(file_exists(b.archive));
	assert_false(file_exists(mem_printf(t->mem, "%s.part", b.archive)));
	upkeep_load(&u, t->mem, t->path);
	assert_string_equal(u.why, UPKEEP_DAMAGED);
	clean(t, &b);
}

/* ------------------------------------------------------------------- holding */

/* Others of this process count as others of another do, which tests/http/backup.t shows. */
static enum err
try_hold(struct testbed *t)
{
	struct db_hold *hold;
	enum err e = db_hold(&hold, t->mem, t->path);

	db_let_go(hold);
	return e;
}

static void
open_databases_are_in_use(void **state)
{
	struct testbed *t = *state;
	struct db_hold *hold;

	assert_int_equal(try_hold(t), ERR_BUSY);
	writer_close(&t->w);
	/* A reader that reads nothing at the moment. */
	assert_int_equal(try_hold(t), ERR_BUSY);
	reader_close(&t->r);
	assert_int_equal(try_hold(t), ERR_NONE);
	assert_int_equal(db_hold(&hold, t->mem, t->path), ERR_NONE);
	assert_non_null(hold);
	assert_int_equal(try_hold(t), ERR_BUSY);
	db_let_go(hold);
	assert_int_equal(try_hold(t), ERR_NONE);
	/* It need not be whole, nor there. */
	assert_int_equal(truncate(t->path, 100), 0);
	assert_int_equal(try_hold(t), ERR_NONE);
	unlink(t->path);
	assert_int_equal(db_hold(&hold, t->mem, t->path), ERR_NONE);
	assert_null(hold);
	assert_false(file_exists(t->path));
}

/* A log that was left beside a database that is gone would be played into the one that takes its place. */
static void
stale_logs_are_set_aside(void **state)
{
	struct testbed *t = *state;
	struct backup b = backup_of(t);
	const char *wal = mem_printf(t->mem, "%s-wal", t->path), *kept;
	struct restored r;
	struct upkeep u;
	struct str log;

	assert_int_equal(store_backup(&b, t->mem, &u), ERR_NONE);
	testbed_load(t, "country", "code,name\nNO,Norge\n");
	assert_true(file_read(t->mem, wal, &log));
	assert_true(log.n > 0);
	reader_close(&t->r);
	writer_close(&t->w);
	unlink(t->path);
	assert_true(file_replace(t->mem, wal, log, b.archive));
	assert_int_equal(store_restore(&b, t->mem, &r), ERR_NONE);
	assert_null(r.replaced);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM record WHERE code = 'NO'"), 0);
	assert_int_equal(testbed_number(t, "SELECT count(*) FROM record"), u.records);
	kept = mem_printf(t->mem, "%s.replaced-2026-03-05T12:00:00Z-wal", t->path);
	assert_true(file_exists(kept));
	unlink(kept);
	clean(t, &b);
}

static int
setup_fixed(void **state)
{
	setenv("MEDVERK_NOW", "2026-03-05T12:00:00Z", 1);
	return testbed_setup_basics(state);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup_fixed, testbed_teardown)
	const struct CMUnitTest tests[] = {
		TEST(upkeep_is_kept),
		TEST(written_is_read),
		TEST(without_files),
		TEST(damage_is_refused),
		TEST(forged_is_refused),
		TEST(sizes_are_refused),
		TEST(only_backups_are_replaced),
		TEST(failures_are_remembered),
		TEST(damaged_database_is_not_kept),
		TEST(open_databases_are_in_use),
		TEST(stale_logs_are_set_aside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
