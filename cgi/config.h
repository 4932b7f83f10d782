/*
 * config.h: the settings, from config.tbl.h.
 */
#ifndef MEDVERK_CONFIG_H
#define MEDVERK_CONFIG_H

#include <stdbool.h>
#include <stdio.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"

#define CONFIG_TEXT   const char *
#define CONFIG_NUMBER long
#define CONFIG_FLAG   long

struct config {
#define SETTING(name, type, initial, lowest, highest, what) CONFIG_##type name;
#include "cgi/config.tbl.h"
#undef SETTING
};

/* The defaults. */
void config_init(struct config *c);

/* Sets one by name. False after log_say when there is no such setting or the value does not fit. */
bool config_set(struct config *c, struct mem *m, struct str name, struct str value);

/* Reads a file of `name = value` lines; # begins a comment at the beginning of a line or after a blank. False after log_say of file, line and what is wrong. */
bool config_read_file(struct config *c, struct mem *m, const char *path);

/* Takes what the environment says. */
bool config_read_environment(struct config *c, struct mem *m);

/* The folder of uploaded files, in m. */
const char *config_files(const struct config *c, struct mem *m);

/* The file with the key to the secrets of signing in in two steps, in m. */
const char *config_two_steps_key(const struct config *c, struct mem *m);

/* Prints all settings with default and explanation, in the form of a file. */
void config_print(FILE *out);

/* Logs from now on as log_level says; false after log_say when it names no level. */
bool config_set_log_level(const struct config *c);

#endif
