/* word_lists.c: lexicon and synonyms from files. */
#include "lib/store/word_lists.h"

#include "lib/db/stmt.h"
#include "lib/store/index.h"
#include "lib/text/term.h"
#include "lib/text/utf8.h"

enum { EXPRESSIONS_MAX = 32 };

/* The words of an expression in plain form, a blank between. */
static struct str
plain_words(struct mem *m, struct str text)
{
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct term plain;
	struct buf b;

	buf_init(&b, m, text.n + 8);
	while (term_next(text, &scan, &word)) {
		term_plain((struct str){ text.p + word.from, word.to - word.from }, &plain);
		if (b.n > 0 && plain.n > 0)
			buf_byte(&b, ' ');
		buf_str(&b, term_str(&plain));
	}
	return buf_view(&b);
}

static void
add_synonym(struct writer *w, struct str word, struct str means, size_t *words)
{
	struct stmt *q;

	if (str_eq(word, means))
		return;
	q = db_write(w, SQL_INSERT_SYNONYM);
	db_bind_str(q, ":word", word);
	db_bind_str(q, ":means", means);
	db_run(q);
	++*words;
}

/* Expressions between the signs; 0 when one is empty or there are too many. */
static size_t
read_expressions(struct mem *m, struct str text, struct str expression[EXPRESSIONS_MAX])
{
	struct str part;
	size_t n = 0;

	while (str_cut(&text, '=', &part)) {
		struct str words = plain_words(m, part);

		if (words.n == 0 || n == EXPRESSIONS_MAX)
			return 0;
		expression[n++] = words;
	}
	return n;
}

static bool
synonyms_of_line(struct writer *w, struct mem *m, struct str line, size_t *words)
{
	struct str left[EXPRESSIONS_MAX], right[EXPRESSIONS_MAX], part;
	bool one_way = str_index(line, '>') < line.n;
	size_t lefts, rights;

	if (!one_way) {
		lefts = read_expressions(m, line, left);
		for (size_t i = 0; i < lefts; i++)
			for (size_t j = 0; j < lefts; j++)
				add_synonym(w, left[i], left[j], words);
		return lefts >= 2;
	}
	str_cut(&line, '>', &part);
	lefts = read_expressions(m, part, left);
	/* Nothing behind the sign: these say little of what is looked for. */
	for (size_t i = 0; i < lefts && str_trim(line).n == 0; i++)
		add_synonym(w, left[i], STR(""), words);
	if (str_trim(line).n == 0)
		return lefts >= 1;
	rights = read_expressions(m, line, right);
	for (size_t i = 0; i < lefts; i++)
		for (size_t j = 0; j < rights; j++)
			add_synonym(w, left[i], right[j], words);
	return lefts >= 1 && rights >= 1 && str_index(line, '>') == line.n;
}

static bool
words_of_line(struct writer *w, struct mem *m, struct str line, size_t *words)
{
	struct str all = plain_words(m, line), word;

	for (; str_cut(&all, ' ', &word); ++*words)
		store_teach(w, word);
	return true;
}

static enum err
import_lines(struct writer *w, struct str text, size_t *words, size_t *line,
    bool (*read)(struct writer *w, struct mem *m, struct str line, size_t *words))
{
	struct mem *m = mem_new(0);
	bool fine = utf8_accept(m, text, &text);
	struct str one;
	enum err e;

	*line = *words = 0;
	if (fine && read == synonyms_of_line)
		db_run(db_write(w, SQL_DELETE_SYNONYMS));
	while (fine && str_cut(&text, '\n', &one)) {
		struct str code;

		++*line;
		str_cut(&one, '#', &code);
		code = str_trim(code);
		fine = code.n == 0 || read(w, m, code, words);
	}
	if (fine)
		store_learn(w, NULL, NULL);
	e = writer_end(w, fine);
	mem_free(m);
	return fine ? e : ERR_INVALID;
}

enum err
store_import_lexicon(struct writer *w, struct str text, size_t *words, size_t *line)
{
	writer_begin(w);
	return import_lines(w, text, words, line, words_of_line);
}

enum err
store_import_synonyms(struct writer *w, struct str text, size_t *words, size_t *line)
{
	writer_begin(w);
	return import_lines(w, text, words, line, synonyms_of_line);
}
