/*
 * app.h: what a running program has at hand for every request, and the
 * context of one request.
 */
#ifndef MEDVERK_APP_H
#define MEDVERK_APP_H

#include <jansson.h>

#include "cgi/answers.h"
#include "cgi/config.h"
#include "cgi/request.h"
#include "cgi/response.h"
#include "lib/base/brake.h"
#include "lib/base/tally.h"
#include "lib/db/db.h"
#include "lib/store/address.h"
#include "lib/store/catalogue.h"
#include "lib/store/list.h"
#include "lib/store/session.h"
#include "lib/view/templates.h"
#include "lib/view/words.h"

/* Words and templates: all that SIGHUP replaces. */
struct app_views {
	struct mem *mem;
	struct words *words;
	struct templates *templates;
};

struct app {
	const struct config *config;
	struct app_views views;
	struct mem *mem;                /* of the reader */
	struct reader reader;           /* .db NULL: the database could not be opened */
	bool lazily;                    /* options.lazily of the reader (db.h) */
	int64_t try_again;              /* clock_ms() from which to try to open it */
	struct catalogue catalogue;
	struct kept *answers;           /* given before (answers.h); NULL: none are kept */
	struct tally *searches;         /* shared by all workers; NULL: searches are not counted */
	struct tally *seen;             /* likewise, sessions in use (seen.h) */
	struct brake *brake;            /* likewise, for who guesses passwords */
	struct mem *writer_mem;         /* NULL: nothing has been saved yet */
	struct writer writer;
};

/* Loads words and templates. False after log_say of what is wrong. */
bool app_load_views(struct app_views *v, const struct config *c);
void app_free_views(struct app_views *v);

/* Opens the database for this process. */
enum err app_open(struct app *a) NODISCARD;
void app_close(struct app *a);

/* The connection for writing, opened when it is first needed. */
enum err app_writer(struct app *a, struct writer **out) NODISCARD;

/* Options of every connection the program opens. */
struct db_options app_db_options(const struct config *c);

struct route;

/* A picture or a document, open; fd -1 and digest.p NULL: there is none. */
struct ctx_blob {
	int fd;
	int64_t bytes;
	struct str digest, type;
};

/* One request. Handlers fill doc (and page, for HTML only) and return an outcome. */
struct ctx {
	struct app *app;
	struct mem *mem;
	const struct request *request;
	const struct route *route;
	struct str slug, id, folder;    /* the arguments in the path; STR_NONE: none */
	enum lang lang;
	struct scope scope;
	json_t *doc;                    /* the public answer */
	json_t *page;                   /* what only HTML needs */
	bool momentary;                 /* true now only: not to be kept by anybody */
	struct str moved;               /* with ERR_MOVED: where to */
	json_t *gone;                   /* with ERR_GONE: what is told of it (record.h), or NULL */
	struct list_problem problem;    /* with ERR_BAD_REQUEST: which parameter */
	struct str slugs[LANG_COUNT];   /* of the record's page, where the page is one of a record */
	struct session session;         /* who is signed in, on pages of the administration */
	struct str cookie;              /* to be set; STR_NONE: none */
	long retry_after;               /* with ERR_RATE: seconds */
	struct str file;                /* name of a file that is the answer instead of a page … */
	struct str content;             /* … and what is in it */
	struct ctx_blob blob;           /* a file of the folder of files that is the answer */
	bool again;                     /* with an error: the form is shown again, as it was filled in */
};

/* What the operator allows lists. */
struct list_limits ctx_limits(const struct ctx *c);

/* For programs, parameters other than lang are mistakes: ERR_BAD_REQUEST. For what takes none. */
enum err ctx_only_lang(struct ctx *c) NODISCARD;

/* A text of the interface in the request's language. */
struct str ctx_words(const struct ctx *c, const char *key);

#endif
