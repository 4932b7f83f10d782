/* files.c: a folder of 256 folders. */
#include "lib/store/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/log.h"

enum { FOLDERS = 256, FOLDER_MODE = 0750, FILE_MODE = 0640 };

static const char *
subfolder(struct mem *m, const char *folder, const char *digest)
{
	return mem_printf(m, "%s/%.2s", folder, digest);
}

const char *
files_path(struct mem *m, const char *folder, const char *digest)
{
	return mem_printf(m, "%s/%.2s/%s", folder, digest, digest);
}

/* ------------------------------------------------------------------ listing */

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, DIGEST_DIGITS);
}

static bool
list_subfolder(struct mem *m, const char *path, const char *begin, struct files_list *l,
    size_t *room)
{
	size_t before = l->n;
	DIR *d = opendir(path);
	struct dirent *e;
	bool fine;

	if (d == NULL)
		return errno == ENOENT;
	while (errno = 0, (e = readdir(d)) != NULL) {
		if (!digest_is(str_of(e->d_name)) || memcmp(e->d_name, begin, 2) != 0)
			continue;
		if (l->n == *room) {
			l->digest = mem_grow(m, l->digest, *room * DIGEST_TEXT,
			    (*room * 2 + 64) * DIGEST_TEXT);
			*room = *room * 2 + 64;
		}
		memcpy(l->digest[l->n++], e->d_name, DIGEST_TEXT);
	}
	fine = errno == 0;
	closedir(d);
	if (l->n > before)
		qsort(l->digest + before, l->n - before, DIGEST_TEXT, compare);
	return fine;
}

bool
files_list(struct mem *m, const char *folder, struct files_list *out)
{
	size_t room = 0;

	*out = (struct files_list){ .n = 0 };
	if (!file_exists(folder))
		return true;
	for (unsigned i = 0; i < FOLDERS; i++) {
		const char *begin = mem_printf(m, "%02x", i);
		const char *path = subfolder(m, folder, begin);

		if (!list_subfolder(m, path, begin, out, &room)) {
			log_say("the folder %s cannot be read: %s", path, strerror(errno));
			return false;
		}
	}
	return true;
}

/* ------------------------------------------------------------------ putting */

static bool
is_there(const char *path, const char *digest, int64_t n)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	char is[DIGEST_TEXT];
	struct stat st;
	bool same;

	if (fd < 0)
		return false;
	same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == n &&
	    digest_file(fd, 0, n, NULL, NULL, is) && strcmp(is, digest) == 0;
	close(fd);
	return same;
}

static bool
make_folder(const char *path)
{
	return mkdir(path, FOLDER_MODE) == 0 || errno == EEXIST;
}

/* Under another name until it is whole. False: errno, or 0 when it is not what its name says. */
static bool
write_file(const char *part, const char *digest, int from, int64_t at, int64_t n)
{
	int fd = open(part, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
	char is[DIGEST_TEXT];
	bool fine;
	int why;

	if (fd < 0)
		return false;
	fine = file_copy(from, at, fd, 0, n) && fsync(fd) == 0 &&
	    digest_file(fd, 0, n, NULL, NULL, is);
	why = errno;
	close(fd);
	errno = fine ? 0 : why;
	return fine && strcmp(is, digest) == 0;
}

bool
files_put(struct mem *m, const char *folder, const char *digest, int fd, int64_t at, int64_t n)
{
	const char *path = files_path(m, folder, digest);
	const char *sub = subfolder(m, folder, digest);
	const char *part = mem_printf(m, "%s.part", path);

	if (is_there(path, digest, n))
		return true;
	if (make_folder(folder) && make_folder(sub) && write_file(part, digest, fd, at, n) &&
	    rename(part, path) == 0 && file_sync_folder(sub))
		return true;
	log_say("the file %s cannot be written: %s", path,
	    errno == 0 ? "it is not what its name says" : strerror(errno));
	unlink(part);
	return false;
}
