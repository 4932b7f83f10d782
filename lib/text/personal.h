/*
 * personal.h: what a text says that belongs to one person.
 */
#ifndef MEDVERK_PERSONAL_H
#define MEDVERK_PERSONAL_H

#include <stdbool.h>

#include "lib/base/str.h"

/*
 * True when clean text may hold a personal identity number, a telephone number
 * or an e-mail address: an @ anywhere, or six digits and more with no letter between
 * them, however they are grouped. The only long number that is let pass is the
 * organisation number of a company (number.h), whose third digit is 2 or more; in
 * personal identity and co-ordination numbers that is the first of the month's. Rather too often than once
 * too seldom.
 */
bool personal_may_be_in(struct str text);

#endif
