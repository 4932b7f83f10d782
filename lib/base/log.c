/* log.c: one line, one write. */
#include "lib/base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/clock.h"

enum { LINE_MAX_BYTES = 2048 };

/* Set once at start, before there are workers (tests/lint/symbols). */
static enum log_level highest = LOG_INFO;

void
log_level(enum log_level level)
{
	highest = level;
}

/* A line with what fits, its control characters replaced, so that nothing from outside starts a line of its own. */
static void
write_line(char *line, size_t n)
{
	size_t done = 0;

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
			line[i] = ' ';
	line[n++] = '\n';
	while (done < n) {
		ssize_t w = write(STDERR_FILENO, line + done, n - done);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return;
		done += (size_t)w;
	}
}

static size_t
clip(int printed, size_t room)
{
	return printed < 0 ? 0 : (size_t)printed < room ? (size_t)printed : room - 1;
}

void
log_event(enum log_level level, const char *event, const char *format, ...)
{
	static const char *const names[] = {
		[LOG_ERROR] = "error", [LOG_WARNING] = "warning", [LOG_INFO] = "info",
		[LOG_DEBUG] = "debug",
	};
	char line[LINE_MAX_BYTES + 1], now[CLOCK_TEXT];
	size_t n;
	va_list ap;

	if (level > highest)
		return;
	clock_now_ms(now);
	n = clip(snprintf(line, LINE_MAX_BYTES, "time=%s level=%s event=%s ", now, names[level],
		     event),
	    LINE_MAX_BYTES);
	va_start(ap, format);
	n += clip(vsnprintf(line + n, LINE_MAX_BYTES - n, format, ap), LINE_MAX_BYTES - n);
	va_end(ap);
	write_line(line, n);
}

void
log_say(const char *format, ...)
{
	char line[LINE_MAX_BYTES + 1];
	size_t n;
	va_list ap;

	n = clip(snprintf(line, LINE_MAX_BYTES, "medverk: "), LINE_MAX_BYTES);
	va_start(ap, format);
	n += clip(vsnprintf(line + n, LINE_MAX_BYTES - n, format, ap), LINE_MAX_BYTES - n);
	va_end(ap);
	write_line(line, n);
}
