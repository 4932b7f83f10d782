/* catalogue_private.h: what the files of the catalogue share. */
#ifndef MEDVERK_CATALOGUE_PRIVATE_H
#define MEDVERK_CATALOGUE_PRIVATE_H

#include "lib/store/catalogue.h"

/* One slot of so many is free when everything was loaded. */
enum { CATALOGUE_FREE_EVERY = 16 };

/* Reads the values of all facets into c->values, and where they were loaded before, forgets those. */
void catalogue_load_values(struct catalogue *c, struct reader *r);

/* The bit of a facet's value; -1 when lists of the kind are not filtered by that record. */
int catalogue_bit(const struct catalogue_kind *k, uint32_t target);

/* Gives a slot the bits of row ids with blanks between (record.facets), and counts them. */
void catalogue_set_bits(struct catalogue_kind *k, uint32_t slot, struct str facets);

/* Takes them from it again. */
void catalogue_clear_bits(struct catalogue_kind *k, uint32_t slot);

struct stmt;

/* Where the record of a slot is; s is at a row of public_place. */
void catalogue_set_place(struct catalogue_kind *k, uint32_t slot, struct stmt *s);

/* True when records of the kind are values of some facet. */
bool catalogue_has_values_of(const struct catalogue *c, const struct kind *k);

/* Loads everything. */
void catalogue_load(struct catalogue *c, struct reader *r);

/* Reads what changed up to `last`; false when everything is to be loaded. */
bool catalogue_follow(struct catalogue *c, struct reader *r, int64_t last);

#endif
