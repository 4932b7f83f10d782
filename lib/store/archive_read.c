/* archive_read.c: from heads to a list, and whether everything is what it should be. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/store/archive_private.h"

enum { INFO_MAX = TAR_BLOCK };

static bool
all_zero(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != 0)
			return false;
	return true;
}

/* -------------------------------------------------------------------- heads */

/* A walk over the parts of a file; the first thing that is wrong stays. */
struct walk {
	struct archive *a;
	int64_t at;             /* of the next head */
	struct tar_part part;   /* the present one */
	const char *wrong;      /* NULL: nothing */
	bool torn;              /* it could not be read */
};

static bool
fail(struct walk *w, const char *wrong)
{
	if (w->wrong == NULL)
		w->wrong = wrong;
	return false;
}

/* Bytes of a file that was found to be so long. */
static bool
read_bytes(struct walk *w, int64_t at, void *p, size_t n)
{
	if (file_read_at(w->a->fd, at, p, n))
		return true;
	w->torn = errno != 0;
	return fail(w, errno != 0 ? strerror(errno) : "it ends in the middle");
}

/* The next part, which must be there: its bytes in *f, the head in w->part. */
static bool
next_part(struct walk *w, struct archive_file *f)
{
	unsigned char block[TAR_BLOCK];
	size_t left;

	if (w->wrong != NULL || !read_bytes(w, w->at, block, sizeof(block)))
		return false;
	if (!tar_read_head(block, &w->part))
		return fail(w, "it was not written by 'medverk backup', or was changed since");
	*f = (struct archive_file){ .at = w->at + TAR_BLOCK, .bytes = w->part.size };
	/* Compared so that no size, however huge, can run over. */
	if (f->bytes > w->a->bytes - f->at || tar_padded(f->bytes) > w->a->bytes - f->at)
		return fail(w, "it ends in the middle");
	left = (size_t)(tar_padded(f->bytes) - f->bytes);
	if (!read_bytes(w, f->at + f->bytes, block, left))
		return false;
	w->at = f->at + tar_padded(f->bytes);
	return all_zero(block, left) || fail(w, "it was changed");
}

static bool
expect(struct walk *w, const char *name, struct archive_file *f)
{
	return next_part(w, f) &&
	    (strcmp(w->part.name, name) == 0 ||
		fail(w, "it is a tar file, but not written by 'medverk backup'"));
}

/* The digest that the name of the present part says; false when it is no uploaded file's. */
static bool
read_file_name(const struct walk *w, char out[DIGEST_TEXT])
{
	struct str name = str_of(w->part.name);
	struct str digest = str_from(name, sizeof(ARCHIVE_FILES) - 1 + 3);
	char again[TAR_NAME + 1];

	if (!digest_is(digest))
		return false;
	memcpy(out, digest.p, DIGEST_TEXT);
	archive_file_name(out, again);
	return strcmp(again, w->part.name) == 0;
}

/* Files up to the sums, each behind the one before it in the order of digests, so that none is there twice. */
static bool
list_files(struct walk *w, struct mem *m)
{
	struct archive *a = w->a;
	size_t room = 0;

	for (;;) {
		struct archive_file f;

		if (!next_part(w, &f))
			return false;
		if (strcmp(w->part.name, ARCHIVE_SUMS) == 0) {
			a->sums = f;
			return true;
		}
		if (!read_file_name(w, f.digest) ||
		    (a->files > 0 && strcmp(a->file[a->files - 1].digest, f.digest) >= 0))
			return fail(w, "it holds what no backup holds");
		if (a->files == room) {
			a->file = mem_grow(m, a->file, room * sizeof(f),
			    (room * 2 + 16) * sizeof(f));
			room = room * 2 + 16;
		}
		a->file[a->files++] = f;
	}
}

/* --------------------------------------------------------- what it says it is */

static bool
take_value(struct str *rest, const char *name, struct str *value)
{
	struct str line;
	size_t n = strlen(name);

	if (!str_cut(rest, '\n', &line) || !str_starts(line, str_of(name)) || line.n <= n + 1 ||
	    line.p[n] != ' ')
		return false;
	*value = str_from(line, n + 1);
	return true;
}

