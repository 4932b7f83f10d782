/* clock.c: the two clocks. */
#include "lib/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t
clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
clock_ms(void)
{
	return clock_us() / 1000;
}

void
clock_now(char out[CLOCK_TEXT])
{
	const char *fixed = getenv("MEDVERK_NOW");
	time_t now = time(NULL);
	struct tm tm;

	if (fixed != NULL && fixed[0] != '\0') {
		snprintf(out, CLOCK_TEXT, "%s", fixed);
		return;
	}
	gmtime_r(&now, &tm);
	strftime(out, CLOCK_TEXT, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

void
clock_now_ms(char out[CLOCK_TEXT])
{
	struct timespec t;
	struct tm tm;
	size_t n;

	clock_gettime(CLOCK_REALTIME, &t);
	gmtime_r(&t.tv_sec, &tm);
	n = strftime(out, CLOCK_TEXT, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(out + n, CLOCK_TEXT - n, ".%03dZ", (int)(t.tv_nsec / 1000000));
}
