/*
 * restore.c: a backup put in place. Until the last step, one rename(2), the old database
 * is where it was; whoever is killed before leaves it so.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/db/db.h"
#include "lib/store/archive.h"
#include "lib/store/backup.h"
#include "lib/store/files.h"

static enum err
say_failed(const char *what, const char *path)
{
	log_say("%s %s: %s", path, what, errno == 0 ? "it is not whole" : strerror(errno));
	return ERR_UNAVAILABLE;
}

/* ----------------------------------------------------------------- looking */

static enum err
examine(const struct backup *b, struct mem *m, int fd, struct archive *a)
{
	enum err e = archive_read(a, m, fd, b->archive);

	if (e == ERR_NONE)
		e = archive_verify(a, m, b->progress);
	if (e == ERR_NONE && a->facts.version > db_schema_version()) {
		log_say(
		    "%s is of version %d, newer than this program (%d). Install the newer program",
		    b->archive, a->facts.version, db_schema_version());
		e = ERR_INVALID;
	}
	return e;
}

/* Held in *hold, if there is one. */
static enum err
take_hold(const struct backup *b, struct mem *m, struct db_hold **hold)
{
	enum err e = db_hold(hold, m, b->db);

	if (e == ERR_BUSY)
		log_say("the database %s is in use, by the site or by another command. Stop the "
			"service first: systemctl stop medverk",
		    b->db);
	else if (e != ERR_NONE)
		log_say("the database %s cannot be locked; may this user write it?", b->db);
	return e;
}

static enum err
check_place(const struct backup *b, struct mem *m)
{
	struct db_hold *hold;
	enum err e;

	if (file_exists(b->db) && !b->force) {
		log_say("%s is there already. To replace it (it is kept under another name) add "
			"--force",
		    b->db);
		return ERR_CONFLICT;
	}
	if (access(file_folder(m, b->db), W_OK) != 0)
		return say_failed("cannot be written to", file_folder(m, b->db));
	e = take_hold(b, m, &hold);
	db_let_go(hold);
	return e;
}

/* ------------------------------------------------------------------- writing */

/* Copied, read back, and on the disk, with owner and permissions of what it replaces. */
static enum err
write_database(const struct archive *a, int fd, const char *path, const char *like)
{
	char digest[DIGEST_TEXT];

	if (ftruncate(fd, 0) != 0 || !file_copy(a->fd, a->database.at, fd, 0, a->database.bytes) ||
	    fsync(fd) != 0 || !digest_file(fd, 0, a->database.bytes, NULL, NULL, digest))
		return say_failed("cannot be written", path);
	errno = 0;
	if (strcmp(digest, a->database.digest) != 0)
		return say_failed("was not written as it should be", path);
	file_take_after(fd, like);
	return ERR_NONE;
}

static enum err
write_files(const struct backup *b, const struct archive *a)
{
	for (size_t i = 0; i < a->files; i++) {
		struct mem *m = mem_new(0);
		const struct archive_file *f = &a->file[i];
		bool fine = files_put(m, b->files, f->digest, a->fd, f->at, f->bytes);

		mem_free(m);
		if (!fine)
			return ERR_UNAVAILABLE;
	}
	return a->files == 0 || file_sync_folder(b->files) ? ERR_NONE
							   : say_failed("cannot be kept", b->files);
}

/* ------------------------------------------------------------------ replacing */

/* A name that nothing has: that of the database, and when it was replaced. */
static const char *
find_name(struct mem *m, const char *db)
{
	char now[CLOCK_TEXT];
	const char *name;

	clock_now(now);
	name = mem_printf(m, "%s.replaced-%s", db, now);
	for (int i = 2; file_exists(name); i++)
		name = mem_printf(m, "%s.replaced-%s-%d", db, now, i);
	return name;
}

/* What lies beside a database and is part of it: a log that is met by another database would be played into that. */
static bool
set_aside(struct mem *m, const char *db, const char *kept)
{
	static const char *const ends[] = { "-wal", "-journal" };

	for (size_t i = 0; i < COUNT_OF(ends); i++)
		if (rename(mem_printf(m, "%s%s", db, ends[i]),
			mem_printf(m, "%s%s", kept, ends[i])) != 0 &&
		    errno != ENOENT)
			return false;
	return unlink(mem_printf(m, "%s-shm", db)) == 0 || errno == ENOENT;
}

/* The old one has two names for a moment, where the disk can; else, none. */
static enum err
replace(const struct backup *b, struct mem *m, const char *part, struct restored *r)
{
	const char *kept = find_name(m, b->db);
	bool there = file_exists(b->db);

	if (!set_aside(m, b->db, kept) ||
	    (there && link(b->db, kept) != 0 && rename(b->db, kept) != 0) ||
	    rename(part, b->db) != 0 || !file_sync_folder(file_folder(m, b->db)))
		return say_failed("cannot be put in place", b->db);
	r->replaced = there ? kept : NULL;
	return ERR_NONE;
}

static enum err
put_in_place(const struct backup *b, struct mem *m, const struct archive *a, struct restored *r)
{
	const char *part = mem_printf(m, "%s.restoring", b->db);
	int fd = file_open_part(part);
	struct db_hold *hold = NULL;
	enum err e;

	if (fd < 0 && errno == EBUSY)
		log_say("another restore to %s is being made", b->db);
	if (fd < 0)
		return errno == EBUSY ? ERR_BUSY : say_failed("cannot be written", part);
	e = write_database(a, fd, part, b->db);
	if (e == ERR_NONE)
		e = write_files(b, a);
	if (e == ERR_NONE) {
		db_settle(b->db);
		e = take_hold(b, m, &hold);
	}
	if (e == ERR_NONE)
		e = replace(b, m, part, r);
	db_let_go(hold);
	if (e != ERR_NONE)
		unlink(part);
	close(fd);
	return e;
}

enum err
store_restore(const struct backup *b, struct mem *m, struct restored *r)
{
	int fd = open(b->archive, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct archive a;
	enum err e;

	*r = (struct restored){ .replaced = NULL };
	if (fd < 0) {
		log_say("%s cannot be opened: %s", b->archive, strerror(errno));
		return ERR_NOT_FOUND;
	}
	e = check_place(b, m);
	if (e == ERR_NONE)
		e = examine(b, m, fd, &a);
	if (e == ERR_NONE)
		e = put_in_place(b, m, &a, r);
	close(fd);
	if (e != ERR_NONE)
		return e;
	memcpy(r->made, a.made, sizeof(r->made));
	r->records = a.facts.records;
	r->files = a.files;
	r->version = a.facts.version;
	return ERR_NONE;
}
