/* near_page.c: the place in words, fields and links. */
#include "cgi/public/near_page.h"

#include "cgi/page.h"
#include "lib/view/doc.h"

static json_t *
radii(const struct list_query *q)
{
	static const unsigned offered[] = { 5, NEAR_KM, 20, 50 };
	unsigned chosen = q->near.radius_km;
	json_t *list = doc_array();
	bool told = false;

	/* One that is not offered stands where it belongs. */
	for (size_t i = 0; i <= COUNT_OF(offered); i++) {
		bool own = !told && (i == COUNT_OF(offered) || offered[i] > chosen);
		json_t *one;

		if (own || (i < COUNT_OF(offered) && offered[i] == chosen)) {
			one = doc_object();
			doc_set_int(one, "km", chosen);
			doc_set_bool(one, "selected", true);
			doc_append(list, one);
			told = true;
		}
		if (i == COUNT_OF(offered) || offered[i] == chosen)
			continue;
		one = doc_object();
		doc_set_int(one, "km", offered[i]);
		doc_append(list, one);
	}
	return list;
}

/* The place by its name, or by its coordinates with a blank between. */
static struct str
place_of(const struct ctx *c, const struct near *n)
{
	struct str text = near_place_text(n, c->mem);
	size_t comma = str_index(text, ',');

	if (n->name.p != NULL)
		return n->name;
	return n->pair ? str_of(mem_printf(c->mem, "%.*s, %.*s", (int)comma, text.p,
			     STR_ARGS(str_from(text, comma + 1))))
		       : text;
}

static void
fill(struct ctx *c, struct buf *b, const char *key, const struct near *n)
{
	words_fill(b, c->app->views.words, c->lang, key,
	    (struct words_value[]){
	    { "km", str_of(mem_printf(c->mem, "%u", n->radius_km)) }, { "place", place_of(c, n) },
	    { NULL, STR_NONE } });
}

static json_t *
taken_away(struct ctx *c, const struct list_query *q, struct str name, bool place)
{
	json_t *chip = doc_object();

	doc_set_str(chip, "name", name);
	doc_set_str(chip, "url",
	    list_address(&c->scope, q, &c->app->catalogue,
	    &(struct list_change){ .anywhere = place, .unboxed = !place, .sort = -1 }));
	return chip;
}

void
near_page_fill(struct ctx *c, const struct list_query *q)
{
	json_t *near = doc_object();
	struct buf b;

	doc_set_str(near, "typed", q->near.typed);
	doc_set(near, "radii", radii(q));
	if (q->near_problem.key != NULL) {
		c->problem = q->near_problem;
		doc_set_str(near, "problem", page_problem_detail(c, ERR_BAD_REQUEST));
		c->problem = (struct list_problem){ .key = NULL };
	}
	if (q->near.found) {
		buf_init(&b, c->mem, 64);
		fill(c, &b, "near.within", &q->near);
		doc_set(near, "place", taken_away(c, q, buf_view(&b), true));
		if (q->near.guessed)
			doc_set_str(near, "meant", q->near.name);
	}
	if (q->near.boxed)
		doc_set(near, "box", taken_away(c, q, ctx_words(c, "near.box"), false));
	doc_set(c->page, "near", near);
}

void
near_page_say(struct ctx *c, struct buf *b, const struct list_query *q)
{
	if (q->near.found)
		fill(c, b, "near.said", &q->near);
	if (q->near.boxed)
		buf_str(b, ctx_words(c, "near.box_said"));
}

static void
hide(json_t *hidden, const char *name, struct str value)
{
	json_t *pair = doc_object();

	doc_set_cstr(pair, "name", name);
	doc_set_str(pair, "value", value);
	doc_append(hidden, pair);
}

void
near_page_hide(const struct ctx *c, json_t *hidden, const struct list_query *q)
{
	if (q->near.boxed)
		hide(hidden, "bbox", near_box_text(&q->near, c->mem));
}
