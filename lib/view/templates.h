/*
 * templates.h: all pages of www/templates, compiled for each language.
 *
 * DIR/NAME.mustache is a page, DIR/_NAME.mustache a partial ({{>_NAME}}).
 * DIR/layout.mustache is the frame around every page: in it {{>body}} is the page,
 * as it is written, without the indentation of a partial.
 */
#ifndef MEDVERK_TEMPLATES_H
#define MEDVERK_TEMPLATES_H

#include "lib/text/format.h"
#include "lib/view/mustache.h"

struct templates;

/*
 * Reads, lints and compiles everything in `dir` into m. `options` are those of
 * each language, constants among them; `partial` is set here. NULL after
 * log_say of each problem.
 */
struct templates *templates_load(struct mem *m, const char *dir,
    const struct mustache_options options[LANG_COUNT]);

/* The compiled page, or NULL when there is none of this name. */
const struct mustache *templates_find(const struct templates *t, struct str name, enum lang lang);

#endif
