/* file.c: reading, writing and holding files. */
#include "lib/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/log.h"

enum { CHUNK = 64 * 1024, OWNER_ONLY = 0600 };

static bool
read_all(struct mem *m, int fd, size_t expected, struct str *out)
{
	struct buf b;
	ssize_t n;

	buf_init(&b, m, expected + 1);
	do {
		buf_reserve(&b, b.cap - b.n > 0 ? b.cap - b.n : CHUNK);
		n = read(fd, b.p + b.n, b.cap - b.n);
		if (n > 0)
			b.n += (size_t)n;
	} while (n > 0 || (n < 0 && errno == EINTR));
	*out = buf_view(&b);
	return n == 0;
}

bool
file_read(struct mem *m, const char *path, struct str *out)
{
	bool input = strcmp(path, "-") == 0;
	int fd = input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	bool fine;

	if (fd < 0 || fstat(fd, &st) != 0) {
		log_say("%s cannot be opened: %s", path, strerror(errno));
		return false;
	}
	fine = !S_ISDIR(st.st_mode) &&
	    read_all(m, fd, S_ISREG(st.st_mode) ? (size_t)st.st_size : CHUNK, out);
	if (!fine)
		log_say("%s cannot be read: %s", path,
		    S_ISDIR(st.st_mode) ? "it is a folder" : strerror(errno));
	if (!input)
		close(fd);
	return fine;
}

bool
file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* Who held it before may have removed or renamed it in between: then what is locked is not what others meet. */
static bool
is_still(int fd, const char *path)
{
	struct stat is, was;

	return fstat(fd, &was) == 0 && stat(path, &is) == 0 && is.st_ino == was.st_ino &&
	    is.st_dev == was.st_dev;
}

enum err
file_hold(const char *path, int *held)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd, why;

	while ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, OWNER_ONLY)) >= 0 &&
	    fcntl(fd, F_SETLK, &whole) == 0) {
		if (is_still(fd, path)) {
			*held = fd;
			return ERR_NONE;
		}
		close(fd);
	}
	why = errno;
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && (why == EACCES || why == EAGAIN))
		return ERR_BUSY;
	log_say("%s cannot be held: %s", path, strerror(why));
	return ERR_UNAVAILABLE;
}

void
file_release(const char *path, int held)
{
	unlink(path);
	close(held);
}

const char *
file_folder(struct mem *m, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/" : mem_strdup(m, (struct str){ path, (size_t)(slash - path) });
}

bool
file_read_at(int fd, int64_t at, void *p, size_t n)
{
	for (size_t done = 0; done < n;) {
		ssize_t r = pread(fd, (char *)p + done, n - done, (off_t)at + (off_t)done);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0) {
			errno = r == 0 ? 0 : errno;
			return false;
		}
		done += (size_t)r;
	}
	return true;
}

bool
file_write_at(int fd, int64_t at, const void *p, size_t n)
{
	for (size_t done = 0; done < n;) {
		ssize_t w = pwrite(fd, (const char *)p + done, n - done, (off_t)at + (off_t)done);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0) {
			errno = w == 0 ? ENOSPC : errno;
			return false;
		}
		done += (size_t)w;
	}
	return true;
}

bool
file_copy(int from, int64_t from_at, int to, int64_t to_at, int64_t n)
{
	char bytes[CHUNK];

	for (int64_t done = 0; done < n;) {
		size_t some = n - done < CHUNK ? (size_t)(n - done) : CHUNK;

		if (!file_read_at(from, from_at + done, bytes, some) ||
		    !file_write_at(to, to_at + done, bytes, some))
			return false;
		done += (int64_t)some;
	}
	return true;
}

bool
file_sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool fine = fd >= 0 && fsync(fd) == 0;
	int why = errno;

	if (fd >= 0)
		close(fd);
	errno = why;
	return fine;
}

static int
lock_part(int fd, const char *path)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct stat st;

	if (fstat(fd, &st) != 0)
		return errno;
	if (!S_ISREG(st.st_mode) || st.st_uid != geteuid() || st.st_nlink > 1)
		return EEXIST;
	if (fcntl(fd, F_SETLK, &lock) != 0)
		return errno == EACCES || errno == EAGAIN ? EBUSY : errno;
	if (!is_still(fd, path))
		return EBUSY;
	return fchmod(fd, OWNER_ONLY) == 0 ? 0 : errno;
}

int
file_open_part(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, OWNER_ONLY);
	int why;

	if (fd < 0)
		return -1;
	why = lock_part(fd, path);
	if (why == 0)
		return fd;
	close(fd);
	errno = why;
	return -1;
}

void
file_take_after(int fd, const char *like)
{
	struct stat st;

	if (stat(like, &st) == 0 &&
	    (st.st_uid == geteuid() || fchown(fd, st.st_uid, st.st_gid) == 0))
		(void)fchmod(fd, st.st_mode & 0666);
}

bool
file_replace(struct mem *m, const char *path, struct str text, const char *like)
{
	const char *part = mem_printf(m, "%s.%ld.part", path, (long)getpid());
	int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, OWNER_ONLY);
	bool fine;
	int why;

	if (fd < 0)
		return false;
	file_take_after(fd, like);
	fine = file_write_at(fd, 0, text.p, text.n) && fsync(fd) == 0;
	fine = close(fd) == 0 && fine;
	fine = fine && rename(part, path) == 0 && file_sync_folder(file_folder(m, path));
	why = errno;
	if (!fine)
		unlink(part);
	errno = why;
	return fine;
}
