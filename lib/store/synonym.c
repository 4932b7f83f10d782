/* synonym.c: lines of synonyms and their pairs. */
#include "lib/store/synonym.h"

#include "lib/base/cc.h"
#include "lib/db/stmt.h"
#include "lib/store/text_change.h"
#include "lib/store/wording.h"
#include "lib/text/term.h"

static const char SUBJECT[] = "synonym";

static const char *const ways[SYNONYM_WAYS] = {
	[SYNONYM_SAME] = "same", [SYNONYM_ONE_WAY] = "one_way", [SYNONYM_GENERAL] = "general",
};

static const char *const problems[] = {
	[SYNONYM_FINE] = "fine", [SYNONYM_EMPTY] = "empty", [SYNONYM_ALONE] = "alone",
	[SYNONYM_NO_MEANING] = "no_meaning", [SYNONYM_TOO_MANY] = "too_many",
	[SYNONYM_TOO_LONG] = "too_long", [SYNONYM_SIGN] = "sign", [SYNONYM_NO_WORD] = "no_word",
	[SYNONYM_TWICE] = "twice", [SYNONYM_KNOWN] = "known",
};

const char *
synonym_way_key(enum synonym_way way)
{
	return ways[way];
}

const char *
synonym_problem_key(enum synonym_problem p)
{
	return problems[p];
}

/* --------------------------------------------------------------- expressions */

struct str
synonym_plain(struct mem *m, struct str expression)
{
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct term plain;
	struct buf b;

	buf_init(&b, m, expression.n + 8);
	while (term_next(expression, &scan, &word)) {
		term_plain((struct str){ expression.p + word.from, word.to - word.from }, &plain);
		if (b.n > 0 && plain.n > 0)
			buf_byte(&b, ' ');
		buf_str(&b, term_str(&plain));
	}
	return b.n == 0 ? STR("") : buf_view(&b);
}

bool
synonym_next(struct str *rest, struct str *out)
{
	while (rest->p != NULL && str_cut(rest, '\n', out)) {
		*out = str_trim(*out);
		if (out->n > 0)
			return true;
	}
	return false;
}

static void
add_side(struct buf *b, struct str side)
{
	bool first = true;
	struct str one;

	for (; synonym_next(&side, &one); first = false) {
		if (!first)
			buf_puts(b, " = ");
		buf_str(b, one);
	}
}

struct str
synonym_text(struct mem *m, const struct synonym_line *l)
{
	struct buf b;

	buf_init(&b, m, l->words.n + l->means.n + 64);
	add_side(&b, l->words);
	if (l->way != SYNONYM_SAME)
		buf_puts(&b, " >");
	if (l->way == SYNONYM_ONE_WAY) {
		buf_byte(&b, ' ');
		add_side(&b, l->means);
	}
	return b.n == 0 ? STR("") : buf_view(&b);
}

static struct str
side_of(struct mem *m, struct str text)
{
	struct str one;
	struct buf b;

	buf_init(&b, m, text.n + 1);
	while (text.p != NULL && str_cut(&text, '=', &one)) {
		one = str_trim(one);
		if (one.n == 0)
			continue;
		if (b.n > 0)
			buf_byte(&b, '\n');
		buf_str(&b, one);
	}
	return b.n == 0 ? STR("") : buf_view(&b);
}

void
synonym_read(struct mem *m, struct str text, struct synonym_line *out)
{
	size_t sign = str_index(text, '>');
	struct str behind = str_trim(str_from(text, sign + 1));

	*out = (struct synonym_line){ .way = sign == text.n ? SYNONYM_SAME
		: behind.n == 0                                 ? SYNONYM_GENERAL
								: SYNONYM_ONE_WAY };
	out->words = side_of(m, (struct str){ text.p, sign });
	out->means = out->way == SYNONYM_ONE_WAY ? side_of(m, behind) : STR("");
}

/* -------------------------------------------------------------------- checking */

static size_t
words_in(struct str plain)
{
	size_t n = plain.n > 0 ? 1 : 0;

	for (size_t i = 0; i < plain.n; i++)
		n += plain.p[i] == ' ';
	return n;
}

struct side {
	struct str plain[SYNONYM_EXPRESSIONS_MAX];
	size_t count;
};

static enum synonym_problem
judge_expression(const struct side *s, size_t most_words, struct str one, struct str plain)
{
	if (str_index(one, '=') < one.n || str_index(one, '>') < one.n ||
	    str_index(one, '#') < one.n)
		return SYNONYM_SIGN;
	if (plain.n == 0)
		return SYNONYM_NO_WORD;
	if (words_in(plain) > most_words)
		return SYNONYM_TOO_LONG;
	for (size_t i = 0; i < s->count; i++)
		if (str_eq(s->plain[i], plain))
			return SYNONYM_TWICE;
	return s->count == SYNONYM_EXPRESSIONS_MAX ? SYNONYM_TOO_MANY : SYNONYM_FINE;
}

