/* err.c: the table of outcomes. */
#include "lib/base/err.h"

#include <assert.h>

static const struct {
	int status;
	const char *key;
	const char *title;
} errs[] = {
#define ERR(code, status, key, title) [code] = { status, #key, title },
#include "lib/base/err.tbl.h"
#undef ERR
};

int
err_status(enum err e)
{
	assert(e >= 0 && e < ERR_COUNT);
	return errs[e].status;
}

const char *
err_key(enum err e)
{
	assert(e >= 0 && e < ERR_COUNT);
	return errs[e].key;
}

const char *
err_title(enum err e)
{
	assert(e >= 0 && e < ERR_COUNT);
	return errs[e].title;
}
