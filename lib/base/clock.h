/*
 * clock.h: what time it is. Everything stored is UTC, RFC 3339.
 */
#ifndef MEDVERK_CLOCK_H
#define MEDVERK_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_TEXT 32       /* room for any of the texts below */

/* Milliseconds of a clock that never jumps; for deadlines and durations. */
int64_t clock_ms(void);
/* The same in microseconds. */
int64_t clock_us(void);

/*
 * Now as 2026-03-05T12:07:00Z. MEDVERK_NOW in the environment fixes it for
 * tests (the same form).
 */
void clock_now(char out[CLOCK_TEXT]);

/* The same as seconds since 1970. */
int64_t clock_seconds(void);

#define CLOCK_DAY 11        /* room for 2026-03-05 */

/* The day it is in Sweden, of clock_now(): 2026-03-05. */
void clock_swedish_day(char out[CLOCK_DAY]);

/* A moment (2026-03-05T12:07:00Z) as clocks in Sweden show it: 2026-03-05 13:07. False when it is none. */
bool clock_swedish(const char *utc, char out[CLOCK_TEXT]);

/*
 * The other way: 2026-03-05 13:07 → 2026-03-05T12:07:00Z. Of an hour that is there twice in autumn the first is meant; one
 * that is not there in spring is an hour later. False when it is no such time.
 */
bool clock_from_swedish(const char *local, char out[CLOCK_TEXT]);

/* With milliseconds, for the log: 2026-03-05T12:07:00.123Z. */
void clock_now_ms(char out[CLOCK_TEXT]);

#endif
