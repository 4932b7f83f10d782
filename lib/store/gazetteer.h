/*
 * gazetteer.h: where places are that people name: municipalities, their
 * central localities, and localities and postcodes in the addresses of the directory.
 */
#ifndef MEDVERK_GAZETTEER_H
#define MEDVERK_GAZETTEER_H

#include "lib/store/near.h"

/*
 * Aims at the place that was written: coordinates, or a name in any case, with or without dots
 * and "kommun"; one that is no place but nearly that of one municipality or central
 * locality is that. A postcode that nobody has is the nearest number of those that begin with the same three digits.
 * n->name is then its name as the directory writes it (in m), n->guessed whether that is another. False when
 * there is no such place.
 */
bool gazetteer_find(struct near *n, struct reader *r, const struct catalogue *c, struct mem *m);

#endif
