/* later.c: a day and a time. */
#include "cgi/admin/later.h"

#include "cgi/admin/handlers.h"
#include "lib/view/doc.h"

/* "8.30", "08:30" → 08:30; "": eight in the morning. */
static const char *
clock_time(struct ctx *c, struct str s)
{
	char *p = mem_strdup(c->mem, s);

	if (s.n == 0)
		return "08:00";
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '.')
			p[i] = ':';
	return s.n == 4 ? mem_printf(c->mem, "0%s", p) : p;
}

bool
later_is_given(const struct ctx *c)
{
	return str_trim(form_get(&c->request->posted, "publish_on")).n > 0;
}

struct later
later_read(struct ctx *c)
{
	const struct form *f = &c->request->posted;
	struct later l = { .day = str_trim(form_get(f, "publish_on")),
		.time = str_trim(form_get(f, "publish_time")) };
	char now[CLOCK_TEXT];

	clock_now(now);
	l.wrong = !date_is_valid(l.day) ||
	    !clock_from_swedish(mem_printf(c->mem, "%.*s %s", STR_ARGS(l.day),
				    clock_time(c, l.time)),
		l.at) ||
	    strcmp(l.at, now) <= 0;
	return l;
}

/* What stands in the fields of day and time: what was sent, or when it is published as things are. */
void
later_show(struct ctx *c, const struct edited *e)
{
	struct later l = later_read(c);
	char local[CLOCK_TEXT];

	if (form_get(&c->request->posted, "publish_on").p == NULL && e->open.publish_at.p != NULL &&
	    clock_swedish(mem_strdup(c->mem, e->open.publish_at), local)) {
		struct str s = mem_dup(c->mem, str_of(local));

		l = (struct later){ .day = { s.p, 10 }, .time = str_from(s, 11) };
	}
	doc_set_str(c->doc, "publish_on", l.day.p == NULL ? STR("") : l.day);
	doc_set_str(c->doc, "publish_clock", l.time.p == NULL ? STR("") : l.time);
	if (l.day.n > 0)
		doc_set_bool(c->doc, "is_timed", true);
}

enum err
later_refuse(struct ctx *c, const struct later *l)
{
	return admin_refuse(c, "publish_on",
	    ctx_words(c,
		l->day.n == 0           ? "admin.later.no_day"
		    : l->at[0] == '\0' ? "admin.later.no_time"
				       : "admin.later.has_been"));
}
