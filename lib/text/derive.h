/*
 * derive.h: stems that Swedish derives from each other. Inflection is the stemmer's (stem.h); what is
 * here makes another word of one, of the same family: the trade, who works in it, what they do.
 *
 *     snickeri snickare snickra · tvätteri tvätta · skötsel sköta · städerska städare
 *     reparation reparera · keramik keramisk · binda bunden · nedsättning nedsatt
 */
#ifndef MEDVERK_DERIVE_H
#define MEDVERK_DERIVE_H

#include "lib/text/term.h"

enum { DERIVED_MAX = 6 };

/* Stems of the family of a stem, whether or not there are such words. How many there are in out. */
size_t derive(const struct term *stem, struct term out[DERIVED_MAX]);

#endif
