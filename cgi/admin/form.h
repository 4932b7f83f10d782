/*
 * form.h: the form of a record, made from the tables of kind.h: groups of fields, each with its label, hint, kind of control, value and
 * what is wrong with it, for the template _field.
 */
#ifndef MEDVERK_ADMIN_FORM_H
#define MEDVERK_ADMIN_FORM_H

#include "cgi/app.h"
#include "lib/store/edit.h"
#include "lib/store/entry.h"

/*
 * Sets c->doc "groups". `posted`: the controls have what was sent, otherwise what values and translations say.
 * Problems of e (NULL: none) stand at their fields and in c->doc "errors".
 */
void form_fill(struct ctx *c, struct reader *r, const struct kind *k, const json_t *values,
    const json_t *translations, bool posted, const struct entry *e);

/* Sets c->doc "texts": each Markdown text that was sent, with its label and language, to be shown as visitors will see it. */
void form_show_texts(struct ctx *c, const struct kind *k);

/* For entry_read(): what the form that was sent has for a name; ctx is the struct ctx. */
struct str form_text(void *ctx, const char *name);

/* What is said about a field where the directory has written nothing of its own; STR_NONE: nothing. */
struct str form_standard_help(struct ctx *c, const struct field *f, enum lang lang);

/* The key of what the directory says of its own (own_words.h), in c->mem. */
const char *form_help_key(struct ctx *c, const struct kind *k, const struct field *f);

/* Sets "described" of a field for the template _field: ids of what is said about it. */
void form_describe(struct ctx *c, json_t *field);

/* A field's label: words fields.NAME, or those of its language beside it. */
struct str form_label(struct ctx *c, const struct field *f, const char *lang);

#endif
