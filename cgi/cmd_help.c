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
help_command(const char *name)
{
	const struct command *c;

	if (name == NULL) {
		print_all();
		return EXIT_SUCCESS;
	}
	if (strcmp(name, "config") == 0) {
		config_print(stdout);
		return EXIT_SUCCESS;
	}
	c = command_find(name);
	if (c == NULL) {
		log_say("there is no command '%s'. 'medverk help' lists them", name);
		return EXIT_FAILURE;
	}
	printf("usage: medverk %s%s%s\n%s\n", c->name, c->arguments[0] == '\0' ? "" : " ",
	    c->arguments, c->what);
	return EXIT_SUCCESS;
}

int
cmd_help(struct arguments *a)
{
	return help_command(a->words > 1 ? a->word[1] : NULL);
}
