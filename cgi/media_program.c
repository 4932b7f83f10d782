/* media_program.c: a path beside our own. */
#include "cgi/media_program.h"

#include <unistd.h>

#include "lib/base/file.h"

enum { PATH_BYTES = 4096, SECONDS = 25 };

struct media_program
media_program(struct ctx *c)
{
	char self[PATH_BYTES];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	/* Where there is no /proc, in the folder of `make install`. */
	self[n > 0 ? n : 0] = '\0';
	return (struct media_program){
		.path = n > 0 ? mem_printf(c->mem, "%s/medverk-media", file_folder(c->mem, self))
			      : "/usr/local/bin/medverk-media",
		.folder = config_files(c->app->config, c->mem),
		.seconds = SECONDS,
	};
}
