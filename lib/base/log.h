/*
 * log.h: one line per event, key=value, to stderr:
 *
 *     time=2026-03-05T12:07:00.123Z level=info event=start workers=4
 *
 * A line is one write(2), so lines of several workers do not mix. What comes
 * from outside is quoted and cut; addresses of visitors, their search words
 * and personal data are never given to this module.
 */
#ifndef MEDVERK_LOG_H
#define MEDVERK_LOG_H

#include "lib/base/cc.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/* Lines above this level are dropped; LOG_INFO at start. */
void log_level(enum log_level level);

/*
 * Writes a line. The format is the line after the event's name and must be
 * key=value pairs: log_event(LOG_INFO, "worker-exit", "pid=%d status=%d", …).
 */
void log_event(enum log_level level, const char *event, const char *format, ...) PRINTF(3, 4);

/* A message for the person at the terminal, without time and key: "medverk: …". */
void log_say(const char *format, ...) PRINTF(1, 2);

#endif
