/* backup.c: making a backup, step by step; any of them may fail, and the last gives it its name. */
#include "lib/store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/store/archive.h"
#include "lib/store/files.h"

struct making {
	const struct backup *b;
	struct mem *mem;
	const char *part;               /* the archive until it is whole */
	int fd;
	struct archive_writer w;
	struct db_facts facts;
	int64_t files, damaged;
	const char *why;                /* UPKEEP_… of the failure */
};

static enum err
fail(struct making *k, const char *why, enum err e)
{
	k->why = why;
	return e;
}

/* errno of something that was written. */
static enum err
fail_writing(struct making *k)
{
	bool full = errno == ENOSPC || errno == EFBIG || errno == EDQUOT;

	log_say("the backup %s cannot be written: %s", k->part,
	    errno == 0 ? "it ends in the middle" : strerror(errno));
	return fail(k, full ? UPKEEP_ROOM : UPKEEP_TARGET, ERR_UNAVAILABLE);
}

/* ------------------------------------------------------------------ its place */

/* What has the name already must be allowed to go, and must be a backup: not the database itself, say. */
static enum err
check_place(const struct backup *b)
{
	int fd = open(b->archive, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	bool ours;

	if (fd < 0 && errno == ENOENT)
		return ERR_NONE;
	ours = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && archive_is(fd);
	if (fd >= 0)
		close(fd);
	if (!ours)
		log_say("%s is there already and is no backup of Medverk's. Choose another name",
		    b->archive);
	else if (!b->force)
		log_say("%s is there already. Choose another name, or replace it with --force",
		    b->archive);
	return ours && b->force ? ERR_NONE : ERR_CONFLICT;
}

/* What an earlier one, killed, left under this name is written over. */
static enum err
open_part(struct making *k)
{
	k->part = mem_printf(k->mem, "%s.part", k->b->archive);
	k->fd = file_open_part(k->part);
	if (k->fd < 0 && errno == EBUSY) {
		log_say("another backup to %s is being made", k->b->archive);
		return ERR_CONFLICT;
	}
	if (k->fd < 0 || ftruncate(k->fd, 0) != 0)
		return fail_writing(k);
	return ERR_NONE;
}

/* -------------------------------------------------------------------- content */

/* Taken before anything is copied, so that a disk is not filled up for nothing; where that cannot be, it is found out later. */
static bool
take_room(struct making *k)
{
	errno = posix_fallocate(k->fd, 0, (off_t)(archive_place(&k->w) + k->facts.bytes));
	return errno == 0 || errno == EOPNOTSUPP || errno == EINVAL;
}

static enum err
copy_database(struct making *k, struct db_copy *copy)
{
	char digest[DIGEST_TEXT];
	enum err e;

	if (!archive_begin(&k->w, k->mem, k->fd, &k->facts) || !take_room(k))
		return fail_writing(k);
	e = db_copy_write(copy, k->fd, archive_place(&k->w), k->b->progress);
	if (e == ERR_TOO_LARGE || e == ERR_UNAVAILABLE)
		return fail(k, e == ERR_TOO_LARGE ? UPKEEP_ROOM : UPKEEP_TARGET, e);
	if (e != ERR_NONE)
		return fail(k, UPKEEP_DATABASE, e);
	return archive_add(&k->w, archive_database, k->facts.bytes, digest) ? ERR_NONE
									    : fail_writing(k);
}

/* False when it cannot be written. A file that is gone meanwhile belongs to nothing that was copied (files.h). */
static bool
add_file(struct making *k, const char *digest)
{
	const char *path = files_path(k->mem, k->b->files, digest);
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	char is[DIGEST_TEXT];
	struct stat st;
	bool whole, fine = true;

	if (fd < 0 && errno == ENOENT)
		return true;
	whole = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    digest_file(fd, 0, st.st_size, NULL, NULL, is) && strcmp(is, digest) == 0;
	if (whole) {
		fine = file_copy(fd, 0, k->fd, archive_place(&k->w), st.st_size) &&
		    archive_add(&k->w, NULL, st.st_size, is);
		k->files++;
	} else {
		log_say("the file %s is damaged, and left out", path);
		k->damaged++;
	}
	if (fd >= 0)
		close(fd);
	return fine;
}

static enum err
copy_files(struct making *k)
{
	struct files_list list;

	if (!files_list(k->mem, k->b->files, &list))
		return fail(k, UPKEEP_FILES, ERR_UNAVAILABLE);
	for (size_t i = 0; i < list.n; i++)
		if (!add_file(k, list.digest[i]))
			return fail_writing(k);
	return archive_end(&k->w) ? ERR_NONE : fail_writing(k);
}

/* From the disk, as far as the system lets go of what it has in memory. */
static enum err
examine(struct making *k)
{
	struct archive a;
	enum err e;

	(void)posix_fadvise(k->fd, 0, 0, POSIX_FADV_DONTNEED);
	e = archive_read(&a, k->mem, k->fd, k->part);
	if (e == ERR_NONE)
		e = archive_verify(&a, k->mem, k->b->progress);
	if (e != ERR_NONE) {
		log_say("the backup was not kept. If 'medverk check --db %s' finds the same, the "
			"database itself is damaged",
		    k->b->db);
		return fail(k, UPKEEP_DAMAGED, ERR_INTERNAL);
	}
	k->facts.bytes = a.bytes;
	return ERR_NONE;
}

/* Looked at once more: it took a while. */
static enum err
give_name(struct making *k)
{
	enum err e = check_place(k->b);

	if (e != ERR_NONE)
		return fail(k, UPKEEP_TARGET, e);
	if (rename(k->part, k->b->archive) != 0 ||
	    !file_sync_folder(file_folder(k->mem, k->b->archive)))
		return fail_writing(k);
	return ERR_NONE;
}

static enum err
make(struct making *k)
{
	struct db_copy *copy;
	enum err e = db_copy_begin(&copy, k->mem, k->b->db, &k->facts);

	if (e != ERR_NONE)
		fail(k, UPKEEP_DATABASE, e);
	else
		e = copy_database(k, copy);
	db_copy_end(copy);
	if (e == ERR_NONE)
		e = copy_files(k);
	if (e == ERR_NONE)
		e = examine(k);
	if (e == ERR_NONE)
		e = give_name(k);
	if (e != ERR_NONE)
		unlink(k->part);
	return e;
}

/* ----------------------------------------------------------------- remembering */

static void
remember(const struct making *k, struct upkeep *u, int64_t began, enum err e)
{
	const char *why = e != ERR_NONE ? k->why : k->damaged > 0 ? UPKEEP_FILES : NULL;

	if (e == ERR_NONE) {
		memcpy(u->good, u->begun, sizeof(u->good));
		u->bytes = k->facts.bytes;
		u->records = k->facts.records;
		u->files = k->files;
		u->ms = clock_ms() - began;
	}
	if (why != NULL) {
		memcpy(u->failed, u->begun, sizeof(u->failed));
		snprintf(u->why, sizeof(u->why), "%s", why);
	}
	/* Said, if not; it is no reason to call a good backup bad. */
	if (!upkeep_save(u, k->mem, k->b->db))
		return;
}

enum err
store_backup(const struct backup *b, struct mem *m, struct upkeep *u)
{
	struct making k = { .b = b, .mem = m, .fd = -1 };
	int64_t began = clock_ms();
	enum err e;

	upkeep_load(u, m, b->db);
	e = check_place(b);
	if (e != ERR_NONE)
		return e;
	clock_now(u->begun);
	e = open_part(&k);
	if (e == ERR_NONE) {
		if (file_exists(b->db) && !upkeep_save(u, m, b->db))
			log_say("the backup is made all the same");
		e = make(&k);
	}
	if (k.fd >= 0)
		close(k.fd);
	if (file_exists(b->db) && (e == ERR_NONE || k.why != NULL))
		remember(&k, u, began, e);
	return e == ERR_NONE && k.damaged > 0 ? ERR_INVALID : e;
}
