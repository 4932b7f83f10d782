/* records.c: lists for those who edit. */
#include "lib/store/records.h"

#include "lib/base/clock.h"
#include "lib/db/stmt.h"
#include "lib/store/rules.h"
#include "lib/view/doc.h"
#include "lib/view/json.h"

static const char *const keys[ONLIES] = {
	[ONLY_MINE] = "mine", [ONLY_WAITING] = "waiting", [ONLY_STALE] = "stale",
	[ONLY_INCOMPLETE] = "incomplete",
};

const char *
records_only_key(enum records_only o)
{
	return keys[o];
}

bool
records_only_has(const struct kind *k, enum records_only o)
{
	return o == ONLY_STALE ? k->months > 0 : o == ONLY_INCOMPLETE ? k->wants != NULL : true;
}

static void
bind(struct stmt *s, struct mem *m, const struct records_query *q)
{
	char *today = mem_alloc(m, CLOCK_DAY);

	clock_swedish_day(today);
	db_bind_str(s, ":kind", str_of(q->kind->name));
	db_bind_str(s, ":state", q->state);
	db_bind_str(s, ":words", q->words);
	db_bind_str(s, ":today", str_of(today));
	db_bind_int(s, ":months", q->kind->months);
	if (q->municipality != 0)
		db_bind_int(s, ":municipality", q->municipality);
	if (q->only[ONLY_STALE])
		db_bind_int(s, ":stale", 1);
	if (q->only[ONLY_INCOMPLETE])
		db_bind_int(s, ":incomplete", 1);
	if (q->only[ONLY_MINE])
		db_bind_int(s, ":mine", q->account);
	if (q->only[ONLY_WAITING])
		db_bind_int(s, ":waiting", 1);
	if (q->own)
		db_bind_int(s, ":account", q->account);
}

struct stmt *
records_begin(struct reader *r, struct mem *m, const struct records_query *q, int64_t limit,
    int64_t offset)
{
	bool by_name = q->sort.p == NULL && !q->down;
	struct stmt *s = db_read(r, by_name ? SQL_LIST_EDITED_BY_NAME : SQL_LIST_EDITED);

	bind(s, m, q);
	db_bind_int(s, ":limit", limit);
	db_bind_int(s, ":offset", offset);
	if (by_name)
		return s;
	db_bind_str(s, ":sort", q->sort);
	if (q->down)
		db_bind_int(s, ":down", 1);
	return s;
}

json_t *
records_page(struct reader *r, struct mem *m, const struct records_query *q, int64_t limit,
    int64_t offset)
{
	struct stmt *s = records_begin(r, m, q, limit, offset);
	json_t *ids = doc_array();
	struct buf b;

	while (db_next(s))
		doc_append(ids, doc_integer(db_int(s, 0)));
	buf_init(&b, m, 1024);
	json_write(&b, ids);
	s = db_read(r, SQL_LOAD_EDITED_ROWS);
	db_bind_str(s, ":records", buf_view(&b));
	return db_rows(s);
}

void
records_count(struct reader *r, struct mem *m, const struct records_query *q,
    struct records_counts *out)
{
	struct stmt *s = db_read(r, SQL_COUNT_EDITED);
	int64_t *numbers[] = { &out->total, &out->all, &out->published, &out->draft, &out->hidden,
		&out->archived, &out->only[ONLY_MINE], &out->only[ONLY_WAITING],
		&out->only[ONLY_STALE], &out->only[ONLY_INCOMPLETE] };

	*out = (struct records_counts){ 0 };
	bind(s, m, q);
	db_bind_int(s, ":me", q->account);
	if (!db_next(s))
		return;
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		*numbers[i] = db_int(s, (int)i);
	stmt_end(s);
}

int64_t
records_municipality(struct reader *r, struct str code)
{
	return rules_code_owner(r, kind_find(STR("municipality")), code, STR_NONE);
}
