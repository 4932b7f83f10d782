/* cmd_import.h: importing files, for the commands that do. */
#ifndef MEDVERK_CMD_IMPORT_H
#define MEDVERK_CMD_IMPORT_H

#include "lib/db/db.h"
#include "lib/store/kind.h"

/* Imports a file and says what came of it, each problem on its line. */
enum err import_file(struct writer *w, struct mem *m, const struct kind *k, const char *path,
    bool create_terms, bool quiet) NODISCARD;

#endif
