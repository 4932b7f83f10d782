/*
 * windows.h: text of Windows-1252, the 8-bit code that Excel in western Europe saves CSV in (WHATWG Encoding
 * Standard, index windows-1252; the five codes that mean nothing are refused).
 */
#ifndef MEDVERK_WINDOWS_H
#define MEDVERK_WINDOWS_H

#include <stdbool.h>

#include "lib/base/mem.h"
#include "lib/base/str.h"

/*
 * The same text in UTF-8, in m. False, *out untouched, when there is a byte that is no sign of it, or a control
 * character other than tab, line feed and carriage return.
 */
bool windows_1252_read(struct mem *m, struct str in, struct str *out);

#endif
