/* cmd_tick.c: medverk tick. */
#include "cgi/commands.h"

#include <stdlib.h>

#include "cgi/due.h"

int
cmd_tick(struct arguments *a)
{
	return due_run(a->config) ? EXIT_SUCCESS : EXIT_FAILURE;
}
