/* kinds.h: the kinds there are; each in its kind_NAME.c. */
#ifndef MEDVERK_KINDS_H
#define MEDVERK_KINDS_H

#include "lib/store/kind.h"

extern const struct kind kind_enterprise;
extern const struct kind kind_project;
extern const struct kind kind_report;
extern const struct kind kind_page;
extern const struct kind kind_organisation;
extern const struct kind kind_municipality;
extern const struct kind kind_country;
extern const struct kind kind_term;

#endif
