/*
 * media_program.h: where medverk-media is, and what it may take.
 */
#ifndef MEDVERK_MEDIA_PROGRAM_H
#define MEDVERK_MEDIA_PROGRAM_H

#include "cgi/app.h"
#include "lib/media/media.h"

/* Beside this program, as it was started. In c->mem. */
struct media_program media_program(struct ctx *c);

#endif
