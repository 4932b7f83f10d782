/*
 * sound.h: how a Swedish word sounds, as roughly as those spell who write by ear: what is
 * written in several ways is written in one. Doubled letters count once; ck, c, q as k; x as ks; z
 * as s; w as v; å as o and ä as e; the sounds of sju, stjärna, skjorta, choklad, station, of tjugo and
 * kedja, of ljus, djur, gjuta, hjul each as one.
 */
#ifndef MEDVERK_SOUND_H
#define MEDVERK_SOUND_H

#include <stdbool.h>

#include "lib/base/str.h"

enum { SOUND_ROOM = 256 };

/* Writes the sound of a plain word (term.h) to out, as much as there is room for, and returns it. */
struct str sound_of(struct str plain, char out[SOUND_ROOM]);

/* True for plain words that sound the same. */
bool sound_is_same(struct str a, struct str b);

#endif
