/*
 * ask_room.c: how much of what FTS5 goes through unseen (hits.h) a question may
 * ask for: phrases may have two hits for each record, and some; a beginning's
 * count four times, for merging lists takes longer than looking for neighbours in
 * them. The room is taken once for each word and phrase, in the order they are met in.
 */
#include "lib/store/ask_private.h"

#include "lib/store/hits.h"

enum { ROOM_PER_RECORD = 2, ROOM_LEAST = 40000, MERGING = 4 };

void
ask_make_room(struct asking *a, uint32_t records)
{
	a->room = a->room_left = (int64_t)records * ROOM_PER_RECORD + ROOM_LEAST;
}

/* What was decided once stays so when the question is asked again. */
static bool
take(struct asking *a, struct token *t, int64_t hits)
{
	t->hits = hits <= a->room_left ? FITS : TOO_MANY;
	if (t->hits == FITS)
		a->room_left -= hits;
	return t->hits == FITS;
}

bool
ask_beginnings_fit(struct asking *a, struct token *t, const struct term *folded, size_t variants)
{
	int64_t most = a->room / MERGING, hits;
	struct term first = term_of_class(TERM_EXACT, &t->plain);

	if (t->hits != NOT_COUNTED)
		return t->hits == FITS;
	hits = hits_of_beginning(a->w, a->r, &first, most);
	for (size_t i = 0; i < variants && hits <= most; i++) {
		first = term_of_class(TERM_FOLDED, &folded[i]);
		hits += hits_of_beginning(a->w, a->r, &first, most);
	}
	if (take(a, t, hits * MERGING))
		return true;
	a->out->cut |= t->star;
	return false;
}

bool
ask_phrase_fits(struct asking *a, struct token *t, size_t n)
{
	int64_t hits = 0;

	if (t->hits != NOT_COUNTED)
		return t->hits == FITS;
	for (size_t i = 0; i < n && i < FTS_PHRASE_TERMS_MAX && n > 1 && hits <= a->room_left;
	     i++) {
		struct term stem = term_of_class(TERM_STEM, &t[i].stem);

		hits += hits_of_term(a->w, a->r, &t[i].plain) + hits_of_term(a->w, a->r, &stem);
	}
	return take(a, t, hits);
}
