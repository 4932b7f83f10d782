/* app.c: loading what every request needs. */
#include "cgi/app.h"

#include <assert.h>

#include "cgi/present.h"
#include "lib/store/kind.h"
#include "lib/view/doc.h"

enum { READER_BLOCK = 32 * 1024 };

bool
app_load_views(struct app_views *v, const struct config *c)
{
	struct mustache_options options[LANG_COUNT];
	struct mem *before;

	v->mem = mem_new(MEM_APART);
	before = mem_use(v->mem);
	v->words = words_load(v->mem, mem_printf(v->mem, "%s/words", c->www));
	/* What the languages do not share would be an empty place, or a lie, on some page. */
	if (v->words != NULL && words_check(v->words) > 0)
		v->words = NULL;
	if (v->words != NULL) {
		for (enum lang l = 0; l < LANG_COUNT; l++)
			present_options(&options[l], v->mem, v->words, l, c);
		v->templates = templates_load(v->mem, mem_printf(v->mem, "%s/templates", c->www),
		    options);
	}
	mem_use(before);
	if (v->words != NULL && v->templates != NULL)
		return true;
	app_free_views(v);
	return false;
}

void
app_free_views(struct app_views *v)
{
	mem_free(v->mem);
	*v = (struct app_views){ .mem = NULL };
}

struct db_options
app_db_options(const struct config *c)
{
	struct db_options options = { .expand = kind_expand, .statement_ms = (int)c->statement_ms,
		.kept_bytes = (size_t)c->matches_kib * 1024 };
	struct str unknown;
	bool known = mechanism_read(str_of(c->search_without), &options.without, &unknown);

	/* Settings were read by config_set(). */
	assert(known);
	return options;
}

enum err
app_open(struct app *a)
{
	struct db_options options = app_db_options(a->config);

	options.lazily = a->lazily;
	a->mem = mem_new(READER_BLOCK);
	if (!a->config->reload)
		a->answers = kept_new((size_t)a->config->answers_kib * 1024);
	return reader_open(&a->reader, a->mem, a->config->db, &options);
}

enum err
app_writer(struct app *a, struct writer **out)
{
	const struct db_options options = app_db_options(a->config);
	enum err e = ERR_NONE;

	if (a->writer_mem == NULL) {
		a->writer_mem = mem_new(READER_BLOCK);
		e = writer_open(&a->writer, a->writer_mem, a->config->db, &options);
		if (e != ERR_NONE) {
			mem_free(a->writer_mem);
			a->writer_mem = NULL;
		}
	}
	*out = &a->writer;
	return e;
}

void
app_close(struct app *a)
{
	if (a->writer_mem != NULL) {
		writer_close(&a->writer);
		mem_free(a->writer_mem);
		a->writer_mem = NULL;
	}
	kept_free(a->answers);
	a->answers = NULL;
	catalogue_release(&a->catalogue);
	reader_close(&a->reader);
	mem_free(a->mem);
	a->mem = NULL;
}

struct str
ctx_words(const struct ctx *c, const char *key)
{
	return words_get(c->app->views.words, c->lang, key);
}

struct list_limits
ctx_limits(const struct ctx *c)
{
	return (struct list_limits){ (unsigned)c->app->config->query_letters,
	    (unsigned)c->app->config->page_depth };
}

enum err
ctx_only_lang(struct ctx *c)
{
	const struct form *form = &c->request->form;

	for (size_t i = 0; c->scope.api && i < form->pairs; i++)
		if (!str_is(form->pair[i].name, "lang")) {
			c->problem = (struct list_problem){ .parameter = form->pair[i].name,
			    .key = "unknown_parameter", .value = form->pair[i].value };
			return ERR_BAD_REQUEST;
		}
	return ERR_NONE;
}
