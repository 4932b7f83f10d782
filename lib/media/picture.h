/*
 * picture.h: from what somebody sent to pictures for the pages: upright, in sRGB on white, without whatever else was in the file
 * (where it was taken, by whom, with what), in a few sizes. For medverk-media alone.
 */
#ifndef MEDVERK_PICTURE_H
#define MEDVERK_PICTURE_H

#include <stdbool.h>

#include "lib/media/media.h"

/* Before anything is read. False after log_say. */
bool picture_prepare(const char *program) NODISCARD;

/*
 * Reads the picture from one descriptor and writes it to others: a JPEG to outputs[0], WebPs behind it, narrow ones first. What was
 * made is in *made. MEDIA_FINE, or what is wrong with it; then what was written means nothing.
 */
enum media_problem picture_make(int input, const int outputs[MEDIA_OUTPUTS],
    struct media *made) NODISCARD;

#endif
