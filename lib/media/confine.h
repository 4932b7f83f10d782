/*
 * confine.h: gives up what a process does not need that reads what strangers send: from then on it can use the files it
 * has open, memory, threads and the processor, each up to a limit, and nothing else of the system. For medverk-media alone.
 */
#ifndef MEDVERK_CONFINE_H
#define MEDVERK_CONFINE_H

#include <stdbool.h>

#include "lib/base/cc.h"

/*
 * For good. False after log_say when the system cannot do it: nothing is to be read then. Memory is not limited in builds with a
 * sanitizer, which has all the address space for itself.
 */
bool confine(void) NODISCARD;

#endif
