/* pager.c: 1 … 4 5 6 … 12 */
#include "cgi/public/pager.h"

#include "lib/view/doc.h"

enum { AROUND = 1 };

static void
add_page(struct ctx *c, const struct list_query *q, json_t *list, unsigned number)
{
	json_t *item = doc_object();

	doc_set_int(item, "number", number);
	doc_set_str(item, "url",
	    list_link(&c->scope, q, &c->app->catalogue,
	    &(struct list_change){ .page = number, .sort = -1 }));
	if (number == q->page && q->cursor.p == NULL)
		doc_set_bool(item, "current", true);
	doc_append(list, item);
}

static void
add_gap(json_t *list)
{
	json_t *item = doc_object();

	doc_set_bool(item, "gap", true);
	doc_append(list, item);
}

/* The document's link to the page before or behind, as short as the others; STR_NONE: there is none. */
static struct str
link_of(struct ctx *c, const char *name)
{
	struct str address = doc_get_str(doc_get(c->doc, "links"), name);
	size_t mark = str_index(address, '?');

	return mark < address.n ? str_from(address, mark) : address;
}

void
pager_fill(struct ctx *c, const struct list_query *q)
{
	unsigned pages = (unsigned)doc_get_int(doc_get(c->doc, "page"), "pages");
	unsigned last = pages < q->page_depth ? pages : q->page_depth;
	json_t *list;

	if (pages < 2)
		return;
	list = doc_array();
	for (unsigned n = 1; n <= last; n++) {
		bool near = n + AROUND >= q->page && n <= q->page + AROUND;

		if (n == 1 || n == last || near)
			add_page(c, q, list, n);
		else if (n == 2 || n == last - 1)
			add_gap(list);
	}
	doc_set(c->page, "pages", list);
	doc_set_str(c->page, "next_url", link_of(c, "next"));
	doc_set_str(c->page, "prev_url", link_of(c, "prev"));
}
