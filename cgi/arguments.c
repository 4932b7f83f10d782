/* arguments.c: the command line. */
#include "cgi/commands.h"

#include "lib/base/log.h"

enum { DAYS_MAX = 3660 };

/* "--name=value", or "--name" with the value in the next argument. */
static bool
read_setting(struct arguments *a, struct config *c, int *i)
{
	const struct {
		const char *name, **to;
	} texts[] = {
		{ "email", &a->email }, { "role", &a->role }, { "name", &a->name }, { "municipality", &a->municipality },
	};
	struct str option = str_of(a->argv[*i] + 2), value;
	size_t equals = str_index(option, '=');
	char *name;

	if (equals < option.n) {
		value = str_from(option, equals + 1);
		option.n = equals;
	} else if (*i + 1 < a->argc) {
		value = str_of(a->argv[++*i]);
	} else {
		log_say("--%.*s wants a value", STR_ARGS(option));
		return false;
	}
	name = mem_strdup(a->mem, option);
	for (char *p = name; *p != '\0'; p++)
		if (*p == '-')
			*p = '_';
	if (strcmp(name, "config") == 0) {
		a->config_path = mem_strdup(a->mem, value);
		return true;
	}
	if (strcmp(name, "try") == 0) {
		a->try_address = mem_strdup(a->mem, value);
		return true;
	}
	if (strcmp(name, "days") == 0) {
		int64_t days;

		if (!str_int(value, &days) || days < 1 || days > DAYS_MAX) {
			log_say("--days: '%.*s' is not a number from 1 to %d", STR_ARGS(value),
			    DAYS_MAX);
			return false;
		}
		a->days = (long)days;
		return true;
	}
	for (size_t j = 0; j < COUNT_OF(texts); j++)
		if (strcmp(name, texts[j].name) == 0) {
			*texts[j].to = mem_strdup(a->mem, value);
			return true;
		}
	return c == NULL || config_set(c, a->mem, str_of(name), value);
}

/* Walks over the command line; settings go to c (NULL: only --config and the words are wanted). */
static bool
walk(struct arguments *a, struct config *c)
{
	a->words = 0;
	for (int i = 1; i < a->argc; i++) {
		const char *s = a->argv[i];

		if (strcmp(s, "--demo") == 0)
			a->demo = true;
		else if (strcmp(s, "--create-terms") == 0)
			a->create_terms = true;
		else if (strcmp(s, "--none") == 0)
			a->in_vain = true;
		else if (strcmp(s, "--progress") == 0)
			a->progress = true;
		else if (strcmp(s, "--password-stdin") == 0)
			a->password_stdin = true;
		else if (strcmp(s, "--two-steps") == 0)
			a->two_steps = true;
		else if (strcmp(s, "--force") == 0)
			a->force = true;
		else if (strcmp(s, "--list") == 0)
			a->list = true;
		else if (strcmp(s, "--retry") == 0)
			a->retry = true;
		else if (strcmp(s, "--help") == 0 || strcmp(s, "-h") == 0)
			a->help = true;
		else if (strcmp(s, "--version") == 0)
			a->word[a->words++] = mem_strdup(a->mem, STR("version"));
		else if (strncmp(s, "--", 2) == 0 && s[2] != '\0') {
			if (!read_setting(a, c, &i))
				return false;
		} else {
			a->word[a->words++] = a->argv[i];
		}
	}
	return true;
}

bool
arguments_read(struct arguments *a, struct config *c)
{
	config_init(c);
	a->word = mem_calloc(a->mem, (size_t)a->argc + 1, sizeof(*a->word));
	if (!walk(a, NULL))
		return false;
	if (a->config_path != NULL && !config_read_file(c, a->mem, a->config_path))
		return false;
	return config_read_environment(c, a->mem) && walk(a, c);
}
