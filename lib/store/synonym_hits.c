/* synonym_hits.c: what a search finds, with the synonyms of this moment. */
#include "lib/store/ask.h"
#include "lib/store/choose.h"
#include "lib/store/synonym.h"
#include "lib/view/doc.h"

static int64_t
hits_of(struct reader *r, struct mem *m, struct catalogue *c, struct str word)
{
	struct list_query q = { .page = 1, .limit = 1, .sort = SORT_RELEVANCE, .q = word };
	struct asked asked;
	const struct kind *k;
	int64_t hits = 0;

	ask(&asked, r, m, c, word, true);
	for (size_t i = 0; (k = kind_at(i)) != NULL; i++) {
		struct choice chosen;

		if (!k->searched)
			continue;
		q.kind = k;
		choose(&chosen, c, k, &q, &asked.matches, m);
		hits += chosen.total;
	}
	return hits;
}

json_t *
synonym_hits(struct reader *r, struct mem *m, const struct catalogue *c, struct str words)
{
	/* The records are those of the program; the synonyms are read anew, as the reader has them. */
	struct catalogue now = *c;
	json_t *list = doc_array();
	struct str one;

	now.wording = NULL;
	while (synonym_next(&words, &one) && doc_count(list) < SYNONYM_EXPRESSIONS_MAX) {
		json_t *item;

		if (synonym_plain(m, one).n == 0)
			continue;
		item = doc_object();
		doc_set_str(item, "word", one);
		doc_set_int(item, "hits", hits_of(r, m, &now, one));
		doc_append(list, item);
	}
	wording_free(now.wording);
	return list;
}