/* Reads one side, of expressions of so many words; false: *wrong says why. */
static bool
read_side(struct mem *m, struct str text, size_t most_words, struct side *s,
    struct synonym_wrong *wrong)
{
	struct str one;

	s->count = 0;
	while (synonym_next(&text, &one)) {
		struct str plain = synonym_plain(m, one);

		wrong->problem = judge_expression(s, most_words, one, plain);
		wrong->expression = one;
		if (wrong->problem != SYNONYM_FINE)
			return false;
		s->plain[s->count++] = plain;
	}
	wrong->expression = STR_NONE;
	return true;
}

/* The line that has a pair already, STR_NONE when there is none but `id`. In m. */
static struct str
line_with(struct reader *r, struct mem *m, int64_t id, struct str word, struct str means)
{
	struct stmt *q = db_read(r, SQL_FIND_SYNONYM_PAIR);
	struct str line = STR_NONE;

	db_bind_int(q, ":line", id);
	db_bind_str(q, ":word", word);
	db_bind_str(q, ":means", means);
	if (db_next(q)) {
		line = mem_dup(m, db_text(q, 0));
		stmt_end(q);
	}
	return line;
}

typedef bool each_pair(void *ctx, struct str word, struct str means);

/* Calls it with each pair that follows, until it says false. */
static void
walk_pairs(const struct synonym_line *l, const struct side *words, const struct side *means,
    each_pair *each, void *ctx)
{
	const struct side *to = l->way == SYNONYM_SAME ? words : means;

	for (size_t i = 0; i < words->count; i++) {
		if (l->way == SYNONYM_GENERAL && !each(ctx, words->plain[i], STR("")))
			return;
		for (size_t j = 0; j < to->count && l->way != SYNONYM_GENERAL; j++)
			if (!str_eq(words->plain[i], to->plain[j]) &&
			    !each(ctx, words->plain[i], to->plain[j]))
				return;
	}
}

struct known {
	struct reader *r;
	struct mem *mem;
	int64_t id;
	struct str line;        /* the last that has a pair … */
	bool all;               /* … and whether there is one for every pair */
};

static bool
is_known(void *ctx, struct str word, struct str means)
{
	struct known *k = ctx;
	struct str line = line_with(k->r, k->mem, k->id, word, means);

	k->all = line.p != NULL;
	k->line = line;
	return k->all;
}

/* True when an expression means itself. */
static bool
mean_themselves(const struct side *words, const struct side *means, struct synonym_wrong *wrong)
{
	for (size_t i = 0; i < means->count; i++)
		for (size_t j = 0; j < words->count; j++)
			if (str_eq(means->plain[i], words->plain[j])) {
				wrong->problem = SYNONYM_TWICE;
				wrong->expression = means->plain[i];
				return true;
			}
	return false;
}

/* The two sides of a line that is written as it should be; false: *wrong says why not. */
static bool
read_sides(struct mem *m, const struct synonym_line *l, struct side *words, struct side *means,
    struct synonym_wrong *wrong)
{
	*wrong = (struct synonym_wrong){ .problem = SYNONYM_FINE, .expression = STR_NONE };
	means->count = 0;
	/* What nobody finds by may still be meant. */
	if (!read_side(m, l->words, l->way == SYNONYM_SAME ? SYNONYM_WORDS_MAX : WORDING_KEY_WORDS,
		words, wrong))
		return false;
	if (words->count == 0)
		wrong->problem = SYNONYM_EMPTY;
	else if (l->way == SYNONYM_SAME && words->count == 1)
		wrong->problem = SYNONYM_ALONE;
	if (wrong->problem == SYNONYM_FINE && l->way == SYNONYM_ONE_WAY) {
		wrong->in_means = true;
		if (!read_side(m, l->means, SYNONYM_WORDS_MAX, means, wrong) ||
		    mean_themselves(words, means, wrong))
			return false;
		if (means->count == 0)
			wrong->problem = SYNONYM_NO_MEANING;
	}
	if (wrong->problem == SYNONYM_FINE && synonym_text(m, l).n > SYNONYM_TEXT_MAX)
		wrong->problem = SYNONYM_TOO_LONG;
	return wrong->problem == SYNONYM_FINE;
}

bool
synonym_check(struct reader *r, struct mem *m, const struct synonym_line *l,
    struct synonym_wrong *wrong)
{
	struct known known = { r, m, l->id, STR_NONE, false };
	struct side words, means;

	if (!read_sides(m, l, &words, &means, wrong))
		return false;
	wrong->in_means = false;
	walk_pairs(l, &words, &means, is_known, &known);
	if (known.all) {
		wrong->problem = SYNONYM_KNOWN;
		wrong->line = known.line;
	}
	return !known.all;
}

