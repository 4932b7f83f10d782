/* seen.c: counting in workers, writing in the supervisor. */
#include "cgi/seen.h"

#include "lib/base/clock.h"
#include "lib/base/log.h"

enum { EVERY_MS = 60000 };

void
seen_open(struct seen *s)
{
	*s = (struct seen){ .tally = tally_new(), .next = clock_ms() + EVERY_MS };
}

void
seen_note(const struct ctx *c)
{
	if (c->session.id != 0)
		tally_add(c->app->seen,
		    str_of(mem_printf(c->mem, "%lld", (long long)c->session.id)), false);
}

static enum err
write_down(struct mem *m, const struct config *c, const struct tally_count *count, size_t n)
{
	struct db_options options = app_db_options(c);
	struct writer w;
	enum err e;

	options.lazily = true;
	e = writer_open(&w, m, c->db, &options);
	if (e != ERR_NONE)
		return e;
	writer_begin(&w);
	for (size_t i = 0; i < n; i++) {
		int64_t session;

		if (str_int(count[i].key, &session))
			session_touch(&w, session);
	}
	e = writer_end(&w, true);
	writer_close(&w);
	return e;
}

static void
take(struct seen *s, const struct config *c)
{
	struct mem *m = mem_new(0);
	struct tally_count *count;
	size_t n = tally_take(s->tally, m, &count);
	enum err e = n == 0 ? ERR_NONE : write_down(m, c, count, n);

	if (e != ERR_NONE)
		log_event(LOG_WARNING, "sessions", "result=lost what=\"%s\"", err_key(e));
	mem_free(m);
}

void
seen_keep(struct seen *s, const struct config *c)
{
	if (clock_ms() < s->next)
		return;
	take(s, c);
	s->next = clock_ms() + EVERY_MS;
}

void
seen_close(struct seen *s, const struct config *c)
{
	take(s, c);
	tally_free(s->tally);
	s->tally = NULL;
}
