/* file.c: reading files. */
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
