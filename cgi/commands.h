/*
 * commands.h: what `medverk COMMAND` does. Each returns the exit status.
 */
#ifndef MEDVERK_COMMANDS_H
#define MEDVERK_COMMANDS_H

#include "cgi/config.h"

/* The command line after the options that are settings were taken out. */
struct arguments {
	struct config *config;
	struct mem *mem;
	char **word;                    /* what is no option */
	int words;
	bool demo, create_terms, progress, in_vain, force, list, retry, help, password_stdin,
	    two_steps;
	const char *email, *role, *name, *municipality; /* of an account; NULL: not given */
	long days;                      /* --days, or 0 */
	const char *try_address;        /* --try, or NULL */
	const char *config_path;        /* --config, or NULL */
	char **argv;                    /* as given, to read it again at SIGHUP */
	int argc;
};

struct command {
	const char *name;
	const char *arguments;          /* as in the usage line */
	const char *what;               /* one line */
	int words_min, words_max;
	int (*run)(struct arguments *a);
};

int cmd_serve(struct arguments *a);
int cmd_init(struct arguments *a);
int cmd_migrate(struct arguments *a);
int cmd_import(struct arguments *a);
int cmd_export(struct arguments *a);
int cmd_check(struct arguments *a);
int cmd_backup(struct arguments *a);
int cmd_restore(struct arguments *a);
int cmd_searches(struct arguments *a);
int cmd_rebuild(struct arguments *a);
int cmd_user(struct arguments *a);
int cmd_mail(struct arguments *a);
int cmd_tick(struct arguments *a);
int cmd_version(struct arguments *a);
int cmd_help(struct arguments *a);

/* Explains a command, all settings ("config") or, for NULL, what commands there are. Exit status. */
int help_command(const char *name);

/* The i-th command; NULL at the end. */
const struct command *command_at(int i);
const struct command *command_find(const char *name);

/* Reads settings and options from file, environment and command line, in this order. False after saying why not. */
bool arguments_read(struct arguments *a, struct config *c);

#endif
