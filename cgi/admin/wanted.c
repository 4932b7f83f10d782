/* wanted.c: the address of a list. */
#include "cgi/admin/wanted.h"

#include "cgi/admin/handlers.h"
#include "lib/http/url.h"
#include "lib/text/collate.h"

enum { PAGES_MAX = 2000 };

static const char *const states[] = { "published", "draft", "hidden", "archived", NULL };

static const struct {
	const char *key;
	bool usual, sorts;
} columns[COLS] = {
	[COL_STATE] = { "state", true, true }, [COL_MUNICIPALITY] = { "municipality", false, false },
	[COL_VERIFIED] = { "verified_on", true, true }, [COL_UPDATED] = { "updated_on", true, true },
	[COL_BY] = { "by", false, false }, [COL_LACKS] = { "lacks", true, true },
};

const char *
wanted_state(size_t i)
{
	return states[i];
}

const char *
wanted_column_key(enum wanted_column col)
{
	return columns[col].key;
}

bool
wanted_column_sorts(enum wanted_column col)
{
	return columns[col].sorts;
}

static bool
has_municipality(const struct kind *k)
{
	return kind_field(k, STR("municipality")) != NULL;
}

bool
wanted_column_has(const struct kind *k, enum wanted_column col)
{
	return col == COL_MUNICIPALITY ? has_municipality(k)
	    : col == COL_LACKS         ? k->wants != NULL
				       : true;
}

bool
wanted_is_filtered(const struct wanted *w)
{
	bool filtered = w->of.state.p != NULL || w->of.words.p != NULL || w->municipality.p != NULL;

	for (size_t i = 0; i < ONLIES; i++)
		filtered |= w->of.only[i];
	return filtered;
}

/* What the key of a name has where the name has these words, in whatever case and with whatever marks. */
static struct str
key_of_words(struct ctx *c, struct str words)
{
	struct buf b;

	buf_init(&b, c->mem, words.n + 8);
	collate_beginning(&b, words);
	return buf_view(&b);
}

static void
read_columns(const struct form *f, struct wanted *w)
{
	struct str value;
	size_t at = 0;

	for (size_t i = 0; i < COLS; i++)
		w->shown[i] = columns[i].usual;
	while ((value = form_next(f, "column", &at)).p != NULL) {
		/* The first takes away what is usual; an empty one says that none is wanted. */
		for (size_t i = 0; i < COLS; i++)
			w->shown[i] = (w->chosen && w->shown[i]) || str_is(value, columns[i].key);
		w->chosen = true;
	}
	for (size_t i = 0; i < COLS; i++)
		w->shown[i] &= wanted_column_has(w->of.kind, (enum wanted_column)i);
}

static void
read_order(const struct form *f, struct wanted *w)
{
	struct str sort = form_get(f, "sort");
	bool down = sort.n > 0 && sort.p[0] == '-';

	if (down)
		sort = str_from(sort, 1);
	for (size_t i = 0; i < COLS; i++)
		if (columns[i].sorts && str_is(sort, columns[i].key) &&
		    wanted_column_has(w->of.kind, (enum wanted_column)i)) {
			w->of.sort = str_of(columns[i].key);
			w->of.down = down;
		}
	if (down && str_is(sort, "name")) {
		w->of.sort = STR("name");
		w->of.down = true;
	}
}

static void
read_filters(struct ctx *c, struct reader *r, const struct form *f, struct wanted *w)
{
	struct str code = form_get(f, "municipality");

	for (size_t i = 0; states[i] != NULL; i++)
		if (str_is(form_get(f, "state"), states[i]))
			w->of.state = str_of(states[i]);
	for (size_t i = 0; i < ONLIES; i++)
		w->of.only[i] = records_only_has(w->of.kind, (enum records_only)i) &&
		    str_is(form_get(f, records_only_key((enum records_only)i)), "1");
	if (code.n > 0 && has_municipality(w->of.kind))
		w->of.municipality = records_municipality(r, code);
	if (w->of.municipality != 0)
		w->municipality = code;
	w->words = str_trim(form_get(f, "q"));
	if (w->words.n > 0)
		w->of.words = key_of_words(c, w->words);
}

enum err
wanted_read(struct ctx *c, struct reader *r, const struct form *f, struct wanted *w)
{
	const struct kind *k = admin_kind(c);
	enum reach reach;

	*w = (struct wanted){ .of = { .kind = k, .account = c->session.account.id }, .page = 1 };
	if (k == NULL)
		return ERR_NOT_FOUND;
	reach = rights_reach(c->session.account.role, ACTION_SEE, k);
	w->of.own = reach == REACH_OWN;
	read_filters(c, r, f, w);
	read_order(f, w);
	read_columns(f, w);
	if (!str_int(form_get(f, "page"), &w->page) || w->page < 1 || w->page > PAGES_MAX)
		w->page = 1;
	return reach == REACH_NONE ? ERR_FORBIDDEN : ERR_NONE;
}

/* ------------------------------------------------------------------- writing */

static void
add(struct buf *b, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	if (b->n > 0)
		buf_byte(b, '&');
	buf_printf(b, "%s=", name);
	url_encode(b, value);
}

struct str
wanted_query(struct ctx *c, const struct wanted *w)
{
	bool any = false;
	struct buf b;

	buf_init(&b, c->mem, 128);
	add(&b, "q", w->words);
	add(&b, "state", w->of.state);
	add(&b, "municipality", w->municipality);
	for (size_t i = 0; i < ONLIES; i++)
		if (w->of.only[i])
			add(&b, records_only_key((enum records_only)i), STR("1"));
	if (w->of.sort.p != NULL)
		add(&b, "sort",
		    str_of(mem_printf(c->mem, "%s%.*s", w->of.down ? "-" : "",
			STR_ARGS(w->of.sort))));
	for (size_t i = 0; i < COLS && w->chosen; i++)
		if (w->shown[i]) {
			add(&b, "column", str_of(columns[i].key));
			any = true;
		}
	if (w->chosen && !any)
		buf_puts(&b, b.n > 0 ? "&column=" : "column=");
	return buf_view(&b);
}

struct str
wanted_address(struct ctx *c, const struct wanted *w, const char *below)
{
	struct str query = wanted_query(c, w);
	struct buf b;

	buf_init(&b, c->mem, 128);
	buf_str(&b, admin_address(c, w->of.kind, STR_NONE, below));
	if (query.n > 0 || w->page > 1)
		buf_byte(&b, '?');
	buf_str(&b, query);
	if (w->page > 1)
		buf_printf(&b, "%spage=%d", query.n > 0 ? "&" : "", (int)w->page);
	return buf_view(&b);
}
