/* shared.c: a mapping of the device of zeros. */
#include "lib/base/shared.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/log.h"

void *
shared_new(size_t n, const char *name)
{
	/* POSIX knows no mapping without a file before its edition of 2024; this device is one. */
	int fd = open("/dev/zero", O_RDWR | O_CLOEXEC);
	void *p = fd < 0 ? MAP_FAILED : mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	int code = errno;

	if (fd >= 0)
		close(fd);
	if (p != MAP_FAILED)
		return p;
	log_event(LOG_WARNING, name, "error=\"%s\"", strerror(code));
	return NULL;
}

void
shared_free(void *p, size_t n)
{
	if (p != NULL)
		munmap(p, n);
}
