/* h_helps.c: what is said about the fields of forms. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/form.h"
#include "cgi/admin/texts.h"
#include "lib/view/doc.h"

enum { HELP_LETTERS = 400 };

enum err
h_helps(struct ctx *c, struct reader *r)
{
	json_t *list = doc_array();
	const struct kind *k;

	for (size_t i = 0; (k = kind_at(i)) != NULL; i++)
		texts_list_add(r, list,
		    ctx_words(c, mem_printf(c->mem, "admin.plurals.%s", k->name)),
		    str_of(mem_printf(c->mem, "%s/%s",
			c->lang == LANG_SV ? "/admin/hjalptexter" : "/admin/en/help-texts",
			k->name)),
		    mem_printf(c->mem, "help.%s.*", k->name));
	doc_set(c->doc, "texts", list);
	return db_done(r);
}

/* Help for every field that its form has. */
static bool
find_help(struct ctx *c, struct texts *f)
{
	const struct kind *k = kind_find(c->id);
	const struct field *field;

	*f = (struct texts){ .subject = "help" };
	if (k == NULL)
		return false;
	f->item = mem_printf(c->mem, "help.%s.*", k->name);
	f->list_url = c->lang == LANG_SV ? STR("/admin/hjalptexter") : STR("/admin/en/help-texts");
	f->save_url = str_of(mem_printf(c->mem, "%.*s/%s", STR_ARGS(f->list_url), k->name));
	for (size_t i = 0; (field = kind_field_at(k, i)) != NULL && f->count < TEXTS_MAX; i++) {
		struct text *t = &f->text[f->count];

		if (field->flags & FIELD_INVERSE)
			continue;
		f->count++;
		t->name = field->name;
		t->key = form_help_key(c, k, field);
		t->label = form_label(c, field, NULL);
		t->most = HELP_LETTERS;
		t->one_line = t->hinted = true;
		t->rows = 2;
		for (enum lang l = 0; l < LANG_COUNT; l++)
			t->standard[l] = form_standard_help(c, field, l);
	}
	doc_set_str(c->page, "title",
	    str_of(mem_printf(c->mem, "%.*s: %.*s", STR_ARGS(ctx_words(c, "admin.titles.helps")),
		STR_ARGS(ctx_words(c, mem_printf(c->mem, "admin.plurals.%s", k->name))))));
	return true;
}

enum err
h_help_page(struct ctx *c, struct reader *r)
{
	return texts_page(c, r, find_help);
}

enum err
h_help_again(struct ctx *c, struct reader *r)
{
	return texts_again(c, r, find_help);
}

enum err
h_help(struct ctx *c, struct writer *w)
{
	return texts_post(c, w, find_help);
}
