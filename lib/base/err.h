/*
 * err.h: the one type of outcome. A code says what the outcome means to the
 * caller, not where it happened; the place of failure has logged the facts.
 */
#ifndef MEDVERK_ERR_H
#define MEDVERK_ERR_H

#include "lib/base/cc.h"

enum err {
#define ERR(code, status, key, title) code,
#include "lib/base/err.tbl.h"
#undef ERR
	ERR_COUNT
};

/* HTTP status of an outcome, 200 for ERR_NONE. */
int err_status(enum err e);

/* Key of the outcome in www/words (errors.KEY) and of its problem type. */
const char *err_key(enum err e);

/* English title for problem documents; never NULL. */
const char *err_title(enum err e);

#endif
