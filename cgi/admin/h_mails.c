/* h_mails.c: subjects and texts of the mails that are sent. */
#include "cgi/admin/handlers.h"

#include "cgi/admin/texts.h"
#include "lib/store/own_words.h"
#include "lib/view/doc.h"

enum { SUBJECT_LETTERS = 150, BODY_LETTERS = 4000, PLACES_MAX = 12, PURPOSE_BYTES = 32 };

/* The example that a place is filled with to be looked at. */
static struct str
example_of(struct ctx *c, enum lang l, struct str place, const char *what)
{
	struct str s = words_find(c->app->views.words, l,
	    mem_printf(c->mem, "admin.mails.places.%.*s.%s", STR_ARGS(place), what));

	return s.p != NULL ? s : place;
}

/* Every place that the mail can fill, once. */
static size_t
places_of(const struct texts *f, struct str name[PLACES_MAX])
{
	size_t n = 0;

	for (size_t i = 0; f->places[i].p != NULL; i++) {
		struct str rest = f->places[i], before, place;

		while (words_next_place(&rest, &before, &place)) {
			size_t k = 0;

			while (k < n && !str_eq(name[k], place))
				k++;
			if (k == n && n < PLACES_MAX)
				name[n++] = place;
		}
	}
	return n;
}

static void
set_places(struct ctx *c, const struct texts *f)
{
	struct str name[PLACES_MAX];
	size_t n = places_of(f, name);
	json_t *list = doc_array();

	for (size_t i = 0; i < n; i++) {
		json_t *one = doc_object();

		doc_set_str(one, "written",
		    str_of(mem_printf(c->mem, "{%.*s}", STR_ARGS(name[i]))));
		doc_set_str(one, "meaning", example_of(c, c->lang, name[i], "name"));
		if (str_ends(name[i], STR("url")))
			doc_set_bool(one, "needed", true);
		doc_append(list, one);
	}
	if (n > 0)
		doc_set(c->doc, "places", list);
}

/* The texts as their reader would have them, with examples in their places. */
static void
show_letters(struct ctx *c, const struct texts *f)
{
	struct words_value values[PLACES_MAX + 1] = { { NULL, STR_NONE } };
	struct str name[PLACES_MAX];
	size_t n = places_of(f, name);
	json_t *list = doc_array();

	for (enum lang l = 0; l < LANG_COUNT; l++) {
		json_t *letter = doc_object();
		const char *const members[] = { "subject", "letter" };

		for (size_t i = 0; i < n; i++)
			values[i] = (struct words_value){ mem_strdup(c->mem, name[i]),
				example_of(c, l, name[i], "example") };
		for (size_t i = 0; i < COUNT_OF(members); i++) {
			const struct text *t = &f->text[i];
			struct buf b;

			buf_init(&b, c->mem, 256);
			words_fill_text(&b, t->typed[l].n > 0 ? t->typed[l] : t->standard[l],
			    values);
			doc_set_str(letter, members[i], buf_view(&b));
		}
		doc_set_cstr(letter, "written_in", lang_code(l));
		doc_append(list, letter);
	}
	doc_set(c->doc, "letters", list);
}

/* The mail that the address names; false: there is none such. */
static bool
find_mail(struct ctx *c, struct texts *f)
{
	static const char *const parts[] = { "subject", "text" };
	const char *purpose = mem_strdup(c->mem, c->id);
	size_t places = 0;

	*f = (struct texts){ .subject = "mail", .look = show_letters };
	if (c->id.n > PURPOSE_BYTES || str_index(c->id, '.') < c->id.n)
		return false;
	f->item = mem_printf(c->mem, "mail.%s.*", purpose);
	f->list_url = c->lang == LANG_SV ? STR("/admin/brev") : STR("/admin/en/mails");
	f->save_url = str_of(mem_printf(c->mem, "%.*s/%s", STR_ARGS(f->list_url), purpose));
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		struct text *t = &f->text[f->count++];

		t->name = parts[i];
		t->key = mem_printf(c->mem, "mail.%s.%s", purpose, parts[i]);
		t->label = ctx_words(c, mem_printf(c->mem, "admin.mails.%s", parts[i]));
		t->most = i == 0 ? SUBJECT_LETTERS : BODY_LETTERS;
		t->one_line = i == 0;
		t->rows = i == 0 ? 1 : 14;
		for (enum lang l = 0; l < LANG_COUNT; l++) {
			t->standard[l] = words_find(c->app->views.words, l, t->key);
			if (t->standard[l].p == NULL)
				return false;
			f->places[places++] = t->standard[l];
		}
	}
	doc_set_str(c->page, "title", f->text[0].standard[c->lang]);
	set_places(c, f);
	return true;
}

enum err
h_mails(struct ctx *c, struct reader *r)
{
	json_t *list = doc_array();
	json_t *mails = doc_get(words_tree(c->app->views.words, c->lang), "mail");

	for (void *it = doc_first(mails); it != NULL; it = doc_after(mails, it))
		texts_list_add(r, list, doc_get_str(doc_value(it), "subject"),
		    str_of(mem_printf(c->mem, "%s/%s",
			c->lang == LANG_SV ? "/admin/brev" : "/admin/en/mails", doc_key(it))),
		    mem_printf(c->mem, "mail.%s.*", doc_key(it)));
	doc_set(c->doc, "texts", list);
	return db_done(r);
}

enum err
h_mail_page(struct ctx *c, struct reader *r)
{
	return texts_page(c, r, find_mail);
}

enum err
h_mail_again(struct ctx *c, struct reader *r)
{
	return texts_again(c, r, find_mail);
}

enum err
h_mail(struct ctx *c, struct writer *w)
{
	return texts_post(c, w, find_mail);
}
