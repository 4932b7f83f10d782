/* blob.c: names and descriptors of files. */
#include "cgi/blob.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/log.h"
#include "lib/store/files.h"

bool
blob_read_name(struct str name, struct str *digest)
{
	digest->p = name.p;
	digest->n = str_index(name, '.');
	return digest_is(*digest);
}

enum err
blob_open(struct ctx *c, struct str digest, const struct attach_file *f)
{
	const char *d = mem_strdup(c->mem, digest);
	const char *path = files_path(c->mem, config_files(c->app->config, c->mem), d);
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size != f->bytes) {
		log_event(LOG_ERROR, "file-missing", "file=%s", d);
		if (fd >= 0)
			close(fd);
		return ERR_NOT_FOUND;
	}
	c->blob = (struct ctx_blob){ fd, f->bytes, str_of(d), f->type };
	return ERR_NONE;
}
