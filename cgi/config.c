/* config.c: reading settings. */
#include "cgi/config.h"

#include <stddef.h>
#include <stdlib.h>

#include "lib/base/cc.h"
#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/http/url.h"
#include "lib/text/mechanism.h"

enum setting_type { TEXT, NUMBER, FLAG };

struct setting {
	const char *name;
	enum setting_type type;
	size_t offset;
	const char *text;       /* default of TEXT */
	long number;            /* default of the others */
	long lowest, highest;
	const char *what;
};

#define DEFAULT_TEXT(v)   .text = v
#define DEFAULT_NUMBER(v) .number = v
#define DEFAULT_FLAG(v)   .number = v

static const struct setting settings[] = {
#define SETTING(name_, type_, initial, lowest_, highest_, what_) \
	{ .name = #name_, \
		.type = type_, \
		.offset = offsetof(struct config, name_), \
		DEFAULT_##type_(initial), \
		.lowest = lowest_, \
		.highest = highest_, \
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

static bool
are_mechanisms(struct mem *m, struct str value)
{
	struct str unknown;
	unsigned set;
	struct buf all;

	if (mechanism_read(value, &set, &unknown))
		return true;
	buf_init(&all, m, 256);
	mechanism_write_names(&all);
	log_say("setting search_without: '%.*s' is none of %.*s", STR_ARGS(unknown),
	    STR_ARGS(buf_view(&all)));
	return false;
}

/* An address of the site ends without a slash, since every path begins with one. */
static bool
set_text(struct config *c, struct mem *m, const struct setting *s, struct str value)
{
	if (strcmp(s->name, "base_url") == 0 && value.n > 0) {
		if (!url_is_web(value)) {
			log_say(
			    "setting base_url: '%.*s' is not an address such as https://example.org",
			    STR_ARGS(value));
			return false;
		}
		while (str_ends(value, STR("/")))
			value.n--;
	}
	if (strcmp(s->name, "send_files") == 0 && value.n > 0 &&
	    !str_is(value, "X-Accel-Redirect") && !str_is(value, "X-Sendfile")) {
		log_say("setting send_files: '%.*s' is neither X-Accel-Redirect nor X-Sendfile",
		    STR_ARGS(value));
		return false;
	}
	if (strcmp(s->name, "search_without") == 0 && !are_mechanisms(m, value))
		return false;
	put_text(c, s, mem_strdup(m, value));
	return true;
}

bool
config_set(struct config *c, struct mem *m, struct str name, struct str value)
{
	for (size_t i = 0; i < COUNT_OF(settings); i++) {
		const struct setting *s = &settings[i];
		int64_t n;

		if (!str_is(name, s->name))
			continue;
		if (s->type == TEXT)
			return set_text(c, m, s, value);
		if (!str_int(value, &n) || n < s->lowest || n > s->highest) {
			log_say("setting %s: '%.*s' is not a number from %ld to %ld. %s", s->name,
			    STR_ARGS(value), s->lowest, s->highest, s->what);
			return false;
		}
		put_number(c, s, (long)n);
		return true;
	}
	log_say("there is no setting '%.*s'. 'medverk help config' lists them", STR_ARGS(name));
	return false;
}

/* A comment begins with # at the beginning of a line or after a blank. */
static struct str
without_comment(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] == '#' && (i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t'))
			line.n = i;
	return str_trim(line);
}

bool
config_read_file(struct config *c, struct mem *m, const char *path)
{
	struct str text, line;
	size_t number = 0;

	if (!file_read(m, path, &text))
		return false;
	while (str_cut(&text, '\n', &line)) {
		size_t equals;

		number++;
		line = without_comment(line);
		if (line.n == 0)
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

const char *
config_files(const struct config *c, struct mem *m)
{
	if (c->files[0] != '\0')
		return c->files;
	return mem_printf(m, "%s/files", file_folder(m, c->db));
}

const char *
config_two_steps_key(const struct config *c, struct mem *m)
{
	return c->two_steps_key[0] != '\0' ? c->two_steps_key : mem_printf(m, "%s.key", c->db);
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
		if (s->type == NUMBER)
			fprintf(out, "# From %ld to %ld.\n", s->lowest, s->highest);
		if (s->type == TEXT)
			fprintf(out, "#%s = %s\n", s->name, s->text);
		else
			fprintf(out, "#%s = %ld\n", s->name, s->number);
	}
}
