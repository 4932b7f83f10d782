/* word_lists.c: lexicon and synonyms from files. */
#include "lib/store/word_lists.h"

#include "lib/store/index.h"
#include "lib/store/synonym.h"
#include "lib/text/utf8.h"

static bool
synonyms_of_line(struct writer *w, struct mem *m, struct str line, size_t *lines)
{
	++*lines;
	return synonym_add(w, m, line);
}

static bool
words_of_line(struct writer *w, struct mem *m, struct str line, size_t *words)
{
	struct str all = synonym_plain(m, line), word;

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
		synonym_remove_all(w);
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
