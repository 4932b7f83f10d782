/*
 * qr.h: a text that a phone's camera can read (ISO/IEC 18004), as the path of an SVG. By libqrencode, its only user.
 */
#ifndef MEDVERK_QR_H
#define MEDVERK_QR_H

#include "lib/base/buf.h"
#include "lib/base/cc.h"

/*
 * Appends the dark parts as the d of a <path>, each module one unit wide, and sets how wide the whole is, with the margin
 * that cameras need. False when the text is too long for it (some 2 000 bytes).
 */
bool qr_path(struct buf *b, struct str text, int *side) NODISCARD;

#endif
