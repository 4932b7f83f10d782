/*
 * templates.c: the folder of templates.
 *
 * Every page is the layout with the page in the place of its body, in each
 * language. What pages have in common, the layout and most partials, is compiled
 * once for all of them.
 */
#include "lib/view/templates.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/view/template_lint.h"

static const char suffix[] = ".mustache";
static const char layout[] = "layout";

struct file {
	struct str name, text;
};

struct page {
	struct str name;
	const struct mustache *compiled[LANG_COUNT];
};

struct templates {
	struct page *pages;     /* by name */
	size_t n;
};

/* All files of the folder, by name. */
struct folder {
	struct mem *mem;
	struct file *files;
	size_t n, room;
};

/*
 * What the compiler's callbacks are given: the folder while it compiles, and
 * the caller's own context, which rendering needs as well.
 */
struct context {
	const struct mustache_options *options;
	const struct folder *folder;
	bool is_layout;         /* of it is compiled, and … */
	bool body_used;         /* … this came */
};

static void
folder_add(struct folder *f, struct str name)
{
	if (f->n == f->room) {
		size_t room = f->room == 0 ? 32 : f->room * 2;

		f->files = mem_grow(f->mem, f->files, f->n * sizeof(f->files[0]),
		    room * sizeof(f->files[0]));
		f->room = room;
	}
	f->files[f->n++] = (struct file){ .name = mem_dup(f->mem, name) };
}

