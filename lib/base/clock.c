/* clock.c: the two clocks. */
#include "lib/base/clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

struct moment {
	int year, month, day, hour;
};

static struct moment
read_moment(const char *p)
{
	return (struct moment){ two_digits(p) * 100 + two_digits(p + 2), two_digits(p + 5),
		two_digits(p + 8), two_digits(p + 11) };
}

/* Some hours later or (less than 0) before, less than a day. */
static struct moment
move(struct moment t, int hours)
{
	t.hour += hours;
	if (t.hour >= 24 && ++t.day > days_of_month(t.year, t.month)) {
		t.day = 1;
		t.month++;
	} else if (t.hour < 0 && --t.day < 1) {
		t.month--;
		t.day = t.month < 1 ? 31 : days_of_month(t.year, t.month);
	}
	if (t.month > 12)
		t.year++;
	if (t.month < 1)
		t.year--;
	t.month = (t.month + 11) % 12 + 1;
	t.hour = (t.hour + 24) % 24;
	return t;
}

static struct moment
in_sweden(struct moment t)
{
	return move(t, is_summer(t.year, t.month, t.day, t.hour) ? 2 : 1);
}

static void
write_two(char *p, int n)
{
	p[0] = (char)('0' + n / 10 % 10);
	p[1] = (char)('0' + n % 10);
}

/* 2026-03-05, and behind it a sign and the hour. */
static void
write_moment(char *out, struct moment t, char between)
{
	write_two(out, t.year / 100);
	write_two(out + 2, t.year);
	write_two(out + 5, t.month);
	write_two(out + 8, t.day);
	write_two(out + 11, t.hour);
	out[4] = out[7] = '-';
	out[10] = between;
}

void
clock_swedish_day(char out[CLOCK_DAY])
{
	char now[CLOCK_TEXT], text[CLOCK_TEXT];

	clock_now(now);
	write_moment(text, in_sweden(read_moment(now)), '\0');
	memcpy(out, text, CLOCK_DAY);
}

/* True for a text whose signs stand where those of `form` do, a digit for each 0. */
static bool
is_of_form(const char *text, const char *form)
{
	for (; *form != '\0'; text++, form++)
		if (*form == '0' ? *text < '0' || *text > '9' : *text != *form)
			return false;
	return true;
}

bool
clock_swedish(const char *utc, char out[CLOCK_TEXT])
{
	if (!is_of_form(utc, "0000-00-00T00:00"))
		return false;
	write_moment(out, in_sweden(read_moment(utc)), ' ');
	memcpy(out + 13, utc + 13, 3);
	out[16] = '\0';
	return true;
}

bool
clock_from_swedish(const char *local, char out[CLOCK_TEXT])
{
	struct moment t, first;

	if (!is_of_form(local, "0000-00-00 00:00") || local[16] != '\0')
		return false;
	t = read_moment(local);
	if (t.month < 1 || t.month > 12 || t.day < 1 || t.day > days_of_month(t.year, t.month) ||
	    t.hour > 23 || two_digits(local + 14) > 59)
		return false;
	/* Of an hour that is there twice the first; one that is not there is an hour later. */
	first = move(t, -2);
	if (!is_summer(first.year, first.month, first.day, first.hour))
		first = move(t, -1);
	write_moment(out, first, 'T');
	memcpy(out + 13, local + 13, 3);
	memcpy(out + 16, ":00Z", 5);
	return true;
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
