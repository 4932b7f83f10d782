/*
 * catalogue.h: what is kept in memory of every public record, so that lists
 * can be filtered, counted and ordered without reading rows: its kind, its
 * place in alphabetical order, one bit for each value of each facet, and where it is.
 *
 * Loaded when a worker starts and again when another connection has
 * committed. Terms, municipalities and their names are here too, since every
 * list needs them. About 30 bytes a record.
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
	uint32_t rows;
	uint32_t *record;               /* row id, by name */
	uint8_t *standing;              /* by name: what settles ties between equal hits, 0 to 3 */
	uint64_t *bits;                 /* rows × words, by name */
	unsigned words;                 /* 64-bit words of bits per row */
	struct place *place;            /* by name; NULL: this kind has none … */
	uint8_t *precision;             /* … enum precision; the place of NONE says nothing */
	struct facet facet[FACETS_MAX];
	unsigned facets;
	unsigned values;                /* of all facets */
};

struct wording;                         /* wording.h */

struct catalogue {
	struct mem *mem;
	struct wording *wording;        /* NULL until a search needs it */
	int64_t data_version;
	struct catalogue_kind kind[KINDS_MAX];  /* by kind_index() */
	uint32_t records;               /* largest row id + 1 */
	uint32_t *row;                  /* by row id: its row in its kind … */
	uint8_t *kind_of;               /* … and kind_index() + 1; 0: not public */
};

/* Loads, within the reader's transaction, if the database has changed since; *c is zero at first. */
void catalogue_refresh(struct catalogue *c, struct reader *r);
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
uint32_t catalogue_count(const struct catalogue_kind *k, const struct facet *f, unsigned value);

#endif
