/* cmd_restore.c: medverk restore. */
#include <stdio.h>
#include <stdlib.h>

#include "cgi/cmd_backup.h"
#include "lib/db/db.h"

int
cmd_restore(struct arguments *a)
{
	struct progress progress;
	struct restored r;
	struct backup b;
	enum err e;

	backup_prepare(&b, a, &progress);
	e = store_restore(&b, a->mem, &r);
	progress_end(&progress);
	if (e != ERR_NONE)
		return EXIT_FAILURE;
	printf("%s: %lld records and %zu files of %s\n", b.db, (long long)r.records, r.files,
	    r.made);
	if (r.replaced != NULL)
		printf("what it was before is %s\n", r.replaced);
	if (r.version < db_schema_version())
		printf("it is of version %d, this program wants %d. Run: medverk migrate --db %s\n",
		    r.version, db_schema_version(), b.db);
	return EXIT_SUCCESS;
}
