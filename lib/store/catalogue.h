/*
 * catalogue.h: what is kept in memory of every public record, so that lists
 * can be filtered, counted and ordered without reading rows: its kind, its
 * place in alphabetical order, one bit for each value of each facet, and where it is.
 *
 * The program loads it once, before it makes its workers, who share its
 * memory. When somebody has committed, only what the database says has changed
 * (table listing_change) is read, and only what stands around it is written, so
 * that a worker goes on sharing the rest. Terms, municipalities and their names are here too,
 * since every list needs them. About 40 bytes a record.
 *
 * Rows are numbered by slots, in the order of names. One slot in sixteen is free, for a name that
 * comes: it takes a free one where it belongs, or moves those on the way to the next.
 *
 *     slot    0      1      2     3      4                 0      1      2     3      4
 *     name    Ask    Bok    –     Ek     Gran    Björk →   Ask    Björk  Bok   Ek     Gran
 *     record  7      3      0     12     5                 7      21     3     12     5
 */
#ifndef MEDVERK_CATALOGUE_H
#define MEDVERK_CATALOGUE_H

#include <stdint.h>

#include "lib/db/db.h"
#include "lib/store/kind.h"

struct facet_value {
	uint32_t record;                /* row id of the term, municipality … */
	struct str id;                  /* its public id: "0583", "snickeri" */
	struct str name[LANG_COUNT];    /* Swedish where there is no translation */
	struct str slug;
};

struct facet {
	const struct field *field;
	const struct facet_value *value;
	unsigned values;
	unsigned first;                 /* its values are the bits first … first + values - 1 */
};

enum { FACETS_MAX = 8 };

/* How exactly a place is known to the public; the numbers of public_place. */
enum precision {
	PRECISION_EXACT,
	PRECISION_STREET,
	PRECISION_POSTCODE,
	PRECISION_MUNICIPALITY,
	PRECISION_NONE
};

/* Millionths of a degree, WGS 84; already blurred. */
struct place {
	int32_t latitude, longitude;
};

struct catalogue_kind {
	const struct kind *kind;
	uint32_t rows;                  /* how many records … */
	uint32_t slots;                 /* … in how many slots. By slot, which is by name: */
	uint32_t *record;               /* row id; 0: the slot is free, and has no bits */
	uint8_t *standing;              /* what settles ties between equal hits, 0 to 3 */
	uint64_t *bits;                 /* slots × words */
	unsigned words;                 /* 64-bit words of bits per row */
	uint32_t *counts;               /* by bit: how many records have it */
	struct place *place;            /* NULL: this kind has none … */
	uint8_t *precision;             /* … enum precision; the place of NONE says nothing */
	struct facet facet[FACETS_MAX];
	unsigned facets;
	unsigned values;                /* of all facets */
	const struct target *target;    /* values by row id (catalogue_values.c) … */
	size_t target_mask;             /* … in a table of this size, less one */
};

struct wording;                         /* wording.h */

struct catalogue {
	struct mem *mem;                /* of all that is by slot or row id */
	struct mem *values;             /* of facets' values */
	struct wording *wording;        /* NULL until a search needs it */
	int64_t data_version;           /* -1: not of this process's connection */
	int64_t seq;                    /* the last change that is in it */
	unsigned values_version;        /* other after values were read anew … */
	unsigned synonyms_version;      /* … and after synonyms were changed */
	struct catalogue_kind kind[KINDS_MAX];  /* by kind_index() */
	uint32_t records;               /* row ids are below this, those of the next records too */
	uint32_t *row;                  /* by row id: its slot in its kind … */
	uint8_t *kind_of;               /* … and kind_index() + 1; 0: not public */
};

/*
 * Brings it to the state of the reader's transaction; *c is zero at first. After an error, which
 * the reader remembers, the next call loads everything.
 */
void catalogue_refresh(struct catalogue *c, struct reader *r);

/* To be called in a new process: it has a connection of its own. */
void catalogue_inherit(struct catalogue *c);

/* Gives back its memory and that of its wording. */
void catalogue_release(struct catalogue *c);

/* The facet of a field, or NULL. */
const struct facet *catalogue_facet(const struct catalogue_kind *k, struct str field);

/* The index of a facet's value by its public id, or -1. */
int facet_find(const struct facet *f, struct str id);

static inline bool
catalogue_has(const struct catalogue_kind *k, uint32_t row, unsigned bit)
{
	return k->bits[(size_t)row * k->words + bit / 64] >> (bit % 64) & 1;
}

/* How many records of a kind have a facet's value. */
static inline uint32_t
catalogue_count(const struct catalogue_kind *k, const struct facet *f, unsigned value)
{
	return k->counts[f->first + value];
}

#endif
