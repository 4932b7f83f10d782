/*
 * main.c: medverk COMMAND. Started by a web server without one, it serves;
 * started as a CGI program it answers the one request and ignores its command
 * line: a web server makes arguments of an address such as /?init+--db+x.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cgi/app.h"
#include "cgi/commands.h"
#include "cgi/dispatch.h"
#include "cgi/gateway.h"
#include "lib/base/log.h"
#include "lib/view/doc.h"

static const struct command commands[] = {
	{ "serve", "[--socket PATH|HOST:PORT] [--workers N]", "Answer a web server over FastCGI.",
	    0, 0, cmd_serve },
	{ "init", "[--demo]", "Create the database with its content; --demo adds invented enterprises.",
	    0, 0, cmd_init },
	{ "import", "KIND FILE.csv [--create-terms] [--progress]", "Read records from a file, all or nothing; also the lists lexicon and synonyms.",
	    2, 2, cmd_import },
	{ "export", "KIND", "Write all records of a kind as CSV, which import reads back.", 1, 1, cmd_export },
	{ "migrate", "", "Bring the database to this program's version.", 0, 0, cmd_migrate },
	{ "check", "", "Examine database, search index and words.", 0, 0, cmd_check },
	{ "backup", "FILE [--force] [--progress]", "Copy database and uploaded files into a file, while the site goes on, and examine it; --force replaces an older one.",
	    1, 1, cmd_backup },
	{ "restore", "FILE [--force] [--progress]", "Examine a backup and put it in place, while the site is stopped; --force when there is a database, which is kept.",
	    1, 1, cmd_restore },
	{ "searches", "[--days N] [--none]", "Print what was searched for five times or more; --none: what found nothing so often.",
	    0, 0, cmd_searches },
	{ "mail", "[--list] [--retry] [--try ADDRESS]", "Send what waits in the outbox. --list: show it instead; --retry: also what has failed; --try: also a mail to ADDRESS.",
	    0, 0, cmd_mail },
	{ "tick", "", "Publish what was to be published by now. The server does it each minute; for those that run as plain CGI.",
	    0, 0, cmd_tick },
	{ "rebuild", "[--progress]", "Make the search index anew while the site goes on answering.", 0, 0, cmd_rebuild },
	{ "user", "add|change|disable|enable|reset|list --email E [--role R] [--name N] [--municipality CODE,CODE] [--password-stdin] [--two-steps]", "Let somebody in who edits, or change what they may do.",
	    1, 1, cmd_user },
	{ "version", "", "Print the program's version.", 0, 0, cmd_version },
	{ "help", "[COMMAND|config]", "Explain a command, or print all settings.", 0, 1, cmd_help },
};

const struct command *
command_at(int i)
{
	return i >= 0 && (size_t)i < COUNT_OF(commands) ? &commands[i] : NULL;
}

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int
run_cgi(struct mem *m)
{
	struct config config;
	struct app app = { .config = &config, .lazily = true };

	config_init(&config);
	if (!config_read_environment(&config, m) || !config_set_log_level(&config) ||
	    !app_load_views(&app.views, &config))
		return EXIT_FAILURE;
	gateway_cgi(&config, dispatch, &app);
	app_close(&app);
	app_free_views(&app.views);
	return EXIT_SUCCESS;
}

static int
run_command(struct arguments *a)
{
	const struct command *c;
	const char *name = a->words > 0 ? a->word[0] : "serve";

	if (!arguments_read(a, a->config) || !config_set_log_level(a->config))
		return EXIT_FAILURE;
	if (a->words > 0)
		name = a->word[0];
	if (a->help)
		return help_command(a->words > 0 ? name : NULL);
	c = command_find(name);
	if (c == NULL) {
		log_say("there is no command '%s'. 'medverk help' lists them", name);
		return EXIT_FAILURE;
	}
	if (a->words - 1 < c->words_min || a->words - 1 > c->words_max) {
		if (!(a->words == 0 && c->words_min == 0)) {
			log_say("usage: medverk %s %s", c->name, c->arguments);
			return EXIT_FAILURE;
		}
	}
	return c->run(a);
}

int
main(int argc, char **argv)
{
	struct mem *m = mem_new(0);
	struct config config;
	struct arguments a = { .config = &config, .mem = m, .argc = argc, .argv = argv };
	int status;

#ifdef MEDVERK_FAULTS
	if (getenv("MEDVERK_FAIL_AFTER") != NULL)
		mem_fail_after(strtoul(getenv("MEDVERK_FAIL_AFTER"), NULL, 10));
#endif
	doc_init();
	db_init();
	status = gateway_is_cgi() ? run_cgi(m) : run_command(&a);
	mem_free(m);
	return status;
}
