/* lacks.c: what a record lacks, in words. */
#include "cgi/admin/lacks.h"

#include "lib/store/complete.h"
#include "lib/view/doc.h"

static struct str
name_of(struct ctx *c, struct str field)
{
	return ctx_words(c, mem_printf(c->mem, "admin.lacks.%.*s", STR_ARGS(field)));
}

struct str
lacks_text(struct ctx *c, struct str lacks)
{
	struct str field;
	struct buf b;

	buf_init(&b, c->mem, 64);
	while (complete_next(&lacks, &field)) {
		if (b.n > 0)
			buf_puts(&b, ", ");
		buf_str(&b, name_of(c, field));
	}
	return buf_view(&b);
}

json_t *
lacks_links(struct ctx *c, struct str lacks, struct str form_url)
{
	json_t *list = doc_array();
	struct str field;

	while (complete_next(&lacks, &field)) {
		json_t *one = doc_object();

		doc_set_str(one, "lack", name_of(c, field));
		doc_set_str(one, "field_url",
		    str_of(mem_printf(c->mem, "%.*s#%.*s", STR_ARGS(form_url), STR_ARGS(field))));
		doc_append(list, one);
	}
	return list;
}