/* ---------------------------------------------------------------------- saving */

bool
synonym_find(struct reader *r, struct mem *m, int64_t id, struct synonym_line *out)
{
	struct stmt *q = db_read(r, SQL_FIND_SYNONYM_LINE);

	db_bind_int(q, ":id", id);
	if (!db_next(q))
		return false;
	synonym_read(m, mem_dup(m, db_text(q, 0)), out);
	out->id = id;
	stmt_end(q);
	return true;
}

struct adding {
	struct writer *w;
	int64_t line;
};

static bool
add_pair(void *ctx, struct str word, struct str means)
{
	struct adding *a = ctx;
	struct stmt *q = db_write(a->w, SQL_INSERT_SYNONYM);

	db_bind_int(q, ":line", a->line);
	db_bind_str(q, ":word", word);
	db_bind_str(q, ":means", means);
	db_run(q);
	return true;
}

/* The pairs of a line anew; STR_NONE: none. False when the text is no such line. */
static bool
write_pairs(struct writer *w, struct mem *m, int64_t id, struct str text)
{
	struct stmt *q = db_write(w, SQL_DELETE_SYNONYMS_OF_LINE);
	struct side words, means;
	struct synonym_wrong wrong;
	struct synonym_line l;
	struct adding a = { w, id };

	db_bind_int(q, ":line", id);
	db_run(q);
	if (text.p == NULL)
		return true;
	synonym_read(m, text, &l);
	if (!read_sides(m, &l, &words, &means, &wrong))
		return false;
	walk_pairs(&l, &words, &means, add_pair, &a);
	return true;
}

static bool
is_same(struct str a, struct str b)
{
	return (a.p == NULL) == (b.p == NULL) && str_eq(a, b);
}

static struct str
text_at(struct reader *r, struct mem *m, int64_t id)
{
	struct stmt *q = db_read(r, SQL_FIND_SYNONYM_LINE);
	struct str text = STR_NONE;

	db_bind_int(q, ":id", id);
	if (db_next(q)) {
		text = mem_dup(m, db_text(q, 0));
		stmt_end(q);
	}
	return text;
}

/* Adds a line, with this number where it is not 0, and returns its number. */
static int64_t
add_line(struct writer *w, int64_t id, struct str text)
{
	struct stmt *q = db_write(w, SQL_INSERT_SYNONYM_LINE);

	if (id != 0)
		db_bind_int(q, ":id", id);
	db_bind_str(q, ":text", text);
	db_run(q);
	return writer_last_id(w);
}

bool
synonym_add(struct writer *w, struct mem *m, struct str text)
{
	struct synonym_line l;

	synonym_read(m, text, &l);
	text = synonym_text(m, &l);
	return text.n > 0 && write_pairs(w, m, add_line(w, 0, text), text);
}

/* A line becomes this, STR_NONE: none; from whatever it was. */
static void
change(struct writer *w, struct mem *m, int64_t *id, struct str text, int64_t account)
{
	struct str before = text_at(&w->reader, m, *id);
	struct stmt *q;

	if (is_same(before, text))
		return;
	if (before.p == NULL) {
		*id = add_line(w, *id, text);
	} else if (text.p != NULL) {
		q = db_write(w, SQL_UPDATE_SYNONYM_LINE);
		db_bind_int(q, ":id", *id);
		db_bind_str(q, ":text", text);
		db_run(q);
	}
	if (!write_pairs(w, m, *id, text))
		db_fail(&w->reader, ERR_INVALID);
	if (text.p == NULL) {
		q = db_write(w, SQL_DELETE_SYNONYM_LINE);
		db_bind_int(q, ":id", *id);
		db_run(q);
	}
	text_change_add(w,
	    &(struct text_change){ .subject = SUBJECT,
	    .item = str_of(mem_printf(m, "%lld", (long long)*id)), .before = before, .after = text,
	    .account = account });
}

void
synonym_save(struct writer *w, struct mem *m, struct synonym_line *l, int64_t account)
{
	change(w, m, &l->id, synonym_text(m, l), account);
}

void
synonym_remove(struct writer *w, struct mem *m, int64_t id, int64_t account)
{
	change(w, m, &id, STR_NONE, account);
}

void
synonym_remove_all(struct writer *w)
{
	db_run(db_write(w, SQL_DELETE_SYNONYMS));
	db_run(db_write(w, SQL_DELETE_SYNONYM_LINES));
}

bool
synonym_undo(struct writer *w, struct mem *m, int64_t number, int64_t account)
{
	struct text_change c;
	int64_t id;

	if (!text_change_find(&w->reader, m, SUBJECT, number, &c) || !str_int(c.item, &id) ||
	    !is_same(text_at(&w->reader, m, id), c.after))
		return false;
	change(w, m, &id, c.before, account);
	return true;
}
