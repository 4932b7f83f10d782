/* cmd_help.c: medverk help and medverk version. */
#include "cgi/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/base/log.h"

int
cmd_version(struct arguments *a)
{
	(void)a;
	puts("medverk " MEDVERK_VERSION);
	return EXIT_SUCCESS;
}

static void
print_all(void)
{
	const struct command *c;

	puts("Medverk, a directory of work-integrating social enterprises.\n\n"
	    "usage: medverk COMMAND [--db PATH] [--config FILE] [--SETTING VALUE] ...\n");
	for (int i = 0; (c = command_at(i)) != NULL; i++)
		printf("  %-8s %s\n", c->name, c->what);
	puts("\n'medverk help COMMAND' says more; 'medverk help config' prints every setting.");
}

int
cmd_help(struct arguments *a)
{
	const struct command *c;

	if (a->words < 2) {
		print_all();
		return EXIT_SUCCESS;
	}
	if (strcmp(a->word[1], "config") == 0) {
		config_print(stdout);
		return EXIT_SUCCESS;
	}
	c = command_find(a->word[1]);
	if (c == NULL) {
		log_say("there is no command '%s'. 'medverk help' lists them", a->word[1]);
		return EXIT_FAILURE;
	}
	printf("usage: medverk %s %s\n%s\n", c->name, c->arguments, c->what);
	return EXIT_SUCCESS;
}
