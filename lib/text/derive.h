/*
 * derive.h: stems that Swedish derives from each other. Inflection is the stemmer's (stem.h); what is
 * here makes another word of one, of the same family: the trade, who works in it, what they do.
 *
 *     snickeri snickare snickra · tvätteri tvätta · skötsel sköta · städerska städare
 *     reparation reparera reparatör · massage massera massör · faktura fakturera · keramik keramisk
 *     binda bunden · nedsättning nedsatt · anställning anställd · fotograf fotografi
 */
#ifndef MEDVERK_DERIVE_H
#define MEDVERK_DERIVE_H

#include "lib/text/term.h"

enum { DERIVED_MAX = 12 };

/* Stems of the family of a stem, whether or not there are such words. How many there are in out. */
size_t derive(const struct term *stem, struct term out[DERIVED_MAX]);

/*
 * A verb and the particle behind it as the one word that is made of both: hyr ut, uthyr (uthyrning); binda in,
 * inbinda. Both in plain form. False when the second is no particle; `surely`: nor for what is a preposition as often: av, på.
 */
bool derive_with_particle(struct str verb, struct str particle, bool surely, struct term *out);

/* How many bytes of a plain word that may be of a verb are a particle that it surely begins with; 0: none. */
size_t derive_particle_of(struct str word);

#endif