static bool
read_info(struct walk *w, struct archive *a)
{
	char text[INFO_MAX];
	struct str rest = { text, (size_t)a->info.bytes }, form, made, program, schema, records;
	int64_t version;

	if (a->info.bytes > INFO_MAX)
		return fail(w, "it was changed");
	if (!read_bytes(w, a->info.at, text, rest.n))
		return false;
	if (!take_value(&rest, ARCHIVE_INFO, &form) || !str_is(form, "1"))
		return fail(w,
		    "it is of a form that this program does not know. Use the program that wrote it");
	if (!take_value(&rest, "made", &made) || made.n >= CLOCK_TEXT ||
	    !take_value(&rest, "program", &program) || !take_value(&rest, "schema", &schema) ||
	    !str_int(schema, &version) || version < 0 || version > INT32_MAX ||
	    !take_value(&rest, "records", &records) || !str_int(records, &a->facts.records))
		return fail(w, "it was changed");
	memcpy(a->made, made.p, made.n);
	a->facts.version = (int)version;
	return true;
}

enum err
archive_read(struct archive *a, struct mem *m, int fd, const char *path)
{
	struct walk w = { .a = a };
	unsigned char end[TAR_END];
	struct stat st;

	*a = (struct archive){ .fd = fd, .path = path };
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		fail(&w, "it is not a file");
	a->bytes = st.st_size;
	if (expect(&w, ARCHIVE_INFO, &a->info) && read_info(&w, a) &&
	    expect(&w, archive_database, &a->database) && list_files(&w, m) &&
	    read_bytes(&w, w.at, end, sizeof(end)) &&
	    (!all_zero(end, sizeof(end)) || w.at + TAR_END != a->bytes))
		fail(&w, "something follows its end");
	a->facts.bytes = a->database.bytes;
	if (w.wrong == NULL)
		return ERR_NONE;
	log_say("%s is no whole backup: %s", path, w.wrong);
	return ERR_INVALID;
}

bool
archive_is(int fd)
{
	unsigned char block[TAR_BLOCK];
	struct tar_part part;

	return file_read_at(fd, 0, block, sizeof(block)) && tar_read_head(block, &part) &&
	    strcmp(part.name, ARCHIVE_INFO) == 0;
}

/* ---------------------------------------------------------------- verifying */

struct telling {
	struct db_progress progress;
	int64_t before, of;
};

static void
tell(void *ctx, int64_t done)
{
	const struct telling *t = ctx;

	if (t->progress.tell != NULL)
		t->progress.tell(t->progress.ctx, "examined", t->before + done, t->of);
}

/* The digest of a part, and its line of the sums. */
static bool
sum(const struct archive *a, const struct archive_file *f, const char *name, struct telling *t,
    struct buf *sums, char digest[DIGEST_TEXT])
{
	if (!digest_file(a->fd, f->at, f->bytes, tell, t, digest)) {
		log_say("%s cannot be read: %s", a->path,
		    errno == 0 ? "it ends in the middle" : strerror(errno));
		return false;
	}
	t->before += f->bytes;
	archive_sum(sums, digest, name);
	return true;
}

static bool
sum_files(const struct archive *a, struct telling *t, struct buf *sums)
{
	for (size_t i = 0; i < a->files; i++) {
		char digest[DIGEST_TEXT], name[TAR_NAME + 1];

		archive_file_name(a->file[i].digest, name);
		if (!sum(a, &a->file[i], name, t, sums, digest))
			return false;
		if (strcmp(digest, a->file[i].digest) != 0) {
			log_say("%s is damaged: %s is not what its name says", a->path, name);
			return false;
		}
	}
	return true;
}

/* The sums are compared as the bytes that would be written. */
static bool
sums_agree(struct archive *a, struct mem *m, struct telling *t)
{
	struct buf sums;
	char *there;
	size_t n;

	buf_init(&sums, m, 1024);
	if (!sum(a, &a->info, ARCHIVE_INFO, t, &sums, a->info.digest) ||
	    !sum(a, &a->database, archive_database, t, &sums, a->database.digest) ||
	    !sum_files(a, t, &sums))
		return false;
	n = (size_t)a->sums.bytes;
	if (n == sums.n) {
		there = mem_alloc(m, n);
		if (file_read_at(a->fd, a->sums.at, there, n) && memcmp(there, sums.p, n) == 0)
			return true;
	}
	log_say("%s is damaged: its content is not what its sums say", a->path);
	return false;
}

enum err
archive_verify(struct archive *a, struct mem *m, struct db_progress progress)
{
	struct telling t = { progress, 0, a->bytes };
	struct db_facts facts;

	if (!sums_agree(a, m, &t) ||
	    db_examine(a->fd, a->database.at, a->database.bytes, a->path, &facts) != ERR_NONE)
		return ERR_INVALID;
	if (facts.version == a->facts.version && facts.records == a->facts.records)
		return ERR_NONE;
	log_say("%s: its database has version %d and %lld records, and should have %d and %lld",
	    a->path, facts.version, (long long)facts.records, a->facts.version,
	    (long long)a->facts.records);
	return ERR_INVALID;
}
