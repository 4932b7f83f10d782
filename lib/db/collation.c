/* collation.c: Swedish order for ORDER BY name COLLATE SWEDISH. */
#include "lib/db/db_private.h"

#include "lib/text/collate.h"

static int
compare(void *ctx, int na, const void *a, int nb, const void *b)
{
	(void)ctx;
	return collate_swedish((struct str){ a, (size_t)na }, (struct str){ b, (size_t)nb });
}

int
collation_register(sqlite3 *handle)
{
	return sqlite3_create_collation_v2(handle, "SWEDISH", SQLITE_UTF8, NULL, compare, NULL);
}
