/* text_change.c: rows of the table text_change. */
#include "lib/store/text_change.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"

enum { LISTED = 20 };

void
text_change_add(struct writer *w, const struct text_change *c)
{
	struct stmt *q = db_write(w, SQL_INSERT_TEXT_CHANGE);
	char now[CLOCK_TEXT];

	clock_now(now);
	db_bind_str(q, ":subject", str_of(c->subject));
	db_bind_str(q, ":item", c->item);
	db_bind_str(q, ":before", c->before);
	db_bind_str(q, ":after", c->after);
	if (c->account != 0)
		db_bind_int(q, ":account", c->account);
	db_bind_str(q, ":now", str_of(now));
	db_run(q);
}

static struct str
text_or_none(struct mem *m, struct str s)
{
	return s.p == NULL ? STR_NONE : mem_dup(m, s);
}

bool
text_change_find(struct reader *r, struct mem *m, const char *subject, int64_t number,
    struct text_change *out)
{
	struct stmt *q = db_read(r, SQL_FIND_TEXT_CHANGE);

	db_bind_int(q, ":id", number);
	db_bind_str(q, ":subject", str_of(subject));
	if (!db_next(q))
		return false;
	*out = (struct text_change){ .subject = subject, .item = mem_dup(m, db_text(q, 0)),
		.before = text_or_none(m, db_text(q, 1)), .after = text_or_none(m, db_text(q, 2)) };
	stmt_end(q);
	return true;
}

json_t *
text_change_list(struct reader *r, const char *subject, struct str item)
{
	struct stmt *q = db_read(r, SQL_LIST_TEXT_CHANGES);

	db_bind_str(q, ":subject", str_of(subject));
	db_bind_str(q, ":item", item);
	db_bind_int(q, ":limit", LISTED);
	return db_rows(q);
}
