/* searches.c: from a question to a key, from counted keys to rows, and back to questions. */
#include "lib/store/searches.h"

#include "lib/db/stmt.h"
#include "lib/text/personal.h"
#include "lib/text/utf8.h"

/* ---------------------------------------------------------------------- keys */

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0 || c == 0x202f;
}

struct str
searches_key(struct mem *m, enum lang lang, struct str question)
{
	bool words = false, blank = false;
	size_t i = 0;
	struct buf b;

	if (utf8_prefix(question, SEARCHES_LETTERS_MAX) < question.n ||
	    personal_may_be_in(question))
		return STR_NONE;
	question = utf8_fold_case(m, question);
	buf_init(&b, m, question.n + 2);
	buf_byte(&b, (char)('0' + lang));
	while (i < question.n) {
		size_t from = i;
		uint32_t c = utf8_next(question, &i);

		if (is_blank(c)) {
			blank = true;
			continue;
		}
		words |= utf8_is_word(c);
		if (blank && b.n > 1)
			buf_byte(&b, ' ');
		blank = false;
		buf_add(&b, question.p + from, i - from);
	}
	return words && b.n <= TALLY_KEY_BYTES ? buf_view(&b) : STR_NONE;
}

/* ------------------------------------------------------------------- keeping */

void
store_searches_add(struct writer *w, struct str day, const struct tally_count *count, size_t n)
{
	struct stmt *s = db_read(&w->reader, SQL_COUNT_SEARCHES_OF_DAY);
	int64_t rows;

	db_bind_str(s, ":day", day);
	rows = db_number(s);
	for (size_t i = 0; i < n; i++) {
		static const enum sql ways[] = { SQL_RAISE_SEARCH, SQL_INSERT_SEARCH };
		bool there = false;

		for (size_t j = 0; j < COUNT_OF(ways) && !there; j++) {
			if (ways[j] == SQL_INSERT_SEARCH && rows++ >= SEARCHES_OF_DAY_MAX)
				break;
			s = db_write(w, ways[j]);
			db_bind_str(s, ":question", str_from(count[i].key, 1));
			db_bind_str(s, ":lang",
			    str_of(lang_code((enum lang)(count[i].key.p[0] - '0'))));
			db_bind_str(s, ":day", day);
			db_bind_int(s, ":times", count[i].times);
			db_bind_int(s, ":in_vain", count[i].in_vain);
			there = db_number(s) != 0;
		}
	}
}

void
store_searches_forget(struct writer *w, struct str today, unsigned rare_days, unsigned days)
{
	struct stmt *s = db_write(w, SQL_DELETE_OLD_SEARCHES);

	db_bind_str(s, ":today", today);
	db_bind_int(s, ":days", days);
	db_run(s);
	s = db_write(w, SQL_DELETE_RARE_SEARCHES);
	db_bind_str(s, ":today", today);
	db_bind_int(s, ":days", rare_days);
	db_bind_int(s, ":least", SEARCHES_SHOWN_FROM);
	db_run(s);
}

/* ------------------------------------------------------------------- showing */

void
store_searches_list(struct reader *r, struct str today, unsigned days, bool in_vain,
    void (*each)(void *ctx, const struct searches_row *row), void *ctx)
{
	struct stmt *s = db_read(r, SQL_LIST_SEARCHES);

	db_bind_str(s, ":today", today);
	db_bind_int(s, ":days", days);
	db_bind_int(s, ":in_vain", in_vain);
	db_bind_int(s, ":least", SEARCHES_SHOWN_FROM);
	while (db_next(s))
		each(ctx,
		    &(struct searches_row){ db_text(s, 0), db_text(s, 1), (uint32_t)db_int(s, 2),
			(uint32_t)db_int(s, 3) });
}
