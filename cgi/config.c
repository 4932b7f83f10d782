/* config.c: reading settings. */
#include "cgi/config.h"

#include <stddef.h>
#include <stdlib.h>

#include "lib/base/cc.h"
#include "lib/base/file.h"
#include "lib/base/log.h"

enum setting_type { TEXT, NUMBER, FLAG };

struct setting {
	const char *name;
	enum setting_type type;
	size_t offset;
	const char *text;       /* default of TEXT */
	long number;            /* default of the others */
	const char *what;
};

#define DEFAULT_TEXT(v)   .text = v
#define DEFAULT_NUMBER(v) .number = v
#define DEFAULT_FLAG(v)   .number = v

static const struct setting settings[] = {
#define SETTING(name_, type_, initial, what_) \
	{ .name = #name_, \
		.type = type_, \
		.offset = offsetof(struct config, name_), \
		DEFAULT_##type_(initial), \
		.what = what_ },
#include "cgi/config.tbl.h"
#undef SETTING
};

static void
put_text(struct config *c, const struct setting *s, const char *value)
{
	memcpy((char *)c + s->offset, &value, sizeof(value));
}

static void
put_number(struct config *c, const struct setting *s, long value)
{
	memcpy((char *)c + s->offset, &value, sizeof(value));
}

void
config_init(struct config *c)
{
	for (size_t i = 0; i < COUNT_OF(settings); i++) {
		if (settings[i].type == TEXT)
			put_text(c, &settings[i], settings[i].text);
		else
			put_number(c, &settings[i], settings[i].number);
	}
}

bool
config_set(struct config *c, struct mem *m, struct str name, struct str value)
{
	for (size_t i = 0; i < COUNT_OF(settings); i++) {
		const struct setting *s = &settings[i];
		int64_t n;

		if (!str_is(name, s->name))
			continue;
		if (s->type == TEXT) {
			put_text(c, s, mem_strdup(m, value));
			return true;
		}
		if (!str_int(value, &n) || n < 0 || n > 1000000000 || (s->type == FLAG && n > 1)) {
			log_say("setting %s: '%.*s' is not %s. %s", s->name, STR_ARGS(value),
			    s->type == FLAG ? "0 or 1" : "a number", s->what);
			return false;
		}
		put_number(c, s, (long)n);
		return true;
	}
	log_say("there is no setting '%.*s'. 'medverk help config' lists them", STR_ARGS(name));
	return false;
}

bool
config_read_file(struct config *c, struct mem *m, const char *path)
{
	struct str text, line;
	size_t number = 0;

	if (!file_read(m, path, &text))
		return false;
	while (str_cut(&text, '\n', &line)) {
		size_t equals = str_index(line, '=');

		number++;
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		equals = str_index(line, '=');
		if (equals == line.n) {
			log_say("%s:%zu: write it as name = value", path, number);
			return false;
		}
		if (!config_set(c, m, str_trim((struct str){ line.p, equals }),
		    str_trim(str_from(line, equals + 1)))) {
			log_say("%s:%zu: that was here", path, number);
			return false;
		}
	}
	return true;
}

bool
config_read_environment(struct config *c, struct mem *m)
{
	for (size_t i = 0; i < COUNT_OF(settings); i++) {
		char name[64] = "MEDVERK_";
		const char *value;
		size_t n = strlen(name);

		for (const char *p = settings[i].name; *p != '\0'; p++)
			name[n++] = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
		name[n] = '\0';
		value = getenv(name);
		if (value != NULL && !config_set(c, m, str_of(settings[i].name), str_of(value)))
			return false;
	}
	return true;
}

bool
config_set_log_level(const struct config *c)
{
	const char *name = c->log_level;
	static const char *const names[] = { "error", "warning", "info", "debug" };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (strcmp(name, names[i]) == 0) {
			log_level((enum log_level)i);
			return true;
		}
	log_say("log_level must be error, warning, info or debug, not '%s'", name);
	return false;
}

void
config_print(FILE *out)
{
	fputs("# Settings of Medverk, with their defaults. Each can also be given in the\n"
	      "# environment as MEDVERK_ and its name in capitals.\n",
	    out);
	for (size_t i = 0; i < COUNT_OF(settings); i++) {
		const struct setting *s = &settings[i];

		fprintf(out, "\n# %s\n", s->what);
		if (s->type == TEXT)
			fprintf(out, "#%s = %s\n", s->name, s->text);
		else
			fprintf(out, "#%s = %ld\n", s->name, s->number);
	}
}
