/* progress.c: lines that are written over, or one each second. */
#include "cgi/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "lib/base/clock.h"

enum { TERMINAL_MS = 200, LINE_MS = 1000 };

void
progress_init(struct progress *p, bool asked)
{
	*p = (struct progress){ .terminal = isatty(STDERR_FILENO), .asked = asked };
}

void
progress_show(struct progress *p, const char *what, size_t done, size_t of)
{
	int64_t now;

	if (!p->terminal && !p->asked)
		return;
	now = clock_ms();
	if (p->last != 0 && now - p->last < (p->terminal ? TERMINAL_MS : LINE_MS))
		return;
	p->last = now;
	fputs(p->terminal ? "\r\033[K" : "", stderr);
	if (of == 0)
		fprintf(stderr, "%zu %s", done, what);
	else
		fprintf(stderr, "%zu of %zu %s", done, of, what);
	fputs(p->terminal ? "" : "\n", stderr);
}

void
progress_end(struct progress *p)
{
	if (p->terminal && p->last != 0)
		fputs("\r\033[K", stderr);
	p->last = 0;
}
