/*
 * template_lint.h: refuses templates in which escaping five characters is not
 * enough. Knows, for each tag, where in the HTML it stands. Run by make check and at every start.
 */
#ifndef MEDVERK_TEMPLATE_LINT_H
#define MEDVERK_TEMPLATE_LINT_H

#include <stdbool.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"

/*
 * NULL when the template is safe, else the first problem as text in m
 * ("list:12: tag in an unquoted attribute"). Refused: a tag inside <script>,
 * <style>, an HTML comment, a tag's or an attribute's name; inside an on… or
 * style attribute or an unquoted attribute value; raw output ({{{x}}}, {{&x}})
 * of names that do not end in _html, or anywhere but in text; href, src,
 * action, formaction, poster, cite, srcset whose value begins with a tag, unless that tag's
 * name is "url" or ends in "_url" or "_href" or is a section around such a
 * tag; delimiters changed by {{=…=}}. Section and partial tags in text are
 * fine; inside a quoted attribute value too (not partials).
 */
const char *template_lint(struct mem *m, struct str name, struct str text);

#endif
