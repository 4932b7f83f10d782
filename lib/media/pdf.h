/*
 * pdf.h: is a file a PDF, one that anybody can read, and nothing else besides? For medverk-media alone.
 */
#ifndef MEDVERK_PDF_H
#define MEDVERK_PDF_H

#include "lib/media/media.h"

/* Before anything is read. */
void pdf_prepare(void);

/* Sets pages, tagged and title (in m) of *found. MEDIA_FINE, or what is wrong with it. */
enum media_problem pdf_look(struct mem *m, int input, struct media *found) NODISCARD;

#endif
