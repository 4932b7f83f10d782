/* file.c: reading files, holding them. */
#include "lib/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/log.h"

enum { CHUNK = 64 * 1024 };

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

/* Who held it before may have removed it in between: then what is locked is no file that others meet. */
static bool
is_still_there(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && st.st_nlink > 0;
}

enum err
file_hold(const char *path, int *held)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd, why;

	while ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) >= 0 &&
	    fcntl(fd, F_SETLK, &whole) == 0) {
		if (is_still_there(fd)) {
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
