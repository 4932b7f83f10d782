/* cmd_import.h: importing files, for the commands that do. */
#ifndef MEDVERK_CMD_IMPORT_H
#define MEDVERK_CMD_IMPORT_H

#include "cgi/progress.h"
#include "lib/db/db.h"
#include "lib/store/kind.h"

/* Whether there is a list of words of this name: lexicon, synonyms. */
bool import_is_list(const char *name);
/* Imports one of them, and says what came of it. */
enum err import_list(struct writer *w, struct mem *m, const char *name, const char *path,
    bool quiet) NODISCARD;

/* Imports a file and says what came of it, each problem on its line. progress: NULL says problems only. */
enum err import_file(struct writer *w, struct mem *m, const struct kind *k, const char *path,
    bool create_terms, struct progress *progress) NODISCARD;

#endif
