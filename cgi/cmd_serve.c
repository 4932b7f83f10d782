/* cmd_serve.c: medverk serve. */
#include "cgi/commands.h"

#include <stdlib.h>

#include "cgi/supervisor.h"

static bool
read_again(void *ctx, struct config *c)
{
	struct arguments *a = ctx;
	struct config fresh;

	if (!arguments_read(a, &fresh) || !config_set_log_level(&fresh))
		return false;
	*c = fresh;
	return true;
}

int
cmd_serve(struct arguments *a)
{
	const struct supervisor_reload reload = { read_again, a };
	int fd = supervisor_listen(a->config);

	return fd < 0 ? EXIT_FAILURE : supervisor_run(fd, a->config, &reload);
}
