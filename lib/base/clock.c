/* clock.c: the two clocks. */
#include "lib/base/clock.h"

#include <stdbool.h>
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

/* The two digits at p. */
static int
two_digits(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/*
 * Central European Time is an hour before UTC, in summer two: from 01:00 UTC on
 * the last Sunday of March to 01:00 UTC on the last Sunday of October (Directive
 * 2000/84/EC). Both months have 31 days; the formulas hold from 1900 to 2099.
 */
static bool
is_summer(int year, int month, int day, int hour)
{
	int march = 31 - (5 * year / 4 + 4) % 7, october = 31 - (5 * year / 4 + 1) % 7;

	if (month == 3)
		return day > march || (day == march && hour >= 1);
	if (month == 10)
		return day < october || (day == october && hour < 1);
	return month > 3 && month < 10;
}

static int
days_of_month(int year, int month)
{
	if (month == 2)
		return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

int64_t
clock_seconds(void)
{
	char now[CLOCK_TEXT];
	int year, month;
	int64_t days;

	clock_now(now);
	year = two_digits(now) * 100 + two_digits(now + 2);
	month = two_digits(now + 5);
	days = 365 * (int64_t)(year - 1970) + (year - 1969) / 4 + two_digits(now + 8) - 1;
	for (int i = 1; i < month; i++)
		days += days_of_month(year, i);
	return days * 86400 + two_digits(now + 11) * 3600 + two_digits(now + 14) * 60 +
	    two_digits(now + 17);
}

void
clock_swedish_day(char out[CLOCK_DAY])
{
	char now[CLOCK_TEXT];
	int year, month, day, hour;

	clock_now(now);
	year = two_digits(now) * 100 + two_digits(now + 2);
	month = two_digits(now + 5);
	day = two_digits(now + 8);
	hour = two_digits(now + 11);
	if (hour + (is_summer(year, month, day, hour) ? 2 : 1) >= 24)
		day++;
	if (day > days_of_month(year, month)) {
		day = 1;
		month++;
	}
	if (month > 12) {
		month = 1;
		year++;
	}
	out[0] = (char)('0' + year / 1000 % 10);
	out[1] = (char)('0' + year / 100 % 10);
	out[2] = (char)('0' + year / 10 % 10);
	out[3] = (char)('0' + year % 10);
	out[5] = (char)('0' + month / 10);
	out[6] = (char)('0' + month % 10);
	out[8] = (char)('0' + day / 10);
	out[9] = (char)('0' + day % 10);
	out[4] = out[7] = '-';
	out[10] = '\0';
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
