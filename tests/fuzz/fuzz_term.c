/* fuzz_term.c: any bytes as an indexed text: every term fits and is what it says, every compound is whole. */
#include "lib/text/compound.h"
#include "lib/text/utf8.h"
#include "tests/fuzz/plain_asserts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const words[] = { "möbel", "snickeri", "arbete", "träning", "gata", "sy", "företag", "is" };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem *m = mem_new(0);
	struct str text = { (const char *)data, size }, rest = text, part;
	struct term_scan scan = { .at = 0 };
	struct term_word word;
	struct stemmer s;
	struct lexicon *l;
	bool english;
	size_t before = 0;

	assert(stemmer_init(&s));
	l = lexicon_new(m, &s);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		lexicon_add(l, str_of(words[i]), true);
	while (term_next(text, &scan, &word)) {
		struct term term[TERMS_MAX], plain, member[COMPOUND_MEMBERS_MAX];
		size_t n = term_make(&s, text, &word, term), members, bytes = 0;

		assert(word.from >= before && word.to > word.from && word.to <= size);
		before = word.to;
		for (size_t i = 0; i < n; i++)
			assert(term[i].n > 0 && term[i].n < TERM_ROOM);
		term_plain((struct str){ text.p + word.from, word.to - word.from }, &plain);
		assert(plain.n < STEM_ROOM);
		members = compound_split(l, term_str(&plain), member);
		assert(members <= COMPOUND_MEMBERS_MAX);
		for (size_t i = 0; i < members; i++) {
			assert(member[i].n > 0 && member[i].n < STEM_ROOM);
			bytes += member[i].n;
		}
		assert(bytes <= plain.n + 2 * members);
		lexicon_add(l, term_str(&plain), false);
	}
	while (term_part(m, &rest, &part, &english))
		assert(part.n <= size);
	stemmer_release(&s);
	mem_free(m);
	return 0;
}
