/* vocabulary.c: looking words up, level by level from the most frequent down. */
#include "lib/store/vocabulary.h"

#include <string.h>

#include "lib/db/stmt.h"
#include "lib/text/utf8.h"

enum { BEST_MAX = 16, LIKE_MAX = 20000 };

int64_t
vocabulary_records(struct reader *r, struct str word)
{
	struct stmt *q = db_read(r, SQL_FIND_KNOWN_WORD);

	db_bind_str(q, ":word", word);
	return db_number(q);
}

/* -------------------------------------------------------------------- beginnings */

struct best {
	struct mem *mem;
	struct str word[BEST_MAX];
	int64_t records[BEST_MAX];
	size_t count, most;
};

/* Puts it among the most frequent ones, if it is; among equals the first keeps its place. */
static void
consider(struct best *b, struct str word, int64_t records)
{
	size_t place = b->count;

	while (place > 0 && b->records[place - 1] < records)
		place--;
	if (place == b->most)
		return;
	if (b->count < b->most)
		b->count++;
	for (size_t i = b->count - 1; i > place; i--) {
		b->word[i] = b->word[i - 1];
		b->records[i] = b->records[i - 1];
	}
	b->word[place] = mem_dup(b->mem, word);
	b->records[place] = records;
}

/* Behind all words that begin so. */
static struct str
end_of(struct mem *m, struct str begin)
{
	return str_of(mem_printf(m, "%.*s\xf4\x8f\xbf\xbf", STR_ARGS(begin)));
}

/* Every word of a level is more frequent than all of the levels below. */
static void
search_levels(struct reader *r, struct best *b, enum sql which, struct str begin)
{
	struct str end = end_of(b->mem, begin);
	int64_t level = db_number(db_read(r, SQL_FIND_WORD_LEVEL));

	for (; level > 0 && b->count < b->most; level--) {
		struct stmt *q = db_read(r, which);

		db_bind_int(q, ":level", level);
		db_bind_str(q, ":begin", begin);
		db_bind_str(q, ":end", end);
		while (db_next(q))
			consider(b, db_text(q, 0), db_int(q, 1));
	}
}

size_t
vocabulary_beginning(struct reader *r, struct mem *m, struct str begin, struct str *best,
    size_t most)
{
	struct best b = { .mem = m, .most = most < BEST_MAX ? most : BEST_MAX };

	search_levels(r, &b, SQL_LIST_WORDS_BEGINNING, begin);
	if (b.count == 0)
		search_levels(r, &b, SQL_LIST_WORDS_BEGINNING_FOLDED, begin);
	for (size_t i = 0; i < b.count; i++)
		best[i] = b.word[i];
	return b.count;
}

bool
vocabulary_exceeds(struct reader *r, struct mem *m, struct str begin, int64_t most)
{
	struct stmt *q = db_read(r, SQL_LIST_FREQUENCIES_BEGINNING);
	int64_t records = 0;

	db_bind_str(q, ":begin", begin);
	db_bind_str(q, ":end", end_of(m, begin));
	while (db_next(q)) {
		records += db_int(q, 0);
		if (records > most) {
			stmt_end(q);
			return true;
		}
	}
	return false;
}

/* ----------------------------------------------------------------- likenesses */

/* How many there were. */
static size_t
words_of_length(struct reader *r, struct str first, size_t letters, size_t most,
    vocabulary_each *each, void *ctx)
{
	struct stmt *q = db_read(r, SQL_LIST_WORDS_LIKE);
	size_t n = 0;

	db_bind_str(q, ":first", first);
	db_bind_int(q, ":letters", (int64_t)letters);
	db_bind_int(q, ":most", (int64_t)most);
	for (; db_next(q); n++)
		each(ctx, db_text(q, 0), db_text(q, 1), (unsigned)db_int(q, 2));
	return n;
}

void
vocabulary_like(struct reader *r, struct str folded, size_t letters, size_t least, size_t apart,
    vocabulary_each *each, void *ctx)
{
	size_t n = 0, left = LIKE_MAX;
	struct str first;

	if (folded.n > 0)
		utf8_next(folded, &n);
	first = (struct str){ folded.p, n };
	for (size_t d = 0; d <= apart && left > 0; d++) {
		left -= words_of_length(r, first, letters + d, left, each, ctx);
		if (d > 0 && letters >= least + d)
			left -= words_of_length(r, first, letters - d, left, each, ctx);
	}
}

/* -------------------------------------------------------------------- insides */

enum { PATTERNS = 3 };

/*
 * The most frequent first. A line for each word: as it is without dots, a tab, and the word itself where it has
 * dots. A line break stands before the first one, too.
 */
struct str
vocabulary_frequent(struct reader *r, struct mem *m, struct mem *scratch)
{
	struct stmt *q = db_read(r, SQL_LIST_FREQUENT_WORDS);
	struct buf b;

	buf_init(&b, scratch, 64 * 1024);
	buf_byte(&b, '\n');
	while (db_next(q)) {
		struct str folded = db_text(q, 0), word = db_text(q, 1);

		buf_str(&b, folded);
		buf_byte(&b, '\t');
		if (!str_eq(word, folded))
			buf_str(&b, word);
		buf_byte(&b, '\n');
	}
	return mem_dup(m, buf_view(&b));
}

/* The next line, from p on, with the pattern in front of its tab but not at its beginning; NULL: none. */
static const char *
line_with(const char *p, const char *pattern)
{
	while (*pattern != '\0' && (p = strstr(p, pattern)) != NULL) {
		if (p[-1] != '\n' && p[strcspn(p, "\t\n")] == '\t') {
			while (p[-1] != '\n')
				p--;
			return p;
		}
		p += strcspn(p, "\n");
	}
	return NULL;
}

static struct str
word_of(const char *line)
{
	size_t folded = strcspn(line, "\t"), word = strcspn(line + folded + 1, "\n");

	return word == 0 ? (struct str){ line, folded } : (struct str){ line + folded + 1, word };
}

size_t
vocabulary_inside(struct str frequent, struct mem *m, struct str end, struct str inside,
    struct str other, struct str *word, size_t most)
{
	const char *pattern[PATTERNS] = {
		end.n == 0 ? "" : mem_printf(m, "%.*s\t", STR_ARGS(end)),
		mem_strdup(m, inside), mem_strdup(m, other),
	};
	const char *line[PATTERNS], *first = frequent.p + 1;
	size_t n = 0;

	for (size_t i = 0; i < PATTERNS; i++)
		line[i] = line_with(first, pattern[i]);
	for (; n < most; n++) {
		first = NULL;
		for (size_t i = 0; i < PATTERNS; i++)
			if (line[i] != NULL && (first == NULL || line[i] < first))
				first = line[i];
		if (first == NULL)
			break;
		word[n] = word_of(first);
		for (size_t i = 0; i < PATTERNS; i++)
			if (line[i] == first)
				line[i] = line_with(first + strcspn(first, "\n"), pattern[i]);
	}
	return n;
}
