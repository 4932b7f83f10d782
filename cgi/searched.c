/* searched.c: counting searches, and writing the counts down. */
#include "cgi/searched.h"

#include <fcntl.h>
#include <unistd.h>

#include "cgi/routes.h"
#include "lib/base/log.h"
#include "lib/store/searches.h"

enum { OWNER_ONLY = 0600 };

/* ------------------------------------------------------------------ workers */

/* The words, when there is nothing else in the address; forms send what was left empty, too. */
static struct str
only_words(const struct form *f)
{
	struct str words = STR_NONE;

	for (size_t i = 0; i < f->pairs; i++) {
		const struct form_pair *p = &f->pair[i];

		if (str_is(p->name, "q"))
			words = str_trim(p->value);
		else if (p->value.n > 0)
			return STR_NONE;
	}
	return words;
}

void
searched_count(const struct ctx *c, const struct response *r)
{
	struct str key;

	if (c->app->searches == NULL || c->route == NULL || !c->route->searches ||
	    c->request->method != METHOD_GET ||
	    (r->outcome != ERR_NONE && r->outcome != ERR_NOT_MODIFIED))
		return;
	key = searches_key(c->mem, c->lang, only_words(&c->request->form));
	if (key.p != NULL)
		tally_add(c->app->searches, key, r->in_vain);
}

/* --------------------------------------------------------------- supervisor */

const char *
searched_path(struct mem *m, const struct config *c)
{
	return mem_printf(m, "%s.searches", c->db);
}

static enum err
write_down(struct mem *m, const struct config *c, struct str day, const struct tally_count *count,
    size_t n)
{
	const struct db_options options = { .which = DB_SEARCHES };
	const char *path = searched_path(m, c);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, OWNER_ONLY);
	struct writer w;
	enum err e;

	/* Made here when it is new: SQLite would let others read it. */
	if (fd >= 0)
		close(fd);
	e = writer_open(&w, m, path, &options);
	if (e != ERR_NONE)
		return e;
	writer_begin(&w);
	store_searches_add(&w, day, count, n);
	store_searches_forget(&w, day, (unsigned)c->searches_rare_days, (unsigned)c->searches_days);
	e = writer_end(&w, true);
	writer_close(&w);
	return e;
}

/* Also on a day without searches, so that what is old goes. */
static void
take(struct searched *s, const struct config *c)
{
	struct mem *m = mem_new(0);
	struct tally_count *count;
	size_t n = tally_take(s->tally, m, &count);
	char day[CLOCK_DAY];
	enum err e;

	clock_swedish_day(day);
	if (n > 0 || strcmp(day, s->day) != 0) {
		e = write_down(m, c, str_of(day), count, n);
		if (e != ERR_NONE && !s->failed)
			log_event(LOG_WARNING, "searches", "result=lost what=\"%s\"", err_key(e));
		s->failed = e != ERR_NONE;
		if (!s->failed)
			memcpy(s->day, day, sizeof(day));
	}
	mem_free(m);
}

void
searched_open(struct searched *s, const struct config *c)
{
	*s = (struct searched){ .tally = c->searches_seconds == 0 ? NULL : tally_new() };
	s->next = clock_ms() + c->searches_seconds * 1000;
}

void
searched_keep(struct searched *s, const struct config *c)
{
	if (s->tally == NULL || clock_ms() < s->next)
		return;
	take(s, c);
	s->next = clock_ms() + (c->searches_seconds == 0 ? 60 : c->searches_seconds) * 1000;
}

void
searched_close(struct searched *s, const struct config *c)
{
	if (s->tally != NULL)
		take(s, c);
	tally_free(s->tally);
	s->tally = NULL;
}