static int
compare_files(const void *a, const void *b)
{
	return str_cmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static const struct file *
folder_find(const struct folder *f, struct str name)
{
	struct file key = { .name = name };

	return f->n == 0 ? NULL : bsearch(&key, f->files, f->n, sizeof(f->files[0]), compare_files);
}

static bool
folder_list(struct folder *f, const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *e;

	if (d == NULL) {
		log_say("%s: %s", dir, strerror(errno));
		return false;
	}
	while ((e = readdir(d)) != NULL) {
		struct str name = str_of(e->d_name);

		/* What begins with a point is an editor's or the system's. */
		if (name.p[0] != '.' && str_ends(name, str_of(suffix)))
			folder_add(f, (struct str){ name.p, name.n - strlen(suffix) });
	}
	(void)closedir(d);
	if (f->n != 0)
		qsort(f->files, f->n, sizeof(f->files[0]), compare_files);
	return true;
}

/* Reads and lints every file, to say all problems there are at once. */
static bool
folder_read(struct folder *f, const char *dir)
{
	bool ok = true;

	for (size_t i = 0; i < f->n; i++) {
		struct file *file = &f->files[i];
		const char *problem,
		    *path = mem_printf(f->mem, "%s/%s%s", dir, file->name.p, suffix);

		if (!file_read(f->mem, path, &file->text)) {
			ok = false;
			continue;
		}
		problem = template_lint(f->mem, file->name, file->text);
		if (problem != NULL) {
			log_say("%s/%s", dir, problem);
			ok = false;
		}
	}
	return ok;
}

static bool
is_page(const struct file *f)
{
	return f->name.n != 0 && f->name.p[0] != '_' && !str_is(f->name, layout);
}

static bool
partial(void *ctx, struct str name, struct str *text)
{
	struct context *c = ctx;
	const struct file *f;

	if (c->is_layout && str_is(name, "body")) {
		c->body_used = true;
		*text = STR_NONE;
		return true;
	}
	f = folder_find(c->folder, name);
	if (f == NULL || is_page(f) || str_is(name, layout))
		return false;
	*text = f->text;
	return true;
}

static void
classify(void *ctx, struct str name, struct mustache_name *out)
{
	const struct mustache_options *o = ((const struct context *)ctx)->options;

	o->classify(o->ctx, name, out);
}

static void
derive(void *ctx, int how, const void *what, const json_t *frame, struct str base,
    const json_t *value, struct buf *out)
{
	const struct mustache_options *o = ((const struct context *)ctx)->options;

	o->derive(o->ctx, how, what, frame, base, value, out);
}

/* One language: a page, or the layout. NULL after log_say. */
static const struct mustache *
compile(struct mem *m, const struct mustache_options *options, const struct file *f, enum lang lang)
{
	struct mustache_problem problem;
	const struct mustache *t = mustache_compile(m, f->name, f->text, options, &problem);

	if (t == NULL)
		log_say("template %s (%s): %s", f->name.p, lang_code(lang), problem.text);
	return t;
}

static const struct mustache *
layout_compile(struct mem *m, struct context *c, const struct mustache_options *options,
    enum lang lang)
{
	const struct file *f = folder_find(c->folder, str_of(layout));
	const struct mustache *t;

	c->is_layout = true;
	t = compile(m, options, f, lang);
	c->is_layout = false;
	if (t == NULL || c->body_used)
		return t;
	log_say("template %s: there is no {{>body}} in it", layout);
	return NULL;
}

/* All pages in one language. */
static bool
pages_compile(struct templates *t, struct mem *m, struct context *c, enum lang lang)
{
	const struct folder *folder = c->folder;
	struct mustache_options options = *c->options;
	const struct mustache *frame, *page;
	bool ok;

	options.partial = partial;
	options.partials = mustache_partials_new(folder->mem);
	options.classify = options.classify == NULL ? NULL : classify;
	options.derive = options.derive == NULL ? NULL : derive;
	options.ctx = c;
	frame = layout_compile(m, c, &options, lang);
	ok = frame != NULL;
	for (size_t i = 0, n = 0; i < folder->n; i++) {
		if (!is_page(&folder->files[i]))
			continue;
		page = compile(m, &options, &folder->files[i], lang);
		ok = ok && page != NULL;
		if (ok)
			t->pages[n].compiled[lang] = mustache_with_body(m, frame, page);
		n++;
	}
	/* The folder is gone when pages are rendered; only the caller's options are used then. */
	c->folder = NULL;
	return ok;
}

static void
pages_list(struct templates *t, struct mem *m, const struct folder *f)
{
	t->pages = mem_calloc(m, f->n, sizeof(t->pages[0]));
	for (size_t i = 0; i < f->n; i++)
		if (is_page(&f->files[i]))
			t->pages[t->n++].name = mem_dup(m, f->files[i].name);
}

struct templates *
templates_load(struct mem *m, const char *dir, const struct mustache_options options[LANG_COUNT])
{
	struct templates *t = mem_calloc(m, 1, sizeof(*t));
	struct mustache_options *kept = mem_alloc(m, LANG_COUNT * sizeof(*kept));
	struct folder folder = { .mem = mem_new(0) };
	struct context *contexts = mem_calloc(m, LANG_COUNT, sizeof(*contexts));
	bool ok = folder_list(&folder, dir) && folder_read(&folder, dir);

	if (ok && folder_find(&folder, str_of(layout)) == NULL) {
		log_say("%s: there is no %s%s", dir, layout, suffix);
		ok = false;
	}
	if (ok)
		pages_list(t, m, &folder);
	/* The second language is looked at even when the first has a mistake. */
	for (enum lang lang = 0; t->n > 0 && lang < LANG_COUNT; lang++) {
		kept[lang] = options[lang];
		contexts[lang] = (struct context){ .options = &kept[lang], .folder = &folder };
		ok &= pages_compile(t, m, &contexts[lang], lang);
	}
	mem_free(folder.mem);
	return ok ? t : NULL;
}

static int
compare_name(const void *name, const void *page)
{
	return str_cmp(*(const struct str *)name, ((const struct page *)page)->name);
}

const struct mustache *
templates_find(const struct templates *t, struct str name, enum lang lang)
{
	const struct page *p = t->n == 0
	    ? NULL
	    : bsearch(&name, t->pages, t->n, sizeof(t->pages[0]), compare_name);

	return p == NULL ? NULL : p->compiled[lang];
}
